import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.breakdown import Part, ranked, remainder

parts = st.lists(
    st.builds(lambda n, k, more: Part(n, k, k + more), st.text(max_size=3), st.integers(0, 9), st.integers(0, 9)),
    max_size=6,
)


def test_the_part_with_most_of_the_bounces_comes_first_and_stands_out():
    first, second, third = ranked([Part("news", 20, 900), Part("shop", 20, 1000), Part("import", 160, 100)])
    assert (first.part.name, first.of_events, first.of_mails, first.stands_out) == ("import", 0.8, 0.05, True)
    assert (second.part.name, third.part.name) == ("shop", "news"), "equals by their mail"
    assert not second.stands_out


@pytest.mark.parametrize(
    "several",
    [
        [Part("all", 90, 100)],
        [Part("a", 50, 10), Part("b", 50, 100)],
        [Part("a", 90, 990), Part("b", 10, 10)],
        [Part("a", 503, 4970), Part("b", 497, 5030)],
        [Part("a", 2, 10), Part("b", 0, 90)],
        [Part("a", 0, 10), Part("b", 0, 90)],
    ],
    ids=["alone", "just half", "no more than its mail", "hardly more than its mail", "a handful", "nothing"],
)
def test_nothing_stands_out_where_there_is_nothing_to_learn(several):
    assert not any(share.stands_out for share in ranked(several))


def test_shares_of_nothing_are_not_known():
    (share,) = ranked([Part("a", 0, 0)])
    assert (share.of_events, share.of_mails) == (None, None)
    (share,) = ranked([Part("a", 3, 0)])
    assert (share.of_events, share.of_mails, share.stands_out) == (1.0, None, False)
    loud, _ = ranked([Part("late bounces", 9, 0), Part("b", 1, 0)])
    assert loud.stands_out


@given(parts)
def test_shares_add_up_and_at_most_one_part_stands_out(several):
    found = ranked(several)
    assert sorted(s.part.events for s in found) == sorted(p.events for p in several)
    assert [s.part.events for s in found] == sorted((p.events for p in several), reverse=True)
    assert sum(s.stands_out for s in found) <= 1
    if any(p.events for p in several):
        assert sum(s.of_events for s in found) == pytest.approx(1)


def test_what_no_part_names_is_a_part_of_its_own_where_it_counts():
    whole = Part("", 30, 1000)
    assert remainder(whole, [Part("a", 10, 400), Part("b", 5, 500)]) == Part("", 15, 100)
    assert remainder(whole, [Part("a", 10, 990)]) is None, "a hundredth is counting some minutes apart"
    assert remainder(whole, [Part("a", 40, 900)]) == Part("", 0, 100)
    assert remainder(whole, [Part("a", 0, 980)]) == Part("", 20, 20)
    assert remainder(Part("", 0, 0), []) is None
