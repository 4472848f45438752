"""A month's charges as a CSV file that spreadsheets open as it is, in the columns of `export cost`.

The other charts' files are in `spreadsheet`; the command line's are in `report/datasets.py`.
"""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from deliverability.cost.model import Charge
from report.cost_export import COLUMNS
from report.costs import Bill, Costs
from ui.spreadsheet import harmless

BASIS: Final = "estimate"
NOT_AWS_S: Final = ""
"""No usage type: nothing of it is AWS's own word."""


def file_name(shown: Costs, bill: Bill) -> str:
    """Account, region, month, and the plan where it is assumed."""
    of = shown.region or "all-regions"
    assumed = "" if bill.assumed is None else f"-if-{bill.assumed.lower()}"
    return f"ses-costs-{shown.account_id}-{of}-{_moment(shown.since):%Y-%m}{assumed}.csv"


def charges_file(shown: Costs, bill: Bill) -> bytes:
    """One line for each day, region and kind; amounts exact, not rounded."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in row] for row in _rows(shown, bill))
    return out.getvalue().encode("utf-8-sig")


def _rows(shown: Costs, bill: Bill) -> Iterator[tuple[str, ...]]:
    for charge in bill.charges:
        yield _row(shown.account_id, charge)


def _row(account_id: str, charge: Charge) -> tuple[str, ...]:
    day = f"{_moment(charge.day):%Y-%m-%d}"
    quantity, usd = f"{charge.quantity:f}", f"{charge.usd:f}"
    kind, plan = charge.kind.value, charge.plan.value
    return account_id, charge.region, day, kind, plan, quantity, charge.unit, usd, BASIS, NOT_AWS_S


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)
