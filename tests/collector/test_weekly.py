"""The week's letter: once each Monday from 09:00 UTC on, however many regions and rounds there are."""

from datetime import UTC, datetime, timedelta

import pytest

from collector import weekly
from collector.notify.channel import Channel, Form
from deliverability.model import Scope, text
from deliverability.rules.rule import Message, Severity
from store import outbox

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
SCOPES = [Scope("123456789012", region) for region in ("eu-west-1", "us-east-1")]
SLACK, MAIL = Channel("slack", "slack", Form.SHORT), Channel("mailto", "mailto", Form.MAIL)
PAGER = Channel("pager", "pagertree", Form.SHORT, minimum=Severity.CRITICAL)
MESSAGE = Message(text("A quiet week"))


@pytest.fixture(autouse=True)
def words(monkeypatch):
    monkeypatch.setattr(weekly, "digest", lambda *_: MESSAGE)


def post(store, at, channels=(SLACK,)):
    weekly.post(store, SCOPES, at, channels)
    return [letter.created_at for letter in taken(store, SLACK)]


def taken(store, channel):
    return outbox.claim(store, channel.name, 2**40)


@pytest.fixture
def watched(store):
    """A store whose collector was there the Monday before."""
    post(store, MONDAY - timedelta(days=7))
    return store


def test_the_first_monday_after_the_first_start_brings_the_first_letter(store):
    assert post(store, MONDAY - timedelta(days=4)) == []
    assert post(store, MONDAY - timedelta(seconds=1)) == []
    assert post(store, MONDAY) == [int(MONDAY.timestamp())]


def test_each_week_has_one_letter_whatever_comes_by_and_how_often(watched):
    found = [post(watched, MONDAY + timedelta(hours=hours)) for hours in range(0, 24 * 21, 7)]
    assert len([letters for letters in found if letters]) == 3
    assert max(map(len, found)) == 1


def test_a_collector_that_stood_still_on_monday_writes_when_it_is_back_once(watched):
    late = MONDAY + timedelta(days=16)
    assert post(watched, late) == [int(late.timestamp())]
    assert post(watched, late + timedelta(minutes=5)) == []


def test_it_is_written_to_every_channel_that_hears_of_everything(watched):
    post(watched, MONDAY, (MAIL, PAGER))
    [letter] = taken(watched, MAIL)
    assert (letter.kind, letter.rule, letter.message, letter.severity) == ("digest", "", MESSAGE, Severity.INFO)
    assert letter.scope == Scope("123456789012", "")
    assert letter.key == "digest|123456789012/eu-west-1,123456789012/us-east-1#2026-11-23#mailto"
    assert taken(watched, PAGER) == []


def test_without_a_channel_the_week_passes_without_a_letter(watched):
    assert post(watched, MONDAY, ()) == []
    assert post(watched, MONDAY + timedelta(hours=1)) == []
    assert post(watched, MONDAY + timedelta(days=7)) != []


def test_regions_that_come_by_at_the_same_time_write_it_once(watched, monkeypatch):
    """While one of them puts the week into words, another has written it already."""
    monkeypatch.setattr(weekly, "digest", lambda *_: first())

    def first() -> Message:
        monkeypatch.setattr(weekly, "digest", lambda *_: MESSAGE)
        weekly.post(watched, SCOPES, MONDAY, [SLACK])
        return MESSAGE

    assert len(post(watched, MONDAY)) == 1


def test_a_clock_that_was_far_ahead_stops_no_letter_for_ever(watched):
    post(watched, MONDAY + timedelta(days=700))
    assert post(watched, MONDAY) != []


def test_the_week_is_not_done_with_when_it_could_not_be_put_into_words(watched, monkeypatch):
    def fault(*_):
        raise ValueError

    with monkeypatch.context() as broken:
        broken.setattr(weekly, "digest", fault)
        with pytest.raises(ValueError):
            post(watched, MONDAY)
    assert post(watched, MONDAY + timedelta(minutes=5)) != []
