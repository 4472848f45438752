"""Alerts and letters written into a store by hand."""

from dataclasses import replace

from deliverability.alerting import AlertState, Status
from deliverability.model import text
from deliverability.rules.rule import Finding, Message, Severity
from store import alerts as kept
from store import outbox
from tests.report.conftest import AT, SCOPE

HOUR = 3600
MESSAGE = Message(text("It is so"))


def finding(subject="", severity=Severity.CRITICAL, value=0.06, at=AT):
    return Finding(subject, at, 2, severity, value=value, threshold=0.05, message=MESSAGE)


def fires(store, rule="aws-bounce-rate", subject="", since=AT - HOUR, scope=SCOPE, episode=1, **told):
    state = AlertState(Status.FIRING, episode, AT, since, began=since, told_step=1, finding=finding(subject, **told))
    kept.keep(store, scope, rule, subject, state, Status.PENDING, since)
    return state


def ends(store, state, rule="aws-bounce-rate", subject="", at=AT):
    over = replace(state, status=Status.OK, ended=at, since=at)
    kept.keep(store, SCOPE, rule, subject, over, Status.FIRING, at)


def letter(store, channel, kind="firing", episode=1, arrived=None):
    known = {"rule": "aws-bounce-rate", "episode": episode, "severity": Severity.WARN, "message": MESSAGE}
    key = f"{episode}#{kind}#{channel}"
    outbox.add(store, [outbox.Letter(key=key, channel=channel, scope=SCOPE, kind=kind, created_at=AT - HOUR, **known)])
    if arrived is not None:
        (taken,) = outbox.claim(store, channel, AT - HOUR)
        outbox.delivered(store, [taken.id], arrived)
