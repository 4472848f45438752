"""The guide's `.env.aws` for a region and a sender, printed; the key's lines are empty, and no file is touched.

What it holds is in `deliverability/environment.py`; whether the application's own file holds it, the checklist tells.
"""

import click

from collector.commands._console import Console
from collector.commands._usage import CommandError
from deliverability.checklist.facts import EXAMPLE, Setup
from deliverability.environment import env_file, is_address
from deliverability.model import N_, text
from settings.collector import CollectorSettings
from settings.errors import SettingsError
from settings.load import load_collector
from settings.regions import SHAPE

NO_REGION = N_("Name the region you send from: --region ap-northeast-2, or AWS_SES_REGION_NAME.")
NO_ADDRESS = N_("--sender {sender} is no address. Write it like noreply@example.com.")
FILL_IN = N_("The key is not in it: fill in the application's own. Anybody who can read the file can send: chmod 600.")


@click.command("env-file", help=N_("Print the setup guide's .env.aws for a region and a sender, without a key."))
@click.option("--region", help=N_("Region to send from; the first that is set if left out."))
@click.option("--sender", help=N_("Address to send from; DEFAULT_FROM_EMAIL if left out."))
@click.pass_obj
def command(console: Console, region: str | None, sender: str | None) -> int:
    settings = _settings()
    at = region or next(iter(settings.regions if settings else ()), "")
    if not SHAPE.fullmatch(at):
        raise CommandError(text(NO_REGION))
    known = Setup(settings.default_from_email or "" if settings else "")
    address = known.address if sender is None else sender.strip()
    if address and not is_address(address):
        raise CommandError(text(NO_ADDRESS, sender=sender))
    domain = Setup(address).from_domain or EXAMPLE
    click.echo(env_file(at, address or f"noreply@{domain}", f"https://www.{domain}"), nl=False)
    console.note(text(FILL_IN))
    return 0


def _settings() -> CollectorSettings | None:
    """What is set, if anything is and it is right: the file is wanted before anything is set."""
    try:
        return load_collector(asks_aws=False)
    except SettingsError:
        return None
