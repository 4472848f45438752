"""Letters of a mail as text: header lines in any of the ways in which mail writes them, bodies in any charset.

Whatever cannot be read stays as it is or becomes a replacement sign; nothing here raises.
"""

import re
from email.errors import MessageError
from email.header import decode_header
from typing import Final

KOREAN: Final = frozenset({"euc-kr", "euckr", "ks_c_5601-1987", "ksc5601", "ks_c_5601", "ksc_5601", "x-windows-949"})
"""Names under which mail comes in Microsoft's extension of EUC-KR; the strict codec lacks most of its syllables."""

PLAIN: Final = frozenset({"", "ascii", "us-ascii", "8bit", "unknown-8bit"})
"""Charsets that say nothing of the bytes beyond ASCII."""

MOST_SIGNS: Final = 20_000
"""Of one header line; more is no header that a person wrote."""

MOST_SHOWN: Final = 200
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def header(line: str) -> str:
    """A header's value as a reader sees it, in one line; raw bytes in it are taken for UTF-8, else for Korean."""
    flat = re.sub(r"\r?\n(?=[ \t])|[\r\n]", "", _named(line[:MOST_SIGNS]))
    try:
        whole = "".join(_piece(piece, charset) for piece, charset in decode_header(flat))
    except (MessageError, ValueError):
        whole = flat
    return _CONTROL.sub(" ", whole or flat)


def body(raw: bytes, charset: str) -> str:
    """A body in the charset it claims, else in UTF-8 where it is, else in Korean."""
    name = charset.strip().lower()
    if name in PLAIN:
        return _guessed(raw)
    try:
        return raw.decode("cp949" if name in KOREAN else name, "replace")
    except (LookupError, ValueError):
        return _guessed(raw)


def short(value: str) -> str:
    """As much of a value as evidence needs."""
    return value if len(value) <= MOST_SHOWN else f"{value[:MOST_SHOWN]}…"


def _piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    # What stands between encoded words comes back in this encoding.
    return piece.decode("raw-unicode-escape", "replace") if charset is None else body(piece, charset)


def _named(line: str) -> str:
    """A line with the bytes made readable that the parser could not name."""
    if any("\udc80" <= sign <= "\udcff" for sign in line):
        return _guessed(line.encode("utf-8", "surrogateescape"))
    return line


def _guessed(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp949", "replace")
