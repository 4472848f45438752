"""What a person reads: everything of a message in every form, in both languages, and nothing that breaks out of it."""

import pytest

from collector.notify.writing import brief, write, write_test
from deliverability.model import Scope, text
from deliverability.rules.rule import Message, Severity
from tests.collector.letters import AT, letter, line

DASHBOARD = "https://ses.example.com/"


def written(*letters, language="en", dashboard=DASHBOARD):
    return write(letters, language, dashboard)


@pytest.mark.parametrize("form", ["plain", "html", "short"])
def test_every_form_says_what_since_when_the_figure_awss_line_the_steps_the_link_and_the_key(form):
    said = getattr(written(letter()), form).replace("\N{NO-BREAK SPACE}", " ")
    for part in (
        "us-east-1, account 123456789012",
        "Since 21 Sep 2026, 12:13 UTC.",
        "6.1 % of 4,100 mails in 24 h",
        "AWS reviews at 5 %.",
        "What to do now:",
        "Stop the stream that caused it.",
        "Clean the list.",
        "Wait.",
        "https://ses.example.com/deliverability",
        f"Key: {brief(letter().key)}",
    ):
        assert part in said


def test_the_title_says_how_grave_where_and_what():
    assert written(letter()).title == "[Critical] SES us-east-1: Bounce rate over the review line"
    assert written(letter(), language="ko").title.startswith("[심각] SES us-east-1")


@pytest.mark.parametrize(
    ("kind", "label"),
    [("escalated", "Worse: Critical"), ("reminder", "Still: Critical"), ("digest", "Critical"), ("resolved", "Over")],
)
def test_the_label_says_why_it_is_told(kind, label):
    assert f"[{label}]" in written(letter(kind=kind)).title


def test_what_is_over_says_how_long_it_was_and_asks_for_nothing():
    over = written(letter(kind="resolved", ended=AT))
    assert "From 21 Sep 2026, 12:13 UTC to 21 Sep 2026, 14:13 UTC: 2 h." in over.plain.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "What to do now:" not in over.plain
    assert "6.1" not in over.plain
    assert over.is_over


def test_what_was_so_at_first_sight_is_told_as_a_bound():
    """Nobody saw it begin: it may have been so for a year."""
    said = written(letter(witnessed=False)).plain
    assert "At least since 21 Sep 2026, 12:13 UTC." in said
    over = written(letter(kind="resolved", ended=AT, witnessed=False)).plain.replace("\N{NO-BREAK SPACE}", " ")
    assert "From 21 Sep 2026, 12:13 UTC at the latest to 21 Sep 2026, 14:13 UTC: 2 h at least." in over


def test_of_equal_severity_the_cause_comes_before_what_follows_from_it():
    """A leaked key uses up the quota: the title must not ask for a higher one."""
    used_up = letter(1, id=1, rule="quota", message=Message(text("The quota is used up")))
    surge = letter(2, id=2, rule="surge", message=Message(text("Far more mail than ever")))
    unheard_of = letter(3, id=0, rule="of-another-version", message=Message(text("Something else")))
    found = written(used_up, surge, unheard_of)
    assert found.title.endswith("Far more mail than ever (and 2 more)")
    assert [key.split("#")[1] for key in found.keys] == ["2", "3", "1"]
    grave = letter(4, id=4, severity=Severity.WARN, rule="sending-paused")
    assert written(grave, used_up).title.endswith("The quota is used up (and 1 more)"), "severity comes first"


def test_what_started_together_is_one_message_the_gravest_first_and_what_is_over_last():
    grave = letter(2, message=Message(text("AWS has paused sending")))
    found = written(letter(1, kind="resolved", ended=AT), letter(3, severity=Severity.WARN), grave)
    assert found.title == "[Critical] SES us-east-1: AWS has paused sending (and 2 more)"
    assert [key.split("#")[1] for key in found.keys] == ["2", "3", "1"]
    assert not found.is_over
    assert found.severity is Severity.CRITICAL
    assert found.plain.index("Critical ·") < found.plain.index("Warning ·") < found.plain.index("Over ·")


def test_without_an_address_of_the_dashboard_there_is_no_link():
    assert "http" not in written(letter(), dashboard=None).plain


def test_what_comes_from_the_account_cannot_break_out_of_the_html():
    sly = Message(text("{name}", name='<script>alert("x")</script>'), page='"><b>')
    found = written(letter(message=sly)).html
    assert "<script>" not in found
    assert '"><b>' not in found


def test_a_letter_about_no_region_is_about_ses():
    assert written(letter(kind="digest", scope=Scope("123456789012", ""), began=None)).title.startswith(
        "[Critical] SES: "
    )


def test_a_test_is_told_in_the_language_with_the_channels_name_and_severity():
    found = write_test(line("critical=json://127.0.0.1").channel, "ko", DASHBOARD)
    assert found.title == "[시험] SES: 경보는 이렇게 도착합니다."
    assert "json" in found.short
    assert "심각" in found.short
    assert "https://ses.example.com/alerts" in found.short


def test_the_key_at_the_foot_is_short_the_same_each_time_and_no_others():
    assert len(brief(letter().key)) == 10
    assert brief(letter().key) == brief(letter().key)
    assert len({brief(letter(n).key) for n in range(1000)}) == 1000


def test_the_same_letters_make_the_same_message_in_whatever_order_they_were_taken():
    one, two = letter(1, id=1), letter(2, id=2)
    assert written(one, two) == written(two, one)
