"""What the collector may be told: where to look, as whom, and where to remember it.

What the dashboard needs is in `dashboard`; both are read by `load`.
"""

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr

from deliverability.cost.choices import Choices
from deliverability.model import N_
from deliverability.thresholds import Thresholds
from settings import regions
from settings.access import ApplicationUser, KeyMaxAge
from settings.alerting import AlertUrls, DashboardUrl, HeartbeatUrl
from settings.costs import (
    AverageKb,
    CostExplorer,
    CurrencyRate,
    FreeMessages,
    FreeTierChoice,
    MonthlyBudget,
    PricePerThousand,
    SesPlan,
)
from settings.nameservers import NameServers
from settings.shared import Demo, Language, StoreUrl
from settings.thresholds import BounceLines, ComplaintLines, Holidays, QuotaLine
from settings.trying import AppEnvFile, ConfigurationSet, SignupBody, SignupUrl, TestSend
from settings.urls import web_address
from settings.variable import Settings, Variable

_PLACEHOLDERS: Final = (
    "AKIA1234567890EXAMPLE",
    "your-secret-access-key-here",
    "AKIAIOSFODNN7EXAMPLE",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
)
"""What the setup guide, AWS's documentation and our own examples write where a person's key belongs."""


def _key(value: str) -> str:
    if value in _PLACEHOLDERS or not re.fullmatch(r"[!-~]+", value):
        raise ValueError("not an access key")
    return value


def _secret(value: SecretStr) -> SecretStr:
    _key(value.get_secret_value())
    return value


Regions = Annotated[
    tuple[str, ...],
    BeforeValidator(regions.split),
    AfterValidator(regions.checked),
    Variable(
        "AWS_SES_REGION_NAME",
        N_("Region you send from; several are separated by commas."),
        N_("It must name AWS regions, separated by commas."),
        "ap-northeast-2",
    ),
]
KeyId = Annotated[
    str | None,
    AfterValidator(_key),
    Variable(
        "AWS_ACCESS_KEY_ID",
        N_("Access key of a read-only IAM user; boto3's other sources (profile, role) work too."),
        N_("It must be an access key id as IAM shows it, not the placeholder of a guide."),
        "AKIAIOSFODNN7EXAMPLE",
    ),
]
SecretKey = Annotated[
    SecretStr | None,
    AfterValidator(_secret),
    Variable(
        "AWS_SECRET_ACCESS_KEY",
        N_("The secret that belongs to the access key."),
        N_(
            "It must be the secret that IAM showed when the key was made, without blanks, not the placeholder of a guide."
        ),
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    ),
]
SessionToken = Annotated[
    SecretStr | None,
    AfterValidator(_secret),
    Variable(
        "AWS_SESSION_TOKEN",
        N_("Session token; needed with temporary credentials only."),
        N_("It must be the token that came with the temporary key, without blanks."),
        "IQoJb3JpZ2luX2VjEXAMPLETOKEN",
    ),
]
Profile = Annotated[
    str | None,
    Field(pattern=r"^\S.*$"),
    Variable(
        "AWS_PROFILE",
        N_("Profile of ~/.aws to use instead of a key."),
        N_("It must be the name of a profile."),
        "ses-read-only",
    ),
]
EndpointUrl = Annotated[
    str | None,
    AfterValidator(web_address),
    Variable(
        "AWS_ENDPOINT_URL",
        N_("Address to ask instead of AWS, such as the simulated account's."),
        N_("It must be an address that begins with http:// or https://."),
        "http://127.0.0.1:5000",
    ),
]
FromEmail = Annotated[
    str | None,
    Variable(
        "DEFAULT_FROM_EMAIL",
        N_("Address your application sends from, as in its own settings."),
        N_("It must be text."),
        "noreply@example.com",
    ),
]
FrontendUrl = Annotated[
    str | None,
    Variable(
        "FRONTEND_URL",
        N_("Address of your application, as in its own settings."),
        N_("It must be text."),
        "https://www.example.com",
    ),
]
RegionEndpoint = Annotated[
    str | None,
    Variable(
        "AWS_SES_REGION_ENDPOINT",
        N_("django-ses's endpoint; accepted so that its file works unchanged, and asked for nothing."),
        N_("It must be text."),
        "email.ap-northeast-2.amazonaws.com",
    ),
]
LogFormat = Annotated[
    Literal["text", "json"],
    Variable(
        "LOG_FORMAT",
        N_("How the collector writes its log: text or json."),
        N_("It must be text or json."),
        "json",
    ),
]


class CollectorSettings(Settings):
    """Settings of `python -m collector`. `regions` is empty only when loaded for a command that asks AWS nothing.

    `key_shared_with` names the file that shows the key to be the sending application's own, None when none does.
    """

    key_shared_with: str | None = None

    regions: Regions = ()
    aws_access_key_id: KeyId = None
    aws_secret_access_key: SecretKey = None
    aws_session_token: SessionToken = None
    aws_profile: Profile = None
    aws_endpoint_url: EndpointUrl = None
    database_url: StoreUrl = "sqlite:///data/ses.db"
    language: Language = "en"
    default_from_email: FromEmail = None
    frontend_url: FrontendUrl = None
    aws_ses_region_endpoint: RegionEndpoint = None
    log_format: LogFormat = "text"
    alert_urls: AlertUrls = None
    dashboard_url: DashboardUrl = None
    heartbeat_url: HeartbeatUrl = None
    bounce_alert_percent: BounceLines = None
    complaint_alert_percent: ComplaintLines = None
    quota_alert_percent: QuotaLine = None
    holidays: Holidays = frozenset()
    ses_plan: SesPlan = None
    price_per_thousand_usd: PricePerThousand = None
    free_tier: FreeTierChoice = None
    free_messages_per_month: FreeMessages = None
    average_message_kb: AverageKb = None
    monthly_budget_usd: MonthlyBudget = None
    currency_rate: CurrencyRate = None
    cost_explorer: CostExplorer = False
    dns_nameservers: NameServers = ()
    app_iam_user: ApplicationUser = None
    key_max_age_days: KeyMaxAge = 90
    app_env_file: AppEnvFile = None
    test_send: TestSend = False
    ses_configuration_set: ConfigurationSet = None
    signup_test_url: SignupUrl = None
    signup_test_body: SignupBody = None
    demo: Demo = False

    @property
    def thresholds(self) -> Thresholds:
        """The lines in force: those that are set, else AWS's."""
        return Thresholds.chosen(
            self.bounce_alert_percent, self.complaint_alert_percent, self.quota_alert_percent, self.holidays
        )

    @property
    def choices(self) -> Choices:
        """What a person said of their costs."""
        return Choices(
            plan=self.ses_plan,
            price_per_thousand=self.price_per_thousand_usd,
            free_messages=self.free_messages_per_month,
            free_tier=self.free_tier,
            average_kb=self.average_message_kb,
            budget=self.monthly_budget_usd,
            currency=self.currency_rate,
            cost_explorer=self.cost_explorer,
        )

    @property
    def opted_in(self) -> frozenset[str]:
        """The variables that switch on readings which cost money."""
        return frozenset({"COST_EXPLORER"} if self.cost_explorer else ())

    def aws_environment(self) -> dict[str, str]:
        """The variables boto3's own chain must find in the environment, whichever file they came from."""
        secrets = {"AWS_SECRET_ACCESS_KEY": self.aws_secret_access_key, "AWS_SESSION_TOKEN": self.aws_session_token}
        plain = {
            "AWS_ACCESS_KEY_ID": self.aws_access_key_id,
            "AWS_PROFILE": self.aws_profile,
            "AWS_ENDPOINT_URL": self.aws_endpoint_url,
        }
        found = {name: value.get_secret_value() for name, value in secrets.items() if value is not None}
        return found | {name: value for name, value in plain.items() if value is not None}
