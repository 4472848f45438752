"""Who is let in: the one judgement on a login, asked of the viewer of a page and of every request for data.

What a viewer who is not let in sees is in `login`; how requests are turned away, in `guard`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import HTTPConnection
from starlette.types import Scope
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME


@dataclass(frozen=True, slots=True)
class Admission:
    """A login: the origin it returns to, and the addresses and @domains, in lower case, that are let in after it."""

    origin: str
    allow: tuple[str, ...]

    def admits(self, claims: Mapping[str, Any]) -> bool:
        """Whether what the provider says of a viewer lets them in."""
        address = address_of(claims)
        if claims.get("is_logged_in") is not True or address is None:
            return False
        return any(address.endswith(entry) if entry.startswith("@") else address == entry for entry in self.allow)

    def admits_request(self, scope: Scope) -> bool:
        """Whether a request carries Streamlit's own cookie of a login that lets in: signed, not too old, and for us."""
        claims = _signed_claims(HTTPConnection(scope).cookies)
        return claims.get("origin") == self.origin and self.admits(claims)


def address_of(claims: Mapping[str, Any]) -> str | None:
    """The viewer's e-mail address in lower case; None where there is none, or the provider does not say it verified it.

    Letters outside ASCII are refused, since some of them turn into others' letters in lower case.
    """
    address = claims.get("email")
    if not _is_verified(claims) or not isinstance(address, str) or not address.isascii() or address.count("@") != 1:
        return None
    return address.lower()


def _is_verified(claims: Mapping[str, Any]) -> bool:
    """Silence is none: in Microsoft Entra a guest's home sets the address, and `xms_edov`, if asked for, vouches for it.

    Source: Microsoft identity platform, "Optional claims reference" (xms_edov) and "Migrate away from using email claims
    for user identification or authorization".
    """
    if "email_verified" in claims:
        return claims["email_verified"] in (True, "true")
    return claims.get("xms_edov") in (True, "true", "1")


def _signed_claims(cookies: Mapping[str, str]) -> dict[str, Any]:
    """What Streamlit wrote into its cookie after a login; nothing when anything about it is wrong."""
    secret = get_cookie_secret()

    def opened(name: str) -> bytes | None:
        return decode_signed_value(secret, name, cookies[name].encode("latin-1")) if name in cookies else None

    try:
        claims = json.loads(get_cookie_with_chunks(opened, USER_COOKIE_NAME) or b"{}")
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}
