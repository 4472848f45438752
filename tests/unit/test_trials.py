"""What may be tried, at whom, and how little of whom is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.trials import (
    MAILS,
    MOST,
    TITLES,
    Allowed,
    Kind,
    body_of,
    is_here,
    masked,
    recipient,
    shown,
)


@pytest.mark.parametrize("kind", [kind for kind in MAILS if kind is not Kind.ADDRESS])
def test_the_simulator_has_an_address_for_each_kind_whatever_was_typed(kind):
    assert recipient(kind, "a@shop.example") == f"{kind.value}@simulator.amazonses.com"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("kim@shop.example", "kim@shop.example"),
        ("  kim+1@Shop.example ", "kim+1@Shop.example"),
        ("o'hara@shop.example", "o'hara@shop.example"),
        ("kim@상점.example", "kim@xn--hg4bs7k.example"),
    ],
)
def test_one_address_is_taken_its_domain_as_dns_knows_it(typed, address):
    assert recipient(Kind.ADDRESS, typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "kim",
        "kim@",
        "@shop.example",
        "kim@localhost",
        "kim@shop..example",
        "kim@-shop.example",
        "김@shop.example",
        "a@shop.example,b@shop.example",
        "a@shop.example b@shop.example",
        "Kim <kim@shop.example>",
        "a@shop.example\nBcc: b@shop.example",
        '"a b"@shop.example',
        f"{'a' * 65}@shop.example",
        f"kim@{'a.' * 130}example",
        f"kim@{'a' * 64}.example",
    ],
)
def test_what_is_not_one_address_that_ses_could_send_to_is_not_taken(typed):
    assert recipient(Kind.ADDRESS, typed) is None


@given(st.text(max_size=80))
def test_no_text_becomes_two_recipients(typed):
    found = recipient(Kind.ADDRESS, typed)
    assert found is None or (found.count("@") == 1 and not set(found) & set(" ,;<>\r\n"))


def test_of_a_recipient_the_first_letter_and_the_domain_are_kept():
    assert masked("kim@shop.example") == "k***@shop.example"
    assert masked("bounce@simulator.amazonses.com") == "bounce@simulator.amazonses.com"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://user:secret@shop.example:8443/api?token=1#x", "https://shop.example:8443/api"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
        ("", ""),
        ("https://[", ""),
        ("https://shop.example:port/", ""),
    ],
)
def test_an_address_is_shown_without_its_secrets(url, kept):
    assert shown(url) == kept


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://localhost:8000/x", True),
        ("http://127.0.0.1/", True),
        ("http://[::1]:8000/", True),
        ("http://localhost.shop.example/", False),
        ("https://127.0.0.1.shop.example/", False),
        ("https://[", False),
    ],
)
def test_only_an_address_of_this_machine_is_here(url, here):
    assert is_here(url) is here


def test_each_sign_up_may_be_of_a_new_user():
    assert body_of('{"email": "a+{now}@shop.example"}', 17) == '{"email": "a+17@shop.example"}'


def test_every_kind_is_named_and_limited_and_nothing_is_allowed_unless_it_is_said():
    assert set(TITLES) == set(MOST) == set(Kind)
    assert MOST[Kind.ADDRESS] < MOST[Kind.SUCCESS]
    assert not Allowed().send
    assert "secret" not in repr(Allowed(signup_url="https://secret.example", signup_body="secret"))
