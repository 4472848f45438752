"""The Overview's values, from a store whose every row is known."""

from datetime import timedelta

import pytest

from deliverability.bins import Bin
from deliverability.coverage import Span
from deliverability.metrics import BOUNCE_RATE, DAY, QUARTER
from deliverability.model import N_, Level, Reason, Scope, Unknown, text
from deliverability.rates import QuotaUse, Rate
from deliverability.standing import Measure
from report.charts import MOST_POINTS, rate_chart, volume_chart
from report.facts import Figure, facts
from report.overview import RANGES, overview, span_of
from store import coverage, samples, snapshots, statistics
from store.samples import Point
from tests.report.conftest import AT, NOW, SCOPE, declare, healthy_body, ran


def test_a_healthy_account_is_ok(store):
    shown = overview(store, SCOPE, NOW)
    assert shown.level is Level.OK
    assert shown.advice.headline.msgid == "Bounces and complaints stand well under AWS's lines."
    assert shown.bounce.aws == Figure(0.02, AT - 3600)
    assert shown.quota.use == QuotaUse(9600, 50_000)
    assert shown.account.plan == "ESSENTIALS"


def test_rates_are_sums_over_their_windows(store):
    day, week, month = facts(store, SCOPE, NOW).own[Measure.BOUNCE]
    assert (day.rate, week.rate) == (Rate(2 * 96, 9600), Rate(2 * 672, 67_200))
    assert month.rate == Rate(2 * 1344, 134_400)
    assert (day.known_share, month.known_share) == (1.0, pytest.approx(14 / 30))


def test_our_complaints_are_a_lower_bound_that_never_says_ok(store):
    day = facts(store, SCOPE, NOW).own[Measure.COMPLAINT][0]
    assert isinstance(day.rate, Rate)
    assert day.rate.lower_bound
    assert isinstance(day.level, Unknown)


def test_awss_figure_is_shown_however_old_it_is_while_it_is_asked_for(store):
    """It rests while no mail moves it; looking back a day only would show nothing on a quiet account."""
    later = NOW + timedelta(days=5)
    for job in ("account", "statistics", "metrics"):
        ran(store, job, int(later.timestamp()) - 60)
    assert facts(store, SCOPE, later).reputation[Measure.BOUNCE] == Figure(0.02, AT - 3600)


def test_nothing_stored_is_unknown_because_it_is_being_collected(empty):
    declare(empty)
    shown = overview(empty, SCOPE, NOW)
    assert isinstance(shown.level, Unknown)
    assert shown.level.reason is Reason.COLLECTING
    assert isinstance(shown.bounce.aws, Unknown)
    assert isinstance(shown.quota.use, Unknown)
    assert all(isinstance(own.rate, Unknown) for own in shown.bounce.own)


def test_a_denied_reading_is_unknown_with_the_missing_action(empty):
    declare(empty)
    said = text(N_("ses:GetAccount is denied"))
    ran(empty, "account", outcome="denied", error=said, missing_action="ses:GetAccount")
    shown = overview(empty, SCOPE, NOW)
    assert shown.account.enforcement == Unknown(Reason.DENIED, said)
    assert shown.level == Unknown(Reason.DENIED, said)


def test_values_of_a_reading_that_stopped_are_stale_not_zero(store):
    later = NOW + timedelta(hours=2)
    known = facts(store, SCOPE, later)
    assert isinstance(known.account, Unknown)
    assert known.account.reason is Reason.STALE
    assert isinstance(known.own[Measure.BOUNCE][0].rate, Unknown)


def test_a_failed_reading_keeps_its_last_value_until_it_is_old(store):
    ran(store, "account", AT - 5, outcome="failed", error=text(N_("It failed")))
    assert facts(store, SCOPE, NOW).field("enforcement_status") == "HEALTHY"
    ran(store, "account", AT + 7200, outcome="failed", error=text(N_("It failed")))
    later = facts(store, SCOPE, NOW + timedelta(hours=2))
    assert isinstance(later.account, Unknown)
    assert later.account.reason is Reason.FAILED


def test_a_field_aws_does_not_tell_is_unknown(store):
    snapshots.keep(store, SCOPE, "account", "", {"enforcement_status": "HEALTHY"}, AT - 30)
    shown = overview(store, SCOPE, NOW)
    assert isinstance(shown.account.plan, Unknown)
    assert isinstance(shown.account.sending_enabled, Unknown)
    assert isinstance(shown.level, Unknown)


def test_a_crossing_is_told_among_the_changes_and_in_the_headline(store):
    rising = [Point(AT - 8 * DAY + i * 3600, 0.06) for i in range(72)]
    falling = [Point(AT - 5 * DAY + i * 3600, 0.047 - i * 0.00005) for i in range(120)]
    samples.keep(store, SCOPE, BOUNCE_RATE, "", 3600, [*rising, *falling])
    shown = overview(store, SCOPE, NOW)
    assert shown.level is Level.WATCH
    assert shown.advice.headline.msgid == "Bounces crossed the review line on {day:date} and are falling."
    assert [e.what.msgid for e in shown.changes] == [
        "Bounce rate fell below {line:percent}",
        "Bounce rate crossed {line:percent}",
    ]
    assert shown.bounce.day_change == pytest.approx(-24 * 0.00005)


def test_drift_is_told_newest_first_and_a_first_sight_is_not(store):
    snapshots.keep(store, SCOPE, "account", "", healthy_body(max_24_hour_send=80_000), AT - DAY)
    snapshots.keep(store, SCOPE, "identity", "example.com", {"dkim_status": "SUCCESS"}, AT - 3 * DAY)
    snapshots.keep(store, SCOPE, "identity", "example.com", {"dkim_status": "FAILED"}, AT - 2 * DAY)
    told = [(e.at, e.what.msgid, e.level) for e in overview(store, SCOPE, NOW).changes]
    assert told == [
        (AT - DAY, "Quota raised: {before:number} → {after:number} a day", Level.OK),
        (AT - 2 * DAY, "DKIM of {subject}: {before} → {after}", Level.REVIEW),
    ]


def test_a_pause_of_the_collector_is_told_with_what_became_of_the_statistics(store):
    for since, until in ((AT - 3 * DAY, AT - 2 * DAY), (AT - 2 * DAY + 7200, AT)):
        coverage.extend(store, SCOPE, "collector", Span(since, until))
    assert [e.what.msgid for e in overview(store, SCOPE, NOW).changes] == [
        "Collector down {length:duration}: statistics recovered"
    ]


def test_a_pause_longer_than_awss_memory_is_a_gap(empty):
    declare(empty)
    statistics.keep(empty, SCOPE, [Bin(AT - 40 * DAY, 5, 0, 0, 0)], AT - 40 * DAY)
    statistics.keep(empty, SCOPE, [Bin(AT - QUARTER, 5, 0, 0, 0)], AT)
    chart = volume_chart(empty, SCOPE, Span(AT - 60 * DAY, AT))
    assert [gap.span for gap in chart.gaps] == [Span(AT - 40 * DAY, AT - 14 * DAY)]


def test_time_before_the_first_collection_is_no_gap(store):
    assert rate_chart(store, SCOPE, Measure.BOUNCE, Span(AT - 90 * DAY, AT)).gaps == ()


@pytest.mark.parametrize("name", RANGES)
def test_no_series_has_too_many_points_and_all_lie_in_the_span(store, name):
    span = span_of(store, SCOPE, AT, name)
    chart = rate_chart(store, SCOPE, Measure.BOUNCE, span)
    assert 0 < len(chart.own) <= MOST_POINTS
    assert 0 < len(chart.aws) <= MOST_POINTS
    assert all(span.since <= p.at <= span.until + chart.step_seconds for p in (*chart.own, *chart.aws))
    assert sum(b.accepted + b.bounced for b in volume_chart(store, SCOPE, span).bars) > 0


def test_ours_is_drawn_as_the_rate_of_the_day_before_each_point(store):
    chart = rate_chart(store, SCOPE, Measure.BOUNCE, Span(AT - 2 * DAY, AT))
    assert {(p.numerator, p.denominator) for p in chart.own} == {(192, 9600)}


def test_ours_is_not_drawn_from_a_window_that_was_hardly_looked_at(store):
    chart = rate_chart(store, SCOPE, Measure.BOUNCE, Span(AT - 30 * DAY, AT))
    assert min(p.at for p in chart.own) >= AT - 14 * DAY + 0.9 * DAY


def test_one_odd_part_of_a_reading_does_not_make_the_rest_old(store):
    for minutes in range(0, 120, 15):
        ran(store, "metrics", AT + 60 * minutes, outcome="partial", error=text(N_("It failed")))
    assert isinstance(facts(store, SCOPE, NOW + timedelta(hours=2)).reputation[Measure.BOUNCE], Figure)


def test_an_old_count_of_what_was_sent_is_not_told_as_the_present(store):
    later = NOW + timedelta(hours=2)
    ran(store, "account", int(later.timestamp()) - 60)
    known = facts(store, SCOPE, later)
    assert known.field("enforcement_status") == "HEALTHY"
    assert known.quota == Unknown(Reason.FAILED)


def test_a_window_known_in_part_is_told_without_a_level(store):
    month = facts(store, SCOPE, NOW).own[Measure.BOUNCE][2]
    assert isinstance(month.rate, Rate)
    assert month.level == Unknown(Reason.COLLECTING)


def test_no_bars_mean_nothing_where_nothing_was_looked_at(empty, store):
    assert volume_chart(store, SCOPE, Span(AT - DAY, AT)).known
    assert not volume_chart(store, Scope("210987654321", "us-east-1"), Span(AT - DAY, AT)).known


def test_a_part_that_failed_and_was_never_read_is_not_said_to_await_mail(empty):
    declare(empty)
    said = text(N_("It failed"))
    ran(empty, "metrics", outcome="partial", error=said)
    assert facts(empty, SCOPE, NOW).reputation[Measure.BOUNCE] == Unknown(Reason.FAILED, said)


def test_a_past_moment_is_told_by_what_was_known_of_it(store):
    samples.keep(store, SCOPE, BOUNCE_RATE, "", 3600, [Point(AT - 3600, 0.09)])
    snapshots.keep(store, SCOPE, "account", "", healthy_body(enforcement_status="PROBATION"), AT - 60)
    past = facts(store, SCOPE, NOW - timedelta(days=2))
    assert past.reputation[Measure.BOUNCE] == Figure(0.02, AT - 2 * DAY)
    assert past.field("enforcement_status") == "HEALTHY"
    assert facts(store, SCOPE, NOW).field("enforcement_status") == "PROBATION"


def test_a_figure_that_rests_has_not_moved_in_a_day(store):
    samples.keep(store, SCOPE, BOUNCE_RATE, "", 3600, [Point(AT - 3600, 0.03)])
    later = NOW + timedelta(days=4)
    ran(store, "metrics", int(later.timestamp()) - 60)
    assert overview(store, SCOPE, NOW).bounce.day_change == pytest.approx(0.01)
    assert overview(store, SCOPE, later).bounce.day_change == 0


def test_volume_before_the_statistics_comes_from_cloudwatch(store):
    chart = volume_chart(store, SCOPE, Span(AT - 30 * DAY, AT))
    assert chart.statistics_since == AT - 14 * DAY
    before = [b for b in chart.bars if b.at < AT - 15 * DAY]
    assert len(before) > 10
    total = sum(b.accepted + b.bounced + b.rejected for b in chart.bars)
    assert total == pytest.approx(30 * 9600, rel=0.04)


def test_an_unknown_range_is_the_month():
    assert span_of(None, SCOPE, AT, "nonsense") == Span(AT - 30 * DAY, AT)


@pytest.mark.parametrize("name", ["24h", "30d", "1y", "all"])
def test_no_line_reaches_into_the_future_and_awss_ends_at_its_present_figure(store, name):
    """A day that has only begun is no point at its end, nor is its highest figure the present one."""
    early, late = AT - AT % DAY + 3600, AT - 600
    samples.keep(store, SCOPE, BOUNCE_RATE, "", 900, [Point(early, 0.07), Point(late, 0.031)])
    chart = overview(store, SCOPE, NOW, name).bounce_chart
    assert max(point.at for point in (*chart.aws, *chart.own)) <= AT
    assert chart.aws[-1].value == 0.031
    assert chart.aws[-1].at >= late
