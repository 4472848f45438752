"""AWS's usage types of SES, as bills, Cost Explorer and the free tier name them, told apart by our kinds of use.

What each costs is in `prices.py`. Source: Cost Explorer read-outs, the AWS Price List of Amazon SES and the Billing user
guide; a type may carry the region before it (`APN2-Recipients`) and a plan (`Essentials-Outbound-Email`).

`Message` is two things. On a bill it is mail received, beside `ReceivedChunk`: sent mail is billed by `Recipients`. In
the free tier it is the message charges of all kinds, sent, received and VDM's, which the 3,000 of 2023 are of: mail that
we count uses it up, and so does mail that we do not.
"""

import re
from collections.abc import Collection
from typing import Final

from deliverability.cost.model import Kind, Plan

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

_RECEIVED: Final = re.compile(r"(?:[A-Z]{2,4}\d-)?(?:Message|ReceivedChunk)")

_FREE: Final = re.compile(
    r"(?:[A-Z]{2,4}\d-|Global-)?(?:Message(?:Units)?|Recipients(?:-EC2)?|(Essentials|Pro|Enterprise)-Outbound-Email)"
)
"""Rows of the free tier that sent mail uses up; the simulator's, VDM's own and validations are none of them."""


def kind_of(usage_type: str) -> Kind | None:
    """The kind of use that AWS charges under a usage type; None for what an estimate of sent mail knows nothing of."""
    return next((kind for ending, kind in _ENDINGS if usage_type.endswith(ending)), None)


def received(usage_types: Collection[str]) -> bool:
    """Whether usage types of a bill are of mail received and nothing else."""
    return all(_RECEIVED.fullmatch(usage_type) for usage_type in usage_types)


def free_plans(usage_type: str) -> frozenset[Plan]:
    """The plans whose mail uses up a row of the free tier; none where it is no row of sent mail.

    A row that names no plan is of mail sent under none.
    """
    found = _FREE.fullmatch(usage_type)
    if found is None:
        return frozenset()
    return frozenset({Plan(found[1].upper()) if found[1] else Plan.NONE})
