"""The statements of IAM policy documents, and what each says of an action on a resource.

What several policies allow together is in `access.py`. Grammar: IAM user guide, "Grammar of the IAM JSON policy language".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Any


class Reach(IntEnum):
    """How far a statement reaches what is asked: PART is under a condition, or on some of the resources only."""

    NONE = 0
    PART = 1
    WHOLE = 2


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of a policy: `actions` are those it names or, with `inverted`, all but those; the same for `resources`.

    Patterns are IAM's: `*` and `?`, letters of actions in any case.
    """

    allows: bool
    actions: tuple[str, ...]
    resources: tuple[str, ...] = ("*",)
    inverted: bool = False
    other_resources: bool = False
    conditional: bool = False

    @property
    def unlimited(self) -> bool:
        """Whether it holds for every resource and under every condition."""
        return not self.conditional and self._on("*") is Reach.WHOLE

    def reach(self, action: str, resource: str) -> Reach:
        """How far it reaches the action on the resource; `resource` may itself end in a wildcard."""
        if not self.names(action):
            return Reach.NONE
        found = self._on(resource)
        return min(found, Reach.PART) if self.conditional else found

    def names(self, action: str) -> bool:
        """Whether the action is one of its own, wherever and under whatever condition."""
        return any(matches(pattern, action) for pattern in self.actions) is not self.inverted

    def _on(self, resource: str) -> Reach:
        whole = any(matches(pattern, resource) for pattern in self.resources)
        if self.other_resources:
            return Reach.NONE if whole else Reach.PART
        return Reach.WHOLE if whole else Reach.PART


def matches(pattern: str, value: str) -> bool:
    """Whether an IAM pattern covers a value, or another pattern as it is written."""
    return _compiled(pattern).fullmatch(value) is not None


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    # Not fnmatch: brackets mean nothing to IAM.
    words = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    return re.compile(words, re.IGNORECASE | re.DOTALL)


def statements(document: object) -> tuple[Statement, ...]:
    """The statements of a policy document as IAM gives it, one or a list of them. ValueError where it is none."""
    if not isinstance(document, Mapping):
        raise ValueError("a policy document is a structure")  # noqa: TRY004 - what AWS told, not what a caller passed
    told = document.get("Statement")
    return tuple(_statement(one) for one in (told if isinstance(told, list) else [told]))


def _statement(one: Any) -> Statement:
    if not isinstance(one, Mapping) or one.get("Effect") not in {"Allow", "Deny"}:
        raise ValueError("a statement allows or denies")
    inverted, other = "NotAction" in one, "NotResource" in one
    return Statement(
        allows=one["Effect"] == "Allow",
        actions=_words(one.get("NotAction" if inverted else "Action")),
        resources=_words(one.get("NotResource" if other else "Resource")),
        inverted=inverted,
        other_resources=other,
        conditional=bool(one.get("Condition")),
    )


def _words(value: object) -> tuple[str, ...]:
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
        raise ValueError("a statement names actions and resources")
    return tuple(words)
