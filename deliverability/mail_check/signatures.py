"""DKIM signatures of a mail: for which domain each was made, which headers it covers, and whether one aligns with From.

No signature is verified here: that takes the key from DNS. What the receiver found is read in `receiver.py`.
"""

import re
from dataclasses import dataclass
from typing import Final

from deliverability.dns.dmarc import tags
from deliverability.mail_check.domains import Kinship, kinship
from deliverability.mail_check.hint import Found, doubtful, fine, untold
from deliverability.mail_check.letter import Letter
from deliverability.model import N_, Text, text

NOT_VERIFIED: Final = text(N_("The signature itself was not verified here; the receiver's word for it stands below."))
SWITCH_ON: Final = text(N_("Switch on Easy DKIM for the sender's domain in the SES console and add its records."))
NOT_SENT: Final = text(N_("This copy was never sent: SES signs a mail when it sends it."))
ARRIVED: Final = text(
    N_("Send it, and save the original of the copy that arrived (in Gmail: Show original, Download).")
)


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature: its domain in lower case, and the names of the headers that it covers."""

    domain: str
    covers: frozenset[str]


def signatures(letter: Letter) -> tuple[Signature, ...]:
    """Those that name a domain, the topmost first."""
    found = (tags(value) for value in letter.all("dkim-signature"))
    return tuple(
        Signature(_bare(each["d"]).lower().rstrip("."), _names(each.get("h", ""))) for each in found if each.get("d")
    )


def signed(letter: Letter) -> Found:
    """Whether anybody signed it."""
    made = signatures(letter)
    if made:
        return fine(
            text(N_("Signed for {domains}."), domains=", ".join(dict.fromkeys(s.domain for s in made))), NOT_VERIFIED
        )
    if not letter.has_arrived:
        return untold(NOT_SENT, advice=(ARRIVED,))
    return doubtful(text(N_("It arrived without a DKIM signature.")), advice=(SWITCH_ON,))


def aligned(letter: Letter) -> Found | None:
    """Whether a signature speaks for the domain that the reader sees."""
    made, own = signatures(letter), letter.domain
    if not made or not own:
        return None
    near = {kinship(signature.domain, own): signature.domain for signature in reversed(made)}
    if Kinship.SAME in near:
        return fine(text(N_("The signature is for {domain}, as From is."), domain=own))
    if Kinship.BELOW in near:
        return fine(
            _told(near[Kinship.BELOW], own), text(N_("They align as long as the DMARC record does not say adkim=s."))
        )
    if Kinship.COUSINS in near:
        shared = N_("They align if both belong to one organisation, which DNS must tell; see dmarc= below.")
        return untold(_told(near[Kinship.COUSINS], own), text(shared))
    return doubtful(_told(near[Kinship.STRANGERS], own), advice=(SWITCH_ON,))


def _told(domain: str, own: str) -> Text:
    return text(N_("The signature is for {domain}, From is at {own}."), domain=domain, own=own)


def _names(headers: str) -> frozenset[str]:
    return frozenset(name for each in headers.split(":") if (name := _bare(each).lower()))


def _bare(value: str) -> str:
    """Without the blanks that folding leaves."""
    return re.sub(r"\s+", "", value)
