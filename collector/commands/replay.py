"""Which alerts stored history would have raised by the thresholds in force: the way to tune them without waiting.

How history is judged lives in `report/replay.py`.
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import click

from collector.commands._console import Console
from collector.commands._opening import reading_store, settled
from collector.commands._usage import CommandError, moment
from deliverability.alerting import Kind, Notice
from deliverability.coverage import Span
from deliverability.model import N_, NN_, Param, Scope, Text, text
from deliverability.rules.catalogue import BY_NAME
from deliverability.rules.rule import Rule, Severity
from report.charts import known_since
from report.replay import Progress, Replayed, replay, replayable
from settings.collector import CollectorSettings
from store import scopes
from store.engines.engine import Engine

KINDS: Final = {
    Kind.FIRING: N_("firing"),
    Kind.ESCALATED: N_("worse"),
    Kind.REMINDER: N_("reminder, higher value"),
    Kind.RESOLVED: N_("over"),
}
BEGAN: Final = N_("began {at:datetime}")
ON_BEFORE: Final = N_("began {at:datetime} or before")
UNCHANGED: Final = N_("reminder, no worse")
SEVERITIES: Final = {Severity.INFO: N_("info"), Severity.WARN: N_("warning"), Severity.CRITICAL: N_("critical")}
WRITTEN: Final = {
    "percent": N_("peak {peak:percent}, line {line:percent}"),
    "number": N_("peak {peak:number}, line {line:number}"),
    "duration": N_("peak {peak:duration}, line {line:duration}"),
}
LIMITS: Final = (
    N_("Left out, since they judge the collector and not the account: {rules}."),
    N_("The account and its parts are known only as often as they were read; AWS's lists of the past cannot be asked."),
    N_("Silences of the time are not applied, and an alert that was on before shows as fired at the beginning."),
)


@click.command("replay", help=N_("Say which alerts the rules would have raised over stored history. Times are UTC."))
@click.option("--since", required=True, help=N_("First date or time, such as 2026-01-31 or 2026-01-31T09:30:00Z."))
@click.option("--until", help=N_("Date or time to stop before; now if left out."))
@click.option("--rules", help=N_("Names of rules, separated by commas; all if left out."))
@click.pass_obj
def command(console: Console, since: str, until: str | None, rules: str | None) -> int:
    chosen = _rules(rules)
    span = _span(moment(since, "--since"), moment(until, "--until"))
    settings = settled(console, asks_aws=False)
    with reading_store(settings) as store:
        found = [each for scope in scopes.known(store) for each in _of(store, scope, span, chosen, settings, console)]
    for each in found:
        _tell(console, each)
    messages = sum(len(each.told) for each in found)
    summary = NN_(
        "{n:number} alert would have fired. Messages: {messages:number}.",
        "{n:number} alerts would have fired. Messages: {messages:number}.",
    )
    console.say(text(summary, n=len(found), messages=messages))
    left_out = ", ".join(sorted(BY_NAME.keys() - {rule.name for rule in replayable()}))
    for limit in LIMITS:
        console.note(text(limit, rules=left_out))
    return 0


def _of(
    store: Engine, scope: Scope, span: Span, rules: Sequence[Rule], settings: CollectorSettings, console: Console
) -> list[Replayed]:
    first = known_since(store, scope)
    if first is None or first >= span.until:
        console.note(text(N_("{scope}: nothing is stored of this time."), scope=str(scope)))
        return []
    cut = Span(max(span.since, first - first % 900), span.until)
    if cut.since > span.since:
        told = N_("{scope}: history begins at {first:datetime}.")
        console.note(text(told, scope=str(scope), first=datetime.fromtimestamp(cut.since, UTC)))
    return replay(store, scope, cut, rules, settings.thresholds, _progress(console, scope))


def _progress(console: Console, scope: Scope) -> Progress:
    """A line each tenth of the way, for a person who waits."""

    def told(done: int, of: int) -> None:
        if sys.stderr.isatty() and done * 10 // of > (done - 1) * 10 // of:
            console.note(text(N_("{scope}: {share:percent} replayed"), scope=str(scope), share=done / of))

    return told


def _rules(names: str | None) -> tuple[Rule, ...]:
    asked = [name.strip() for name in (names or "").split(",") if name.strip()]
    known = {rule.name for rule in replayable()}
    for name in asked:
        if name in BY_NAME and name not in known:
            raise CommandError(text(N_("The rule {name} judges the collector and cannot be replayed."), name=name))
        if name not in known:
            raise CommandError(
                text(N_("There is no rule {name}. There are: {names}."), name=name, names=", ".join(sorted(known)))
            )
    return replayable(asked)


def _span(since: datetime | None, until: datetime | None) -> Span:
    present = int(datetime.now(UTC).timestamp())
    first = int(since.timestamp()) if since else 0
    end = min(present, int(until.timestamp())) if until else present
    if first >= end:
        raise CommandError(text(N_("--since must be before --until and in the past.")))
    return Span(first - first % 900, end)


def _tell(console: Console, each: Replayed) -> None:
    def at(moment: int) -> datetime:
        return datetime.fromtimestamp(moment, UTC)

    fields: dict[str, Param] = {
        "scope": str(each.scope),
        "rule": each.rule.name,
        "subject": f" ({each.subject})" if each.subject else "",
        "severity": text(SEVERITIES[each.worst.severity]),
        "began": text(BEGAN if each.witnessed else ON_BEFORE, at=at(each.began)),
        "fired": at(each.fired_at),
        "told": "; ".join(console.rendered(_why(notice)) for notice in each.told) or text(N_("none")),
    }
    if each.ended is None:
        lasts = N_("{fired:datetime} {rule}{subject}, {severity}: {began}, not over. {scope}")
        console.say(text(lasts, **fields))
    else:
        over = N_("{fired:datetime} {rule}{subject}, {severity}: {began}, over {ended:datetime}. {scope}")
        console.say(text(over, **fields, ended=at(each.ended)))
    console.say(text(N_("    {peak}; messages: {told}"), peak=_peak(each), told=fields["told"]))


def _why(notice: Notice) -> Text:
    return text(UNCHANGED if notice.repeats else KINDS[notice.kind])


def _peak(each: Replayed) -> Text | str:
    worst = each.worst
    if worst.peak is None or worst.threshold is None:
        return text(N_("a state, no figure"))
    return text(WRITTEN[each.rule.unit], peak=worst.peak, line=worst.threshold)
