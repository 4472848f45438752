"""The application's environment file as the setup guide wants it: its variables, how the value of each looks, its text.

No value that may be a secret leaves `looked_at`. The file is read by `collector/probes/env_file.py`; what is seen of it
is judged in `checklist/configuration_file.py`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from deliverability.model import Text

BACKEND: Final = "EMAIL_BACKEND"
KEY_ID: Final = "AWS_ACCESS_KEY_ID"
SECRET: Final = "AWS_SECRET_ACCESS_KEY"  # noqa: S105 - the name of a variable
REGION: Final = "AWS_SES_REGION_NAME"
ENDPOINT: Final = "AWS_SES_REGION_ENDPOINT"
SENDER: Final = "DEFAULT_FROM_EMAIL"
SITE: Final = "FRONTEND_URL"
TIMEOUT: Final = "EMAIL_VERIFICATION_TIMEOUT_DAYS"

GUIDE: Final = (BACKEND, KEY_ID, SECRET, REGION, ENDPOINT, SENDER, SITE, TIMEOUT)
"""The variables of the guide's `.env.aws`, in its order."""

PLACEHOLDERS: Final = frozenset({"yourdomain.com", "example.com", "example.org", "example.net"})
"""Domains that guides and examples write where a person's own belongs."""

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})

DJANGO_SES: Final = "django_ses.SESBackend"


class Value(StrEnum):
    """How a variable's value looks. Temporary: a key that expires. Local: an address that only this machine can open."""

    MISSING = "missing"
    EMPTY = "empty"
    PLACEHOLDER = "placeholder"
    MALFORMED = "malformed"
    TEMPORARY = "temporary"
    LOCAL = "local"
    SET = "set"


class Git(StrEnum):
    """What git has of a file. Once: it holds it no longer, but in its past. Exposed: the next `git add .` takes it."""

    NO_REPOSITORY = "no-repository"
    IGNORED = "ignored"
    EXPOSED = "exposed"
    ONCE = "once"
    TRACKED = "tracked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class EnvironmentFile:
    """What was seen of the file at `at` (epoch seconds).

    `trouble` says why its content could not be read. `values` tells how each variable of the guide looks, `told` those
    that are no secret. `oddities` are what is unusual in how it is written. `mode` are its permission bits, None where
    they could not be seen; `git_why` says why git's part is unknown.
    """

    at: int
    name: str
    trouble: Text | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    oddities: tuple[Text, ...] = ()
    mode: int | None = None
    git: Git = Git.UNKNOWN
    git_why: Text | None = None


_PLACEHOLDER: Final = re.compile(
    r"(your|change|replace|insert|enter|paste|put|my)[-_ .].*|change ?me|x{3,}|\*{3,}|\.{3}|…|<.*>|\[.*\]|\{.*\}"
    r"|(?-i:.*EXAMPLE(KEY)?)|.*@?yourdomain\.com",
    re.IGNORECASE | re.DOTALL,
)
_SHAPES: Final[Mapping[str, re.Pattern[str]]] = {
    BACKEND: re.compile(r"[A-Za-z_]\w{0,60}(\.[A-Za-z_]\w{0,60}){1,8}"),
    KEY_ID: re.compile(r"[A-Z0-9]{16,128}"),
    SECRET: re.compile(r"[!-~]{16,}"),
    REGION: re.compile(r"[a-z]{2,4}(-[a-z]+)+-\d"),
    ENDPOINT: re.compile(r"(https://)?[a-z0-9-]{1,40}(\.[a-z0-9-]{1,40}){2,4}/?", re.IGNORECASE),
    TIMEOUT: re.compile(r"\d{1,4}"),
}
_TOLD: Final = frozenset({BACKEND, REGION, ENDPOINT, SENDER})
"""What may leave the file once it looks as it should: a secret pasted there by mistake does not."""


def looked_at(found: Mapping[str, str]) -> tuple[dict[str, Value], dict[str, str]]:
    """How the value of each variable of the guide looks, and the values of those that are no secret and well-formed."""
    stripped = {name: found[name].strip() for name in GUIDE if name in found}
    values = {name: _value(name, stripped.get(name)) for name in GUIDE}
    return values, {name: stripped[name] for name in GUIDE if name in _TOLD and values[name] is Value.SET}


def _value(name: str, value: str | None) -> Value:
    if not value:
        return Value.MISSING if value is None else Value.EMPTY
    if _PLACEHOLDER.fullmatch(value):
        return Value.PLACEHOLDER
    if name == SITE:
        return _site(value)
    if not (is_address(value) if name == SENDER else _SHAPES[name].fullmatch(value)):
        return Value.MALFORMED
    return Value.TEMPORARY if name == KEY_ID and value.startswith("ASIA") else Value.SET


def _site(value: str) -> Value:
    try:
        parts = urlsplit(value)
        host = (parts.hostname or "").lower()
    except ValueError:
        return Value.MALFORMED
    if parts.scheme not in {"http", "https"} or not host:
        return Value.MALFORMED
    if host.removeprefix("www.") in PLACEHOLDERS:
        return Value.PLACEHOLDER
    return Value.LOCAL if host in LOOPBACK else Value.SET


def is_address(value: str) -> bool:
    """Whether the text is one address, with a display name or without."""
    local, _, domain = parseaddr(value)[1].rpartition("@")
    return bool(local) and "." in domain.strip(".") and len(value) <= 320


def env_file(region: str, sender: str, site: str) -> str:
    """The guide's `.env.aws` for a region and a sender. The key's lines are empty: a person fills them in."""
    lines = {
        BACKEND: DJANGO_SES,
        KEY_ID: "",
        SECRET: "",
        REGION: region,
        ENDPOINT: f"email.{region}.amazonaws.com",
        SENDER: sender,
        SITE: site,
        TIMEOUT: "7",
    }
    return "".join(f"{name}={lines[name]}\n" for name in GUIDE)
