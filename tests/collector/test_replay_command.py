"""`python -m collector replay`: what it prints, what it refuses, and what it says it cannot tell."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from collector.commands import main
from collector.commands import replay as command
from collector.commands._console import Console
from deliverability.alerting import Kind, Notice
from deliverability.model import Scope
from deliverability.rules.catalogue import BY_NAME
from deliverability.rules.rule import Finding, Severity
from report.replay import Replayed
from tests.collector.night_desk import DAWN, desk


@pytest.fixture
def paused(tmp_path, monkeypatch):
    """An account in which somebody switched sending off at 06:00 UTC of the story's day, seen at noon."""

    class Frozen(datetime):
        @classmethod
        def now(cls, tz=None):
            return DAWN.astimezone(tz) + timedelta(hours=13)

    with desk("sending-off", tmp_path, days_back=1) as night:
        for hours in (1, 5, 7, 12):
            night.at(hours)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'ses.db'}")
    monkeypatch.setattr(command, "datetime", Frozen)
    return tmp_path


def test_it_prints_each_episode_with_its_messages_and_a_sum(paused, capsys):
    assert main(["replay", "--since", "2026-11-24", "--until", "2026-11-24T12:00:00Z"]) == 0
    said = capsys.readouterr()
    assert "sending-paused" in said.out
    assert "messages: firing" in said.out
    assert "1 alert would have fired. Messages: 1." in said.out
    assert "reading-stale" in said.err
    assert "reading-stale" not in said.out


def test_each_message_says_why_it_would_have_been_sent_and_a_first_sight_is_no_beginning(capsys):
    found = Finding("", 0, 1)
    kinds = [(Kind.FIRING, False), (Kind.ESCALATED, False), (Kind.REMINDER, False), (Kind.REMINDER, True)]
    told = tuple(Notice(kind, Severity.WARN, 1, 1, 1, found, repeats) for kind, repeats in kinds)
    rule = BY_NAME["aws-bounce-rate"]
    first = Replayed(Scope("123456789012", "us-east-1"), rule, "", began=0, fired_at=60, told=told)
    command._tell(Console("en"), first)
    command._tell(Console("en"), replace(first, witnessed=False, told=()))
    said = capsys.readouterr().out
    assert "messages: firing; worse; reminder, higher value; reminder, no worse" in said
    assert "began 1 Jan 1970, 00:00 UTC, not over." in said
    assert "began 1 Jan 1970, 00:00 UTC or before, not over." in said


def test_rules_that_are_not_asked_for_are_not_judged(paused, capsys):
    assert main(["replay", "--since", "2026-11-24", "--rules", "quota, no-mail"]) == 0
    assert "0 alerts would have fired" in capsys.readouterr().out


@pytest.mark.parametrize(("arguments", "said"), [
    (["--since", "2026-11-24", "--rules", "nonsense"], "There is no rule nonsense."),
    (["--since", "2026-11-24", "--rules", "reading-stale"], "judges the collector and cannot be replayed"),
    (["--since", "2026-11-24", "--until", "2026-11-20"], "--since must be before --until"),
    (["--since", "2026-12-24"], "--since must be before --until and in the past"),
    (["--since", "yesterday"], "yesterday is no date"),
    ([], "--since is missing"),
])  # fmt: skip
def test_what_makes_no_sense_is_refused_with_a_sentence(paused, capsys, arguments, said):
    assert main(["replay", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_it_says_where_history_begins_and_where_there_is_none(paused, capsys):
    assert main(["replay", "--since", "2026-01-01", "--rules", "quota", "--until", "2026-11-11"]) == 0
    told = capsys.readouterr().err
    assert "history begins at" in told or "nothing is stored of this time" in told


def test_times_are_told_in_utc(paused, capsys):
    main(["replay", "--since", "2026-11-24", "--rules", "sending-paused"])
    assert "UTC" in capsys.readouterr().out
    assert DAWN.tzinfo is UTC
