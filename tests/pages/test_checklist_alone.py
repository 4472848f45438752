"""The setup checklist where a link led to one item of it, and where no account is connected yet."""

from deliverability.checklist.catalogue import ITEMS
from tests.pages.conftest import words_on

PAGE = "../../pages/checklist.py"


def test_a_link_to_an_item_shows_it_alone_and_open_with_the_way_back(alerted):
    page = alerted(account="sandbox", page=PAGE, query={"show": "all", "item": "production-access"})
    assert [row.key for row in page.expander if row.key.startswith("item_")] == ["item_production-access"]
    assert "Only “The account is out of the sandbox”" in words_on(page)
    assert "Why it matters" in words_on(page)
    next(one for one in page.button if one.label == "Show the whole list").click().run()
    assert len([row for row in page.expander if row.key.startswith("item_")]) > 10
    assert "item" not in page.query_params


def test_an_item_that_there_is_none_of_shows_the_whole_list(alerted):
    page = alerted(account="sandbox", page=PAGE, query={"show": "all", "item": "nonsense"})
    assert len([row for row in page.expander if row.key.startswith("item_")]) > 10


def test_what_only_the_start_tells_says_so_in_place_of_a_look(alerted):
    page = alerted(account="sandbox", page=PAGE, query={"show": "all", "item": "heartbeat"})
    assert "This is known since the collector's start: after a change, start it again." in words_on(page)
    assert not [one for one in page.button if (one.key or "").startswith("check_")]


def test_before_an_account_is_connected_what_is_by_hand_can_be_read_but_not_ticked(alerted):
    page = alerted(account="nothing", page=PAGE)
    by_hand = [f"item_{item.name}" for item in ITEMS if item.is_by_hand]
    assert [row.key for row in page.expander] == by_hand
    page.session_state["item_payment-card"] = True
    page.run()
    assert "AWS suspends an account that it cannot bill" in words_on(page)
    assert not [one for one in page.button if (one.key or "").startswith("tick_")]
