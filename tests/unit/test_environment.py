"""How the variables of an environment file look, and what of them may leave it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.environment import (
    BACKEND,
    ENDPOINT,
    GUIDE,
    KEY_ID,
    REGION,
    SECRET,
    SENDER,
    SITE,
    TIMEOUT,
    Value,
    env_file,
    is_address,
    looked_at,
)

GUIDES = "yourdomain.com"
GOOD = {
    BACKEND: "django_ses.SESBackend",
    KEY_ID: "AKIAQWERTYUIOPASDFGH",
    SECRET: "q1w2e3r4t5/q1w2e3r4t5+q1w2e3r4t5q1w2e3r4",
    REGION: "ap-northeast-2",
    ENDPOINT: "email.ap-northeast-2.amazonaws.com",
    SENDER: "Shop <hello@shop.example>",
    SITE: "https://www.shop.example",
    TIMEOUT: "7",
}


def value(name, written):
    return looked_at({name: written})[0][name]


def test_a_file_as_it_should_be_is_set_and_tells_what_is_no_secret():
    values, told = looked_at(GOOD)
    assert values == dict.fromkeys(GUIDE, Value.SET)
    assert told == {name: GOOD[name] for name in (BACKEND, REGION, ENDPOINT, SENDER)}


def test_what_the_guide_does_not_name_is_not_looked_at():
    assert looked_at({"DATABASE_PASSWORD": "x"}) == (dict.fromkeys(GUIDE, Value.MISSING), {})


@pytest.mark.parametrize("written", ["", "   "])
@pytest.mark.parametrize("name", GUIDE)
def test_nothing_after_the_sign_is_empty(name, written):
    assert value(name, written) is Value.EMPTY


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (KEY_ID, "AKIA1234567890EXAMPLE"),
        (KEY_ID, "AKIAIOSFODNN7EXAMPLE"),
        (KEY_ID, "YOUR-ACCESS-KEY-ID"),
        (SECRET, "your-secret-access-key-here"),
        (SECRET, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
        (SECRET, "xxxxxxxxxxxxxxxxxxxxxxxx"),
        (SECRET, "<secret>"),
        (SECRET, "changeme"),
        (REGION, "[region]"),
        (REGION, "..."),
        (SENDER, f"noreply@{GUIDES}"),
        (SITE, f"https://www.{GUIDES}"),
        (SITE, "https://example.com/app"),
        (SITE, "https://www.Example.org"),
        (TIMEOUT, "{days}"),
    ],
)
def test_what_guides_write_is_a_placeholder(name, written):
    assert value(name, written) is Value.PLACEHOLDER


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (BACKEND, "SESBackend"),
        (KEY_ID, "akia"),
        (KEY_ID, "AKIA QWERTYUIOPASDFG"),
        (SECRET, "short"),
        (SECRET, "q1w2e3r4t5 q1w2e3r4t5 q1w2e3r4t5"),
        (REGION, "Seoul"),
        (REGION, "ap-northeast-2,us-east-1"),
        (ENDPOINT, "localhost"),
        (SENDER, "noreply"),
        (SENDER, "@shop.example"),
        (SENDER, "a@localhost"),
        (SITE, "www.shop.example"),
        (SITE, "https://"),
        (SITE, "https://["),
        (SITE, "ftp://shop.example"),
        (TIMEOUT, "a week"),
    ],
)
def test_what_cannot_be_one_is_malformed(name, written):
    assert value(name, written) is Value.MALFORMED


@pytest.mark.parametrize("written", ["http://localhost", "http://127.0.0.1:3000", "http://[::1]/"])
def test_an_address_of_this_machine_is_local(written):
    assert value(SITE, written) is Value.LOCAL


def test_a_key_that_expires_is_temporary():
    assert value(KEY_ID, "ASIAQWERTYUIOPASDFGH") is Value.TEMPORARY


@given(st.sampled_from(GUIDE), st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_looks_like_something(name, written):
    values, told = looked_at({name: written})
    assert values[name] is not Value.MISSING
    assert set(told) <= {BACKEND, REGION, ENDPOINT, SENDER}


@given(st.sampled_from([BACKEND, REGION, ENDPOINT, SENDER]), st.from_regex(r"[A-Za-z0-9/+]{40}", fullmatch=True))
def test_a_secret_pasted_into_another_variable_does_not_leave_the_file(name, secret):
    assert secret not in looked_at({name: secret})[1].values()


def test_the_file_that_is_made_names_region_and_sender_and_never_a_key():
    made = dict(line.split("=", 1) for line in env_file("eu-west-1", "a@shop.example", "https://x").splitlines())
    assert tuple(made) == GUIDE
    assert (made[KEY_ID], made[SECRET]) == ("", "")
    assert (made[REGION], made[ENDPOINT]) == ("eu-west-1", "email.eu-west-1.amazonaws.com")
    values, _ = looked_at(made | {KEY_ID: GOOD[KEY_ID], SECRET: GOOD[SECRET], SITE: GOOD[SITE]})
    assert set(values.values()) == {Value.SET}


@pytest.mark.parametrize(("written", "is_one"), [("a@b.example", True), ("A <a@b.example>", True), ("a@b", False)])
def test_an_address_has_a_local_part_and_a_domain(written, is_one):
    assert is_address(written) is is_one
    assert not is_address(f"{'a' * 320}@b.example")
