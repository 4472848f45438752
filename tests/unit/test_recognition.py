"""Which trouble a pasted text is: names, SMTP replies, tracebacks, Korean around them; bounded, and nothing given back."""

import time
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.recognition import HEAD, MOST, TAIL, Recognised, recognised
from deliverability.troubles.catalogue import TROUBLES
from tests.unit.error_texts import OF_SES_FACTS, TEXTS, TRACEBACK

SAMPLES = [(name, told) for name, texts in TEXTS.items() for told in texts]
SECRET = "wJalrXUtnFEMIexampleKEYexampleKEYexample"
AROUND = "안녕하세요, 회원가입 메일이 안 갑니다.\n\n{}\n\n도와주십시오."


def names(pasted):
    return [candidate.trouble.name for candidate in recognised(pasted).candidates]


@pytest.mark.parametrize(("name", "told"), SAMPLES)
def test_a_text_is_known_first_as_what_it_is(name, told):
    found = recognised(told)
    assert found.candidates[0].trouble.name == name
    assert found.candidates[0].sure


@pytest.mark.parametrize(("name", "told"), [s for s in SAMPLES if s[0] not in {"nothing-sent", "spam-folder"}])
def test_korean_around_it_and_a_traceback_before_it_change_nothing(name, told):
    assert names(AROUND.format(TRACEBACK + told))[0] == name


@pytest.mark.parametrize(("told", "name"), OF_SES_FACTS.items())
def test_the_bare_name_of_an_error_of_ses_is_enough(told, name):
    assert names(told)[0] == name
    assert names(told.upper())[0] == name


def test_every_trouble_has_two_texts_from_the_world_and_what_it_shows_as_is_one_of_it():
    assert {trouble.name for trouble in TROUBLES} == set(TEXTS)
    assert min(map(len, TEXTS.values())) >= 2
    for trouble in TROUBLES:
        assert {names(told)[0] for told in trouble.shows} == {trouble.name}


def test_a_special_case_goes_before_the_general_one_and_both_are_told():
    assert names(TEXTS["denied-by-organisation"][0]) == ["denied-by-organisation", "access-denied"]


def test_words_that_only_hint_count_where_nothing_is_named():
    (found,) = (c for c in recognised("the mail bounced").candidates if c.trouble.name == "dead-address")
    assert not found.sure
    assert "sending-rate" not in names("535 Authentication Credentials Invalid, throttled")
    assert len(recognised("spam throttled bounced paused 535 502 virus policy not verified").candidates) == MOST


@pytest.mark.parametrize("pasted", ["", "   \n", "hello", "200 OK", "250 Ok 010f0184", "no news today"])
def test_what_is_no_trouble_is_not_known(pasted):
    assert recognised(pasted) == Recognised()


def test_the_permission_and_the_region_are_read_out():
    found = recognised(TEXTS["access-denied"][0])
    assert (found.action, found.region) == ("ses:SendRawEmail", "ap-northeast-2")
    assert recognised("not authorized to perform: ses:putaccountdetails").action == "ses:putaccountdetails"
    assert recognised("failed the check in region US-GOV-WEST-1").region == "us-gov-west-1"
    assert recognised("not authorized to perform: anything:else").action == ""


@pytest.mark.parametrize(
    "pasted",
    ["key AKIAIOSFODNN7EXAMPLE denied", f"AWS_SECRET_ACCESS_KEY={SECRET}", 'password: "correct-horse"'],
)
def test_a_secret_is_noticed(pasted):
    assert recognised(pasted).holds_secret
    assert not recognised("The password is asked for; AKIA is how keys begin.").holds_secret


def test_of_a_long_text_its_beginning_and_its_end_are_read_in_little_time():
    end = TEXTS["daily-quota"][0]
    begun = time.perf_counter()
    found = recognised("smtplib user over signature template \n" * 200_000 + end)
    assert time.perf_counter() - begun < 3
    assert (found.candidates[0].trouble.name, found.cut) == ("daily-quota", True)
    assert not recognised("x" * (HEAD + TAIL)).cut
    assert names(end + "x" * 1_000_000)[0] == "daily-quota"
    assert names("x" * HEAD + end + "x" * TAIL) == []


@given(st.text(), st.sampled_from([told for _, told in SAMPLES]), st.text())
def test_no_text_makes_it_fail_and_nothing_of_it_is_given_back(before, told, after):
    found = recognised(f"{before}{told}{after}{SECRET} nobody@private.example")
    shown = " ".join(str(getattr(found, field.name)) for field in fields(found) if field.name != "candidates")
    assert SECRET.lower() not in shown.lower()
    assert "private" not in shown
    assert len({candidate.trouble.name for candidate in found.candidates}) == len(found.candidates) <= MOST


def test_a_refusal_that_says_why_is_not_taken_for_the_other_reasons_of_its_name():
    found = recognised("554 Message rejected: Sending suspended for this account. For more information, please check")
    assert [each.trouble.name for each in found.candidates] == ["account-suspended"]
