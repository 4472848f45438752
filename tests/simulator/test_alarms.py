"""What happens in the scenarios of the alert rules is what they say: on one side of each rule's line, and on the other."""

from datetime import timedelta
from decimal import Decimal

import pytest

from simulator import Clock, World
from simulator.alarms import ALARMS
from simulator.billing import charged
from simulator.scenarios import SCENARIOS
from simulator.story import current
from tests.simulator.asking import NOW, REGION

HOUR, DAY = 3600, 86_400
BOUNCE, COMPLAINT = "Reputation.BounceRate", "Reputation.ComplaintRate"


def told(scenario, hours=0):
    """The world at noon of the story's day, and so many hours later."""
    now = NOW.replace(hour=12, minute=0)
    world = World(1, scenario, origin=now.replace(hour=0), clock=Clock(now + timedelta(hours=hours), running=False))
    return world, world.clock.now()


def share(world, now, seconds, what):
    sums = world.truth.totals(REGION, now - seconds, now)
    return getattr(sums, what) / sums.attempts


def test_both_scenarios_of_a_rule_can_be_chosen_by_name():
    for firing, quiet in ALARMS.values():
        assert SCENARIOS[firing.name] is firing
        assert SCENARIOS[quiet.name] is quiet
        assert firing.summary != quiet.summary


def test_a_scenario_of_a_rule_is_calm_on_the_day_before_unless_its_rate_needs_days_to_rise():
    for rule, (firing, _) in ALARMS.items():
        if rule in {"quota", "aws-bounce-rate", "aws-complaint-rate", "own-bounce-rate", "own-complaint-rate"}:
            continue
        world, now = told(firing, hours=-24)
        assert world.truth.reputation(REGION, BOUNCE) < 0.02, firing.name
        assert share(world, now, DAY, "bounces") < 0.03, firing.name
        assert current(firing.standing, -1).enforcement == "HEALTHY"


@pytest.mark.parametrize(("rule", "name", "line"), [
    ("aws-bounce-rate", BOUNCE, (0.04, 0.05)), ("aws-complaint-rate", COMPLAINT, (0.0008, 0.001)),
])  # fmt: skip
def test_awss_figure_is_over_the_review_line_or_under_the_watch_line(rule, name, line):
    firing, quiet = ALARMS[rule]
    world, _ = told(firing)
    assert world.truth.reputation(REGION, name) >= line[1]
    for hours in range(-24, 30, 6):
        world, _ = told(quiet, hours)
        assert world.truth.reputation(REGION, name) < line[0]


def test_a_day_of_bounces_is_over_the_line_while_awss_own_figure_is_not():
    firing, quiet = ALARMS["own-bounce-rate"]
    world, now = told(firing)
    assert share(world, now, DAY, "bounces") > 0.06
    assert world.truth.reputation(REGION, BOUNCE) < 0.04
    assert 0.02 < share(told(quiet)[0], now, DAY, "bounces") < 0.04


def test_a_burst_runs_at_twice_the_line_for_an_hour_and_for_six_and_the_short_one_does_not():
    firing, quiet = ALARMS["bounce-burn"]
    world, now = told(firing)
    assert share(world, now, HOUR, "bounces") > 0.1
    assert share(world, now, 6 * HOUR, "bounces") > 0.1
    world, now = told(quiet, hours=-11)
    assert share(world, now, HOUR, "bounces") > 0.03
    assert share(world, now, 6 * HOUR, "bounces") < 0.1


def test_the_leaked_key_sends_three_times_the_largest_hour_and_a_tenth_of_the_quota():
    firing, quiet = ALARMS["surge"]
    for scenario, over_a_tenth in ((firing, True), (quiet, False)):
        world, now = told(scenario)
        usual = max(world.truth.metric(REGION, "Send", now - 60 * DAY, now - DAY, HOUR).values())
        most = max(world.truth.metric(REGION, "Send", now - DAY, now, HOUR).values())
        assert most > 3 * usual
        assert (most > 0.1 * scenario.standing[0].max_24_hour_send) is over_a_tenth


def test_the_silent_service_sent_fifty_mails_in_six_hours_and_the_weekly_one_hardly_any():
    silent, weekly = ALARMS["no-mail"]
    world, now = told(silent)
    assert world.truth.totals(REGION, now - 9 * HOUR, now).attempts == 0
    assert all(
        world.truth.totals(REGION, now - w * 7 * DAY - 6 * HOUR, now - w * 7 * DAY).attempts >= 10 for w in (1, 2, 3, 4)
    )
    world, now = told(weekly, hours=30)
    assert world.truth.totals(REGION, now - 6 * HOUR, now).attempts < 5
    assert world.truth.totals(REGION, now - 8 * DAY, now).attempts > 1_000


def test_the_quota_is_over_or_under_four_fifths():
    near, in_use = ALARMS["quota"]
    assert told(near)[0].truth.sent_last_24_hours(REGION) > 0.85 * 4_600
    assert all(told(in_use, hours)[0].truth.sent_last_24_hours(REGION) < 0.75 * 6_500 for hours in range(-48, 30, 6))


def test_mail_that_goes_out_on_one_day_of_seven_is_all_there():
    world, now = told(ALARMS["no-mail"][1])
    weeks = [world.truth.totals(REGION, now - (w + 1) * 7 * DAY, now - w * 7 * DAY).attempts for w in range(1, 5)]
    assert all(1_200 < week < 2_300 for week in weeks)
    days = [world.truth.totals(REGION, now - (d + 1) * DAY, now - d * DAY).attempts for d in range(1, 15)]
    assert sum(day > 20 for day in days) <= 4


def test_a_budget_has_room_for_one_mailing_and_not_for_the_other():
    spent = []
    for scenario in ALARMS["budget"]:
        world, now = told(scenario)
        month = int(NOW.replace(day=1, hour=0, minute=0, second=0).timestamp())
        spent.append(sum(item.usd for item in charged(world.region(REGION), month, now, now)))
    assert spent[1] < Decimal("24.50") * Decimal("0.8") < spent[0]
