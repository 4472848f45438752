"""What SES says of each domain, taken from the identities as they were kept, and the region's own names.

How identities are read lives in `collector/aws/identities.py`.
"""

from collections.abc import Mapping
from typing import Any, Final

from deliverability.dns.look import Setup

HOSTED_ZONE: Final = "dkim.amazonses.com"
"""Where SES keeps the keys of a domain for which it names no other place."""
EXTERNAL: Final = "EXTERNAL"


def setups(region: str, identities: Mapping[str, Mapping[str, Any] | None]) -> dict[str, Setup]:
    """By domain, in order. Identities that are addresses have no records of their own; one that is gone has no body."""
    return {
        name.lower().rstrip("."): _setup(region, name, body)
        for name, body in sorted(identities.items())
        if body is not None and "@" not in name
    }


def mail_exchanger(region: str) -> str:
    """The host to which bounces for a custom MAIL FROM domain must be sent."""
    return f"feedback-smtp.{region}.amazonses.com"


def dkim_names(setup: Setup) -> dict[str, str]:
    """By the name of each DKIM record the name it must point to; for a key of one's own only the one with the key."""
    if setup.dkim_origin == EXTERNAL:
        return {f"{token}._domainkey.{setup.domain}": "" for token in setup.tokens}
    zone = setup.hosted_zone or HOSTED_ZONE
    return {f"{token}._domainkey.{setup.domain}": f"{token}.{zone}" for token in setup.tokens}


def _setup(region: str, name: str, body: Mapping[str, Any]) -> Setup:
    tokens = body.get("dkim_tokens")
    return Setup(
        domain=name.lower().rstrip("."),
        region=region,
        tokens=tuple(str(token).lower() for token in tokens) if isinstance(tokens, list | tuple) else (),
        hosted_zone=_name(body.get("dkim_hosted_zone")),
        dkim_origin=str(body.get("dkim_origin") or ""),
        mail_from=_name(body.get("mail_from_domain")),
    )


def _name(value: object) -> str:
    return str(value or "").lower().rstrip(".")
