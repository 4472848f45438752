"""What a replay is given of a past moment, and what is foreseen of the quota."""

from datetime import timedelta

import pytest

from deliverability.bins import Bin
from deliverability.coverage import Span
from deliverability.evidence import Outlook
from deliverability.metrics import BOUNCE_RATE, DAY, HOUR, QUARTER, WEEK
from deliverability.model import Reason, Unknown
from deliverability.rules.catalogue import RULES
from deliverability.thresholds import DEFAULT
from report.evidence import evidence
from store import coverage, samples, snapshots, statistics
from store.samples import Point
from tests.report.conftest import AT, NOW, SCOPE, declare, healthy_body, ran


def seen(store, moment=NOW):
    return evidence(store, SCOPE, moment)


def fired(known):
    return {(r.name, f.subject) for r in RULES for f in r.judge(known, DEFAULT) if f.step}


def coverage_since(store, since):
    store.run("DELETE FROM coverage WHERE what = 'statistics'", {})
    coverage.extend(store, SCOPE, coverage.STATISTICS, Span(since, AT))


def test_of_a_past_moment_nothing_is_told_that_was_learnt_later(store):
    snapshots.keep(store, SCOPE, "account", "", healthy_body(sending_enabled=False), AT - DAY)
    coverage.extend(store, SCOPE, coverage.COLLECTOR, Span(AT - 20 * DAY, AT))
    samples.keep(store, SCOPE, BOUNCE_RATE, "", 3600, [Point(AT - 2 * DAY, 0.2)])
    before = NOW - timedelta(days=2)
    known = seen(store, before)
    assert known.account["sending_enabled"] is True
    assert known.account_at == AT - 2 * DAY
    assert known.reputation[0].value == 0.02, "the hour that had only begun is not over"
    assert seen(store, before + timedelta(hours=1)).reputation[0].value == 0.2
    assert (known.readings, known.clock_skew_seconds, known.dead_letters) == ((), None, None)
    assert known.volume.at <= AT - 2 * DAY


def test_a_past_quarter_of_an_hour_counts_once_it_was_over(store):
    statistics.keep(store, SCOPE, [Bin(AT - 2 * DAY, 900, 900, 0, 0)], AT)
    at = NOW - timedelta(days=2)
    for minutes, bounces in ((0, 8), (14, 8), (15, 8 - 2 + 900)):
        bounce = seen(store, at + timedelta(minutes=minutes)).counted[0]
        assert bounce.windows[HOUR].numerator == bounces, minutes


def test_of_a_time_at_which_nobody_collected_a_replay_knows_no_account(store):
    coverage.extend(store, SCOPE, coverage.COLLECTOR, Span(AT - 20 * DAY, AT - 10 * DAY))
    assert isinstance(seen(store, NOW - timedelta(days=9)).account, Unknown)
    assert not isinstance(seen(store, NOW - timedelta(days=11)).account, Unknown)


@pytest.mark.parametrize("days", [0, 1, 13, 39, 400])
def test_a_healthy_past_fires_nothing(store, days):
    coverage.extend(store, SCOPE, coverage.COLLECTOR, Span(AT - 20 * DAY, AT))
    assert fired(seen(store, NOW - timedelta(days=days))) == set()


# --- the quota to come


def weeks_of(store, hourly, last_hours=()):
    """Five weeks of so many mails an hour; the last whole hours otherwise."""
    declare(store)
    snapshots.keep(store, SCOPE, "account", "", healthy_body(), AT - 20 * DAY)
    special = {AT - HOUR * (len(last_hours) - i): mails for i, mails in enumerate(last_hours)}
    for first in range(AT - 5 * WEEK, AT, WEEK):
        bins = [
            Bin(at, special.get(at - at % HOUR, hourly) // 4, 0, 0, 0) for at in range(first, first + WEEK, QUARTER)
        ]
        statistics.keep(store, SCOPE, bins, first + WEEK)
    coverage.extend(store, SCOPE, coverage.STATISTICS, Span(AT - 5 * WEEK, AT))
    sent = sum(special.get(at, hourly) for at in range(AT - DAY, AT, HOUR))
    samples.keep(store, SCOPE, "SentLast24Hours", "", 300, [Point(AT - 60, float(sent))])
    for job in ("account", "statistics"):
        ran(store, job)


def test_a_pace_that_holds_for_hours_foresees_the_end_of_the_quota(empty):
    weeks_of(empty, 400, [4000] * 7)
    known = seen(empty)
    assert known.quota.share < 0.8
    assert AT < known.outlook.reached_at < AT + DAY
    assert ("quota", "") in fired(known)


@pytest.mark.parametrize("hours_ago", [1, 2, 3, 4, 8])
def test_one_large_mailing_foresees_nothing(empty, hours_ago):
    weeks_of(empty, 400, [12_000, 12_000] + [400] * (hours_ago - 1))
    assert seen(empty).outlook == Outlook(None)


def test_a_busy_morning_like_every_other_foresees_nothing(empty):
    """Eight hours of 4,000 mails a day are well below the quota, though sixteen would not be."""
    busy = [4000 if 1 <= at // HOUR % 24 < 9 else 0 for at in range(AT - 5 * WEEK, AT, HOUR)]
    weeks_of(empty, 400, busy)
    known = seen(empty)
    assert known.quota.share == pytest.approx(0.64)
    assert known.outlook == Outlook(None)


def test_without_eight_days_nothing_is_foreseen(store):
    coverage_since(store, AT - 7 * DAY)
    store.run("DELETE FROM coverage WHERE what = 'cloudwatch'", {})
    assert seen(store).outlook.reason is Reason.COLLECTING
