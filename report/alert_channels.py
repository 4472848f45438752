"""Who is told of an alert: the channels as the collector knows them, what each delivered last, what it could not.

Addresses never reach the store, so none are here; the sending itself is in `collector/notify/`.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

from deliverability.model import Text
from deliverability.rules.rule import Severity
from report.freshness import effective
from store import outbox
from store.channels import last_took
from store.engines.engine import Engine
from store.outbox import Counts, Letter


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to a person, told what is as severe as `severity` or worse: when it last took something, what waits, failed.

    One that depends on SES is mute when the account it watches is. `failing`: it took nothing since messages were given
    up, neither another one nor a test.
    """

    name: str
    kind: str
    severity: Severity
    depends_on_ses: bool
    last_delivery: int | None
    waiting: int
    dead: int
    failing: bool


@dataclass(frozen=True, slots=True)
class Dead:
    """A message that was given up: what it says, through which channel it was to go, when that was, and why."""

    channel: str
    headline: Text
    at: int
    tries: int
    error: Text | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """All channels by name, and the messages that were given up, the latest first. `known`: a collector told of them."""

    channels: tuple[Channel, ...]
    dead: tuple[Dead, ...]
    known: bool

    @property
    def all_depend_on_ses(self) -> bool:
        """Whether no word would get out while SES is paused."""
        return bool(self.channels) and all(channel.depends_on_ses for channel in self.channels)


def delivery(store: Engine) -> Delivery:
    """The channels and what became of their messages."""
    told = effective(store)
    last, counts, mute = last_took(store), outbox.counts(store), {letter.channel for letter in unheard(store)}
    channels = tuple(_channel(entry, last, counts, mute) for entry in told.get("channels", ()))
    return Delivery(channels, tuple(map(_dead, reversed(outbox.dead(store)))), "channels" in told)


def in_force(store: Engine) -> tuple[str, ...]:
    """The names of the channels that ALERT_URLS makes now."""
    return tuple(entry["name"] for entry in effective(store).get("channels", ()))


def unheard(store: Engine) -> list[Letter]:
    """What was given up on channels still there, since something got through them last: a message, or a test."""
    there, last = in_force(store), last_took(store)
    return [
        letter
        for letter in outbox.dead(store)
        if letter.channel in there and letter.created_at > last.get(letter.channel, 0)
    ]


def _channel(
    told: Mapping[str, Any], last: Mapping[str, int], counts: Mapping[str, Counts], mute: Container[str]
) -> Channel:
    name, nothing = told["name"], Counts()
    return Channel(
        name=name,
        kind=told["kind"],
        severity=Severity(told["severity"]),
        depends_on_ses=told["depends_on_ses"],
        last_delivery=last.get(name),
        waiting=counts.get(name, nothing).waiting,
        dead=counts.get(name, nothing).dead,
        failing=name in mute,
    )


def _dead(letter: Letter) -> Dead:
    return Dead(
        channel=letter.channel,
        headline=letter.message.headline,
        at=letter.settled_at or letter.created_at,
        tries=letter.tries,
        error=letter.error,
    )
