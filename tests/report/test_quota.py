"""The quota's values, from a store whose every row is known."""

from datetime import timedelta

import pytest

from deliverability.bins import Bin
from deliverability.coverage import Span
from deliverability.forecast import Method
from deliverability.metrics import DAY, HOUR, QUARTER
from deliverability.model import N_, Level, Reason, Unknown, text
from deliverability.rates import QuotaUse
from report.facts import in_part
from report.quota import quota
from report.rolling_day import Limit, Used
from store import coverage, samples, snapshots, statistics
from store.samples import Point
from tests.report.conftest import AT, NOW, SCOPE, declare, healthy_body, ran


def limited(store, **fields):
    snapshots.keep(store, SCOPE, "account", "", healthy_body(**fields), AT - 30)


def test_recipients_per_attempt_are_of_the_same_day_and_turn_the_forecast_into_recipients(store):
    samples.keep(store, SCOPE, "SentLast24Hours", "", 300, [Point(AT - 60, 9984)])
    shown = quota(store, SCOPE, NOW)
    assert shown.ratio == pytest.approx(1.04)
    assert shown.use == QuotaUse(9984, 50_000)
    assert shown.outlook.method is Method.SEASONAL
    assert [a.used for a in shown.outlook.ahead] == [pytest.approx(9984)] * 24
    assert all(AT < a.at <= AT + DAY for a in shown.outlook.ahead)


def test_the_share_of_the_quota_is_told_at_its_best_and_worst(store):
    outlook = quota(store, SCOPE, NOW).outlook
    assert outlook.share == pytest.approx(9600 / 50_000)
    assert outlook.share < outlook.worst_share < 1.2 * outlook.share
    assert (outlook.reached_at, outlook.worst_reached_at) == (None, None)


def test_more_mail_than_in_past_weeks_reaches_the_quota(store):
    today = [Bin(at, 300, 0, 0, 0) for at in range(AT - 12 * HOUR, AT, QUARTER)]
    statistics.keep(store, SCOPE, today, AT)
    samples.keep(store, SCOPE, "SentLast24Hours", "", 300, [Point(AT - 60, 48 * 400)])
    limited(store, max_24_hour_send=20_000)
    outlook = quota(store, SCOPE, NOW).outlook
    assert AT < outlook.worst_reached_at <= outlook.reached_at < AT + 6 * HOUR
    assert outlook.share > 1


def test_a_used_up_quota_is_reached_now(store):
    limited(store, max_24_hour_send=9000)
    shown = quota(store, SCOPE, NOW)
    assert shown.level is Level.REVIEW
    assert shown.outlook.reached_at == AT


def test_without_a_limit_nothing_is_a_part_of_it(store):
    limited(store, max_24_hour_send=-1)
    shown = quota(store, SCOPE, NOW)
    assert shown.use.unlimited
    assert (shown.outlook.share, shown.outlook.reached_at) == (None, None)
    assert len(shown.outlook.ahead) == 24


def test_a_changed_limit_is_drawn_as_it_was(store):
    snapshots.keep(store, SCOPE, "account", "", healthy_body(max_24_hour_send=80_000), AT - 2 * DAY)
    snapshots.keep(store, SCOPE, "account", "", healthy_body(max_24_hour_send=80_000, plan="PRO"), AT - DAY)
    chart = quota(store, SCOPE, NOW).chart
    assert chart.limits == (Limit(AT - 7 * DAY, 50_000), Limit(AT - 2 * DAY, 80_000))


def test_the_rolling_day_is_drawn_from_attempts_where_aws_was_not_asked(store):
    chart = quota(store, SCOPE, NOW).chart
    assert chart.aws == (Used(AT, 9600),)
    assert len(chart.own) == 7 * 24 + 1
    assert {used.value for used in chart.own} == {9600.0}
    assert all(used.estimated for used in chart.own)


def test_an_hour_that_nobody_looked_at_is_no_silence(empty):
    declare(empty)
    limited(empty)
    for job in ("account", "statistics"):
        ran(empty, job)
    coverage.extend(empty, SCOPE, coverage.STATISTICS, Span(AT - 9 * DAY, AT - 2 * DAY))
    coverage.extend(empty, SCOPE, coverage.STATISTICS, Span(AT - 2 * DAY + 5 * HOUR, AT))
    chart = quota(empty, SCOPE, NOW).chart
    assert [gap.span for gap in chart.gaps] == [Span(AT - 2 * DAY, AT - 2 * DAY + 5 * HOUR)]
    unknown = Span(AT - 2 * DAY + HOUR, AT - DAY + 5 * HOUR - 1)
    assert not [used for used in chart.own if unknown.since <= used.at <= unknown.until]


def test_the_highest_of_the_week_says_where_it_comes_from(store):
    samples.keep(store, SCOPE, "SentLast24Hours", "", 300, [Point(AT - 3 * DAY, 12_000)])
    assert quota(store, SCOPE, NOW).highest == Used(AT - 3 * DAY + HOUR, 12_000)
    statistics.keep(store, SCOPE, [Bin(AT - 5 * DAY, 9000, 0, 0, 0)], AT)
    highest = quota(store, SCOPE, NOW).highest
    assert highest.estimated
    assert highest.value == 9600 + 8900


def test_the_rate_of_sending_is_an_average_of_quarters(store):
    statistics.keep(store, SCOPE, [Bin(AT - 3 * DAY, 900, 0, 0, 0), Bin(AT - 5 * HOUR, 450, 0, 0, 0)], AT)
    samples.keep(store, SCOPE, "SentLast24Hours", "", 300, [Point(AT - 60, 9950)])
    sending = quota(store, SCOPE, NOW).sending
    assert sending.latest == pytest.approx(100 / 900)
    assert (sending.day, sending.week, sending.limit) == (pytest.approx(0.5), pytest.approx(1.0), 14)


def test_a_quarter_of_silence_is_no_rate(store):
    later = NOW + timedelta(hours=1)
    for job in ("account", "statistics"):
        ran(store, job, int(later.timestamp()) - 60)
    samples.keep(store, SCOPE, "SentLast24Hours", "", 300, [Point(AT + HOUR - 60, 9200)])
    coverage.extend(store, SCOPE, coverage.STATISTICS, Span(AT, AT + HOUR))
    assert quota(store, SCOPE, later).sending.latest == 0


@pytest.fixture
def looked_at(empty):
    """A store whose statistics were read just now and cover the given stretches, in seconds before now."""
    declare(empty)
    limited(empty)
    for job in ("account", "statistics"):
        ran(empty, job)
    samples.keep(empty, SCOPE, "SentLast24Hours", "", 300, [Point(AT - 60, 0)])

    def sending(*stretches):
        for since, until in stretches:
            coverage.extend(empty, SCOPE, coverage.STATISTICS, Span(AT - since, AT - until))
        return quota(empty, SCOPE, NOW).sending

    return sending


@pytest.mark.parametrize(
    ("stretches", "whole"),
    [
        ([(14 * DAY, 0)], (True, True, True)),
        ([(14 * DAY, 8 * DAY), (5 * DAY, 0)], (True, True, False)),
        ([(14 * DAY, 20 * HOUR), (HOUR, 0)], (True, False, False)),
        ([(14 * DAY, HOUR), (5 * 60, 0)], (False, True, True)),
        ([(14 * DAY, 40 * 60)], (False, True, True)),
    ],
)
def test_a_rate_of_time_that_nobody_looked_at_is_unknown_and_of_time_without_mail_zero(looked_at, stretches, whole):
    sending = looked_at(*stretches)
    said = {45 * 60: sending.latest, DAY: sending.day, 7 * DAY: sending.week}
    for (window, rate), known in zip(said.items(), whole, strict=True):
        assert rate == (0 if known else in_part(window))


def test_an_hour_turned_since_the_last_poll_takes_no_forecast_away(store):
    """The statistics are known up to the poll, a few minutes ago, and by then not the whole of the past hour was."""
    later = NOW + timedelta(minutes=62)
    for job in ("account", "statistics"):
        ran(store, job, AT + 50 * 60)
    samples.keep(store, SCOPE, "SentLast24Hours", "", 300, [Point(AT + 50 * 60, 9400)])
    statistics.keep(store, SCOPE, [Bin(AT + QUARTER, 100, 0, 0, 0)], AT + 50 * 60)
    outlook = quota(store, SCOPE, later).outlook
    assert outlook.method is Method.SEASONAL
    assert outlook.ahead[0].at <= AT + 2 * HOUR


@pytest.mark.parametrize("fields", [{"enforcement_status": "SHUTDOWN"}, {"sending_enabled": False}])
def test_while_nothing_may_be_sent_nothing_is_foreseen(store, fields):
    limited(store, **fields)
    assert quota(store, SCOPE, NOW).outlook.reason is Reason.NOT_ENOUGH_MAIL


def test_nothing_sent_is_no_ratio_and_no_pace(empty):
    declare(empty)
    limited(empty)
    for job in ("account", "statistics"):
        ran(empty, job)
    samples.keep(empty, SCOPE, "SentLast24Hours", "", 300, [Point(AT - 60, 0)])
    coverage.extend(empty, SCOPE, coverage.STATISTICS, Span(AT - 14 * DAY, AT))
    shown = quota(empty, SCOPE, NOW)
    assert (shown.ratio.reason, shown.outlook.reason) == (Reason.NOT_ENOUGH_MAIL, Reason.NOT_ENOUGH_MAIL)
    assert (shown.sending.latest, shown.sending.week) == (0, 0)


def test_a_denied_account_is_unknown_everywhere_it_counts(store):
    said = text(N_("ses:GetAccount is denied"))
    later = NOW + timedelta(hours=2)
    ran(store, "statistics", AT + 2 * HOUR - 60)
    ran(store, "account", AT + 2 * HOUR - 60, outcome="denied", error=said)
    shown = quota(store, SCOPE, later)
    for figure in (shown.use, shown.level, shown.highest, shown.ratio, shown.outlook, shown.sending.limit):
        assert figure == Unknown(Reason.DENIED, said)
    assert shown.chart.own


def test_statistics_that_stopped_are_told_as_old(store):
    later = NOW + timedelta(hours=12)
    ran(store, "account", AT + 12 * HOUR - 60)
    samples.keep(store, SCOPE, "SentLast24Hours", "", 300, [Point(AT + 12 * HOUR - 60, 100)])
    shown = quota(store, SCOPE, later)
    assert shown.use == QuotaUse(100, 50_000)
    assert (shown.ratio.reason, shown.sending.reason, shown.outlook.reason) == (Reason.STALE,) * 3


def test_before_the_first_collection_all_is_being_collected(empty):
    declare(empty)
    shown = quota(empty, SCOPE, NOW)
    for figure in (shown.use, shown.highest, shown.ratio, shown.outlook, shown.sending):
        assert figure.reason is Reason.COLLECTING
    assert (shown.chart.aws, shown.chart.own, shown.chart.gaps, shown.read_at) == ((), (), (), None)
