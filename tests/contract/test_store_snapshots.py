"""Snapshots: a row only when something changed, and the latest is what was kept last."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import snapshots
from store.snapshots import Snapshot

EVER = (0, 10**9)
SUBJECTS = ("a.example", "b.example", "c.example")

keeping = st.tuples(st.just("keep"), st.sampled_from(SUBJECTS), st.integers(0, 2))
retiring = st.tuples(st.just("retire"), st.frozensets(st.sampled_from(SUBJECTS)), st.none())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(keeping | retiring, st.integers(100, 110)), max_size=12))
def test_whatever_the_clock_does_the_latest_is_what_was_kept_last(fresh, scope, steps):
    store, model, changes = fresh(), {}, 0
    for (what, subject, value), at in steps:
        if what == "keep":
            changed = model.get(subject) != {"value": value}
            assert snapshots.keep(store, scope, "identity", subject, {"value": value}, at) is changed
            model[subject] = {"value": value}
            changes += changed
        else:
            gone = sorted(set(model) - subject)
            assert snapshots.retire(store, scope, "identity", subject, at) == gone
            model = {name: body for name, body in model.items() if name not in gone}
            changes += len(gone)
        latest = snapshots.latest(store, scope, "identity")
        assert {name: snapshot.body for name, snapshot in latest.items()} == model
    history = snapshots.history(store, scope, *EVER)
    assert len(history) == changes
    for name in SUBJECTS:
        bodies = [s.body for s in history if s.subject == name]
        assert all(one != next_one for one, next_one in pairwise(bodies))
    store.close()


def test_only_a_change_is_written(store, seen, scope):
    assert snapshots.keep(store, scope, "account", "", {"plan": "NONE", "quota": 200}, 10)
    assert not snapshots.keep(store, scope, "account", "", {"quota": 200, "plan": "NONE"}, 20)
    assert snapshots.keep(store, scope, "account", "", {"plan": "PRO", "quota": 200}, 30)
    assert snapshots.latest(seen, scope, "account") == {"": Snapshot("account", "", 30, {"plan": "PRO", "quota": 200})}
    assert [s.at for s in snapshots.history(seen, scope, *EVER)] == [10, 30]


def test_what_is_gone_leaves_a_note_and_may_come_back(store, seen, scope):
    for name in ("a.example", "b.example"):
        snapshots.keep(store, scope, "identity", name, {"verified": True}, 10)
    assert snapshots.retire(store, scope, "identity", ["b.example"], 20) == ["a.example"]
    assert snapshots.retire(store, scope, "identity", ["b.example"], 30) == []
    assert not snapshots.keep(store, scope, "identity", "a.example", None, 35)
    assert list(snapshots.latest(seen, scope, "identity")) == ["b.example"]
    assert snapshots.keep(store, scope, "identity", "a.example", {"verified": True}, 40)
    assert [(s.at, s.body) for s in snapshots.history(seen, scope, 15, 50)] == [(20, None), (40, {"verified": True})]


def test_nobody_knew_what_was_never_there(store, seen, scope):
    assert not snapshots.keep(store, scope, "identity", "a.example", None, 10)
    assert snapshots.latest(seen, scope, "identity") == {}
    assert snapshots.history(seen, scope, *EVER) == []
    assert snapshots.before(seen, scope, "identity", "a.example", 10) is None


def test_what_was_before_a_moment_is_found(store, seen, scope):
    for at, value in ((10, 1), (20, 2), (30, None)):
        snapshots.keep(store, scope, "account", "", None if value is None else {"value": value}, at)
    known = {at: snapshots.before(seen, scope, "account", "", at) for at in (10, 11, 20, 21, 99)}
    assert known[10] is None
    assert known[11] == known[20] == Snapshot("account", "", 10, {"value": 1})
    assert known[21] == Snapshot("account", "", 20, {"value": 2})
    assert known[99] == Snapshot("account", "", 30, None)


def test_kinds_and_windows_are_told_apart_in_the_order_of_time(store, seen, scope):
    for at, kind, subject in (
        (30, "identity", "b"),
        (10, "configuration-set", "z"),
        (10, "account", ""),
        (20, "identity", "a"),
    ):
        snapshots.keep(store, scope, kind, subject, {"at": at}, at)
    found = [(s.at, s.kind, s.subject) for s in snapshots.history(seen, scope, 10, 30)]
    assert found == [(10, "account", ""), (10, "configuration-set", "z"), (20, "identity", "a")]
    assert [s.subject for s in snapshots.history(seen, scope, *EVER, kind="identity")] == ["a", "b"]


@pytest.mark.parametrize("odd", ["발신/도메인.한국", 'it\'s "odd"', "'; DROP TABLE snapshot; --", "📮", "a\nb\t%_\\"])
def test_odd_names_and_bodies_come_back_as_they_were(store, seen, scope, odd):
    body = {odd: [odd, 1, 1.5, None, True, {"deep": odd}]}
    snapshots.keep(store, scope, odd, odd, body, 10)
    assert snapshots.latest(seen, scope, odd) == {odd: Snapshot(odd, odd, 10, body)}
    assert snapshots.before(seen, scope, odd, odd, 11) == Snapshot(odd, odd, 10, body)


def test_a_past_begins_with_what_was_before_and_says_whether_there_was_more(store, seen, scope):
    for subject, times in (("a.example", (10, 20, 40)), ("b.example", (20, 40)), ("c.example", (10, 20)), ("d", (60,))):
        for at in times:
            snapshots.keep(store, scope, "identity", subject, {"at": at}, at)
    pasts = snapshots.pasts(seen, scope, 30, 50)
    assert [([s.at for s in past.snapshots], past.whole) for past in pasts] == [
        ([20, 40], False),
        ([20, 40], True),
        ([20], False),
    ]
    assert [s.at for s in snapshots.pasts(seen, scope, 40, 50)[0].snapshots] == [20, 40], "a change as it begins counts"
    assert [past.whole for past in snapshots.pasts(seen, scope, 0, 50)] == [True] * 3
    assert [s.at for s in snapshots.past(seen, scope, "identity", "a.example", 40).snapshots] == [10, 20]


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("state", "well", {"a"}),
        ("state", "well_", {"b"}),
        ("state", "ill", set()),
        ("state", None, {"a", "b"}),
        ("on", True, {"b"}),
        ("on", False, {"a"}),
        ("well", None, set()),
    ],
)
def test_what_a_thing_once_told_is_found_by_field_and_value(store, seen, scope, field, value, told):
    for subject, bodies in {"a": ({"state": "well", "on": False},), "b": ({"state": "well_", "on": True}, {})}.items():
        for at, body in enumerate((*bodies, {"note": '"state": "ill"', "state": "elsewhere"})):
            snapshots.keep(store, scope, "identity", subject, body, 10 + at if body.get("state") != "elsewhere" else 90)
    assert snapshots.once_told(seen, scope, "identity", field, value, 50) == told
    assert snapshots.once_told(seen, scope, "set", field, value, 50) == set()
