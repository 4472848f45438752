"""Where nothing is wrong nobody is told anything, for thirty virtual days; what a week's digest says is not an alert."""

import pytest

from deliverability.coverage import Span
from deliverability.metrics import DAY
from report.replay import replay, replayable
from tests.collector.calm import CALM, FIRST_DAY, HOLIDAYS, LAST_DAY
from tests.collector.night_desk import DAWN, desk

EVERY_HOURS = {"healthy": 23}
USUALLY_EVERY = 11
"""Odd numbers, so that rounds fall on every hour of the day; `make soak` judges each quarter of an hour."""


def lived(night, every):
    """Rounds over the whole month."""
    for hours in range(FIRST_DAY * 24 + 3, LAST_DAY * 24, every):
        night.at(hours)


def alerts(night):
    return [(letter.rule, letter.subject, letter.kind) for letter in night.letters if letter.kind != "digest"]


@pytest.mark.timeout(600)  # a month of rounds: half a minute where nothing else runs
@pytest.mark.parametrize("name", CALM)
def test_thirty_days_without_trouble_bring_no_alert(name, tmp_path):
    scenario, seed = CALM[name]
    with desk(scenario, tmp_path, days_back=100, thresholds=HOLIDAYS, seed=seed) as night:
        lived(night, EVERY_HOURS.get(name, USUALLY_EVERY))
        assert alerts(night) == []
        assert [letter.kind for letter in night.letters].count("digest") == 5
        now = night.world.clock.now()
        figures = night.world.truth.metric("us-east-1", "Reputation.ComplaintRate", now - 30 * DAY, now, 3600)
        assert max(figures.values(), default=0) < 0.0008, "else there was trouble, and silence would be a fault"


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", CALM)
def test_no_quarter_of_an_hour_of_thirty_calm_days_would_have_fired(name, tmp_path):
    """The rules over the same month, judged as often as the statistics tell something new."""
    scenario, seed = CALM[name]
    with desk(scenario, tmp_path, days_back=100, thresholds=HOLIDAYS, seed=seed) as night:
        lived(night, 24)
        end = int(DAWN.timestamp()) + LAST_DAY * DAY
        span = Span(end - 30 * DAY, end)
        assert replay(night.watch.store, night.scope, span, replayable(), HOLIDAYS) == []
