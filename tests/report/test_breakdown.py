"""A rate taken apart, from a store filled by hand: ranking, remainders, and why something is not told."""

import json
from dataclasses import replace

import pytest

from deliverability.bins import Bin
from deliverability.coverage import Span
from deliverability.metrics import BOUNCE_RATE, DAY
from deliverability.model import Level, Reason, Scope, text
from deliverability.outcomes import Outcome
from deliverability.rates import Rate
from report.breakdown import By, breakdown
from store import coverage, meta, samples, snapshots, statistics, vdm
from store.samples import Point
from store.vdm import Day
from tests.report.conftest import AT, NOW, SCOPE, healthy_body, ran

WEEK = Span(AT - 7 * DAY, AT)
TODAY = AT - AT % DAY
POLICY = "ses:BatchGetMetricData"


def counted(store, kind, name, **counts):
    """Seven whole days and today, alike."""
    one = {"sent": 0, "delivered": 0, "hard_bounces": 0, "soft_bounces": 0, "complaints": 0, "complaint_base": 0}
    days = [Day(TODAY - n * DAY, **{**one, **counts}) for n in range(8)]
    vdm.keep(store, SCOPE, kind, name, days)


@pytest.fixture
def account(empty):
    """VDM on; the import sends a tenth of the mail and brings most of the bounces."""
    entries = [
        {"name": name, "actions": [POLICY], "interval_seconds": 3600, "price_usd_per_call": 0.0}
        for name in ("account", "vdm", "statistics")
    ]
    meta.put(empty, "effective", json.dumps({"readings": entries}))
    snapshots.keep(empty, SCOPE, "account", "", healthy_body(vdm="ENABLED"), AT - DAY)
    for name in ("shop", "import"):
        snapshots.keep(empty, SCOPE, "configuration-set", name, {"reputation_metrics": True}, AT - DAY)
    counted(
        empty, "configuration-set", "shop", sent=900, delivered=890, hard_bounces=5, complaints=1, complaint_base=600
    )
    counted(empty, "configuration-set", "import", sent=100, delivered=70, hard_bounces=30, complaint_base=60)
    counted(empty, "account", "", sent=1000, delivered=960, hard_bounces=35, complaints=1, complaint_base=660)
    samples.keep(empty, SCOPE, BOUNCE_RATE, "shop", 3600, [Point(AT - 3600, 0.006)])
    coverage.extend(empty, SCOPE, "vdm", Span(TODAY - 8 * DAY, AT))
    for job in ("account", "vdm", "statistics"):
        ran(empty, job)
    return empty


def sets(store, kind=Outcome.BOUNCE, span=WEEK, now=NOW):
    return breakdown(store, SCOPE, now, kind, span, By.SET)


def test_the_set_with_most_of_the_bounces_comes_first_and_stands_out(account):
    found = sets(account)
    first, second = found.rows
    assert (first.name, first.rate, first.level, first.stands_out) == ("import", Rate(240, 800), Level.PAUSE, True)
    assert (round(first.of_events, 2), first.of_mails, first.aws) == (0.86, 0.1, None)
    assert (second.name, second.rate, second.level, second.stands_out) == ("shop", Rate(40, 7200), Level.OK, False)
    assert (second.aws.value, second.aws.at) == (0.006, AT - 3600)
    assert found.counted == Span(TODAY - 7 * DAY, AT), "whole days"
    assert (found.why, found.switches) == (None, ())


def test_complaints_are_of_the_mail_to_providers_that_report_them(account):
    first, _ = sets(account, Outcome.COMPLAINT).rows
    assert (first.name, first.rate) == ("shop", Rate(8, 4800))
    assert first.level is Level.REVIEW, "no lower bound: the denominator is the right one"


def test_deliveries_are_ranked_by_what_was_not_delivered_and_have_no_level(account):
    first, _ = sets(account, Outcome.DELIVERY).rows
    assert (first.name, first.rate, first.of_events, first.level) == ("import", Rate(560, 800), 0.75, None)


def test_rejects_are_not_counted_by_vdm_and_it_says_so(account):
    found = sets(account, Outcome.REJECT)
    assert (found.rows, found.counted, found.switches) == ((), None, ())
    assert "does not count rejected mail" in found.why.detail.msgid


def test_mail_of_no_known_name_is_a_row_of_its_own(account):
    counted(account, "account", "", sent=2000, delivered=960, hard_bounces=40, complaint_base=660)
    assert ("", Rate(40, 8000)) in [(row.name, row.rate) for row in sets(account).rows]
    delivered = {row.name: row.rate for row in sets(account, Outcome.DELIVERY).rows}
    assert delivered[""] == Rate(8000 - (2000 - 960 - 40) * 8, 8000)


def test_too_little_mail_is_not_judged(account):
    counted(account, "configuration-set", "tiny", sent=3, hard_bounces=1)
    tiny = {row.name: row for row in sets(account, span=Span(AT - 3600, AT)).rows}["tiny"]
    assert (tiny.rate, tiny.level.reason) == (Rate(1, 3), Reason.NOT_ENOUGH_MAIL)


def test_the_counts_begin_where_vdm_began_and_a_gap_in_them_is_not_judged(account):
    found = sets(account, span=Span(AT - 90 * DAY, AT))
    assert found.counted == Span(TODAY - 7 * DAY, AT)
    assert found.rows[0].level is Level.PAUSE
    account.run("DELETE FROM coverage")
    coverage.extend(account, SCOPE, "vdm", Span(TODAY - 4 * DAY, AT))
    assert sets(account).rows[0].level.reason is Reason.COLLECTING


def test_a_set_without_counts_stands_last_with_aws_own_figure(account):
    samples.keep(account, SCOPE, BOUNCE_RATE, "other", 3600, [Point(AT - 3600, 0.07)])
    last = sets(account).rows[-1]
    assert (last.name, last.rate, last.level, last.aws.value) == ("other", None, Level.REVIEW, 0.07)
    assert [row.name for row in sets(account, Outcome.DELIVERY).rows] == ["import", "shop"]


def test_a_denial_names_the_permission_and_what_is_known_stays(account):
    error = text("the key lacks the permission {actions}", actions=POLICY)
    ran(account, "vdm", outcome="denied", error=error, missing_action=POLICY)
    found = sets(account)
    assert (found.why.reason, found.why.detail, len(found.rows)) == (Reason.DENIED, error, 2)


@pytest.mark.parametrize(
    ("plan", "cost"),
    [
        ("ESSENTIALS", "Your price plan {plan} includes it"),
        ("PRO", "Your price plan {plan} includes it"),
        ("NONE", "You pay as you go"),
        (None, "Which plan you have is not known"),
        ("PLATINUM", "Which plan you have is not known"),
    ],
)
def test_without_vdm_it_says_what_to_switch_on_what_it_costs_and_what_it_changes(account, plan, cost):
    body = {name: value for name, value in healthy_body(vdm="DISABLED", plan=plan).items() if value is not None}
    snapshots.keep(account, SCOPE, "account", "", body, AT)
    account.run("DELETE FROM vdm_day")
    found = breakdown(account, SCOPE, NOW, Outcome.BOUNCE, WEEK, By.IDENTITY)
    (switch,) = found.switches
    assert (found.rows, found.why) == ((), None)
    assert "is off" in switch.what.msgid
    assert cost in switch.cost.msgid
    assert "(assumed" in switch.cost.msgid
    assert "stays as it is" in switch.effect.msgid
    assert "EngagementMetrics=DISABLED" in switch.command
    assert SCOPE.region in switch.command


def test_without_vdm_sets_have_aws_own_figure_and_those_that_lack_it_are_named(account):
    snapshots.keep(account, SCOPE, "account", "", healthy_body(), AT)
    account.run("DELETE FROM vdm_day")
    assert [(row.name, row.rate, row.level) for row in sets(account).rows] == [("shop", None, Level.OK)]
    for name in ("quiet", "silent"):
        snapshots.keep(account, SCOPE, "configuration-set", name, {"reputation_metrics": False}, AT)
    one, two = sets(account).switches
    assert "--configuration-set-name quiet " in two.command
    assert two.what.params == {"name": "quiet", "n": 1}
    assert "put-account-vdm-attributes" in one.command
    assert len(sets(account, Outcome.DELIVERY).switches) == 1


def test_without_a_set_it_says_to_make_one(account):
    for name in ("shop", "import"):
        snapshots.keep(account, SCOPE, "configuration-set", name, None, AT)
    account.run("DELETE FROM vdm_day")
    (switch,) = sets(account).switches
    assert "There is no configuration set" in switch.what.msgid


def test_no_mail_counted_is_told_from_nothing_asked(account, empty):
    account.run("DELETE FROM vdm_day")
    assert "no mail in this range" in sets(account).why.detail.msgid
    snapshots.keep(account, SCOPE, "account", "", None, AT)
    assert sets(account).why is not None
    account.run("DELETE FROM meta")
    assert sets(account).why.reason is Reason.COLLECTING


def test_an_old_reading_is_out_of_date(account):
    late = NOW.replace(hour=20)
    assert sets(account, now=late, span=Span(AT, AT + 11 * 3600)).why.reason is Reason.STALE


def test_providers_wait_for_events(account):
    found = breakdown(account, SCOPE, NOW, Outcome.BOUNCE, WEEK, By.PROVIDER)
    assert (found.rows, len(found.switches)) == ((), 1)


def test_regions_are_the_accounts_own_by_its_send_statistics(account):
    other = replace(SCOPE, region="us-east-1")
    for scope, bounces in ((SCOPE, 2), (other, 30), (Scope("9" * 12, "eu-west-1"), 99)):
        statistics.keep(account, scope, [Bin(AT - 900, 100, bounces, 1, 4)], AT)
    samples.keep(account, other, BOUNCE_RATE, "", 3600, [Point(AT - 3600, 0.11)])
    found = breakdown(account, SCOPE, NOW, Outcome.BOUNCE, WEEK, By.REGION)
    assert [(row.name, row.rate, row.stands_out) for row in found.rows] == [
        ("us-east-1", Rate(30, 100), True),
        (SCOPE.region, Rate(2, 100), False),
    ]
    assert found.rows[0].aws.value == 0.11
    rejects = breakdown(account, SCOPE, NOW, Outcome.REJECT, WEEK, By.REGION)
    assert rejects.rows[0].rate == Rate(4, 100)
    complaints = breakdown(account, SCOPE, NOW, Outcome.COMPLAINT, WEEK, By.REGION)
    assert complaints.rows[0].rate == Rate(1, 100, lower_bound=True)


@pytest.mark.parametrize(("before", "told"), [(0, [0.05, 0.06]), (1, [None, None])])
def test_a_figure_from_before_the_range_tells_nothing_of_it(account, before, told):
    for name, value in (("", 0.05), ("shop", 0.06)):
        account.run("DELETE FROM sample")
        account.run("DELETE FROM sample_hour")
        account.run("DELETE FROM sample_day")
        samples.keep(account, SCOPE, BOUNCE_RATE, name, 3600, [Point(WEEK.since - before, value)])
        found = breakdown(account, SCOPE, NOW, Outcome.BOUNCE, WEEK, By.SET if name else By.REGION)
        (figure,) = [row.aws and row.aws.value for row in found.rows if row.name in {name, SCOPE.region}]
        assert figure == told[bool(name)]


def test_deliveries_of_a_region_come_from_cloudwatch_and_time_nobody_looked_at_is_not_zero(account):
    (row,) = breakdown(account, SCOPE, NOW, Outcome.DELIVERY, WEEK, By.REGION).rows
    assert (row.rate, row.level) == (None, None)
    for name, value in (("Send", 400), ("Delivery", 380)):
        samples.keep(account, SCOPE, name, "", 3600, [Point(AT - 2 * 3600, value)])
    coverage.extend(account, SCOPE, "cloudwatch", WEEK)
    (row,) = breakdown(account, SCOPE, NOW, Outcome.DELIVERY, WEEK, By.REGION).rows
    assert row.rate == Rate(380, 400)
