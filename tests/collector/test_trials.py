"""What a viewer has tried: sent once, to one recipient, from one sender, so many an hour; and each answer of SES in words."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from collector import trials as desk
from collector.aws import sending
from deliverability.trials import MOST, Allowed, Kind, State
from report.checklist_facts import checklist_facts
from simulator import Kind as Fault
from store import requests, runs, trials
from tests.collector.test_signup import application
from words.render import translate

FROM = "noreply@example.com"
TO = "kim@shop.example"
HOUR = timedelta(hours=1)


@pytest.fixture
def scenario():
    return "healthy"


@pytest.fixture
def allowed():
    return Allowed(send=True, sender=FROM, configuration_set="transactional")


@pytest.fixture
def trying(watch, allowed):
    return replace(watch, may_try=allowed)


@pytest.fixture
def ask(trying, world):
    """Asks for a trial and returns the answer that a page gets."""

    def asked(kind="success", may=trying.may_try, **body):
        told = {"account_id": trying.account_id, "region": trying.regions[0].region, "kind": kind, **body}
        number = requests.ask(trying.store, requests.TRY, told, int(world.clock.now()))
        assert desk.answer(replace(trying, may_try=may)) == 1
        return requests.get(trying.store, number).answer

    return asked


def sent(world):
    return [mail for name in ("us-east-1", "eu-west-1") for mail in world.region(name).sent]


def last(trying):
    return trials.last(trying.store, trying.scope(trying.regions[0]))[0]


def everything(store):
    """All that the database holds, as text."""
    tables = [name for (name,) in store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return json.dumps([store.rows(f"SELECT * FROM {name}") for name in tables], default=str)


def test_a_mail_is_sent_once_and_its_id_told_and_kept(ask, trying, world):
    told = ask("bounce")
    (mail,) = sent(world)
    assert (mail.sender, mail.recipients) == (FROM, ("bounce@simulator.amazonses.com",))
    assert mail.configuration_set == "transactional"
    assert (told["state"], told["says"]["msgid"]) == ("done", sending.SENT)
    assert told["reference"] == last(trying).reference != ""
    assert desk.answer(trying) == 0
    assert len(sent(world)) == 1


def test_a_recipient_of_ones_own_is_kept_masked_and_nowhere_in_full(ask, trying, world):
    ask("address", recipient=f" {TO} ")
    assert sent(world)[0].recipients == (TO,)
    assert last(trying).subject == "k***@shop.example"
    assert TO not in everything(trying.store)


def test_the_checklist_is_judged_at_once(ask, trying, world, now):
    scope = trying.scope(trying.regions[0])
    ask("success")
    assert runs.last(trying.store, scope)["checklist"].outcome == "ok"
    assert checklist_facts(trying.store, scope, now).trials[0].state is State.DONE


@pytest.mark.parametrize("language", ["en", "ko"])
def test_what_is_sent_is_written_by_us_in_the_language_of_the_settings(ask, world, allowed, language):
    ask("success", replace(allowed, language=language), subject="Spam")
    assert sent(world)[0].subject == translate(desk.SUBJECT, language)


@pytest.mark.parametrize(("changed", "sentence"), [({"send": False}, desk.OFF), ({"sender": ""}, desk.NO_SENDER)])
def test_nothing_is_sent_unless_it_is_allowed_and_has_a_sender(ask, trying, world, allowed, changed, sentence):
    assert ask("success", replace(allowed, **changed))["says"]["msgid"] == sentence
    assert world.calls.of("SendEmail") == []
    assert trials.last(trying.store, trying.scope(trying.regions[0])) == []


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"kind": "address", "recipient": "a@shop.example, b@shop.example"}, desk.NO_ADDRESS),
        ({"kind": "address"}, desk.NO_ADDRESS),
        ({"kind": "everybody"}, desk.NOT_ASKED),
        ({"kind": None}, desk.NOT_ASKED),
        ({"region": "eu-west-1"}, desk.NOT_HERE),
        ({"account_id": "999999999999"}, desk.NOT_HERE),
        ({"kind": "sign-up"}, desk.NO_SIGN_UP),
    ],
)
def test_what_a_page_could_not_have_asked_for_is_refused(ask, world, body, sentence):
    assert ask(**body)["says"]["msgid"] == sentence
    assert world.calls.of("SendEmail") == []


def test_a_sender_or_a_text_that_is_asked_for_is_not_listened_to(ask, world):
    ask("success", sender="ceo@other.example", subject="Buy", body="Buy", configuration_set="x")
    assert (sent(world)[0].sender, sent(world)[0].subject) == (FROM, desk.SUBJECT)


@pytest.mark.parametrize(("kind", "body"), [("address", {"recipient": TO}), ("complaint", {})])
def test_only_so_many_are_sent_in_an_hour(ask, world, kind, body):
    most = MOST[Kind(kind)]
    for _ in range(most):
        assert ask(kind, **body)["state"] == "done"
    told = ask(kind, **body)
    assert (told["state"], told["says"]["msgid"], told["says"]["params"]["n"]) == ("refused", desk.TOO_MANY, most)
    assert len(sent(world)) == most
    world.clock.advance(HOUR)
    assert ask(kind, **body)["state"] == "done"


def test_refused_ones_count_too_and_a_clock_set_back_forgives_none(ask, world):
    world.faults.add(Fault.DENIED, operation="SendEmail")
    for _ in range(MOST[Kind.ADDRESS]):
        ask("address", recipient=TO)
    world.clock.advance(-3 * HOUR)
    assert ask("address", recipient=TO)["says"]["msgid"] == desk.TOO_MANY


ANSWERS = {
    Fault.DENIED: ("refused", sending.LACKING),
    Fault.THROTTLED: ("refused", sending.BY_CODE["TooManyRequestsException"]),
    Fault.INTERNAL: ("not-known", sending.NOT_KNOWN),
    Fault.TIMEOUT: ("not-known", sending.NOT_KNOWN),
    Fault.CUT: ("not-known", sending.NOT_KNOWN),
    Fault.MALFORMED: ("not-known", sending.NOT_KNOWN),
}


@pytest.mark.parametrize("fault", ANSWERS)
def test_each_answer_of_ses_has_its_sentence_and_none_is_asked_for_twice(ask, world, fault):
    world.faults.add(fault, operation="SendEmail")
    told = ask("success")
    assert (told["state"], told["says"]["msgid"]) == ANSWERS[fault]
    assert len(world.calls.of("SendEmail")) == 1, "what may have been sent must not be sent again"


def test_a_denial_names_the_permission(ask, trying, world):
    world.faults.add(Fault.DENIED, operation="SendEmail")
    ask("success")
    assert last(trying).missing == "ses:SendEmail"


@pytest.mark.parametrize("scenario", ["sandbox"])
@pytest.mark.parametrize("allowed", [Allowed(send=True, sender=FROM)])
def test_in_the_sandbox_a_stranger_is_refused_without_being_named_and_the_simulator_is_not(ask, trying):
    told = ask("address", recipient=TO)
    assert told["says"]["msgid"] == sending.RECIPIENT
    assert TO not in everything(trying.store)
    assert ask("success")["state"] == "done"


@pytest.mark.parametrize("allowed", [Allowed(send=True, sender="noreply@other.example")])
def test_a_sender_that_is_not_verified_is_named(ask):
    told = ask("success")
    assert (told["says"]["msgid"], told["says"]["params"]["sender"]) == (sending.SENDER, "noreply@other.example")


@pytest.mark.parametrize("allowed", [Allowed(send=True, sender=FROM, configuration_set="nothing")])
def test_a_configuration_set_that_is_not_there_is_said(ask):
    assert ask("success")["says"]["msgid"] == sending.BY_CODE["NotFoundException"]


def test_what_an_earlier_collector_left_midway_is_not_known_and_its_asker_is_told(trying, world, now):
    """As `kill -9` leaves it: taken away and begun, and nobody there any more."""
    store, scope, at = trying.store, trying.scope(trying.regions[0]), int(now.timestamp())
    number = requests.ask(store, requests.TRY, {"kind": "address", "recipient": TO}, at)
    requests.take_away(store, requests.TRY, at)
    trials.begin(store, scope, number, Kind.ADDRESS, "k***@shop.example", at)
    assert desk.answer(trying) == 0
    assert last(trying).state is State.NOT_KNOWN
    assert requests.get(store, number).answer["says"]["msgid"] == desk.ENDED
    assert world.calls.of("SendEmail") == []


def test_a_collector_that_is_told_to_end_begins_nothing(trying, world):
    requests.ask(trying.store, requests.TRY, {}, int(world.clock.now()))
    trying.stop.set()
    assert desk.answer(trying) == 0


def test_a_sign_up_on_this_machine_needs_no_word_and_is_told_with_its_status(ask, trying):
    with application(201) as (url, got):
        told = ask("sign-up", Allowed(signup_url=f"{url}/register/?key=1", signup_body="{}"))
    assert (told["state"], told["says"]["params"]["status"], len(got)) == ("done", 201, 1)
    assert last(trying).subject == f"{url}/register/"


def test_a_sign_up_elsewhere_has_to_be_confirmed(ask, monkeypatch):
    tried = []
    monkeypatch.setattr(desk, "sign_up", lambda *args: tried.append(args) or 1 / 0)
    may = Allowed(signup_url="https://shop.example/register", signup_body="{}")
    for word in (None, "yes", 1):
        assert ask("sign-up", may, confirmed=word)["says"]["msgid"] == desk.UNCONFIRMED
    assert tried == []
    with pytest.raises(ZeroDivisionError):
        ask("sign-up", may, confirmed=True)
    assert len(tried) == 1


def test_a_fault_of_ours_midway_is_not_known_and_never_repeated(ask, trying, world, monkeypatch):
    monkeypatch.setattr(desk, "send", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ask("success")
    monkeypatch.undo()
    assert desk.answer(trying) == 0
    assert last(trying).state is State.NOT_KNOWN
    assert world.calls.of("SendEmail") == []
