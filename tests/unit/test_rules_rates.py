"""AWS's own figures against the lines, as they are: AWS acts on them."""

from dataclasses import replace

import pytest

from deliverability.advice import NO_DILUTION, SUPPORT
from deliverability.metrics import DAY, HOUR
from deliverability.rules.catalogue import BY_NAME
from deliverability.rules.rule import Severity
from deliverability.standing import Measure
from deliverability.stretches import stretches
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


def test_the_message_of_a_complaint_rate_says_how_many_complaints_of_how_many_mails_are_known_and_since_when():
    message = found(AWS[Measure.COMPLAINT], known(reputation=(figure(0.0011, Measure.COMPLAINT, 2),)))[""].message
    assert message.figures[0].params == {"rate": 0.0011, "n": 2, "mails": 10_000, "window": 14 * DAY}
    assert (message.aws.params["review"], message.aws.params["pause"]) == (0.001, 0.005)
    assert message.page == "deliverability?measure=complaint"


def test_a_figure_just_below_the_watch_line_keeps_what_fires_and_starts_nothing():
    kept = found(AWS[Measure.BOUNCE], known(reputation=(figure(0.036),)))[""]
    clear = found(AWS[Measure.BOUNCE], known(reputation=(figure(0.0359),)))[""]
    assert [(f.step, f.keeps) for f in (kept, clear)] == [(0, True), (0, False)]


def test_since_when_a_figure_stands_over_the_line_is_read_from_its_points():
    points = ((NOW - 4 * HOUR, 0.05), (NOW - 3 * HOUR, 0.039), (NOW - 2 * HOUR, 0.04), (NOW - HOUR, 0.06))
    one = figure(0.06, stretches=stretches(points, witnessed=True))
    assert found(AWS[Measure.BOUNCE], known(reputation=(one,)))[""].held_since == NOW - 2 * HOUR
    # Where too few events are known for the watch line, the review line is the first.
    few = replace(one, tally=replace(one.tally, events=1))
    assert found(AWS[Measure.BOUNCE], known(reputation=(few,)))[""].held_since == NOW - HOUR


@pytest.mark.parametrize("witnessed", [True, False])
def test_a_figure_that_was_over_the_line_at_first_sight_has_a_bound_and_no_beginning(witnessed):
    points = ((NOW - 9 * DAY, 0.05), (NOW - HOUR, 0.06))
    one = figure(0.06, stretches=stretches(points, witnessed=witnessed))
    finding = found(AWS[Measure.BOUNCE], known(reputation=(one,)))[""]
    assert (finding.held_since, finding.witnessed) == (NOW - 9 * DAY, witnessed)


def test_the_peak_of_a_figure_is_that_of_the_time_it_held_with_the_line_of_that():
    points = ((NOW - 9 * DAY, 0.2), (NOW - 8 * DAY, 0.03), (NOW - 7 * DAY, 0.09), (NOW - HOUR, 0.06))
    one = figure(0.06, stretches=stretches(points, witnessed=True))
    finding = found(AWS[Measure.BOUNCE], known(reputation=(one,)))[""]
    assert (finding.peak, finding.threshold) == ((0.09, 0.08), 0.05)
    assert found(AWS[Measure.BOUNCE], known(reputation=(figure(0.01),)))[""].peak is None


def test_a_set_s_figure_is_told_by_its_name():
    finding = found(AWS[Measure.BOUNCE], known(reputation=(figure(0.06, configuration_set="news"),)))["news"]
    assert finding.message.headline.params["subject"] == "news"


@pytest.mark.parametrize("measure", Measure)
@pytest.mark.parametrize("rules", [AWS, OWN], ids=["aws", "own"])
def test_of_a_set_it_is_told_that_aws_judges_the_account_and_how_that_stands(rules, measure):
    """No review line, no pause and no notice of AWS is a set's: only its owner pauses it."""
    account = figure(0.0002, measure)
    parts = {"reputation": (account, figure(0.2, measure, configuration_set="news"))}
    parts["counted"] = (replace(counts(measure, d1=(200, 1000)), configuration_set="news"),)
    of_set = found(rules[measure], known(**parts))["news"].message
    of_account = found(AWS[measure], known(reputation=(replace(account, value=0.2),)))[""].message
    assert of_set.aws.msgid.startswith("AWS judges the account as a whole")
    said = of_set.headline.params.get("what", of_set.headline).msgid
    assert said.endswith("may pause an account."), "not that it will pause this set"
    assert of_set.figures[-1].params == {"rate": 0.0002}
    assert SUPPORT not in of_set.steps
    assert [step.params for step in of_set.steps] == [{"subject": "news"}, {"subject": "news"}, {}]
    assert of_account.aws.msgid.startswith("AWS reviews an account")
    assert of_account.figures[-1].params != {"rate": 0.2}
    assert of_account.steps[1:] == (SUPPORT, NO_DILUTION)


def test_of_a_set_nothing_is_said_of_the_account_where_its_figure_is_not_known():
    of_set = figure(0.2, configuration_set="news"), figure(0.2, Measure.COMPLAINT)
    message = found(AWS[Measure.BOUNCE], known(reputation=of_set))["news"].message
    assert [sorted(each.params) for each in message.figures] == [["mails", "n", "rate", "window"], []]


def test_no_headline_of_a_set_s_figure_says_that_it_is_to_be_paused():
    for measure in Measure:
        for line in DEFAULT.ladders[measure].steps:
            one = figure(line, measure, configuration_set="news")
            headline = found(AWS[measure], known(reputation=(one,)))["news"].message.headline
            assert headline.msgid.endswith(("reviews an account.", "may pause an account.")), headline


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
