"""What the collector tells the dashboard about itself at its start: `meta['effective']`.

Who reads it: `report/freshness.py`, `report/situation.py` and the Health page.
"""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Final

from collector.aws.catalogue import READINGS
from collector.aws.reading import Reading
from collector.notify.channel import Channel
from deliverability.cost.choices import Choices
from deliverability.product import VERSION
from deliverability.thresholds import DEFAULT, Thresholds
from report.freshness import FOR_EVER, effective
from store import meta
from store.engines.engine import Engine

KEY: Final = "effective"
LIBRARIES: Final = ("apprise", "boto3", "botocore", "apscheduler", "dnspython", "sqlite-utils")


def write(
    store: Engine,
    regions: Sequence[str],
    started_at: int,
    readings: Sequence[Reading] = READINGS,
    *,
    channels: Sequence[Channel] = (),
    thresholds: Thresholds = DEFAULT,
    choices: Choices | None = None,
    setup: Mapping[str, object] | None = None,
) -> None:
    """Replace what an earlier start wrote. Of channels it says what they are, never where.

    `setup` is what the checklist looks at of the settings.
    """
    told = {
        "readings": [_declared(reading) for reading in readings],
        "poll_seconds": {reading.name: reading.interval_seconds for reading in readings},
        "regions": list(regions),
        "channels": [channel.told for channel in channels],
        "thresholds": thresholds.to_plain(),
        "costs": (choices or Choices()).to_plain(),
        "setup": setup,
        "versions": {"product": VERSION, "Python": platform.python_version(), **_libraries()},
        "started_at": started_at,
        "pid": os.getpid(),
    }
    meta.put(store, KEY, json.dumps(told))


def lasts(store: Engine) -> None:
    """Add that this collector runs for ever: one whose lock is free has ended, whatever it read last."""
    meta.put(store, KEY, json.dumps({**effective(store), FOR_EVER: True}))


def _libraries() -> dict[str, str]:
    return {name: version(name) for name in LIBRARIES}


def _declared(reading: Reading) -> dict[str, object]:
    return {
        "name": reading.name,
        "actions": reading.actions,
        "spare": reading.spare,
        "interval_seconds": reading.interval_seconds,
        "price_usd_per_call": reading.price_usd_per_call,
        "list_price_usd_per_call": reading.list_price_usd_per_call,
    }
