"""What a viewer wants looked at again at once: readings of one region, asked out of their turn, and then judged.

A request is a row that a page wrote (`store/requests.py`); the answer goes back into it. When readings are asked in
their turn is in `schedule.py`.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any, Final

from collector.aws.clients import Aws
from collector.jobs import OK, place
from collector.rounds import Watch, one
from deliverability.model import N_, Text, text
from store import requests, texts
from store.errors import StoreError

logger = logging.getLogger(__name__)

NOT_HERE: Final = N_("The collector does not watch {region} of this account. Reload the page.")
NOT_ASKED: Final = N_("The collector asks for nothing of that name. Reload the page.")

PAUSE_SECONDS: Final = 1.0
"""Between two looks at the requests, each of which reads one small index."""

Turn = Callable[[Aws], AbstractContextManager[Any]]
"""Waits until nothing else is asked in a region."""


def serve(watch: Watch, turn: Turn) -> None:
    """Answer what is asked for until the watching ends."""
    again(watch, "recheck", lambda: answer(watch, turn))


def again(watch: Watch, name: str, work: Callable[[], object]) -> None:
    """The same work every second until the watching ends; what goes wrong in it is logged under its name."""
    while not watch.stop.wait(PAUSE_SECONDS):
        try:
            work()
        except StoreError as error:
            logger.warning("%s.store", name, extra={"error": error.message})
        except Exception as error:  # noqa: BLE001 - one request at fault must not leave the others unanswered
            logger.error("%s.fault", name, extra={"kind": type(error).__name__, "place": place(error)})  # noqa: TRY400 - its values may be secrets


def answer(watch: Watch, turn: Turn) -> int:
    """Answer what was asked for by now; how many requests there were."""
    asked = requests.take(watch.store, requests.CHECK, _now(watch))
    for request in asked:
        requests.answer(watch.store, request.id, _answer(watch, turn, request.body), _now(watch))
    return len(asked)


def _answer(watch: Watch, turn: Turn, body: Mapping[str, Any]) -> dict[str, Any]:
    region, account = str(body.get("region", "")), body.get("account_id")
    found = [aws for aws in watch.regions if aws.region == region and account == watch.account_id]
    if not found:
        return {"results": [], "says": texts.packed(text(NOT_HERE, region=region))}
    names = body.get("readings")
    wanted = [reading for reading in watch.readings if isinstance(names, list) and reading.name in names]
    if not wanted:
        return {"results": [], "says": texts.packed(text(NOT_ASKED))}
    with turn(found[0]):
        runs = [one(watch, found[0], reading, full=not reading.calls) for reading in wanted]
        judged = watch.judged(found[0])
        watch.checked(found[0])
    told = [{"reading": run.job, "ok": run.outcome == OK, "says": _packed(run.error)} for run in runs]
    return {"results": told, "says": _packed(judged.error)}


def _packed(sentence: Text | None) -> Any:
    return None if sentence is None else texts.packed(sentence)


def _now(watch: Watch) -> int:
    return int(watch.clock().timestamp())
