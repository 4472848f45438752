"""What people say of the checklist is kept, holds while it should, and is never overwritten."""

from dataclasses import replace

import pytest

from deliverability.model import Scope
from store import ticks
from store.ticks import Kind

NOW = 1_795_608_000


@pytest.fixture
def said(store, scope):
    """The only word that there is, after what a test did."""

    def only(of=scope):
        (tick,) = ticks.listed(store, of)
        return tick

    return only


def test_a_tick_comes_back_as_it_was_made(store, scope, said):
    number = ticks.tick(store, scope, "mfa", "", NOW, who="Kim", note="by app")
    found = said()
    assert (found.id, found.item, found.subject, found.kind) == (number, "mfa", "", Kind.DONE)
    assert (found.who, found.note, found.made_at, found.until, found.ended_at) == ("Kim", "by app", NOW, None, None)
    assert found.holds(NOW + 10**9)


def test_an_acceptance_holds_until_its_end_and_not_at_it(store, scope, said):
    ticks.accept(store, scope, "dmarc", "a.example", NOW, until=NOW + 10, note="soon")
    assert said().kind is Kind.ACCEPTED
    assert said().holds(NOW + 9)
    assert not said().holds(NOW + 10)


def test_a_word_that_was_taken_back_stays_as_history_and_is_taken_back_once(store, scope, said):
    number = ticks.tick(store, scope, "mfa", "", NOW)
    ticks.take_back(store, number, NOW + 5)
    ticks.take_back(store, number, NOW + 9)
    assert said().ended_at == NOW + 5
    assert not said().holds(NOW + 6)


def test_several_words_come_in_the_order_in_which_they_were_said(store, scope):
    made = [ticks.tick(store, scope, "mfa", "", NOW + at) for at in (0, 5, 3)]
    assert [tick.id for tick in ticks.listed(store, scope)] == made


def test_a_word_for_one_region_counts_there_and_one_for_the_account_everywhere(store, scope, said):
    elsewhere = replace(scope, region="eu-west-1")
    ticks.tick(store, scope, "alarms", "", NOW)
    assert ticks.listed(store, elsewhere) == []
    ticks.take_back(store, said().id, NOW)
    ticks.tick(store, replace(scope, region=""), "mfa", "", NOW)
    assert said(elsewhere).item == "mfa"
    assert ticks.listed(store, Scope("999999999999", scope.region)) == []


def test_words_are_cut_to_what_is_kept(store, scope, said):
    ticks.tick(store, scope, "mfa", "", NOW, who="w" * 1000, note="n" * 1000)
    assert (len(said().who), len(said().note)) == (ticks.LONGEST_NAME, ticks.LONGEST_NOTE)
