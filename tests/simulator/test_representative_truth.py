"""AWS's representative volume is found again in simulated accounts that know it, at least eight times in ten."""

import math
import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from statistics import median

import numpy as np
import pytest

from deliverability.metrics import BOUNCE_RATE, COMPLAINT_RATE, DAY, HOUR, QUARTER
from deliverability.representative import Step, Window, estimate
from deliverability.standing import Measure
from simulator import Clock, World
from simulator.ledger import Grid
from simulator.reputation import bounce_figure, complaint_figure
from simulator.scenarios import KOREA, SCENARIOS

REGION = "ap-northeast-2"
NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
AT = int(NOW.timestamp())
AGE = 120
HELD = 0.8
"""Part of the stated ranges that must hold the true volume."""

PROVIDERS = (*KOREA[:-1], replace(KOREA[-1], share=0.4))
"""A sender who mails its own verified domain much: AWS leaves nearly a third of the mail out."""


def account(scenario, seed, volume=0):
    """An account of a volume of its own, by default between 20,000 and 250,000 eligible mails."""
    volume = volume or round(math.exp(random.Random(seed).uniform(math.log(20_000), math.log(250_000))))
    told = replace(scenario, age_days=AGE, representative_volume=volume)
    return World(seed, told, clock=Clock(NOW, running=False), origin=NOW.replace(hour=0, minute=0))


def true_window(world, measure):
    """The attempts since the moment from which AWS counts."""
    ledger = world.region(REGION).ledger
    figure = bounce_figure(ledger) if measure is Measure.BOUNCE else complaint_figure(ledger)
    grid = Grid(ledger.opened, QUARTER, (AT - ledger.opened) // QUARTER)
    eligible = np.cumsum(ledger.mails(grid, ledger.pick(None, figure.providers), AT)[::-1])
    attempts = np.cumsum(ledger.mails(grid, ledger.pick(), AT)[::-1])
    return int(attempts[np.searchsorted(eligible, world.scenario.representative_volume)])


def hours(counts, first):
    """Steps of an hour up to the last full one."""
    mails, events = counts
    return [Step(at + HOUR, int(mails[at]), int(events[at])) for at in range(first, AT // HOUR * HOUR, HOUR)]


def counted(world, measure):
    """What the product has at its first start: a fortnight of hard bounces, complaints as far back as CloudWatch."""
    mails, events = Counter(), Counter()
    if measure is Measure.COMPLAINT:
        since = AT - AGE * DAY
        mails.update(world.truth.metric(REGION, "Send", since, AT, HOUR))
        events.update(world.truth.metric(REGION, "Complaint", since, AT, HOUR))
        return hours((mails, events), min(mails))
    for quarter in world.truth.bins(REGION, AT - 14 * DAY, AT):
        mails[quarter.at // HOUR * HOUR] += quarter.attempts
        events[quarter.at // HOUR * HOUR] += quarter.bounces
    return hours((mails, events), min(mails) + HOUR)


def figures(world, measure):
    name = BOUNCE_RATE if measure is Measure.BOUNCE else COMPLAINT_RATE
    told = world.truth.metric(REGION, name, AT - 90 * DAY, AT, HOUR)
    return [(at + HOUR // 2, value) for at, value in told.items()]


def outcomes(scenario, measure, seeds):
    """For each seed the window, or why there is none, and the truth."""
    worlds = [account(scenario, seed) for seed in seeds]
    return [(estimate(counted(w, measure), figures(w, measure)), true_window(w, measure)) for w in worlds]


def held(found):
    """Part of the seeds in which a range was told, part of those that hold the truth, and the usual width."""
    stated = [(window, true) for window, true in found if isinstance(window, Window)]
    inside = [w.mails_low <= true <= w.mails_high for w, true in stated]
    widths = [w.mails_high / w.mails_low for w, _ in stated]
    return len(stated) / len(found), sum(inside) / max(len(inside), 1), median(widths or [0])


INCIDENT = SCENARIOS["bounce-incident"]
MOSTLY_OWN = replace(INCIDENT, providers=PROVIDERS)
CASES = [
    pytest.param(INCIDENT, Measure.BOUNCE, 0.9, 1.2, id="bounces of an incident"),
    pytest.param(INCIDENT, Measure.COMPLAINT, 0.9, 1.2, id="complaints of quiet weeks"),
    pytest.param(SCENARIOS["healthy"], Measure.BOUNCE, 0.6, 1.6, id="bounces of a healthy account"),
    pytest.param(SCENARIOS["complaint-incident"], Measure.COMPLAINT, 0.9, 1.2, id="complaints of an incident"),
    pytest.param(MOSTLY_OWN, Measure.BOUNCE, 0.7, 1.4, id="much mail to a verified domain"),
]


@pytest.mark.parametrize(
    "seeds", [pytest.param(20, id="twenty"), pytest.param(100, id="hundred", marks=pytest.mark.soak)]
)
@pytest.mark.parametrize(("scenario", "measure", "stated", "width"), CASES)
def test_the_range_holds_the_true_volume_and_is_no_wider_than_it_helps(scenario, measure, stated, width, seeds):
    told, inside, usual = held(outcomes(scenario, measure, range(seeds)))
    assert told >= stated
    assert inside >= HELD
    assert usual <= width


def test_a_volume_beyond_what_is_known_is_not_claimed():
    """AWS looks back on more mail than a fortnight holds: no range may be told that leaves the truth out."""
    for seed in range(10):
        world = account(SCENARIOS["healthy"], seed, volume=600_000)
        found = estimate(counted(world, Measure.BOUNCE), figures(world, Measure.BOUNCE))
        assert (
            not isinstance(found, Window) or found.mails_low <= true_window(world, Measure.BOUNCE) <= found.mails_high
        )
