"""What is told once more when a channel works again: what fires still, and was given up while the channel took nothing.

What became of a letter the first time is in `courier.py`.
"""

from dataclasses import replace

from collector.notify.channel import Channel
from store import outbox, silences
from store.engines.engine import Engine


def revive(store: Engine, channel: Channel, now: int) -> int:
    """Write the letters anew that the channel did not get of what goes on still, each once; return how many."""
    lost = [letter for letter in outbox.lost(store, channel.name) if channel.takes(letter.severity)]
    quiet = silences.listed(store, now) if lost else []
    again = [
        replace(letter, key=f"{letter.key}{outbox.AGAIN}", created_at=now)
        for letter in lost
        if silences.silenced(letter.rule, letter.scope, letter.subject, now, quiet) is None
    ]
    return outbox.add(store, again) if again else 0
