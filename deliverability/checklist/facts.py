"""What the checklist items look at: everything known of one scope at one moment, each part known or unknown.

How it is gathered from the store: `report/checklist_facts.py`. What is made of it: the other files of this folder.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import parseaddr
from enum import StrEnum
from typing import Any, Final

from deliverability.checklist.access_facts import Owner, Root
from deliverability.dns.look import Look
from deliverability.environment import EnvironmentFile
from deliverability.evidence import Asked, Body
from deliverability.model import Param, Reason, Scope, Unknown
from deliverability.rates import QuotaUse
from deliverability.standing import Measure
from deliverability.trials import Trial

EXAMPLE: Final = "example.com"
"""Stands in a cure where the user's own domain is not known yet."""


KEY_MAX_AGE_DAYS: Final = 90
"""After how many days a key should be replaced, where nobody says."""

NOT_YET: Final = Unknown(Reason.COLLECTING)


class Source(StrEnum):
    """What a fact comes from, as far as permissions tell facts apart."""

    ACCOUNT = "account"
    IDENTITIES = "identities"
    IDENTITY_DETAILS = "identity-details"
    SETS = "configuration-sets"
    DESTINATIONS = "event-destinations"
    REPUTATION = "reputation"
    STATISTICS = "statistics"
    DNS = "dns"
    ENVIRONMENT = "env_file"
    USER_ACCESS = "user-access"
    ROLE_ACCESS = "role-access"
    KEYS = "access-keys"
    KEY_USE = "use-of-keys"
    ROOT = "root"
    ALARMS = "alarms"


@dataclass(frozen=True, slots=True)
class Setup:
    """What the collector's own settings say; "" where a variable is not set.

    `caller` is the ARN the key belongs to ("" until AWS told it), `key_shared_with` the file that shows the key to be
    the sending application's own. `regions` are those that are watched; `test_send` says that test mail is allowed;
    `signup_url` is where a sign-up may be tried, without its secrets; `application_user` is the application's IAM user.
    """

    from_email: str = ""
    endpoint: str = ""
    frontend_url: str = ""
    heartbeat: bool = False
    key_shared_with: str = ""
    caller: str = ""
    language: str = "en"
    regions: Sequence[str] = ()
    test_send: bool = False
    signup_url: str = ""
    application_user: str = ""
    key_max_age_days: int = KEY_MAX_AGE_DAYS

    @property
    def address(self) -> str:
        """The sender's address without a display name, in lower case; "" where there is none."""
        bare = parseaddr(self.from_email)[1].lower()
        return bare if bare.rpartition("@")[0] else ""

    @property
    def from_domain(self) -> str:
        """The domain of the sender's address; "" where there is none."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Way:
    """A channel through which people are told of alerts: whether it needs SES, when it last took something."""

    name: str
    depends_on_ses: bool
    last_delivery: int | None
    failing: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known of a scope at `now` (epoch seconds).

    `account` is GetAccount's answer as kept; `identities`, `sets` and `destinations` are bodies by name, `dns` by
    domain. `details` says why what only GetEmailIdentity tells is not known (None: it is). `attempts` are those of the
    last 14 days. `environment` is None where no file is named; `trials` are the last of each kind, the newest first.
    `application` is None where nobody named its IAM user; `alarms` and `billing_alarms` are CloudWatch's, by name.
    `missing` names the IAM actions that a source lacks.
    """

    scope: Scope
    now: int
    account: Body | Unknown
    identities: Mapping[str, Body] | Unknown
    details: Unknown | None
    sets: Mapping[str, Body] | Unknown
    destinations: Mapping[str, Body] | Unknown
    dns: Mapping[str, Look] | Unknown
    setup: Setup | Unknown
    channels: tuple[Way, ...] | Unknown
    rates: Mapping[Measure, float | Unknown] = field(default_factory=dict)
    quota: QuotaUse | Unknown = NOT_YET
    attempts: int | Unknown = NOT_YET
    environment: EnvironmentFile | Unknown | None = NOT_YET
    trials: tuple[Trial, ...] | Unknown = NOT_YET
    readings: tuple[Asked, ...] = ()
    collector: Owner | Unknown = NOT_YET
    application: Owner | Unknown | None = NOT_YET
    root: Root | Unknown = NOT_YET
    alarms: Mapping[str, Body] | Unknown = NOT_YET
    billing_alarms: Mapping[str, Body] | Unknown = NOT_YET
    missing: Mapping[Source, str] = field(default_factory=dict)

    def told(self, name: str) -> Any | Unknown:
        """A field of the account, or why it is not known."""
        if isinstance(self.account, Unknown):
            return self.account
        return self.account.get(name, Unknown(Reason.FAILED))

    def domains(self) -> dict[str, Body]:
        """The domain identities; none where they are unknown."""
        known = {} if isinstance(self.identities, Unknown) else self.identities
        return {name: body for name, body in known.items() if "@" not in name}

    @property
    def domain(self) -> str:
        """The domain a cure speaks of: the sender's, else the first identity's, else an example."""
        own = self.setup.from_domain if isinstance(self.setup, Setup) else ""
        return own or next(iter(self.domains()), EXAMPLE)

    def words(self, subject: str) -> Mapping[str, Param]:
        """What may fill a placeholder of a cure."""
        of_subject = subject.rpartition("@")[2] if "." in subject else ""
        return {
            "subject": subject,
            "domain": of_subject or self.domain,
            "region": self.scope.region,
            "account": self.scope.account_id,
        }
