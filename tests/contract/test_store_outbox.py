"""The outbox: a letter is in it once, is with one taker at a time, and leaves it delivered or given up."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import chain

import pytest

from deliverability.model import text
from deliverability.rules.rule import Severity
from store import outbox
from store.open import open_store
from store.outbox import Counts
from tests.contract.letters import THERE, letter

NOW = 1_000
WHY = text("{channel} answered {status:number}", channel="slack", status=500)


def keys(letters):
    return [each.key for each in letters]


def claim(store, now=NOW, channel="slack", **more):
    return outbox.claim(store, channel, now, **more)


def test_an_empty_outbox_has_nothing_for_anybody(store, seen):
    assert outbox.add(store, []) == 0
    assert claim(store) == outbox.dead(seen) == outbox.channels_due(seen, NOW) == outbox.channels(seen) == []
    assert outbox.counts(seen) == outbox.last_delivered(seen) == {}


def test_a_letter_comes_out_as_it_was_put_in(store):
    original = letter(
        "quota|a|b|news#3#resolved#critical#2#slack", scope=THERE, kind="resolved", severity=Severity.CRITICAL,
        rule="quota", subject="news", episode=3, began=50, ended=90, witnessed=False,
    )  # fmt: skip
    outbox.add(store, [original])
    assert claim(store) == [replace(original, id=1, tries=1)]


def test_a_letter_whose_key_is_there_is_not_put_in_again_even_when_it_was_delivered(store):
    assert outbox.add(store, [letter("one"), letter("two")]) == 2
    outbox.delivered(store, [1], NOW)
    assert outbox.add(store, [letter("one"), letter("three")]) == 1
    assert keys(claim(store)) == ["two", "three"]


def test_a_letter_that_is_taken_is_nobody_elses_until_its_lease_is_over(store):
    outbox.add(store, [letter()])
    assert keys(claim(store, lease_seconds=60)) == ["one"]
    assert claim(store, NOW + 59) == []
    assert [each.tries for each in claim(store, NOW + 60)] == [2]


def test_letters_are_taken_oldest_first_and_no_more_than_asked_for(store):
    outbox.add(store, [letter(key) for key in "cab"])
    assert keys(claim(store, most=2)) == ["c", "a"]
    assert keys(claim(store, most=2)) == ["b"]


def test_each_channel_has_its_own_letters(store, seen):
    outbox.add(store, [letter("one", "slack"), letter("two", "mailto")])
    assert outbox.channels_due(seen, NOW) == outbox.channels(seen) == ["mailto", "slack"]
    assert keys(claim(store, channel="mailto")) == ["two"]
    assert outbox.channels_due(seen, NOW) == ["slack"]
    assert outbox.channels(seen) == ["mailto", "slack"]


def test_a_letter_is_due_from_when_it_was_written(store, seen):
    outbox.add(store, [letter(created_at=NOW)])
    assert claim(store, NOW - 1) == outbox.channels_due(seen, NOW - 1) == []
    assert keys(claim(store, NOW)) == ["one"]


def test_two_takers_never_get_the_same_letter(store):
    outbox.add(store, [letter(str(number)) for number in range(40)])
    others = [open_store(store.url_shown) for _ in range(3)]
    with ThreadPoolExecutor(8) as pool:
        taken = pool.map(lambda n: keys(claim([store, *others][n % 4], most=5)), range(16))
    found = [*chain.from_iterable(taken), *keys(claim(store, most=40))]
    assert sorted(found, key=int) == [str(number) for number in range(40)]
    for other in others:
        other.close()


def test_a_letter_read_by_two_is_taken_by_one(store, monkeypatch):
    """Between the look and the taking, another process takes it."""
    outbox.add(store, [letter()])
    read = type(store).rows

    def beaten(self, sql, params=()):
        found = read(self, sql, params)
        monkeypatch.undo()
        assert keys(claim(self)) == ["one"]
        return found

    monkeypatch.setattr(type(store), "rows", beaten)
    assert claim(store) == []


def test_a_delivered_letter_is_done_with(store, seen):
    outbox.add(store, [letter()])
    [taken] = claim(store)
    outbox.delivered(store, [taken.id], NOW + 1)
    assert claim(store, NOW + 10_000) == []
    assert outbox.last_delivered(seen) == {"slack": NOW + 1}
    assert outbox.counts(seen) == {}


def test_a_letter_that_failed_is_due_again_when_it_is_said(store, seen):
    outbox.add(store, [letter()])
    [taken] = claim(store)
    outbox.failed(store, [taken.id], NOW, WHY, NOW + 15)
    assert claim(store, NOW + 14) == []
    assert [(each.tries, each.error) for each in claim(store, NOW + 15)] == [(2, WHY)]
    assert outbox.counts(seen) == {"slack": Counts(waiting=1)}


def test_a_letter_given_up_is_dead_with_its_reason(store, seen):
    outbox.add(store, [letter("one"), letter("two"), letter("three", "mailto")])
    outbox.failed(store, [each.id for each in claim(store)], NOW, WHY, None)
    assert [(each.key, each.error, each.tries, each.settled_at) for each in outbox.dead(seen)] == [
        ("one", WHY, 1, NOW),
        ("two", WHY, 1, NOW),
    ]
    assert claim(store, NOW + 10_000) == []
    assert outbox.counts(seen) == {"slack": Counts(dead=2), "mailto": Counts(waiting=1)}
    assert outbox.last_delivered(seen) == {}


@pytest.mark.parametrize("retry_at", [NOW + 15, None])
def test_a_failure_takes_nothing_back_that_another_delivered(store, seen, retry_at):
    outbox.add(store, [letter()])
    claim(store)
    outbox.delivered(store, [1], NOW)
    outbox.failed(store, [1], NOW + 1, WHY, retry_at)
    assert claim(store, NOW + 10_000) == outbox.dead(seen) == []
    assert outbox.last_delivered(seen) == {"slack": NOW}


def test_a_letter_given_up_that_arrived_after_all_is_delivered(store, seen):
    outbox.add(store, [letter()])
    outbox.failed(store, [1], NOW, WHY, None)
    outbox.delivered(store, [1], NOW + 1)
    assert outbox.dead(seen) == []
    assert outbox.last_delivered(seen) == {"slack": NOW + 1}


def test_the_first_word_of_a_delivery_is_the_time_of_it(store, seen):
    outbox.add(store, [letter()])
    outbox.delivered(store, [1], NOW)
    outbox.delivered(store, [1], NOW + 50)
    assert outbox.last_delivered(seen) == {"slack": NOW}


def test_a_clock_that_was_far_ahead_puts_no_letter_off(store, seen):
    outbox.add(store, [letter()])
    claim(store, NOW + 400 * outbox.LONGEST_WAIT_SECONDS)
    assert outbox.channels_due(seen, NOW) == ["slack"]
    assert keys(claim(store, NOW)) == ["one"]


def test_only_old_letters_that_are_done_with_are_forgotten_a_few_at_a_time(store, seen):
    outbox.add(store, [letter(str(number)) for number in range(5)])
    outbox.delivered(store, [1, 2], 100)
    outbox.failed(store, [3], 100, WHY, None)
    outbox.delivered(store, [4], 200)
    assert outbox.forget(store, 200, most=2) == 2
    assert outbox.forget(store, 200, most=2) == 1
    assert outbox.forget(store, 200, most=2) == 0
    assert outbox.dead(seen) == []
    assert outbox.last_delivered(seen) == {"slack": 200}
    assert keys(claim(store)) == ["4"]
