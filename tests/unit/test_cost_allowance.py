"""What is free: as AWS tells, as a person says, or not known."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from deliverability.cost.allowance import FreeUsage, PlanState, allowance, applies
from deliverability.cost.choices import FreeTier, Granted
from deliverability.cost.model import Overrides, Plan
from deliverability.metrics import DAY
from deliverability.model import Reason, Unknown

DENIED = Unknown(Reason.DENIED)
BARE = Overrides()
MESSAGES = FreeUsage("Message", Decimal("1234.0"), Decimal("3000.0"), "Messages")
CREDITS = PlanState("FREE", "ACTIVE", Decimal("87.50"), 1_800_000_000)
SPENT = PlanState("PAID", "EXPIRED", Decimal(0), None)


def granted(choice=None, overrides=BARE, free_tier=DENIED, state=DENIED):
    return allowance(choice, overrides, free_tier, state)


def test_what_aws_counts_is_what_is_free():
    found = granted(free_tier=[MESSAGES])
    assert (found.messages, found.used, found.until, found.credit) == (3000, 1234, None, None)
    assert found.plans == {Plan.NONE}
    assert found.source.params == {"usage_type": "Message"}


@pytest.mark.parametrize(
    "name",
    ["Message", "MessageUnits", "Recipients", "Recipients-EC2", "USE1-Message", "APN2-Recipients", "Global-Message"],
)
def test_usage_types_of_outbound_mail_are_known(name):
    assert granted(free_tier=[replace(MESSAGES, usage_type=name)]).plans == {Plan.NONE}


@pytest.mark.parametrize(
    "name",
    ["Recipients-MailboxSim-EC2", "USE1-Recipients-VirtDelivMgr", "ReceivedChunk", "Recipients-Validation (Insight)"],
)
def test_other_usage_types_are_no_allowance_for_mail(name):
    assert granted(free_tier=[replace(MESSAGES, usage_type=name)]).reason is Reason.COLLECTING


def test_aws_may_say_that_a_plan_has_free_mail_too():
    found = granted(free_tier=[replace(MESSAGES, usage_type="USE1-Essentials-Outbound-Email")])
    assert found.plans == {Plan.ESSENTIALS}


def test_of_several_rows_the_largest_counts():
    assert granted(free_tier=[MESSAGES, replace(MESSAGES, limit=Decimal(62000))]).messages == 62_000


def test_an_empty_list_proves_nothing():
    assert granted(free_tier=[]).reason is Reason.COLLECTING
    assert granted(free_tier=[], state=SPENT).reason is Reason.COLLECTING


def test_a_permission_that_lacks_is_what_is_told():
    assert granted() is DENIED


def test_credits_pay_and_make_nothing_free():
    for free_tier in ([], DENIED):
        found = granted(free_tier=free_tier, state=CREDITS)
        assert (found.messages, found.credit, found.until) == (0, Decimal("87.50"), 1_800_000_000)


def test_the_number_set_comes_before_everything():
    found = granted(Granted(FreeTier.NONE), Overrides(free_messages=500), [MESSAGES], CREDITS)
    assert (found.messages, found.used, found.plans) == (500, None, set(Plan))


def test_none_free_may_be_set_too():
    assert granted(overrides=Overrides(free_messages=0), free_tier=[MESSAGES]).messages == 0


@pytest.mark.parametrize(
    ("tier", "messages"), [(FreeTier.NONE, 0), (FreeTier.MESSAGES_3000, 3000), (FreeTier.MESSAGES_62000, 62_000)]
)
def test_a_free_tier_that_a_person_chose_comes_before_awss_word(tier, messages):
    found = granted(Granted(tier), free_tier=[MESSAGES])
    assert (found.messages, found.used, found.until, found.plans) == (messages, None, None, {Plan.NONE})


def test_the_last_day_counts_still():
    found = granted(Granted(FreeTier.MESSAGES_3000, date(2027, 3, 31)))
    last = int(datetime(2027, 3, 31, tzinfo=UTC).timestamp())
    assert applies(found, Plan.NONE, last)
    assert not applies(found, Plan.NONE, last + DAY)
    assert not applies(found, Plan.ESSENTIALS, last)


def test_credits_that_a_person_chose_are_as_many_as_aws_tells():
    assert granted(Granted(FreeTier.CREDITS)).credit is None
    assert granted(Granted(FreeTier.CREDITS), state=CREDITS).credit == Decimal("87.50")
