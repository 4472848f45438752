"""A test message through each channel, or through one, and a sentence for each that says whether it arrived.

It needs neither AWS nor the database; the dashboard's button asks the running collector instead (`collector/notify/desk.py`).
"""

import click

from collector.commands._console import Console
from collector.commands._opening import settled
from collector.commands._telling import channels, manner, wrong
from collector.commands._usage import CommandError
from collector.notify.desk import tried
from deliverability.model import N_, text

NONE_SET = N_("ALERT_URLS is not set, so nobody is told of alerts. See docs/alerts.md. Example: {example}")
NOT_ONE = N_("There is no channel {name}. ALERT_URLS makes these: {names}.")
NO_LINK = N_("DASHBOARD_URL is not set, so messages carry no link to the dashboard.")
ARRIVED = N_("{channel}: the test message was taken. Look whether it arrived.")


@click.command("notify-test", help=N_("Send a test message through every channel of ALERT_URLS, or through one."))
@click.option("--channel", help=N_("Only this channel, by its name such as slack or mailto-2."))
@click.pass_obj
def command(console: Console, channel: str | None) -> int:
    settings = settled(console, asks_aws=False, wrong=wrong)
    found = channels(settings, console)
    if not found:
        raise CommandError(text(NONE_SET, example="ALERT_URLS=slack://TokenA/TokenB/TokenC"))
    chosen = [line for line in found if channel in {None, line.channel.name}]
    if not chosen:
        names = ", ".join(line.channel.name for line in found)
        raise CommandError(text(NOT_ONE, name=channel, names=names))
    how = manner(settings)
    if how.dashboard is None:
        console.note(text(NO_LINK))
    troubles = tried(chosen, how)
    for name, trouble in troubles:
        console.say(trouble.why if trouble else text(ARRIVED, channel=name))
    return int(any(trouble for _, trouble in troubles))
