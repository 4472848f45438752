"""What is told once more of what fires still: when a channel works again, and when there are other channels than there were.

What became of a letter the first time is in `courier.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from collector.notify.channel import Channel
from store import outbox, silences
from store.engines.engine import Engine
from store.outbox import Letter


def revive(store: Engine, channel: Channel, now: int) -> int:
    """Write the letters anew that the channel did not get of what goes on still, each once; return how many."""
    lost = [letter for letter in outbox.lost(store, channel.name) if channel.takes(letter.severity)]
    return _added(store, [replace(letter, key=f"{letter.key}{outbox.AGAIN}") for letter in lost], now)


def adopt(store: Engine, channels: Iterable[Channel], now: int) -> int:
    """Write for channels that are new what went to nobody and goes on still; return how many letters.

    A channel that has a letter of it already has one by the same key: it is not told twice.
    """
    unheard, there = outbox.unheard(store), tuple(channels)
    letters = [
        replace(letter, key=f"{_what(letter)}#{channel.name}", channel=channel.name)
        for letter in unheard
        for channel in there
        if channel.takes(letter.severity)
    ]
    return _added(store, letters, now)


def _what(letter: Letter) -> str:
    """The key without the channel it was written for."""
    return letter.key.removesuffix(outbox.AGAIN).removesuffix(f"#{letter.channel}")


def _added(store: Engine, letters: Sequence[Letter], now: int) -> int:
    quiet = silences.listed(store, now) if letters else []
    loud = [each for each in letters if silences.silenced(each.rule, each.scope, each.subject, now, quiet) is None]
    return outbox.add(store, [replace(letter, created_at=now) for letter in loud]) if loud else 0
