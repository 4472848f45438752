"""What the rules are given of rates: since when AWS's figures stand where they do, and what we know of that they rest on."""

from datetime import timedelta

import pytest

from deliverability.coverage import Span
from deliverability.evidence import Tally
from deliverability.metrics import BOUNCE_RATE, DAY, HOUR, QUARTER
from deliverability.rates import Rate
from deliverability.rules.catalogue import BY_NAME
from deliverability.standing import Measure
from deliverability.thresholds import DEFAULT, Ladder, Thresholds
from report.evidence import evidence
from store import coverage, samples, vdm
from store.samples import Point
from tests.report.conftest import AT, NOW, SCOPE, counts_by_vdm, declare


def seen(store, moment=NOW):
    return evidence(store, SCOPE, moment)


def test_events_that_we_know_of_are_told_with_their_mails_and_from_when_on_we_know_of_any(store):
    bounce, complaint = seen(store).reputation
    first = AT - 14 * DAY
    assert bounce.tally == Tally(14 * 96 * 2, 14 * 96 * 100, first)
    assert complaint.tally == Tally(14, 14 * 96 * 100, first)
    coverage.extend(store, SCOPE, coverage.STATISTICS, Span(AT - 90 * DAY, AT))
    assert seen(store).reputation[0].tally.since == AT - 30 * DAY


def over_the_line(store, since, until=AT, value=0.06, name=""):
    samples.keep(store, SCOPE, BOUNCE_RATE, name, 3600, [Point(at, value) for at in range(since, until, HOUR)])


def judged(store, lines=DEFAULT, name=""):
    return BY_NAME["aws-bounce-rate"].findings(evidence(store, SCOPE, NOW, lines), lines)[name]


@pytest.mark.parametrize("days", [1, 9, 39])
def test_since_when_a_figure_stands_over_its_line_is_told_however_long_ago(store, days):
    over_the_line(store, AT - days * DAY)
    samples.keep(store, SCOPE, BOUNCE_RATE, "", 3600, [Point(AT - 12 * HOUR, 0.09)])
    finding = judged(store)
    assert (finding.held_since, finding.witnessed, finding.peak) == (AT - days * DAY, True, (0.09, 0.08))


def test_a_figure_that_was_over_its_line_as_far_back_as_is_known_is_told_as_a_bound(store):
    over_the_line(store, AT - 40 * DAY)
    finding = judged(store)
    assert (finding.held_since, finding.witnessed) == (AT - 40 * DAY, False)
    over_the_line(store, AT - 500 * DAY)
    over_the_line(store, AT - 501 * DAY, AT - 500 * DAY, 0.01)
    finding = judged(store)
    assert (finding.held_since, finding.witnessed) == (AT - HOUR - 365 * DAY, False), "no further back than a year"


def test_each_line_has_its_own_since_whatever_lines_a_person_chose(store):
    over_the_line(store, AT - 9 * DAY, value=0.03)
    over_the_line(store, AT - 3 * DAY, value=0.06)
    own = Thresholds({**DEFAULT.ladders, Measure.BOUNCE: Ladder(0.025, 0.05, 0.08, 0.1)})
    assert (judged(store).held_since, judged(store, own).held_since) == (AT - 3 * DAY, AT - 9 * DAY)


def test_a_figure_told_at_two_periods_has_one_past(store):
    over_the_line(store, AT - 9 * DAY)
    samples.keep(store, SCOPE, BOUNCE_RATE, "", 900, [Point(AT - 4 * DAY + QUARTER * n, 0.06) for n in range(300)])
    assert judged(store).held_since == AT - 9 * DAY
    samples.keep(store, SCOPE, BOUNCE_RATE, "", 900, [Point(AT - 4 * DAY + QUARTER * 9, 0.03)])
    assert judged(store).held_since == AT - 4 * DAY + QUARTER * 10


def test_a_figure_that_rests_over_its_line_is_over_it_since_its_last_points(store):
    store.run("DELETE FROM sample WHERE at > :at", {"at": AT - 5 * DAY})
    over_the_line(store, AT - 9 * DAY, AT - 5 * DAY + HOUR)
    assert judged(store).held_since == AT - 9 * DAY


def test_events_are_unknown_where_nobody_counts_them(empty):
    declare(empty)
    for name in ("", "news"):
        samples.keep(empty, SCOPE, BOUNCE_RATE, name, 3600, [Point(AT - HOUR, 0.05)])
    coverage.extend(empty, SCOPE, coverage.CLOUDWATCH, Span(AT - DAY, AT))
    assert [(f.configuration_set, f.tally) for f in seen(empty).reputation] == [("", None), ("news", None)]


def test_a_set_is_counted_by_vdm_from_yesterday_s_midnight_on(store, monkeypatch):
    counts_by_vdm(store, monkeypatch)
    today = AT - AT % DAY
    days = [vdm.Day(today - DAY, 500, 490, 6, 0, 1, 400), vdm.Day(today, 100, 90, 4, 0, 1, 80)]
    days += [vdm.Day(today - DAY * back, 500, 490, 6, 0, 1, 400) for back in (2, 3)]
    vdm.keep(store, SCOPE, vdm.CONFIGURATION_SET, "news", days)
    samples.keep(store, SCOPE, BOUNCE_RATE, "news", 3600, [Point(AT - HOUR, 0.02)])
    known = seen(store)
    sets = {c.measure: c for c in known.counted if c.configuration_set == "news"}
    window = AT - today + DAY
    assert sets[Measure.BOUNCE].windows == {window: Rate(10, 600)}
    assert sets[Measure.COMPLAINT].windows == {window: Rate(2, 480)}
    assert [f.tally for f in known.reputation if f.configuration_set == "news"] == [Tally(22, 1600, AT - 30 * DAY)]
    store.run("DELETE FROM coverage WHERE what = 'vdm'", {})
    assert [f.tally.since for f in seen(store).reputation if f.configuration_set == "news"] == [today - 3 * DAY]
    assert not [c for c in seen(store, NOW - timedelta(days=2)).counted if c.configuration_set], "not kept by the hour"
