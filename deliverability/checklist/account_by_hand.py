"""Items of the AWS account that only a person can tell.

What the collector's own reading shows is in `account.py`; users and keys are in `account_access.py` and `account_keys.py`.
"""

from typing import Final

from deliverability.checklist.item import Section, by_hand
from deliverability.model import N_
from deliverability.rules.rule import Severity

PAYMENT_CARD: Final = by_hand(
    "payment-card",
    N_("A card is registered with the AWS account"),
    section=Section.ACCOUNT,
    why=N_("AWS suspends an account that it cannot bill, and mail stops with it."),
    cure=(
        N_("Open the AWS console, Billing and Cost Management, Payment preferences, and look at the card's expiry."),
    ),
    guide_step="1.1",
    of_account=True,
)
ROOT_MAILBOX: Final = by_hand(
    "root-mailbox",
    N_("Somebody reads the mailbox of the AWS account"),
    section=Section.ACCOUNT,
    why=N_(
        "AWS's notices of a review or a pause go to the root user's address and the operations contact, nowhere else."
    ),
    cure=(
        N_("Look under Account, Contact information and Alternate contacts, whose addresses stand there."),
        N_("Send a mail to each of them and see that somebody answers."),
    ),
    severity=Severity.CRITICAL,
    guide_step="1.1",
    of_account=True,
    every_days=180,
)
MFA: Final = by_hand(
    "mfa",
    N_("The console users sign in with MFA"),
    section=Section.ACCOUNT,
    why=N_(
        "A stolen password alone must not be enough to send mail in your name or to delete what proves your domain."
    ),
    cure=(N_("Open the IAM console, Dashboard: it lists who has no MFA yet."),),
    guide_step="1.2",
    of_account=True,
)
