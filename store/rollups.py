"""Hourly and daily sums beside the rows they sum, so that three years cost what a week costs.

What is summed is in the topics (`statistics`, `samples`); the grain to read is chosen here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from deliverability.metrics import DAY, HOUR, QUARTER
from store.engines.engine import Engine

RAW: Final = 1
"""The grain of the rows themselves."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch [since, until) and the grain it is best read at: DAY, HOUR or RAW."""

    grain: int
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Rollup:
    """A table of sums: `table` holds per `key` and `step` seconds the `measures` of the rows of `source`."""

    table: str
    source: str
    key: str
    step: int
    measures: str

    def refresh(self, engine: Engine, key: int, first: int, last: int) -> None:
        """Sum anew the whole days from that of `first` to that of `last`, in the transaction that changed the rows."""
        params = {"key": key, "since": first - first % DAY, "until": last - last % DAY + DAY}
        where = f"WHERE {self.key} = :key AND at >= :since AND at < :until"
        engine.run(f"DELETE FROM {self.table} {where}", params)
        engine.run(
            f"""INSERT INTO {self.table} SELECT CAST(:key AS BIGINT), at - at % {self.step} AS bucket, {self.measures}
                FROM {self.source} {where} GROUP BY bucket""",
            params,
        )


def stretches(times: Iterable[int], step: int) -> list[tuple[int, int]]:
    """The steps in which `times` lie as half-open stretches, neighbours joined, in order."""
    found: list[tuple[int, int]] = []
    for at in sorted({at - at % step for at in times}):
        if found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + step)
        else:
            found.append((at, at + step))
    return found


def pieces(since: int, until: int, step: int = DAY) -> list[Piece]:
    """[since, until) cut so that each part is read at the coarsest grain that fills it and divides `step`."""
    if step <= 0 or step % QUARTER:
        message = f"a bucket is a multiple of {QUARTER} s, not {step} s"
        raise ValueError(message)
    return _cut(since, until, [grain for grain in (DAY, HOUR) if step % grain == 0])


def _cut(since: int, until: int, grains: Sequence[int]) -> list[Piece]:
    if since >= until:
        return []
    if not grains:
        return [Piece(RAW, since, until)]
    grain, *finer = grains
    first, last = -(-since // grain) * grain, until // grain * grain
    if first >= last:
        return _cut(since, until, finer)
    return [*_cut(since, first, finer), Piece(grain, first, last), *_cut(last, until, finer)]
