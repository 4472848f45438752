"""What goes wrong on purpose, and for which calls.

How a fault is acted out lives in `hooks.py` (errors, bodies) and `server.py` (sockets).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from threading import Lock


class Kind(StrEnum):
    THROTTLED = "throttled"
    DENIED = "denied"
    INTERNAL = "internal"
    """A 500."""
    BAD_KEY = "bad-key"
    """Unknown access key; AWS says the same for a region that is not switched on."""
    EXPIRED = "expired"
    """The session token is too old."""
    TIMEOUT = "timeout"
    """No answer for `seconds`, then the connection is cut."""
    CUT = "cut"
    """The connection is closed without an answer."""
    PARTIAL = "partial"
    """The first half of the answer's list, or of its members."""
    MALFORMED = "malformed"
    """Status 200 and a body that does not parse."""
    QUERY_FAILED = "query-failed"
    """Status 200, and every second query of a batch answered with INTERNAL_FAILURE."""
    QUERY_DENIED = "query-denied"
    """Status 200, and every second query of a batch answered with ACCESS_DENIED."""
    SLOW = "slow"
    """The right answer, `seconds` late."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Strikes every `every`-th call that matches, at most `times` times. Patterns are shell wildcards.

    `service` is boto3's name ("ses", "sesv2", "cloudwatch", "sts"); `spare` names services that are left alone.
    """

    kind: Kind
    service: str = "*"
    operation: str = "*"
    region: str = "*"
    every: int = 1
    times: int | None = None
    seconds: float = 0.0
    spare: tuple[str, ...] = ()

    def matches(self, service: str, operation: str, region: str) -> bool:
        pairs = ((service, self.service), (operation, self.operation), (region, self.region))
        return service not in self.spare and all(fnmatchcase(value, pattern) for value, pattern in pairs)


@dataclass(slots=True)
class _Armed:
    fault: Fault
    seen: int = 0
    struck: int = 0


class Faults:
    """The faults in force, in the order in which they were added."""

    def __init__(self) -> None:
        self._armed: list[_Armed] = []
        self._lock = Lock()

    def add(self, kind: Kind | str, **how: object) -> Fault:
        """Arm a fault; `how` are the fields of Fault."""
        fault = Fault(Kind(kind), **how)  # type: ignore[arg-type]  # the dataclass refuses unknown names
        with self._lock:
            self._armed.append(_Armed(fault))
        return fault

    def remove(self, fault: Fault) -> None:
        with self._lock:
            self._armed = [armed for armed in self._armed if armed.fault is not fault]

    def clear(self) -> None:
        with self._lock:
            self._armed.clear()

    def strike(self, service: str, operation: str, region: str) -> list[Fault]:
        """The faults that hit this call; each counts it once."""
        with self._lock:
            matching = [armed for armed in self._armed if armed.fault.matches(service, operation, region)]
            return [armed.fault for armed in matching if _hits(armed)]

    def __iter__(self) -> Iterator[Fault]:
        with self._lock:
            return iter([armed.fault for armed in self._armed])


def _hits(armed: _Armed) -> bool:
    armed.seen += 1
    spent = armed.fault.times is not None and armed.struck >= armed.fault.times
    if spent or armed.seen % armed.fault.every:
        return False
    armed.struck += 1
    return True
