"""Facts of a sender that is set up well, and each part of them bent by a test. Its present is noon of a Wednesday."""

from dataclasses import replace
from typing import Any

from deliverability.checklist.access_facts import Key, Owner, Root
from deliverability.checklist.catalogue import BY_NAME
from deliverability.checklist.facts import Facts, Setup, Source, Way
from deliverability.checklist.item import Result, Verdict
from deliverability.dns.look import Answer, Look, Question, Status
from deliverability.dns.setup import setups
from deliverability.environment import BACKEND, DJANGO_SES, ENDPOINT, GUIDE, REGION, SENDER, EnvironmentFile, Git, Value
from deliverability.iam.access import Access
from deliverability.iam.principal import of_arn
from deliverability.metrics import DAY
from deliverability.model import Reason, Text, Unknown, text
from deliverability.rates import QuotaUse
from deliverability.standing import Measure
from deliverability.trials import Kind, State, Trial
from tests.unit.evidence_of import NOW, SCOPE, asked

DOMAIN = "shop.example"
TOKENS = ["aaa", "bbb", "ccc"]
ACCOUNT = {
    "enforcement_status": "HEALTHY",
    "sending_enabled": True,
    "production_access": True,
    "suppressed_reasons": ["BOUNCE", "COMPLAINT"],
}
IDENTITY = {
    "type": "DOMAIN",
    "verification_status": "SUCCESS",
    "dkim_status": "SUCCESS",
    "dkim_signing": True,
    "dkim_tokens": TOKENS,
    "dkim_origin": "AWS_SES",
    "mail_from_domain": f"mail.{DOMAIN}",
    "mail_from_status": "SUCCESS",
    "feedback_forwarding": True,
}
DESTINATION = {"enabled": True, "event_types": ["BOUNCE", "COMPLAINT", "SEND"], "sns_topic": "arn:aws:sns:x"}
SETUP = Setup(
    from_email=f"Shop <hello@{DOMAIN}>",
    endpoint=f"email.{SCOPE.region}.amazonaws.com",
    frontend_url=f"https://www.{DOMAIN}",
    heartbeat=True,
    caller="arn:aws:iam::123456789012:user/collector",
    regions=(SCOPE.region, "eu-west-1"),
    test_send=True,
    signup_url=f"https://www.{DOMAIN}/register/",
)
ENVIRONMENT = EnvironmentFile(
    NOW,
    "/srv/shop/.env",
    values=dict.fromkeys(GUIDE, Value.SET),
    told={
        BACKEND: DJANGO_SES,
        REGION: SCOPE.region,
        ENDPOINT: f"email.{SCOPE.region}.amazonaws.com",
        SENDER: f"Shop <hello@{DOMAIN}>",
    },
    mode=0o600,
    git=Git.IGNORED,
)
TRIALS = (
    Trial(2, Kind.SIGN_UP, f"https://www.{DOMAIN}/register/", NOW - DAY, State.DONE, "", text("It was taken.")),
    Trial(1, Kind.SUCCESS, "success@simulator.amazonses.com", NOW - DAY, State.DONE, "0102", text("SES took it.")),
)
COLLECTOR = Owner(
    of_arn("arn:aws:iam::1:user/collector"), Access(), (Key("00M1", "Active", NOW - 30 * DAY, NOW - 60),), ("read",)
)
APPLICATION = Owner(
    of_arn("arn:aws:iam::1:user/shop"), Access(), (Key("00P1", "Active", NOW - 30 * DAY, NOW - 60),), ("send",)
)
ALARMS = {
    f"ses-{measure.value}": {
        "metric": f"Reputation.{measure.value.capitalize()}Rate",
        "threshold": measure.lines.review,
        "comparison": "GreaterThanOrEqualToThreshold",
        "missing_data": "ignore",
        "statistic": "Average",
        "actions_enabled": True,
        "actions": 1,
        "dimensions": [],
        "computed": False,
    }
    for measure in Measure
}
BILLING_ALARMS = {"bill": {"metric": "EstimatedCharges", "actions_enabled": True, "actions": 1}}
DENIED = Unknown(Reason.DENIED, text("denied"))
MISSING = dict.fromkeys(Source, "ses:Missing")


def look(**changed: Any) -> Look:
    """The domain in DNS, everything in order; `changed` answers by the names below, None for NODATA."""
    return at_domain(DOMAIN, IDENTITY, **changed)


def at_domain(domain: str, body: dict[str, Any], **changed: Any) -> Look:
    (setup,) = setups(SCOPE.region, {domain: body}).values()
    key = "v=DKIM1; k=rsa; p=" + KEY_2048
    told: dict[str, tuple[str, str, Any]] = {
        **{token: (f"{token}._domainkey.{domain}", "CNAME", (f"{token}.dkim.amazonses.com",)) for token in TOKENS},
        **{f"{token}_key": (f"{token}._domainkey.{domain}", "TXT", (key,)) for token in TOKENS},
        "mx": (f"mail.{domain}", "MX", (f"10 feedback-smtp.{SCOPE.region}.amazonses.com",)),
        "mail_from_spf": (f"mail.{domain}", "TXT", ("v=spf1 include:amazonses.com ~all",)),
        "amazonses_spf": ("amazonses.com", "TXT", ("v=spf1 ip4:199.255.192.0/22 -all",)),
        "spf": (domain, "TXT", ("v=spf1 include:amazonses.com ~all",)),
        "dmarc": (f"_dmarc.{domain}", "TXT", (f"v=DMARC1; p=quarantine; rua=mailto:dmarc@{domain}",)),
        "legacy": (f"_amazonses.{domain}", "TXT", None),
    }
    answers = {}
    for name, (where, kind, values) in told.items():
        answers[Question(where, kind)] = _answer(changed.get(name, values))
    return Look(setup, NOW, answers)


def _answer(values: Any) -> Answer:
    if isinstance(values, Status):
        return Answer(values)
    return Answer(Status.FOUND, tuple(values)) if values else Answer(Status.NO_DATA)


KEY_1024 = (
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC1KU6dAT5Ysi9ACF3TnhZz1LUISWyNslUN9Zos36B9IDMztNFs+05g+84lOmxe"
    "O6gK1JEPUyY1gNIwdkkDAqXlpxj7/Z7w9QWcapwMffHm82TmslnQ0M2tQgtlzAQ/bzC/fU0EIL++Vj1U5Uj2G+c3std5at0F7vU0"
    "J1BdbhFGYQIDAQAB"
)
KEY_2048 = (
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAzgNnEoeYJxRjse310t4nmKnunX6RvCVRY848LCaRqFQNzpQbSolK8cbt"
    "OcWt0LZZo49I4p/LTR6Dp0KQ9Eqpau1uda3DUQQGUfWJYukI4efAsX5KdxXsE+C8kC++AEdB+OyWvd7ecfPfC3NrjzOpSlF/OyCC"
    "HlzSs5YD4G7bNqLziRd6Z73VipqJOpFu7axH7RlTDpX2zb5odsCh1vPSBCUoRPwz+eNQc9yv31C6TpV304YqWCKvtJsa7eOUFoF5"
    "3mwuKegOsyUsk/N3TJVWUBADaYp9vBXEL9cNcOUiny02AwaqtMOjJ4Mef/mM0bzztTxaq7CuYurok+GUJZ4zgQIDAQAB"
)


def facts(**parts: Any) -> Facts:
    good = Facts(
        collector=COLLECTOR,
        application=APPLICATION,
        root=Root(has_keys=False, has_mfa=True),
        alarms=ALARMS,
        billing_alarms=BILLING_ALARMS,
        scope=SCOPE,
        now=NOW,
        account=ACCOUNT,
        identities={DOMAIN: IDENTITY},
        details=None,
        sets={"shop": {"reputation_metrics": True}},
        destinations={"shop/feedback": DESTINATION},
        dns={DOMAIN: look()},
        setup=SETUP,
        channels=(Way("slack", depends_on_ses=False, last_delivery=NOW - DAY),),
        rates={Measure.BOUNCE: 0.01, Measure.COMPLAINT: 0.0001},
        quota=QuotaUse(5_000, 50_000),
        attempts=70_000,
        environment=ENVIRONMENT,
        trials=TRIALS,
        readings=(asked("account"), asked("identities", patience_seconds=10_800)),
        missing={},
    )
    return replace(good, **parts)


def account(**fields: Any) -> Facts:
    return facts(account={**ACCOUNT, **fields})


def identity(**fields: Any) -> Facts:
    return facts(identities={DOMAIN: {**IDENTITY, **fields}})


def setup(**fields: Any) -> Facts:
    return facts(setup=replace(SETUP, **fields))


def environment(**fields: Any) -> Facts:
    """The environment file bent: `values` and `told` beside those that are well."""
    for name in ("values", "told"):
        fields[name] = {**getattr(ENVIRONMENT, name), **fields.get(name, {})}
    fields["told"] = {name: value for name, value in fields["told"].items() if value}
    return facts(environment=replace(ENVIRONMENT, **fields))


def denied(**parts: Any) -> Facts:
    """The parts unknown for want of a permission."""
    return facts(**dict.fromkeys(parts, DENIED), missing=MISSING)


def verdicts(name: str, known: Facts) -> dict[str, Verdict]:
    """What an item says, by subject; each verdict held to what every verdict promises."""
    told = list(BY_NAME[name].verdicts(known))
    by_subject = {verdict.subject: verdict for verdict in told}
    assert len(by_subject) == len(told) > 0, "a subject is judged once, and an item always says something"
    for verdict in told:
        check(verdict)
    return by_subject


def check(verdict: Verdict) -> None:
    assert verdict.item in BY_NAME
    assert (verdict.reason is not None) == (verdict.result is Result.UNKNOWN)
    assert all(isinstance(sentence, Text) for sentence in (*verdict.evidence, *verdict.cures))
    if verdict.result not in {Result.UNKNOWN, Result.BY_HAND}:
        assert verdict.evidence


def result(name: str, known: Facts, subject: str | None = None) -> Result:
    """The result of an item's only verdict, or of that for a subject."""
    told = verdicts(name, known)
    return told[subject].result if subject is not None else next(iter(told.values())).result
