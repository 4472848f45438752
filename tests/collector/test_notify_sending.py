"""Real sending to receivers on this machine: what arrives, and what is said when it does not."""

import logging
import time

import pytest

from collector.notify.sending import begin
from collector.notify.writing import brief, write
from tests.collector.letters import letter, line
from tests.collector.sinks import hook, mail_server
from words.render import render

CANARY = "c4n4ry"


def sent(url, language="ko", patience=10.0):
    return begin(line(url), write([letter()], language, "https://ses.example.com"), patience)()


def test_korean_arrives_whole_in_a_mail_as_text_and_as_html():
    with mail_server() as mails:
        assert sent(mails.url) is None
    (mail,) = mails.got
    assert mail["Subject"] == "[심각] SES us-east-1: Bounce rate over the review line"
    assert mail["X-Deliverability-Key"] == letter().key
    for kind in ("plain", "html"):
        content = mail.get_body((kind,)).get_content()
        assert "심각" in content
        assert "지금 할 일:" in content
        assert brief(letter().key) in content


def test_the_text_beside_a_mails_html_numbers_the_steps_and_sets_letters_and_key_apart():
    with mail_server() as mails:
        assert begin(line(mails.url), write([letter(1), letter(2)], "en", None), 10.0)() is None
    told = mails.got[0].get_body(("plain",)).get_content().splitlines()
    assert [one for one in told if one[:1].isdigit()] == [
        "1. Stop the stream that caused it.", "2. Clean the list.", "3. Wait."
    ] * 2  # fmt: skip
    assert [told[place + 1][:8] for place, one in enumerate(told) if not one] == ["Critical", "Key: " + told[-1][5:8]]


def test_a_mail_that_is_to_be_text_is_text():
    with mail_server() as mails:
        assert sent(f"{mails.url}&format=text") is None
    assert mails.got[0].get_content_type() == "text/plain"
    assert "1. Stop the stream" in mails.got[0].get_content()


def test_korean_arrives_whole_in_a_hook_with_its_key_in_a_header():
    with hook() as sink:
        assert sent(sink.url) is None
    (body,) = sink.bodies
    assert body["title"] == "[심각] SES us-east-1: Bounce rate over the review line"
    assert "지금 할 일:" in body["message"]
    assert body["type"] == "failure"
    assert sink.keys == [letter().key]


def test_a_test_beside_a_letter_takes_its_own_keys_along():
    with hook(hangs=True) as sink:
        shared = line(sink.url)
        waits = [begin(shared, write([letter(n)], "en", None), 10.0) for n in range(1, 7)]
        sink.released.set()
        assert [wait() for wait in waits] == [None] * 6
    for body, key in zip(sink.bodies, sink.keys, strict=True):
        assert body["message"].endswith(f"Key: {brief(key)}")


@pytest.mark.parametrize(
    ("code", "permanent"),
    [(500, False), (503, False), (408, False), (429, False), (400, True), (401, True), (404, True), (410, True)],
)
def test_an_error_that_does_not_pass_by_itself_is_permanent(code, permanent):
    with hook() as sink:
        sink.answers.append(code)
        trouble = sent(sink.url)
    assert trouble.permanent is permanent
    assert str(code) in render(trouble.why, "en")


def test_a_mail_that_is_refused_is_tried_again():
    with mail_server() as mails:
        mails.refusal = "550 5.7.1 not from you"
        trouble = sent(mails.url)
    assert not trouble.permanent
    assert render(trouble.why, "en").startswith("mailto did not take the message")


def test_nobody_at_home_is_tried_again_and_told_from_one_that_refuses():
    trouble = sent("json://127.0.0.1:9/")
    assert not trouble.permanent
    assert "json could not be reached: nothing answers" in render(trouble.why, "en")
    with hook() as sink:
        sink.answers.append(400)
        assert "reached" not in render(sent(sink.url).why, "en")


def test_a_mail_server_that_does_not_answer_may_have_refused_the_login_too():
    """apprise does not tell the two apart."""
    trouble = sent("mailto://127.0.0.1:9?from=ses@example.com&to=ops@example.com")
    assert "its mail server does not answer, or does not accept" in render(trouble.why, "en")


def test_one_that_hangs_is_left_in_time():
    with hook(hangs=True) as sink:
        began = time.monotonic()
        trouble = sent(f"{sink.url}?rto=60", patience=0.3)
        assert time.monotonic() - began < 2
    assert not trouble.permanent
    assert "did not answer within" in render(trouble.why, "en")


def test_an_address_is_never_said_or_logged_whatever_happens(caplog, capfd):
    with hook() as sink, caplog.at_level(logging.DEBUG, logger="collector"):
        url = f"json://user:{CANARY}@127.0.0.1:{sink.port}/{CANARY}?+X-Token={CANARY}"
        sink.answers.extend([200, 500, 404])
        said = [sent(url), sent(url), sent(url), sent(f"json://127.0.0.1:9/{CANARY}")]
    out, err = capfd.readouterr()
    assert sink.headers[0]["X-Token"] == CANARY
    assert CANARY not in repr(said) + caplog.text + out + err


def test_a_plugin_that_breaks_is_a_message_that_did_not_arrive(monkeypatch):
    broken = line("json://127.0.0.1:9/")
    monkeypatch.setattr(type(broken.service), "notify", lambda *_, **__: 1 / 0)
    trouble = begin(broken, write([letter()], "en", None), 5)()
    assert not trouble.permanent


def test_a_text_longer_than_the_service_takes_comes_in_parts():
    with hook() as sink:
        small = line(sink.url)
        small.service.body_maxlen = 300
        assert begin(small, write([letter(n) for n in range(3)], "en", None), 10)() is None
    assert len(sink.bodies) > 1
    assert all(len(body["message"]) <= 300 for body in sink.bodies)
