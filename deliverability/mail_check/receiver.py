"""What the receiver found of a mail that arrived: the topmost Authentication-Results, the only one written by its server."""

import re
from typing import Final

from deliverability.mail_check.hint import Found, doubtful, fine, untold
from deliverability.mail_check.letter import Letter
from deliverability.mail_check.signatures import ARRIVED
from deliverability.model import N_, text

HEADER: Final = "authentication-results"
ADVICE: Final = {
    "spf": N_("Set a custom MAIL FROM domain in SES, with its MX and SPF records."),
    "dkim": N_("Compare the DKIM records with the checklist's; a mail changed on its way fails too."),
    "dmarc": N_("Let DKIM or SPF speak for the domain in From: one that passes must align."),
}
_COMMENT: Final = re.compile(r"\([^()]*\)")
_DEEPEST: Final = 10


def results(letter: Letter) -> dict[str, tuple[str, ...]]:
    """The results by method, in their order, in lower case; empty without the header."""
    told: dict[str, tuple[str, ...]] = {}
    for method, result in re.findall(
        r"(?:^|;)\s*([a-z0-9-]+)(?:/\d+)?\s*=\s*([a-z]+)", _plain(letter.first(HEADER)).lower()
    ):
        told[method] = (*told.get(method, ()), result)
    return told


def judged(letter: Letter, method: str) -> Found:
    """What the receiver found by one method: spf, dkim or dmarc."""
    told = results(letter).get(method)
    if told is None:
        nothing = N_("The file holds no result of {method}: only a copy that arrived has them.")
        return untold(text(nothing, method=method), advice=() if letter.all(HEADER) else (ARRIVED,))
    said = text(
        N_("{server} says {method}={results}."),
        server=_server(letter) or text(N_("The receiver")),
        method=method,
        results=f", {method}=".join(told),
    )
    return fine(said) if "pass" in told else doubtful(said, advice=(text(ADVICE[method]),))


def _server(letter: Letter) -> str:
    """The name that the receiver's server gives itself; "" where it gives none, as Microsoft's do."""
    first = _plain(letter.first(HEADER)).partition(";")[0].split()
    return first[0] if first and "=" not in first[0] else ""


def _plain(value: str) -> str:
    """Without comments, which may lie in each other."""
    for _ in range(_DEEPEST):
        value, found = _COMMENT.subn(" ", value)
        if not found:
            break
    return value
