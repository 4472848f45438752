"""What is free: as AWS tells, as a person says, or not known; credits apart, which make nothing free."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from deliverability.cost.allowance import FreeUsage, Listed, PlanState, allowance, applies, credits_of
from deliverability.cost.choices import FreeTier, Granted
from deliverability.cost.model import Credits, Overrides, Plan
from deliverability.cost.usage_types import kind_of, received
from deliverability.metrics import DAY
from deliverability.model import Reason, Unknown

DENIED = Unknown(Reason.DENIED)
BARE = Overrides()
AT = 1_790_000_000
END = 1_800_000_000
MESSAGES = FreeUsage("Message", Decimal("1234.0"), Decimal("3000.0"), "Messages")
CREDITS = PlanState("FREE", "ACTIVE", Decimal("87.50"), END, AT)


def listed(*rows):
    return Listed(rows, AT)


def granted(choice=None, overrides=BARE, free_tier=DENIED):
    return allowance(choice, overrides, free_tier)


def test_what_aws_counts_is_what_is_free():
    found = granted(free_tier=listed(MESSAGES))
    assert (found.messages, found.used, found.used_at, found.until) == (3000, 1234, AT, None)
    assert found.plans == {Plan.NONE}
    assert found.source.params == {"usage_type": "Message"}


@pytest.mark.parametrize(
    "name",
    ["Message", "MessageUnits", "Recipients", "Recipients-EC2", "USE1-Message", "APN2-Recipients", "Global-Message"],
)
def test_usage_types_that_outbound_mail_uses_up_are_known(name):
    assert granted(free_tier=listed(replace(MESSAGES, usage_type=name))).plans == {Plan.NONE}


@pytest.mark.parametrize(
    "name",
    ["Recipients-MailboxSim-EC2", "USE1-Recipients-VirtDelivMgr", "ReceivedChunk", "Recipients-Validation (Insight)"],
)
def test_other_usage_types_are_no_allowance_for_mail(name):
    assert granted(free_tier=listed(replace(MESSAGES, usage_type=name))).reason is Reason.LOWER_BOUND


def test_on_a_bill_message_is_mail_received_and_in_the_free_tier_every_message():
    assert (kind_of("USE1-Message"), received(["USE1-Message", "ReceivedChunk"])) == (None, True)
    assert not received(["USE1-Message", "Tenant-Count"])
    assert granted(free_tier=listed(replace(MESSAGES, usage_type="USE1-Message"))).messages == 3000


def test_aws_may_say_that_a_plan_has_free_mail_too():
    found = granted(free_tier=listed(replace(MESSAGES, usage_type="USE1-Essentials-Outbound-Email")))
    assert found.plans == {Plan.ESSENTIALS}


def test_of_several_rows_the_largest_counts():
    assert granted(free_tier=listed(MESSAGES, replace(MESSAGES, limit=Decimal(62000)))).messages == 62_000


def test_an_empty_list_proves_nothing():
    assert granted(free_tier=listed()).reason is Reason.LOWER_BOUND


def test_a_permission_that_lacks_is_what_is_told():
    assert granted() is DENIED


def test_the_number_set_comes_before_everything():
    found = granted(Granted(FreeTier.NONE), Overrides(free_messages=500), listed(MESSAGES))
    assert (found.messages, found.used, found.plans) == (500, None, set(Plan))


def test_none_free_may_be_set_too():
    assert granted(overrides=Overrides(free_messages=0), free_tier=listed(MESSAGES)).messages == 0


@pytest.mark.parametrize(
    ("tier", "messages"),
    [(FreeTier.NONE, 0), (FreeTier.CREDITS, 0), (FreeTier.MESSAGES_3000, 3000), (FreeTier.MESSAGES_62000, 62_000)],
)
def test_a_free_tier_that_a_person_chose_comes_before_awss_word(tier, messages):
    found = granted(Granted(tier), free_tier=listed(MESSAGES))
    assert (found.messages, found.used, found.plans) == (messages, None, {Plan.NONE})


def test_the_last_day_counts_still():
    found = granted(Granted(FreeTier.MESSAGES_3000, date(2027, 3, 31)))
    last = int(datetime(2027, 3, 31, tzinfo=UTC).timestamp())
    assert applies(found, Plan.NONE, last)
    assert not applies(found, Plan.NONE, last + DAY)
    assert not applies(found, Plan.ESSENTIALS, last)


def test_credits_in_force_are_told_until_they_end():
    assert credits_of(None, CREDITS, END - 1) == Credits(Decimal("87.50"), END, AT)
    assert credits_of(None, CREDITS, END) is None
    assert credits_of(None, replace(CREDITS, until=None), END).until is None


@pytest.mark.parametrize("other", [{"status": "EXPIRED"}, {"status": "NOT_STARTED"}, {"credit": Decimal(0)}, {"credit": None}], ids=str)  # fmt: skip
def test_credits_that_are_over_used_up_or_not_begun_are_none(other):
    assert credits_of(None, replace(CREDITS, **other), AT) is None


def test_credits_are_unknown_where_nobody_may_ask():
    assert credits_of(None, DENIED, AT) is DENIED
    assert credits_of(Granted(FreeTier.NONE), DENIED, AT) is DENIED


def test_credits_that_a_person_chose_are_as_many_as_aws_tells_else_as_long_as_was_said():
    chosen = Granted(FreeTier.CREDITS, date(2026, 12, 31))
    end = int(datetime(2027, 1, 1, tzinfo=UTC).timestamp())
    assert credits_of(chosen, CREDITS, AT) == Credits(Decimal("87.50"), END, AT)
    assert credits_of(chosen, DENIED, end - 1) == Credits(None, end, None)
    assert credits_of(chosen, DENIED, end) is None
    assert credits_of(Granted(FreeTier.CREDITS), DENIED, END).until is None


@pytest.mark.parametrize(
    ("tier", "last"), [(FreeTier.MESSAGES_3000, date(2027, 7, 20)), (FreeTier.MESSAGES_62000, date(2023, 7, 31))]
)
def test_a_free_tier_that_aws_ended_ends_even_where_no_last_day_was_said(tier, last):
    """3,000: twelve months after it was closed, on 2026-07-21, to newcomers; 62,000: on 2023-08-01."""
    found = granted(Granted(tier))
    day = int(datetime(last.year, last.month, last.day, tzinfo=UTC).timestamp())
    assert (applies(found, Plan.NONE, day), applies(found, Plan.NONE, day + DAY)) == (True, False)
    assert applies(granted(Granted(tier, date(2030, 1, 1))), Plan.NONE, day + DAY), "what a person says comes first"


def test_what_a_person_set_is_marked_and_what_aws_tells_is_not():
    chosen = [granted(Granted(FreeTier.MESSAGES_3000)), granted(Granted(FreeTier.MESSAGES_62000))]
    assert all(each.chosen for each in (*chosen, granted(overrides=Overrides(free_messages=1))))
    assert not granted(free_tier=listed(MESSAGES)).chosen
