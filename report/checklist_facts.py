"""What the checklist items look at, gathered from the store as of `now`.

What the parts are: `deliverability/checklist/facts.py`. What is made of them: `report/checklist.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final

from deliverability.checklist.access_facts import Owner
from deliverability.checklist.facts import Facts, Setup, Source, Way
from deliverability.dns.look import Look
from deliverability.environment import EnvironmentFile
from deliverability.evidence import Body
from deliverability.metrics import DAY
from deliverability.model import N_, Reason, Scope, Unknown, text
from deliverability.standing import Measure
from report import alert_channels, checklist_access
from report.as_of import AsOf, as_of
from report.evidence import asked
from report.facts import Figure, facts
from report.freshness import Freshness, effective
from store import dns, environment, meta, snapshots, statistics, trials
from store.engines.engine import Engine
from store.runs import Run

CALLER: Final = "caller-of/"
"""Under this and the account's id the collector keeps the ARN that its key belongs to."""

SETUP: Final = "setup"
"""The part of `meta['effective']` in which the collector tells of its settings."""

BACK: Final = 14 * DAY

LISTED: Final = frozenset({"type", "sending_enabled", "verification_status"})
"""What the list of identities tells of each: all that is known without their details."""

NEEDS: Final[Mapping[Source, tuple[str, frozenset[str]]]] = {
    Source.ACCOUNT: ("account", frozenset({"ses:GetAccount"})),
    Source.IDENTITIES: ("identities", frozenset({"ses:ListEmailIdentities"})),
    Source.IDENTITY_DETAILS: ("identities", frozenset({"ses:ListEmailIdentities", "ses:GetEmailIdentity"})),
    Source.SETS: ("configuration_sets", frozenset({"ses:ListConfigurationSets", "ses:GetConfigurationSet"})),
    Source.DESTINATIONS: (
        "configuration_sets",
        frozenset({"ses:ListConfigurationSets", "ses:GetConfigurationSet", "ses:GetConfigurationSetEventDestinations"}),
    ),
    Source.REPUTATION: ("metrics", frozenset({"cloudwatch:GetMetricStatistics", "cloudwatch:GetMetricData"})),
    Source.STATISTICS: ("statistics", frozenset({"ses:GetSendStatistics"})),
    **checklist_access.NEEDS,
}
"""The reading a source comes from, and the actions without which it tells nothing."""

NOWHERE: Final = Scope("ACCOUNT", "REGION")
"""Stands in what is to be pasted, while no account is known."""

NOT_STARTED: Final = text(N_("The collector has not told its settings yet: start it again."))
NO_DNS: Final = text(N_("This collector does not look at DNS."))


@dataclass(frozen=True, slots=True)
class _Sources:
    """Why each source that tells nothing does not, and the permissions that are missing."""

    why: Mapping[Source, Unknown]
    missing: Mapping[Source, str]


def checklist_facts(store: Engine, scope: Scope, now: datetime) -> Facts:
    """The facts of a scope."""
    # One view of the data: what a round writes meanwhile is for the next look.
    with store.transaction():
        return _gathered(store, scope, now)


def nothing_known(now: datetime) -> Facts:
    """The facts while no account is known; what is to be pasted then holds names to fill in."""
    none = Unknown(Reason.COLLECTING)
    return Facts(NOWHERE, int(now.timestamp()), none, none, none, none, none, none, none, none)


def _gathered(store: Engine, scope: Scope, now: datetime) -> Facts:
    seen, told = as_of(store, scope, int(now.timestamp())), facts(store, scope, now)
    sources = _sources(seen)
    why = sources.why
    caller = meta.get(store, f"{CALLER}{scope.account_id}") or ""
    setup = _setup(store, caller)
    rates = {measure: told.reputation[measure] for measure in Measure}
    return Facts(
        scope=scope,
        now=seen.now,
        account=why.get(Source.ACCOUNT, told.account),
        identities=why.get(Source.IDENTITIES) or _identities(seen, detailed=Source.IDENTITY_DETAILS not in why),
        details=why.get(Source.IDENTITY_DETAILS),
        sets=why.get(Source.SETS) or _bodies(seen, "configuration-set"),
        destinations=why.get(Source.DESTINATIONS) or _bodies(seen, "event-destination"),
        dns=_dns(seen),
        setup=setup,
        channels=_channels(store),
        rates={
            measure: why.get(Source.REPUTATION, value.value if isinstance(value, Figure) else value)
            for measure, value in rates.items()
        },
        quota=why.get(Source.ACCOUNT, told.quota),
        attempts=why.get(Source.STATISTICS) or statistics.totals(store, scope, seen.now - BACK, seen.now + 1).attempts,
        environment=_environment(seen),
        trials=tuple(trials.newest(store, scope)),
        readings=tuple(asked(seen)),
        collector=checklist_access.collector(seen, why, caller),
        application=_application(seen, why, setup),
        root=checklist_access.root(seen, why),
        alarms=checklist_access.alarms(seen, why, checklist_access.ALARM),
        billing_alarms=checklist_access.alarms(seen, why, checklist_access.BILLING_ALARM),
        missing=sources.missing,
    )


def _sources(seen: AsOf) -> _Sources:
    why: dict[Source, Unknown] = {}
    missing: dict[Source, str] = {}
    for source, (reading, actions) in NEEDS.items():
        known = seen.fresh.get(reading)
        run = known.last_run if known else None
        lacks = _lacks(run, actions)
        if known is None or run is None:
            why[source] = Unknown(Reason.COLLECTING)
        elif lacks:
            why[source], missing[source] = Unknown(Reason.DENIED, run.error), ", ".join(lacks)
        elif _age(known, run, seen.now) > known.patience_seconds:
            why[source] = known.reason(seen.now)
    return _Sources(why, missing)


def _lacks(run: Run | None, actions: frozenset[str]) -> list[str]:
    """What a reading was denied of these actions, in the order in which it told them."""
    if run is None or run.outcome != "denied":
        return []
    return [action for action in run.missing_action.split(", ") if action in actions]


def _age(known: Freshness, run: Run, now: int) -> float:
    """Seconds since it brought what is asked for: one denied for want of something else brought it nevertheless."""
    brought = run.ended_at if run.outcome == "denied" else known.last_success
    return float("inf") if brought is None else now - brought


def _bodies(seen: AsOf, kind: str) -> dict[str, Body]:
    return {name: each.body or {} for name, each in snapshots.latest(seen.store, seen.scope, kind).items()}


def _identities(seen: AsOf, *, detailed: bool) -> dict[str, Body]:
    """What is known of each; without details only what their list tells, since the rest may have changed."""
    bodies = _bodies(seen, "identity")
    if detailed:
        return bodies
    return {name: {field: body[field] for field in LISTED & body.keys()} for name, body in bodies.items()}


def _dns(seen: AsOf) -> dict[str, Look] | Unknown:
    """The looks that are recent enough, however others went: each domain is answered by servers of its own."""
    known = seen.fresh.get(Source.DNS)
    if known is None:
        return Unknown(Reason.COLLECTING, NO_DNS)
    if known.last_run is None:
        return Unknown(Reason.COLLECTING)
    looks = dns.looks(seen.store, seen.scope)
    recent = {name: look for name, look in looks.items() if seen.now - look.at <= known.patience_seconds}
    if looks and not recent:
        return known.reason(seen.now)
    return recent


def _environment(seen: AsOf) -> EnvironmentFile | Unknown | None:
    """What was seen of the application's file while that is recent enough; None where the collector looks at none."""
    known = seen.fresh.get(Source.ENVIRONMENT)
    if known is None:
        return None if effective(seen.store) else Unknown(Reason.COLLECTING, NOT_STARTED)
    found = environment.last(seen.store)
    if known.last_run is None or found is None:
        return Unknown(Reason.COLLECTING)
    return known.reason(seen.now) if known.is_stale(seen.now) else found


def _application(seen: AsOf, why: Mapping[Source, Unknown], setup: Setup | Unknown) -> Owner | Unknown | None:
    return setup if isinstance(setup, Unknown) else checklist_access.application(seen, why, setup.application_user)


def _setup(store: Engine, caller: str) -> Setup | Unknown:
    told: Mapping[str, Any] | None = effective(store).get(SETUP)
    if told is None:
        return Unknown(Reason.COLLECTING, NOT_STARTED)
    # What another version of the collector told may hold more.
    own = {field.name: told[field.name] for field in fields(Setup) if field.name in told}
    return Setup(**own | {"caller": caller})


def _channels(store: Engine) -> tuple[Way, ...] | Unknown:
    delivery = alert_channels.delivery(store)
    if not delivery.known:
        return Unknown(Reason.COLLECTING, NOT_STARTED)
    return tuple(
        Way(channel.name, channel.depends_on_ses, channel.last_delivery, channel.failing)
        for channel in delivery.channels
    )
