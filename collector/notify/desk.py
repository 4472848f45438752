"""What people ask of the channels from the dashboard, answered within seconds.

A request is a row that a page wrote (`store/requests.py`); the answer goes back into it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from collector.notify.channels import Line
from collector.notify.courier import Courier, Manner
from collector.notify.revival import revive
from collector.notify.sending import Trouble, begin
from collector.notify.writing import write_test
from deliverability.model import N_, Text, text
from store import channels, requests, texts
from store.engines.engine import Engine

NO_CHANNEL: Final = text(N_("There is no channel yet: set ALERT_URLS (docs/alerts.md) and start the collector again."))
UNKNOWN: Final = N_("There is no channel {name}. Its name may have changed with ALERT_URLS; reload the page.")


def tried(lines: Sequence[Line], manner: Manner) -> list[tuple[str, Trouble | None]]:
    """Send a test through each, all at once, and say by the channel's name what became of it."""
    begun = [
        (line.channel.name, begin(line, write_test(line.channel, manner.language, manner.dashboard))) for line in lines
    ]
    return [(name, wait()) for name, wait in begun]


@dataclass(slots=True)
class Desk:
    """Takes requests for the couriers."""

    store: Engine
    couriers: Sequence[Courier]
    clock: Callable[[], int]

    def round(self) -> bool:
        """Answer what was asked; False when nothing was."""
        asked, answers = requests.take(self.store, requests.TEST, self.clock()), dict[str, dict[str, Any]]()
        for request in asked:
            name = str(request.body.get("channel", requests.EVERY))
            # What several people asked for while nobody answered is sent once.
            if name not in answers:
                answers[name] = self._answer(name)
            requests.answer(self.store, request.id, answers[name], self.clock())
        return bool(asked)

    def _answer(self, name: str) -> dict[str, Any]:
        chosen = [courier for courier in self.couriers if name in {requests.EVERY, courier.name}]
        if not chosen:
            return {"results": [], "says": _packed(text(UNKNOWN, name=name) if self.couriers else NO_CHANNEL)}
        results = tried([courier.line for courier in chosen], chosen[0].manner)
        for courier, (_, trouble) in zip(chosen, results, strict=True):
            courier.well = trouble is None
            if trouble is None:
                channels.took(self.store, courier.name, self.clock())
                revive(self.store, courier.line.channel, self.clock())
        told = [{"channel": name, "ok": t is None, "says": _packed(t.why if t else None)} for name, t in results]
        return {"results": told, "says": None}


def _packed(sentence: Text | None) -> Any:
    return None if sentence is None else texts.packed(sentence)
