"""The way out of a list in one click, as RFC 8058 has it and Gmail and Yahoo demand it of bulk mail."""

import re
from typing import Final

from deliverability.mail_check import words
from deliverability.mail_check.hint import Found, doubtful, fine, untold
from deliverability.mail_check.letter import Letter
from deliverability.mail_check.signatures import NOT_SENT, signatures
from deliverability.model import N_, Text, text

LIST: Final = "list-unsubscribe"
POST: Final = "list-unsubscribe-post"
ONE_CLICK: Final = "List-Unsubscribe=One-Click"
_PLACE: Final = re.compile(r"<\s*([^<>\s]+)\s*>")
ADD: Final = text(N_("Add both headers of RFC 8058 to marketing mail; the checklist has them to copy."))
ONLY_MARKETING: Final = text(
    N_("Marketing mail must have it. A mail that somebody asked for, such as a password mail, needs none.")
)


def place(letter: Letter) -> Found:
    """Whether the mail names one address on the web to leave the list, and a mailbox besides."""
    value = letter.first(LIST)
    if not value:
        missing = text(N_("There is no List-Unsubscribe header."))
        return doubtful(missing, advice=(ADD,)) if is_bulk(letter) else untold(missing, ONLY_MARKETING)
    places = [found.lower() for found in _PLACE.findall(value)]
    web = [found for found in places if found.startswith(("https://", "http://"))]
    seen = text(N_("List-Unsubscribe: {value}"), value=words.short(value))
    if len(letter.all(LIST)) > 1:
        return doubtful(seen, advice=(text(N_("The header stands there more than once. Send it once.")),))
    if len(web) != 1 or not web[0].startswith("https://"):
        return doubtful(
            seen, advice=(text(N_("Name one address that begins with https://, each address in < and >.")),)
        )
    if not any(found.startswith("mailto:") for found in places):
        return fine(seen, text(N_("A mailto: address besides would help programs that do not know the click.")))
    return fine(seen)


def one_click(letter: Letter) -> Found | None:
    """Whether the mail says that the address takes the click."""
    value = letter.first(POST)
    if not letter.first(LIST) and not value:
        return None
    seen = text(N_("List-Unsubscribe-Post: {value}"), value=words.short(value) or None)
    if value == ONE_CLICK:
        return fine(seen)
    exactly = N_("It must say exactly {value}, and the address must take a POST without a login or a redirect.")
    return doubtful(seen, advice=(text(exactly, value=ONE_CLICK),))


def covered(letter: Letter) -> Found | None:
    """Whether a signature covers both headers, without which receivers do not believe them."""
    made, wanted = signatures(letter), {LIST, POST}
    there = {name for name in wanted if letter.first(name)}
    if not there:
        return None
    if not made:
        return untold(_nothing(letter))
    best = max(made, key=lambda signature: len(signature.covers & there))
    left_out = there - best.covers
    if not left_out:
        return fine(
            text(N_("The signature for {domain} covers {headers}."), domain=best.domain, headers=_listed(there))
        )
    told = text(N_("The signature for {domain} leaves out {headers}."), domain=best.domain, headers=_listed(left_out))
    return doubtful(
        told, advice=(text(N_("Write the headers before the mail is signed: SES signs what it is given.")),)
    )


def is_bulk(letter: Letter) -> bool:
    """Whether the mail itself says that it goes to many."""
    precedence = letter.first("precedence").strip().lower()
    return (
        bool(letter.first(LIST) or letter.first("list-id"))
        or precedence in {"bulk", "list"}
        or "(광고)" in letter.subject
    )


def _nothing(letter: Letter) -> Text:
    return text(N_("It arrived without a DKIM signature.")) if letter.has_arrived else NOT_SENT


def _listed(names: set[str] | frozenset[str]) -> str:
    return ", ".join("-".join(part.capitalize() for part in name.split("-")) for name in sorted(names))
