"""What DNS holds for the account's identities: the records that a careful person added, and what went wrong with them.

What may go wrong is in `zone_faults.py`; the server that answers from it, in `dns.py`.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import shake_256
from typing import Final

from simulator.answers.identities import HOSTED_ZONE, dkim_tokens
from simulator.story import Identity

SPF_OF_SES: Final = "v=spf1 ip4:199.255.192.0/22 ip4:199.127.232.0/22 ip4:54.240.0.0/18 -all"
OFFICE: Final = "spf.mail.example"
"""Another service that a person sends with."""
_RSA: Final = bytes.fromhex("300d06092a864886f70d0101010500")


@dataclass(slots=True)
class Zone:
    """Records by name and type; a name of `silent` is never answered, one of `failing` with SERVFAIL.

    What is asked of a name of `cut` is answered whole over TCP only. Each holds for all names below it as well.
    """

    records: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    failing: set[str] = field(default_factory=set)
    cut: set[str] = field(default_factory=set)

    def put(self, name: str, kind: str, *values: str) -> None:
        """Records in place of what is there; none of them takes the name away."""
        if values:
            self.records[name, kind] = list(values)
        else:
            self.records.pop((name, kind), None)

    def has(self, name: str) -> bool:
        """Whether the name, or any below it, holds anything."""
        return any(known == name or known.endswith(f".{name}") for known, _ in self.records)


@dataclass(frozen=True, slots=True)
class Place:
    """An identity in a region: what its records depend on."""

    account_id: str
    region: str
    identity: Identity

    @property
    def domain(self) -> str:
        return self.identity.name

    @property
    def mail_from(self) -> str:
        return f"mail.{self.identity.name}"

    def dkim(self) -> dict[str, str]:
        """The name of each DKIM record and the name it points to."""
        tokens = dkim_tokens(self.account_id, self.region, self.domain)
        return {f"{token}._domainkey.{self.domain}": f"{token}.{HOSTED_ZONE}" for token in tokens}


def well_kept(zone: Zone, place: Place) -> None:
    """The records of an identity as far as SES has found them: a person who has not added them has none."""
    identity, domain = place.identity, place.domain
    zone.put(domain, "A", "192.0.2.1")
    zone.put(domain, "TXT", f"v=spf1 include:{OFFICE} ~all", "a-site-verification=0123456789")
    for name, target in place.dkim().items():
        if identity.dkim == "SUCCESS":
            zone.put(name, "CNAME", target)
        zone.put(target, "TXT", public_key(2048, target))
    if identity.dkim == "SUCCESS":
        zone.put(f"_dmarc.{domain}", "TXT", f"v=DMARC1; p=quarantine; rua=mailto:dmarc@{domain}")
    if identity.mail_from == "SUCCESS":
        zone.put(place.mail_from, "MX", f"10 feedback-smtp.{place.region}.amazonses.com")
        zone.put(place.mail_from, "TXT", "v=spf1 include:amazonses.com ~all")


@lru_cache(maxsize=8)
def zone_of(places: Sequence[Place]) -> Zone:
    """The zone of all of them, with what went wrong."""
    from simulator.zone_faults import FAULTS  # noqa: PLC0415 - they are told in the words of this module

    zone = Zone()
    zone.put("amazonses.com", "TXT", SPF_OF_SES)
    zone.put(OFFICE, "TXT", "v=spf1 ip4:192.0.2.0/24 ~all")
    for place in places:
        if "@" not in place.domain:
            well_kept(zone, place)
            for fault in place.identity.dns:
                FAULTS[fault](zone, place)
    return zone


def public_key(bits: int, seed: str) -> str:
    """What stands behind a DKIM record: an RSA key of so many bits, no private one of which anybody has."""
    number = bytearray(shake_256(seed.encode()).digest(bits // 8))
    number[0] |= 0x80
    inside = _sequence(0x30, _sequence(0x02, b"\0" + bytes(number)) + _sequence(0x02, b"\x01\x00\x01"))
    whole = _sequence(0x30, _RSA + _sequence(0x03, b"\0" + inside))
    return f"p={b64encode(whole).decode()}"


def _sequence(kind: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes([kind, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([kind, 0x80 | len(length)]) + length + content
