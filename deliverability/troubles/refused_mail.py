"""Troubles of a mail that SES refuses for what it is: its addresses, its size, its content.

Those of who sends it, and to whom, are in `refused.py`.
"""

from typing import Final

from deliverability.model import N_
from deliverability.troubles.trouble import Family, Trouble, Weight

BAD_REQUEST: Final = Trouble(
    "bad-request",
    N_("An address or a header of the mail is not valid"),
    Family.REFUSED,
    shows=(
        "InvalidParameterValue: Missing final '@domain'",
        "InvalidParameterValue: Local address contains control or whitespace",
        "BadRequestException",
        "501 Invalid MAIL FROM address provided",
    ),
    patterns={
        Weight.SENTENCE: (
            r"missing final '?@domain",
            r"local address contains control or whitespace",
            r"domain contains (illegal character|control or whitespace|dot-dot)",
            r"\b501[ -]invalid mail from address",
            r"illegal address",
            r"missing '\"'|expected disposition",
            r"header name .{0,60}(invalid|illegal)",
            r"duplicate header",
            r"must specify at least one recipient|no recipients? (were|was)? ?specified",
        ),
        Weight.NAME: (
            r"\binvalidparametervalue\b",
            r"\bbadrequestexception\b",
            r"\bparamvalidationerror\b",
            r"\bvalidationerror\b.{0,40}\bses\b",
            r"parameter validation failed",
        ),
    },
    why=N_(
        "SES reads addresses strictly: blanks, line ends, a missing domain or unencoded Korean in an address end the mail."
    ),
    confirm=(N_("Look at DEFAULT_FROM_EMAIL and at the first recipient, with blanks and quotes made visible."),),
    cure=(
        N_(
            "Write a sender as Name <address>, and encode a Korean name as MIME; Django does so if name and address are apart."
        ),
        N_("Strip blanks from addresses that people typed, and refuse those without a domain."),
    ),
    items=("sender-setting",),
)

TOO_LARGE: Final = Trouble(
    "too-large",
    N_("The mail is too large, or has too many recipients"),
    Family.REFUSED,
    shows=(
        "552 Message is too long",
        "InvalidParameterValue: Message length is more than 10485760 bytes long",
        "Recipient count exceeds 50",
    ),
    patterns={
        Weight.SENTENCE: (
            r"\b552[ -](5\.3\.4 )?message is too (long|large)",
            r"message length is more than \d+ bytes",
            r"message is too (long|large)",
            r"recipient count (exceeds|is more than) \d+",
            r"\b452[ -].{0,8}too many recipients",
        ),
        Weight.HINT: (r"\btoo many recipients\b", r"\btoo (long|large)\b"),
    },
    why=N_(
        "A mail with its attachments, which grow by a third on the way, may have 10 MB (40 MB by the API v2 and SMTP) and 50 recipients."
    ),
    cure=(
        N_("Link to files instead of attaching them."),
        N_("Send each recipient a mail of their own, which also keeps addresses from each other."),
    ),
)

CONTENT: Final = Trouble(
    "content-rejected",
    N_("SES found a virus in the mail"),
    Family.REFUSED,
    shows=("Rejected: Bad content", "reject: {reason: 'Bad content'}"),
    patterns={
        Weight.SENTENCE: (r"\bbad content\b", r"message contains (a )?virus"),
        Weight.HINT: (r"\bvirus\b", r"바이러스"),
    },
    why=N_("SES accepted the mail, looked into it and did not send it. It counts against the quota, not as a bounce."),
    confirm=(N_("The Deliverability page shows rejects by time: see which stream of mail sent them."),),
    cure=(N_("Scan what users upload before it is attached, and send links to files that come from outside."),),
)
