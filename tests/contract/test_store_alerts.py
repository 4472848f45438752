"""Alerts: a state comes back as it was, each change of it is kept, and an episode knows the worst it came to."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliverability.alerting import AlertState, Status
from deliverability.model import Scope
from deliverability.rules.rule import Peak, Severity
from store import alerts, findings, outbox
from store.alerts import Transition
from store.open import open_store
from tests.contract.letters import HERE, MESSAGE, THERE, finding, letter

FOR_EVER = 2**40
FIRING = AlertState(Status.FIRING, 1, 1_000, 900, began=800, finding=finding())
OVER = replace(FIRING, status=Status.OK, since=2_000, ended=1_800)


def keep(store, state, before=None, at=1_010, rule="quota", subject="", scope=HERE):
    alerts.keep(store, scope, rule, subject, state, before, at)


def episodes(engine, scope: Scope | None = HERE, since: int = 0, until: int = FOR_EVER):
    return alerts.episodes(engine, scope, since, until)


def test_nothing_is_known_of_a_scope_before_something_is_kept(store, seen):
    assert alerts.states(seen, HERE) == {}
    assert alerts.transitions(seen, HERE, 0, FOR_EVER) == []
    assert episodes(seen) == episodes(seen, None) == []


def test_a_state_comes_back_as_it_was_with_its_finding_and_message(store, seen):
    known = finding(2, held_since=700, threshold=0.05, keeps=True, message=MESSAGE, subject="news")
    state = AlertState(
        Status.RECOVERING, 7, 1_000, 900, began=800, ended=850, told=3, told_step=2, told_severity=Severity.CRITICAL,
        told_value=0.0625, told_at=990, reminders=1, finding=known, witnessed=False,
    )  # fmt: skip
    assert all(getattr(state, name) != getattr(AlertState(), name) for name in AlertState.__dataclass_fields__)
    keep(store, state, subject="news")
    assert alerts.states(seen, HERE) == {("quota", "news"): state}


def test_a_state_takes_the_place_of_the_one_before_and_of_no_other(store, seen):
    keep(store, FIRING)
    keep(store, FIRING, subject="news")
    keep(store, FIRING, rule="surge")
    keep(store, FIRING, scope=THERE)
    keep(store, OVER, Status.FIRING)
    assert alerts.states(seen, HERE) == {("quota", ""): OVER, ("quota", "news"): FIRING, ("surge", ""): FIRING}
    assert alerts.states(seen, THERE) == {("quota", ""): FIRING}


def test_every_change_of_status_is_kept_in_its_order(store, seen):
    keep(store, replace(FIRING, status=Status.PENDING, episode=0), Status.OK, at=10)
    keep(store, FIRING, Status.PENDING, at=10)
    keep(store, FIRING, at=15)
    keep(store, OVER, Status.FIRING, at=20)
    keep(store, FIRING, Status.OK, at=20, scope=THERE)
    first = Transition("quota", "", 0, 10, Status.OK, Status.PENDING)
    second = Transition("quota", "", 1, 10, Status.PENDING, Status.FIRING)
    third = Transition("quota", "", 1, 20, Status.FIRING, Status.OK)
    assert alerts.transitions(seen, HERE, 0, 21) == [first, second, third]
    assert alerts.transitions(seen, HERE, 11, 21) == [third]
    assert alerts.transitions(seen, HERE, 10, 20) == [first, second]


def test_an_episode_knows_when_it_fired_and_the_worst_it_came_to(store, seen):
    keep(store, FIRING, Status.OK, at=1_010)
    keep(store, replace(FIRING, finding=finding(2, 0.12, threshold=0.1)), at=1_020)
    keep(store, replace(FIRING, finding=finding(1, 0.05, threshold=0.05)), at=1_030)
    keep(store, replace(FIRING, finding=finding(0, 0.9, keeps=True)), at=1_040)
    keep(store, replace(FIRING, status=Status.RECOVERING), Status.FIRING, at=1_050)
    [going_on] = episodes(seen)
    assert (going_on.rule, going_on.subject, going_on.scope, going_on.episode) == ("quota", "", HERE, 1)
    assert (going_on.severity, going_on.peak, going_on.threshold) == (Severity.CRITICAL, 0.12, 0.1)
    assert (going_on.began, going_on.fired_at, going_on.ended) == (800, 1_010, None)
    keep(store, OVER, Status.RECOVERING, at=2_010)
    assert episodes(seen) == [replace(going_on, ended=1_800)]


def test_an_episode_without_a_value_has_no_peak(store, seen):
    keep(store, replace(FIRING, finding=finding(value=None)), Status.OK)
    assert [(each.peak, each.threshold) for each in episodes(seen)] == [(None, None)]


def test_a_condition_that_never_fired_is_no_episode(store, seen):
    keep(store, replace(FIRING, status=Status.PENDING, episode=0), Status.OK)
    keep(store, AlertState(finding=finding()), Status.PENDING)
    assert episodes(seen) == []


def test_what_comes_after_an_episode_leaves_it_alone(store, seen):
    keep(store, FIRING, Status.OK)
    keep(store, OVER, Status.FIRING)
    before = episodes(seen)
    keep(store, replace(OVER, status=Status.PENDING, finding=finding(2, 0.5)), Status.OK)
    assert episodes(seen) == before
    again = AlertState(Status.FIRING, 2, 3_000, 3_000, began=3_000, finding=finding(2, 0.5))
    keep(store, again, Status.PENDING, at=3_010)
    assert episodes(seen)[:1] == before
    assert [(each.episode, each.peak) for each in episodes(seen)] == [(1, 0.06), (2, 0.5)]


@pytest.mark.parametrize(
    ("since", "until", "is_on"),
    [(0, 800, False), (0, 801, True), (1_800, 1_801, True), (1_801, FOR_EVER, False), (1_000, 1_001, True)],
)
def test_an_episode_belongs_to_the_stretches_it_was_on_in(store, seen, since, until, is_on):
    keep(store, FIRING, Status.OK)
    keep(store, OVER, Status.FIRING)
    assert bool(episodes(seen, HERE, since, until)) is is_on


def test_episodes_of_all_scopes_come_by_the_time_they_fired(store, seen):
    keep(store, FIRING, Status.OK, at=2_000)
    keep(store, FIRING, Status.OK, at=1_000, scope=THERE)
    assert [each.scope for each in episodes(seen, None)] == [THERE, HERE]
    assert [each.scope for each in episodes(seen, HERE)] == [HERE]


def test_an_episode_tells_what_was_sent_of_it_and_of_no_other(store, seen):
    keep(store, FIRING, Status.OK)
    others = {"rule": {"rule": "surge"}, "subject": {"subject": "x"}, "scope": {"scope": THERE}, "n": {"episode": 2}}
    outbox.add(store, [letter("first"), letter("mail", "mailto"), *(letter(k, **more) for k, more in others.items())])
    outbox.delivered(store, [1], 150)
    sent = (("slack", "firing", "delivered", 150), ("mailto", "firing", "waiting", None))
    assert [each.messages for each in episodes(seen)] == [sent]


def test_a_state_and_its_letters_are_taken_back_together(store, seen):
    def broken() -> None:
        with store.transaction():
            keep(store, FIRING, Status.OK)
            outbox.add(store, [letter()])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert alerts.states(seen, HERE) == {}
    assert alerts.transitions(seen, HERE, 0, FOR_EVER) == episodes(seen) == outbox.claim(store, "slack", 200) == []


figures = st.none() | st.floats(allow_nan=False, allow_infinity=False)
found = st.builds(
    finding, st.integers(0, 9), figures, st.integers(0, 2**40), subject=st.text(st.characters(codec="utf-8")),
    keeps=st.booleans(), threshold=figures, held_since=st.none() | st.integers(0, 2**40),
    message=st.none() | st.just(MESSAGE), witnessed=st.booleans(),
    peak=st.none() | st.builds(Peak, st.floats(0, 1), st.floats(0, 1)),
)  # fmt: skip


@given(found)
def test_any_finding_comes_back_equal(original):
    written = findings.to_json(original)
    assert "\n" not in written
    assert json.loads(written)["severity"] == original.severity
    assert findings.from_json(written) == original


def test_a_finding_that_was_written_before_peaks_were_known_has_none():
    plain = json.loads(findings.to_json(finding()))
    del plain["peak"], plain["witnessed"]
    assert findings.from_json(json.dumps(plain)) == finding()


@pytest.mark.parametrize("witnessed", [True, False])
def test_an_episode_tells_whether_it_was_seen_to_begin(store, seen, witnessed):
    keep(store, replace(FIRING, witnessed=witnessed))
    assert [each.witnessed for each in episodes(seen)] == [witnessed]


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 2), st.floats(0, 1)), min_size=1, max_size=8))
def test_the_peak_is_the_highest_value_of_a_step_in_whatever_order_they_come(tmp_path_factory, course):
    engine = open_store(f"sqlite:///{tmp_path_factory.mktemp('peak') / 'ses.db'}")
    for step, value in course:
        keep(engine, replace(FIRING, finding=finding(step, value)))
    [episode] = episodes(engine)
    assert episode.peak == max((value for step, value in course if step), default=None)
    assert episode.severity == (Severity.INFO, Severity.WARN, Severity.CRITICAL)[max(step for step, _ in course)]
    engine.close()
