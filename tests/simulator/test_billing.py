"""The simulated bill: marginal tiers from the month's first mail, fees by the hour, one bill for all regions."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from botocore.exceptions import ClientError

from simulator.billing import charged
from simulator.scenarios import SCENARIOS
from simulator.story import Credits, DedicatedIp, Step, Stream
from tests.simulator.asking import NOW, REGION

DAY = 86_400
TODAY = int(NOW.replace(hour=0, minute=0, second=0).timestamp())
MONTH = int(NOW.replace(day=1, hour=0, minute=0, second=0).timestamp())


def account(plan="NONE", vdm=False, mails=300, **more):
    return replace(
        SCENARIOS["plain"],
        standing=(Step(plan=plan, max_24_hour_send=1e9),),
        vdm=vdm,
        streams=(Stream("", mails),),
        **more,
    )


def bill(world, since=MONTH, until=TODAY, region=REGION):
    return list(charged(world.region(region), since, until, world.clock.now()))


def test_a_day_is_its_recipients_times_the_price(make):
    world = make(account())
    (item,) = bill(world, TODAY - DAY)
    recipients = world.region(REGION).recipients(TODAY - DAY, TODAY)
    assert (item.usage_type, item.quantity, item.usd) == ("APN2-Recipients", recipients, recipients * Decimal("0.0001"))


def test_tiers_are_marginal_from_the_month_s_first_mail(make):
    world = make(account("ESSENTIALS", mails=600_000))
    recipients = world.region(REGION).recipients(MONTH, TODAY)
    assert recipients > 10_000_000
    expected = Decimal("0.16") * 10_000 + Decimal("0.14") * (Decimal(recipients) / 1000 - 10_000)
    assert sum(item.usd for item in bill(world)) == expected


def test_a_fee_is_whole_at_the_month_s_end_and_vdm_is_charged_beside_a_la_carte_mail_alone(make):
    month = datetime(2026, 9, 1, tzinfo=UTC)
    since, until = int(month.timestamp()), int((month + timedelta(days=30)).timestamp())
    fee = [i.usd for i in bill(make(account("PRO")), since, until) if i.usage_type.endswith("Pro-Plan-Hours")]
    assert sum(fee) == pytest.approx(Decimal(105))
    kinds = {plan: {i.usage_type for i in bill(make(account(plan, vdm=True)))} for plan in ("NONE", "ESSENTIALS")}
    assert "APN2-Recipients-VirtDelivMgr" in kinds["NONE"]
    assert kinds["ESSENTIALS"] == {"APN2-Essentials-Outbound-Email"}


def test_a_standard_dedicated_ip_is_charged_by_its_hours_and_a_whole_month_of_them_is_its_price(make):
    month = datetime(2026, 9, 1, tzinfo=UTC)
    since, until = int(month.timestamp()), int((month + timedelta(days=30)).timestamp())
    rented = (DedicatedIp("198.51.100.10", "shop"), DedicatedIp("203.0.113.20", "news", managed=True))
    lines = [i for i in bill(make(account(dedicated_ips=rented)), since, until) if i.usage_type.endswith("DIP-Hours")]
    assert sum(line.usd for line in lines) == pytest.approx(Decimal("24.95"))
    assert {line.quantity for line in lines} == {24}
    late = make(account(dedicated_ips=(DedicatedIp("198.51.100.10", "shop", since_days=-0.25),)))
    (line,) = [i for i in bill(late, TODAY - DAY) if i.usage_type.endswith("DIP-Hours")]
    assert line.quantity == 6


def test_before_there_were_plans_everybody_paid_for_each_feature(make):
    then = int(datetime(2026, 7, 20, tzinfo=UTC).timestamp())
    assert [i.usage_type for i in bill(make(account("PRO")), then, then + 2 * DAY)] == [
        "APN2-Recipients", "APN2-Pro-Outbound-Email", "APN2-Pro-Plan-Hours",
    ]  # fmt: skip


ASKED = {
    "TimePeriod": {"Start": "2026-11-20", "End": "2026-11-22"},
    "Granularity": "DAILY",
    "Metrics": ["UnblendedCost"],
    "GroupBy": [{"Type": "DIMENSION", "Key": "USAGE_TYPE"}, {"Type": "DIMENSION", "Key": "REGION"}],
}


def test_cost_explorer_has_the_regions_that_mail_and_its_end_is_exclusive(visit, make):
    client = visit(make(account()))
    for region in (REGION, "us-east-1"):
        client("sesv2", region).get_account()
    days = client("ce").get_cost_and_usage(**ASKED)["ResultsByTime"]
    assert [day["TimePeriod"]["Start"] for day in days] == ["2026-11-20", "2026-11-21"]
    assert {group["Keys"][1] for group in days[0]["Groups"]} == {REGION, "us-east-1"}


@pytest.mark.parametrize("odd", [
    {"TimePeriod": {"Start": "2026-11-22", "End": "2026-11-22"}},
    {"TimePeriod": {"Start": "2024-11-22", "End": "2026-11-22"}},
    {"Granularity": "MONTHLY"},
    {"GroupBy": []},
], ids=str)  # fmt: skip
def test_what_the_simulated_bill_does_not_hold_is_refused(visit, make, odd):
    with pytest.raises(ClientError) as refused:
        visit(make(account()))("ce").get_cost_and_usage(**ASKED | odd)
    assert refused.value.response["Error"]["Code"] == "ValidationException"


def test_the_free_tier_is_told_only_where_some_of_it_is_used(visit, make):
    client = visit(make(account(free_messages=3000, credits=Credits(80, 20))))
    assert len(client("freetier", "us-east-1").get_free_tier_usage()["freeTierUsages"]) == 1
    client("sesv2").get_account()
    rows = client("freetier", "us-east-1").get_free_tier_usage()["freeTierUsages"]
    assert [row["limit"] for row in rows if "Email" in row["service"]] == [3000.0]
    state = client("freetier", "us-east-1").get_account_plan_state()
    assert (state["accountPlanType"], state["accountPlanRemainingCredits"]["amount"]) == ("FREE", 80.0)


def test_an_account_without_credits_is_a_paid_one(visit, make):
    state = visit(make(account()))("freetier", "us-east-1").get_account_plan_state()
    assert "accountPlanRemainingCredits" not in state
    assert state["accountPlanType"] == "PAID"
