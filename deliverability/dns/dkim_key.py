"""How long the RSA key in a DKIM record is, read from its encoding (RFC 6376, X.509 SubjectPublicKeyInfo)."""

import base64
import binascii
from typing import Final

INTEGER: Final = 0x02
SEQUENCE: Final = 0x30
BIT_STRING: Final = 0x03


def rsa_bits(record: str) -> int | None:
    """The length of its modulus in bits; None for a key of another kind, an empty one or one that cannot be read."""
    tags = dict(part.strip().split("=", 1) for part in record.split(";") if "=" in part)
    encoded = "".join(tags.get("p", "").split())
    if not encoded or tags.get("k", "rsa").strip() != "rsa":
        return None
    try:
        return _modulus_bits(base64.b64decode(encoded, validate=True))
    except (binascii.Error, ValueError, IndexError):
        return None


def _modulus_bits(der: bytes) -> int:
    """Of a SubjectPublicKeyInfo, or of the bare RSAPublicKey that some publish."""
    inside = _content(der, SEQUENCE)
    if inside[0] == SEQUENCE:
        algorithm_end = _end(inside)
        inside = _content(_content(inside[algorithm_end:], BIT_STRING)[1:], SEQUENCE)
    return int.from_bytes(_content(inside, INTEGER), "big").bit_length()


def _content(der: bytes, kind: int) -> bytes:
    if der[0] != kind:
        raise ValueError("another kind of element")
    length, start = _length(der)
    return der[start : start + length]


def _end(der: bytes) -> int:
    length, start = _length(der)
    return start + length


def _length(der: bytes) -> tuple[int, int]:
    """The length of an element's content, and where it begins."""
    first = der[1]
    if first < 0x80:
        return first, 2
    count = first & 0x7F
    return int.from_bytes(der[2 : 2 + count], "big"), 2 + count
