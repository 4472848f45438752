"""What AWS charged beside what was reckoned, kind by kind and under each likely plan, with reasons that are facts."""

from decimal import Decimal

import pytest

from deliverability.cost.model import Kind, Plan
from deliverability.coverage import Span
from deliverability.metrics import DAY
from report.actual_reasons import CLOSED
from store import costs as told
from store.costs import Charged
from tests.report.conftest import AT, READINGS, SCOPE, declare, ran
from tests.report.cost_account import OTHER, SINCE, TODAY, asked, charge, choose, mailing

MAIL = "APN2-Essentials-Outbound-Email"
DAYS_AGO = TODAY - 3 * DAY


@pytest.fixture
def account(empty):
    declare(empty, regions=[SCOPE.region, OTHER.region])
    mailing(empty)
    return empty


def reckoned(store, i=0):
    found = asked(store)
    return sum(day.usd for day in found.bills[i].days if day.at < found.actual.until)


def counted(store):
    return sum(day.recipients or 0 for day in asked(store).bills[0].days if day.at < TODAY - DAY)


def why(store, kind=Kind.OUTBOUND):
    return [said.msgid for each in asked(store).actual.by_kind if each.kind is kind for said in each.why]


def test_actual_is_held_against_the_estimate_of_the_same_days_kind_by_kind(account):
    charge(account, (DAYS_AGO, MAIL, "1.50"), (DAYS_AGO, "Message", "0.02"))
    found = asked(account)
    outbound, other = found.actual.by_kind
    estimate = reckoned(account)
    assert (outbound.actual, outbound.estimates, outbound.differences) == (
        Decimal("1.50"), (estimate,), (Decimal("1.50") - estimate,),
    )  # fmt: skip
    assert (other.kind, other.usage_types, other.estimates) == (None, ("Message",), (0,))
    assert all(each.why for each in found.actual.by_kind)
    assert found.actual.usd == Decimal("1.52") == found.actual.days[-1].total
    assert found.actual.until == TODAY - DAY, "a day that ended less than a day ago may still grow"
    assert found.months[0].actual == Decimal("1.52")


def test_under_an_unknown_plan_what_was_charged_is_held_against_both_bills(empty):
    declare(empty)
    mailing(empty, plan=None)
    charge(empty, (DAYS_AGO, MAIL, "1.50"))
    (outbound,) = asked(empty).actual.by_kind
    assert outbound.estimates == (reckoned(empty, 0), reckoned(empty, 1))
    assert outbound.estimates[0] * Decimal("1.6") == outbound.estimates[1]
    plans = [said.params.get("plan") for said in outbound.why if "plan" in said.params]
    assert plans == [Plan.NONE, Plan.ESSENTIALS]


def test_recipients_that_differ_are_told_with_both_counts_and_the_days_from_attempts(account):
    charge(account, (DAYS_AGO, MAIL, "1.50"))
    (outbound,) = asked(account).actual.by_kind
    counts, days = outbound.why[:2]
    assert counts.params == {"billed": 1, "counted": counted(account)}
    assert days.msgid == "{n} day was counted from delivery attempts."


def test_where_both_count_the_same_the_price_is_the_reason(account):
    row = Charged(DAYS_AGO, SCOPE.region, MAIL, Decimal("1.50"), Decimal(counted(account)), "Count")
    told.keep_charges(account, SCOPE.account_id, Span(SINCE, TODAY + DAY), [row], AT)
    said = why(account)
    assert not any("AWS billed" in each for each in said)
    assert "Prices of {region} are not known; those of {known} are used." in said


def test_what_was_charged_to_the_cent_needs_no_reason(account):
    charge(account, (DAYS_AGO, MAIL, "1.50"))
    charge(account, (DAYS_AGO, MAIL, str(reckoned(account))))
    assert why(account) == []


def test_mail_to_the_simulator_is_named_where_aws_billed_some(account):
    charge(account, (DAYS_AGO, "APN2-Recipients-MailboxSim", "1.50"))
    assert any("mailbox simulator" in each for each in why(account))
    charge(account, (DAYS_AGO, MAIL, "1.50"))
    assert not any("mailbox simulator" in each for each in why(account))


def test_what_is_free_is_a_reason_only_while_it_is_not_known(empty):
    declare(empty)
    mailing(empty, plan="NONE")
    charge(empty, (DAYS_AGO, MAIL, "1.50"))
    unknown = "Whether anything is free is not known, so nothing was taken off."
    assert unknown in why(empty)
    choose(empty, free_messages=0)
    assert unknown not in why(empty)


def test_days_that_aws_may_restate_are_a_reason_until_they_are_old(account):
    restated = "AWS may still restate the last days."
    charge(account, (DAYS_AGO, MAIL, "1.50"))
    assert restated in why(account)
    charge(account, (DAYS_AGO, MAIL, "1.50"), read_at=TODAY + DAY + CLOSED)
    assert restated not in why(account)


def test_kinds_that_the_estimate_is_without_say_so(account):
    kinds = ("AttachmentsSize-Bytes", "USE1-DIP-Hours", "Tenant-Count", "Message")
    charge(account, *((DAYS_AGO, usage, "99") for usage in kinds))
    assert why(account, Kind.DATA)[0] == "The estimate leaves attachments out: AVERAGE_MESSAGE_KB is not set."
    assert why(account, Kind.IP)[0] == "The estimate knows of no dedicated IPs."
    assert why(account, None) == ["It is a feature beside sent mail that is not estimated."]
    charge(account, (DAYS_AGO, "Message", "99"))
    assert why(account, None) == ["It is mail that you received: only sent mail is estimated."]
    choose(account, average_kb=Decimal(10), cost_explorer=True)
    assert "The size of attachments is the one in your settings." in why(account, Kind.DATA)


def test_a_difference_without_any_known_reason_says_that(account):
    charge(account, (DAYS_AGO, "Recipients-VirtDelivMgr", "99"), read_at=TODAY + DAY + CLOSED)
    assert why(account, Kind.VDM) == ["Why is not known."]


def test_cost_explorer_that_told_nothing_yet_or_failed_is_unknown_with_its_reason(account, monkeypatch):
    monkeypatch.setitem(READINGS, "cost_explorer", DAY)
    choose(account, cost_explorer=True)
    assert asked(account).actual.detail.msgid == "Cost Explorer has not been asked yet."
    ran(account, "cost_explorer", outcome="denied", missing_action="ce:GetCostAndUsage")
    assert asked(account).actual.reason == "denied"
    told.keep_charges(account, SCOPE.account_id, Span(TODAY, TODAY + DAY), [], AT)
    assert asked(account).actual.detail.msgid.startswith("Cost Explorer has told nothing of this month")


def test_dedicated_ips_that_nobody_reads_are_said_to_be_missing_with_the_permission_or_the_age(account, monkeypatch):
    monkeypatch.setitem(READINGS, "dedicated_ips", DAY)
    choose(account, cost_explorer=True, average_kb=Decimal(1))
    (unread,) = asked(account).missing
    assert unread.msgid.startswith("Dedicated IPs in {regions} were not read yet")
    ran(account, "dedicated_ips", outcome="denied", missing_action="ses:GetDedicatedIps")
    (denied,) = asked(account).missing
    assert denied.params == {"action": "ses:GetDedicatedIps", "regions": SCOPE.region}
    ran(account, "dedicated_ips", at=AT - 30)
    assert asked(account).missing == ()
