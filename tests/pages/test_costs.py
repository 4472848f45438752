"""The page of costs as Streamlit draws it: every state that a month and an account may be in, from months made by hand."""

import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from deliverability.cost.choices import Choices, Currency
from deliverability.metrics import HOUR
from tests.pages import accounts, cost_months
from tests.pages.conftest import words_on
from tests.pages.cost_states import STATES, UNKNOWN_PLAN
from ui import cached, context


@pytest.mark.parametrize("account", accounts.ACCOUNTS)
def test_no_account_makes_the_page_fail(draw, account):
    page = draw(account).switch_page("../../pages/costs.py").run()
    assert not page.exception
    assert page.title[0].value == "Costs"
    assert "This page could not be drawn." not in words_on(page)


def test_the_overview_has_the_months_cost_of_the_whole_account(draw, monkeypatch):
    monkeypatch.setattr(cached.costing_report, "costs", lambda *_: cost_months.month())
    page = draw("plain")
    assert "$11.70" in {metric.value for metric in page.metric}
    assert "$13.70 to $15.70 by the month's end" in words_on(page)


def test_the_demo_shows_what_aws_charged_beside_the_estimate_and_what_asking_cost(draw):
    page = draw("demo").switch_page("../../pages/costs.py").run()
    shown = words_on(page)
    assert "What AWS charged" in [header.value for header in page.header]
    assert "AWS billed 480,404 recipients, we counted" in shown
    assert "Reading all this costs $0.01 of AWS calls this month so far" in shown
    assert "Collecting" not in shown


def figure(page):
    (chart,) = page.get("plotly_chart")
    return json.loads(chart.proto.spec)


def named(page):
    return {trace["name"]: trace for trace in figure(page)["data"]}


def table(page, n=0):
    return page.table[n].value


@pytest.mark.parametrize("locale", ["en-GB", "ko-KR"])
@pytest.mark.parametrize("state", STATES)
def test_no_state_of_a_month_makes_the_page_fail(costs, state, locale):
    page = costs(locale=locale, **STATES[state])
    assert not page.exception
    assert page.title[0].value == ("Costs" if locale == "en-GB" else "비용")
    shown = words_on(page)
    assert "This page could not be drawn." not in shown
    assert "이 페이지를 그릴 수 없습니다." not in shown
    if locale == "ko-KR":
        assert english_in(shown) == []


def english_in(shown):
    """Three English words in a row; what these months say by themselves has been made by hand and stays English."""
    by_hand = "AWS's free tier|Two days were counted|Cost Explorer is denied|GetAccount is denied|Rejected mail is billed|Price of {region}|No free tier"
    spared = re.sub(rf"`[^`]*`|{by_hand}|:\w+\[|:material/\w+:|AWS_\w+|python -m .*", " ", shown)
    return re.findall(r"[A-Za-z]{2,}[ ,]+[a-z]{2,}[ ,]+[a-z]{2,}", spared)


def test_what_was_spent_and_what_it_comes_to_is_said_with_its_range(costs):
    shown = words_on(costs())
    assert "SES cost $11.70 so far this month. By its end it will be about $14.70, between $13.70 and $15.70." in shown
    assert "That is mail to 117,000 recipients." in shown
    assert "without taxes" in shown


def test_an_unknown_plan_shows_both_likely_ones_and_how_to_settle_it(costs):
    page = costs(**UNKNOWN_PLAN)
    shown = words_on(page)
    assert "The price plan is not known, so both likely ones are reckoned." in shown
    assert "If pay as you go: $11.70 so far this month." in shown
    assert "If Essentials: $18.72 so far this month." in shown
    assert "`SES_PLAN`" in shown
    values = {metric.value for metric in page.metric}
    assert "$11.70 or $18.72" in values
    assert "Unknown" in values


def test_the_parts_of_an_unknown_plan_follow_the_address(costs):
    assert named(costs(**UNKNOWN_PLAN))["the month so far"]["y"][-1] == pytest.approx(11.70)
    page = costs(query={"plan": "ESSENTIALS"}, **UNKNOWN_PLAN)
    assert named(page)["the month so far"]["y"][-1] == pytest.approx(18.72)


def test_a_sum_that_was_read_long_ago_is_a_lower_bound_and_says_up_to_when(costs):
    page = costs(read_at=accounts.AT - 7 * HOUR)
    assert "≥\u00a0$11.70" in {metric.value for metric in page.metric}
    assert "Counted up to 24 Nov 11:12: what was sent since is missing." in words_on(page)
    assert "≥" not in words_on(costs(read_at=accounts.AT - 5 * HOUR))


def test_what_is_to_come_of_today_fits_into_the_plot(costs):
    bill = cost_months.bill()
    rest = replace(bill.ahead[0], at=bill.days[-1].at, high=Decimal("0.80"))
    top = figure(costs(bills=(replace(bill, ahead=(rest, *bill.ahead)),)))["layout"]["yaxis"]["range"][1]
    assert top > 1.0


def test_overrides_are_marked_as_set_by_the_reader(costs):
    shown = words_on(costs(**STATES["overrides"]))
    assert "Set by you" in shown
    assert "price plan Pro · $0.08 per 1,000 recipients · 10 messages a month free · free tier 62000" in shown


def test_no_override_no_mark(costs):
    assert "Set by you" not in words_on(costs())


def test_the_second_currency_stands_beside_dollars_and_never_alone(costs):
    shown = words_on(costs(choices=Choices(currency=Currency("KRW", Decimal(1390)))))
    assert "SES cost $11.70 (₩16,263) so far this month." in shown
    assert "KRW at the fixed rate of 1,390 a dollar" in shown


def test_the_row_of_a_use_says_its_quantity_its_price_and_its_amount(costs):
    found = table(costs())
    assert list(found["Quantity"]) == ["117,000 recipients", ""]
    assert list(found["Price"]) == ["\\$0\\.10 per 1,000", ""]
    assert found["Amount"].iloc[-1] == "**\\$11\\.70**"


def test_on_a_phone_region_and_plan_stand_below_the_use_so_that_the_amount_is_in_sight(costs, monkeypatch):
    monkeypatch.setattr(context, "is_touch", lambda: True)
    lines = cost_months.bill().lines
    page = costs(bills=(replace(cost_months.bill(), lines=(*lines, replace(lines[0], region="us-east-1"))),))
    found = table(page)
    assert list(found.columns) == ["Use", "Quantity", "Price", "Amount"]
    assert found["Use"].iloc[1].endswith(":small[us\\-east\\-1 · pay as you go]")
    assert figure(page)["layout"]["yaxis"]["title"]["text"] == ""


def test_a_row_is_explained_as_a_product(costs):
    assert "ap-northeast-2, pay as you go: 117 thousand recipients × $0.10 = $11.70" in words_on(costs())


def test_the_months_end_is_explained_as_a_sum(costs):
    assert "Month's end = $11.70 to date + $3.00 for the days and fees to come = $14.70." in words_on(costs())
