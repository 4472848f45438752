"""The draft of the answer AWS asks for in a review: what is known is said with its figures, the rest is left to be filled.

Nothing is invented: a line that `must_fill` names what only the sender knows. What is known is gathered by
`report/incident.py`; the points are AWS's own (Amazon SES developer guide, "Amazon SES sending review process FAQs").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from deliverability.model import N_, NN_, Scope, Text, text
from deliverability.rates import Rate
from deliverability.standing import Enforcement, Measure


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the draft; with `must_fill`, what the sender has to write in its place."""

    text: Text
    must_fill: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One of the points AWS asks about."""

    title: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """A rate that met AWS's review line: AWS's highest figure and its time, our own counts from `since` to `until`.

    `worst_set` is the configuration set with more of it than any other and its counts, None where nobody counts by
    set; `mostly` says that it has more than half of all that was counted.
    """

    measure: Measure
    peak: float
    peak_at: int
    own: Rate | None
    since: int
    until: int
    worst_set: tuple[str, Rate] | None = None
    mostly: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What the store tells of a review: AWS's present word and when it came (None: so at the first look).

    `lifted` says that it followed a pause; `done` are changes the sender made, with their times. `suppressed` are the
    reasons that put an address on the suppression list and `published` the configuration sets that publish bounces or
    complaints, both None where it is not known; `alerts_from` the review lines in force and `channels` how many ways
    there are to tell people of them. `alarms_in_place` says that CloudWatch alarms watch both rates as AWS advises.
    """

    scope: Scope
    status: str
    since: int | None
    causes: tuple[Cause, ...] = ()
    done: tuple[tuple[int, Text], ...] = ()
    suppressed: tuple[str, ...] | None = None
    published: tuple[str, ...] | None = None
    read_every_seconds: int | None = None
    alerts_from: tuple[float, float] | None = None
    channels: int = 0
    lifted: bool = False
    alarms_in_place: bool = False


HEALTHY_AGAIN: Final = N_(
    "AWS account {account}, Amazon SES in {region}. AWS has called the account healthy again since {day:date}."
)
REVIEWED: Final = N_(
    "AWS account {account}, Amazon SES in {region}. The account has been under review since {day:date}."
)
REVIEWED_AGAIN: Final = N_(
    "AWS account {account}, Amazon SES in {region}. AWS lifted the pause of sending on {day:date}; the account is still "
    "under review."
)
MUST_FILL: Final = N_("[You must fill this: {what}]")


def draft(known: Known) -> tuple[Part, ...]:
    """The parts of the answer, in the order in which AWS asks."""
    return (
        Part(text(N_("Account")), tuple(_opening(known))),
        Part(text(N_("Root cause")), tuple(_cause(known))),
        Part(text(N_("What we have changed already")), tuple(_changed(known))),
        Part(
            text(N_("How this prevents a recurrence")), (_fill(N_("how each change keeps the cause from returning")),)
        ),
        Part(text(N_("How we track bounces and complaints and validate new addresses")), tuple(_tracking(known))),
    )


def written(line: Line) -> Text:
    """A line as it stands in the draft."""
    return text(MUST_FILL, what=line.text) if line.must_fill else line.text


def where_to_answer(status: str) -> tuple[Text, ...]:
    """Where AWS waits for the answer and what holds until then; a pause has its own text."""
    answer = text(
        N_(
            "Answer in the case that AWS opened in Support Center; its notice went to the mailbox of the AWS account. "
            "The API shows neither."
        )
    )
    if status == Enforcement.SHUTDOWN:
        return (
            text(N_("AWS has paused sending: SES refuses all mail of this account until AWS lifts the pause.")),
            answer,
            text(N_("Remove the cause before you answer: AWS asks for what is done, not for what is planned.")),
            text(N_("Hold mail that people wait for in your own queue; do not let it be retried without end.")),
        )
    return (
        text(N_("The account is under review and can still send.")),
        answer,
        text(N_("Stop the stream that caused it and keep only mail that people wait for.")),
        text(N_("Do not send more to dilute the rate: AWS counts that against you.")),
    )


def _fill(what: str) -> Line:
    return Line(text(what), must_fill=True)


def _day(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def _opening(known: Known) -> Iterator[Line]:
    scope = {"account": known.scope.account_id, "region": known.scope.region}
    if known.status == Enforcement.SHUTDOWN:
        since = N_("AWS account {account}, Amazon SES in {region}. Sending has been paused since {day:date}.")
        unknown = N_("AWS account {account}, Amazon SES in {region}. Sending is paused.")
    elif known.status == Enforcement.HEALTHY:
        since = HEALTHY_AGAIN
        unknown = N_("AWS account {account}, Amazon SES in {region}. AWS calls the account healthy.")
    else:
        since = REVIEWED_AGAIN if known.lifted else REVIEWED
        unknown = N_("AWS account {account}, Amazon SES in {region}. The account is under review.")
    yield Line(text(unknown, **scope) if known.since is None else text(since, **scope, day=_day(known.since)))
    if known.status == Enforcement.SHUTDOWN:
        yield _fill(N_("that the stream which caused it is stopped, and since when"))
        yield Line(text(N_("We ask you to lift the pause.")))


def _cause(known: Known) -> Iterator[Line]:
    for cause in known.causes:
        yield Line(_peak(cause))
        if cause.own is not None and cause.own.denominator:
            yield Line(_own(cause))
        if cause.worst_set is not None:
            (name, rate), of = cause.worst_set, FROM_A_SET[cause.measure, cause.mostly]
            yield Line(text(of, name=name, count=rate.numerator, mails=rate.denominator))
    if not known.causes:
        yield Line(text(N_("In what we recorded neither the bounce nor the complaint rate met AWS's review line.")))
        yield _fill(N_("the reason that AWS's notice gives"))
    yield _fill(N_("which mail this was, to whom it went, and where these addresses came from"))
    yield _fill(N_("why it could happen"))


def _peak(cause: Cause) -> Text:
    bounce = N_("Amazon SES's bounce rate for the account reached {rate:percent} on {day:date}.")
    complaint = N_("Amazon SES's complaint rate for the account reached {rate:percent} on {day:date}.")
    return text(bounce if cause.measure is Measure.BOUNCE else complaint, rate=cause.peak, day=_day(cause.peak_at))


def _own(cause: Cause) -> Text:
    counted = cause.own or Rate(0, 0)
    bounce = N_(
        "From {since:date} to {until:date} {count:number} of {mails:number} mails bounced hard ({rate:percent})."
    )
    complaint = N_(
        "From {since:date} to {until:date} {count:number} complaints came for {mails:number} mails ({rate:percent})."
    )
    return text(
        bounce if cause.measure is Measure.BOUNCE else complaint,
        since=_day(cause.since),
        until=_day(cause.until),
        count=counted.numerator,
        mails=counted.denominator,
        rate=counted.fraction,
    )


FROM_A_SET: Final = {
    (Measure.BOUNCE, True): N_(
        "Most hard bounces came from the configuration set {name}: {count:number} of its {mails:number} mails."
    ),
    (Measure.BOUNCE, False): N_(
        "More hard bounces came from the configuration set {name} than from any other: {count:number} of its "
        "{mails:number} mails."
    ),
    (Measure.COMPLAINT, True): N_(
        "Most complaints came from the configuration set {name}: {count:number} of its {mails:number} mails."
    ),
    (Measure.COMPLAINT, False): N_(
        "More complaints came from the configuration set {name} than from any other: {count:number} of its "
        "{mails:number} mails."
    ),
}
"""By whether most of it did; "most" is claimed of more than half only."""


def _changed(known: Known) -> Iterator[Line]:
    for at, what in known.done:
        yield Line(text(N_("{day:date}: {what}"), day=_day(at), what=what))
    yield _fill(N_("what you have changed already, with dates: streams stopped, lists removed, forms corrected"))
    yield _fill(N_("how many addresses you removed, and how you chose them"))


def _tracking(known: Known) -> Iterator[Line]:
    if known.read_every_seconds is not None and known.alerts_from is not None:
        yield Line(_watching(known.read_every_seconds, known.alerts_from, known.channels))
    if known.alarms_in_place:
        yield Line(text(N_("CloudWatch alarms watch both rates of the account at AWS's review lines or below.")))
    if known.suppressed:
        yield Line(_joined(N_("The account's suppression list takes addresses after: {names}."), known.suppressed))
    if known.published:
        published = N_("Bounces and complaints of these configuration sets are published: {names}.")
        yield Line(_joined(published, known.published))
    yield _fill(N_("how an address that bounced hard or complained leaves your own lists, and how fast"))
    yield _fill(N_("how a new address is validated before it gets mail, such as a link that its owner must open"))


def _watching(every: int, lines: tuple[float, float], channels: int) -> Text:
    told = NN_(
        "Our monitoring reads the account every {every:duration} and alerts us in {n:number} way at the review line of "
        "{bounce:percent} for bounces and {complaint:percent} for complaints.",
        "Our monitoring reads the account every {every:duration} and alerts us in {n:number} ways at the review line of "
        "{bounce:percent} for bounces and {complaint:percent} for complaints.",
    )
    shown = N_(
        "Our monitoring reads the account every {every:duration} and shows when the review line of {bounce:percent} for "
        "bounces or {complaint:percent} for complaints is met."
    )
    return text(told if channels else shown, every=every, n=channels, bounce=lines[0], complaint=lines[1])


def _joined(sentence: str, names: Sequence[str]) -> Text:
    return text(sentence, names=", ".join(names))
