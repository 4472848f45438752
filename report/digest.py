"""The week in words, sent each Monday: where every region stands, its rates and budgets, its alerts, what is silenced.

It is the proof of life too: when it stays out, whoever misses it knows that the collector stands still. When it is
sent is in `collector/weekly.py`; how it is written out, in `collector/notify/`.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from deliverability.advice import advise
from deliverability.budget import Budget
from deliverability.metrics import WEEK
from deliverability.model import N_, NN_, Level, Scope, Text, text
from deliverability.rates import Rate
from deliverability.rules.rule import Message
from deliverability.standing import Measure, overall
from report.alert_history import Past, history, title
from report.budget import Allowance, budgets
from report.facts import Facts, Figure
from report.look_back import look_back
from report.standing import standing_of
from store import silences
from store.engines.engine import Engine

LOOK: Final = N_("Your week in Amazon SES: {headline}")
AWS_RATES: Final = {
    Measure.BOUNCE: N_("Bounce rate: {aws:percent} by AWS's own figure; AWS reviews at {review:percent}."),
    Measure.COMPLAINT: N_("Complaint rate: {aws:percent} by AWS's own figure; AWS reviews at {review:percent}."),
}
OWN_RATES: Final = {
    Measure.BOUNCE: N_("Our count of 7 days: {n:number} bounces of {mails:number} mails ({rate:percent})."),
    Measure.COMPLAINT: N_(
        "Our count of 7 days: {n:number} complaints of {mails:number} mails (at least {rate:percent})."
    ),
}
BUDGETS: Final = {
    Measure.BOUNCE: NN_(
        "{n:number} more bounce among the next {mails:number} mails meets AWS's review line.",
        "{n:number} more bounces among the next {mails:number} mails meet AWS's review line.",
    ),
    Measure.COMPLAINT: NN_(
        "{n:number} more complaint among the next {mails:number} mails meets AWS's review line.",
        "{n:number} more complaints among the next {mails:number} mails meet AWS's review line.",
    ),
}
STILL: Final = N_("Alert: {title}{subject}, since {began:datetime}, not over yet.")
OVER: Final = N_("Alert: {title}{subject}, on {began:datetime}, over after {length:duration}.")
STILL_FROM_BEFORE: Final = N_("Alert: {title}{subject}, at least since {began:datetime}, not over yet.")
OVER_FROM_BEFORE: Final = N_(
    "Alert: {title}{subject}, on {began:datetime} or before, over after {length:duration} at least."
)
LIFE: Final = N_("This message comes every Monday. If it does not, the collector has stopped.")


def digest(store: Engine, scopes: Sequence[Scope], now: datetime) -> Message:
    """What happened in the seven days up to `now`, scope by scope."""
    known = [look_back(store, scope, now, Measure.BOUNCE).known for scope in scopes]
    figures = [
        text(N_("{region}: {sentence}"), region=facts.scope.region, sentence=sentence) if len(scopes) > 1 else sentence
        for facts in known
        for sentence in _of(store, facts, now)
    ]
    listed = silences.listed(store, int(now.timestamp()))
    quiet = (_silenced(silence) for silence in listed if silence.scope is None or silence.scope in scopes)
    return Message(_headline(store, known), (*figures, *quiet, text(LIFE)), page="alerts")


def _headline(store: Engine, known: Sequence[Facts]) -> Text:
    """The advice for the first region that is not in order, else for the first."""
    standings = [standing_of(store, facts) for facts in known]
    chosen = next((standing for standing in standings if overall(standing) != Level.OK), next(iter(standings), None))
    return text(N_("Nothing was collected yet.")) if chosen is None else text(LOOK, headline=advise(chosen).headline)


def _of(store: Engine, known: Facts, now: datetime) -> Iterator[Text]:
    for measure in Measure:
        yield from _rates(known, measure)
        yield from _budget(store, known.scope, now, measure)
    week = history(store, known.scope, known.now - WEEK, known.now)
    yield from map(_alert, week)
    if not week:
        yield text(N_("No alert in these seven days."))


def _rates(known: Facts, measure: Measure) -> Iterator[Text]:
    figure, week = known.reputation[measure], known.own[measure][1].rate
    if isinstance(figure, Figure):
        yield text(AWS_RATES[measure], aws=figure.value, review=measure.lines.review)
    if isinstance(week, Rate) and week.denominator:
        n, mails = week.numerator, week.denominator
        yield text(OWN_RATES[measure], n=n, mails=mails, rate=n / mails)


def _budget(store: Engine, scope: Scope, now: datetime, measure: Measure) -> Iterator[Text]:
    """Only what is left and within reach is worth a line."""
    account = budgets(store, look_back(store, scope, now, measure)).account
    if isinstance(account, Allowance) and isinstance(review := account.review, Budget) and review.left:
        yield text(BUDGETS[measure], n=review.left, mails=review.next_mails)


def _alert(past: Past) -> Text:
    began = datetime.fromtimestamp(past.began, UTC)
    subject = text(N_(" ({subject})"), subject=past.subject) if past.subject else ""
    if past.ended is None:
        still = STILL if past.witnessed else STILL_FROM_BEFORE
        return text(still, title=past.title, subject=subject, began=began)
    over = OVER if past.witnessed else OVER_FROM_BEFORE
    return text(over, title=past.title, subject=subject, began=began, length=past.ended - past.began)


def _silenced(silence: silences.Silence) -> Text:
    until = datetime.fromtimestamp(silence.until, UTC)
    what = text(N_("every rule")) if silence.rule == silences.ANY else title(silence.rule)
    subject = "" if silence.subject in {silences.ANY, ""} else text(N_(" ({subject})"), subject=silence.subject)
    if silence.scope is None:
        return text(N_("Silenced until {until:datetime}: {what}{subject}."), until=until, what=what, subject=subject)
    told = N_("Silenced until {until:datetime} in {region}: {what}{subject}.")
    return text(told, until=until, region=silence.scope.region, what=what, subject=subject)
