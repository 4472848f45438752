"""Collect for ever, each reading at its interval, until the process is told to end."""

import logging
import signal
import time
from types import FrameType
from typing import Final

import click

from collector import effective, schedule
from collector.aws.errors import Throttled, Unavailable
from collector.commands._console import Console
from collector.commands._opening import settled, watching
from collector.commands._telling import channels, telling, wrong
from deliverability.model import N_

RETRY_SECONDS: Final = 60

logger = logging.getLogger(__name__)


@click.command("run", help=N_("Collect for ever; ends on Ctrl-C or SIGTERM once the running jobs are finished."))
@click.pass_obj
def command(console: Console) -> int:
    # Until there is a job to finish, there is nothing to wait for.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave)
    settings = settled(console, logging.INFO, wrong=wrong)
    found = channels(settings, console)
    while True:
        try:
            with (
                watching(settings, [line.channel for line in found]) as watch,
                telling(settings, watch, found, beats=True),
            ):
                effective.lasts(watch.store)
                logger.info(
                    "collector.started", extra={"account_id": watch.account_id, "regions": ",".join(settings.regions)}
                )
                schedule.run(watch)
        except (Unavailable, Throttled) as error:
            # A machine that boots may have no network yet: without the account's id there is nothing to begin with.
            console.trouble(error.message)
            time.sleep(RETRY_SECONDS)
        else:
            return 0


def _leave(_number: int, _: FrameType | None) -> None:
    raise SystemExit(0)
