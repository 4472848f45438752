"""Faults of the reckoning of costs, of the month's forecast and of the rule over the budget."""

from typing import Final

from tests.mutants.mutant import Mutant

TIERS, CARD, MONTH, PARTS, PLANS, LIST, FREE, AHEAD, END, OTHERS, CALENDAR = (
    f"deliverability/cost/{name}.py"
    for name in (
        "tiers",
        "card",
        "month",
        "parts",
        "plans",
        "price_list",
        "allowance",
        "forecast",
        "outlook",
        "comparison",
        "calendar",
    )
)
PRICES, CHANGE, BUDGET = (f"deliverability/{name}.py" for name in ("cost/prices", "cost/plan_change", "rules/budget"))
TESTS = ("tests/unit/test_cost_*.py", "tests/unit/test_rules_budget.py")

_FAULTS = (
    (TIERS, "min(units, Decimal(end))) - first", "min(units, Decimal(end)))", "all mail is priced by each tier"),
    (TIERS, "total += within * price", "total = units * price", "one tier's price is for all mail"),
    (PRICES, "(0, first), (10_000, second)", "(0, first), (1_000, second)", "a tier begins ten times too early"),
    (PRICES, '_tiers("0.16", "0.14", "0.11")', '_tiers("0.10", "0.10", "0.10")', "Essentials costs what no plan does"),
    (PRICES, '((0, "105"),)', '((0, "150"),)', "Pro's fee is another"),
    (PRICES, "Entry(Item.VDM, Plan.NONE,", "Entry(Item.VDM, None,", "VDM is charged where a plan includes it"),
    (CARD, "KB_IN_GB: Final = 2**20", "KB_IN_GB: Final = 10**6", "a GB is 10^9 bytes"),
    (
        CARD,
        "_mail(Kind.OUTBOUND, Counts.BILLED, listed.tiers",
        "_mail(Kind.OUTBOUND, Counts.MAIL, listed.tiers",
        "free mail is charged",
    ),
    (
        CARD,
        "Meter(Kind.DATA, Per.GB.value, Counts.MAIL",
        "Meter(Kind.DATA, Per.GB.value, Counts.BILLED",
        "attachments of free mail are free",
    ),
    (CARD, "Decimal(many), 1, hours, why", "Decimal(many), 1, 720, why", "each month has thirty days"),
    (CARD, "if own is not None:", "if own:", "an own price of nothing is not taken"),
    (MONTH, "meter.usd(after) - meter.usd(before)", "meter.usd(after - before)", "each day begins in the first tier"),
    (MONTH, "part.use, part.plan, meter.counts]\n", "part.use, meter.counts]\n", "plans share their tiers"),
    (MONTH, "(part.use, part.plan, era(part.day))", "(part.use, part.plan, 0)", "a month's sum knows one price only"),
    (PARTS, "min(at, until_of(since))", "at", "the next month's days are part of this one"),
    (
        PARTS,
        "recipients * each.hours // hours",
        "recipients // len(plans)",
        "a changed day is halved whatever the hour",
    ),
    (PARTS, "recipients - gone, 0, why", "recipients, 0, why", "a changed day's mail is charged twice"),
    (PARTS, "        left -= free\n", "", "the allowance is never used up"),
    (PARTS, "if applies(allowance, part.plan, part.day) else 0", "", "mail of every plan is free"),
    (FREE, "day < allowance.until", "day <= allowance.until", "the allowance holds a day too long"),
    (FREE, "day + timedelta(days=1)", "day", "the last day is not free"),
    (FREE, '"MailboxSim", "VirtDelivMgr"', '"VirtDelivMgr"', "the simulator's allowance passes for mail's"),
    (FREE, "return _credits(state) or free_tier", "return free_tier", "credits are not told where usage is denied"),
    (FREE, "if overrides.free_messages is not None:", "if overrides.free_messages:", "none free, set so, is not taken"),
    (PLANS, "if moment < _BEGIN:", "if moment < 0:", "plans cost before there were any"),
    (PLANS, "max(_index(spans, moment), 0)", "_index(spans, moment)", "before the first reading the last one holds"),
    (
        PLANS,
        "max(-(-(min(until, day + DAY) - day) // HOUR), 0)",
        "(min(until, day + DAY) - day) // HOUR",
        "an hour counts when it is over",
    ),
    (PLANS, "since <= moment < until)", "moment < until)", "an unknown of months ago makes a month unknown"),
    (LIST, "day < midnight(entry.until))", "day <= midnight(entry.until))", "a price holds a day too long"),
    (LIST, "None if region == KNOWN_REGION else", "None if True else", "another region's price is not marked"),
    (CALENDAR, "divmod(then.month, 12)", "divmod(then.month, 13)", "December has no end"),
    (AHEAD, "u.whole and ", "", "a day seen in part passes for one of little mail"),
    (AHEAD, "median(usual[day]) * level * part", "median(usual[day]) * part", "a level that rose is not followed"),
    (AHEAD, "min((day + DAY - now) / DAY, 1.0)", "1.0", "all of the present day is still to come"),
    (AHEAD, "if usual[day] > least]", "if usual[day]]", "three mails more double the month"),
    (AHEAD, "len(past) < LEAST_DAYS or", "", "a week makes a good forecast"),
    (AHEAD, "return sqrt(noise**2 * (own +", "return sqrt(noise * (own +", "the range is far too wide"),
    (END, "sent if day == today else 0", "0", "what was sent today is forgotten"),
    (END, "total * reached // sum(weights) - given", "total * weight // sum(weights)", "rounding loses recipients"),
    (END, "before = gone.popleft()", "before = gone[0]", "managed IPs are taken for standard ones"),
    (END, "region not in known or known[use.region].rough", "region not in known", "a rough end passes for a good one"),
    (OTHERS, "12 * (costs.get(", "(costs.get(", "a year has one month"),
    (OTHERS, "plan=None, price_per_thousand=mine", "price_per_thousand=mine", "each offer is of the plan that was set"),
    (
        OTHERS,
        "price_per_thousand=mine)",
        "price_per_thousand=terms.overrides.price_per_thousand)",
        "an own price is every plan's",
    ),
    (OTHERS, "sorted({0, free, *steps, MOST})", "sorted({0, MOST})", "break-even minds no tier"),
    (OTHERS, "key=lambda offer: offer.usd", "key=lambda offer: -offer.usd", "the dearest comes first"),
    (BUDGET, "if likely > 1 else 0", "if likely >= 1 else 0", "a budget just kept alarms"),
    (BUDGET, "if used >= NEARLY_ALL else step", "if used > NEARLY_ALL else step", "80 % is not 80 %"),
    (BUDGET, "if used >= 1 else step", "if used > 1 else step", "a budget used up is nearly used up"),
    (BUDGET, "month.outlook.low if month.outlook.rough else", "", "a rough outlook alarms"),
    (CHANGE, "until_of(announced), UTC", "announced, UTC", "the plan changes when it is announced"),
    (CHANGE, "if changed and after == Plan.ESSENTIALS else", "if changed else", "each change is a move to Essentials"),
)

COSTS: Final = tuple(Mutant("budget" if fault[0] == BUDGET else "cost", *fault, TESTS) for fault in _FAULTS)
