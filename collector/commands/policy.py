"""The least-privilege IAM policy, made from what the readings declare: no wildcard action, nothing that writes."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

import click

from collector.aws.catalogue import switched_on
from collector.aws.reading import Reading
from collector.commands._console import Console
from deliverability.model import N_
from settings.errors import SettingsError
from settings.load import load_collector


@click.command("policy", help=N_("Print the IAM policy that the collector's key needs, as JSON."))
@click.pass_obj
def command(_console: Console) -> int:
    regions, opted_in = _set()
    click.echo(json.dumps(policy(switched_on(opted_in), partition(regions)), indent=2))
    return 0


def policy(readings: Sequence[Reading], in_partition: str = "aws") -> dict[str, Any]:
    """A policy document that allows exactly the readings' calls, narrowed to resources where IAM can."""
    by_resource: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        for call in reading.calls:
            by_resource[call.resource].add(call.action)
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": _sid(resource),
                "Effect": "Allow",
                "Action": sorted(actions),
                "Resource": "*" if resource == "*" else f"arn:{in_partition}:ses:*:*:{resource}",
            }
            for resource, actions in sorted(by_resource.items())
        ],
    }


def partition(regions: Sequence[str]) -> str:
    """AWS's name for the world the regions belong to."""
    first = regions[0] if regions else ""
    return "aws-us-gov" if first.startswith("us-gov-") else "aws-cn" if first.startswith("cn-") else "aws"


def _set() -> tuple[Sequence[str], Collection[str]]:
    """The regions and what is switched on, if anything is: the policy is wanted before anything is set."""
    try:
        settings = load_collector(asks_aws=False)
    except SettingsError:
        return (), ()
    return settings.regions, settings.opted_in


def _sid(resource: str) -> str:
    named = "".join(part.capitalize() for part in resource.strip("*/").split("-"))
    return f"SesDeliverabilityRead{named}"
