"""The rule over the month's budget: what SES has cost so far, and what it is likely to cost by the month's end.

How both are gathered is in `report/spending.py`, which step that is in `deliverability/cost/spending.py`; the account's
spending is judged once, not for each region.
"""

from collections.abc import Iterator
from typing import Final

from deliverability.cost.spending import NEARLY_ALL, BudgetStep, Spending
from deliverability.evidence import Evidence
from deliverability.metrics import DAY
from deliverability.model import N_, Text, text
from deliverability.rules.counsel import clear_of
from deliverability.rules.rule import Finding, Message, Severity, rule
from deliverability.thresholds import Thresholds

_HEADLINES: Final = {
    BudgetStep.WITHIN: N_("The month is likely to cost nearly the whole budget."),
    BudgetStep.FORESEEN: N_("The month is likely to cost more than the budget."),
    BudgetStep.NEAR: N_("The month's budget is nearly used up."),
    BudgetStep.USED_UP: N_("The month's budget is used up."),
}


@rule(N_("The month's budget"), keep_seconds=DAY, unit="percent")
def budget(known: Evidence, _: Thresholds) -> Iterator[Finding]:
    """The month will cost more than the budget, has cost 80 % of it, or all of it.

    A rough outlook counts only where even its low end is over the budget.
    """
    month = known.spending
    if not isinstance(month, Spending):
        return
    step, likely = month.step, float(month.certain_end / month.budget)
    keeps = not step and likely >= clear_of(1.0)
    yield Finding(
        subject="",
        at=month.at,
        step=int(step),
        severity=Severity.CRITICAL if step is BudgetStep.USED_UP else Severity.WARN,
        keeps=keeps,
        value=month.used_share if step >= BudgetStep.NEAR else likely,
        threshold=float(NEARLY_ALL) if step is BudgetStep.NEAR else 1.0,
        message=_message(month, step) if step or keeps else None,
    )


def _message(month: Spending, step: BudgetStep) -> Message:
    return Message(
        text(_HEADLINES[step]),
        figures=tuple(_figures(month)),
        aws=text(N_("AWS knows nothing of this budget: SES goes on sending, and charging.")),
        steps=(
            text(N_("See on the Costs page what the month is spent on, and whether another plan is cheaper.")),
            text(N_("If nobody on your team sends more, look for a leaked key: see who sends the mail.")),
            text(N_("If this is your normal volume, raise MONTHLY_BUDGET_USD.")),
        ),
        page="costs",
    )


def _figures(month: Spending) -> Iterator[Text]:
    so_far = N_("{usd:usd} so far this month, {share:percent} of the budget of {budget:usd}, taxes left out.")
    yield text(so_far, usd=month.to_date, share=month.used_share, budget=month.budget)
    if month.outlook is not None:
        end = N_("Likely at the month's end: {likely:usd}, between {low:usd} and {high:usd}.")
        yield text(end, likely=month.outlook.likely, low=month.outlook.low, high=month.outlook.high)
        yield from (text(N_("The month's end is a rough guess. {why}"), why=why) for why in month.outlook.why)
    if month.most is not None and month.most > month.to_date:
        dearer = N_(
            "The price plan is not known: under the cheapest likely one it is so much, under another {usd:usd} so far."
        )
        yield text(dearer, usd=month.most)
    yield from month.missing
