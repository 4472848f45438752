"""Letters as the evaluation writes them, for tests of their delivery."""

from collector.notify.channels import Line, lines
from deliverability.model import Scope, text
from deliverability.rules.rule import Message, Severity
from store.outbox import Letter

AT = 1_790_000_000
SCOPE = Scope("123456789012", "us-east-1")
MESSAGE = Message(
    headline=text("Bounce rate over the review line"),
    figures=(text("{rate:percent} of {mails:number} mails in 24 h", rate=0.061, mails=4100),),
    aws=text("AWS reviews at {line:percent}.", line=0.05),
    steps=(text("Stop the stream that caused it."), text("Clean the list."), text("Wait.")),
    page="deliverability",
)


def letter(n: int = 1, channel: str = "json", **more) -> Letter:
    """A letter of a firing alert; each `n` is another episode."""
    values = {
        "key": f"aws-bounce-rate|{SCOPE.account_id}|{SCOPE.region}|#{n}#firing#critical#1#{channel}",
        "channel": channel,
        "scope": SCOPE,
        "kind": "firing",
        "severity": Severity.CRITICAL,
        "message": MESSAGE,
        "created_at": AT,
        "rule": "aws-bounce-rate",
        "episode": n,
        "began": AT - 7200,
    }
    return Letter(**{**values, **more})


def line(url: str) -> Line:
    """The only channel of an address."""
    (found,), problems = lines(url)
    assert problems == []
    return found
