"""What is asked once a day for the whole account: whichever region comes first asks, the others have its answer.

What is asked so lives in `free_tier.py` and `cost_explorer.py`. A restart, or `once` in a crontab, asks no sooner.
"""

import json
from collections.abc import Callable
from typing import Final

from collector.aws.errors import AccessDenied, AwsError, Malformed, Unavailable
from collector.aws.reading import Visit
from deliverability.metrics import DAY, HOUR
from deliverability.model import N_, text
from store import meta

RESTS: Final = DAY - HOUR
"""After an answer. An hour less than a day, so that a daily `once` is never a minute too early."""
RETRIES: Final = HOUR
"""After a failure: each request may cost."""
ASKING: Final = 600
"""A region that asks and says no more was killed in the midst of it."""


def once_a_day(visit: Visit, name: str, operation: str, ask: Callable[[Visit], None]) -> None:
    """Ask, unless it was asked for the account not long ago; `from_start` asks again at once.

    Raises what `ask` does. After a failure it raises Unavailable without a request until an hour is over, after an
    answer that cannot be understood, which the next will be like, until a day is; not after a denial, which costs
    nothing and ends as soon as a person has added the permission.
    """
    if not _claimed(visit, name, operation):
        return
    try:
        ask(visit)
    except AccessDenied:
        _note(visit, name, "denied")
        raise
    except Malformed:
        _note(visit, name, "odd")
        raise
    except AwsError:
        _note(visit, name, "failed")
        raise
    except BaseException:
        _note(visit, name, "given up")
        raise
    _note(visit, name, "odd" if any(visit.parts) else "ok")


def _claimed(visit: Visit, name: str, operation: str) -> bool:
    """Whether this visit is the one to ask; noted in one transaction, since regions are visited side by side."""
    with visit.store.transaction():
        at, how = _last(visit, name)
        age = visit.at - at
        if how == "asking" and 0 <= age < ASKING:
            return False
        if not visit.from_start:
            if how == "ok" and 0 <= age < RESTS:
                return False
            if how == "failed" and 0 <= age < RETRIES:
                why = text(N_("it failed {age:duration} ago, and as a request may cost it waits for an hour."), age=age)
                raise Unavailable(operation, visit.aws.region, why)
            if how == "odd" and 0 <= age < RESTS:
                odd = N_("its answer {age:duration} ago made no sense, and as a request may cost it waits for a day.")
                raise Unavailable(operation, visit.aws.region, text(odd, age=age))
        _note(visit, name, "asking")
    return True


def _last(visit: Visit, name: str) -> tuple[int, str]:
    """When it was asked last and how that went."""
    known = meta.get(visit.store, _memory(visit, name))
    try:
        at, how = json.loads(known or "")
        return int(at), str(how)
    except (ValueError, TypeError):
        return 0, ""


def _note(visit: Visit, name: str, how: str) -> None:
    meta.put(visit.store, _memory(visit, name), json.dumps([visit.at, how]))


def _memory(visit: Visit, name: str) -> str:
    return f"asked-last/{visit.scope.account_id}/{name}"
