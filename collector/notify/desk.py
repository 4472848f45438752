"""What people ask of the channels from the dashboard, answered within seconds.

A request is a row that a page wrote (`store/requests.py`); the answer goes back into it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from collector.notify.courier import Courier
from collector.notify.revival import revive
from collector.notify.sending import Trouble, begin
from collector.notify.writing import write_test
from deliverability.model import N_, Text, text
from store import channels, requests, texts
from store.engines.engine import Engine

NO_CHANNEL: Final = text(N_("There is no channel yet: set ALERT_URLS (docs/alerts.md) and start the collector again."))
UNKNOWN: Final = N_("There is no channel {name}. Its name may have changed with ALERT_URLS; reload the page.")


def tried(couriers: Sequence[Courier]) -> list[tuple[str, Trouble | None]]:
    """Send a test through each, all at once, and say what became of it."""
    begun = [
        (c, begin(c.line, write_test(c.line.channel, c.manner.language, c.manner.dashboard), c.patience))
        for c in couriers
    ]
    return [(courier.name, wait()) for courier, wait in begun]


@dataclass(slots=True)
class Desk:
    """Takes requests for the couriers."""

    store: Engine
    couriers: Sequence[Courier]
    clock: Callable[[], int]

    def round(self) -> bool:
        """Answer what was asked; False when nothing was."""
        asked = requests.take(self.store, requests.TEST, self.clock())
        for request in asked:
            requests.answer(self.store, request.id, self._answer(request.body), self.clock())
        return bool(asked)

    def _answer(self, body: dict[str, Any]) -> dict[str, Any]:
        name = str(body.get("channel", requests.EVERY))
        chosen = [courier for courier in self.couriers if name in {requests.EVERY, courier.name}]
        if not chosen:
            return {"results": [], "says": _packed(text(UNKNOWN, name=name) if self.couriers else NO_CHANNEL)}
        results = tried(chosen)
        for courier, (_, trouble) in zip(chosen, results, strict=True):
            courier.well = trouble is None
            if trouble is None:
                channels.took(self.store, courier.name, self.clock())
                revive(self.store, courier.line.channel, self.clock())
        told = [{"channel": name, "ok": t is None, "says": _packed(t.why if t else None)} for name, t in results]
        return {"results": told, "says": None}


def _packed(sentence: Text | None) -> Any:
    return None if sentence is None else texts.packed(sentence)
