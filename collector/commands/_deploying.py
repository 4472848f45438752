"""What is said beside the template, on standard error: its parameters, how it is deployed, what comes then, how it goes.

The template itself is printed by `template.py`; the commands to type are made in `deliverability/template/typed.py`.
"""

from collections.abc import Sequence
from typing import Final

import click

from collector.commands._console import Console
from deliverability.model import N_, Param, text
from deliverability.template import typed
from deliverability.template.choice import BILLING_REGION, Choice, Part, Principal, elsewhere
from deliverability.template.parameters import parameters

NOT_OFFERED: Final = N_("CloudFormation does not offer this in {region}: {parts}.")


def told(console: Console, choice: Choice, wanted: Sequence[Part], region: str) -> None:
    """Everything a person needs who has the template in a file; `wanted` may be more than the region offers."""
    _documented(console, choice)
    if left_out := ", ".join(part for part in wanted if part not in choice.parts):
        _say(console, NOT_OFFERED, region=region, parts=left_out)
    _say(console, N_("Write the template to {file}, then make everything in it:"), file=typed.file(region))
    _typed(typed.deployed(region))
    _say(console, N_("Deployed again with fewer parts, it takes away the others."))
    _elsewhere(console, choice, wanted, region)
    _next(console, choice, region)
    _removal(console, choice, region)


def _documented(console: Console, choice: Choice) -> None:
    asked = list(parameters(choice))
    if asked:
        _say(console, N_("What may be set when it is deployed, with --parameter-overrides NAME=VALUE:"))
    for each in asked:
        value = each.default if each.default != "" else '""'
        click.echo(f"  {each.name}={value}  {console.rendered(text(each.doc))}", err=True)
    if choice.has_topic and not choice.email:
        _say(console, N_("Nobody is told of anything yet: name an address with --email."))


def _elsewhere(console: Console, choice: Choice, wanted: Sequence[Part], region: str) -> None:
    """What the whole account has once, and this region cannot make."""
    parts = elsewhere(wanted, region)
    if Part.BILLING in parts:
        note = N_("Only us-east-1 knows the bill: deployed to {region} the template makes no billing alarm.")
        _say(console, note, region=region)
    if parts:
        _say(console, N_("Deploy this to us-east-1 besides: {parts}."), parts=", ".join(parts))
        _typed(typed.made(BILLING_REGION, parts, email=choice.email))
        _typed(typed.deployed(BILLING_REGION))


def _next(console: Console, choice: Choice, region: str) -> None:
    """What CloudFormation leaves to a person."""
    if choice.has_topic and choice.email:
        _say(console, N_("Then confirm the mail that SNS sends to {email}."), email=choice.email)
    if Part.ACCESS in choice.parts and choice.principal is Principal.USER:
        _say(console, N_("Then make the collector's key and put it into .env; its secret is shown only once:"))
        _typed(typed.keyed())
    if choice.new_set:
        _say(console, N_("Then let your mail use the configuration set; DOMAIN is your identity:"))
        _typed(typed.used(region, "DOMAIN", choice.new_set))
        _say(console, N_("This undoes it:"))
        _typed(typed.unused(region, "DOMAIN"))


def _removal(console: Console, choice: Choice, region: str) -> None:
    if Part.ACCESS in choice.parts and choice.principal is Principal.USER:
        _say(console, N_("Before you remove it, take away the collector's keys, or AWS keeps the user:"))
        _typed(typed.unkeyed())
    _say(console, N_("This removes everything again:"))
    _typed(typed.removed(region))
    if choice.new_set:
        kept = N_("But the configuration set stays, since AWS refuses mail that names one which is gone. To delete it:")
        _say(console, kept)
        _typed(typed.forgotten(region, choice.new_set))


def _typed(command: str) -> None:
    click.echo(f"  {command}", err=True)


def _say(console: Console, sentence: str, **params: Param) -> None:
    console.note(text(sentence, **params))
