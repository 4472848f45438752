"""Each rule fires in the account that was made for it and stays quiet in the one close by; so do the rules about us."""

from dataclasses import replace
from decimal import Decimal
from itertools import groupby

import pytest

from collector.notify.writing import write
from deliverability.cost.choices import Choices
from deliverability.rules.catalogue import BY_NAME, RULES
from deliverability.rules.rule import Severity
from simulator.alarms import ALARMS
from simulator.faults import Kind
from simulator.story import Step
from tests.collector.night_desk import desk

BEFORE, AFTER, DAY_LATER = 1, 12, 30
"""Hours after the story's day began; what changes by itself changes after six."""

IN_A_BURST = (BEFORE, 3, 5, 6)
BY_HISTORY = {"surge": 65, "no-mail": 65, "quota": 30, "budget": 65}
"""Days of CloudWatch's past that a rule needs; the others judge the present, or what the statistics hold."""

CLOUDWATCH_FAULTS = [Kind.THROTTLED, Kind.DENIED, Kind.INTERNAL, Kind.CUT, Kind.MALFORMED]


def hours(rule):
    """Few rounds where nothing happens between them."""
    return IN_A_BURST if rule.endswith("-burn") else (BEFORE, AFTER, DAY_LATER)


def account(scenario, rule, folder):
    chosen = Choices(budget=Decimal("24.50")) if rule == "budget" else None
    return desk(scenario, folder, days_back=BY_HISTORY.get(rule, 3), choices=chosen)


def test_every_rule_about_the_account_has_its_two_scenarios():
    assert ALARMS.keys() == {rule.name for rule in RULES if not rule.about_us}


@pytest.mark.parametrize("rule", ALARMS)
def test_a_rule_fires_once_in_its_scenario_and_says_what_to_do(rule, tmp_path):
    with account(ALARMS[rule][0], rule, tmp_path) as night:
        for at in hours(rule):
            night.at(at)
        kinds = [kind for kind, _ in night.told(rule)]
        assert "firing" in kinds
        by_subject = sorted(night.told(rule), key=lambda told: told[1])
        for _, told in groupby(by_subject, key=lambda told: told[1]):
            assert [kind for kind, _ in told].count("firing") == 1
        assert all(1 <= len(letter.message.steps) <= 3 for letter in night.letters)
        assert len({letter.key for letter in night.letters}) == len(night.letters)


@pytest.mark.parametrize("rule", ALARMS)
def test_a_rule_stays_quiet_close_by(rule, tmp_path):
    with account(ALARMS[rule][1], rule, tmp_path) as night:
        for at in hours(rule):
            night.at(at)
        assert night.told(rule) == []


@pytest.mark.parametrize("kind", CLOUDWATCH_FAULTS)
def test_sending_paused_arrives_within_one_cycle_while_cloudwatch_is_away(kind, tmp_path):
    with desk("sending-off", tmp_path, days_back=1) as night:
        night.world.faults.add(kind, service="cloudwatch")
        night.at(BEFORE)
        told = night.at(7)
        assert "sending-paused" in [letter.rule for letter in told]


def test_sending_paused_arrives_when_nothing_but_the_account_can_be_read(tmp_path):
    with desk("sending-off", tmp_path, days_back=1) as night:
        night.at(BEFORE)
        for service, operation in (("cloudwatch", "*"), ("ses", "*"), ("sesv2", "List*"), ("sesv2", "Batch*")):
            night.world.faults.add(Kind.INTERNAL, service=service, operation=operation)
        assert "sending-paused" in [letter.rule for letter in night.at(7)]


def test_a_leaked_key_is_told_first_of_all_and_with_the_quota_that_it_uses_up(tmp_path):
    story = replace(ALARMS["surge"][0], standing=(Step(max_24_hour_send=100_000),))
    with desk(story, tmp_path, days_back=BY_HISTORY["surge"]) as night:
        night.at(BEFORE)
        told = [letter for letter in night.at(9) if letter.severity is Severity.CRITICAL]
    assert {letter.rule for letter in told} >= {"surge", "quota"}
    assert "Far more mail is sent than ever before." in write(told, "en", None).title


def test_a_pause_holds_back_what_is_only_its_consequence(tmp_path):
    """The paused account sends nothing and its rates are high: one thing is told, the pause."""
    with desk("paused", tmp_path) as night:
        for hours in (BEFORE, 7, DAY_LATER):
            night.at(hours)
        assert {letter.rule for letter in night.letters if letter.severity == "critical"} == {"sending-paused"}
        assert not night.told("no-mail")
        assert not night.told("aws-bounce-rate")


def standing(*steps):
    """The small account, which stands so from hours of the story's day on."""
    first, *later = [replace(step, since_days=hours / 24) for hours, step in steps]
    return replace(ALARMS["enforcement"][0], standing=(replace(first, since_days=-1e6), *later))


def test_a_review_that_ends_in_a_shutdown_is_told_by_one_voice_at_a_time(tmp_path):
    story = standing(
        (0, Step()),
        (2, Step(enforcement="PROBATION")),
        (4, Step(enforcement="SHUTDOWN", sending=False)),
        (60, Step()),
    )
    with desk(story, tmp_path, days_back=1) as night:
        told = {hour: [(each.rule, each.kind) for each in night.at(hour)] for hour in (1, 3, 5, 10, 15, 40, 61)}
    paused, review = "sending-paused", "enforcement"
    assert told == {
        1: [],
        3: [(review, "firing")],
        5: [(paused, "firing")],
        10: [(paused, "reminder")],
        15: [(paused, "reminder")],
        40: [(paused, "reminder")],
        61: [(paused, "resolved"), (review, "resolved")],
    }


def test_a_review_that_begins_while_sending_is_switched_off_is_told_and_promises_no_sending(tmp_path):
    story = standing((0, Step()), (2, Step(sending=False)), (4, Step(sending=False, enforcement="PROBATION")))
    with desk(story, tmp_path, days_back=1) as night:
        told = [[(each.rule, each.kind) for each in night.at(hour)] for hour in (1, 3, 5, 12)]
        words = " ".join(letter.message.headline.msgid for letter in night.letters)
    assert told[:2] == [[], [("sending-paused", "firing")]]
    assert sorted(told[2]) == [("enforcement", "firing"), ("sending-paused", "escalated")]
    assert told[3] == []
    assert "You can still send" not in words


def test_a_permission_that_is_taken_away_is_told_and_told_again_when_it_is_back(tmp_path):
    with desk("plain", tmp_path, days_back=1) as night:
        night.at(BEFORE)
        denied = night.world.faults.add(Kind.DENIED, operation="GetSendStatistics")
        night.at(BEFORE + 0.1)
        night.at(BEFORE + 0.2)
        assert night.told("permission-lost") == [("firing", "statistics")]
        night.world.faults.remove(denied)
        night.at(BEFORE + 0.3)
        assert night.told("permission-lost") == [("firing", "statistics"), ("resolved", "statistics")]


def test_a_permission_that_was_never_there_is_no_alert(tmp_path):
    with desk("plain", tmp_path, days_back=1) as night:
        night.world.faults.add(Kind.DENIED, operation="GetSendStatistics")
        for at in (1, 1.1, 1.2, 5):
            night.at(at)
        assert night.told("permission-lost") == []


def test_a_reading_that_fails_is_told_when_it_has_grown_old_and_not_when_it_failed_once(tmp_path):
    with desk("plain", tmp_path, days_back=1) as night:
        night.at(1)
        failing = night.world.faults.add(Kind.INTERNAL, service="ses", operation="GetSendStatistics")
        night.at(1.2)
        assert night.told("reading-stale") == []
        night.at(1.8)
        assert night.told("reading-stale") == [], "the others may follow: then it is an outage, which is told as one"
        night.at(2)
        assert night.told("reading-stale") == [("firing", "statistics")]
        night.world.faults.remove(failing)
        night.at(2.1)
        assert night.told("reading-stale")[-1] == ("resolved", "statistics")


def test_alerts_that_rest_on_a_reading_stay_as_they_are_while_it_is_away(tmp_path):
    """No data resolves nothing, and fires nothing."""
    with desk("dkim-lost", tmp_path, days_back=1) as night:
        night.at(BEFORE)
        night.at(7)
        assert night.told("identity") == [("firing", "example.com")]
        night.world.faults.add(Kind.INTERNAL, operation="*EmailIdentit*")
        for at in (8, 14, 20):
            night.at(at)
        assert night.told("identity") == [("firing", "example.com")]


def test_every_rule_has_a_title_and_a_unit_that_can_be_written():
    assert {rule.unit for rule in RULES} <= {"percent", "number", "duration"}
    assert len({rule.title for rule in RULES}) == len(RULES) == len(BY_NAME)
