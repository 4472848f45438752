"""The rows of every export dataset, streamed: columns fixed by contract, times as aware datetimes, unknown as None.

How rows are written to a file lives in `collector/commands/export.py`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from deliverability.coverage import Span
from deliverability.metrics import DAY, SENT_LAST_24_HOURS
from deliverability.model import N_, Level, Scope, Text, Unknown, text
from deliverability.rates import Rate, level_of
from deliverability.standing import Measure
from report import alert_export, checklist_export, cost_export, incident_rows
from report.changes import drift
from report.facts import AWS_METRIC, Figure, facts
from store import runs, samples, scopes, snapshots, statistics
from store.engines.engine import Engine

Row = tuple[object, ...]
Rows = Callable[[Engine, int | None, int | None, datetime], Iterator[Row]]


NO_ROWS: Final = text(N_("Nothing of this is stored, or nothing of the time that was asked for."))
NO_REVIEW: Final = text(
    N_("As far as the collector has seen, AWS has never put the account under review: there is nothing to export.")
)


@dataclass(frozen=True, slots=True)
class Dataset:
    """An export: its columns and its rows from `since` (None: the first) to before `until` (None: all), as of `now`.

    `with_forecast` also has rows of days to come; None where nothing is foreseen. `none` is what a person is told where
    there is no row.
    """

    columns: tuple[str, ...]
    rows: Rows
    with_forecast: Rows | None = None
    none: Text = NO_ROWS


def _time(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def _span(known: Span | None, since: int | None, until: int | None) -> Span | None:
    """What is known, cut to the asked for; None when nothing is left."""
    if known is None:
        return None
    cut = Span(known.since if since is None else max(since, known.since), min(known.until, until or known.until))
    return cut if cut.seconds else None


def _slices(span: Span | None) -> Iterator[Span]:
    """A span in pieces of 30 days, so that years are exported without being held in memory."""
    at = span.since if span else 0
    while span and at < span.until:
        yield Span(at, min(at + 30 * DAY, span.until))
        at += 30 * DAY


def _send_statistics(store: Engine, since: int | None, until: int | None, _: datetime) -> Iterator[Row]:
    for scope in scopes.known(store):
        for piece in _slices(_span(statistics.span(store, scope), since, until)):
            for b in statistics.bins(store, scope, piece.since, piece.until):
                yield scope.account_id, scope.region, _time(b.at), *b.counts(), b.cut


def _metrics(store: Engine, since: int | None, until: int | None, _: datetime) -> Iterator[Row]:
    for scope in scopes.known(store):
        for piece in _slices(_span(samples.span(store, scope), since, until)):
            for metric, of_set, at, period, value in samples.points(store, scope, piece.since, piece.until):
                if metric != SENT_LAST_24_HOURS.name:
                    yield scope.account_id, scope.region, metric, of_set, _time(at), period, value


def _account(store: Engine, since: int | None, until: int | None, now: datetime) -> Iterator[Row]:
    """One row a change of the account, and one for the state as it was read last."""
    end = int(now.timestamp()) + 1 if until is None else until
    for scope in scopes.known(store):
        found = [s for s in snapshots.history(store, scope, since or 0, end, kind="account") if s.body is not None]
        last = runs.last_ok(store, scope).get("account")
        times = [*((s.at, s.body) for s in found), *([(last, found[-1].body)] if found and last and last < end else [])]
        for at, body in dict(times).items():
            yield scope.account_id, scope.region, _time(at), *_account_fields(body or {}, _sent(store, scope, at))


def _account_fields(body: Mapping[str, Any], sent: float | None) -> Row:
    names = ("enforcement_status", "sending_enabled", "production_access", "max_24_hour_send", "max_send_rate")
    return *(body.get(name) for name in names), sent, body.get("plan")


def _sent(store: Engine, scope: Scope, at: int) -> float | None:
    point = samples.latest(store, scope, SENT_LAST_24_HOURS.name, until=at + 1)
    return point.value if point else None


def _identities(store: Engine, _: int | None, __: int | None, ___: datetime) -> Iterator[Row]:
    for scope in scopes.known(store):
        for subject, snapshot in sorted(snapshots.latest(store, scope, "identity").items()):
            body = snapshot.body or {}
            status = body.get("verification_status")
            verified = None if status is None else status == "SUCCESS"
            fields = (body.get("type"), verified, body.get("dkim_status"), body.get("mail_from_status"))
            yield scope.account_id, scope.region, subject, *fields


def _changes(store: Engine, since: int | None, until: int | None, now: datetime) -> Iterator[Row]:
    span = Span(since or 0, int(now.timestamp()) + 1 if until is None else until)
    for scope in scopes.known(store):
        for at, change in drift(store, scope, span):
            what = "/".join(filter(None, (change.kind, change.subject, change.field)))
            yield scope.account_id, scope.region, _time(at), what, change.before, change.after


def _runs(store: Engine, since: int | None, until: int | None, now: datetime) -> Iterator[Row]:
    for run in runs.between(store, since or 0, int(now.timestamp()) + 1 if until is None else until):
        times = _time(run.started_at), _time(run.ended_at)
        yield run.job, run.region, *times, run.outcome, run.error, run.api_calls, run.cost_usd


def _rates(store: Engine, _: int | None, until: int | None, now: datetime) -> Iterator[Row]:
    moment = now if until is None else _time(until)
    for scope in scopes.known(store):
        yield from _rates_of(store, scope, moment)


def _rates_of(store: Engine, scope: Scope, now: datetime) -> Iterator[Row]:
    known = facts(store, scope, now)
    for measure in Measure:
        figure, level = known.reputation[measure], known.aws_level(measure)
        value = figure.value if isinstance(figure, Figure) else None
        yield *_key(scope, "", measure, "aws"), "representative", None, None, value, _level(level), None
        for of_set, point in sorted(samples.latest_sets(store, scope, AWS_METRIC[measure], known.now + 1).items()):
            shown = level_of(point.value, measure.lines)
            yield *_key(scope, of_set, measure, "aws"), "representative", None, None, point.value, shown.value, None
        for own in known.own[measure]:
            yield (
                *_key(scope, "", measure, "statistics"),
                own.window,
                *_counts(own.rate),
                _level(own.level),
                own.known_share,
            )


def _key(scope: Scope, configuration_set: str, measure: Measure, source: str) -> Row:
    return scope.account_id, scope.region, configuration_set, measure.value, source


def _counts(rate: Rate | Unknown) -> Row:
    if isinstance(rate, Unknown):
        return None, None, None
    return rate.numerator, rate.denominator, rate.fraction


def _level(level: Level | Unknown) -> str:
    return "unknown" if isinstance(level, Unknown) else level.value


_SCOPE: Final = ("account_id", "region")

DATASETS: Final[Mapping[str, Dataset]] = {
    "send-statistics": Dataset(
        (*_SCOPE, "timestamp", "delivery_attempts", "bounces", "complaints", "rejects", "cut"), _send_statistics
    ),
    "metrics": Dataset((*_SCOPE, "metric", "configuration_set", "timestamp", "period_seconds", "value"), _metrics),
    "account": Dataset(
        (
            *_SCOPE,
            "taken_at",
            "enforcement_status",
            "sending_enabled",
            "production_access",
            "max_24_hour_send",
            "max_send_rate",
            "sent_last_24_hours",
            "plan",
        ),
        _account,
    ),
    "identities": Dataset((*_SCOPE, "identity", "type", "verified", "dkim_status", "mail_from_status"), _identities),
    "rates": Dataset(
        (
            *_SCOPE,
            "configuration_set",
            "measure",
            "source",
            "window",
            "numerator",
            "denominator",
            "rate",
            "level",
            "known_share",
        ),
        _rates,
    ),
    "changes": Dataset((*_SCOPE, "changed_at", "what", "before", "after"), _changes),
    "cost": Dataset(cost_export.COLUMNS, cost_export.rows, cost_export.with_forecast),
    "alerts": Dataset(alert_export.COLUMNS, alert_export.rows),
    "alert-transitions": Dataset(alert_export.TRANSITION_COLUMNS, alert_export.transitions),
    "checklist": Dataset(checklist_export.COLUMNS, checklist_export.rows),
    "incident": Dataset(incident_rows.COLUMNS, incident_rows.rows, none=NO_REVIEW),
    "runs": Dataset(("job", "region", "started_at", "ended_at", "outcome", "error", "api_calls", "cost_usd"), _runs),
}
"""Every dataset `python -m collector export` knows, by name."""
