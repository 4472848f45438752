"""The parts of the page of costs: chart, free mail, plans, budget, what AWS charged, and what the address chooses."""

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal

import pytest

from deliverability.cost.model import Plan
from deliverability.model import Text
from report.costs import Budget, MonthSum
from tests.pages import accounts, cost_months
from tests.pages.conftest import words_on
from tests.pages.cost_months import REGION, SINCE
from tests.pages.cost_states import OCTOBER, STATES
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
    counting = replace(cost_months.month().counting, unknown_days=1)
    page = costs(bills=(replace(bill, days=days),), counting=counting)
    assert [note["text"] for note in figure(page)["layout"]["annotations"]] == ["not collected"]
    assert "1 day was not looked at: what was sent then is missing here." in words_on(page)


def test_every_plan_has_a_card_and_the_cheapest_is_named(costs):
    page = costs()
    values = [metric.value for metric in page.metric]
    assert {"$14.70", "$23.52", "$137.34", "$533.81"} <= set(values)
    assert "Your plan is the cheapest for this much mail." in words_on(page)


def test_a_cheaper_plan_is_told_above_and_below_with_a_years_saving(costs):
    compared = replace(
        cost_months.month().compared[0], current=Plan.ESSENTIALS, saving_a_year=Decimal("105.84"), break_even=1_500_000
    )
    shown = words_on(costs(compared=(compared,)))
    assert "1. In ap-northeast-2, pay as you go would cost $105.84 less a year: see the plans below." in shown
    assert "From 1,500,000 recipients a month on another plan costs less." in shown


def test_the_guides_model_is_shown_as_what_it_is(costs):
    assert "62,000 free and $0.10 per 1,000" in words_on(costs())


def test_free_mail_is_metered_by_awss_own_count(costs):
    page = costs(**STATES["free mail"])
    assert "It ends on 1 Dec 2026." in words_on(page)
    (meter,) = page.get("progress")
    assert meter.proto.value == 96


def test_an_unknown_allowance_takes_nothing_off_and_says_so(costs):
    assert "Whether anything is free is not known, so nothing is taken off." in words_on(
        costs(**STATES["free unknown"])
    )


def test_a_budget_is_told_with_its_level(costs):
    assert "Over the budget" in words_on(costs(budget=Budget(Decimal(10), 1.0, 1.4)))
    assert "Heads for more than the budget" in words_on(costs(budget=Budget(Decimal(14), 0.83, 1.05)))
    assert "Near the budget" in words_on(costs(budget=Budget(Decimal(14), 0.8, 1.0)))
    assert "Within the budget" in words_on(costs(budget=Budget(Decimal(15), 0.79, 1.0)))


def test_without_a_permission_for_billing_the_page_is_whole_with_one_line_more(costs):
    page = costs(missing=(Text("With a permission this page would show charges."),))
    assert words_on(page).count("With a permission this page would show charges.") == 1
    assert "What AWS charged" not in [header.value for header in page.header]


def test_what_aws_charged_stands_beside_the_estimate_with_the_reason(costs):
    page = costs(**STATES["charged"])
    found = table(page, 1)
    assert found["Difference"].iloc[0] == "\\+\\$0\\.25"
    assert found["Why they differ"].iloc[0] == "Rejected mail is billed\\."
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
    assert list(rows[0]) == ["account_id", "region", "day", "kind", "plan", "quantity", "unit", "usd", "basis"]
    assert sum(Decimal(row["usd"]) for row in rows) == shown.bills[0].to_date
    assert rows[0]["day"] == "2026-11-01"
    assert spreadsheet_costs.file_name(shown, shown.bills[0]) == "ses-costs-123456789012-all-regions-2026-11.csv"
