"""The review of an account as the store tells it: when it began, what led to it, what is known for the answer."""

from datetime import UTC, datetime, timedelta

import pytest

from deliverability.bins import Bin
from deliverability.metrics import BOUNCE_RATE, COMPLAINT_RATE, DAY, QUARTER
from deliverability.standing import Measure
from deliverability.thresholds import Ladder, Thresholds
from report.incident import BEFORE, incident
from report.incident_rows import COLUMNS, rows
from store import samples, snapshots, statistics, vdm
from store.samples import Point
from store.vdm import Day
from tests.report.conftest import AT, NOW, SCOPE, counts_by_vdm, declare, healthy_body
from words.render import render


@pytest.fixture
def reviewed(store):
    """Two days ago AWS put the account under review; its bounce figure had met 6 % the day before."""
    samples.keep(store, SCOPE, BOUNCE_RATE, "", 3600, [Point(AT - 3 * DAY + h * 3600, 0.06) for h in range(72)])
    statistics.keep(store, SCOPE, [Bin(at, 100, 9, 0, 0) for at in range(AT - 4 * DAY, AT - 3 * DAY, QUARTER)], AT)
    snapshots.keep(store, SCOPE, "account", "", healthy_body(enforcement_status="PROBATION"), AT - 2 * DAY)
    return store


def reply_of(found, language="en"):
    return "\n".join(render(line.text, language) for part in found.reply for line in part.lines)


def test_an_account_that_was_always_healthy_never_had_a_review(store):
    assert incident(store, SCOPE, NOW) is None
    assert list(rows(store, None, None, NOW)) == []


def test_the_course_begins_a_month_before_and_tells_each_day_with_its_counts(reviewed):
    found = incident(reviewed, SCOPE, NOW)
    assert found.span.since == AT - 2 * DAY - BEFORE
    assert found.span.until == AT
    days = {day.at: day for day in found.days}
    bad = days[(AT - 3 * DAY - QUARTER) // DAY * DAY]
    assert bad.attempts == 9_600
    assert bad.bounces > 400
    assert max(day.aws[Measure.BOUNCE] for day in found.days if day.aws) == 0.06
    assert next(day.known_share for day in found.days) == 0


def test_the_cause_is_the_rate_that_met_its_line_with_our_counts_of_that_week(reviewed):
    (cause,) = incident(reviewed, SCOPE, NOW).causes
    assert (cause.measure, cause.peak) == (Measure.BOUNCE, 0.06)
    assert cause.own.numerator / cause.own.denominator > 0.02
    said = reply_of(incident(reviewed, SCOPE, NOW)).replace("\N{NO-BREAK SPACE}", " ")
    assert "bounce rate for the account reached 6 % on" in said or "reached 6.0 % on" in said


def test_a_rate_just_below_the_review_line_is_no_cause(store):
    samples.keep(store, SCOPE, COMPLAINT_RATE, "", 3600, [Point(AT - DAY, 0.00099)])
    snapshots.keep(store, SCOPE, "account", "", healthy_body(enforcement_status="PROBATION"), AT - 2 * DAY)
    assert incident(store, SCOPE, NOW).causes == ()
    samples.keep(store, SCOPE, COMPLAINT_RATE, "", 3600, [Point(AT - DAY, 0.001)])
    assert [cause.measure for cause in incident(store, SCOPE, NOW).causes] == [Measure.COMPLAINT]


def test_only_changes_that_can_mend_something_are_claimed_as_made(reviewed):
    """AWS is told of what was done; that a set was added or a quota moved is not a remedy, and is not claimed."""
    keep = snapshots.keep
    keep(
        reviewed, SCOPE, "configuration-set", "news", {"sending_enabled": True, "tls_policy": "OPTIONAL"}, AT - 9 * DAY
    )
    keep(reviewed, SCOPE, "configuration-set", "news", {"sending_enabled": False, "tls_policy": "REQUIRE"}, AT - DAY)
    keep(reviewed, SCOPE, "configuration-set", "more", {"sending_enabled": True}, AT - DAY)
    said = reply_of(incident(reviewed, SCOPE, NOW))
    assert "Configuration set news was paused" in said
    assert "REQUIRE" not in said
    assert "more" not in said


def test_a_remedy_from_before_the_incident_is_not_claimed_as_an_answer_to_it(reviewed):
    for at, on in ((AT - 19 * DAY, True), (AT - 18 * DAY, False)):
        snapshots.keep(reviewed, SCOPE, "configuration-set", "old", {"sending_enabled": on}, at)
    assert "old" not in reply_of(incident(reviewed, SCOPE, NOW))


def test_a_suppression_list_that_takes_less_than_before_is_no_remedy(reviewed):
    body = healthy_body(enforcement_status="PROBATION")
    for at, reasons in ((AT - 1.9 * DAY, ["BOUNCE", "COMPLAINT"]), (AT - DAY, ["BOUNCE"])):
        snapshots.keep(reviewed, SCOPE, "account", "", body | {"suppressed_reasons": reasons}, int(at))
    made = incident(reviewed, SCOPE, NOW).reply[2]
    assert all(line.must_fill for line in made.lines)
    assert "after: BOUNCE." in reply_of(incident(reviewed, SCOPE, NOW))


def test_only_destinations_that_publish_bounces_or_complaints_are_told(reviewed):
    for name, body in {
        "news/queue": {"enabled": True, "event_types": ["SEND", "BOUNCE"]},
        "off/queue": {"enabled": False, "event_types": ["BOUNCE"]},
        "clicks/queue": {"enabled": True, "event_types": ["CLICK"]},
    }.items():
        snapshots.keep(reviewed, SCOPE, "event-destination", name, body, AT - DAY)
    assert "published: news." in reply_of(incident(reviewed, SCOPE, NOW))


def test_the_set_with_most_of_the_bounces_is_named_where_vdm_counts(reviewed, monkeypatch):
    counts_by_vdm(reviewed, monkeypatch)
    snapshots.keep(reviewed, SCOPE, "account", "", healthy_body(enforcement_status="PROBATION", vdm="ENABLED"), AT - 20)
    day = (AT - 4 * DAY) // DAY * DAY
    for name, bounced in (("", 800), ("news", 700), ("shop", 100)):
        dimension = vdm.CONFIGURATION_SET if name else vdm.ACCOUNT
        vdm.keep(reviewed, SCOPE, dimension, name, [Day(day, **counts_of(Day, bounced))])
    found = incident(reviewed, SCOPE, NOW)
    assert found.causes[0].worst_set[0] == "news"
    assert "configuration set news: 700 of its" in reply_of(found)


def counts_of(kind, bounced):
    names = [name for name in kind.__dataclass_fields__ if name != "at"]
    return {name: {"sent": 5_000, "delivered": 4_000, "hard_bounces": bounced}.get(name, 0) for name in names}


def test_a_review_that_ended_is_told_up_to_its_end(reviewed):
    snapshots.keep(reviewed, SCOPE, "account", "", healthy_body(), AT - DAY)
    found = incident(reviewed, SCOPE, NOW + timedelta(hours=1))
    assert (found.review.ended, found.span.until) == (AT - DAY, AT - DAY)
    assert max(event.at for event in found.timeline) <= AT - DAY


def test_an_earlier_time_knows_nothing_of_a_later_review(reviewed):
    assert incident(reviewed, SCOPE, datetime.fromtimestamp(AT - 3 * DAY, UTC)) is None


def test_the_export_tells_every_section_in_the_columns_of_the_contract(reviewed):
    found = list(rows(reviewed, None, None, NOW))
    assert {len(row) for row in found} == {len(COLUMNS)}
    assert {row[2] for row in found} == {"review", "day", "change", "unknown", "reply"}
    days = [row for row in found if row[2] == "day" and row[5] == "bounce"]
    assert sum(row[7] for row in days) == sum(day.bounces for day in incident(reviewed, SCOPE, NOW).days)
    assert any(row[5] == "must-fill" for row in found)


def test_when_the_collector_never_saw_the_account_healthy_no_beginning_is_claimed(empty):
    snapshots.keep(empty, SCOPE, "account", "", healthy_body(enforcement_status="SHUTDOWN"), AT - DAY)
    found = incident(empty, SCOPE, NOW)
    assert found.review.since == AT - DAY
    assert "Sending is paused." in reply_of(found)
    assert "paused since" not in reply_of(found)


def stood(store, *words, **fields):
    """The account was called this so many days before now, oldest first."""
    for days, word in words:
        body = healthy_body(enforcement_status=word, **fields.get(word, {}))
        snapshots.keep(store, SCOPE, "account", "", body, AT - days * DAY)


def opening(store):
    return [render(line.text, "en") for line in incident(store, SCOPE, NOW).reply[0].lines]


def test_the_draft_says_what_is_so_now_and_since_when(store):
    """A review that became a pause is a pause since then, and a pause that AWS lifted asks for no lifting."""
    stood(store, (9, "PROBATION"), (2, "SHUTDOWN"))
    assert "Sending has been paused since 22 Nov" in opening(store)[0]
    stood(store, (1, "PROBATION"))
    (now,) = opening(store)
    assert "AWS lifted the pause of sending on 23 Nov" in now
    assert "still under review" in now
    stood(store, (0, "HEALTHY"))
    (now,) = opening(store)
    assert "called the account healthy again since 24 Nov" in now


def test_the_export_tells_the_same_word_and_time_as_the_page(store):
    stood(store, (9, "PROBATION"), (2, "SHUTDOWN"), (1, "PROBATION"))
    said = [row for row in rows(store, None, None, NOW) if row[2] == "review"]
    assert said[0][3:6] == (NOW - timedelta(days=1), None, "PROBATION")
    assert any("can still send" in render(row[6], "en") for row in said[1:])
    stood(store, (0, "HEALTHY"))
    (over,) = (row for row in rows(store, None, None, NOW) if row[2] == "review")
    assert over[3:6] == (NOW - timedelta(days=9), NOW, "SHUTDOWN")


@pytest.mark.parametrize("word", ["SHUTDOWN", "PROBATION"])
@pytest.mark.parametrize("later", [0, 300])
def test_sending_that_aws_switched_off_is_no_remedy_of_the_sender(reviewed, word, later):
    """AWS's word for it comes in the same answer or in the next; what the sender paused himself is told."""
    body = healthy_body(sending_enabled=False)
    snapshots.keep(reviewed, SCOPE, "account", "", body | {"enforcement_status": "PROBATION"}, AT - DAY - later)
    snapshots.keep(reviewed, SCOPE, "account", "", body | {"enforcement_status": word, "plan": "PRO"}, AT - DAY)
    made = incident(reviewed, SCOPE, NOW).reply[2].lines
    assert all(line.must_fill for line in made) is (word == "SHUTDOWN")


def test_alerts_are_told_at_the_review_lines_in_force(reviewed):
    chosen = Thresholds.chosen(Ladder(0.02, 0.03, 0.08, 0.1), None, None, frozenset())
    declare(
        reviewed,
        thresholds=chosen.to_plain(),
        channels=[{"name": "slack", "kind": "slack", "severity": "critical", "depends_on_ses": False}],
    )
    said = reply_of(incident(reviewed, SCOPE, NOW))
    assert "in {n:number} way at" not in said
    assert "alerts us in 1 way at the review line of 3\N{NO-BREAK SPACE}% for bounces" in said


@pytest.mark.parametrize(
    ("counts", "named"),
    [
        ({"": 1_000, "news": 300, "shop": 200}, "More hard bounces came from the configuration set news than"),
        ({"": 500, "news": 300, "shop": 200}, "Most hard bounces came from the configuration set news:"),
        ({"": 400, "news": 200, "shop": 200}, None),
    ],
)
def test_most_is_claimed_only_of_more_than_half(reviewed, monkeypatch, counts, named):
    """Mail that no set was told for counts as well; of two sets with as much neither is named."""
    counts_by_vdm(reviewed, monkeypatch)
    snapshots.keep(reviewed, SCOPE, "account", "", healthy_body(enforcement_status="PROBATION", vdm="ENABLED"), AT - 20)
    for name, bounced in counts.items():
        mails = Day((AT - 4 * DAY) // DAY * DAY, **counts_of(Day, bounced) | {"sent": 20_000 if not name else 5_000})
        vdm.keep(reviewed, SCOPE, vdm.CONFIGURATION_SET if name else vdm.ACCOUNT, name, [mails])
    said = reply_of(incident(reviewed, SCOPE, NOW))
    assert named in said if named else "from the configuration set" not in said
