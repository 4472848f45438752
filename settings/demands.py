"""What variables demand of each other: the two halves of a key, a region to look at, a demo that stays here.

What a single value must be stands beside its variable.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from deliverability.model import N_, Text, text

_HALVES: Final = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
_LOCAL_SERVERS: Final = re.compile(r"(?:(?:127\.0\.0\.1(?::\d+)?|\[::1\](?::\d+)?|::1)(?:[,\s]+|$))+")


def region(values: Mapping[str, str]) -> Iterator[Text]:
    """A problem when no region is named."""
    if "AWS_SES_REGION_NAME" not in values:
        yield text(
            N_("{name} is not set. Name the region you send from. Example: {example}"),
            name="AWS_SES_REGION_NAME",
            example="AWS_SES_REGION_NAME=ap-northeast-2",
        )


def whole_key(values: Mapping[str, str]) -> Iterator[Text]:
    """A problem when one half of the access key stands alone."""
    for name, other in (_HALVES, _HALVES[::-1]):
        if name in values and other not in values:
            yield text(
                N_("{name} is not set, but {other} is. Set both, or neither. Example: {example}"),
                name=other,
                other=name,
                example=f"{other}=…",
            )


def demo_stays_here(values: Mapping[str, str]) -> Iterator[Text]:
    """A problem when the demo would ask anything but this machine."""
    if values.get("DELIVERABILITY_DEMO") == "1" and _host(values.get("AWS_ENDPOINT_URL", "")) not in _LOOPBACK:
        yield text(
            N_("{name} must point to this machine in the demo. Example: {example}"),
            name="AWS_ENDPOINT_URL",
            example="AWS_ENDPOINT_URL=http://127.0.0.1:5000",
        )


def demo_asks_here(values: Mapping[str, str]) -> Iterator[Text]:
    """A problem when the demo would ask a name server of somebody else."""
    servers = values.get("DNS_NAMESERVERS", "")
    if values.get("DELIVERABILITY_DEMO") == "1" and servers and not _LOCAL_SERVERS.fullmatch(servers):
        yield text(
            N_("{name} must point to this machine in the demo. Example: {example}"),
            name="DNS_NAMESERVERS",
            example="DNS_NAMESERVERS=127.0.0.1:5353",
        )


def demo_signs_up_here(values: Mapping[str, str]) -> Iterator[Text]:
    """A problem when the demo would sign up anywhere but at this machine."""
    url = values.get("SIGNUP_TEST_URL", "")
    if values.get("DELIVERABILITY_DEMO") == "1" and url and _host(url) not in _LOOPBACK:
        yield text(
            N_("{name} must point to this machine in the demo. Example: {example}"),
            name="SIGNUP_TEST_URL",
            example="SIGNUP_TEST_URL=http://127.0.0.1:8000/",
        )


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
