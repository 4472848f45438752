"""One reading in one scope, performed and written down as a run, whether it succeeded or not. Nothing is raised here.

When a job is due lives in `schedule.py`; several jobs in a row, and regions side by side, in `rounds.py`.
"""

import logging
import time
import traceback
from typing import Final

from collector.aws.errors import AccessDenied, AwsError
from collector.aws.reading import Reading, Visit
from deliverability.model import N_, NN_, ProductError, Text, text
from store import runs
from store.engines.engine import Engine
from store.errors import StoreError
from store.runs import Run

logger = logging.getLogger(__name__)

OK: Final = "ok"
PARTIAL: Final = "partial"
DENIED: Final = "denied"
FAILED: Final = "failed"


def perform(reading: Reading, visit: Visit) -> Run:
    """Ask, keep and record. A run that cannot be recorded is still returned, with its error."""
    before, began = visit.aws.calls, time.monotonic()
    error = _collect(reading, visit)
    if isinstance(error, AccessDenied):
        error = AccessDenied(
            visit.aws.region, *_all_denied(reading, visit, error), by_organisation=error.by_organisation
        )
    calls = visit.aws.calls - before
    run = Run(
        id=0,
        job=reading.name,
        account_id=visit.scope.account_id,
        region=visit.scope.region,
        started_at=visit.at,
        ended_at=visit.at + round(time.monotonic() - began),
        outcome=_outcome(error, visit),
        error=_told(error, visit),
        missing_action=", ".join(error.actions) if isinstance(error, AccessDenied) else "",
        api_calls=calls,
        cost_usd=calls * reading.price_usd_per_call,
    )
    return recorded(run, visit.store)


def recorded(run: Run, store: Engine) -> Run:
    """Write a run down and into the log. One that cannot be written down is returned with its error."""
    try:
        runs.record(store, run)
    except StoreError as error:
        run = _unrecorded(run, error)
    told = {"job": run.job, "region": run.region, "outcome": run.outcome, "api_calls": run.api_calls}
    if run.error is None:
        logger.info("job.done", extra=told)
    else:
        logger.warning("job.trouble", extra={**told, "error": run.error})
    return run


def place(error: Exception) -> str:
    """Where a fault of ours arose; neither its message nor the values around it: both may hold an address."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    return f"{where.filename.rpartition('/')[2]}:{where.lineno}"


def _collect(reading: Reading, visit: Visit) -> ProductError | None:
    try:
        reading.collect(visit)
    except ProductError as error:
        return error
    except Exception as error:  # noqa: BLE001 - a fault of ours in one reading must not stop the others
        what = N_(
            "{region}: this program made an error ({kind} at {place}). Please report it; the next round asks again."
        )
        return ProductError(text(what, region=visit.aws.region, kind=type(error).__name__, place=place(error)))
    return None


def _all_denied(reading: Reading, visit: Visit, denied: AccessDenied) -> list[str]:
    """Every action of the reading that is denied, found by its cheapest calls: one cure instead of one a round."""
    found = dict.fromkeys(denied.actions)
    for call in reading.calls:
        if call.action not in found:
            try:
                visit.aws.call(call.service, call.operation, **call.cheapest(visit.now))
            except AccessDenied as error:
                found |= dict.fromkeys(error.actions)
            except AwsError:
                continue  # whatever it is, it is no denial
    return list(found)


def _outcome(error: ProductError | None, visit: Visit) -> str:
    if isinstance(error, AccessDenied):
        return DENIED
    if error is None and not any(visit.parts):
        return OK
    return PARTIAL if None in visit.parts else FAILED


def _told(error: ProductError | None, visit: Visit) -> Text | None:
    """The error that ended the reading, else the first of its parts', with the number of the others."""
    errors = [e for e in (error, *visit.parts) if e is not None]
    if not errors:
        return None
    first, others = errors[0].message, len({e.message.msgid + str(e.message.params) for e in errors[1:]})
    if isinstance(error, AccessDenied) or not others:
        return first
    return text(NN_("{first} (and {n} more)", "{first} (and {n} more)"), first=first, n=others)


def _unrecorded(run: Run, error: StoreError) -> Run:
    return Run(
        0,
        run.job,
        run.account_id,
        run.region,
        run.started_at,
        run.ended_at,
        FAILED,
        run.error or error.message,
        run.missing_action,
        run.api_calls,
        run.cost_usd,
    )
