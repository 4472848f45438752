"""The least-privilege IAM policy, made from what the readings declare: no wildcard action, nothing that writes.

But for the test mail, where TEST_SEND=1 allows it: from one sender, and only then.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

import click

from collector.aws.catalogue import switched_on
from collector.aws.reading import Reading
from collector.aws.sending import statement
from collector.commands._console import Console
from collector.commands._opening import allowed
from deliverability.model import N_, text
from deliverability.trials import NOTHING, Allowed
from settings.collector import CollectorSettings
from settings.errors import SettingsError
from settings.load import load_collector

NO_SENDER: Final = N_(
    "TEST_SEND=1 is set, but DEFAULT_FROM_EMAIL is no address. Test mail is sent from no other, so none is allowed here."
)


@click.command("policy", help=N_("Print the IAM policy that the collector's key needs, as JSON."))
@click.pass_obj
def command(console: Console) -> int:
    settings = _set()
    regions, opted_in = (settings.regions, settings.opted_in) if settings else ((), ())
    may = allowed(settings) if settings else NOTHING
    if may.send and not may.sender:
        console.note(text(NO_SENDER))
    click.echo(json.dumps(policy(switched_on(opted_in), partition(regions), may), indent=2))
    return 0


def policy(readings: Sequence[Reading], in_partition: str = "aws", may: Allowed = NOTHING) -> dict[str, Any]:
    """A policy document that allows exactly the readings' calls, narrowed to resources where IAM can, and the test mail.

    What nothing else rests on is a statement of its own, which may be left out.
    """
    by_resource: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for reading in readings:
        for call in reading.calls:
            by_resource[call.resource, reading.spare].add(call.action)
    mail = [statement(in_partition, may.sender, may.configuration_set)] if may.send and may.sender else []
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": f"{_sid(resource)}Optional" if spare else _sid(resource),
                "Effect": "Allow",
                "Action": sorted(actions),
                "Resource": "*" if resource == "*" else f"arn:{in_partition}:ses:*:*:{resource}",
            }
            for (resource, spare), actions in sorted(by_resource.items())
        ]
        + mail,
    }


def partition(regions: Sequence[str]) -> str:
    """AWS's name for the world the regions belong to."""
    first = regions[0] if regions else ""
    return "aws-us-gov" if first.startswith("us-gov-") else "aws-cn" if first.startswith("cn-") else "aws"


def _set() -> CollectorSettings | None:
    """What is set, if anything is and it is right: the policy is wanted before anything is set."""
    try:
        return load_collector(asks_aws=False)
    except SettingsError:
        return None


def _sid(resource: str) -> str:
    named = "".join(part.capitalize() for part in resource.strip("*/").split("-"))
    return f"SesDeliverabilityRead{named}"
