"""How two domains stand to each other as DMARC's alignment sees it, as far as their names alone tell.

Which of their parents is the organisation is told by DNS (`deliverability/dns/dmarc.py`); nothing is looked up here.
"""

from enum import StrEnum
from typing import Final

MAILBOXES: Final = frozenset(
    {
        "aol.com",
        "daum.net",
        "fastmail.com",
        "gmail.com",
        "gmx.com",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hanmail.net",
        "hotmail.com",
        "icloud.com",
        "kakao.com",
        "korea.com",
        "live.com",
        "mac.com",
        "mail.com",
        "mail.ru",
        "me.com",
        "msn.com",
        "nate.com",
        "naver.com",
        "outlook.com",
        "outlook.kr",
        "proton.me",
        "protonmail.com",
        "qq.com",
        "web.de",
        "yahoo.co.jp",
        "yahoo.com",
        "yandex.com",
        "yandex.ru",
        "ymail.com",
        "zoho.com",
        "126.com",
        "163.com",
    }
)
"""Providers at which anybody has an address: nobody else may send in their name."""


class Kinship(StrEnum):
    """What the names of two domains tell of their kinship."""

    SAME = "same"
    BELOW = "below"
    """One lies below the other: they align, unless alignment is strict."""
    COUSINS = "cousins"
    """Both lie below a third, which may be the organisation's, or a register's such as co.kr."""
    STRANGERS = "strangers"


def kinship(one: str, other: str) -> Kinship:
    """How two domains stand to each other; of an empty one, strangers."""
    first, second = (name.lower().rstrip(".").split(".") for name in (one, other))
    shared = 0
    for mine, theirs in zip(reversed(first), reversed(second), strict=False):
        if mine != theirs or not mine:
            break
        shared += 1
    if shared == len(first) == len(second):
        return Kinship.SAME
    if shared >= 2 and shared in {len(first), len(second)}:
        return Kinship.BELOW
    return Kinship.COUSINS if shared >= 2 else Kinship.STRANGERS
