"""The troubleshooting page as Streamlit draws it, in every state of an account, and what a viewer does on it."""

import re

import pytest

from deliverability.model import text
from deliverability.troubles.catalogue import BY_NAME, TROUBLES
from store import runs
from store.runs import Run
from tests.pages import accounts
from tests.pages.accounts import AT, SCOPE
from tests.pages.conftest import words_on
from tests.unit.error_texts import TEXTS

PAGE = "../../pages/troubleshooting.py"
FAILURE = "This page could not be drawn."
SECRET = "AKIAIOSFODNN7EXAMPLE"


@pytest.fixture
def troubled(alerted):
    """`troubled(account="sandbox", query={"find": "535"})` is the page over a copy of an account."""

    def drawn(change=lambda store: None, account="sandbox", **how):
        return alerted(change, account, PAGE, **how)

    return drawn


def pasted(page, told):
    page.text_area(key="pasted").set_value(told)
    next(one for one in page.button if one.label == "What is it?").click()
    return page.run()


def rows(page, kind="trouble"):
    return [row.key.removeprefix(f"{kind}_") for row in page.expander if row.key.startswith(f"{kind}_")]


def label(page, name):
    return next(row.label for row in page.expander if row.key == f"trouble_{name}")


def unfold(page, key):
    page.session_state[f"open_{key}"] = True
    return page.run()


@pytest.mark.parametrize("account", accounts.ACCOUNTS)
@pytest.mark.parametrize("locale", ["en-GB", "ko-KR"])
def test_no_account_makes_the_page_fail_and_every_trouble_is_there(troubled, account, locale):
    page = troubled(account=account, locale=locale)
    assert not page.exception
    assert FAILURE not in words_on(page)
    assert sorted(rows(page)) == sorted(BY_NAME)


def test_the_guides_four_come_first_and_what_the_figures_show_is_marked(troubled):
    page = troubled()
    assert rows(page)[:4] == [trouble.name for trouble in TROUBLES if trouble.in_guide]
    assert "Suspected" in label(page, "message-rejected")
    assert "Nothing found" in label(troubled(account="plain"), "sending-paused")
    assert "Suspected" in label(troubled(account="paused"), "sending-paused")
    assert "Not known" in label(troubled(account="denied"), "sending-paused")


def test_a_closed_row_holds_nothing_and_an_open_one_all_that_helps(troubled):
    page = troubled()
    assert "What we see" not in words_on(page)
    shown = words_on(unfold(page, "trouble_message-rejected"))
    for part in ("What we see", "The account is in the sandbox.", "To make sure", "What to do", "It shows as"):
        assert part in shown
    assert f"aws sesv2 list-email-identities --region {SCOPE.region}" in shown


def test_what_we_may_not_read_is_not_known_and_says_so(troubled):
    shown = words_on(unfold(troubled(account="denied"), "trouble_sending-paused"))
    assert re.search("No permission.*Sending is switched on", shown)


def test_where_nothing_is_connected_the_cures_stand_with_names_to_fill_in(troubled):
    page = unfold(troubled(account="nothing"), "trouble_message-rejected")
    assert "Nothing was asked yet: no AWS account is connected." in words_on(page)
    assert "aws sesv2 list-email-identities --region REGION" in words_on(page)


def test_a_pasted_error_is_named_with_what_the_account_says_of_it_and_forgotten(troubled):
    told = TEXTS["message-rejected"][0]
    page = pasted(troubled(), f"{told} {SECRET}")
    shown = words_on(page)
    assert rows(page, "answer") == ["message-rejected"]
    assert "It is this" in next(row.label for row in page.expander if row.key == "answer_message-rejected")
    assert "The account is in the sandbox." in shown
    assert "It seems to hold a key or a password." in shown
    kept = " ".join(str(value) for value in page.session_state._state.filtered_state.values())
    for leak in (SECRET, "friend@example.com"):
        assert leak not in shown + kept + str(page.query_params)
    assert page.text_area(key="pasted").value == ""


def test_an_error_of_another_region_is_told_to_be_one_and_the_permission_is_named(troubled):
    shown = words_on(pasted(troubled(), TEXTS["access-denied"][2]))
    assert "The permission that it names: `ses:SendRawEmail`" in shown
    assert f"It speaks of `us-east-1`, but you look at `{SCOPE.region}`" in shown
    same = words_on(pasted(troubled(), TEXTS["message-rejected"][0]))
    assert "It speaks of" not in same


def test_several_that_it_may_be_are_ranked_and_only_the_first_is_open(troubled):
    page = pasted(troubled(), TEXTS["denied-by-organisation"][0])
    assert rows(page, "answer") == ["denied-by-organisation", "access-denied"]
    first, second = (row for row in page.expander if row.key.startswith("answer_"))
    assert (first.proto.expanded, second.proto.expanded) == (True, False)
    assert ("It is this" in first.label, "Perhaps" in second.label) == (True, True)


def test_what_is_not_known_is_told_with_what_to_do(troubled):
    shown = words_on(pasted(troubled(), "KeyError: 'name'"))
    assert "This text is not known here." in shown
    assert "python -m collector doctor" in shown
    assert "This text is not known here." not in words_on(pasted(troubled(), "   "))


def test_a_huge_paste_is_read_in_part(troubled):
    page = pasted(troubled(), "line of a log\n" * 100_000 + TEXTS["daily-quota"][0])
    assert rows(page, "answer") == ["daily-quota"]
    assert "only its beginning and its end were read" in words_on(page)


@pytest.mark.parametrize(
    ("words", "found"), [("535", "smtp-password"), ("스팸함", "spam-folder"), ("Spam folder", "spam-folder")]
)
@pytest.mark.parametrize("locale", ["en-GB", "ko-KR"])
def test_the_search_in_the_address_finds_in_both_languages(troubled, words, found, locale):
    page = troubled(query={"find": words}, locale=locale)
    assert found in rows(page)
    assert len(rows(page)) < len(TROUBLES)
    assert page.text_input(key="find").value == words


def test_a_search_is_kept_in_the_address_unless_it_is_an_address_or_a_key(troubled):
    page = troubled()
    page.text_input(key="find").set_value("quota").run()
    assert page.query_params["find"] == "quota"
    assert "daily-quota" in rows(page)
    page.text_input(key="find").set_value("kim@example.com").run()
    assert "find" not in page.query_params
    page.text_input(key="find").set_value(SECRET).run()
    assert "find" not in page.query_params


def test_a_search_that_finds_nothing_says_so(troubled):
    assert "0 troubles have these words." in words_on(troubled(query={"find": "zzz"}))


def test_what_the_collector_met_stands_on_top_with_its_item_and_its_trouble(troubled):
    page = troubled(account="unreachable")
    assert "Amazon does not know this access key" in words_on(page)
    button = next(one for one in page.button if one.label == "Amazon does not know the access key")
    button.click().run()
    assert rows(page) == ["unknown-key"]
    assert page.query_params["trouble"] == "unknown-key"
    next(one for one in page.button if one.label == "Show all troubles").click().run()
    assert len(rows(page)) == len(TROUBLES)


def test_an_error_is_counted_and_one_that_is_over_is_said_to_be(troubled):
    def happened(store):
        (ok,) = (run for run in runs.last(store, SCOPE).values() if run.job == "account")
        for minutes in (40, 50, 60):
            at = AT - minutes * 60
            failed = ("failed", text("It broke."), "", 1, 0.0)
            runs.record(store, Run(0, "account", SCOPE.account_id, SCOPE.region, at, at, *failed))
        runs.record(store, ok)

    shown = words_on(troubled(happened, account="plain"))
    assert re.search("Over.*Account state and quota.*It broke\\.", shown)
    assert re.search("3 times, last 24 Nov 17:32", shown)


@pytest.mark.parametrize("account", ["sandbox", "denied", "nothing"])
def test_the_korean_page_has_no_english_sentence_of_its_own_left(troubled, account):
    page = troubled(account=account, locale="ko-KR")
    for key in [one.key for one in page.expander]:
        page.session_state[f"open_{key}"] = True
    page.run()
    without_code = "\n".join(e.value for kind in (page.markdown, page.caption, page.header) for e in kind)
    shown = "\n".join([without_code, *(row.label for row in page.expander)]).replace("\\", "")
    spared = re.sub(r"`[^`]*`|:[\w/-]+:|:\w+-badge", " ", shown)
    assert re.search("[가-힣]", shown)
    assert re.findall(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", spared) == []
