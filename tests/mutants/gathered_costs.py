"""Faults of what costs are gathered from: days that were seen, plans over time, regions, and what is told of them."""

from typing import Final

from tests.mutants.mutant import Mutant

TESTS = ("tests/report/test_cost*.py", "tests/report/test_spending.py", "tests/report/test_plan_spans.py")

_FAULTS = (
    ("uses", "unseen + told", "told", "days before the first known one cost nothing"),
    (
        "uses",
        "return region if watched else _left(region)",
        "return region",
        "a region that nobody watches has days that nobody saw",
    ),
    (
        "usage",
        "if isinstance(ratio, Unknown) and seen.count else ()",
        "if False else ()",
        "one recipient an attempt is not marked",
    ),
    ("usage", "if over and seen.share < MOSTLY else ()", "if False else ()", "a day seen in part is not marked"),
    (
        "usage",
        "*coverage.covered(store, scope, coverage.STATISTICS, Span(0, now))[:1],",
        "",
        "days without mail are days unseen",
    ),
    ("counted", "found.pop() if len(found) == 1 else MIXED", "MIXED", "a day of one kind is mixed"),
    ("counted", "if day.day + DAY <= region.now]", "]", "the present day is a gap before its first reading"),
    (
        "counted",
        "region.mail.ratio if by_attempts else None",
        "region.mail.ratio",
        "a ratio that no day needed is told",
    ),
    ("spending", "to_date=min(spent)", "to_date=spent[0]", "the first bill passes for the cheapest"),
    ("spending", "most=max(spent)", "most=spent[-1]", "the last bill passes for the dearest"),
    ("spending", "if not reckoned.any_day(known.regions):", "if False:", "a month that nobody saw has cost nothing"),
    (
        "compared",
        "terms.allowance.elsewhere + others",
        "terms.allowance.elsewhere",
        "each region has all of the free mail",
    ),
    (
        "plan_spans",
        "elif later[1] == coming and until_of(at) <= later[0]:",
        "elif False:",
        "a change begins when it is seen",
    ),
    ("plan_spans", "until_of(max(at, read_at or at))", "until_of(at)", "a change that AWS still announces has come"),
    ("cost_export", "OTHER if kind is None else kind.value", "each.usage_type", "AWS's words pass for kinds"),
    (
        "costing",
        "if reckoned.present and read is not None else",
        "if read is not None else",
        "a past month has a plan to come",
    ),
)

GATHERED: Final = tuple(Mutant("cost", f"report/{name}.py", *fault, TESTS) for name, *fault in _FAULTS)
