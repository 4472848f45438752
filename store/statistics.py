"""The bins of GetSendStatistics, remembered for ever, with their hourly and daily sums.

By which rules a poll joins what is stored is in `deliverability/bins.py`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from deliverability.bins import Bin, Lower, Merge, SetAside, merge, total
from deliverability.coverage import Span
from deliverability.metrics import DAY, HOUR, QUARTER
from deliverability.model import Scope
from store import coverage, doubts, scopes
from store.engines.engine import Engine
from store.rollups import RAW, Piece, Rollup, pieces

WINDOW: Final = 14 * DAY
"""Seconds back from a poll that GetSendStatistics answers for (SES API reference: the last two weeks)."""

_COLUMNS: Final = ("scope", "at", "attempts", "bounces", "complaints", "rejects", "cut")
_REPLACE: Final = """ON CONFLICT (scope, at) DO UPDATE SET attempts = excluded.attempts, bounces = excluded.bounces,
    complaints = excluded.complaints, rejects = excluded.rejects, cut = excluded.cut"""

_SUMS: Final = ", ".join(f"CAST(SUM({name}) AS BIGINT)" for name in ("attempts", "bounces", "complaints", "rejects"))
_WHOLE: Final = "(SELECT * FROM send_statistic WHERE cut = 0) AS whole"
_HOURS: Final = Rollup("send_statistic_hour", _WHOLE, "scope", HOUR, _SUMS)
_DAYS: Final = Rollup("send_statistic_day", "send_statistic_hour", "scope", DAY, _SUMS)
_SOURCES: Final = {RAW: _WHOLE, HOUR: "send_statistic_hour", DAY: "send_statistic_day"}


def keep(engine: Engine, scope: Scope, polled: Sequence[Bin], at: int) -> Merge:
    """Join the poll answered at `at` with what is stored, in one transaction, and return what that changed.

    The sums follow, doubts are recorded, and the poll's window counts as covered: a bin it does not name is zero sent.
    A poll that was set aside covers nothing.
    """
    with engine.transaction():
        number = scopes.ensured(engine, scope)
        change = merge(_around(engine, number, polled), polled)
        _write(engine, number, change)
        _doubt(engine, scope, change, at)
        if change.set_aside is None:
            coverage.extend(engine, scope, coverage.STATISTICS, Span(at - WINDOW, at))
    return change


def bins(engine: Engine, scope: Scope, since: int, until: int) -> list[Bin]:
    """The bins that start in [since, until) as stored, cut ones included and marked, in order."""
    return _bins(engine, scopes.found(engine, scope), since, until)


def totals(engine: Engine, scope: Scope, since: int, until: int) -> Bin:
    """Sum of the bins that start in [since, until), cut ones left out, under the time `since`."""
    with engine.view():
        number = scopes.found(engine, scope)
        parts = [b for piece in pieces(since, until) for b in _summed(engine, number, piece, DAY)]
    return total(parts, since)


def buckets(engine: Engine, scope: Scope, since: int, until: int, step_seconds: int) -> list[Bin]:
    """Sums of the bins that start in [since, until), one per `step_seconds` in which there are any, in order.

    `at` is the start of the bucket, a multiple of the step, which is a multiple of 900, best of 3600 or 86,400. Cut
    bins are left out. The first and last bucket hold only what lies inside the window.
    """
    found: dict[int, list[Bin]] = defaultdict(list)
    with engine.view():
        number = scopes.found(engine, scope)
        for piece in pieces(since, until, step_seconds):
            for part in _summed(engine, number, piece, step_seconds):
                found[part.at].append(part)
    return [parts[0] if len(parts) == 1 else total(parts, at) for at, parts in sorted(found.items())]


def span(engine: Engine, scope: Scope) -> Span | None:
    """From the start of the first bin to the end of the last; None when there are none."""
    ((first, last),) = engine.rows(
        """SELECT (SELECT MIN(at) FROM send_statistic WHERE scope = :scope),
                  (SELECT MAX(at) FROM send_statistic WHERE scope = :scope)""",
        {"scope": scopes.found(engine, scope)},
    )
    return None if first is None else Span(first, last + QUARTER)


def _around(engine: Engine, number: int, polled: Sequence[Bin]) -> list[Bin]:
    """Everything stored that a poll can touch."""
    if not polled:
        return []
    times = [b.at for b in polled]
    return _bins(engine, number, min(times) - QUARTER, max(times) + QUARTER)


def _bins(engine: Engine, number: int | None, since: int, until: int) -> list[Bin]:
    rows = engine.rows(
        """SELECT at, attempts, bounces, complaints, rejects, cut FROM send_statistic
           WHERE scope = :scope AND at >= :since AND at < :until ORDER BY at""",
        {"scope": number, "since": since, "until": until},
    )
    return [
        Bin(at, attempts, bounces, complaints, rejects, bool(cut))
        for at, attempts, bounces, complaints, rejects, cut in rows
    ]


def _summed(engine: Engine, number: int | None, piece: Piece, step: int) -> list[Bin]:
    """The sums over one piece, a bin per `step`."""
    rows = engine.rows(
        f"""SELECT at - at % :step AS bucket, {_SUMS} FROM {_SOURCES[piece.grain]}
            WHERE scope = :scope AND at >= :since AND at < :until GROUP BY bucket ORDER BY bucket""",
        {"scope": number, "since": piece.since, "until": piece.until, "step": step},
    )
    return [Bin(*row) for row in rows]


def _write(engine: Engine, number: int, change: Merge) -> None:
    rows = [(number, b.at, b.attempts, b.bounces, b.complaints, b.rejects, int(b.cut)) for b in change.written]
    engine.load("send_statistic", _COLUMNS, rows, _REPLACE)
    for at in change.removed:
        engine.run("DELETE FROM send_statistic WHERE scope = :scope AND at = :at", {"scope": number, "at": at})
    for at in change.cut:
        engine.run("UPDATE send_statistic SET cut = 1 WHERE scope = :scope AND at = :at", {"scope": number, "at": at})
    # What was written is in the order of time: its ends say how far it reaches.
    ends = (*change.written[:1], *change.written[-1:])
    if touched := [*(b.at for b in ends), *change.removed, *change.cut]:
        for rollup in (_HOURS, _DAYS):
            rollup.refresh(engine, number, min(touched), max(touched))


def _doubt(engine: Engine, scope: Scope, change: Merge, at: int) -> None:
    if change.lower:
        doubts.record_all(engine, scope, doubts.LOWER, _by_bin(change.lower).items(), at)
    if (poll := change.set_aside) is not None:
        doubts.record(engine, scope, doubts.SET_ASIDE, at - at % DAY, _particulars(poll), at)


def _by_bin(lower: Iterable[Lower]) -> dict[int, dict[str, dict[str, int]]]:
    found: dict[int, dict[str, dict[str, int]]] = defaultdict(dict)
    for each in lower:
        found[each.at][each.count] = {"kept": each.kept, "seen": each.seen}
    return found


def _particulars(poll: SetAside) -> dict[str, int]:
    return {
        "since": poll.since,
        "until": poll.until,
        "stored_attempts": poll.stored_attempts,
        "polled_attempts": poll.polled_attempts,
    }
