"""`python -m bench`: every room's figures in one table; exit code 1 when one misses its bound.

What is measured lives in the file of each room, in its `measure()`.
"""

import importlib
import pkgutil
import sys

import bench
from bench.measure import table


def main() -> int:
    """Measure room by room, since figures taken at the same time would disturb each other."""
    rooms = (importlib.import_module(f"bench.{m.name}") for m in pkgutil.iter_modules(bench.__path__))
    measures = [measure for room in rooms if hasattr(room, "measure") for measure in room.measure()]
    print(table(measures))
    return 0 if all(measure.kept for measure in measures) else 1


if __name__ == "__main__":
    sys.exit(main())
