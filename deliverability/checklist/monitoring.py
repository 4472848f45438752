"""Items of watching: metrics, the way feedback takes, the suppression list, and who is told when something goes wrong."""

from collections.abc import Iterator, Mapping
from typing import Final

from deliverability.checklist.by_template import by_template
from deliverability.checklist.facts import Facts, Source, Way
from deliverability.checklist.identities import NO_IDENTITY
from deliverability.checklist.item import (
    FROM_AWS,
    Paste,
    Section,
    Verdict,
    attention,
    failed,
    item,
    not_applicable,
    passed,
    unknown,
    untold,
)
from deliverability.evidence import Asked, Body
from deliverability.metrics import DAY
from deliverability.model import N_, Reason, Text, Unknown, text
from deliverability.rules.rule import Severity

FEEDBACK: Final = frozenset({"BOUNCE", "COMPLAINT"})
TARGETS: Final = ("sns_topic", "event_bus", "firehose_stream", "pinpoint_application")
"""Where a destination can hand single events on; CloudWatch only counts them."""

TESTED_WITHIN: Final = 90 * DAY
NO_SET: Final = text(N_("There is no configuration set."))


def _metrics_on(known: Facts, subject: str) -> tuple[Paste, ...]:
    name = subject or "default"
    region = f"--region {known.scope.region} --configuration-set-name {name}"
    on = f"aws sesv2 put-configuration-set-reputation-options {region} --reputation-metrics-enabled"
    off = f"aws sesv2 put-configuration-set-reputation-options {region} --no-reputation-metrics-enabled"
    made = f"aws sesv2 create-configuration-set {region}\n" if not subject else ""
    return (Paste(text(N_("Switches them on")), made + on, "bash"), Paste(text(N_("Undoes it")), off, "bash"))


@item(
    N_("The configuration set publishes reputation metrics"),
    section=Section.MONITORING,
    why=N_("Only then can one tell which stream of mail raises the account's rates."),
    cure=(
        N_("Switch reputation metrics on for the set; CloudWatch may charge a few cents a month for them."),
        N_("Mail counts for a set only if it names it, or if its identity has it as the default."),
    ),
    guide_step="6.1",
    pastes=_metrics_on,
    rests_on=("configuration_sets",),
)
def reputation_metrics(known: Facts) -> Iterator[Verdict]:
    """Each configuration set."""
    if isinstance(known.sets, Unknown):
        yield untold(known, Source.SETS, known.sets)
        return
    if not known.sets:
        yield attention(NO_SET)
    for name, body in known.sets.items():
        on = body.get("reputation_metrics")
        if on is None:
            yield untold(known, Source.SETS, Unknown(Reason.FAILED), name)
        elif on:
            yield passed(text(N_("Reputation metrics are on.")), subject=name)
        else:
            yield attention(text(N_("Reputation metrics are off.")), subject=name)


@item(
    N_("Bounces and complaints come back to you"),
    section=Section.MONITORING,
    why=N_("Who never learns which address bounced or complained goes on sending to it, and loses the account."),
    cure=(
        N_("Add an event destination for BOUNCE and COMPLAINT to the configuration set your mail uses."),
        N_("Make the set the default of the identity, so that mail which names none uses it too."),
    ),
    severity=Severity.CRITICAL,
    guide_step="6.1",
    pastes=by_template,
    rests_on=("identities", "configuration_sets"),
)
def feedback_path(known: Facts) -> Iterator[Verdict]:
    """An event destination that hands both on, else SES's mails to the return address."""
    if isinstance(known.destinations, Unknown):
        yield untold(known, Source.DESTINATIONS, known.destinations)
        return
    by_set: dict[str, set[str]] = {}
    for name, body in known.destinations.items():
        if _hands_on(body):
            by_set.setdefault(name.partition("/")[0], set()).update(body.get("event_types") or ())
    whole = sorted(name for name, types in by_set.items() if types >= FEEDBACK)
    if whole:
        yield passed(text(N_("Configuration set {name} publishes both."), name=", ".join(whole)))
    elif isinstance(known.identities, Unknown):
        yield untold(known, Source.IDENTITIES, known.identities)
    elif known.details is not None:
        yield untold(known, Source.IDENTITY_DETAILS, known.details)
    elif not known.identities:
        yield not_applicable(NO_IDENTITY)
    else:
        yield attention(_by_mail(known.identities))


def _hands_on(body: Body) -> bool:
    return body.get("enabled") is not False and any(body.get(target) for target in TARGETS)


def _by_mail(identities: Mapping[str, Body]) -> Text:
    """What is left without a destination: SES mails both to the sender, which nobody reads at a noreply address."""
    forwards = [name for name, body in identities.items() if body.get("feedback_forwarding") is True]
    if forwards:
        by_mail = N_("Only by e-mail to the sender's address ({names}); nobody reads those at a noreply address.")
        return text(by_mail, names=", ".join(forwards[:3]))
    return text(N_("No event destination publishes both. Topics of single identities cannot be seen here."))


@item(
    N_("The suppression list takes bounces and complaints"),
    section=Section.MONITORING,
    why=N_("SES then sends no more to addresses that bounced or complained, and they count in no rate again."),
    cure=(N_("Switch both reasons on in the SES console of {region}, Suppression list, Account-level settings."),),
    guide_step="6.1",
    pastes=lambda known, _: (
        Paste(
            text(N_("The same as a command")),
            f"aws sesv2 put-account-suppression-attributes --region {known.scope.region} "
            "--suppressed-reasons BOUNCE COMPLAINT",
            "bash",
        ),
    ),
    rests_on=("account",),
)
def suppression_list(known: Facts) -> Iterator[Verdict]:
    """The account's own list."""
    reasons = known.told("suppressed_reasons")
    if isinstance(reasons, Unknown):
        yield untold(known, Source.ACCOUNT, reasons)
        return
    on = sorted(FEEDBACK & set(reasons))
    if len(on) == len(FEEDBACK):
        yield passed(text(N_("It takes {reasons}."), reasons=", ".join(on)))
    elif on:
        yield attention(text(N_("It takes {reasons} only."), reasons=", ".join(on)))
    else:
        yield failed(text(N_("It takes nothing.")))


def _test_alert(_known: Facts, _subject: str) -> tuple[Paste, ...]:
    return (Paste(text(N_("Sends a test through every channel")), "python -m collector notify-test", "bash"),)


@item(
    N_("Alerts reach somebody"),
    section=Section.MONITORING,
    why=N_("A warning that nobody gets is none. A channel that itself needs SES falls silent when SES does."),
    cure=(
        N_("Set ALERT_URLS in .env, with at least one channel that does not send through this account."),
        N_("Start the collector again, and send a test from the Alerts page."),
    ),
    severity=Severity.CRITICAL,
    guide_step="6.2",
    pastes=_test_alert,
    rests_on=(),
)
def alert_channels(known: Facts) -> Iterator[Verdict]:
    """The channels of ALERT_URLS, and whether each has taken something lately."""
    if isinstance(known.channels, Unknown):
        yield unknown(known.channels)
        return
    if not known.channels:
        yield failed(text(N_("There is no channel: ALERT_URLS is not set.")))
    elif all(way.depends_on_ses for way in known.channels):
        yield attention(text(N_("Every channel needs SES: none would tell you that sending is paused.")))
    for way in known.channels:
        yield _channel(way, known.now)


def _channel(way: Way, now: int) -> Verdict:
    if way.failing:
        return failed(text(N_("It takes no messages; see Alerts.")), subject=way.name)
    if way.last_delivery is None:
        return attention(text(N_("It has taken nothing yet: send a test.")), subject=way.name)
    ago = text(N_("It took a message {age:duration} ago."), age=max(0, now - way.last_delivery))
    return (passed if now - way.last_delivery <= TESTED_WITHIN else attention)(ago, subject=way.name)


@item(
    N_("The collector reads everything in time"),
    section=Section.MONITORING,
    why=N_("Old figures warn of nothing. AWS forgets its send statistics after 14 days."),
    cure=(N_("See on the Health page which reading fails, and why."), N_("Let the collector run all the time.")),
    guide_step="6.1",
    rests_on=FROM_AWS,
)
def collector_fresh(known: Facts) -> Iterator[Verdict]:
    """Every reading brought something within its patience."""
    if not known.readings:
        yield unknown(Unknown(Reason.COLLECTING))
        return
    late = [asked for asked in known.readings if _is_late(asked, known.now)]
    if not late:
        yield passed(text(N_("Every reading is up to date.")))
    for asked in late:
        never = text(N_("It has never been read."))
        age = N_("It was last read {age:duration} ago.")
        told = never if asked.last_success is None else text(age, age=known.now - asked.last_success)
        detail = () if asked.error is None else (asked.error,)
        yield (failed if asked.name == Source.ACCOUNT else attention)(told, *detail, subject=asked.name)


def _is_late(asked: Asked, now: int) -> bool:
    return asked.last_success is None or now - asked.last_success > asked.patience_seconds


@item(
    N_("Somebody notices when the collector itself stops"),
    section=Section.MONITORING,
    why=N_("A machine that is off sends no alert. A heartbeat that stays away is noticed elsewhere."),
    cure=(
        N_("Make a check at healthchecks.io, Uptime Kuma or the like and set its address as HEARTBEAT_URL in .env."),
    ),
    severity=Severity.INFO,
    guide_step="6.2",
    rests_on=(),
)
def heartbeat(known: Facts) -> Iterator[Verdict]:
    """HEARTBEAT_URL."""
    if isinstance(known.setup, Unknown):
        yield unknown(known.setup)
    elif known.setup.heartbeat:
        yield passed(text(N_("HEARTBEAT_URL is set.")))
    else:
        yield attention(text(N_("HEARTBEAT_URL is not set.")))
