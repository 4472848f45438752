"""The parts of the page of costs: chart, free mail, plans, budget, what AWS charged, and what the address chooses."""

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal

import pytest

from deliverability.cost.model import BreakEven, Plan
from deliverability.metrics import DAY
from deliverability.model import Reason, Text, Unknown
from report.cost_export import COLUMNS
from report.costs import Covered, MonthSum
from tests.pages import accounts, cost_months
from tests.pages.conftest import words_on
from tests.pages.cost_months import REGION, SINCE
from tests.pages.cost_states import OCTOBER, STATES, spent
from ui import spreadsheet_costs


def figure(page):
    (chart,) = page.get("plotly_chart")
    return json.loads(chart.proto.spec)


def named(page):
    return {trace["name"]: trace for trace in figure(page)["data"]}


def table(page, n=0):
    return page.table[n].value


def test_days_to_come_are_drawn_apart_and_the_sum_goes_on_where_it_ends(costs):
    lines = named(costs())
    assert len(lines["mail sent"]["x"]) == 24
    assert len(lines["forecast"]["x"]) == 6
    assert lines["forecast of the sum"]["y"][0] == lines["the month so far"]["y"][-1]
    assert lines["range at the month's end"]["y"] == [pytest.approx(13.70), pytest.approx(15.70)]


def test_a_day_that_nobody_looked_at_is_a_gap_and_is_said(costs):
    bill = cost_months.bill()
    days = (*bill.days[:3], replace(bill.days[3], recipients=None, usd=Decimal(0)), *bill.days[4:])
    page = costs(bills=(replace(bill, days=days),), counting=cost_months.counted(unseen=(SINCE + 3 * DAY,)))
    assert [note["text"] for note in figure(page)["layout"]["annotations"]] == ["not collected"]
    assert "1 day of the month was not looked at, 4 Nov 2026: what was sent then is missing" in words_on(page)
    assert "SES cost at least $11.70 so far this month." in words_on(page)
    assert "≥ $11.70" in [metric.value.replace("\u00a0", " ") for metric in page.metric]


def test_what_the_count_of_mail_is_without_or_takes_is_said(costs):
    shown = words_on(costs(**STATES["a day missing"]))
    assert "1 day of the month was looked at in part only, 3 Nov 2026: it is at least so much." in shown
    assert "In ap-northeast-2 how many recipients an attempt has is not known yet: one is taken" in shown
    assert "An attempt stands for" not in shown


def test_a_rough_end_says_what_makes_it_rough(costs):
    assert "The month's end is a rough guess. Two days were counted." in words_on(costs(**STATES["rough"]))


def test_every_plan_has_a_card_and_the_cheapest_is_named(costs):
    page = costs()
    values = [metric.value for metric in page.metric]
    assert {"$14.70", "$23.52", "$137.34", "$533.81"} <= set(values)
    assert "Your plan is the cheapest for this much mail." in words_on(page)


def test_a_cheaper_plan_is_told_above_and_below_with_a_years_saving(costs):
    compared = replace(
        cost_months.month().compared[0],
        current=Plan.ESSENTIALS,
        saving_a_year=Decimal("105.84"),
        break_even=(BreakEven(1_500_000, Plan.NONE, Plan.PRO), BreakEven(9_000_000, Plan.PRO, Plan.NONE)),
    )
    shown = words_on(costs(compared=(compared,)))
    assert "1. In ap-northeast-2, pay as you go would cost $105.84 less a year: see the plans below." in shown
    assert "Up to 1,500,000 recipients a month pay as you go costs less, with more Pro." in shown
    assert "Up to 9,000,000 recipients a month Pro costs less, with more pay as you go." in shown


def test_the_guides_model_is_shown_as_what_it_is(costs):
    assert "62,000 free and $0.10 per 1,000" in words_on(costs())


def test_free_mail_is_metered_by_awss_own_count(costs):
    page = costs(**STATES["free mail"])
    shown = words_on(page)
    assert "It ends on 1 Dec 2026." in shown
    assert "400 of them were used by other mail" in shown
    assert "GetFreeTierUsage · " in shown
    (meter,) = page.get("progress")
    assert meter.proto.value == 96


def test_what_is_free_under_one_of_two_likely_plans_is_shown_as_that(costs):
    page = costs(**STATES["free mail under one plan"])
    assert "2,900 or Nothing" in [metric.value for metric in page.metric]


def test_credits_are_told_beside_what_is_free_and_do_not_make_it_known(costs):
    shown = words_on(costs(**STATES["free unknown"] | STATES["credits"]))
    assert "Credits left: $120.00. They pay the bill; the sums here are before them. They end on 1 Dec 2026." in shown
    assert "Whether anything is free is not known, so nothing is taken off." in shown
    assert "AWS did not tell how much is left." in words_on(costs(**STATES["credits chosen"]))
    unknown = words_on(costs(**STATES["credits unknown"]))
    assert "Whether there are credits is not known. Cost Explorer is denied." in unknown


def test_an_empty_list_of_the_free_tier_is_not_called_collecting(costs):
    allowance = Unknown(Reason.LOWER_BOUND, Text("AWS lists nothing."))
    page = costs(covered=(Covered(REGION, allowance, (0,), False),))
    assert "Collecting" not in words_on(page)
    assert "Unknown: AWS lists nothing." in words_on(page)


def test_a_card_says_why_nothing_is_free(costs):
    assert "All mail is paid for. No free tier" in words_on(costs())


def test_an_unknown_allowance_takes_nothing_off_and_says_so(costs):
    assert "Whether anything is free is not known, so nothing is taken off." in words_on(
        costs(**STATES["free unknown"])
    )


def test_a_budget_is_told_with_its_level(costs):
    assert "Over the budget" in words_on(costs(budget=spent("10", "10")))
    assert "Heads for more than the budget" in words_on(costs(budget=spent("11", "14")))
    assert "Near the budget" in words_on(costs(budget=spent("11.70", "14")))
    assert "Within the budget" in words_on(costs(budget=spent("11.70", "15")))


def test_a_budget_says_what_it_would_be_under_the_dearer_plan_and_what_is_missing(costs):
    lacking = Text("Mail of us-east-1 is missing.")
    shown = words_on(costs(budget=spent("10", "20", most=Decimal(16), missing=(lacking,))))
    assert "under the dearer plan $16.00 so far" in shown
    assert "Mail of us-east-1 is missing." in shown


def lines_across(page):
    return [shape for shape in figure(page)["layout"].get("shapes", []) if shape.get("yref") == "y2"]


def test_the_accounts_budget_is_drawn_where_all_of_the_account_is_and_not_over_one_of_its_regions(costs):
    budget = spent("11.70", "15")
    assert len(lines_across(costs(budget=budget))) == 1
    assert len(lines_across(costs(budget=budget, region=REGION))) == 1, "the only region is the account"
    two = STATES["two regions"]
    assert len(lines_across(costs(account="regions", budget=budget, **two))) == 1
    assert lines_across(costs(account="regions", budget=budget, region=REGION, **two)) == []


def test_without_a_permission_for_billing_the_page_is_whole_with_one_line_more(costs):
    page = costs(missing=(Text("With a permission this page would show charges."),))
    assert words_on(page).count("With a permission this page would show charges.") == 1
    assert "What AWS charged" not in [header.value for header in page.header]


def test_what_aws_charged_stands_beside_the_estimate_with_the_reason(costs):
    page = costs(**STATES["charged"])
    found = table(page, 1)
    assert found["Difference"].iloc[0] == "\\+\\$0\\.25"
    assert "**Mail sent:** Rejected mail is billed." in words_on(page)
    assert "Not in the estimate" in found["Use"].iloc[1]
    assert "charged by AWS" in named(page)


def test_the_month_is_taken_from_the_address_and_nonsense_is_the_present_one(costs):
    for asked, since in [("2026-10", OCTOBER), ("2026-13", None), ("2027-01", None), ("2026-11", None), ("x", None)]:
        costs.asked.clear()
        costs(query={"month": asked})
        assert costs.asked[-1] == (accounts.ACCOUNT_ID, None, since)


def test_the_picker_offers_every_month_newest_first(costs):
    past = MonthSum(OCTOBER, SINCE, Decimal(9), Decimal(9), 90_000, None)
    page = costs(months=(*cost_months.month().months, past))
    assert page.selectbox(key="month").options == ["November 2026", "October 2026"]


def test_all_regions_are_shown_unless_the_address_says_one(costs):
    costs(account="regions", **STATES["two regions"])
    assert costs.asked[-1][1] is None
    costs(account="regions", query={"of": "region"}, **STATES["two regions"])
    assert costs.asked[-1][1] == REGION


def test_the_file_of_a_month_has_the_exports_columns_and_sums_to_the_month():
    shown = cost_months.month()
    told = spreadsheet_costs.charges_file(shown, shown.bills[0]).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(told)))
    assert tuple(rows[0]) == COLUMNS
    assert sum(Decimal(row["usd"]) for row in rows) == shown.bills[0].to_date
    assert rows[0]["day"] == "2026-11-01"
    assert spreadsheet_costs.file_name(shown, shown.bills[0]) == "ses-costs-123456789012-all-regions-2026-11.csv"


def test_a_plan_that_nobody_read_says_so(costs):
    (plan,) = cost_months.month().plans
    assert "Nobody read it." in words_on(costs(plans=(replace(plan, since=None, assumed=Text("Nobody read it.")),)))
