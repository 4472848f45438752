"""Alerts, letters and channels written into an account's database by hand: what a collector leaves after evaluation."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from deliverability.alerting import AlertState, Status
from deliverability.model import Text, text
from deliverability.rules.rule import Finding, Message, Severity
from store import alerts, meta, outbox, runs, silences
from store.engines.engine import Engine
from store.open import open_store
from store.runs import Run
from tests.pages.accounts import AT, SCOPE

HOUR = 3600
HEADLINE = text("AWS's bounce rate is over the review line")
MESSAGE = Message(
    HEADLINE,
    (text("Bounces: {rate:percent}", rate=0.0612),),
    text("A review starts at {line:percent}", line=0.05),
    (text("Stop the stream that caused it."),),
    "deliverability?measure=bounce",
)


def judged(store: Engine, at: int = AT - 60, outcome: str = "ok", error: Text | None = None) -> None:
    """The rules were judged at a time."""
    runs.record(store, Run(0, runs.JUDGING, SCOPE.account_id, SCOPE.region, at - 1, at, outcome, error, "", 0, 0.0))


def stands(
    store: Engine,
    rule: str = "aws-bounce-rate",
    subject: str = "",
    status: Status = Status.FIRING,
    *,
    since: int = AT - 3 * HOUR,
    ended: int | None = None,
    message: Message = MESSAGE,
    severity: Severity = Severity.CRITICAL,
    episode: int = 1,
    value: float | None = 0.0612,
    threshold: float | None = 0.05,
    witnessed: bool = True,
) -> None:
    """An alert stands so; one that is over was firing before."""
    finding = Finding(subject, AT - 60, 2, severity, value=value, threshold=threshold, message=message)
    state = AlertState(status, episode, AT - 60, since, began=since, finding=finding, witnessed=witnessed)
    if status is Status.PENDING:
        alerts.keep(store, SCOPE, rule, subject, replace(state, episode=episode - 1), Status.OK, since)
        return
    alerts.keep(store, SCOPE, rule, subject, replace(state, status=Status.FIRING), Status.PENDING, since)
    if status is not Status.FIRING:
        over = replace(state, ended=ended if status is Status.OK else None, since=ended or since)
        alerts.keep(store, SCOPE, rule, subject, over, Status.FIRING, ended or AT)


def letter(
    store: Engine, channel: str = "slack", kind: str = "firing", *, rule: str = "aws-bounce-rate", subject: str = "",
    episode: int = 1, arrived: int | None = None, dead: Text | None = None,
) -> None:  # fmt: skip
    """A letter of an episode: it arrived at a time, was given up, or waits."""
    key = f"{rule}|{SCOPE}|{subject}#{episode}#{kind}#{channel}"
    known = {"rule": rule, "subject": subject, "episode": episode, "severity": Severity.CRITICAL, "message": MESSAGE}
    outbox.add(store, [outbox.Letter(key=key, channel=channel, scope=SCOPE, kind=kind, created_at=AT - HOUR, **known)])
    if arrived is None and dead is None:
        return
    (taken,) = outbox.claim(store, channel, AT - HOUR, most=1)
    if dead is None:
        outbox.delivered(store, [taken.id], arrived)
    else:
        outbox.failed(store, [taken.id], AT - 60, dead, None)


def channels(store: Engine, names: Sequence[str] = ("slack",), *, depends_on_ses: bool = False) -> None:
    """The collector told of these channels at its start."""
    told = json.loads(meta.get(store, "effective"))
    entry = {"severity": "warn", "depends_on_ses": depends_on_ses}
    told["channels"] = [{"name": name, "kind": name.split("-", maxsplit=1)[0], **entry} for name in names]
    meta.put(store, "effective", json.dumps(told))


def silenced(store: Engine, rule: str = "aws-bounce-rate", subject: str = "", why: str = "import on Sunday") -> int:
    """A silence for a day."""
    return silences.add(store, rule, SCOPE, subject, AT + 24 * HOUR, AT - HOUR, why)


@contextmanager
def opened(path: Path) -> Iterator[Engine]:
    """The store of a database, open for writing."""
    store = open_store(f"sqlite:///{path}")
    try:
        yield store
    finally:
        store.close()


def forgotten(store: Engine) -> None:
    """What the account's own evaluation came to is gone, and it was judged anew: a test says what stands."""
    for table in ("alert", "alert_episode", "alert_transition", "outbox"):
        store.run(f"DELETE FROM {table}")
    store.run("DELETE FROM run_last WHERE job = 'evaluate'")
    judged(store)


def told(*changes: Callable[[Engine], object]) -> Callable[[Engine], None]:
    """All of the changes, one after the other."""

    def change(store: Engine) -> None:
        for one in changes:
            one(store)

    return change
