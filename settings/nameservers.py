"""Name servers as a variable: addresses, each with a port or without, separated by commas.

Who asks them is `collector/probes`.
"""

import ipaddress
import re
from typing import Annotated, Final

from pydantic import BeforeValidator

from deliverability.model import N_
from settings.regions import split
from settings.variable import Variable

DNS_PORT: Final = 53
_WITH_PORT: Final = re.compile(r"\[(?P<six>[^\]]+)\](?::(?P<port6>\d+))?|(?P<four>[\d.]+)(?::(?P<port4>\d+))?")


def parsed(value: object) -> object:
    """Addresses with their ports; anything but a text as it is. Names are refused: who would look them up?"""
    parts = split(value)
    if not isinstance(parts, tuple):
        return value
    return tuple(_one(part) if isinstance(part, str) else part for part in parts)


def _one(part: str) -> tuple[str, int]:
    if found := _WITH_PORT.fullmatch(part):
        host, port = found["six"] or found["four"], found["port6"] or found["port4"]
    else:
        host, port = part, None
    number = DNS_PORT if port is None else int(port)
    if not 0 < number < 65536:
        raise ValueError("no port")
    return str(ipaddress.ip_address(host)), number


NameServers = Annotated[
    tuple[tuple[str, int], ...],
    BeforeValidator(parsed),
    Variable(
        "DNS_NAMESERVERS",
        N_("Name servers to ask for every DNS record, instead of the system's."),
        N_("It must be IP addresses, each with a port or without, separated by commas."),
        "127.0.0.1:5353",
    ),
]
