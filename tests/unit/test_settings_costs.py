"""The variables of costs: what they may say, and what a wrong one is told."""

from datetime import date
from decimal import Decimal

import pytest

from deliverability.cost.choices import Choices, Currency, FreeTier, Granted
from deliverability.cost.model import Plan
from settings.errors import SettingsError
from settings.load import load_collector
from words.render import render


def loaded(tmp_path, **given):
    return load_collector(tmp_path, {"AWS_SES_REGION_NAME": "us-east-1", **given})


def test_nothing_set_is_nothing_chosen(tmp_path):
    settings = loaded(tmp_path)
    assert settings.choices == Choices()
    assert settings.opted_in == frozenset()


def test_everything_set_is_chosen(tmp_path):
    settings = loaded(
        tmp_path,
        SES_PLAN="essentials",
        PRICE_PER_THOUSAND_USD="0.10",
        FREE_TIER="3000:2027-03-31",
        FREE_MESSAGES_PER_MONTH="3000",
        AVERAGE_MESSAGE_KB="120.5",
        MONTHLY_BUDGET_USD="50",
        CURRENCY_RATE="KRW:1390",
        COST_EXPLORER="1",
    )
    assert settings.choices == Choices(
        plan=Plan.ESSENTIALS,
        price_per_thousand=Decimal("0.10"),
        free_messages=3000,
        free_tier=Granted(FreeTier.MESSAGES_3000, date(2027, 3, 31)),
        average_kb=Decimal("120.5"),
        budget=Decimal(50),
        currency=Currency("KRW", Decimal(1390)),
        cost_explorer=True,
    )
    assert settings.opted_in == {"COST_EXPLORER"}


@pytest.mark.parametrize("word", ["NONE", "none", "Pro", "ENTERPRISE"])
def test_a_plan_may_be_written_in_any_case(tmp_path, word):
    assert loaded(tmp_path, SES_PLAN=word).ses_plan == Plan(word.upper())


@pytest.mark.parametrize(("word", "tier"), [("none", "none"), ("Credits", "credits"), ("62000", "62000")])
def test_a_free_tier_needs_no_last_day(tmp_path, word, tier):
    assert loaded(tmp_path, FREE_TIER=word).free_tier == Granted(FreeTier(tier))


@pytest.mark.parametrize("written", ["KRW:1390", "krw:1390", "KRW=1390", "KRW : 1390"])
def test_a_rate_is_read_however_it_is_written(tmp_path, written):
    assert loaded(tmp_path, CURRENCY_RATE=written).currency_rate == Currency("KRW", Decimal(1390))


WRONG = {
    "SES_PLAN": ["free", "pro plus", "1"],
    "PRICE_PER_THOUSAND_USD": ["-1", "101", "nan", "Infinity", "ten", "$0.10", "0,10"],
    "FREE_TIER": ["2000", "3000:soon", "3000:2027-13-01", "free"],
    "FREE_MESSAGES_PER_MONTH": ["-1", "1.5", "many", "1000000001"],
    "AVERAGE_MESSAGE_KB": ["0", "-3", "40961", "nan"],
    "MONTHLY_BUDGET_USD": ["0", "-5", "nan", "fifty"],
    "CURRENCY_RATE": ["1390", "KRW", "KRW:", "KRW:0", "KRW:-3", "WON1:5", "USD:1", "KRW:1e5"],
    "COST_EXPLORER": ["maybe", "2"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_value_that_makes_no_sense_is_told_with_its_name_and_an_example(tmp_path, name, value):
    with pytest.raises(SettingsError) as wrong:
        loaded(tmp_path, **{name: value})
    (problem,) = wrong.value.problems
    told = render(problem, "en")
    assert told.startswith(f"{name} in the environment cannot be used.")
    assert f"Example: {name}=" in told
