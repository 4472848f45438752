"""What a series was at each UTC midnight: of years one point a day, without reading the others.

The points themselves are in `samples.py`; why midnight matters is said in `report/usage.py`.
"""

from typing import Final

from deliverability.metrics import DAY
from deliverability.model import Scope
from store.engines.engine import Engine
from store.samples import Point
from store.series import numbered

_BESIDE: Final = """WITH RECURSIVE midnight (at) AS (
        SELECT CAST(:first AS BIGINT) UNION ALL SELECT at + 86400 FROM midnight WHERE at + 86400 <= :last),
    beside (at, before, after) AS (SELECT at,
        (SELECT MAX(s.at) FROM sample s
         WHERE s.series = :series AND s.at < midnight.at AND s.at >= midnight.at - :within),
        (SELECT MIN(s.at) FROM sample s
         WHERE s.series = :series AND s.at >= midnight.at AND s.at <= midnight.at + :within)
        FROM midnight)
    SELECT beside.at, sample.at, sample.value FROM beside
    JOIN sample ON sample.series = :series AND sample.at IN (beside.before, beside.after)"""


def nearest(
    engine: Engine, scope: Scope, metric_name: str, since: int, until: int, within_seconds: int
) -> dict[int, Point]:
    """The account's point nearest to each midnight in [since, until], by the midnight (epoch seconds).

    A midnight with no point `within_seconds` of it is left out; of two as near, the later one counts.
    """
    first, last = -(-since // DAY) * DAY, until // DAY * DAY
    found: dict[int, Point] = {}
    if first > last:
        return found
    for each in numbered(engine, scope, metric_name, ""):
        asked = {"series": each.id, "first": first, "last": last, "within": within_seconds}
        rows = engine.rows(_BESIDE, asked)
        for midnight, at, value in rows:
            known = found.get(midnight)
            if known is None or (abs(at - midnight), -at) < (abs(known.at - midnight), -known.at):
                found[midnight] = Point(at, value)
    return found
