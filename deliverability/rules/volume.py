"""Rules over how much is sent: the quota, mail that stops, an hour like none before, mail that SES refuses.

Which hours there are, and when the quota runs out, is gathered in `report/judged_volume.py`.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from deliverability.advice import QUOTA_STEPS
from deliverability.evidence import Evidence, Outlook, Volume
from deliverability.metrics import DAY, HOUR
from deliverability.model import N_, NN_, Text, text
from deliverability.rates import FEWEST_EVENTS, QuotaUse, at_least
from deliverability.rules.counsel import clear_of
from deliverability.rules.rule import Finding, Message, Peak, Severity, Urgency, rule
from deliverability.thresholds import Thresholds

NEAR: Final = 1
FORESEEN: Final = 2
USED_UP: Final = 3


@rule(N_("The sending quota"), keep_seconds=3 * HOUR, inhibited_by=("sending-paused",), unit="percent")
def quota(known: Evidence, lines: Thresholds) -> Iterator[Finding]:
    """The quota of 24 hours is nearly used up, will be within a day, or is."""
    used, at = known.quota, known.account_at
    if not isinstance(used, QuotaUse) or at is None:
        return
    if used.unlimited:
        yield Finding("", at, 0, threshold=lines.quota)
    if used.share is None:
        return
    runs_out = known.outlook.reached_at if isinstance(known.outlook, Outlook) else None
    step = NEAR if used.share >= lines.quota else 0
    step = FORESEEN if runs_out is not None else step
    step = USED_UP if used.share >= 1 else step
    keeps = not step and used.share >= clear_of(lines.quota)
    yield Finding(
        subject="",
        at=at,
        step=step,
        severity=Severity.CRITICAL if step == USED_UP else Severity.WARN,
        keeps=keeps,
        value=used.share,
        threshold=1.0 if step == USED_UP else lines.quota,
        message=_of_quota(used, step, runs_out) if step or keeps else None,
    )


_QUOTA: Final = {
    0: N_("The sending quota is nearly used up."),
    NEAR: N_("The sending quota is nearly used up."),
    FORESEEN: N_("The sending quota will be used up within a day."),
    USED_UP: N_("The sending quota is used up: SES drops further mail."),
}


def _of_quota(used: QuotaUse, step: int, runs_out: int | None) -> Message:
    sent = text(
        N_("{share:percent}: {used:number} of {limit:number} recipients in the last 24 hours."),
        share=used.share,
        used=used.used,
        limit=used.limit,
    )
    when = [] if runs_out is None or step != FORESEEN else [_runs_out(runs_out)]
    return Message(
        text(_QUOTA[step]),
        figures=(sent, *when),
        aws=text(N_("At the quota SES refuses further mail until the rolling 24 hours have room again.")),
        steps=QUOTA_STEPS,
        page="quota",
    )


def _runs_out(at: int) -> Text:
    return text(N_("As mail goes on now it is used up at {at:datetime}."), at=_time(at))


HIGHEST_OF: Final = 35 * DAY
"""A history shorter than this may not hold the mailing that comes once a month."""

TIMES_THE_HIGHEST: Final = 3
PART_OF_QUOTA: Final = 0.1
FEWEST_OF_A_SURGE: Final = 100
FEWEST_WITHOUT_LIMIT: Final = 1000


@rule(N_("Far more mail than ever"), inhibited_by=("sending-paused",), urgency=Urgency.ABUSED)
def surge(known: Evidence, _: Thresholds) -> Iterator[Finding]:
    """An hour of the last day held three times as much as any hour of the 60 days before, and a good part of the quota.

    While no day passes without such an hour it goes on, and is measured by the time before its first one.
    """
    mail, used = known.volume, known.quota
    if not isinstance(mail, Volume) or not isinstance(used, QuotaUse):
        return
    present = mail.at - mail.at % HOUR
    hours = {**mail.hours, present: mail.present}
    if mail.since is None or mail.at - max(mail.since, min(hours)) < HIGHEST_OF:
        return
    since, highest = _going_on(hours, max(mail.since, min(hours)), _large(used))
    peak, peak_at = max((sent, -hour) for hour, sent in hours.items() if hour >= present - DAY)
    line, step = _line(highest, _large(used)), int(since is not None)
    message = None if since is None else _of_surge(peak, -peak_at, highest, since - DAY)
    yield Finding(
        "",
        mail.at,
        step,
        Severity.CRITICAL,
        value=peak,
        threshold=line,
        held_since=since,
        # What came before a surge is a third of it at most.
        peak=None if since is None else Peak(max(hours.values()), line),
        message=message,
    )


def _going_on(hours: Mapping[int, int], begin: int, large: float) -> tuple[int | None, int]:
    """Since when there is a surge with an hour in the last day, and the most that an hour held before it began.

    What an hour is measured by ends a day before it, or a surge that grows would raise its own line.
    """
    since, last, highest = None, 0, 0
    waiting: deque[int] = deque()
    for hour in sorted(hours):
        if since is not None and hour - last > DAY:
            since = None
        while since is None and waiting and hour - waiting[0] > DAY:
            highest = max(highest, hours[waiting.popleft()])
        if hour - begin >= HIGHEST_OF - DAY and hours[hour] > _line(highest, large):
            since, last = hour if since is None else since, hour
        waiting.append(hour)
    return since, highest


def _time(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def _line(highest: int, large: float) -> float:
    return max(TIMES_THE_HIGHEST * highest, large)


def _large(used: QuotaUse) -> float:
    """What an hour must hold to matter, whatever came before."""
    return FEWEST_WITHOUT_LIMIT if used.unlimited else max(PART_OF_QUOTA * used.limit, FEWEST_OF_A_SURGE)


def _of_surge(peak: int, at: int, highest: int, until: int) -> Message:
    told = N_(
        "{peak:number} mails in the hour from {at:datetime} on; the most in an hour of the weeks until {until:datetime} "
        "was {highest:number}."
    )
    return Message(
        text(N_("Far more mail is sent than ever before.")),
        figures=(text(told, peak=peak, at=_time(at), highest=highest, until=_time(until)),),
        aws=text(
            N_("Mail that others send with a leaked key counts as yours: AWS pauses the account for its bounces.")
        ),
        steps=(
            text(N_("If nobody on your team sends it, switch sending off in the SES console, Account dashboard, now.")),
            text(N_("Replace the access keys and SMTP passwords that may send.")),
        ),
        page="quota",
    )


USUAL_REJECTS: Final = 0.0001
"""One mail in ten thousand that SES refuses for a virus may be anybody's attachment."""

CHANCE: Final = 0.01


@rule(N_("SES rejects mail"), keep_seconds=HOUR)
def rejects(known: Evidence, _: Thresholds) -> Iterator[Finding]:
    """SES refused more mail of the last 24 hours than a stray attachment explains: it found viruses in it."""
    mail = known.volume
    if not isinstance(mail, Volume) or mail.rejects is None or mail.attempts is None:
        return
    refused, sent = mail.rejects, mail.attempts
    many = refused >= FEWEST_EVENTS and at_least(min(refused, sent), sent, USUAL_REJECTS) < CHANCE
    message = _of_rejects(refused, sent) if refused else None
    keeps = bool(refused) and not many
    yield Finding(
        "", mail.at, int(many), Severity.WARN, keeps=keeps, value=refused, threshold=FEWEST_EVENTS, message=message
    )


def _of_rejects(refused: int, sent: int) -> Message:
    told = NN_(
        "{n:number} of {sent:number} mails in the last 24 hours was rejected.",
        "{n:number} of {sent:number} mails in the last 24 hours were rejected.",
    )
    return Message(
        text(N_("SES rejects mail of yours: it found viruses in it.")),
        figures=(text(told, n=refused, sent=sent),),
        aws=text(N_("SES does not deliver a rejected mail, and may review an account that goes on sending such.")),
        steps=(text(N_("Find which of your mails carry attachments, and who can put them there.")),),
        page="deliverability?measure=reject",
    )
