"""What a person chose survives the way from the collector to the dashboard, to the last digit."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.cost.choices import Choices, Currency, FreeTier, Granted
from deliverability.cost.model import Kind, Overrides, Plan
from deliverability.cost.usage_types import kind_of

amounts = st.none() | st.decimals(0, 10**7, allow_nan=False, places=9)
choices = st.builds(
    Choices,
    plan=st.none() | st.sampled_from(Plan),
    price_per_thousand=amounts,
    free_messages=st.none() | st.integers(0, 10**9),
    free_tier=st.none() | st.builds(Granted, st.sampled_from(FreeTier), st.none() | st.dates()),
    average_kb=amounts,
    budget=amounts,
    currency=st.none() | st.builds(Currency, st.just("KRW"), st.decimals(1, 10**6, allow_nan=False)),
    cost_explorer=st.booleans(),
)


@given(choices)
def test_choices_come_back_from_json_as_they_were(chosen):
    assert Choices.from_plain(json.loads(json.dumps(chosen.to_plain()))) == chosen


def test_what_an_older_collector_did_not_tell_was_not_chosen():
    assert Choices.from_plain({}) == Choices()


def test_the_overrides_are_those_choices_that_take_the_place_of_a_price():
    chosen = Choices(Plan.PRO, Decimal("0.2"), 100, Granted(FreeTier.NONE, date(2027, 1, 1)), Decimal(9), Decimal(50))
    assert chosen.overrides == Overrides(Plan.PRO, Decimal("0.2"), 100, Decimal(9))


@pytest.mark.parametrize(
    ("usage_type", "kind"),
    [
        ("Recipients", Kind.OUTBOUND),
        ("APN2-Recipients", Kind.OUTBOUND),
        ("Recipients-EC2", Kind.OUTBOUND),
        ("USE1-Recipients-MailboxSim", Kind.OUTBOUND),
        ("USE1-Recipients-MailboxSim-EC2", Kind.OUTBOUND),
        ("USE1-Essentials-Outbound-Email", Kind.OUTBOUND),
        ("USE1-Recipients-VirtDelivMgr", Kind.VDM),
        ("AttachmentsSize-Bytes", Kind.DATA),
        ("USE1-DIP-Hours", Kind.IP),
        ("USE1-Pro-Plan-Hours", Kind.FEE),
        ("Message", None),
        ("ReceivedChunk", None),
        ("USE1-Tenant-Count", None),
    ],
)
def test_each_usage_type_of_aws_has_its_kind_and_what_is_no_sent_mail_has_none(usage_type, kind):
    """VDM's own name ends in no "Recipients": taken for mail it would be charged twice."""
    assert kind_of(usage_type) is kind
