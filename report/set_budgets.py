"""How many more bounces or complaints each configuration set can take, counted by Virtual Deliverability Manager.

AWS tells a set's rate (Reputation.*) without the mail behind it, so a budget needs VDM's counts. The account's budget is
in `report/budget.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from deliverability.budget import Budget, OutOfReach, budget, needed, usual_day
from deliverability.coverage import Span, share
from deliverability.metrics import DAY
from deliverability.model import N_, Reason, Unknown, text
from deliverability.rates import Rate, judge
from deliverability.standing import Measure
from report.facts import AWS_METRIC, MOSTLY, Facts, Figure
from store import coverage, samples, snapshots, vdm
from store.engines.engine import Engine
from store.vdm import CONFIGURATION_SET

COUNTED_OVER: Final = 30 * DAY


@dataclass(frozen=True, slots=True)
class SetAllowance:
    """What a set's own last 30 days leave up to both lines."""

    window: Rate
    review: Budget | OutOfReach
    pause: Budget | OutOfReach


@dataclass(frozen=True, slots=True)
class SetBudget:
    """A configuration set with its budget, or why there is none, and AWS's own figure of it where it publishes one."""

    name: str
    allowance: SetAllowance | Unknown
    figure: Figure | None


def set_budgets(store: Engine, known: Facts, measure: Measure) -> tuple[SetBudget, ...]:
    """The sets by what is left to them, least first; those that cannot be told last."""
    midnight = known.now - known.now % DAY
    since, until = midnight - COUNTED_OVER, midnight + DAY
    bodies = {name: s.body or {} for name, s in snapshots.latest(store, known.scope, "configuration-set").items()}
    figures = samples.latest_sets(store, known.scope, AWS_METRIC[measure], until=known.now + 1)
    counted = vdm.names(store, known.scope, CONFIGURATION_SET, since, until)
    doubt = _doubt(store, known, Span(since, known.now)) if counted else None
    # AWS's last figure of a set that is gone would stand here for ever.
    there = bodies.keys() if bodies else figures.keys()
    found: list[SetBudget] = []
    for name in sorted({*there, *counted} - {""}):
        point = figures.get(name)
        days = vdm.days(store, known.scope, CONFIGURATION_SET, name, since, until) if name in counted else []
        if days:
            allowance = doubt or _allowance(days, measure)
        else:
            allowance = _untold(known, bodies.get(name), told=point is not None)
        found.append(SetBudget(name, allowance, Figure(point.value, point.at) if point else None))
    return tuple(sorted(found, key=_least_first))


def _least_first(each: SetBudget) -> tuple[bool, int, str]:
    if isinstance(each.allowance, Unknown):
        return True, 0, each.name
    return False, needed(each.allowance.review), each.name


def _allowance(days: list[vdm.Day], measure: Measure) -> SetAllowance | Unknown:
    bounce = measure is Measure.BOUNCE
    window = Rate(
        sum(day.hard_bounces if bounce else day.complaints for day in days),
        sum(day.sent if bounce else day.complaint_base for day in days),
    )
    level = judge(window, measure.lines)
    if isinstance(level, Unknown):
        return level
    usual = usual_day([day.sent for day in days])
    review, pause = (budget(window, line, usual) for line in (measure.lines.review, measure.lines.pause))
    return SetAllowance(window, review, pause)


def _doubt(store: Engine, known: Facts, span: Span) -> Unknown | None:
    """Why counts that are kept do not tell of the present: VDM is off by now, not answering, or was away too long."""
    if isinstance(known.account, Unknown):
        return known.account
    reading = known.freshness.get("vdm")
    if known.account.get("vdm") != "ENABLED" or reading is None:
        return Unknown(Reason.STALE, text(N_("Virtual Deliverability Manager is off by now: its counts are old.")))
    if reading.is_stale(known.now) or (reading.last_run and reading.last_run.outcome == "denied"):
        return reading.reason(known.now)
    seen = share(coverage.covered(store, known.scope, coverage.VDM, span), span)
    return None if seen >= MOSTLY else Unknown(Reason.COLLECTING, text(N_("VDM was not read for part of the 30 days.")))


def _untold(known: Facts, body: Mapping[str, Any] | None, *, told: bool) -> Unknown:
    """Why a set has no counts, and what would bring them."""
    if isinstance(known.account, Unknown):
        return known.account
    if known.account.get("vdm") == "ENABLED":
        return _not_counted(known)
    if told:
        rate = N_("AWS tells its rate, not over how much mail. Switch on Virtual Deliverability Manager for counts.")
        return Unknown(Reason.FAILED, text(rate))
    if body is not None and body.get("reputation_metrics") is False:
        both = N_("Its reputation metrics are off. Virtual Deliverability Manager, switched on, counts every set.")
        return Unknown(Reason.FAILED, text(both))
    return Unknown(Reason.FAILED, text(N_("Virtual Deliverability Manager, switched on, would count its mail.")))


def _not_counted(known: Facts) -> Unknown:
    reading = known.freshness.get("vdm")
    if reading is None or reading.last_run is None:
        return Unknown(Reason.COLLECTING, text(N_("VDM is on, but its counts were not read yet.")))
    if reading.last_run.outcome in {"denied", "failed"}:
        return reading.reason(known.now)
    return Unknown(Reason.NOT_ENOUGH_MAIL, text(N_("VDM counted no mail of it in the last 30 days.")))
