"""What the rules would have told over stored history: episodes with their times, never from what was learnt later."""

import json
from datetime import UTC, datetime

import pytest

from collector.evaluation import evaluate
from collector.notify.channel import Channel, Form
from deliverability.alerting import Kind
from deliverability.bins import Bin
from deliverability.coverage import Span
from deliverability.metrics import BOUNCE_RATE, DAY, HOUR, QUARTER
from deliverability.rules.rule import Severity
from deliverability.thresholds import DEFAULT
from report.evidence import evidence
from report.replay import STEP, replay, replayable
from store import alerts, coverage, samples, snapshots, statistics
from store.samples import Point
from tests.report.conftest import AT, SCOPE, healthy_body

DESK = Channel("desk", "JSON", Form.PLAIN)
BAD_FROM, BAD_UNTIL = AT - 5 * DAY, AT - 4 * DAY
WEEK = Span(AT - 7 * DAY, AT - 2 * DAY)


@pytest.fixture
def troubled(store):
    """Of the fortnight one day brought 20 % bounces; the collector ran all the time."""
    bins = [Bin(at, 100, 20, 0, 0) for at in range(BAD_FROM, BAD_UNTIL, QUARTER)]
    statistics.keep(store, SCOPE, bins, AT)
    for what in (coverage.STATISTICS, coverage.COLLECTOR):
        coverage.extend(store, SCOPE, what, Span(AT - 14 * DAY, AT))
    return store


def replayed(store, *names, span=WEEK):
    return replay(store, SCOPE, span, replayable(names), DEFAULT)


def kinds(episode):
    return [notice.kind for notice in episode.told]


def names(found):
    return {each.rule.name for each in found}


def test_a_day_of_bounces_that_is_over_is_one_episode_with_its_beginning_and_its_end(troubled):
    """20 % is beyond the pause line: the fast rule tells it first, that of the day once more when it stands over that line."""
    episode, *beyond = [each for each in replayed(troubled, "own-bounce-rate", "bounce-burn") if each.told]
    assert [(each.rule.name, kinds(each)[0]) for each in beyond] == [("own-bounce-rate", Kind.FIRING)]
    assert all(each.fired_at > episode.fired_at for each in beyond)
    assert BAD_FROM < episode.fired_at < BAD_FROM + 8 * HOUR
    assert episode.began <= episode.fired_at
    assert BAD_UNTIL < episode.ended < BAD_UNTIL + DAY + 2 * HOUR
    assert episode.worst.severity is Severity.CRITICAL
    assert episode.worst.peak > episode.worst.threshold
    assert kinds(episode)[0] is Kind.FIRING
    assert kinds(episode)[-1] is Kind.RESOLVED


def test_a_healthy_time_has_no_episode(troubled):
    assert replayed(troubled, span=Span(AT - 10 * DAY, AT - 6 * DAY)) == []


def test_what_is_not_over_by_the_end_has_no_end(troubled):
    (episode,) = replayed(troubled, "own-bounce-rate", span=Span(AT - 7 * DAY, BAD_UNTIL))
    assert episode.ended is None
    assert Kind.RESOLVED not in kinds(episode)


def test_an_alert_that_was_on_before_shows_at_the_beginning(troubled):
    began = BAD_UNTIL - 2 * HOUR
    (episode,) = replayed(troubled, "own-bounce-rate", span=Span(began, AT - 2 * DAY))
    assert episode.fired_at == began


@pytest.mark.parametrize(("first", "witnessed"), [(AT - 30 * DAY, True), (AT - 40 * DAY, False)])
def test_what_history_shows_to_have_held_long_before_began_then_and_peaked_then(troubled, first, witnessed):
    bad = [Point(at, 0.09 if at == first else 0.06) for at in range(first, AT, HOUR)]
    samples.keep(troubled, SCOPE, BOUNCE_RATE, "", 3600, bad)
    (episode,) = replayed(troubled, "aws-bounce-rate", span=Span(AT - 3 * DAY, AT - 2 * DAY))
    assert (episode.began, episode.witnessed, episode.worst.peak) == (first, witnessed, 0.09)
    assert [(notice.kind, notice.repeats) for notice in episode.told] == [(Kind.FIRING, False)]


def test_only_the_rules_asked_for_are_judged_and_none_about_the_collector(troubled):
    snapshots.keep(troubled, SCOPE, "account", "", healthy_body(sending_enabled=False), AT - 4 * DAY)
    assert names(replayed(troubled, "sending-paused")) == {"sending-paused"}
    assert replayable(["reading-stale"]) == ()
    assert not any(rule.about_us for rule in replayable())


def test_a_rule_is_held_back_by_the_one_that_inhibits_it_as_it_would_have_been(troubled):
    """Sending was paused before the bad day: its rates are the pause's consequence, and not told."""
    snapshots.keep(troubled, SCOPE, "account", "", healthy_body(sending_enabled=False), AT - 6 * DAY)
    found = {each.rule.name: each for each in replayed(troubled, "sending-paused", "own-bounce-rate")}
    assert kinds(found["sending-paused"])[0] is Kind.FIRING
    assert found["own-bounce-rate"].told == ()
    alone = replayed(troubled, "own-bounce-rate")
    assert alone[0].told


def test_a_replay_finds_the_episodes_that_evaluation_made_of_the_same_history(troubled):
    span = Span(BAD_FROM - HOUR, BAD_UNTIL + 30 * HOUR)
    off = {"enforcement_status": "SHUTDOWN", "sending_enabled": False}
    for hours, body in ((2, {"enforcement_status": "PROBATION"}), (20, off), (40, {})):
        snapshots.keep(troubled, SCOPE, "account", "", healthy_body(**body), BAD_FROM + hours * HOUR)
    for now in range(span.since, span.until, STEP):
        evaluate(troubled, SCOPE, datetime.fromtimestamp(now, UTC), DEFAULT, [DESK], replayable())
    made = [
        (e.fired_at, e.rule, e.subject, e.began, e.ended, (e.severity, e.peak, e.threshold), [m[1] for m in e.messages])
        for e in alerts.episodes(troubled, SCOPE, 0, AT)
    ]
    found = [
        (e.fired_at, e.rule.name, e.subject, e.began, e.ended, e.worst, kinds(e)) for e in replayed(troubled, span=span)
    ]
    assert sorted(made) == sorted(found)
    assert {"enforcement", "sending-paused", "bounce-burn", "own-bounce-rate"} <= {rule for _, rule, *_ in made}


def test_a_change_fires_when_it_was_seen_and_not_before(troubled):
    snapshots.keep(troubled, SCOPE, "account", "", healthy_body(max_24_hour_send=20_000), AT - 4 * DAY)
    (episode,) = replayed(troubled, "quota-lowered")
    assert AT - 4 * DAY <= episode.fired_at <= AT - 4 * DAY + QUARTER
    assert AT - 3 * DAY <= episode.ended <= AT - 3 * DAY + HOUR


def test_a_replay_of_the_past_does_not_change_with_what_comes_after(troubled):
    span = Span(AT - 7 * DAY, AT - 3 * DAY)
    before = replayed(troubled, span=span)
    statistics.keep(troubled, SCOPE, [Bin(at, 100, 90, 9, 0) for at in range(AT - 2 * DAY, AT, QUARTER)], AT)
    snapshots.keep(troubled, SCOPE, "account", "", healthy_body(enforcement_status="SHUTDOWN"), AT - DAY)
    assert replayed(troubled, span=span) == before


def test_a_replay_writes_nothing(troubled):
    tables = [name for (name,) in troubled.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]

    def sizes():
        return {name: troubled.rows(f"SELECT COUNT(*) FROM {json.dumps(name)}") for name in tables}

    before = sizes()
    replayed(troubled)
    assert sizes() == before


def test_each_quarter_of_an_hour_is_judged_once_and_told_of(troubled):
    told = []
    span = Span(AT - 7 * DAY, AT - 6 * DAY)
    replay(troubled, SCOPE, span, replayable(["quota"]), DEFAULT, lambda done, of: told.append((done, of)))
    assert told == [(number, 96) for number in range(1, 97)]


def test_evidence_of_a_past_moment_holds_nothing_of_the_collectors_present(troubled):
    past = evidence(troubled, SCOPE, datetime.fromtimestamp(AT - 3 * DAY, UTC))
    assert (past.readings, past.clock_skew_seconds, past.dead_letters) == ((), None, None)
