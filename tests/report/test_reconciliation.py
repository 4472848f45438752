"""AWS's figure and ours side by side, from a store whose every row is known and from simulated accounts."""

from datetime import timedelta

import pytest

from deliverability.bins import Bin
from deliverability.coverage import Span
from deliverability.metrics import BOUNCE_RATE, COMPLAINT_RATE, DAY, QUARTER
from deliverability.model import Reason, Unknown
from deliverability.rates import Rate
from deliverability.reconciliation import Source, Split, Term
from deliverability.representative import Window
from deliverability.standing import Measure
from report.look_back import look_back
from report.reconciliation import reconciliation
from store import coverage, samples, scopes, statistics, vdm
from store.open import open_store
from store.samples import Point
from tests.pages import accounts
from tests.report.conftest import AT, NOW, SCOPE, counts_by_vdm, declare, ran

FIRST = AT - 14 * DAY
VOLUME = 50 * 96 * 3
"""AWS looks back on three days of the account's mail."""


def bounces(at):
    """Of 50 mails a quarter; five and six days ago every second bounced, else one, and now and then two."""
    if AT - 6 * DAY <= at < AT - 4 * DAY:
        return 25
    return 1 + int((at // QUARTER * 7919) % 13 == 0)


def figure(at):
    """Hard bounces of the last three days over the mail not to the account's own domains, four fifths of it."""
    return sum(bounces(b) for b in range(at - 3 * DAY, at, QUARTER)) / (0.8 * VOLUME)


@pytest.fixture
def bad_week(empty):
    """A fortnight with two bad days in it, AWS's figure over three days of mail, and CloudWatch's own counts."""
    declare(empty)
    statistics.keep(empty, SCOPE, [Bin(at, 50, bounces(at), 0, 0) for at in range(FIRST, AT, QUARTER)], AT)
    hours = range(FIRST + 3 * DAY, AT, 3600)
    samples.keep(empty, SCOPE, BOUNCE_RATE, "", 3600, [Point(at, figure(at + 1800)) for at in hours])
    samples.keep(empty, SCOPE, "Send", "", 3600, [Point(at, 200) for at in hours])
    samples.keep(empty, SCOPE, "Bounce", "", 3600, [Point(at, 10) for at in hours])
    coverage.extend(empty, SCOPE, coverage.CLOUDWATCH, Span(AT - 40 * DAY, AT))
    for job in ("account", "statistics", "metrics"):
        ran(empty, job)
    return empty


def test_the_window_is_found_and_ours_over_it_explains_awss_figure(bad_week):
    found = look_back(bad_week, SCOPE, NOW, Measure.BOUNCE).window
    assert isinstance(found, Window)
    assert found.mails_low <= VOLUME <= found.mails_high
    assert found.scale == pytest.approx(1.25, rel=0.02)
    shown = reconciliation(bad_week, look_back(bad_week, SCOPE, NOW, Measure.BOUNCE))
    assert shown.window == found
    assert shown.counts is Source.STATISTICS
    assert isinstance(shown.split, Split)
    assert abs(shown.split.terms[Term.UNEXPLAINED]) < 0.002


def test_the_sides_stand_with_their_counts_and_windows(bad_week):
    aws, day, week, over, cloudwatch = reconciliation(bad_week, look_back(bad_week, SCOPE, NOW, Measure.BOUNCE)).sides
    assert (aws.source, aws.rate, aws.is_aws_window) == (Source.AWS, None, True)
    assert aws.value == pytest.approx(figure(AT - 1800))
    assert day.rate == Rate(sum(bounces(at) for at in range(AT - DAY, AT, QUARTER)), 96 * 50)
    assert (day.since, week.since) == (AT - DAY, AT - 7 * DAY)
    assert over.is_aws_window
    assert over.rate.denominator == pytest.approx(VOLUME, rel=0.06)
    assert over.since == pytest.approx(AT - 3 * DAY, abs=4 * 3600)
    assert cloudwatch == type(cloudwatch)(Source.CLOUDWATCH, 10 / 200, Rate(10 * 168, 200 * 168), AT - 7 * DAY)


def test_what_left_the_window_no_longer_weighs_and_what_did_not_does(bad_week):
    shown = reconciliation(bad_week, look_back(bad_week, SCOPE, NOW, Measure.BOUNCE))
    assert shown.weight is None
    earlier = NOW - timedelta(days=2)
    for job in ("account", "statistics", "metrics"):
        ran(bad_week, job, at=int(earlier.timestamp()) - 60)
    weighs = reconciliation(bad_week, look_back(bad_week, SCOPE, earlier, Measure.BOUNCE)).weight
    assert weighs is not None
    assert weighs.incident == Span(AT - 6 * DAY, AT - 4 * DAY)
    assert weighs.share > 0.5
    # Two of the three days AWS looks back on have passed.
    assert weighs.earliest <= DAY <= weighs.latest


def test_vdms_week_joins_when_it_is_collected(bad_week, monkeypatch):
    counts_by_vdm(bad_week, monkeypatch)
    midnight = AT // DAY * DAY
    days = [vdm.Day(midnight - i * DAY, 1_000, 990, 8, 5, 3, 600) for i in range(10)]
    vdm.keep(bad_week, SCOPE, vdm.ACCOUNT, "", days)
    side = reconciliation(bad_week, look_back(bad_week, SCOPE, NOW, Measure.BOUNCE)).sides[-1]
    assert (side.source, side.rate, side.since) == (Source.VDM, Rate(56, 7_000), midnight - 7 * DAY)
    side = reconciliation(bad_week, look_back(bad_week, SCOPE, NOW, Measure.COMPLAINT)).sides[-1]
    assert side.rate == Rate(21, 4_200)


def test_of_a_week_that_vdm_was_not_read_for_no_rate_is_told(bad_week, monkeypatch):
    counts_by_vdm(bad_week, monkeypatch, known_days=3)
    vdm.keep(bad_week, SCOPE, vdm.ACCOUNT, "", [vdm.Day(AT // DAY * DAY - DAY, 1_000, 990, 8, 5, 3, 600)])
    side = reconciliation(bad_week, look_back(bad_week, SCOPE, NOW, Measure.BOUNCE)).sides[-1]
    assert (side.source, side.value, side.rate) == (Source.VDM, Unknown(Reason.COLLECTING), None)


def test_counts_begin_after_the_latest_gap(bad_week, monkeypatch):
    """Time nobody looked at may have held any mail: no window may reach over it."""
    monkeypatch.setattr(coverage, "covered", lambda *_: [Span(FIRST, AT - 9 * DAY), Span(AT - DAY, AT)])
    assert isinstance(look_back(bad_week, SCOPE, NOW, Measure.BOUNCE).window, Unknown)


def test_a_figure_that_rests_tells_no_window_and_the_whole_difference_stays_unexplained(store):
    shown = reconciliation(store, look_back(store, SCOPE, NOW, Measure.BOUNCE))
    assert isinstance(shown.window, Unknown)
    assert shown.window.reason is Reason.NOT_ENOUGH_MAIL
    assert isinstance(shown.split, Split)
    assert shown.split.terms[Term.UNEXPLAINED] == shown.split.aws - shown.split.ours
    assert [side.source for side in shown.sides].count(Source.STATISTICS) == 2


def test_complaints_of_ours_are_a_lower_bound(store):
    samples.keep(store, SCOPE, "Complaint", "", 3600, [Point(AT - 7200, 3)])
    shown = reconciliation(store, look_back(store, SCOPE, NOW, Measure.COMPLAINT))
    assert shown.counts is Source.CLOUDWATCH
    cloudwatch = shown.sides[-1]
    assert cloudwatch.rate == Rate(3, 400 * 168, lower_bound=True)


def test_a_week_nobody_asked_cloudwatch_about_is_unknown(empty):
    declare(empty)
    for job in ("account", "statistics", "metrics"):
        ran(empty, job)
    samples.keep(empty, SCOPE, COMPLAINT_RATE, "", 3600, [Point(AT - 3600, 0.001)])
    sides = reconciliation(empty, look_back(empty, SCOPE, NOW, Measure.COMPLAINT)).sides
    assert sides[-1].value == Unknown(Reason.COLLECTING)


@pytest.mark.parametrize("measure", Measure)
@pytest.mark.parametrize("name", [name for name in accounts.ACCOUNTS if name not in {"nothing", "collecting"}])
def test_every_account_has_an_answer_and_what_is_told_adds_up(name, measure, tmp_path_factory):
    store = open_store(f"sqlite:///{accounts.build(name, accounts.shared_folder(tmp_path_factory))}", read_only=True)
    try:
        for scope in scopes.known(store):
            shown = reconciliation(store, look_back(store, scope, accounts.NOW, measure))
            told = shown.split.terms.values() if isinstance(shown.split, Split) else ()
            total = sum(value for value in told if not isinstance(value, Unknown))
            assert isinstance(shown.split, Unknown) or total == shown.split.aws - shown.split.ours
            assert isinstance(shown.window, Window) or shown.window.detail is not None
    finally:
        store.close()


def test_the_demo_tells_how_far_aws_looks_back_and_how_long_the_import_weighs(tmp_path_factory):
    store = open_store(f"sqlite:///{accounts.build('demo', accounts.shared_folder(tmp_path_factory))}", read_only=True)
    try:
        shown = reconciliation(store, look_back(store, accounts.SCOPE, accounts.NOW, Measure.BOUNCE))
    finally:
        store.close()
    world = accounts.world_of("bounce-incident")
    assert isinstance(shown.window, Window)
    # The simulated AWS looks back on 210,000 mails, of 50 attempts one to the account's own domain.
    assert shown.window.mails_low < world.scenario.representative_volume / 0.98 < shown.window.mails_high
    assert shown.weight is not None
    begun = int(world.origin - 9.75 * DAY)
    assert shown.weight.incident.since == pytest.approx(begun, abs=2 * 3600)
    assert 0 < shown.weight.earliest < shown.weight.latest < 5 * DAY
