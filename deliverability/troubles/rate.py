"""Troubles of amount: the rate of sending, the quota of a day, and questions asked too often."""

from collections.abc import Iterator
from typing import Final

from deliverability.checklist.facts import Facts
from deliverability.checklist.item import Paste
from deliverability.model import N_, Unknown, text
from deliverability.troubles.trouble import Family, Sign, Speaks, Trouble, Weight

IN_SANDBOX_A_SECOND: Final = 1


def _allowed(known: Facts) -> Iterator[Sign]:
    """The rate that SES allows. What the application sends in a second nobody collects, so it proves nothing."""
    rate = known.told("max_send_rate")
    if isinstance(rate, Unknown):
        detail = () if rate.detail is None else (rate.detail,)
        yield Sign(Speaks.NOT_KNOWN, detail, reason=rate.reason)
        return
    told = text(N_("SES takes {rate:number} recipients a second from you; bursts are not visible here."), rate=rate)
    yield Sign(Speaks.FOR if rate <= IN_SANDBOX_A_SECOND else Speaks.BY_HAND, (told,))


def _throttled(known: Facts, _subject: str) -> tuple[Paste, ...]:
    rate = known.told("max_send_rate")
    # django-ses sends slower than the limit by this share; what it cannot ask for it is told.
    lines = f"AWS_SES_AUTO_THROTTLE=0.5{'' if isinstance(rate, Unknown) else f'  # of {rate:g} a second'}"
    return (Paste(text(N_("Settings of django-ses: it then waits between mails by itself")), lines, "python"),)


SENDING_RATE: Final = Trouble(
    "sending-rate",
    N_("The sending rate is exceeded"),
    Family.RATE,
    shows=(
        "Throttling: Maximum sending rate exceeded.",
        "454 Throttling failure: Maximum sending rate exceeded.",
        "421 Too many concurrent SMTP connections",
    ),
    patterns={
        Weight.SENTENCE: (r"maximum sending rate exceeded", r"too many concurrent smtp connections"),
        Weight.NAME: (r"\b454[ -]throttling failure\b", r"\bthrottling(exception)?\b(?!.{0,80}(rate exceeded|daily))"),
        Weight.HINT: (r"발송 속도|속도 제한", r"\bthrottl", r"\bsending rate\b"),
    },
    why=N_(
        "SES counts recipients a second. Workers that send at the same time share one limit, and a mail to ten counts ten."
    ),
    confirm=(N_("See how many workers and cron jobs send at once, and whether the errors come with a campaign."),),
    cure=(
        N_("Send through one queue that keeps below the limit, and let mail that people wait for go first."),
        N_(
            "Try again after a wait that doubles, up to ten minutes; a refused mail was not sent and is not lost if you keep it."
        ),
        N_("If it is a matter of every day, ask for a higher rate at Service Quotas; in the sandbox leave that first."),
    ),
    items=("production-access", "quota-headroom"),
    pastes=_throttled,
    looks=_allowed,
    in_guide=True,
)

DAILY_QUOTA: Final = Trouble(
    "daily-quota",
    N_("The quota of 24 hours is used up"),
    Family.RATE,
    shows=("Throttling: Daily message quota exceeded.", "454 Throttling failure: Daily message quota exceeded."),
    patterns={
        Weight.SENTENCE: (r"daily message quota exceeded", r"daily sending quota"),
        Weight.HINT: (r"\bquota exceeded\b", r"발송 한도"),
    },
    why=N_("What goes beyond the quota SES refuses; it counts recipients over the last 24 hours, not mails."),
    confirm=(N_("The page “Sending quota” shows what falls out of the last 24 hours, and when."),),
    cure=(
        N_("Keep the mail and send it as room returns: there is no midnight at which the count begins anew."),
        N_("Ask for more at Service Quotas before the next campaign; it takes a day or longer."),
    ),
    items=("quota-headroom", "production-access"),
)

TOO_MANY_REQUESTS: Final = Trouble(
    "too-many-requests",
    N_("SES is asked too often, not sent to too fast"),
    Family.RATE,
    shows=("TooManyRequestsException: Too Many Requests", "Throttling: Rate exceeded", "HTTP 429"),
    patterns={
        Weight.SENTENCE: (
            r"\btoomanyrequestsexception\b",
            r"\bthrottling(exception)?\b.{0,80}(?<!sending )\brate exceeded",
            r"reached max retries.{0,40}rate exceeded",
        ),
        Weight.NAME: (r"\brequestlimitexceeded\b", r"\btoo many requests\b", r"(?<!sending )\brate exceeded\b"),
        Weight.HINT: (r"\b429\b", r"\bthrottl"),
    },
    why=N_("Questions to SES (not mails) are limited to about one a second for the whole account in a region."),
    confirm=(N_("django-ses asks for the quota before it sends, in each process; dashboards and scripts ask too."),),
    cure=(
        N_(
            "Keep what was answered for some minutes, ask from one place, and wait with some chance in it before asking again."
        ),
    ),
    items=("collector-fresh",),
)

LIMIT: Final = Trouble(
    "limit-exceeded",
    N_("There are too many of a thing"),
    Family.RATE,
    shows=("LimitExceededException",),
    patterns={
        Weight.SENTENCE: (
            r"\blimitexceeded(exception)?\b.{0,160}(identit|configuration set|destination|template|contact)",
        ),
        Weight.NAME: (r"\blimitexceeded(exception)?\b",),
    },
    why=N_(
        "Identities, sets, event destinations and templates each have a highest number. boto3 tries again as if it were haste."
    ),
    cure=(N_("Delete what is no longer used, or ask for a higher number at Service Quotas."),),
)
