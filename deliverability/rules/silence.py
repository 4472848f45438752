"""The rule that tells when mail has stopped: silence at a time at which every week before had mail.

What is too much mail is judged in `volume.py`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final

from deliverability.evidence import Evidence, Volume
from deliverability.metrics import DAY, HOUR, WEEK
from deliverability.model import N_, text
from deliverability.rules.rule import Finding, Message, Severity, rule
from deliverability.thresholds import Thresholds

WEEKS: Final = 4
WEEKS_BACK: Final = 8
"""Weeks of a holiday are no measure; older ones stand in for them."""

FEWEST: Final = 10
"""A span that had fewer mails in any of the weeks may be silent by chance."""

SHORT: Final = 6 * HOUR
LONG: Final = DAY
FEW_A_DAY: Final = 500

ANY_ZONE: Final = 12 * HOUR
"""A holiday has no time zone: no mail is expected in any part of the world where it is that day."""


@rule(N_("No mail is sent"), inhibited_by=("sending-paused",), unit="duration")
def no_mail(known: Evidence, lines: Thresholds) -> Iterator[Finding]:
    """Nothing was sent for six hours, or a day where little is, at a time at which mail was sent in each week before.

    At a time that is usually silent too, silence says nothing: what died by day is not back at night. Only mail says so.
    """
    mail = known.volume
    if not isinstance(mail, Volume):
        return
    present = mail.at - mail.at % HOUR
    span = LONG if _a_day(mail.hours, present) < FEW_A_DAY else SHORT
    now = _sum(mail.hours, present - span, present)
    if mail.present or now:
        last = max((hour for hour, sent in mail.hours.items() if sent), default=present)
        quiet = 0 if mail.present else present - last - HOUR
        yield Finding("", mail.at, 0, value=max(0, quiet), threshold=span)
        return
    weeks = list(_weeks(mail.hours, present - span, present, lines.holidays))
    if now is None or len(weeks) < WEEKS or _is_holiday(present - span, present, lines.holidays):
        return
    usual = min(weeks[:WEEKS])
    if usual < FEWEST:
        return
    last = max((hour + HOUR for hour, sent in mail.hours.items() if sent), default=present - span)
    yield Finding(
        "",
        mail.at,
        1,
        Severity.WARN,
        value=mail.at - last,
        threshold=span,
        held_since=last + span,
        message=_message(last, span, usual),
    )


def _a_day(hours: Mapping[int, int], until: int) -> float:
    """What an average day of the weeks before the last day had, of the hours that were looked at."""
    known = [sent for hour, sent in hours.items() if until - WEEKS * WEEK - DAY <= hour < until - DAY]
    return sum(known) / len(known) * DAY / HOUR if known else 0.0


def _sum(hours: Mapping[int, int], since: int, until: int) -> int | None:
    """What was sent in a span; None where a part of it was not looked at."""
    span = range(since, until, HOUR)
    return sum(hours[hour] for hour in span) if all(hour in hours for hour in span) else None


def _weeks(hours: Mapping[int, int], since: int, until: int, holidays: Iterable[date]) -> Iterator[int]:
    """What the same span of each week before had, the last week first; weeks that nobody saw or a holiday are no measure."""
    for back in range(WEEK, (WEEKS_BACK + 1) * WEEK, WEEK):
        sent = _sum(hours, since - back, until - back)
        if sent is not None and not _is_holiday(since - back, until - back, holidays):
            yield sent


def _is_holiday(since: int, until: int, holidays: Iterable[date]) -> bool:
    days = {_day(at) for at in (since - ANY_ZONE, until + ANY_ZONE)}
    first, last = min(days), max(days)
    return any(first <= day <= last for day in holidays)


def _day(at: int) -> date:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=at)).date()


def _message(last: int, span: int, usual: int) -> Message:
    told = N_(
        "The last mail went out before {last:datetime}; in each of four weeks before at least {usual:number} went out in "
        "the same {span:duration}."
    )
    return Message(
        text(N_("No mail is sent any more.")),
        figures=(text(told, last=datetime.fromtimestamp(last, UTC), usual=usual, span=span),),
        aws=text(N_("AWS calls sending switched on: it is not asked to send anything.")),
        steps=(
            text(N_("Look whether the application still runs, and what its log says of sending.")),
            text(N_("Look whether its key or SMTP password was changed.")),
            text(N_("If nothing should be sent on such a day, name it in HOLIDAYS.")),
        ),
        page="deliverability",
    )
