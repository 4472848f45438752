import itertools

import pytest

from collector.aws.errors import Malformed
from collector.aws.listing import MOST_PAGES, listed


def names(visit, *, expected=False):
    return list(listed(visit, "ListEmailIdentities", "EmailIdentities", expected=expected))


def test_pages_are_followed_by_their_token(answering):
    one = answering(ListEmailIdentities=[{"EmailIdentities": [1], "NextToken": "a"}, {"EmailIdentities": [2]}])
    assert names(one) == [1, 2]
    assert one.aws.asked[1][1]["NextToken"] == "a"


@pytest.mark.parametrize("page_size", [1, 2])
def test_pages_of_the_simulated_account_are_all_read(visit, world, page_size):
    world.page_size = page_size
    assert [item["IdentityName"] for item in names(visit())] == ["example.com"]


def test_a_token_that_comes_back_ends_the_loop(answering):
    one = answering(ListEmailIdentities=[{"EmailIdentities": [1], "NextToken": "a"}])
    with pytest.raises(Malformed):
        names(one)
    assert one.aws.calls == 2


def test_pages_without_end_are_given_up(answering):
    tokens = itertools.count()
    one = answering(ListEmailIdentities=[lambda _: {"EmailIdentities": [], "NextToken": str(next(tokens))}])
    with pytest.raises(Malformed):
        names(one)
    assert one.aws.calls == MOST_PAGES


def test_an_absent_list_is_empty_for_a_newcomer_and_unknown_once_something_is_remembered(answering):
    assert names(answering(ListEmailIdentities=[{}])) == []
    with pytest.raises(Malformed):
        names(answering(ListEmailIdentities=[{}]), expected=True)
