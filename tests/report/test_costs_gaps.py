"""What nobody looked at is no day without mail: the month costs at least what is told, and says why."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from deliverability.bins import Bin
from deliverability.cost.choices import Choices
from deliverability.cost.model import Kind, Plan
from deliverability.coverage import Span
from deliverability.metrics import DAY, QUARTER, SENT_LAST_24_HOURS
from deliverability.model import Unknown
from report import counted
from report.costing import costs
from store import coverage, runs, samples, snapshots, statistics
from store.runs import Run
from store.samples import Point
from tests.report.conftest import AT, SCOPE, declare, healthy_body
from tests.report.cost_account import EACH_DAY, OTHER, SINCE, TODAY, asked, mailing

TENTH = SINCE + 9 * DAY
"""The day on which collection began, at 9:00."""


@pytest.fixture
def account(empty):
    declare(empty, regions=[SCOPE.region, OTHER.region])
    mailing(empty)
    return empty


def bins(store, scope, since, until, attempts=100):
    statistics.keep(store, scope, [Bin(at, attempts, 0, 0, 0) for at in range(since, until, QUARTER)], until)


def at_midnight(store, scope, midnight, recipients):
    samples.keep(store, scope, SENT_LAST_24_HOURS.name, "", 300, [Point(midnight, float(recipients))])


def test_days_before_the_first_that_was_looked_at_are_unseen_and_the_first_is_known_in_part(account):
    found = asked(account)
    assert found.counting.unseen == tuple(range(SINCE, TENTH, DAY))
    assert found.counting.partly == (TENTH,)
    assert found.counting.at_least
    assert found.months[0].at_least
    assert [(day.at, day.recipients) for day in found.bills[0].days[:2]] == [(SINCE, None), (SINCE + DAY, None)]
    told = [
        (said.params["n"], said.params["first"].day, said.params["last"].day) for said in counted.gaps(found.counting)
    ]
    assert told == [(9, 1, 9), (1, 10, 10)]


def test_a_month_that_was_looked_at_from_its_first_to_its_last_is_told_as_it_is(account):
    coverage.extend(account, SCOPE, coverage.CLOUDWATCH, Span(SINCE, AT))
    found = asked(account)
    assert (found.counting.unseen, found.counting.partly, found.counting.at_least) == ((), (), False)
    assert not found.months[0].at_least
    assert list(counted.gaps(found.counting)) == []


def test_a_day_that_was_looked_at_and_had_no_mail_is_no_gap(empty):
    declare(empty)
    statistics.keep(empty, SCOPE, [], SINCE + 10 * DAY)
    mailing(empty)
    assert asked(empty).counting.unseen == ()
    assert asked(empty).counting.recipients == 14 * EACH_DAY


def test_a_line_of_days_seen_in_part_says_that_it_is_at_least_so_much(account):
    (line,) = asked(account).bills[0].lines
    assert "looked at in part only" in " ".join(why.msgid for why in line.assumed)


def test_a_past_month_of_a_region_that_came_later_is_missing_that_region(account):
    bins(account, OTHER, SINCE - 5 * DAY, SINCE)
    found = asked(account, since=SINCE - DAY)
    assert len(found.counting.unseen) == 31
    assert {each.region: len(each.unseen) for each in found.counting.regions} == {SCOPE.region: 31, OTHER.region: 17}


def test_the_present_day_is_no_gap_before_its_first_reading(account):
    midnight = TODAY + DAY
    bins(account, SCOPE, AT, midnight)
    later = costs(account, SCOPE.account_id, None, datetime.fromtimestamp(midnight + 60, UTC))
    assert later.counting.unseen[-1] == TENTH - DAY
    assert later.counting.partly == (TENTH,)


def test_days_are_counted_once_however_many_regions(account):
    mailing(account, OTHER, "NONE")
    found = asked(account)
    assert found.counting.days == {"attempts": 15}
    assert len(found.counting.unseen) == 9
    at_midnight(account, OTHER, TODAY, 9_000)
    assert asked(account).counting.days == {"attempts": 14, "mixed": 1}


def test_each_region_has_its_own_recipients_per_attempt(account):
    mailing(account, OTHER, "NONE")
    at_midnight(account, OTHER, TODAY, 2 * EACH_DAY)
    ratios = {each.region: each.ratio for each in asked(account).counting.regions}
    assert ratios[OTHER.region] == 2.0
    assert isinstance(ratios[SCOPE.region], Unknown)


def test_a_ratio_that_no_day_needed_is_not_told(account):
    for midnight in range(TENTH + DAY, TODAY + DAY, DAY):
        at_midnight(account, SCOPE, midnight, 10_000)
    at_midnight(account, SCOPE, AT, 1)
    found = costs(account, SCOPE.account_id, SCOPE.region, datetime.fromtimestamp(TODAY, UTC))
    assert [each.ratio for each in found.counting.regions] == [None]


def test_an_attempt_that_is_taken_for_one_recipient_says_so(account):
    (line,) = asked(account).bills[0].lines
    said = "An attempt is taken to reach one recipient: how many it reaches is not known yet."
    assert said in [why.msgid for why in line.assumed]
    at_midnight(account, SCOPE, TODAY, 2 * EACH_DAY)
    (line,) = asked(account).bills[0].lines
    assert said not in [why.msgid for why in line.assumed]


@pytest.fixture
def left(account):
    """us-east-1 was watched from the 6th to the 20th of November, and is not any more."""
    bins(account, OTHER, SINCE + 5 * DAY, SINCE + 19 * DAY)
    at_midnight(account, OTHER, SINCE + 30 * DAY, 1)
    declare(account, regions=[SCOPE.region])
    return account


def test_a_region_that_is_no_longer_watched_has_no_gaps_after_its_last_day(left):
    found = asked(left, OTHER.region)
    assert found.counting.unseen == tuple(range(SINCE, SINCE + 5 * DAY, DAY))
    assert found.unwatched == (OTHER.region,)
    assert found.missing[0].params == {"regions": OTHER.region}


@pytest.mark.parametrize("chosen", [None, Plan.PRO], ids=["as AWS told", "as the settings say"])
def test_a_region_that_is_no_longer_watched_pays_no_fee_after_it_was_read_last(left, chosen):
    """Pro from the 1st; GetAccount was read last on the 11th at 00:00: ten days of its fee, and not twenty-three."""
    tenth = SINCE + 10 * DAY
    declare(left, regions=[SCOPE.region], costs=Choices(plan=chosen).to_plain())
    runs.record(left, Run(0, "account", OTHER.account_id, OTHER.region, tenth - 2, tenth, "ok", None, "", 1, 0.0))
    snapshots.keep(left, OTHER, "account", "", healthy_body(plan="PRO"), SINCE - DAY)
    (fee,) = [line for line in asked(left, OTHER.region).bills[0].lines if line.kind is Kind.FEE]
    assert fee.quantity == 240


@pytest.fixture
def silent(account):
    """us-east-1 is known, and no mail of it was ever counted."""
    coverage.extend(account, OTHER, coverage.COLLECTOR, Span(AT - DAY, AT))
    return account


def test_a_region_that_is_no_longer_watched_makes_no_forecast_rough(silent):
    watched = asked(silent).bills[0].outlook
    assert (watched.rough, [why.params["region"] for why in watched.why]) == (True, [OTHER.region])
    declare(silent, regions=[SCOPE.region])
    left = asked(silent).bills[0].outlook
    assert (left.rough, left.why, left.likely) == (False, (), watched.likely)


def test_a_region_that_was_never_read_and_is_not_watched_has_no_days(silent):
    assert len(asked(silent, OTHER.region).counting.unseen) == 23
    declare(silent, regions=[SCOPE.region])
    assert asked(silent, OTHER.region).counting.days == {}
    assert asked(silent, OTHER.region).counting.unseen == ()


def test_before_it_was_first_read_the_plan_is_assumed_and_marked(empty):
    declare(empty)
    statistics.keep(empty, SCOPE, [Bin(TENTH, 1000, 0, 0, 0), Bin(TENTH + 5 * DAY, 1000, 0, 0, 0)], AT)
    snapshots.keep(empty, SCOPE, "account", "", healthy_body(plan="ESSENTIALS"), TENTH + 3 * DAY)
    early, late = asked(empty).bills[0].charges
    before = "Before the price plan was first read it is taken to be the same."
    assert [before in [why.msgid for why in charge.assumed] for charge in (early, late)] == [True, False]
    assert (early.plan, str(early.usd)) == (Plan.ESSENTIALS, "0.16")


def test_vdm_is_charged_from_when_it_was_switched_on(empty):
    """134,400 recipients in all, the last 3,600 of them with VDM, from the midnight before 9:00."""
    declare(empty)
    mailing(empty, plan="NONE", vdm="DISABLED")
    snapshots.keep(empty, SCOPE, "account", "", healthy_body(plan="NONE", vdm="ENABLED"), TODAY)
    found = asked(empty).bills[0]
    assert {line.kind.value: (str(line.quantity), line.usd) for line in found.lines} == {
        "outbound": ("134.4", Decimal("13.44")),
        "vdm": ("3.6", Decimal("0.252")),
    }
