"""What every trouble must have, and what our own figures say of it."""

import re

import pytest

from deliverability.checklist.catalogue import BY_NAME as ITEMS
from deliverability.checklist.facts import Facts
from deliverability.model import Reason, Scope, Unknown, text
from deliverability.troubles.catalogue import BY_NAME, FAMILIES, TROUBLES
from deliverability.troubles.confirmation import MOST, signs, standing
from deliverability.troubles.trouble import TITLES, Sign, Speaks, Weight
from tests.unit.facts_of import DENIED, IDENTITY, MISSING, account, facts
from words.catalogue import LANGUAGES, sentence
from words.render import render

NOTHING = Unknown(Reason.COLLECTING)
BLANK = Facts(Scope("1", "us-east-1"), 0, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)
GUIDE = ["access-denied", "message-rejected", "sending-rate", "spam-folder"]


def of(name, known):
    return signs(BY_NAME[name], known)


def said(name, known):
    return {sign.item: sign.speaks for sign in of(name, known)}


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.name)
def test_every_trouble_is_worded_in_every_language_and_has_a_cure(trouble):
    assert trouble.cure
    assert trouble.shows
    assert set(trouble.patterns) <= set(Weight)
    for msgid in (trouble.title, trouble.why, *trouble.confirm, *trouble.cure):
        assert all(sentence(msgid, language) != msgid for language in LANGUAGES[1:]), msgid
    assert not trouble.title.endswith(".")
    assert all(msgid.endswith((".", "?")) for msgid in (trouble.why, *trouble.confirm, *trouble.cure))
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", trouble.name)


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.name)
def test_a_trouble_bears_on_items_that_there_are(trouble):
    assert [name for name in trouble.items if name not in ITEMS] == []


@pytest.mark.parametrize("known", [facts(), BLANK, facts(sets={}), facts(sets=DENIED)])
@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.name)
def test_a_trouble_can_be_read_and_pasted_whatever_is_known(trouble, known):
    cure = trouble.cured(known)
    told = [*cure.steps, *map(text, trouble.confirm), *(paste.label for paste in cure.pastes)]
    told += [sentence for sign in signs(trouble, known) for sentence in sign.evidence]
    assert not any("{" in render(one, language) for one in told for language in LANGUAGES)
    assert all(paste.code.strip() for paste in cure.pastes)


def test_troubles_come_family_by_family_and_the_guides_four_are_among_them():
    places = [FAMILIES.index(trouble.family) for trouble in TROUBLES]
    assert places == sorted(places)
    assert {trouble.family for trouble in TROUBLES} == set(TITLES)
    assert sorted(trouble.name for trouble in TROUBLES if trouble.in_guide) == GUIDE


def test_of_what_was_not_collected_nothing_is_said():
    for trouble in TROUBLES:
        assert {sign.speaks for sign in signs(trouble, BLANK)} <= {Speaks.NOT_KNOWN, Speaks.BY_HAND}


def test_in_a_sender_that_is_set_up_well_nothing_speaks_for_a_trouble():
    for trouble in TROUBLES:
        assert Speaks.FOR not in {sign.speaks for sign in signs(trouble, facts())}, trouble.name


def test_the_sandbox_speaks_for_a_rejected_message_and_comes_first():
    found = of("message-rejected", account(production_access=False))
    assert (found[0].item, found[0].speaks) == ("production-access", Speaks.FOR)
    assert said("message-rejected", facts())["production-access"] is Speaks.AGAINST


def test_a_pause_speaks_for_it_and_what_is_denied_is_not_known():
    assert said("sending-paused", account(sending_enabled=False))["sending"] is Speaks.FOR
    (sign,) = (s for s in of("sending-paused", facts(account=DENIED, missing=MISSING)) if s.item == "sending")
    assert (sign.speaks, sign.reason) == (Speaks.NOT_KNOWN, Reason.DENIED)


@pytest.mark.parametrize(
    ("known", "speaks"),
    [
        (facts(), None),
        (facts(sets={"shop": {"sending_enabled": True}}), Speaks.AGAINST),
        (facts(sets={"shop": {"sending_enabled": True}, "b": {}}), None),
        (facts(sets={"shop": {"sending_enabled": False}, "b": {"sending_enabled": True}}), Speaks.FOR),
        (facts(sets=DENIED), Speaks.NOT_KNOWN),
        (facts(sets=NOTHING), Speaks.NOT_KNOWN),
    ],
)
def test_a_set_is_paused_if_it_says_so_and_nothing_is_said_of_one_that_does_not(known, speaks):
    assert [sign.speaks for sign in of("set-paused", known)] == ([speaks] if speaks else [])


@pytest.mark.parametrize(
    ("sets", "speaks"),
    [
        ({}, Speaks.BY_HAND),
        ({"b": {}, "a": {}}, Speaks.BY_HAND),
        (DENIED, Speaks.NOT_KNOWN),
        (NOTHING, Speaks.NOT_KNOWN),
    ],
)
def test_sets_are_named_for_a_person_to_compare(sets, speaks):
    (sign,) = of("set-missing", facts(sets=sets))
    assert sign.speaks is speaks
    if sets == {"b": {}, "a": {}}:
        assert sign.evidence[0].params["names"] == "a, b"


@pytest.mark.parametrize(
    ("known", "speaks"),
    [
        (account(max_send_rate=1), Speaks.FOR),
        (account(max_send_rate=14), Speaks.BY_HAND),
        (facts(), Speaks.NOT_KNOWN),
        (facts(account=DENIED), Speaks.NOT_KNOWN),
    ],
)
def test_the_rate_that_is_allowed_proves_nothing_of_bursts_unless_it_is_the_sandboxs(known, speaks):
    (sign,) = (s for s in of("sending-rate", known) if not s.item)
    assert sign.speaks is speaks
    (paste,) = BY_NAME["sending-rate"].cured(known).pastes
    assert ("a second" in paste.code) == (speaks is not Speaks.NOT_KNOWN)


def test_of_many_subjects_those_that_speak_for_it_are_told_and_the_rest_counted():
    bad = {f"{n}.example": {**IDENTITY, "verification_status": "FAILED"} for n in range(MOST + 3)}
    good = {f"good{n}.example": IDENTITY for n in range(200)}
    found = [
        sign for sign in of("mail-from-not-verified", facts(identities={**good, **bad})) if sign.item == "identity"
    ]
    worse, better = found[:MOST], found[MOST:]
    assert [sign.more for sign in worse] == [0] * (MOST - 1) + [3]
    assert [(sign.speaks, sign.more) for sign in better] == [(Speaks.AGAINST, 199)]


def test_an_attention_speaks_for_a_trouble():
    known = facts(identities={"shop.example": {**IDENTITY, "mail_from_domain": ""}})
    assert said("mail-from-not-verified", known)["mail-from"] is Speaks.FOR


def test_an_item_that_does_not_apply_says_nothing():
    assert "quota-headroom" not in said("daily-quota", account(production_access=False))
    assert said("daily-quota", facts())["quota-headroom"] is Speaks.AGAINST


def test_signs_together_speak_for_it_if_one_does_and_against_it_only_if_all_are_known():
    for_it, against, dark, by_hand = (
        Sign(one, ()) for one in (Speaks.FOR, Speaks.AGAINST, Speaks.NOT_KNOWN, Speaks.BY_HAND)
    )
    assert standing([against, for_it, dark]) is Speaks.FOR
    assert standing([against, dark]) is Speaks.NOT_KNOWN
    assert standing([against, by_hand]) is Speaks.AGAINST
    assert standing([by_hand]) is Speaks.BY_HAND
    assert standing([]) is Speaks.BY_HAND
