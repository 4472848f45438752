"""AWS's own figures against the lines, as they are: AWS acts on them."""

from dataclasses import replace

import pytest

from deliverability.metrics import HOUR
from deliverability.rules.catalogue import BY_NAME
from deliverability.rules.rule import Severity
from deliverability.standing import Measure
from deliverability.thresholds import DEFAULT, Ladder, Thresholds
from tests.unit.evidence_of import NOW, counts, figure, found, known, step, thing

AWS = {Measure.BOUNCE: BY_NAME["aws-bounce-rate"], Measure.COMPLAINT: BY_NAME["aws-complaint-rate"]}
OWN = {Measure.BOUNCE: BY_NAME["own-bounce-rate"], Measure.COMPLAINT: BY_NAME["own-complaint-rate"]}
LINES = [
    (measure, number, line)
    for measure in Measure
    for number, line in enumerate(DEFAULT.ladders[measure].steps, start=1)
]


@pytest.mark.parametrize(("measure", "number", "line"), LINES)
def test_each_line_of_aws_s_figure_is_met_inclusively(measure, number, line):
    assert step(AWS[measure], known(reputation=(figure(line, measure),))) == number
    assert step(AWS[measure], known(reputation=(figure(line - 1e-9, measure),))) == number - 1


def test_from_the_review_line_on_it_is_critical():
    severities = [found(AWS[Measure.BOUNCE], known(reputation=(figure(v),)))[""].severity for v in (0.04, 0.05, 0.1)]
    assert severities == [Severity.WARN, Severity.CRITICAL, Severity.CRITICAL]


@pytest.mark.parametrize(("measure", "fewest"), [(Measure.BOUNCE, 5), (Measure.COMPLAINT, 3)])
def test_the_watch_line_needs_a_few_events_that_we_know_of_and_the_review_line_none(measure, fewest):
    ladder = DEFAULT.ladders[measure]

    def at(value, events):
        return step(AWS[measure], known(reputation=(figure(value, measure, events),)))

    assert [at(ladder.watch, events) for events in (None, fewest - 1, fewest)] == [0, 0, 1]
    assert [at(ladder.review, events) for events in (None, 0, fewest)] == [2, 2, 2]


def test_the_message_of_a_complaint_rate_says_how_many_complaints_that_is():
    message = found(AWS[Measure.COMPLAINT], known(reputation=(figure(0.0011, Measure.COMPLAINT, 2),)))[""].message
    assert message.figures[0].params == {"rate": 0.0011, "n": 2}
    assert (message.aws.params["review"], message.aws.params["pause"]) == (0.001, 0.005)
    assert message.page == "deliverability?measure=complaint"


def test_a_figure_just_below_the_watch_line_keeps_what_fires_and_starts_nothing():
    kept = found(AWS[Measure.BOUNCE], known(reputation=(figure(0.036),)))[""]
    clear = found(AWS[Measure.BOUNCE], known(reputation=(figure(0.0359),)))[""]
    assert [(f.step, f.keeps) for f in (kept, clear)] == [(0, True), (0, False)]


def test_since_when_a_figure_stands_over_the_line_is_read_from_its_points():
    points = ((NOW - 4 * HOUR, 0.05), (NOW - 3 * HOUR, 0.039), (NOW - 2 * HOUR, 0.04), (NOW - HOUR, 0.06))
    one = replace(figure(0.06), points=points)
    assert found(AWS[Measure.BOUNCE], known(reputation=(one,)))[""].held_since == NOW - 2 * HOUR
    # Where too few events are known for the watch line, the review line is the first.
    few = replace(one, events=1)
    assert found(AWS[Measure.BOUNCE], known(reputation=(few,)))[""].held_since == NOW - HOUR


def test_a_set_s_figure_is_told_by_its_name():
    finding = found(AWS[Measure.BOUNCE], known(reputation=(figure(0.06, configuration_set="news"),)))["news"]
    assert finding.message.headline.params["subject"] == "news"


@pytest.mark.parametrize("after", [None, {"reputation_metrics": False}])
def test_the_last_figure_of_a_set_that_is_gone_or_publishes_none_is_over(after):
    sets = (thing("configuration-set", "news", {"reputation_metrics": True}, after),)
    both = known(reputation=(figure(0.2, configuration_set="news"), figure(0.2)), things=sets)
    assert {name: f.step for name, f in found(AWS[Measure.BOUNCE], both).items()} == {"news": 0, "": 4}


def test_lines_of_a_person_take_the_place_of_aws_s():
    own = Thresholds({**DEFAULT.ladders, Measure.BOUNCE: Ladder(0.01, 0.02, 0.03, 0.04)})
    assert step(AWS[Measure.BOUNCE], known(reputation=(figure(0.02),)), own) == 2


def test_each_measure_is_judged_by_its_own_rule_alone():
    both = known(
        reputation=(figure(0.2), figure(0.2, Measure.COMPLAINT)),
        counted=(counts(Measure.BOUNCE, d1=(9, 10)), counts(Measure.COMPLAINT, d1=(9, 10))),
    )
    for rules in (AWS, OWN):
        for measure in Measure:
            only = replace(
                both,
                reputation=tuple(f for f in both.reputation if f.measure is not measure),
                counted=tuple(c for c in both.counted if c.measure is not measure),
            )
            assert found(rules[measure], only) == {}


@pytest.mark.parametrize("rule", AWS.values(), ids=lambda rule: rule.name)
def test_while_sending_is_paused_no_figure_of_aws_is_told(rule):
    assert "sending-paused" in rule.inhibited_by
