"""Silences: in force until their end, of what they name and nothing else."""

import pytest

from store import silences
from store.silences import ANY, Silence
from tests.contract.letters import HERE, THERE

NOW = 1_000


def add(store, rule="quota", scope=HERE, subject=ANY, until=NOW + 60, now=NOW, why="a planned mailing"):
    return silences.add(store, rule, scope, subject, until, now, why)


def quiet(store, rule="quota", scope=HERE, subject="", now=NOW):
    return silences.silenced(rule, scope, subject, now, silences.listed(store, now)) is not None


def test_a_silence_comes_back_as_it_was_made(store, seen):
    first = add(store, scope=None, until=NOW + 90)
    second = add(store, subject="소식지", why="“planned” 🙂")
    assert silences.listed(seen, NOW) == [
        Silence(second, "quota", HERE, "소식지", NOW + 60, NOW, "“planned” 🙂"),
        Silence(first, "quota", None, ANY, NOW + 90, NOW, "a planned mailing"),
    ]


def test_a_silence_is_over_at_its_end(store):
    add(store, until=NOW + 60)
    assert quiet(store, now=NOW + 59)
    assert not quiet(store, now=NOW + 60)
    assert silences.listed(store, NOW + 60) == []


def test_a_list_read_before_a_silence_was_over_silences_nothing_afterwards(store):
    add(store, until=NOW + 60)
    assert silences.silenced("quota", HERE, "", NOW + 60, silences.listed(store, NOW)) is None


def test_a_silence_can_be_ended_and_stays_ended(store):
    number = add(store)
    silences.end(store, number, NOW + 5)
    assert not quiet(store, now=NOW + 5)
    silences.end(store, number, NOW + 50)
    assert quiet(store, now=NOW + 4)
    assert not quiet(store, now=NOW + 6)


def test_ending_one_silence_leaves_the_others(store):
    add(store)
    silences.end(store, str(add(store)), NOW)
    assert quiet(store)


@pytest.mark.parametrize("scope", [HERE, None])
@pytest.mark.parametrize("rule", ["quota", ANY])
@pytest.mark.parametrize("subject", ["news", ANY])
def test_a_silence_covers_what_it_names_and_nothing_else(store, rule, scope, subject):
    add(store, rule, scope, subject)
    assert quiet(store, subject="news")
    assert quiet(store, "surge", subject="news") is (rule == ANY)
    assert quiet(store, scope=THERE, subject="news") is (scope is None)
    assert quiet(store, subject="receipts") is (subject == ANY)
    assert quiet(store, subject="") is (subject == ANY)


def test_of_several_silences_the_longest_is_told(store):
    add(store, until=NOW + 10)
    longest = add(store, until=NOW + 90)
    add(store, until=NOW + 20)
    found = silences.silenced("quota", HERE, "", NOW, silences.listed(store, NOW))
    assert found is not None
    assert found.id == longest
