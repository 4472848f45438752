"""The CloudFormation template of what this product needs in AWS, as JSON on standard output; what to type, beside it.

What it is made of lives in `deliverability/template/`. Nothing is asked of AWS, and nothing is made there.
"""

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

import click

from collector.aws.catalogue import switched_on
from collector.commands import _deploying
from collector.commands._console import Console
from collector.commands._opening import allowed
from collector.commands._usage import CommandError
from collector.commands.policy import partition, policy
from deliverability.model import N_, text
from deliverability.template.build import document
from deliverability.template.choice import (
    BILLING_REGION,
    LARGEST,
    NEW_SET,
    PARTS,
    Choice,
    Part,
    Principal,
    in_order,
    is_set_name,
    offered,
)
from deliverability.trials import NOTHING
from settings.collector import CollectorSettings
from settings.errors import SettingsError
from settings.load import load_collector

USUAL_BUDGET: Final = Decimal(10)
_ADDRESS: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_REGION: Final = re.compile(r"[a-z]{2,4}(-[a-z]+)+-\d")


@click.command("template", help=N_("Print a CloudFormation template of what is wanted in AWS; nothing is made."))
@click.option(
    "--parts", help=N_("Parts, separated by commas: events, alarms, billing, budget, access; all if left out.")
)
@click.option(
    "--configuration-set", "sets", multiple=True, help=N_("A set there is, whose events are wanted; may be repeated.")
)
@click.option(
    "--new-configuration-set", "new_set", help=N_("The name of a set to make; if no set is named, one is made.")
)
@click.option(
    "--principal",
    type=click.Choice([each.value for each in Principal]),
    default=Principal.USER.value,
    help=N_("Who reads: a user with a key, or a role for a machine of AWS."),
)
@click.option("--email", default="", help=N_("Address that is told of alarms and budgets."))
@click.option("--region", help=N_("Region to deploy to; the first that is set if left out."))
@click.pass_obj
def command(
    console: Console,
    parts: str | None,
    sets: tuple[str, ...],
    new_set: str | None,
    principal: str,
    email: str,
    region: str | None,
) -> int:
    settings = _settings()
    regions = settings.regions if settings else ()
    at = _region(region) or (regions[0] if regions else BILLING_REGION)
    wanted = _parts(parts)
    kept = offered(wanted, at)
    if not kept:
        raise CommandError(text(_deploying.NOT_OFFERED, region=at, parts=", ".join(wanted)))
    budget = settings.choices.budget if settings else None
    choice = Choice(kept, *_sets(kept, sets, new_set), Principal(principal), _email(email), budget or USUAL_BUDGET)
    opted_in = settings.opted_in if settings else ()
    may = allowed(settings) if settings else NOTHING
    written = json.dumps(document(choice, policy(switched_on(opted_in), partition([at]), may)), indent=2)
    if len(written) > LARGEST:
        much = N_("This is more than CloudFormation takes at once. Name fewer configuration sets.")
        raise CommandError(text(much))
    click.echo(written)
    _deploying.told(console, choice, wanted, at)
    return 0


def _settings() -> CollectorSettings | None:
    """What is set, if anything is and it is right: the template is wanted before anything is set."""
    try:
        return load_collector(asks_aws=False)
    except SettingsError:
        return None


def _parts(names: str | None) -> tuple[Part, ...]:
    asked = [name.strip() for name in (names or "").split(",") if name.strip()]
    for name in asked:
        if name not in set(PARTS):
            unknown = N_("There is no part {name}. There are: {names}.")
            raise CommandError(text(unknown, name=name, names=", ".join(PARTS)))
    return in_order(Part(name) for name in asked) or PARTS


def _sets(kept: Sequence[Part], sets: tuple[str, ...], new_set: str | None) -> tuple[tuple[str, ...], str]:
    """The sets there are and the one to make, which is made only where none is named."""
    for name in (*sets, *filter(None, (new_set,))):
        if not is_set_name(name):
            wrong = N_("{name} cannot be a configuration set: letters, digits, _ and -, 64 at most.")
            raise CommandError(text(wrong, name=name))
    if new_set and new_set in sets:
        both = N_("{name} is named as a set there is and as one to make. Name it once.")
        raise CommandError(text(both, name=new_set))
    if Part.EVENTS not in kept:
        return (), ""
    return tuple(dict.fromkeys(sets)), new_set or ("" if sets else NEW_SET)


def _email(address: str) -> str:
    if address and not _ADDRESS.fullmatch(address):
        raise CommandError(text(N_("{address} is no e-mail address."), address=address))
    return address


def _region(name: str | None) -> str:
    if name and not _REGION.fullmatch(name):
        raise CommandError(text(N_("{name} is no region of AWS. Write it like ap-northeast-2."), name=name))
    return name or ""
