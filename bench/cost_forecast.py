"""How well the month's end is foreseen: seasonal accounts of the simulator, each asked from its tenth day on.

Beside it stands a straight line: what the month had so far, going on the same. What is measured is recipients, which a
price only multiplies; the forecast itself is `deliverability/cost/forecast.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

import numpy as np

from bench.measure import Measure
from deliverability.cost.calendar import since_of, until_of
from deliverability.cost.forecast import ahead
from deliverability.cost.model import Usage
from deliverability.model import Unknown
from simulator.cast import KOREA, STEADY
from simulator.story import Scenario
from simulator.traffic import Dice, draw
from simulator.volume import DAY, QUARTER

SEEDS: Final = 100
FIRST_ASKED: Final = 10
STORY: Final = 1_793_491_200
"""2026-11-01 00:00 UTC; accounts begin to mail, and to be looked at, on other days around it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: the error of ours and of the straight line, as parts of the truth, and whether the range held it."""

    ours: float
    straight: float
    held: bool


def account(seed: int) -> tuple[int, list[int]]:
    """When an account began to be looked at, and its mail by the day from then to its month's end."""
    luck = np.random.default_rng(seed)
    began = STORY + int(luck.integers(0, 200)) * DAY
    scale = 10 ** luck.uniform(-1, 1.5)
    streams = tuple(replace(s, mails_a_day=s.mails_a_day * scale * luck.uniform(0.3, 2)) for s in STEADY)
    scenario = Scenario("seasonal", "", streams=streams, providers=KOREA, growth_a_year=float(luck.uniform(-0.2, 0.8)))
    until = until_of(began + (FIRST_ASKED + 4 + int(luck.integers(0, 40))) * DAY)
    bins = np.arange(began // QUARTER, until // QUARTER)
    mails = draw(scenario, Dice(seed, "123456789012", "us-east-1"), STORY, bins)[0].mails
    return began, [int(day) for day in mails.sum(axis=(0, 1)).reshape(-1, DAY // QUARTER).sum(axis=1)]


def asked(seed: int) -> Iterator[Asked]:
    """At noon of each day from the tenth of an account's history, in its last month."""
    began, mail = account(seed)
    until = began + len(mail) * DAY
    month = since_of(until - 1)
    for i in range(max(FIRST_ASKED, (month - began) // DAY), len(mail)):
        today = began + i * DAY
        past = [Usage(began + k * DAY, mail[k], "recipients") for k in range(i)]
        found = ahead(past, today + DAY // 2, until)
        if isinstance(found, Unknown):
            raise TypeError("a whole day was told")
        first = max((month - began) // DAY, 0)
        # Noon's count is taken to be half of the day, for both ways alike.
        gone, truth = sum(mail[first:i]) + mail[i] / 2, sum(mail[first:])
        line = gone / (today + DAY // 2 - began - first * DAY) * (until - began - first * DAY)
        yield Asked(
            abs(gone + found.likely - truth) / truth,
            abs(line - truth) / truth,
            gone + found.low <= truth <= gone + found.high,
        )


def measure() -> Iterator[Measure]:
    """Errors of the month's sum at all questions together, and in how many the range held the truth."""
    every = [each for seed in range(SEEDS) for each in asked(seed)]
    held = sum(each.held for each in every) / len(every)
    yield Measure("month's cost: median error of the forecast", 100 * median(e.ours for e in every), 5, "lower", "%")
    yield Measure(
        "month's cost: median error of a straight line", 100 * median(e.straight for e in every), None, "lower", "%"
    )
    yield Measure("month's cost: the range holds the truth, at least", 100 * held, 80, "higher", "%")
    yield Measure("month's cost: the range holds the truth, at most", 100 * held, 95, "lower", "%")
