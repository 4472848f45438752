"""What was asked of the simulated account, in order, to be compared with what the product says it asks.

Recorded by `hooks.py`; told to other processes by `control.py`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

IAM_PREFIX: Final = {"sesv2": "ses"}
"""SES's two APIs share one prefix in policies; the other services are named as they are."""


@dataclass(frozen=True, slots=True)
class Call:
    """`outcome` is "ok", a kind of fault, or the code of the error answered."""

    at: int
    service: str
    operation: str
    region: str
    params: Mapping[str, Any]
    outcome: str

    @property
    def action(self) -> str:
        """Name in an IAM policy."""
        return f"{IAM_PREFIX.get(self.service, self.service)}:{self.operation}"


class Calls:
    """Iterates over what was recorded so far."""

    def __init__(self) -> None:
        self._calls: list[Call] = []
        self._lock = Lock()

    def record(self, call: Call) -> None:
        with self._lock:
            self._calls.append(call)

    def clear(self) -> None:
        with self._lock:
            self._calls.clear()

    def of(self, operation: str) -> list[Call]:
        return [call for call in self if call.operation == operation]

    def actions(self) -> set[str]:
        """IAM actions that these calls needed."""
        return {call.action for call in self}

    def __iter__(self) -> Iterator[Call]:
        with self._lock:
            return iter(list(self._calls))

    def __len__(self) -> int:
        return len(self._calls)
