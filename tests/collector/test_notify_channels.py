"""ALERT_URLS into channels: names, severities, what depends on SES, and what is wrong without repeating it."""

import logging
import logging.handlers

import pytest

from collector.notify.channel import Form, doubts
from collector.notify.channels import lines
from deliverability.rules.rule import Severity
from words.render import render

SLACK = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"
SES = "ses://user@example.com/AKIAWATCHED/secretsecret/us-east-1/to@example.com"
SMTP = "mailtos://AKIA:pw@example.com?smtp=email-smtp.eu-west-1.amazonaws.com&to=a@example.com"
SNS = "sns://AKIAWATCHED/secretsecret/us-east-1/topic"
CANARY = "c4n4ry"


def channels(urls, watched_key=None):
    found, problems = lines(urls, watched_key)
    assert problems == []
    return [line.channel for line in found]


def problems(urls):
    return [render(problem, "en") for problem in lines(urls)[1]]


def test_a_channel_is_called_after_its_service_and_numbered_when_there_are_two():
    urls = f"json://a.example.com/1;jsons://b.example.com/2 {SLACK}, mailtos://u:p@example.com"
    assert [channel.name for channel in channels(urls)] == ["json", "json-2", "slack", "mailto"]


def test_the_address_that_a_service_shows_is_taken_as_it_is():
    (channel,) = channels("https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ")
    assert (channel.name, channel.form) == ("slack", Form.SHORT)


@pytest.mark.parametrize("between", [",", " ", ";", ", ", "\n"])
def test_a_severity_before_an_address_is_its_least_wherever_it_stands(between):
    found = channels(f"critical=json://a{between}WARN={SLACK}{between}json://b")
    assert [(c.name, c.minimum) for c in found] == [
        ("json", Severity.CRITICAL),
        ("slack", Severity.WARN),
        ("json-2", Severity.INFO),
    ]


def test_a_comma_or_an_address_inside_an_address_does_not_end_it():
    found = channels("mailtos://u:p@example.com?to=a@example.com,b@example.com json://a?-next=https://b.example.com/c")
    assert [channel.kind for channel in found] == ["mailto", "json"]


def test_mail_gets_html_chat_the_short_form_and_programs_all_of_it():
    found = {
        c.kind: c.form
        for c in channels(f"mailtos://u:p@example.com {SLACK} json://a tgram://123456789:abcdefg_hij/12315544")
    }
    assert found == {"mailto": Form.MAIL, "slack": Form.SHORT, "json": Form.PLAIN, "tgram": Form.SHORT}


@pytest.mark.parametrize(
    ("urls", "part"),
    [
        (f"slack://{CANARY}", "address 1 (slack://…) lacks a part"),
        (f"json://a,nosuch://{CANARY}", "address 2 begins with nosuch://, which is no service"),
        (f"json://a,https://hooks.example.com/{CANARY}", "address 2 begins with https://, which is no service"),
        (f"urgent=json://a/{CANARY}", "before address 1 (json://…) stands what is no severity"),
        (f"{CANARY},json://a", "must begin with an address"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_by_its_place_and_never_repeated(urls, part, caplog, capfd):
    with caplog.at_level(logging.DEBUG):
        (said,) = problems(urls)
    out, err = capfd.readouterr()
    assert part in said
    assert "Example: ALERT_URLS=" in said
    assert CANARY not in said + caplog.text
    assert (out, err) == ("", "")


def test_the_log_of_apprise_goes_nowhere():
    """It holds addresses, masked as far as apprise knows what is secret in them."""
    kept = logging.handlers.BufferingHandler(1000)
    logging.getLogger().addHandler(kept)
    try:
        lines(f"nosuch://{CANARY}")
    finally:
        logging.getLogger().removeHandler(kept)
    assert [record.name for record in kept.buffer] == []


def test_a_channel_takes_what_is_as_severe_as_its_least_or_more():
    (found,) = channels("warn=json://a")
    assert [found.takes(severity) for severity in Severity] == [False, True, True]


def test_no_representation_of_a_channel_holds_its_address():
    found, _ = lines(f"json://user:{CANARY}@a/{CANARY}?+X-Token={CANARY}")
    assert CANARY not in repr(found) + str(found[0].channel.told)


@pytest.mark.parametrize(
    ("url", "watched", "depends"),
    [
        (SES, None, True),
        (SMTP, None, True),
        (SNS, "AKIAWATCHED", True),
        (SNS, "AKIAOTHER", False),
        (SNS, None, False),
        (SLACK, "AKIAWATCHED", False),
        ("mailtos://u:p@example.com", None, False),
    ],
)
def test_what_falls_silent_with_the_account_is_known(url, watched, depends):
    assert [c.depends_on_ses for c in channels(url, watched)] == [depends]


def test_each_channel_that_depends_on_the_account_is_warned_of_and_that_nothing_else_is_left():
    *each, said = [render(doubt, "en") for doubt in doubts(channels(f"{SES},{SMTP}"))]
    assert "ses, mailto" in said
    assert [sentence.split()[0] for sentence in each] == ["ses", "mailto"]
    (alone,) = [render(doubt, "en") for doubt in doubts(channels(f"{SES},{SLACK}"))]
    assert alone.startswith("ses goes through Amazon SES")
    assert list(doubts([])) == []
