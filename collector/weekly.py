"""The week in words, put into the outbox each Monday at 09:00 UTC, once for all regions.

What it says is `report/digest.py`'s.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from collector.notify.channel import Channel
from deliverability.model import Scope
from deliverability.rules.rule import Severity
from report.digest import digest
from store import meta, outbox
from store.engines.engine import Engine
from store.outbox import Letter

KEY: Final = "digest"
"""Where the Monday is kept whose letter was written last."""

HOUR_OF_DAY: Final = 9
KIND: Final = "digest"


def post(store: Engine, scopes: Sequence[Scope], now: datetime, channels: Sequence[Channel]) -> None:
    """Write the letter of the last Monday, unless it is written; late is better than never.

    The first Monday there is only remembered: a week that was not watched has no digest.
    """
    monday = _monday(now)
    last = meta.get(store, KEY)
    if last == monday:
        return
    hearing = [channel.name for channel in channels if channel.takes(Severity.INFO)]
    letters = list(_letters(store, scopes, now, hearing, monday)) if last and hearing else []
    with store.transaction():
        # The letters' keys see to it that regions which come by here together write them once.
        meta.put(store, KEY, monday)
        outbox.add(store, letters)


def _letters(
    store: Engine, scopes: Sequence[Scope], now: datetime, channels: Sequence[str], monday: str
) -> Iterator[Letter]:
    message = digest(store, scopes, now)
    for channel in channels:
        yield Letter(
            key=f"{KIND}|{','.join(map(str, scopes))}#{monday}#{channel}",
            channel=channel,
            scope=Scope(scopes[0].account_id, ""),
            kind=KIND,
            severity=Severity.INFO,
            message=message,
            created_at=int(now.timestamp()),
        )


def _monday(now: datetime) -> str:
    """The Monday whose 09:00 was the last to pass."""
    since = now - timedelta(hours=HOUR_OF_DAY)
    return (since - timedelta(days=since.weekday())).date().isoformat()
