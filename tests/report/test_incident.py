"""The review of an account as the store tells it: when it began, what led to it, what is known for the answer."""

from datetime import UTC, datetime, timedelta

import pytest

from deliverability.bins import Bin
from deliverability.metrics import BOUNCE_RATE, COMPLAINT_RATE, DAY, QUARTER
from deliverability.standing import Measure
from report.incident import BEFORE, incident, last_review
from report.incident_rows import COLUMNS, rows
from store import samples, snapshots, statistics
from store.samples import Point
from store.snapshots import Snapshot
from tests.report.conftest import AT, NOW, SCOPE, counts_by_vdm, healthy_body
from words.render import render


def account(at, **fields):
    return Snapshot("account", "", at, {"enforcement_status": "HEALTHY"} | fields)


def probation(at):
    return account(at, enforcement_status="PROBATION")


def shutdown(at):
    return account(at, enforcement_status="SHUTDOWN")


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
    assert last_review([account(1), account(2, plan="PRO")]) is None
    assert list(rows(store, None, None, NOW)) == []


def test_a_review_begins_when_aws_no_longer_calls_the_account_healthy():
    found = last_review([account(1), probation(5), account(7, enforcement_status="PROBATION", plan="PRO")])
    assert (found.since, found.witnessed, found.ended, found.status) == (5, True, None, "PROBATION")


def test_what_was_so_at_the_first_look_was_not_witnessed():
    assert last_review([probation(5)]).witnessed is False


def test_a_pause_during_a_review_is_the_same_review_and_its_worst():
    found = last_review([account(1), probation(5), shutdown(6), probation(8)])
    assert (found.since, found.worst, found.status, found.ended) == (5, "SHUTDOWN", "PROBATION", None)


def test_a_review_is_over_when_aws_calls_the_account_healthy_again_and_the_next_one_is_another():
    ended = last_review([account(1), shutdown(5), account(9), account(12, plan="PRO")])
    assert (ended.since, ended.ended, ended.worst, ended.status) == (5, 9, "SHUTDOWN", "HEALTHY")
    again = last_review([account(1), shutdown(5), account(9), probation(20)])
    assert (again.since, again.ended, again.worst) == (20, None, "PROBATION")


def test_an_answer_without_a_status_ends_no_review():
    assert last_review([account(1), probation(5), Snapshot("account", "", 6, {"plan": "PRO"})]).ended is None


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
    from store import vdm
    from store.vdm import Day

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
