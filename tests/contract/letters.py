"""Alerts and letters as the tests of the store need them."""

from deliverability.model import Scope, text
from deliverability.rules.rule import Finding, Message, Severity
from store.outbox import Letter

HERE = Scope("123456789012", "ap-northeast-2")
THERE = Scope("123456789012", "us-east-1")

MESSAGE = Message(
    text("AWS paused sending in {region}", region="서울"),
    figures=(text(("{n} bounce", "{n} bounces"), n=3), text("of {all:number} mails", all=1_000)),
    aws=text("AWS pauses at {line:percent}", line=0.1),
    steps=(text("Stop the stream {of}", of=text("that caused it")),),
    page="alerts",
)


def finding(step: int = 1, value: float | None = 0.06, at: int = 1_000, **more) -> Finding:
    severity = (Severity.INFO, Severity.WARN, Severity.CRITICAL)[min(step, 2)]
    return Finding(**{"subject": "", "at": at, "step": step, "severity": severity, "value": value, **more})


def letter(key: str = "one", channel: str = "slack", **more) -> Letter:
    known = {
        "scope": HERE, "kind": "firing", "severity": Severity.WARN, "message": MESSAGE, "created_at": 100,
        "rule": "quota", "subject": "", "episode": 1,
    }  # fmt: skip
    return Letter(**{"key": key, "channel": channel, **known, **more})
