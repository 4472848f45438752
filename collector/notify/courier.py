"""The letters of one channel: taken from the outbox, sent as one message, and what became of them written back.

Threads and their end are in `worker.py`. A letter is never lost: it is taken for the time of a lease, and whoever dies
with it leaves it to be taken again, under the same key.
"""

import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from collector.notify.backoff import LONGEST_SECONDS, wait_seconds
from collector.notify.channels import Line
from collector.notify.revival import revive
from collector.notify.sending import PATIENCE_SECONDS, Trouble, begin
from collector.notify.writing import gravity, write
from deliverability.model import N_, NN_, Text, text
from deliverability.rules.rule import Message
from store import outbox
from store.engines.engine import Engine
from store.outbox import Letter

logger = logging.getLogger(__name__)

MOST_TRIES: Final = 8
SPARE_SECONDS: Final = 60
MOST_AT_ONCE: Final = 20
"""Letters in one message; more would not be read."""

UNWRITTEN: Final = text(N_("This program made an error while it wrote the message. Please report it."))
LOST: Final = NN_(
    "An alert could not be delivered through {channel}: {headline}",
    "{n} alerts could not be delivered through {channel}. The gravest: {headline}",
)
GONE: Final = N_("{channel} is no longer in ALERT_URLS.")
REPAIR: Final = N_("Correct ALERT_URLS, start the collector again, and send a test from the page Alerts.")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a message is written: its language, and the dashboard's address that its links begin with."""

    language: str
    dashboard: str | None = None


@dataclass(slots=True)
class Courier:
    """Serves one channel. `well` tells how the last sending went; `others` are told of letters that are given up."""

    store: Engine
    line: Line
    others: Sequence[str]
    manner: Manner
    clock: Callable[[], int]
    patience: float = PATIENCE_SECONDS
    chance: Callable[[], float] = field(default=random.random)
    well: bool = True

    @property
    def name(self) -> str:
        """The channel's."""
        return self.line.channel.name

    @property
    def lease_seconds(self) -> int:
        """Longer than any sending: nobody else may take what is on its way."""
        between = float(self.line.service.request_rate_per_sec)
        return round(self.patience + between * len(self.line.service)) + SPARE_SECONDS

    def round(self) -> bool:
        """Send what is due as one message; False when nothing was."""
        now = self.clock()
        if self.name not in outbox.channels_due(self.store, now):
            return False
        letters = outbox.claim(self.store, self.name, now, self.lease_seconds, MOST_AT_ONCE)
        if not letters:
            return False
        trouble = self._sent(letters)
        if trouble is not None and trouble.permanent and len(letters) > 1:
            self.well = self._singly(letters)
            return True
        self.well = trouble is None
        if trouble is None:
            self._arrived(letters)
        else:
            self._failed(letters, trouble)
        return True

    def _singly(self, letters: Sequence[Letter]) -> bool:
        """Each as a message of its own: one that is refused for good takes no other with it. Whether one arrived."""
        undecided, refused = list(letters), list[Letter]()
        refusal, trouble = Trouble(UNWRITTEN), None
        for letter in letters:
            outbox.hold(self.store, [each.id for each in undecided], self.clock() + self.lease_seconds)
            trouble = self._sent([letter])
            if trouble is None:
                self._arrived([letter])
                undecided.remove(letter)
            elif trouble.permanent:
                refusal = trouble
                refused.append(letter)
            else:
                break
        if refused:
            self._failed(refused, refusal)
        left = [letter for letter in undecided if letter not in refused]
        if left and trouble is not None:
            self._failed(left, trouble)
        return len(undecided) < len(letters)

    def _arrived(self, letters: Sequence[Letter]) -> None:
        now = self.clock()
        outbox.delivered(self.store, [letter.id for letter in letters], now)
        logger.info("alerts.delivered", extra={"channel": self.name, "letters": len(letters)})
        revive(self.store, self.line.channel, now)

    def _sent(self, letters: Sequence[Letter]) -> Trouble | None:
        try:
            message = write(letters, self.manner.language, self.manner.dashboard)
        except Exception as error:  # noqa: BLE001 - one letter that cannot be written must not end the channel
            logger.error("alerts.unwritten", extra={"channel": self.name, "kind": type(error).__name__})  # noqa: TRY400 - its values may be anybody's
            return Trouble(UNWRITTEN)
        return begin(self.line, message, self.patience)()

    def _failed(self, letters: Sequence[Letter], trouble: Trouble) -> None:
        now = self.clock()
        told = {"channel": self.name, "letters": len(letters), "error": trouble.why}
        logger.warning("alerts.undelivered", extra=told)
        given_up = [letter for letter in letters if trouble.permanent or letter.tries >= MOST_TRIES]
        with self.store.transaction():
            for letter in letters:
                wait = None if letter in given_up else now + wait_seconds(letter.tries, self.chance())
                outbox.failed(self.store, [letter.id], now, trouble.why, wait)
            tell(self.store, given_up, trouble.why, self.others, now)


def tell(store: Engine, given_up: Sequence[Letter], why: Text, others: Sequence[str], now: int) -> None:
    """Tell other channels of the letters of a channel that are given up together: one letter each, as urgent as they.

    A letter that tells of others is not told of in turn.
    """
    lost = [letter for letter in given_up if letter.kind != outbox.DEAD_LETTER]
    if not lost:
        return
    gravest = max(lost, key=gravity)
    headline = text(LOST, channel=gravest.channel, headline=gravest.message.headline, n=len(lost))
    message = Message(headline, (why,), steps=(text(REPAIR),), page="alerts")
    outbox.add(store, [_about(gravest, message, other, now) for other in others])


def _about(lost: Letter, message: Message, other: str, now: int) -> Letter:
    return Letter(
        key=f"{outbox.DEAD_LETTER}|{lost.key}#{other}",
        channel=other,
        scope=lost.scope,
        kind=outbox.DEAD_LETTER,
        severity=lost.severity,
        message=message,
        created_at=now,
        rule=lost.rule,
        subject=lost.subject,
        began=lost.began,
        ended=lost.ended,
        witnessed=lost.witnessed,
    )


def close(store: Engine, channels: Sequence[str], now: int) -> None:
    """Give up what waits for a channel that is no longer there, and tell those that are; nothing while there is none."""
    for gone in outbox.counts(store).keys() - set(channels) if channels else ():
        # Those that wait for another try too.
        while letters := outbox.claim(store, gone, now + 2 * LONGEST_SECONDS, most=MOST_AT_ONCE):
            with store.transaction():
                outbox.failed(store, [letter.id for letter in letters], now, text(GONE, channel=gone), None)
                tell(store, letters, text(GONE, channel=gone), channels, now)
