"""What a rule found, and the message of it, as JSON and back, equal to what it was.

What they mean is in `deliverability/rules/rule.py`; how their sentences are packed, in `texts.py`.
"""

import json
from collections.abc import Iterable
from typing import Any

from deliverability.model import Text
from deliverability.rules.rule import Finding, Message, Peak, Severity
from store import texts


def to_json(finding: Finding) -> str:
    """The finding as one line of JSON."""
    plain = {name: getattr(finding, name) for name in Finding.__dataclass_fields__}
    message = None if finding.message is None else _packed(finding.message)
    return json.dumps({**plain, "message": message}, ensure_ascii=False)


def from_json(source: str) -> Finding:
    """The finding that `to_json` wrote."""
    plain = json.loads(source)
    message = None if plain["message"] is None else _unpacked(plain["message"])
    peak = plain.get("peak")
    built = {"severity": Severity(plain["severity"]), "message": message, "peak": None if peak is None else Peak(*peak)}
    return Finding(**{**plain, **built})


def message_to_json(message: Message) -> str:
    """The message as one line of JSON."""
    return json.dumps(_packed(message), ensure_ascii=False)


def message_from_json(source: str) -> Message:
    """The message that `message_to_json` wrote."""
    return _unpacked(json.loads(source))


def _packed(message: Message) -> dict[str, Any]:
    return {
        "headline": texts.packed(message.headline),
        "figures": [texts.packed(figure) for figure in message.figures],
        "aws": None if message.aws is None else texts.packed(message.aws),
        "steps": [texts.packed(step) for step in message.steps],
        "page": message.page,
    }


def _unpacked(plain: dict[str, Any]) -> Message:
    aws = plain["aws"]
    return Message(
        headline=texts.unpacked(plain["headline"]),
        figures=_each(plain["figures"]),
        aws=None if aws is None else texts.unpacked(aws),
        steps=_each(plain["steps"]),
        page=plain["page"],
    )


def _each(plain: Iterable[dict[str, Any]]) -> tuple[Text, ...]:
    return tuple(map(texts.unpacked, plain))
