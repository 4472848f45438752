"""The checklist judged after a round: a verdict is kept when it changes, so that its history can be told.

What the items mean is in `deliverability/checklist/`; how the checklist stands now is read in `report/checklist.py`.
"""

import time
from collections.abc import Iterable, Mapping
from datetime import datetime

from collector.jobs import FAILED, OK, place, recorded
from deliverability.checklist.catalogue import evaluated
from deliverability.checklist.item import Result, Verdict
from deliverability.model import N_, Scope, Text, text
from report.checklist import JOB
from report.checklist_facts import checklist_facts
from report.checklist_history import key_of
from store import snapshots, texts
from store.engines.engine import Engine
from store.errors import StoreError
from store.runs import Run
from store.snapshots import VERDICT


def check(store: Engine, scope: Scope, now: datetime) -> Run:
    """Judge every item of a scope and keep what changed; the run of it is written down. Raises nothing."""
    at, began = int(now.timestamp()), time.monotonic()
    error: Text | None = None
    try:
        keep(store, scope, list(evaluated(checklist_facts(store, scope, now))), at)
    except StoreError as trouble:
        error = trouble.message
    except Exception as fault:  # noqa: BLE001 - a fault of ours must not end the collecting
        what = N_("{region}: this program made an error ({kind} at {place}). Please report it.")
        error = text(what, region=scope.region, kind=type(fault).__name__, place=place(fault))
    ended, outcome = at + round(time.monotonic() - began), FAILED if error else OK
    return recorded(Run(0, JOB, scope.account_id, scope.region, at, ended, outcome, error, "", 0, 0.0), store)


def keep(store: Engine, scope: Scope, verdicts: Iterable[Verdict], at: int) -> int:
    """Keep the verdicts whose result, reason or missing permission is another than before; how many were.

    Evidence moves with every figure: it is kept with the verdict it led to, and makes no new one.
    """
    with store.transaction():
        before = snapshots.latest(store, scope, VERDICT)
        present: set[str] = set()
        changed = 0
        for verdict in verdicts:
            key = key_of(verdict.item, verdict.subject)
            present.add(key)
            last, body = before.get(key), _body(verdict)
            if last is None or _essence(last.body or {}) != _essence(body):
                changed += snapshots.keep(store, scope, VERDICT, key, body, at)
            # Where an item cannot be told at all, its subjects are still what they were.
            if verdict.result is Result.UNKNOWN and not verdict.subject:
                present |= {other for other in before if other.startswith(key)}
        snapshots.retire(store, scope, VERDICT, present, at)
    return changed


def _body(verdict: Verdict) -> dict[str, object]:
    return {
        "result": verdict.result.value,
        "reason": verdict.reason.value if verdict.reason else None,
        "missing": verdict.missing_permission,
        "evidence": [texts.packed(sentence) for sentence in verdict.evidence],
    }


def _essence(body: Mapping[str, object]) -> tuple[object, ...]:
    return body.get("result"), body.get("reason"), body.get("missing")
