"""Budgets from a store whose every row is known."""

import pytest

from deliverability.bins import Bin
from deliverability.budget import Budget, OutOfReach
from deliverability.metrics import BOUNCE_RATE, COMPLAINT_RATE, DAY, HOUR, QUARTER
from deliverability.model import N_, Reason, Unknown, text
from deliverability.rates import Rate
from deliverability.representative import Window
from deliverability.standing import Measure
from deliverability.trend import DaysTo
from report.budget import Allowance, Basis, Withheld, budgets
from report.look_back import look_back
from store import coverage, samples, snapshots, statistics
from store.samples import Point
from tests.report.conftest import AT, NOW, SCOPE, declare, healthy_body, ran


@pytest.fixture
def looks_back(monkeypatch):
    """AWS's estimated volume as a test wants it."""

    def window(found):
        monkeypatch.setattr("report.look_back.estimate", lambda *_: found)

    return window


def account(store, measure=Measure.BOUNCE):
    return budgets(store, look_back(store, SCOPE, NOW, measure)).account


def test_over_awss_estimated_volume_the_end_that_leaves_less_counts(store, looks_back):
    looks_back(Window(118_000, 140_000, 164_000, 1.0))
    found = account(store)
    assert (found.basis, found.window) == (Basis.AWS, Rate(2360, 118_000))
    assert found.review == Budget(0.05, 3540, 9600)
    assert found.pause == Budget(0.1, 9440, 9600)
    assert found.about_a_day
    assert found.why_assumed is None


def test_mail_that_aws_leaves_out_makes_no_room(store, looks_back):
    looks_back(Window(100_000, 110_000, 120_000, 1.6))
    found = account(store, Measure.COMPLAINT)
    assert found.window == Rate(7, 62_500)
    assert found.review == Budget(0.001, 56, 9600)
    assert not found.at_most


def test_without_an_estimate_our_own_week_stands_in_and_says_why(store):
    found = account(store)
    assert (found.basis, found.window) == (Basis.WEEK, Rate(1344, 67_200))
    assert found.review == Budget(0.05, 2016, 9600)
    assert isinstance(found.why_assumed, Unknown)
    assert found.look_back is None


def test_a_higher_figure_of_awss_counts_in_our_week_too(store):
    samples.keep(store, SCOPE, BOUNCE_RATE, "", HOUR, [Point(AT - HOUR, 0.049)])
    assert account(store).window == Rate(3293, 67_200)
    samples.keep(store, SCOPE, BOUNCE_RATE, "", HOUR, [Point(AT - HOUR, 0.05)])
    assert account(store).review == Budget(0.05, 0, 9600)


def test_our_complaints_leave_at_most_so_many(store):
    found = account(store, Measure.COMPLAINT)
    assert found.at_most
    assert found.window == Rate(7, 67_200, lower_bound=True)


def test_a_week_of_too_little_mail_gives_way_to_the_month_and_that_to_nothing(empty):
    declare(empty)
    snapshots.keep(empty, SCOPE, "account", "", healthy_body(), AT - DAY)
    for job in ("account", "statistics", "metrics"):
        ran(empty, job)
    statistics.keep(empty, SCOPE, [Bin(AT - 2 * DAY, 50, 1, 0, 0)], AT)
    assert account(empty) == Unknown(Reason.NOT_ENOUGH_MAIL)
    statistics.keep(empty, SCOPE, [Bin(AT - 9 * DAY, 400, 1, 0, 0)], AT)
    assert account(empty) == Unknown(Reason.NOT_ENOUGH_MAIL)  # half of the month was never looked at
    coverage.extend(empty, SCOPE, coverage.STATISTICS, coverage.Span(AT - 30 * DAY, AT))
    found = account(empty)
    assert (found.basis, found.window) == (Basis.MONTH, Rate(2, 450))
    assert found.review == Budget(0.05, 21, 50)


def test_a_week_that_was_looked_at_in_part_gives_no_budget(empty):
    declare(empty)
    snapshots.keep(empty, SCOPE, "account", "", healthy_body(), AT - DAY)
    for job in ("account", "statistics", "metrics"):
        ran(empty, job)
    statistics.keep(empty, SCOPE, [Bin(AT - 11 * DAY, 5000, 10, 0, 0)], AT - 10 * DAY)
    coverage.extend(empty, SCOPE, coverage.STATISTICS, coverage.Span(AT - DAY, AT))
    assert account(empty).reason is Reason.COLLECTING


def test_a_volume_smaller_than_a_day_is_looked_ahead_no_further(store, looks_back):
    looks_back(Window(5000, 6000, 7000, 1.0))
    found = account(store)
    assert found.review == Budget(0.05, 150, 5000)
    assert not found.about_a_day


def test_a_line_that_a_days_mail_cannot_meet_is_out_of_reach(store, looks_back):
    looks_back(Window(600_000, 600_000, 600_000, 1.0))
    assert account(store).review == OutOfReach(0.05, 18_000, 9600)


@pytest.mark.parametrize(
    ("field", "value"),
    [("enforcement_status", "PROBATION"), ("enforcement_status", "SHUTDOWN"), ("enforcement_status", "NEW_WORD"),
     ("sending_enabled", False)],
)  # fmt: skip
def test_no_budget_is_offered_to_an_account_in_trouble(store, field, value):
    snapshots.keep(store, SCOPE, "account", "", healthy_body(**{field: value}), AT - 30)
    shown = budgets(store, look_back(store, SCOPE, NOW, Measure.BOUNCE))
    assert isinstance(shown.account, Withheld)
    assert shown.days_to is None
    assert shown.sets == ()


def test_no_budget_is_offered_while_awss_word_is_not_known(store):
    said = text(N_("ses:GetAccount is denied"))
    ran(store, "account", AT, outcome="denied", error=said, missing_action="ses:GetAccount")
    snapshots.keep(store, SCOPE, "account", "", {"sending_enabled": True}, AT - 30)
    assert isinstance(account(store), Unknown)


def rising(store, a_day, day_rate):
    hours = range(AT - 30 * HOUR, AT, HOUR)
    samples.keep(store, SCOPE, BOUNCE_RATE, "", HOUR, [Point(at, 0.03 + a_day * (at - AT) / DAY) for at in hours])
    bins = [Bin(at, 100, day_rate, 0, 0) for at in range(AT - DAY, AT, QUARTER)]
    statistics.keep(store, SCOPE, bins, AT)


def test_the_days_to_the_line_are_told_while_the_figure_rises_on_bad_mail(store):
    rising(store, 0.01, 9)
    found = budgets(store, look_back(store, SCOPE, NOW, Measure.BOUNCE)).days_to
    assert found == DaysTo(0.05, pytest.approx(2.05, abs=0.1), pytest.approx(2.05, abs=0.1))


def test_past_the_review_line_the_days_to_the_pause_line_are_told(store):
    rising(store, 0.01, 12)
    hours = range(AT - 30 * HOUR, AT, HOUR)
    points = [Point(at, 0.08 + 0.01 * (at - AT) / DAY) for at in hours]
    samples.keep(store, SCOPE, BOUNCE_RATE, "", HOUR, points)
    assert budgets(store, look_back(store, SCOPE, NOW, Measure.BOUNCE)).days_to.line == 0.1


def test_no_days_are_told_while_the_days_mail_stays_under_the_line(store):
    rising(store, 0.01, 2)
    assert budgets(store, look_back(store, SCOPE, NOW, Measure.BOUNCE)).days_to is None


@pytest.mark.parametrize(
    ("an_hour", "scale", "told"), [(2, None, True), (2, 1.5, False), (3, 1.0, False), (3, 1.5, True)]
)
def test_what_aws_counts_of_the_days_complaints_can_rule_a_line_out(store, looks_back, an_hour, scale, told):
    """48 of 96,000 mails lie under the line; 72 do too, but not of the 64,000 among them that AWS counts."""
    hours = range(AT - 30 * HOUR, AT, HOUR)
    points = [Point(at, 0.0005 + 0.0002 * (at - AT) / DAY) for at in hours]
    samples.keep(store, SCOPE, COMPLAINT_RATE, "", HOUR, points)
    bins = [Bin(at, 1000, 0, int(at % HOUR == 0) * an_hour, 0) for at in range(AT - DAY, AT, QUARTER)]
    statistics.keep(store, SCOPE, bins, AT)
    if scale:
        looks_back(Window(100_000, 110_000, 120_000, scale))
    assert (budgets(store, look_back(store, SCOPE, NOW, Measure.COMPLAINT)).days_to is not None) == told


def test_an_account_without_budget_is_never_an_allowance_of_nothing(empty):
    declare(empty)
    assert not isinstance(account(empty), Allowance)
