"""An evaluation: what rules find moves the alerts and writes the letters, both or neither, each letter once."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from collector import evaluation, weekly
from collector.evaluation import Told, evaluate, judge
from collector.notify.channel import Channel, Form
from deliverability.alerting import Status
from deliverability.model import Scope, Text, text
from deliverability.rules.rule import Finding, Message, Rule, Severity
from deliverability.thresholds import DEFAULT
from store import alerts, outbox, runs, silences
from store.errors import StoreError

HERE = Scope("123456789012", "us-east-1")
BEGAN = datetime(2026, 11, 24, 12, tzinfo=UTC)
SLACK = Channel("slack", "slack", Form.SHORT)
PAGER = Channel("pager", "pagertree", Form.SHORT, minimum=Severity.CRITICAL)
FOR_EVER = 2**40
SECRET = "someone@example.com"


class Sees:
    """What rules see, set by a test: (rule, subject) -> step."""

    def __init__(self):
        self.steps: dict[tuple[str, str], int] = {}

    def rule(self, name: str, **more) -> Rule:
        def judged(known, _lines):
            for (rule, subject), step in self.steps.items():
                if rule == name:
                    severity = (Severity.INFO, Severity.WARN, Severity.CRITICAL)[step]
                    message = Message(text("It is {step}", step=step)) if step else None
                    yield Finding(subject, known.now, step, severity, value=step / 10, message=message)

        return Rule(name, name, judged, **more)


@pytest.fixture
def sees():
    return Sees()


def at(minutes: float) -> datetime:
    return BEGAN + timedelta(minutes=minutes)


def seconds(minutes: float) -> int:
    return int(at(minutes).timestamp())


def letters(store, channel=SLACK):
    return outbox.claim(store, channel.name, seconds(0) + FOR_EVER, most=999)


def kinds(store, channel=SLACK):
    return [letter.kind for letter in letters(store, channel)]


def status(store, rule="load", subject=""):
    return alerts.states(store, HERE)[rule, subject].status


def fault(*_):
    raise ValueError(SECRET)


def test_what_fires_is_kept_and_told_once_through_every_channel_that_takes_it(store, sees):
    rule = sees.rule("load")
    sees.steps["load", "news"] = 1
    for minutes in (0, 5, 5, 10):
        assert evaluate(store, HERE, at(minutes), DEFAULT, [SLACK, PAGER], [rule]) is None
    assert status(store, subject="news") is Status.FIRING
    [letter] = letters(store)
    assert letter.key == "load|123456789012|us-east-1|news#1#firing#warn#1#slack"
    assert (letter.scope, letter.rule, letter.subject, letter.episode) == (HERE, "load", "news", 1)
    assert (letter.message.headline, letter.began, letter.ended) == (text("It is {step}", step=1), seconds(0), None)
    assert letters(store, PAGER) == []
    [fired] = alerts.transitions(store, HERE, 0, FOR_EVER)
    assert (fired.before, fired.after, fired.at) == (Status.OK, Status.FIRING, seconds(0))


@pytest.mark.parametrize("witnessed", [True, False])
def test_a_letter_and_its_episode_say_whether_the_beginning_was_seen(store, witnessed):
    def judged(known, _lines):
        on = known.now < seconds(10)
        message = Message(text("It is so")) if on else None
        held = {"held_since": seconds(-60), "witnessed": witnessed} if on else {}
        yield Finding("", known.now, int(on), message=message, **held)

    for minutes in (0, 10):
        evaluate(store, HERE, at(minutes), DEFAULT, [SLACK], [Rule("load", "load", judged)])
    assert [(each.kind, each.began, each.witnessed) for each in letters(store)] == [
        ("firing", seconds(-60), witnessed), ("resolved", seconds(-60), witnessed),
    ]  # fmt: skip
    assert [each.witnessed for each in alerts.episodes(store, HERE, 0, FOR_EVER)] == [witnessed]


def test_worse_is_told_to_more_and_the_end_to_everyone_who_was_told(store, sees):
    rule = sees.rule("load", keep_seconds=600)
    for minutes, step in [(0, 1), (5, 2), (10, 0), (15, 0), (20, 0), (25, 0)]:
        sees.steps["load", ""] = step
        evaluate(store, HERE, at(minutes), DEFAULT, [SLACK, PAGER], [rule])
    assert kinds(store, PAGER) == ["escalated", "resolved"]
    assert [(each.kind, each.began, each.ended) for each in letters(store)] == [
        ("firing", seconds(0), None),
        ("escalated", seconds(0), None),
        ("resolved", seconds(0), seconds(10)),
    ]
    [episode] = alerts.episodes(store, HERE, 0, FOR_EVER)
    assert (episode.ended, episode.peak, episode.severity) == (seconds(10), 0.2, Severity.CRITICAL)
    assert [each.after for each in alerts.transitions(store, HERE, 0, FOR_EVER)] == [
        Status.FIRING, Status.RECOVERING, Status.OK,
    ]  # fmt: skip


def test_a_subject_that_was_always_clear_leaves_nothing_behind(store, sees):
    sees.steps |= {("load", f"set-{n}"): 0 for n in range(50)}
    evaluate(store, HERE, at(0), DEFAULT, [SLACK], [sees.rule("load")])
    assert alerts.states(store, HERE) == {}


def test_a_rule_that_sees_nothing_any_more_leaves_its_alert_as_it_is(store, sees):
    sees.steps["load", ""] = 1
    rule = sees.rule("load")
    evaluate(store, HERE, at(0), DEFAULT, [SLACK], [rule])
    before = alerts.states(store, HERE)
    sees.steps.clear()
    evaluate(store, HERE, at(60), DEFAULT, [SLACK], [rule])
    assert alerts.states(store, HERE) == before
    assert kinds(store) == ["firing"]


def test_a_reminder_comes_by_time_alone(store, sees):
    sees.steps["load", ""] = 1
    rule = sees.rule("load")
    evaluate(store, HERE, at(0), DEFAULT, [SLACK], [rule])
    sees.steps.clear()
    for hours in (23, 24, 25):
        evaluate(store, HERE, at(hours * 60), DEFAULT, [SLACK], [rule])
    assert kinds(store) == ["firing", "reminder"]


def test_a_silence_keeps_quiet_what_still_fires_when_it_is_over_is_told_then(store, sees):
    sees.steps |= {("load", "news"): 1, ("load", "receipts"): 1}
    silences.add(store, "load", HERE, "news", seconds(30), seconds(0), "")
    for minutes in (0, 10, 29.9, 30, 40):
        evaluate(store, HERE, at(minutes), DEFAULT, [SLACK], [sees.rule("load")])
    found = {letter.subject: letter.created_at for letter in letters(store)}
    assert found == {"receipts": seconds(0), "news": seconds(30)}


def test_an_alert_is_held_back_by_one_that_fires_in_the_same_evaluation_whatever_their_order(store, sees):
    sees.steps |= {("a-rate", ""): 2, ("paused", ""): 2}
    rules = [sees.rule("a-rate", inhibited_by=("paused",)), sees.rule("paused")]
    evaluate(store, HERE, at(0), DEFAULT, [SLACK], rules)
    assert [letter.rule for letter in letters(store)] == ["paused"]
    assert status(store, "a-rate") is Status.FIRING
    sees.steps["paused", ""] = 0
    evaluate(store, HERE, at(5), DEFAULT, [SLACK], rules)
    assert [(letter.rule, letter.kind) for letter in letters(store)] == [("paused", "resolved"), ("a-rate", "firing")]


def test_a_silence_of_one_rule_does_not_silence_what_that_rule_would_have_told_for(store, sees):
    sees.steps |= {("day", ""): 1, ("burn", ""): 2}
    rules = [sees.rule("day", covered_by=("burn",), covered_to=1), sees.rule("burn")]
    silences.add(store, "burn", HERE, "", seconds(30), seconds(0), "")
    for minutes in (0, 10, 40):
        evaluate(store, HERE, at(minutes), DEFAULT, [SLACK], rules)
    told = [(letter.rule, letter.kind, letter.created_at) for letter in letters(store)]
    assert told == [("day", "firing", seconds(0)), ("burn", "firing", seconds(40))]


def test_what_fired_while_there_was_no_channel_is_told_once_there_is_one(store, sees):
    sees.steps["load", ""] = 2
    evaluate(store, HERE, at(0), DEFAULT, [], [sees.rule("load")])
    assert status(store) is Status.FIRING
    for minutes in (5, 10):
        evaluate(store, HERE, at(minutes), DEFAULT, [SLACK], [sees.rule("load")])
    assert kinds(store) == ["firing"]


def test_a_clock_that_was_set_back_holds_up_no_alert(store, sees):
    rule = sees.rule("load", keep_seconds=600)
    sees.steps["load", ""] = 1
    evaluate(store, HERE, at(60 * 24 * 365), DEFAULT, [SLACK], [rule])
    evaluate(store, HERE, at(0), DEFAULT, [SLACK], [rule])
    evaluate(store, HERE, at(60 * 24), DEFAULT, [SLACK], [rule])
    sees.steps["load", ""] = 0
    for minutes in (5, 10, 15):
        evaluate(store, HERE, at(60 * 24 + minutes), DEFAULT, [SLACK], [rule])
    assert kinds(store) == ["firing", "reminder", "resolved"]


def test_a_rule_at_fault_stops_no_other_and_loses_no_alert(store, sees, caplog):
    sees.steps |= {("load", ""): 1, ("other", ""): 1}
    good = sees.rule("other")
    evaluate(store, HERE, at(0), DEFAULT, [SLACK], [sees.rule("load")])
    with caplog.at_level(logging.ERROR):
        told = evaluate(store, HERE, at(5), DEFAULT, [SLACK], [Rule("load", "Load", fault), good])
    assert isinstance(told, Text)
    assert (told.params["rule"], told.params["kind"]) == ("load", "ValueError")
    assert [letter.rule for letter in letters(store)] == ["load", "other"]
    assert status(store, "load") is Status.FIRING
    assert "rule.fault" in caplog.text
    assert SECRET not in caplog.text + str(told)


def test_of_several_faults_the_first_is_told_with_the_number_of_the_others(store):
    rules = [Rule(name, name, fault) for name in ("a", "b", "c")]
    told = evaluate(store, HERE, at(0), DEFAULT, [SLACK], rules)
    assert told is not None
    assert told.params["n"] == 2
    assert told.params["first"].params["rule"] == "a"


def test_an_evaluation_that_cannot_write_its_letters_keeps_no_state_and_the_next_one_tells(store, sees, monkeypatch):
    def full(*_):
        raise StoreError(text("The disk is full"))

    sees.steps["load", ""] = 1
    with monkeypatch.context() as broken:
        broken.setattr(outbox, "add", full)
        with pytest.raises(StoreError):
            evaluate(store, HERE, at(0), DEFAULT, [SLACK], [sees.rule("load")])
    assert alerts.states(store, HERE) == {}
    assert alerts.transitions(store, HERE, 0, FOR_EVER) == alerts.episodes(store, HERE, 0, FOR_EVER) == []
    evaluate(store, HERE, at(5), DEFAULT, [SLACK], [sees.rule("load")])
    assert kinds(store) == ["firing"]


def test_every_evaluation_leaves_a_run_whose_outcome_is_its_own(store, monkeypatch, caplog):
    assert judge(store, HERE, at(0), DEFAULT, Told()).outcome == "ok"
    for trouble, said in [(fault, "ValueError"), (lambda *_: text("A rule made an error"), "A rule made an error")]:
        monkeypatch.setattr(evaluation, "evaluate", trouble)
        judge(store, HERE, at(5), DEFAULT, Told())
        run = runs.last(store, HERE)[runs.JUDGING]
        assert (run.outcome, run.api_calls) == ("failed", 0)
        assert said in f"{run.error}"
    assert SECRET not in caplog.text


def test_a_digest_at_fault_takes_no_alert_back(store, sees, monkeypatch):
    monkeypatch.setattr(evaluation, "RULES", ())
    monkeypatch.setattr(weekly, "post", fault)
    assert judge(store, HERE, at(0), DEFAULT, Told()).outcome == "failed"
