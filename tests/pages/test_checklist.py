"""The setup checklist as Streamlit draws it, in every state of an account, and what a viewer does on it."""

import re

import pytest

from deliverability.model import text
from report.checklist import checklist
from store import requests, texts, ticks
from store.ticks import Kind
from tests.pages import accounts
from tests.pages.accounts import AT, NOW, SCOPE
from tests.pages.alarms import opened
from tests.pages.conftest import words_on

PAGE = "../../pages/checklist.py"
FAILURE = "This page could not be drawn."
CARD = "payment-card|"


@pytest.fixture
def listed(alerted):
    """`listed(account="sandbox", query={"show": "all"})` is the page over a copy of an account."""

    def drawn(change=lambda store: None, account="sandbox", **how):
        return alerted(change, account, PAGE, **how)

    drawn.path = alerted.path
    return drawn


def rows(page):
    return [row.label for row in page.expander]


def row(page, item):
    """The label of an item's row; its state is kept under its name."""
    return next((one.label for one in page.expander if one.key == f"item_{item}"), None)


def unfold(page, item):
    page.session_state[f"open_item_{item}"] = True
    return page.run()


@pytest.mark.parametrize("account", accounts.ACCOUNTS)
@pytest.mark.parametrize("show", ["left", "all", "print"])
def test_no_account_makes_the_page_fail(listed, account, show):
    page = listed(account=account, query={"show": show})
    assert not page.exception
    assert FAILURE not in words_on(page)
    assert page.title[0].value == "Setup checklist"


def test_where_nothing_is_connected_the_page_says_so_and_judges_nothing(listed):
    page = listed(account="nothing")
    assert "No AWS account is connected yet." in words_on(page)
    assert [one.value for one in page.header] == ["What you can do meanwhile"]


def test_the_top_tells_what_is_left_and_what_comes_next(listed):
    shown = words_on(listed())
    with opened(listed.path) as store:
        found = checklist(store, SCOPE, NOW)
    assert f"{len(found.left)} items are left." in shown
    assert f"{found.progress.done} of {found.progress.of} done" in shown
    assert "Next, under “Production”: The account is out of the sandbox" in shown


def test_only_what_is_left_is_shown_until_everything_is_asked_for(listed):
    left, everything = listed(), listed(query={"show": "all"})
    assert row(left, "credentials") is None
    assert "Done" in row(everything, "credentials")
    assert len(rows(left)) < len(rows(everything))


def test_a_box_of_the_guide_leads_to_its_items_alone_and_back(listed):
    page = listed()
    page.button(key="box_production").click().run()
    assert {one.key for one in page.expander} == {"item_production-access", "item_sending"}
    assert "Only what belongs to “Sandbox left (production)”" in words_on(page)
    next(one for one in page.button if one.label == "Show the whole list").click().run()
    assert row(page, "sending") is None
    assert row(page, "production-access") is not None


def test_a_closed_row_holds_nothing_and_an_open_one_its_evidence_reason_and_cure(listed):
    page = listed()
    assert "Why it matters" not in words_on(page)
    shown = words_on(unfold(page, "production-access"))
    for part in ("The account is in the sandbox.", "Why it matters", "What to do", "Step 5.1 of the setup guide"):
        assert part in shown


def test_what_is_unknown_names_the_permission_it_lacks(listed):
    page = unfold(listed(account="denied"), "production-access")
    assert "No permission" in row(page, "production-access")
    assert "The collector's key lacks `ses:GetAccount`." in words_on(page)


def test_an_item_is_ticked_with_name_and_note_and_the_tick_taken_back(listed):
    page = unfold(listed(query={"show": "all"}), "payment-card")
    page.text_input(key=f"who_{CARD}").set_value(" Kim ")
    page.text_input(key=f"note_{CARD}").set_value("valid to 2030")
    page.button(key=f"tick_{CARD}").click().run()
    assert "Ticked" in row(page, "payment-card")
    assert "ticked by Kim, 24 Nov 18:12: valid to 2030" in words_on(page)
    with opened(listed.path) as store:
        (made,) = ticks.listed(store, SCOPE)
    assert (made.region, made.kind, made.who, made.made_at) == ("", Kind.DONE, "Kim", AT)
    page.button(key="back_1").click().run()
    assert "By hand" in row(page, "payment-card")


def test_the_next_form_offers_the_name_again(listed):
    page = unfold(unfold(listed(), "payment-card"), "mfa")
    page.text_input(key=f"who_{CARD}").set_value("Kim")
    page.button(key=f"tick_{CARD}").click().run()
    assert row(page, "payment-card") is None
    page = unfold(page, "root-mailbox")
    assert page.text_input(key="who_root-mailbox|").value == "Kim"


def test_an_attention_is_accepted_with_a_reason_only_and_until_a_day(listed):
    page = unfold(listed(query={"show": "all"}), "feedback-path")
    page.button(key="do_accept_feedback-path|").click().run()
    assert "Give a reason first" in words_on(page)
    with opened(listed.path) as store:
        assert ticks.listed(store, SCOPE) == []
    page.text_input(key="why_feedback-path|").set_value("another monitor watches it")
    page.button(key="do_accept_feedback-path|").click().run()
    assert "Accepted" in row(page, "feedback-path")
    assert "until 25 Dec 00:00: another monitor watches it" in words_on(page)
    with opened(listed.path) as store:
        (made,) = ticks.listed(store, SCOPE)
    assert made.kind is Kind.ACCEPTED


def test_another_look_is_asked_for_and_its_answer_shown(listed):
    page = unfold(listed(), "production-access")
    page.button(key="check_production-access|").click().run()
    assert "The collector has been asked to look again." in words_on(page)
    with opened(listed.path) as store:
        (asked,) = requests.take(store, requests.CHECK, AT)
        assert asked.body["readings"] == ["account"]
        assert (asked.body["account_id"], asked.body["region"]) == (SCOPE.account_id, SCOPE.region)
        requests.answer(store, asked.id, {"results": [{"reading": "account", "ok": True, "says": None}]}, AT)
    page.run()
    assert re.search("Looked again.*Account state and quota", words_on(page))


def test_a_look_that_failed_says_why(listed):
    page = unfold(listed(), "production-access")
    page.button(key="check_production-access|").click().run()
    why = texts.packed(text("The server answered {n}.", n=500))
    with opened(listed.path) as store:
        (asked,) = requests.take(store, requests.CHECK, AT)
        requests.answer(store, asked.id, {"results": [{"reading": "account", "ok": False, "says": why}]}, AT)
    page.run()
    assert re.search("Not answered.*Account state and quota: The server answered 500\\.", words_on(page))


def test_a_look_that_nobody_answers_is_said_to_be_unanswered(listed, monkeypatch):
    page = unfold(listed(), "production-access")
    page.button(key="check_production-access|").click().run()
    monkeypatch.setattr("ui.requests.PATIENCE_TO_CHECK", 0)
    page.run()
    assert "The collector has not answered for 5 minutes." in words_on(page)


def test_what_only_a_person_sees_has_no_look_to_ask_for(listed):
    page = unfold(listed(), "payment-card")
    assert page.text_input(key=f"note_{CARD}")
    assert not [one for one in page.button if one.key == f"check_{CARD}"]


def test_history_tells_when_the_verdict_was_kept(listed):
    shown = words_on(unfold(listed(), "production-access"))
    assert "History" in shown
    assert re.search(r"24 Nov 18:1\d .*To mend", shown)


def test_of_several_identities_each_is_listed_and_the_worst_is_looked_at(listed):
    page = listed(account="demo", query={"show": "all"})
    several = [one.key for one in page.expander if re.search(r":small\[\d+( of \d+ left)?\]$", one.label)]
    assert several
    page = unfold(page, several[0].removeprefix("item_"))
    (choice,) = [one for one in page.selectbox if one.key == several[0].replace("item_", "subject_")]
    assert len(choice.options) > 1
    assert choice.value == choice.options[0].split(" · ")[0]


def test_the_records_are_told_as_each_panel_wants_them(listed):
    page = listed(account="demo")
    page.session_state["records"] = True
    page.run()
    first = {one.value for one in page.code}
    assert any("_domainkey" in value for value in first)
    page.session_state["records_panel"] = ""
    page.run()
    assert any(re.search(r"_domainkey\.\S+\. +3600 IN CNAME", one.value) for one in page.code)


def test_on_paper_every_item_that_applies_stands_with_its_box_and_nothing_to_click(listed):
    page = listed(query={"show": "print"})
    shown = words_on(page)
    with opened(listed.path) as store:
        found = checklist(store, SCOPE, NOW)
    items = {each.item.name: each for each in found.rows if each.applies}
    assert shown.count("☐ ") + shown.count("☑ ") == len(items)
    assert rows(page) == []


@pytest.mark.parametrize("account", ["sandbox", "demo", "denied", "nothing"])
@pytest.mark.parametrize("show", ["all", "print"])
def test_the_korean_page_has_no_english_sentence_of_its_own_left(listed, account, show):
    page = listed(account=account, locale="ko-KR", query={"show": show})
    for one in [one.key for one in page.expander if one.key != "records"]:
        page.session_state[f"open_{one}"] = True
    page.run()
    without_code = "\n".join(e.value for kind in (page.markdown, page.caption, page.header) for e in kind)
    shown = "\n".join([without_code, *rows(page)]).replace("\\", "")
    spared = re.sub(r"`[^`]*`|:[\w/-]+:|:\w+-badge", " ", shown)
    assert re.search("[가-힣]", shown)
    assert re.findall(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", spared) == []
