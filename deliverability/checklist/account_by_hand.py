"""Items of the AWS account and its IAM users that only a person can tell.

What the collector's own reading shows is in `account.py`.
"""

from typing import Final

from deliverability.checklist.facts import Facts
from deliverability.checklist.item import Paste, Section, by_hand
from deliverability.model import N_, text
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
    N_("The root user and the console users sign in with MFA"),
    section=Section.ACCOUNT,
    why=N_(
        "A stolen password alone must not be enough to send mail in your name or to delete what proves your domain."
    ),
    cure=(N_("Open the IAM console, Dashboard: it lists who has no MFA yet."),),
    guide_step="1.2",
    of_account=True,
)
APPLICATION_USER: Final = by_hand(
    "application-user",
    N_("The application has an IAM user of its own"),
    section=Section.ACCOUNT,
    why=N_("A key that only one application uses can be replaced or taken away without stopping anything else."),
    cure=(
        N_("Make a user in the IAM console, Users, Create user, without console access."),
        N_("Make an access key for it and keep the secret at once: it is shown only then."),
    ),
    guide_step="1.2",
    of_account=True,
)


def _sending_policy(known: Facts, _subject: str) -> tuple[Paste, ...]:
    arn = f"arn:aws:ses:{known.scope.region}:{known.scope.account_id}:identity/{known.domain}"
    policy = f"""{{
  "Version": "2012-10-17",
  "Statement": [
    {{
      "Effect": "Allow",
      "Action": ["ses:SendEmail", "ses:SendRawEmail"],
      "Resource": ["{arn}", "arn:aws:ses:{known.scope.region}:{known.scope.account_id}:configuration-set/*"]
    }}
  ]
}}"""
    return (Paste(text(N_("Policy that lets the application send and do nothing else")), policy, "json"),)


APPLICATION_PERMISSIONS: Final = by_hand(
    "application-permissions",
    N_("The application's user may send and do nothing else"),
    section=Section.ACCOUNT,
    why=N_(
        "AmazonSESFullAccess also deletes identities and lifts the suppression list. It is meant for trying out only."
    ),
    cure=(N_("Replace AmazonSESFullAccess by the policy below; django-ses also asks ses:GetSendQuota."),),
    guide_step="1.2",
    pastes=_sending_policy,
)
KEY_ROTATION: Final = by_hand(
    "key-rotation",
    N_("Access keys were replaced lately"),
    section=Section.ACCOUNT,
    why=N_("A key that leaked unseen works until it is replaced. SMTP passwords are made from a key and go with it."),
    cure=(
        N_("Make a second key, put it in place, see that the old one is no longer used, then delete the old one."),
        N_("Make new SMTP credentials in the SES console, if you send by SMTP."),
    ),
    guide_step="1.2",
    of_account=True,
    every_days=90,
)
