"""What a web address must look like to be one; whether anybody answers there is found out by whoever asks it."""

import re
from typing import Final

_HTTP: Final = re.compile(r"https?://[^\s/]+\S*")


def web_address(value: str) -> str:
    """The same text, if it is an address that begins with http:// or https://."""
    if not _HTTP.fullmatch(value):
        raise ValueError("not a URL")
    return value
