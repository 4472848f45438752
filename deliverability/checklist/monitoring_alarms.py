"""Items of AWS's own alarms, which a person makes and ticks: no reading of ours lists them.

What this product itself watches, and whom it tells, is in `monitoring.py`.
"""

from typing import Final

from deliverability.checklist.facts import Facts
from deliverability.checklist.item import Paste, Section, by_hand
from deliverability.model import N_, text
from deliverability.rates import BOUNCE_LINES, COMPLAINT_LINES


def _alarms(known: Facts, _subject: str) -> tuple[Paste, ...]:
    lines = (("Bounce", BOUNCE_LINES.review), ("Complaint", COMPLAINT_LINES.review))
    topic = f"arn:aws:sns:{known.scope.region}:{known.scope.account_id}:ses-alarms"
    commands = "\n".join(
        f"aws cloudwatch put-metric-alarm --region {known.scope.region} --alarm-name ses-{name.lower()}-rate \\\n"
        f"  --namespace AWS/SES --metric-name Reputation.{name}Rate --statistic Average --period 3600 \\\n"
        f"  --evaluation-periods 1 --threshold {line:g} --comparison-operator GreaterThanOrEqualToThreshold \\\n"
        f"  --treat-missing-data ignore --alarm-actions {topic}"
        for name, line in lines
    )
    first = f"aws sns create-topic --region {known.scope.region} --name ses-alarms\n"
    return (Paste(text(N_("AWS's two alarms; subscribe to the topic in the SNS console")), first + commands, "bash"),)


ALARMS: Final = by_hand(
    "alarms",
    N_("CloudWatch alarms watch both rates"),
    section=Section.MONITORING,
    why=N_(
        "They warn even when this product does not run. AWS advises 5 % bounces and 0.1 % complaints, missing data ignored."
    ),
    cure=(
        N_("Make both alarms with the commands below, or in the CloudWatch console of {region}."),
        N_("Subscribe an address to the topic, and confirm the mail that SNS sends."),
    ),
    guide_step="6.2",
    pastes=_alarms,
)


def _billing(known: Facts, _subject: str) -> tuple[Paste, ...]:
    topic = f"arn:aws:sns:us-east-1:{known.scope.account_id}:billing-alarms"
    command = (
        "aws sns create-topic --region us-east-1 --name billing-alarms\n"
        "aws cloudwatch put-metric-alarm --region us-east-1 --alarm-name monthly-bill \\\n"
        "  --namespace AWS/Billing --metric-name EstimatedCharges --dimensions Name=Currency,Value=USD \\\n"
        "  --statistic Maximum --period 21600 --evaluation-periods 1 --threshold 20 \\\n"
        f"  --comparison-operator GreaterThanThreshold --alarm-actions {topic}"
    )
    return (Paste(text(N_("Alarm at 20 USD a month; billing data are in us-east-1 only")), command, "bash"),)


BILLING_ALARM: Final = by_hand(
    "billing-alarm",
    N_("An alarm watches the bill"),
    section=Section.MONITORING,
    why=N_("A stolen key is often noticed on the bill first. The guide's 62,000 free mails ended in August 2023."),
    cure=(
        N_("Switch on billing alerts under Billing and Cost Management, Billing preferences."),
        N_("Make the alarm with the command below and subscribe an address to its topic."),
    ),
    guide_step="cost",
    pastes=_billing,
    of_account=True,
)
