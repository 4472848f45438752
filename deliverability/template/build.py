"""The template as a whole, from the parts that were chosen.

How it is printed, and what is said beside it, lives in `collector/commands/template.py`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from deliverability.template import access, alarms, events
from deliverability.template.choice import BILLING_REGION, Choice, Json, Part
from deliverability.template.parameters import parameters


def document(choice: Choice, policy: Mapping[str, Any]) -> Json:
    """The template of a choice, to be written as JSON; `policy` is what the collector's key may do, as IAM reads it."""
    made: dict[str, Json] = {"Conditions": {}, "Resources": {}, "Outputs": {}}
    for conditions, resources, outputs in _pieces(choice, policy):
        made["Conditions"] |= conditions
        made["Resources"] |= resources
        made["Outputs"] |= outputs
    asked = {parameter.name: parameter.body for parameter in parameters(choice)}
    whole = {"AWSTemplateFormatVersion": "2010-09-09", "Description": _description(choice), "Parameters": asked, **made}
    return {name: value for name, value in whole.items() if value}


def _pieces(choice: Choice, policy: Mapping[str, Any]) -> Iterator[tuple[Json, Json, Json]]:
    """Conditions, resources and outputs of each part."""
    if Part.EVENTS in choice.parts:
        yield events.conditions(), events.resources(choice), events.outputs(choice)
    if choice.has_topic:
        yield alarms.conditions(choice), alarms.resources(choice), alarms.outputs()
    if Part.ACCESS in choice.parts:
        yield access.conditions(choice), access.resources(choice, policy), access.outputs(choice)


def _description(choice: Choice) -> str:
    """What it is, in ASCII, since CloudFormation keeps nothing else."""
    bill = f" The billing alarm is made in {BILLING_REGION} only." if Part.BILLING in choice.parts else ""
    return f"What the deliverability dashboard for Amazon SES needs in AWS: {', '.join(choice.parts)}.{bill}"
