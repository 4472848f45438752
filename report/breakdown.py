"""A rate taken apart by region, configuration set or identity: who counted it, over which days, and what is missing.

The rows themselves are in `rows.py`; what could be switched on is told by `switches.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from deliverability.breakdown import remainder
from deliverability.coverage import Span, share
from deliverability.metrics import DAY
from deliverability.model import N_, Reason, Scope, Unknown, text
from deliverability.outcomes import Outcome
from deliverability.rates import Rate
from report import switches
from report.facts import AWS_METRIC, Figure
from report.freshness import freshness
from report.rows import Row, in_order, part_of, row
from report.switches import Switch
from store import coverage, samples, scopes, snapshots, statistics, vdm
from store.engines.engine import Engine
from store.vdm import Day


class By(StrEnum):
    """What mail is told apart by."""

    SET = "set"
    IDENTITY = "identity"
    REGION = "region"
    PROVIDER = "provider"


DIMENSION: Final = {By.SET: vdm.CONFIGURATION_SET, By.IDENTITY: vdm.IDENTITY}


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The parts, worst first. `counted` is the time the counts are of: VDM's are of whole UTC days.

    `why` says why nothing is counted, or no more; `switches` what could be switched on to know it.
    """

    by: By
    kind: Outcome
    rows: tuple[Row, ...]
    counted: Span | None = None
    why: Unknown | None = None
    switches: tuple[Switch, ...] = ()


def breakdown(store: Engine, scope: Scope, now: datetime, kind: Outcome, span: Span, by: By) -> Breakdown:
    """The rate over a span, taken apart."""
    if by is By.REGION:
        regions = [each for each in scopes.known(store) if each.account_id == scope.account_id]
        return Breakdown(by, kind, in_order(kind, [_region(store, each, kind, span) for each in regions]), span)
    if by is By.PROVIDER:
        return Breakdown(by, kind, (), switches=(switches.events(),))
    return _by_vdm(store, scope, int(now.timestamp()), kind, span, by)


def _region(store: Engine, scope: Scope, kind: Outcome, span: Span) -> Row:
    looked_at = coverage.CLOUDWATCH if kind is Outcome.DELIVERY else coverage.STATISTICS
    known = share(coverage.covered(store, scope, looked_at, span), span)
    rate = _region_rate(store, scope, kind, span) if known else None
    point = samples.latest(store, scope, AWS_METRIC[kind.measure], until=span.until) if kind.measure else None
    # A figure from before the range tells nothing of it.
    figure = Figure(point.value, point.at) if point and point.at >= span.since else None
    return row(kind, scope.region, rate, figure, known)


def _region_rate(store: Engine, scope: Scope, kind: Outcome, span: Span) -> Rate:
    """From the send statistics; deliveries, which they do not tell, from CloudWatch."""
    if kind is Outcome.DELIVERY:
        sent, delivered = (
            sum(int(b.total) for b in samples.buckets(store, scope, name, "", span.since, span.until, DAY))
            for name in ("Send", "Delivery")
        )
        return Rate(min(delivered, sent), sent)
    sums = statistics.totals(store, scope, span.since, span.until)
    count = {Outcome.BOUNCE: sums.bounces, Outcome.COMPLAINT: sums.complaints, Outcome.REJECT: sums.rejects}[kind]
    return Rate(count, sums.attempts, lower_bound=kind is Outcome.COMPLAINT)


def _by_vdm(store: Engine, scope: Scope, now: int, kind: Outcome, span: Span, by: By) -> Breakdown:
    counted = _counted(store, scope, span)
    rates = _rates(store, scope, kind, counted, by)
    figures = _figures(store, scope, kind, span) if by is By.SET else {}
    known = share(coverage.covered(store, scope, coverage.VDM, counted), counted)
    names = sorted({*rates, *figures})
    rows = in_order(kind, [row(kind, name, rates.get(name), figures.get(name), known) for name in names])
    why, missing = _missing(store, scope, now, kind, by)
    if why is None and not missing and not rates:
        why = Unknown(Reason.NOT_ENOUGH_MAIL, text(N_("VDM counted no mail in this range.")))
    return Breakdown(by, kind, rows, counted if rates else None, why, missing)


def _counted(store: Engine, scope: Scope, span: Span) -> Span:
    """The span from a UTC midnight on, and not from before the first day that VDM told mail of."""
    known = vdm.span(store, scope)
    first = span.since - span.since % DAY
    return Span(max(first, known.since) if known else first, span.until)


def _rates(store: Engine, scope: Scope, kind: Outcome, span: Span, by: By) -> Mapping[str, Rate]:
    """The rate of every name VDM counted, and under "" that of the mail no name was told for."""
    if kind is Outcome.REJECT:
        return {}
    totals = vdm.totals(store, scope, DIMENSION[by], span.since, span.until)
    rates = {name: _rate(kind, day) for name, day in totals.items()}
    whole = vdm.totals(store, scope, vdm.ACCOUNT, span.since, span.until).get("")
    if rates and whole:
        rest = remainder(part_of(kind, "", _rate(kind, whole)), [part_of(kind, n, r) for n, r in rates.items()])
        if rest:
            wrong = rest.mails - rest.events if kind is Outcome.DELIVERY else rest.events
            rates[""] = Rate(wrong, rest.mails)
    return rates


def _rate(kind: Outcome, day: Day) -> Rate:
    if kind is Outcome.COMPLAINT:
        return Rate(day.complaints, day.complaint_base)
    return Rate(day.delivered if kind is Outcome.DELIVERY else day.hard_bounces, day.sent)


def _figures(store: Engine, scope: Scope, kind: Outcome, span: Span) -> Mapping[str, Figure]:
    """AWS's own figure of each set that published one in the span."""
    if kind.measure is None:
        return {}
    found = samples.latest_sets(store, scope, AWS_METRIC[kind.measure], until=span.until)
    return {name: Figure(point.value, point.at) for name, point in found.items() if point.at >= span.since}


def _missing(store: Engine, scope: Scope, now: int, kind: Outcome, by: By) -> tuple[Unknown | None, tuple[Switch, ...]]:
    """Why VDM tells nothing, or no more, and what could be switched on."""
    fresh = freshness(store, scope)
    account = snapshots.latest(store, scope, "account").get("")
    if account is None or account.body is None:
        return fresh["account"].reason(now) if "account" in fresh else Unknown(Reason.COLLECTING), ()
    if kind is Outcome.REJECT:
        return Unknown(Reason.FAILED, text(N_("VDM does not count rejected mail; only events tell of it."))), ()
    if account.body.get("vdm") != "ENABLED":
        return None, (switches.vdm(account.body.get("plan"), scope.region), *_by_set(store, scope, kind, by))
    reading = fresh.get("vdm")
    if reading is None or reading.is_stale(now) or (reading.last_run and reading.last_run.outcome == "denied"):
        return reading.reason(now) if reading else Unknown(Reason.COLLECTING), ()
    return None, _no_sets(store, scope, by)


def _by_set(store: Engine, scope: Scope, kind: Outcome, by: By) -> tuple[Switch, ...]:
    """Without VDM, AWS's own figure is all there is of a set."""
    sets = snapshots.latest(store, scope, "configuration-set")
    off = [name for name, known in sets.items() if (known.body or {}).get("reputation_metrics") is False]
    figures = (switches.reputation(off, scope.region),) if off and by is By.SET and kind.measure else ()
    return (*figures, *_no_sets(store, scope, by))


def _no_sets(store: Engine, scope: Scope, by: By) -> tuple[Switch, ...]:
    known = snapshots.latest(store, scope, "configuration-set")
    return (switches.sets(),) if by is By.SET and not known else ()
