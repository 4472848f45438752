"""Reads the login from the file in which Streamlit looks for it, and says what keeps it from being one.

Nothing secret is kept: only where the login returns to. Who is let in after it stands in LOGIN_ALLOW; the login itself
is Streamlit's.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from deliverability.model import N_, Text, text

DEFAULT_FILE: Final = ".streamlit/secrets.toml"
NAMED_FILE: Final = N_("The file named by LOGIN_FILE")
SECRET_LENGTH: Final = 32
CALLBACK: Final = "/oauth2callback"

MUST: Final = {
    "redirect_uri": N_(
        "It must be the dashboard's own address, https:// (http:// on this machine only), ending in /oauth2callback."
    ),
    "cookie_secret": N_("It must be at least 32 random characters; `openssl rand -hex 32` prints some."),
    "client_id": N_("It must be the one that the provider gave you."),
    "client_secret": N_("It must be the one that the provider gave you."),
    "server_metadata_url": N_(
        "It must be the provider's https:// address that ends in /.well-known/openid-configuration; with Microsoft "
        "Entra, the one of your own tenant."
    ),
}
EXAMPLES: Final = {
    "redirect_uri": "https://ses.example.com/oauth2callback",
    "cookie_secret": "…",
    "client_id": "…",
    "client_secret": "…",
    "server_metadata_url": "https://accounts.google.com/.well-known/openid-configuration",
}
SHARED_TENANTS: Final = re.compile(
    r"/(common|organizations|consumers|9188040d-6c67-4c5b-b112-36a304b66dad)(/|$)", re.IGNORECASE
)
"""Entra's addresses at which any organisation's administrator can claim any e-mail address; the number is that of everybody's private accounts."""


@dataclass(frozen=True, slots=True)
class Login:
    """A login that is whole: the file it stands in, the origin it returns to, and who is let in after it."""

    file: Path
    origin: str
    allow: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        """The name under which the dashboard is known to the provider."""
        return urlsplit(self.origin).hostname or ""


def read(root: Path, values: Mapping[str, str]) -> tuple[Login | None, list[Text]]:
    """The login that is configured, if one is, and everything that is wrong with it or with who is let in."""
    named, is_allowed = values.get("LOGIN_FILE", ""), "LOGIN_ALLOW" in values
    path = root / (named or DEFAULT_FILE)
    # A secret may have been pasted where a file belongs: only our own name for it is ever said.
    file = Text(NAMED_FILE) if named else text(DEFAULT_FILE)
    try:
        section = tomllib.loads(path.read_text("utf-8")).get("auth") if named or path.exists() else None
    except FileNotFoundError:
        return None, [text(N_("{file} does not exist. See docs/login.md."), file=file)]
    except (OSError, ValueError):
        return None, [text(N_("{file} cannot be read as a TOML file in UTF-8. See docs/login.md."), file=file)]
    if section is None and not named:
        return None, list(_allow_without_login()) if is_allowed else []
    if not isinstance(section, dict):
        return None, [text(N_("{file} has no section [auth]. See docs/login.md."), file=file)]
    problems = [*_wrong_keys(section, file), *(() if is_allowed else _login_without_allow())]
    return (None, problems) if problems else (Login(path, origin_of(section["redirect_uri"])), [])


def origin_of(url: str) -> str:
    """Scheme, host and port of an address, as a browser writes them and as Streamlit signs them."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _wrong_keys(keys: Mapping[str, Any], file: Text) -> Iterator[Text]:
    for key, must in MUST.items():
        value = keys.get(key)
        missing = value is None or value == ""
        if missing or not isinstance(value, str) or not _is_right(key, value):
            sentence = (
                N_("{file}, section [auth]: {name} is missing. {must} Example: {example}")
                if missing
                else N_("{file}, section [auth]: {name} cannot be used. {must} Example: {example}")
            )
            yield text(sentence, name=key, file=file, must=Text(must), example=f'{key} = "{EXAMPLES[key]}"')


def _is_right(key: str, value: str) -> bool:
    match key:
        case "redirect_uri":
            return _is_private(value) and _is_as_browsers_write(value) and value == origin_of(value) + CALLBACK
        case "server_metadata_url":
            return _is_private(value) and not SHARED_TENANTS.search(urlsplit(value).path)
        case "cookie_secret":
            return len(value) >= SECRET_LENGTH and len(set(value)) > SECRET_LENGTH // 4
        case _:
            return bool(value.strip())


def _is_private(url: str) -> bool:
    """Whether nobody on the way can read along: encrypted, or on this machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return False
    if not host or "@" in parts.netloc or url != url.strip():
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in {"localhost", "127.0.0.1", "::1"})


def _is_as_browsers_write(url: str) -> bool:
    """Whether the origin is written as in a browser's header, with which Streamlit compares it letter by letter."""
    parts = urlsplit(url)
    return parts.netloc == parts.netloc.lower() and parts.port != {"https": 443, "http": 80}[parts.scheme]


def _login_without_allow() -> Iterator[Text]:
    yield text(
        N_(
            "A login is configured, but {name} is not set: anybody with an account at the provider could see the "
            "dashboard. Name who may. Example: {example}"
        ),
        name="LOGIN_ALLOW",
        example="LOGIN_ALLOW=ann@example.com,@example.org",
    )


def _allow_without_login() -> Iterator[Text]:
    yield text(
        N_(
            "{name} is set, but no login is configured: the dashboard would be open. Write section [auth] of {file} "
            "(docs/login.md), or take {name} away."
        ),
        name="LOGIN_ALLOW",
        file=DEFAULT_FILE,
    )
