"""How far AWS looks back, told from the course of its figure."""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliverability.model import Reason, Unknown
from deliverability.representative import Step, Window, estimate

HOUR = 3600


def account(days=20, mails=500, usual=0.01, bad=0.2, bad_days=(6, 9), seed=1):
    """Hours of mail in which two or three days bounced badly."""
    dice = random.Random(seed)
    steps = []
    for hour in range(days * 24):
        rate = bad if bad_days[0] <= hour / 24 < bad_days[1] else usual
        sent = round(mails * (0.6 + 0.8 * dice.random()))
        steps.append(Step((hour + 1) * HOUR, sent, sum(dice.random() < rate for _ in range(sent))))
    return steps


def figures(steps, volume, scale=1.0):
    """AWS's figure at the end of each step: events over the last `volume` of our mails, once there are so many."""
    points = []
    for i in range(len(steps)):
        mails = events = 0.0
        for step in reversed(steps[: i + 1]):
            part = min(1.0, (volume - mails) / step.mails) if step.mails else 1.0
            mails += part * step.mails
            events += part * step.events
            if mails >= volume:
                break
        points.append((steps[i].at, scale * events / max(mails, 1)))
    return points


@pytest.mark.parametrize("volume", [8_000, 30_000, 90_000])
@pytest.mark.parametrize("scale", [1.0, 1.54])
def test_a_constructed_account_gives_its_volume_back(volume, scale):
    steps = account()
    found = estimate(steps, figures(steps, volume, scale))
    assert isinstance(found, Window)
    assert found.mails_low <= volume <= found.mails_high
    assert found.mails == pytest.approx(volume, rel=0.03)
    assert found.scale == pytest.approx(scale, rel=0.03)
    assert found.mails_high / found.mails_low < 1.3


def test_the_ends_lie_a_step_from_the_best_at_least():
    """Nothing finer than a step can be told, nor finer than AWS holds it."""
    steps = account(mails=2_000)
    found = estimate(steps, figures(steps, 10_000))
    assert isinstance(found, Window)
    assert found.mails_high - found.mails >= 1_900
    assert found.mails - found.mails_low >= 1_900
    steps = account()
    found = estimate(steps, figures(steps, 100_000))
    assert isinstance(found, Window)
    assert found.mails_high / found.mails >= 1.024
    assert found.mails / found.mails_low >= 1.024


def test_a_doubtful_figure_widens_the_range():
    steps, dice = account(), random.Random(3)
    exact = estimate(steps, figures(steps, 30_000))
    blurred = estimate(steps, [(at, value * (1 + 0.1 * dice.gauss(0, 1))) for at, value in figures(steps, 30_000)])
    assert isinstance(exact, Window)
    assert isinstance(blurred, Window)
    assert blurred.mails_high / blurred.mails_low > 1.1 * exact.mails_high / exact.mails_low
    assert blurred.mails_low <= 30_000 <= blurred.mails_high


def test_steps_of_different_length_tell_the_same():
    hours = account()
    days = [
        Step(part[-1].at, sum(s.mails for s in part), sum(s.events for s in part))
        for part in (hours[i : i + 24] for i in range(0, 120, 24))
    ]
    found = estimate([*days, *hours[120:]], figures(hours, 60_000))
    assert isinstance(found, Window)
    assert found.mails_low <= 60_000 <= found.mails_high


def reason(steps, points):
    found = estimate(steps, points)
    assert isinstance(found, Unknown)
    assert found.detail is not None
    return found.reason, found.detail.msgid


def test_nothing_is_told_from_nothing():
    assert reason([], [])[0] is Reason.NOT_ENOUGH_MAIL
    assert reason([Step(HOUR, 100, 50)], [(HOUR, 0.5)])[0] is Reason.NOT_ENOUGH_MAIL


def test_a_handful_of_events_tells_nothing():
    steps = [Step((i + 1) * HOUR, 100, int(i % 60 == 0)) for i in range(480)]
    assert reason(steps, figures(steps, 5_000)) == (
        Reason.NOT_ENOUGH_MAIL,
        "Too few bounces or complaints to tell how far AWS looks back.",
    )


def test_a_few_figures_show_no_course():
    steps = account()
    assert reason(steps, figures(steps, 30_000)[-20:])[0] is Reason.COLLECTING
    before = [(at - 10**7, value) for at, value in figures(steps, 30_000)]
    assert reason(steps, before)[0] is Reason.COLLECTING


def test_counts_that_hold_hardly_a_step_tell_nothing():
    steps = [Step((i + 1) * HOUR, 0, 0) for i in range(400)]
    steps[-1] = Step(400 * HOUR, 900, 50)
    assert reason(steps, [(step.at, 0.05) for step in steps]) == (
        Reason.COLLECTING,
        "Our counts reach back too short a time.",
    )


def test_a_figure_that_rests_shows_nothing():
    steps = account()
    sentence = "AWS's figure has not moved, so nothing shows its volume."
    assert reason(steps, [(step.at, 0.02) for step in steps]) == (Reason.NOT_ENOUGH_MAIL, sentence)
    assert reason(steps, [(step.at, 0.0) for step in steps]) == (Reason.NOT_ENOUGH_MAIL, sentence)


def test_a_figure_unlike_ours_shows_nothing():
    steps = account()
    waves = [(step.at, 0.02 + 0.01 * math.sin(i / 3)) for i, step in enumerate(steps)]
    assert reason(steps, waves)[1] == "AWS's figure moves too little, or too unlike ours, to show its volume."


def test_a_volume_beyond_our_counts_is_not_claimed():
    """Ours begin in the middle of what AWS looks back on."""
    steps = account(days=40, bad_days=(10, 14))
    points = figures(steps, 300_000)
    assert isinstance(estimate(steps, points), Window)
    assert isinstance(estimate(steps[-20 * 24 :], points), Unknown)


def test_a_volume_that_may_lie_beyond_our_counts_is_awaited():
    steps = account()
    sent = sum(step.mails for step in steps)
    points = figures(steps, 0.757 * sent)
    assert reason(steps, points) == (Reason.COLLECTING, "AWS may look back further than our counts do.")


def test_a_range_too_wide_to_help_is_named_and_not_claimed():
    steps, dice = account(usual=0.02, bad=0.02, seed=5), random.Random(1)
    found = estimate(steps, [(at, value + 0.0005 * dice.gauss(0, 1)) for at, value in figures(steps, 20_000)])
    assert isinstance(found, Unknown)
    assert found.detail is not None
    assert found.detail.msgid == "AWS's figure fits anything from {low:number} to {high:number} mails."
    assert found.detail.params["low"] * 3 < found.detail.params["high"]
    assert found.detail.params["low"] < 20_000 < found.detail.params["high"]


rows = st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 6_000)), max_size=80)
values = st.lists(st.floats(0, 2), max_size=90)


@settings(max_examples=150, deadline=None)
@given(rows, values, st.integers(-50, 50))
def test_no_data_raises_and_a_range_holds_its_best(counts, told, shift):
    steps = [Step((i + 1) * HOUR, mails, events) for i, (mails, events) in enumerate(counts)]
    points = [((i + 1 + shift) * HOUR, value) for i, value in enumerate(told)]
    found = estimate(steps, points)
    if isinstance(found, Window):
        assert 0 <= found.mails_low <= found.mails <= found.mails_high
        assert found.scale > 0
    else:
        assert found.detail is not None


@settings(max_examples=10, deadline=None)
@given(st.integers(5_000, 120_000), st.floats(0.9, 3), st.integers(0, 1_000))
def test_whatever_the_volume_it_lies_in_the_range_that_is_told(volume, scale, seed):
    steps = account(seed=seed, mails=400)
    found = estimate(steps, figures(steps, volume, scale))
    if isinstance(found, Window):
        assert found.mails_low <= volume <= found.mails_high


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (Window(118_231, 140_649, 164_001, 1.1), Window(118_000, 141_000, 165_000, 1.1)),
        (Window(98_765, 101_499, 104_000, 1.0), Window(98_000, 101_000, 104_000, 1.0)),
        (Window(7, 12, 19, 1.0), Window(7, 12, 19, 1.0)),
    ],
)
def test_an_estimate_is_told_to_three_digits_and_its_range_never_narrower(found, told):
    assert found.rounded() == told
