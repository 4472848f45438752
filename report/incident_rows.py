"""The rows of `export incident`: everything a review asks for, one table, told apart by its section.

What the rows rest on is in `report/incident.py`. Sections: `review`, `day`, `change`, `configuration-set`, `alert`,
`unknown` and `reply`.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from deliverability.incident_reply import where_to_answer, written
from deliverability.metrics import DAY
from deliverability.model import N_, text
from report import switches
from report.incident import Incident, incident
from store import scopes
from store.engines.engine import Engine

Row = tuple[object, ...]

COLUMNS: Final = (
    "account_id",
    "region",
    "section",
    "at",
    "until",
    "subject",
    "what",
    "numerator",
    "denominator",
    "value",
)
NO_EVENTS: Final = N_("Reasons, providers and addresses are not known without bounce and complaint events.")


def rows(store: Engine, _since: int | None, until: int | None, now: datetime) -> Iterator[Row]:
    """Of every scope the review that is on, or the last one; nothing of a scope that never had one."""
    moment = now if until is None else _time(until)
    for scope in scopes.known(store):
        found = incident(store, scope, moment)
        if found is not None:
            for row in _rows(found):
                yield scope.account_id, scope.region, *row


def _rows(found: Incident) -> Iterator[Row]:
    review = found.review
    ended = None if review.ended is None else _time(review.ended)
    word, since = review.told
    yield "review", _time(since), ended, word, None, None, None, None
    for sentence in where_to_answer(review.status) if review.ended is None else ():
        yield "review", None, None, "", sentence, None, None, None
    yield from _days(found)
    for event in found.timeline:
        yield "change", _time(event.at), None, event.kind, event.what, None, None, None
    yield from _sets(found)
    for alert in found.alerts:
        over = None if alert.ended is None else _time(alert.ended)
        yield "alert", _time(alert.fired_at), over, alert.subject, alert.title, None, None, alert.peak
    yield "unknown", None, None, "", text(NO_EVENTS), None, None, None
    yield "unknown", None, None, "", switches.events().what, None, None, None
    for part in found.reply:
        yield "reply", None, None, "", part.title, None, None, None
        for line in part.lines:
            yield "reply", None, None, "must-fill" if line.must_fill else "", written(line), None, None, None


def _days(found: Incident) -> Iterator[Row]:
    """Our counts of each day, and AWS's highest figure of it where it published one."""
    for day in found.days:
        at, end = _time(day.at), _time(min(day.at + DAY, found.span.until))
        if day.known_share:
            yield "day", at, end, "bounce", None, day.bounces, day.attempts, None
            yield "day", at, end, "complaint", None, day.complaints, day.attempts, None
        for measure, value in day.aws.items():
            yield "day", at, end, f"{measure.value}, AWS", None, None, None, value


def _sets(found: Incident) -> Iterator[Row]:
    for measure, parts in found.sets.items():
        for row in parts.rows:
            counts = (row.rate.numerator, row.rate.denominator) if row.rate else (None, None)
            value = row.aws.value if row.aws else None
            yield "configuration-set", None, None, row.name, measure.value, *counts, value


def _time(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)
