"""The sentences for where an account stands: one headline, one detail and what to do now, three steps at most.

The advice is AWS's own: stop the stream that caused it, keep only mail people wait for, never add volume to dilute
a rate; a review's case shows in Support Center and in the account's mailbox, never in the API.
Source: Amazon SES developer guide, "Amazon SES sending review process FAQs".
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from deliverability.model import N_, Level, Reason, Text, Unknown, text
from deliverability.rates import QUOTA_WATCH, QuotaUse
from deliverability.standing import Enforcement, Measure, MeasureStanding, Standing, overall, rank


@dataclass(frozen=True, slots=True)
class Advice:
    """What a person reads first: what is so, the figures behind it, and what to do now."""

    headline: Text
    detail: Text | None = None
    steps: tuple[Text, ...] = ()


SUPPORT = text(N_("Look for AWS's notice in Support Center and in the account's mailbox: the API does not show it."))
STOP_STREAM = text(N_("Stop the mail that caused it; keep only mail that people wait for."))
NO_DILUTION = text(N_("Do not send more to dilute the rate: AWS counts that against you."))
QUOTA_STEPS = (
    text(N_("Make sure first that this mail is yours: whoever has a leaked key sends in your name.")),
    text(N_("Hold back mail that can wait: the quota frees up hour by hour.")),
    text(N_("If all of it is yours and the usual, ask for a higher quota in Service Quotas (Amazon SES).")),
)
ANSWER = text(N_("Answer with what you have changed already and how it prevents a repeat."))


def advise(standing: Standing) -> Advice:
    """The advice for the most pressing thing; the rest is on the cards."""
    for look in _PRESSING:
        advice = look(standing)
        if advice is not None:
            return advice
    return _calm(standing)


def _paused(standing: Standing) -> Advice | None:
    if standing.enforcement == Enforcement.SHUTDOWN:
        return Advice(text(N_("AWS has paused sending for this account.")), None, (SUPPORT, STOP_STREAM, ANSWER))
    if standing.sending_enabled is False:
        find = text(N_("Find the cause first, then switch sending on in the SES console, Account dashboard."))
        return Advice(text(N_("Sending is switched off for this account.")), _who_switched(standing), (find,))
    return None


def _who_switched(standing: Standing) -> Text | None:
    if standing.enforcement == Enforcement.HEALTHY:
        return text(N_("AWS calls the account healthy: somebody with access switched it off."))
    if standing.enforcement == Enforcement.PROBATION:
        return text(N_("AWS has the account under review; its notice is in Support Center and the account's mailbox."))
    return None


def _under_review(standing: Standing) -> Advice | None:
    if standing.enforcement != Enforcement.PROBATION:
        return None
    return Advice(
        text(N_("AWS has this account under review. You can still send.")), None, (SUPPORT, STOP_STREAM, NO_DILUTION)
    )


def _over_line(standing: Standing) -> Advice | None:
    part = max((standing.bounce, standing.complaint), key=_aws_rank)
    if _aws_rank(part) < rank(Level.WATCH):
        return _ours_near_line(standing)
    steps = (_stop_step(part), NO_DILUTION) if part.falling else (_stop_step(part), SUPPORT, NO_DILUTION)
    return Advice(_line_headline(part), _line_detail(part), steps)


def _ours_near_line(standing: Standing) -> Advice | None:
    """Ours come near the line where AWS's figure is not known."""
    part = next((p for p in (standing.bounce, standing.complaint) if p.level is Level.WATCH), None)
    if part is None:
        return None
    return Advice(_near_line(part), _ours_detail(part, _WITHOUT_AWS), (_stop_step(part), NO_DILUTION))


def _running_ahead(standing: Standing) -> Advice | None:
    part = next((p for p in (standing.bounce, standing.complaint) if p.running_ahead), None)
    if part is None:
        return None
    bounce = part.measure is Measure.BOUNCE
    headline = (
        N_("Bounces of the last 24 hours run over the review line.")
        if bounce
        else N_("Complaints of the last 24 hours run over the review line.")
    )
    return Advice(text(headline), _ours_detail(part, _WILL_FOLLOW), (_stop_step(part), NO_DILUTION))


_WILL_FOLLOW: Final = N_(
    "{rate:percent} ({count:number} of {mails:number}). AWS's own figure moves more slowly and will follow."
)
_WITHOUT_AWS: Final = N_(
    "{rate:percent} ({count:number} of {mails:number}) in the last 24 hours; AWS's own figure is not known."
)


def _ours_detail(part: MeasureStanding, sentence: str) -> Text:
    return text(sentence, rate=part.day.fraction, count=part.day.numerator, mails=part.day.denominator)


def _quota(standing: Standing) -> Advice | None:
    use = standing.quota
    if not isinstance(use, QuotaUse) or use.share is None or use.share < QUOTA_WATCH:
        return None
    headline = (
        N_("The sending quota is used up: SES drops further mail.")
        if use.share >= 1
        else N_("The sending quota is nearly used up.")
    )
    return Advice(
        text(headline),
        text(N_("{used:number} of {limit:number} recipients in the last 24 hours."), used=use.used, limit=use.limit),
        QUOTA_STEPS,
    )


def _recovered(standing: Standing) -> Advice | None:
    """AWS's figure is back under every line of ours, but the review line is not far behind it."""
    part = next((p for p in (standing.bounce, standing.complaint) if _is_back(p)), None)
    if part is None or part.crossed_at is None or isinstance(overall(standing), Unknown):
        return None
    headline = (
        N_("Bounces are back under AWS's lines; they met the review line on {day:date}.")
        if part.measure is Measure.BOUNCE
        else N_("Complaints are back under AWS's lines; they met the review line on {day:date}.")
    )
    day = datetime.fromtimestamp(part.crossed_at, UTC)
    where = text(N_("See which mail caused it: Deliverability, under “Where it comes from”."))
    return Advice(text(headline, day=day), _line_detail(part), (where,))


def _is_back(part: MeasureStanding) -> bool:
    return part.aws_level is Level.OK and part.crossed_at is not None


def _calm(standing: Standing) -> Advice:
    state = overall(standing)
    # In the sandbox there is hardly a figure to wait for: the way out is what a newcomer needs to read.
    little_mail = isinstance(state, Unknown) and state.reason is Reason.NOT_ENOUGH_MAIL
    if isinstance(state, Unknown) and not (little_mail and standing.production_access is False):
        return _unknown(state)
    if standing.production_access is False:
        return Advice(
            text(N_("This account is in the sandbox: it reaches verified addresses only.")),
            None,
            (text(N_("Request production access in the SES console, Account dashboard.")),),
        )
    return Advice(text(N_("Bounces and complaints stand well under AWS's lines.")))


def _unknown(state: Unknown) -> Advice:
    headlines = {
        Reason.NOT_ENOUGH_MAIL: N_("Not enough mail to tell yet."),
        Reason.COLLECTING: N_("Collecting the first figures."),
        Reason.DENIED: N_("AWS denies what is needed to tell."),
        Reason.STALE: N_("The figures are too old to tell."),
        Reason.FAILED: N_("AWS did not answer what is needed to tell."),
        Reason.LOWER_BOUND: N_("Only AWS's own complaint figure could tell, and there is none yet."),
    }
    return Advice(text(headlines[state.reason]), state.detail)


_PRESSING: tuple[Callable[[Standing], Advice | None], ...] = (
    _paused,
    _under_review,
    _over_line,
    _running_ahead,
    _quota,
    _recovered,
)


def _aws_rank(part: MeasureStanding) -> int:
    return rank(part.aws_level) if isinstance(part.aws_level, Level) else -1


def _stop_step(part: MeasureStanding) -> Text:
    if part.measure is Measure.BOUNCE:
        return text(N_("Stop mailing the list that bounces; remove every address that bounced hard."))
    return text(N_("Stop the mail people complain about; make leaving the list one click."))


def _line_headline(part: MeasureStanding) -> Text:
    bounce = part.measure is Measure.BOUNCE
    if part.aws_level is Level.PAUSE:
        return text(
            N_("Bounces stand over AWS's pause line.") if bounce else N_("Complaints stand over AWS's pause line.")
        )
    if part.aws_level is Level.REVIEW:
        return text(
            N_("Bounces stand over AWS's review line.") if bounce else N_("Complaints stand over AWS's review line.")
        )
    if part.crossed_at is not None and part.falling:
        sentence = (
            N_("Bounces crossed the review line on {day:date} and are falling.")
            if bounce
            else N_("Complaints crossed the review line on {day:date} and are falling.")
        )
        return text(sentence, day=datetime.fromtimestamp(part.crossed_at, UTC))
    return _near_line(part)


def _near_line(part: MeasureStanding) -> Text:
    bounce = part.measure is Measure.BOUNCE
    return text(N_("Bounces come near AWS's review line.") if bounce else N_("Complaints come near AWS's review line."))


def _line_detail(part: MeasureStanding) -> Text | None:
    if isinstance(part.aws, Unknown):
        return None
    lines = part.measure.lines
    return text(
        N_("AWS's figure is {rate:percent}; a review starts at {review:percent}, a pause at {pause:percent}."),
        rate=part.aws,
        review=lines.review,
        pause=lines.pause,
    )
