"""Items of AWS's own alarms: on the two rates as AWS advises, and on the bill.

What an alarm is worth is judged in `deliverability/reputation_alarms.py`; what this product itself watches, and whom it
tells, is in `monitoring.py`.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from deliverability.checklist.by_template import by_template
from deliverability.checklist.facts import Facts, Source
from deliverability.checklist.item import (
    Paste,
    Section,
    Verdict,
    attention,
    failed,
    item,
    not_applicable,
    passed,
    untold,
)
from deliverability.evidence import Body
from deliverability.model import N_, Unknown, text
from deliverability.reputation_alarms import METRICS, Alarm, best, deaf

ELSEWHERE: Final = ("us-gov-", "cn-")
"""Regions whose bill is another account's."""


def _alarms(known: Facts, subject: str) -> tuple[Paste, ...]:
    topic = f"arn:aws:sns:{known.scope.region}:{known.scope.account_id}:ses-alarms"
    commands = "\n".join(
        f"aws cloudwatch put-metric-alarm --region {known.scope.region} --alarm-name ses-{measure.value}-rate \\\n"
        f"  --namespace AWS/SES --metric-name {metric} --statistic Average --period 3600 \\\n"
        f"  --evaluation-periods 1 --threshold {measure.lines.review:g} \\\n"
        f"  --comparison-operator GreaterThanOrEqualToThreshold --treat-missing-data ignore --alarm-actions {topic}"
        for measure, metric in METRICS.items()
        if subject in {"", metric}
    )
    first = f"aws sns create-topic --region {known.scope.region} --name ses-alarms\n"
    made = text(N_("The alarm as AWS advises it; subscribe to the topic in the SNS console"))
    return (Paste(made, first + commands), *by_template(known, subject))


@item(
    N_("CloudWatch alarms watch both rates"),
    section=Section.MONITORING,
    why=N_(
        "They warn even when this product does not run. AWS advises 5 % bounces and 0.1 % complaints, missing data ignored."
    ),
    cure=(
        N_("Make the alarm with the command below, or in the CloudWatch console of {region}."),
        N_("Subscribe an address to the topic, and confirm the mail that SNS sends."),
    ),
    guide_step="6.2",
    pastes=_alarms,
    rests_on=("alarms",),
)
def alarms(known: Facts) -> Iterator[Verdict]:
    """For each rate the best alarm on the account's own metric; whom its topic reaches is not seen."""
    if isinstance(known.alarms, Unknown):
        yield untold(known, Source.ALARMS, known.alarms)
        return
    for measure, metric in METRICS.items():
        yield _alarm(best(known.alarms, measure), metric)


def _alarm(found: Alarm | None, metric: str) -> Verdict:
    if found is None:
        return failed(text(N_("No alarm watches it.")), subject=metric)
    named = text(N_("The alarm {name} watches it."), name=found.name)
    if found.broken:
        return failed(named, *found.broken, *found.doubts, subject=metric)
    return (attention if found.doubts else passed)(named, *found.doubts, subject=metric)


def _billing(known: Facts, subject: str) -> tuple[Paste, ...]:
    topic = f"arn:aws:sns:us-east-1:{known.scope.account_id}:billing-alarms"
    command = (
        "aws sns create-topic --region us-east-1 --name billing-alarms\n"
        "aws cloudwatch put-metric-alarm --region us-east-1 --alarm-name monthly-bill \\\n"
        "  --namespace AWS/Billing --metric-name EstimatedCharges --dimensions Name=Currency,Value=USD \\\n"
        "  --statistic Maximum --period 21600 --evaluation-periods 1 --threshold 20 \\\n"
        f"  --comparison-operator GreaterThanThreshold --alarm-actions {topic}"
    )
    return (
        Paste(text(N_("Alarm at 20 USD a month; billing data are in us-east-1 only")), command),
        *by_template(known, subject),
    )


@item(
    N_("An alarm watches the bill"),
    section=Section.MONITORING,
    why=N_("A stolen key is often noticed on the bill first. The guide's 62,000 free mails ended in August 2023."),
    cure=(
        N_("Switch on billing alerts under Billing and Cost Management, Billing preferences."),
        N_("Make the alarm with the command below and subscribe an address to its topic."),
        N_("If a budget of AWS Budgets warns you already, accept this: budgets are not looked at here."),
    ),
    guide_step="cost",
    pastes=_billing,
    of_account=True,
    rests_on=("alarms",),
)
def billing_alarm(known: Facts) -> Iterator[Verdict]:
    """An alarm on the estimated charges that tells somebody; budgets are not seen."""
    if isinstance(known.billing_alarms, Unknown):
        yield untold(known, Source.ALARMS, known.billing_alarms)
    elif known.scope.region.startswith(ELSEWHERE):
        yield not_applicable(text(N_("The bill of this region is in another account.")))
    else:
        yield _bill(known.billing_alarms)


def _bill(found: Mapping[str, Body]) -> Verdict:
    unheard = {name: tuple(deaf(body)) for name, body in found.items()}
    if unheard:
        name = min(unheard, key=lambda each: len(unheard[each]))
        watching = text(N_("The alarm {name} watches the estimated charges."), name=name)
        return (failed if unheard[name] else passed)(watching, *unheard[name])
    return attention(text(N_("No alarm watches the estimated charges in us-east-1.")))
