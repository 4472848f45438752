"""A mail looked at from every side: the hints in the order in which they are read."""

from collections.abc import Callable
from functools import partial
from typing import Final

from deliverability.mail_check import korean, receiver, sender, signatures, unfilled, unsubscribe
from deliverability.mail_check.hint import Found, Hint
from deliverability.mail_check.letter import Letter, read
from deliverability.model import N_, Text, text

HINTS_ONLY: Final = text(
    N_("Hints, no verdict: only the receiver decides. The file was read in memory, and nothing of it is kept.")
)

LOOKS: Final[tuple[tuple[str, str, Callable[[Letter], Found | None]], ...]] = (
    ("sender", N_("It has one sender, at a domain of your own"), sender.sender),
    ("dated", N_("It has a date and a name"), sender.dated),
    ("signed", N_("It is signed (DKIM)"), signatures.signed),
    ("aligned", N_("The signature speaks for the sender's domain"), signatures.aligned),
    ("spf", N_("The receiver found SPF in order"), partial(receiver.judged, method="spf")),
    ("dkim", N_("The receiver found DKIM in order"), partial(receiver.judged, method="dkim")),
    ("dmarc", N_("The receiver found DMARC in order"), partial(receiver.judged, method="dmarc")),
    ("unsubscribe", N_("It names a way to leave the list"), unsubscribe.place),
    ("one-click", N_("Leaving takes one click"), unsubscribe.one_click),
    ("covered", N_("The signature covers the way out"), unsubscribe.covered),
    ("unfilled", N_("No tag is left unfilled"), unfilled.unfilled),
)
IN_KOREAN: Final[tuple[tuple[str, str, Callable[[Letter], Found | None]], ...]] = (
    ("mark", N_("Advertising is marked with (광고)"), korean.mark),
    ("details", N_("Advertising says who sends it"), korean.sender),
    ("refusal", N_("Advertising says how to refuse it"), korean.way_out),
)
"""Looked at only in mail that has something in Korean."""


def examined(raw: bytes) -> tuple[Hint, ...] | Text:
    """The hints about a mail given as its bytes, or the sentence that says why it cannot be read. Never raises."""
    letter = read(raw)
    if isinstance(letter, Text):
        return letter
    looks = (*LOOKS, *IN_KOREAN) if korean.is_korean(letter) else LOOKS
    found = ((name, title, look(letter)) for name, title, look in looks)
    return tuple(how.hint(name, title) for name, title, how in found if how is not None)
