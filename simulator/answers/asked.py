"""A question as every answer gets it, and the paging that AWS's lists share."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from simulator.errors import Refusal
from simulator.region import Region

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """One call: where, when (epoch seconds), with which parameters. `regions` are those in which SES was asked.

    `access` and `alarms` are the words in which IAM (`simulator/access.py`) and the alarms (`rate_alarms.py`) are told.
    """

    region: Region
    now: int
    params: Mapping[str, Any]
    page_size: int
    regions: Sequence[Region] = ()
    access: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()


def page(items: Sequence[T], size: int, token: str | None, refusal: str) -> tuple[Sequence[T], dict[str, str]]:
    """The items behind `token`, and the NextToken member if there are more; a foreign token raises `refusal`."""
    start = _start(token, refusal)
    rest = {"NextToken": _token(start + size)} if start + size < len(items) else {}
    return items[start : start + size], rest


def _token(start: int) -> str:
    return urlsafe_b64encode(f"from {start}".encode()).decode()


def _start(token: str | None, refusal: str) -> int:
    if not token:
        return 0
    try:
        return int(urlsafe_b64decode(token.encode()).decode().removeprefix("from "))
    except ValueError:
        raise Refusal(refusal, "The next token is not one of ours.") from None
