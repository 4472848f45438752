"""Moments in the address: UTC, so that a link shows the same view to anybody, and days in the viewer's own zone.

Which parameters hold them is in `choices` and `zoom`.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from deliverability.coverage import Span
from deliverability.model import N_

EARLIEST: Final = int(datetime(2011, 1, 25, tzinfo=UTC).timestamp())
"""Amazon SES began here: nothing is older."""

LATEST: Final = int(datetime(2200, 1, 1, tzinfo=UTC).timestamp())

LONGEST: Final = 40
"""Characters of a moment in the address; more is none."""

UNREADABLE: Final = N_("The dates in the address cannot be read; the last 30 days are shown.")
REVERSED: Final = N_("The dates in the address end before they begin; the last 30 days are shown.")
FUTURE: Final = N_("The dates in the address lie in the future; the last 30 days are shown.")


def written(at: int) -> str:
    """A moment for the address: 2026-10-31T15:00Z, with its seconds where it has some."""
    moment = datetime.fromtimestamp(at, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}".removesuffix(":00") + "Z"


def read(text: str, zone: tzinfo = UTC) -> int | None:
    """A moment in epoch seconds, one that names no zone in `zone`; None where it is none, or beyond all calendars."""
    if len(text) > LONGEST:
        return None
    try:
        moment = datetime.fromisoformat(text)
        at = int((moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp())
    except (ValueError, OverflowError):
        return None
    return at if at < LATEST else None


def asked(since: str, until: str, now: int) -> Span | str:
    """The span between two moments of the address, cut to what can be known; else why there is none."""
    first, last = read(since), read(until)
    if first is None or last is None:
        return UNREADABLE
    if first >= last:
        return REVERSED
    if first >= now:
        return FUTURE
    span = Span(max(first, EARLIEST), min(last, now))
    return span if span.seconds else UNREADABLE


def days_of(span: Span, zone: tzinfo) -> tuple[date, date]:
    """The first and the last day that a span touches."""
    return _day(span.since, zone), _day(span.until - 1, zone)


def span_of_days(first: date, last: date, zone: tzinfo) -> Span:
    """From the beginning of the first day to the end of the last."""
    return Span(_midnight(first, zone), _midnight(last + timedelta(days=1), zone))


def _day(at: int, zone: tzinfo) -> date:
    return datetime.fromtimestamp(at, UTC).astimezone(zone).date()


def _midnight(day: date, zone: tzinfo) -> int:
    return int(datetime.combine(day, time(), zone).timestamp())
