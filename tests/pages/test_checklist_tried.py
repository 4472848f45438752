"""What is looked at and tried beside AWS, as the checklist shows it: the environment file, a test mail, a sign-up."""

import re

import pytest

from deliverability.model import text
from deliverability.trials import Kind, State
from store import requests, texts
from tests.pages import trying
from tests.pages.accounts import AT, SCOPE
from tests.pages.alarms import opened
from tests.pages.conftest import words_on

PAGE = "../../pages/checklist.py"
FAILURE = "This page could not be drawn."
FILE_ITEMS = ("environment-file", "environment-region", "environment-sender", "environment-secret", "environment-git")


@pytest.fixture
def listed(alerted):
    """`listed(change, locale="ko-KR")` is the whole checklist over a copy of an account, changed before."""

    def drawn(change=trying.told, account="sandbox", **how):
        return alerted(change, account, PAGE, query={"show": "all"}, **how)

    drawn.path = alerted.path
    return drawn


def unfold(page, *items):
    for item in items:
        page.session_state[f"open_item_{item}"] = True
    return page.run()


def label(page, item):
    return next(one.label for one in page.expander if one.key == f"item_{item}")


def left(listed):
    """The request that the page left, taken away as the collector does."""
    with opened(listed.path) as store:
        return requests.take_away(store, requests.TRY, AT)


def answered(listed, number, state, says=None, reference=""):
    told = {"state": state, "says": texts.packed(says or text("SES took it.")), "reference": reference}
    with opened(listed.path) as store:
        requests.answer(store, number, told, AT)


STATES = {
    "allowed": trying.told,
    "off": lambda store: trying.told(store, send=False, signup_url=""),
    "elsewhere": lambda store: trying.told(store, signup_url=trying.ELSEWHERE),
    "file": trying.looked,
    "broken file": lambda store: trying.looked(store, trying.BROKEN),
    "forbidden file": lambda store: trying.looked(store, trying.FORBIDDEN),
    **{
        f"mail {name}": lambda store, outcome=outcome: (trying.told(store), trying.tried(store, outcome=outcome))
        for name, outcome in {
            "done": trying.DONE,
            "refused": trying.REFUSED,
            "not known": trying.NOT_KNOWN,
            "under way": None,
        }.items()
    },
}


@pytest.mark.parametrize("locale", ["en-GB", "ko-KR"])
@pytest.mark.parametrize("state", STATES)
def test_no_state_makes_the_page_fail_nor_leaves_english_in_the_korean_one(listed, state, locale):
    page = unfold(listed(STATES[state], locale=locale), "test-send", "signup-test", *FILE_ITEMS)
    assert FAILURE not in words_on(page)
    assert not page.exception
    if locale == "ko-KR":
        shown = "\n".join(e.value for kind in (page.markdown, page.caption, page.header) for e in kind)
        shown += "\n".join(one.label for kind in (page.button, page.selectbox, page.checkbox) for one in kind)
        spared = re.sub(r"`[^`]*`|:[\w/-]+:|:\w+-badge|The collector may not read[^.]*\.", " ", shown.replace("\\", ""))
        assert re.findall(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", spared) == []


def test_a_test_mail_to_the_simulator_is_asked_for_and_its_message_id_shown(listed):
    page = unfold(listed(), "test-send")
    page.selectbox(key="trial_to").set_value(Kind.BOUNCE)
    page.button(key="trial_send").click().run()
    assert "The collector has been asked to try it" in words_on(page)
    asked = left(listed)
    assert asked.body == {
        "account_id": SCOPE.account_id, "region": SCOPE.region, "kind": "bounce", "recipient": "",
    }  # fmt: skip
    answered(listed, asked.id, "done", reference="0102")
    assert re.search("Taken.*SES took it. Message id: 0102", words_on(page.run()))


def test_a_recipient_of_ones_own_goes_to_the_collector_and_to_nobody_else(listed):
    page = unfold(listed(), "test-send")
    page.selectbox(key="trial_to").set_value(Kind.ADDRESS).run()
    page.text_input(key="trial_address").set_value("kim@shop.example")
    page.button(key="trial_send").click().run()
    assert left(listed).body["recipient"] == "kim@shop.example"
    assert "kim@shop.example" not in words_on(page)


@pytest.mark.parametrize("typed", ["", "kim", "a@shop.example, b@shop.example"])
def test_what_is_no_address_is_said_and_not_asked_for(listed, typed):
    page = unfold(listed(), "test-send")
    page.selectbox(key="trial_to").set_value(Kind.ADDRESS).run()
    page.text_input(key="trial_address").set_value(typed)
    page.button(key="trial_send").click().run()
    assert "That is not one address that SES could send to." in words_on(page)
    assert left(listed) is None


def test_pressing_twice_asks_once(listed):
    page = unfold(listed(), "test-send")
    page.button(key="trial_send").click().run()
    page.button(key="trial_send").click().run()
    assert "Another one was under way already" in words_on(page)
    assert left(listed) is not None
    assert left(listed) is None


@pytest.mark.parametrize(
    ("state", "mark"), [("refused", "Not taken"), ("not-known", "Not known")], ids=["refused", "not-known"]
)
def test_each_end_of_a_trial_has_its_mark_and_sentence(listed, state, mark):
    page = unfold(listed(), "test-send")
    page.button(key="trial_send").click().run()
    answered(listed, left(listed).id, state, text("It was not sent: {why}", why="the cable."))
    assert re.search(f"{mark}.*It was not sent: the cable.", words_on(page.run()))


def test_a_collector_that_does_not_answer_is_said_not_to(listed, monkeypatch):
    page = unfold(listed(), "test-send")
    page.button(key="trial_send").click().run()
    monkeypatch.setattr("ui.trials.PATIENCE_SECONDS", 0)
    assert "The collector has not answered." in words_on(page.run())


def test_what_was_tried_last_stands_below_the_form_and_makes_the_item_pass(listed):
    def change(store):
        trying.told(store)
        trying.tried(store, Kind.BOUNCE, trying.REFUSED, "bounce@simulator.amazonses.com")
        trying.tried(store)

    page = unfold(listed(change), "test-send")
    assert "Done" in label(page, "test-send")
    shown = words_on(page)
    assert shown.index("k***@shop.example SES took it. 0102-simulated") < shown.index("bounce@simulator.amazonses.com")


def test_a_denial_names_the_permission_and_the_command(listed):
    def change(store):
        trying.told(store)
        trying.tried(store, outcome=trying.REFUSED)

    page = unfold(listed(change), "test-send")
    assert "To mend" in label(page, "test-send")
    assert "The collector's key lacks `ses:SendEmail`." in words_on(page)


def test_what_is_switched_off_has_no_form_and_says_how_it_is_switched_on(listed):
    page = unfold(listed(STATES["off"]), "test-send", "signup-test")
    assert not [one for one in page.button if one.key in {"trial_send", "trial_sign_up"}]
    assert "TEST_SEND=1 allows it" in words_on(page)


def test_a_sign_up_on_this_machine_is_tried_by_one_button(listed):
    page = unfold(listed(), "signup-test")
    page.button(key="trial_sign_up").click().run()
    asked = left(listed)
    assert (asked.body["kind"], asked.body["confirmed"]) == ("sign-up", False)
    says = text("{url} answered {status}.", url=trying.HERE, status=201)
    answered(listed, asked.id, "done", says)
    shown = words_on(page.run())
    assert f"{trying.HERE} answered 201." in shown
    assert "Message id" not in shown


def test_a_sign_up_elsewhere_waits_for_a_word(listed):
    page = unfold(listed(STATES["elsewhere"]), "signup-test")
    assert page.button(key="trial_sign_up").disabled
    page.checkbox(key="trial_confirmed").check().run()
    page.button(key="trial_sign_up").click().run()
    assert left(listed).body["confirmed"] is True


def test_the_file_that_is_looked_at_is_judged_and_may_be_looked_at_again(listed):
    page = unfold(listed(STATES["broken file"]), *FILE_ITEMS)
    shown = words_on(page)
    for sentence in (
        "AWS_SECRET_ACCESS_KEY still holds a placeholder.",
        "email.us-east-1.amazonaws.com is not in ap-northeast-2.",
        "/srv/shop/.env has the mode 644",
        "its history does",
    ):
        assert sentence in shown
    page.button(key="check_environment-file|").click().run()
    with opened(listed.path) as store:
        assert requests.take(store, requests.CHECK, AT)[0].body["readings"] == ["env_file"]


def test_where_no_file_is_named_a_person_ticks_it_and_nothing_is_looked_at_again(listed):
    page = unfold(listed(), *FILE_ITEMS)
    assert "By hand" in label(page, "environment-file")
    assert "APP_ENV_FILE is not set" in words_on(page)
    assert not [one for one in page.button if one.key == "check_environment-file|"]
    page.button(key="tick_environment-file|").click().run()
    assert "Ticked" in label(page, "environment-file")


def test_states_are_all_of_the_states():
    assert {outcome.state for outcome in (trying.DONE, trying.REFUSED, trying.NOT_KNOWN)} == {*State} - {
        State.UNDER_WAY
    }
