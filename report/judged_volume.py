"""The volume that alert rules judge: the hours of the last 60 days, the quota, and when it is used up.

What the rules make of it: `deliverability/rules/volume.py`. How the coming hours are guessed: `deliverability/forecast.py`.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from deliverability.coverage import Span, gaps, share
from deliverability.evidence import Outlook, Volume
from deliverability.forecast import HOURS_BACK, WEEKS, Forecast, Method, forecast, reached
from deliverability.metrics import DAY, HOUR, SENT_LAST_24_HOURS, WEEK
from deliverability.model import N_, Reason, Unknown, text
from deliverability.rates import QuotaUse
from report.as_of import ACCOUNT, AsOf, recent
from report.facts import MOSTLY
from store import coverage, samples, statistics

BACK: Final = 60 * DAY
SENT: Final = "Send"


def volume(seen: AsOf) -> Volume | Unknown:
    """The hours of mail as of a moment: from the statistics, and from CloudWatch before these were first read."""
    known = seen.fresh.get("statistics")
    covered = seen.covered(coverage.STATISTICS, BACK + DAY)
    at = recent(covered, seen.now, known.patience_seconds) if known else None
    if at is None:
        return known.reason(seen.now) if known else Unknown(Reason.COLLECTING)
    present, first = at - at % HOUR, at - at % HOUR - BACK
    bins = statistics.buckets(seen.store, seen.scope, first, at, HOUR)
    sent = {b.at: b.attempts for b in bins}
    hours = {hour: sent.get(hour, 0) for hour in _whole(covered, Span(first, present))}
    earlier = Span(first, min(hours, default=present))
    day = Span(at - DAY, at)
    whole = share(covered, day) >= MOSTLY
    sums = statistics.totals(seen.store, seen.scope, day.since, day.until)
    return Volume(
        at=at,
        hours=_by_cloudwatch(seen, earlier) | hours,
        present=sent.get(present, 0),
        attempts=sums.attempts if whole else None,
        rejects=sums.rejects if whole else None,
        since=_first_mail(seen),
    )


def _whole(covered: Iterable[Span], span: Span) -> list[int]:
    """The clock hours of a span that were looked at."""
    missing: dict[int, int] = {}
    for gap in gaps(covered, span):
        for hour in range(gap.since - gap.since % HOUR, gap.until, HOUR):
            missing[hour] = missing.get(hour, 0) + min(gap.until, hour + HOUR) - max(gap.since, hour)
    return [hour for hour in range(span.since, span.until, HOUR) if missing.get(hour, 0) <= (1 - MOSTLY) * HOUR]


def _by_cloudwatch(seen: AsOf, span: Span) -> dict[int, int]:
    if not span.seconds:
        return {}
    found = samples.buckets(seen.store, seen.scope, SENT, "", span.since, span.until, HOUR)
    sent = {b.at: round(b.total) for b in found}
    covered = coverage.covered(seen.store, seen.scope, coverage.CLOUDWATCH, span)
    return {hour: sent.get(hour, 0) for hour in _whole(covered, span)}


def _first_mail(seen: AsOf) -> int | None:
    held = [statistics.span(seen.store, seen.scope), samples.span(seen.store, seen.scope, SENT)]
    return min((span.since for span in held if span), default=None)


def use(seen: AsOf, account: Mapping[str, Any] | Unknown) -> QuotaUse | Unknown:
    """The quota and what is used of it as of a moment."""
    if isinstance(account, Unknown):
        return account
    sent = samples.latest(seen.store, seen.scope, SENT_LAST_24_HOURS.name, until=seen.now + 1)
    limit = account.get("max_24_hour_send")
    if limit is None or sent is None or seen.now - sent.at > seen.fresh[ACCOUNT].patience_seconds:
        return Unknown(Reason.FAILED)
    return QuotaUse(sent.value, float(limit))


def outlook(used: QuotaUse | Unknown, mail: Volume | Unknown) -> Outlook | Unknown:
    """When the quota runs out, if it does within 24 h: as past weeks went on, and at the pace of each of the last hours.

    Either alone mistakes something for a new pace: the one a large mailing that is over, the other a busy morning.
    """
    if isinstance(used, Unknown):
        return used
    if isinstance(mail, Unknown):
        return mail
    if not used.share or not mail.attempts:
        return Outlook(None)
    present = mail.at - mail.at % HOUR
    hours = {hour: float(sent) for hour, sent in mail.hours.items() if hour >= present - WEEKS * WEEK - DAY}
    hours[present] = float(mail.present)
    found = forecast(hours, mail.at)
    if isinstance(found, Unknown):
        return found
    if found.method is not Method.SEASONAL:
        return Unknown(Reason.COLLECTING, text(N_("A forecast needs eight days of statistics.")))
    limit = used.limit * mail.attempts / used.used
    steady = _steady(hours, mail.at)
    goes_on = _reached(forecast(steady, mail.at), steady, mail.at, limit) is not None
    return Outlook(_reached(found, hours, mail.at, limit) if goes_on else None)


def _steady(hours: Mapping[int, float], at: int) -> dict[int, float]:
    """The last day as if each of its last hours had held no more than the least of them."""
    present = at - at % HOUR
    last = range(present - HOURS_BACK * HOUR, present, HOUR)
    pace = min(hours.get(hour, 0.0) for hour in last)
    lately = {hour: sent for hour, sent in hours.items() if hour >= present - DAY}
    return lately | dict.fromkeys(last, pace) | {present: min(hours[present], pace * (at - present) / HOUR)}


def _reached(found: Forecast | Unknown, hours: Mapping[int, float], at: int, limit: float) -> int | None:
    if isinstance(found, Unknown):
        return None
    used = sum(sent for hour, sent in hours.items() if hour >= at - DAY)
    return reached([(at, used), *((each.at, each.used) for each in found.ahead)], limit)
