"""AWS's usage types of SES, as bills and Cost Explorer name them, told apart by our kinds of use.

What each costs is in `prices.py`. Source: Cost Explorer read-outs and the AWS Price List of Amazon SES; a type may carry
the region before it (`APN2-Recipients`) and a plan (`Essentials-Outbound-Email`).
"""

from typing import Final

from deliverability.cost.model import Kind

_ENDINGS: Final = (
    ("VirtDelivMgr", Kind.VDM),
    ("DIP-Hours", Kind.IP),
    ("Plan-Hours", Kind.FEE),
    ("AttachmentsSize-Bytes", Kind.DATA),
    ("Outbound-Email", Kind.OUTBOUND),
    ("Recipients-MailboxSim-EC2", Kind.OUTBOUND),
    ("Recipients-MailboxSim", Kind.OUTBOUND),
    ("Recipients-EC2", Kind.OUTBOUND),
    ("Recipients", Kind.OUTBOUND),
)


def kind_of(usage_type: str) -> Kind | None:
    """The kind of use that AWS charges under a usage type; None for what an estimate of sent mail knows nothing of."""
    return next((kind for ending, kind in _ENDINGS if usage_type.endswith(ending)), None)
