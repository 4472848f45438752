"""Whether a domain meets what Gmail, Yahoo and Microsoft demand of those who send much: signed, with DMARC, aligned.

What else they demand, one click to leave and few complaints, no record tells (`deliverability/checklist/good_sending.py`).
"""

from typing import Final

from deliverability.dns import dkim_checks, dmarc_checks
from deliverability.dns.look import Judged, Look, Standing, together
from deliverability.model import N_, text

LACKING: Final = frozenset({Standing.FAIL, Standing.UNKNOWN})
"""An attention is enough for them: p=none is a policy, and one of DKIM and SPF that aligns will do."""


def demanded(look: Look) -> Judged:
    """DKIM records that hold, a DMARC record of whatever policy, and one of DKIM and SPF that aligns."""
    parts = (dkim_checks.records(look), dmarc_checks.policy(look), dmarc_checks.alignment(look))
    lacking = [part for part in parts if part.standing in LACKING]
    met = Judged(Standing.PASS, (text(N_("DKIM records, a DMARC record and alignment are there.")),))
    return together(*lacking) if lacking else met
