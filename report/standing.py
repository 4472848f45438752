"""Where a scope stands at one moment, from its facts and what its figures did lately, and that in one line.

The judgement lives in `deliverability/standing.py`; the Overview's cards in `report/overview.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from deliverability.coverage import Span
from deliverability.metrics import DAY
from deliverability.model import Level, Scope, Unknown
from deliverability.rates import QuotaUse, Rate
from deliverability.rules.rule import Severity
from deliverability.standing import Measure, MeasureStanding, Standing, overall
from report.alerts import Alert, pressing
from report.charts import aws_crossings
from report.facts import AWS_METRIC, Facts, Figure, facts
from store import samples
from store.engines.engine import Engine

RESTS_AFTER: Final = 3 * 3600
"""A figure this old rests: CloudWatch tells a fresh one within the hour while there is mail."""


@dataclass(frozen=True, slots=True)
class Line:
    """The state of a scope in one line: its level, AWS's word, both rates as AWS tells them (fraction), the quota.

    `alerts` is how many fire and are not silenced, `silenced` how many would fire but for a silence. What is grave among
    them keeps the level from being `ok`, also where no rate is high.
    """

    level: Level | Unknown
    enforcement: str | Unknown
    bounce: float | Unknown
    complaint: float | Unknown
    quota: QuotaUse | Unknown
    alerts: int
    silenced: int


def line(store: Engine, scope: Scope, now: datetime) -> Line:
    """The state of a scope as of `now`."""
    standing = standing_of(store, facts(store, scope, now))
    on = pressing(store, scope, now)
    return Line(
        level=_not_calm(overall(standing), on),
        enforcement=standing.enforcement,
        bounce=standing.bounce.aws,
        complaint=standing.complaint.aws,
        quota=standing.quota,
        alerts=sum(not alert.still_so for alert in on),
        silenced=sum(alert.still_so for alert in on),
    )


def _not_calm(level: Level | Unknown, on: Sequence[Alert]) -> Level | Unknown:
    """The level; `ok` becomes `review` while something grave fires, `watch` while all of that is silenced."""
    grave = [alert for alert in on if alert.severity is Severity.CRITICAL]
    if level is not Level.OK or not grave:
        return level
    return Level.WATCH if all(alert.still_so for alert in grave) else Level.REVIEW


def standing_of(store: Engine, known: Facts) -> Standing:
    """Everything the sum-up of a scope rests on."""
    return Standing(
        enforcement=known.field("enforcement_status"),
        sending_enabled=known.field("sending_enabled"),
        production_access=known.field("production_access"),
        bounce=_measure(store, known, Measure.BOUNCE),
        complaint=_measure(store, known, Measure.COMPLAINT),
        quota=known.quota,
    )


def _measure(store: Engine, known: Facts, measure: Measure) -> MeasureStanding:
    figure, day = known.reputation[measure], known.own[measure][0]
    met = [c for c in aws_crossings(store, known.scope, measure, Span(known.now - 30 * DAY, known.now)) if c.up]
    change = day_change(store, known.scope, known.now, measure, figure)
    return MeasureStanding(
        measure=measure,
        aws=figure.value if isinstance(figure, Figure) else figure,
        aws_level=known.aws_level(measure),
        day=day.rate if isinstance(day.rate, Rate) else Rate(0, 0),
        day_level=day.level,
        crossed_at=met[-1].at if met else None,
        falling=None if change is None else change < 0,
    )


def day_change(store: Engine, scope: Scope, now: int, measure: Measure, figure: Figure | Unknown) -> float | None:
    """How far AWS's figure moved in the last 24 hours: 0 while it rests, None while there is none a day old."""
    if not isinstance(figure, Figure):
        return None
    moment = figure.at if now - figure.at < RESTS_AFTER else now
    before = samples.latest(store, scope, AWS_METRIC[measure], until=moment - DAY + 1)
    return None if before is None else figure.value - before.value
