"""Changes of the account as numbered marks: grouped where they would hide one another, the latest kept."""

from deliverability.coverage import Span
from deliverability.metrics import DAY, HOUR
from report.marks import MOST, marks
from store import snapshots
from tests.report.conftest import AT, SCOPE, healthy_body

MONTH = Span(AT - 30 * DAY, AT)


def changed(store, days, **fields):
    snapshots.keep(store, SCOPE, "account", "", healthy_body(**fields), AT - int(days * DAY))


def test_a_first_sight_is_no_change(store):
    assert marks(store, SCOPE, MONTH).shown == ()


def test_changes_are_numbered_from_the_oldest_on_and_each_keeps_its_words(store):
    changed(store, 10, max_24_hour_send=80_000)
    changed(store, 3, max_24_hour_send=80_000, plan="PRO")
    shown = marks(store, SCOPE, MONTH).shown
    assert [(mark.number, mark.at) for mark in shown] == [(1, AT - 10 * DAY), (2, AT - 3 * DAY)]
    assert [mark.events[0].what.msgid for mark in shown] == [
        "Quota raised: {before:number} → {after:number} a day",
        "Price plan: {before} → {after}",
    ]


def test_what_changed_at_once_or_shortly_after_is_one_mark(store):
    changed(store, 10, max_24_hour_send=80_000, max_send_rate=28)
    changed(store, 10 - 5 / 24, max_24_hour_send=90_000, max_send_rate=28)
    (mark,) = marks(store, SCOPE, MONTH).shown
    assert len(mark.events) == 3
    apart = marks(store, SCOPE, Span(AT - 11 * DAY, AT - 9 * DAY)).shown
    assert [len(m.events) for m in apart] == [2, 1]


def test_the_latest_are_kept_and_the_others_counted(store):
    for day in range(20, 0, -1):
        changed(store, day, max_24_hour_send=50_000 + day)
    found = marks(store, SCOPE, MONTH)
    assert len(found.shown) == MOST
    assert found.left_out == 20 - MOST
    assert [mark.number for mark in found.shown] == list(range(1, MOST + 1))
    assert found.shown[-1].at == AT - DAY


def test_changes_of_another_time_are_not_shown(store):
    changed(store, 10, plan="PRO")
    assert marks(store, SCOPE, Span(AT - 10 * DAY + HOUR, AT)).shown == ()
