"""Send statistics: a poll joins what is stored by the rules, and every sum is a sum of the bins."""

from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deliverability.bins import Bin
from deliverability.coverage import Span
from deliverability.metrics import DAY, HOUR, QUARTER
from deliverability.model import Scope
from store import coverage, doubts, scopes, statistics

MIDNIGHT = 20_000 * DAY
START = MIDNIGHT - 3 * HOUR
EVER = (0, 2 * MIDNIGHT)

counts = st.integers(0, 9)
polls = st.builds(
    lambda shift, rows: [Bin(START + shift + QUARTER * i, *row) for i, row in rows],
    st.sampled_from([0, 0, 420, 899]),
    st.lists(st.tuples(st.integers(0, 24), st.tuples(counts, counts, counts, counts)), max_size=20),
)


class Model:
    """The rules over a plain dictionary, written down a second time and slowly."""

    def __init__(self) -> None:
        self.bins: dict[int, tuple[int, int, int, int]] = {}
        self.cut: set[int] = set()

    def keep(self, polled: list[Bin]) -> None:
        fresh: dict[int, tuple[int, ...]] = {}
        for b in polled:
            fresh[b.at] = tuple(map(max, fresh.get(b.at, (0, 0, 0, 0)), b.counts()))
        if not fresh:
            return
        first, last = min(fresh), max(fresh)
        other = {at for at in self.bins if at not in fresh and any(abs(at - f) < QUARTER for f in fresh)}
        inside = {at for at in other if first <= at <= last}
        stored = sum(counts[0] for at, counts in self.bins.items() if first <= at <= last)
        if inside and sum(counts[0] for counts in fresh.values()) < 0.99 * stored:
            return
        for at in inside:
            del self.bins[at]
        self.cut = (self.cut - inside) | (other - inside)
        for at, told in fresh.items():
            self.bins[at] = tuple(map(max, self.bins.get(at, (0, 0, 0, 0)), told))

    def stored(self) -> list[Bin]:
        return [Bin(at, *counts, cut=at in self.cut) for at, counts in sorted(self.bins.items())]

    def sums(self, step: int, since: int, until: int) -> list[Bin]:
        sums: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for at, told in self.bins.items():
            if since <= at < until and at not in self.cut:
                sums[at - at % step] = [a + b for a, b in zip(sums[at - at % step], told, strict=True)]
        return [Bin(at, *total) for at, total in sorted(sums.items())]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(polls, min_size=1, max_size=6), st.tuples(st.integers(0, 9 * HOUR), st.integers(0, 9 * HOUR)))
def test_any_polls_leave_what_the_rules_say_and_sums_of_it(fresh, scope, several, window):
    store, model = fresh(), Model()
    for i, polled in enumerate(several):
        statistics.keep(store, scope, polled, START + i)
        model.keep(polled)
        assert statistics.bins(store, scope, *EVER) == model.stored()
        for table, step in (("send_statistic_hour", HOUR), ("send_statistic_day", DAY)):
            rows = store.rows(f"SELECT at, attempts, bounces, complaints, rejects FROM {table} ORDER BY at")
            assert [Bin(*row) for row in rows] == model.sums(step, *EVER)
    since, until = START + window[0], START + window[1]
    for step in (QUARTER, HOUR, 2 * HOUR, DAY):
        assert statistics.buckets(store, scope, since, until, step) == model.sums(step, since, until)
    ((total),) = model.sums(10**10, since, until) or [Bin(0, 0, 0, 0, 0)]
    assert statistics.totals(store, scope, since, until).counts() == total.counts()
    store.close()


def test_a_poll_is_read_back_with_its_sums(store, seen, scope):
    polled = [Bin(MIDNIGHT + QUARTER * i, 10, 2, 1, 0) for i in (3, 0, 1, 2, 4)]
    statistics.keep(store, scope, polled, MIDNIGHT + 2 * HOUR)
    assert statistics.bins(seen, scope, *EVER) == sorted(polled)
    assert statistics.buckets(seen, scope, *EVER, HOUR) == [
        Bin(MIDNIGHT, 40, 8, 4, 0),
        Bin(MIDNIGHT + HOUR, 10, 2, 1, 0),
    ]
    assert statistics.totals(seen, scope, MIDNIGHT, MIDNIGHT + DAY) == Bin(MIDNIGHT, 50, 10, 5, 0)
    assert statistics.span(seen, scope) == Span(MIDNIGHT, MIDNIGHT + 5 * QUARTER)
    assert scopes.known(seen) == [scope]


def test_a_scope_never_heard_of_has_nothing(seen, scope):
    assert statistics.bins(seen, scope, *EVER) == []
    assert statistics.buckets(seen, scope, *EVER, HOUR) == []
    assert statistics.totals(seen, scope, 7, 9) == Bin(7, 0, 0, 0, 0)
    assert statistics.span(seen, scope) is None
    assert scopes.known(seen) == []


def test_scopes_are_kept_apart(store, seen):
    one, two = Scope("1" * 12, "us-east-1"), Scope("1" * 12, "eu-west-1")
    statistics.keep(store, one, [Bin(MIDNIGHT, 5, 0, 0, 0)], MIDNIGHT)
    statistics.keep(store, two, [Bin(MIDNIGHT, 7, 0, 0, 0)], MIDNIGHT)
    assert statistics.totals(seen, one, *EVER).attempts == 5
    assert statistics.totals(seen, two, *EVER).attempts == 7
    assert scopes.known(seen) == [two, one]


def test_a_window_is_kept_to_the_second(store, seen, scope):
    """A report about the past must not see what came after, also where whole hours are read from their sums."""
    statistics.keep(store, scope, [Bin(MIDNIGHT + QUARTER * i, 1, 0, 0, 0) for i in range(4 * 30)], MIDNIGHT + 2 * DAY)
    for since, until, expected in ((HOUR, 26 * HOUR, 100), (HOUR + 1, 26 * HOUR + 1, 100), (HOUR - QUARTER, HOUR, 1)):
        window = (MIDNIGHT + since, MIDNIGHT + until)
        assert statistics.totals(seen, scope, *window).attempts == expected
        for step in (QUARTER, HOUR, DAY):
            assert sum(b.attempts for b in statistics.buckets(seen, scope, *window, step)) == expected


def test_a_bin_cut_by_the_edge_of_a_poll_stays_and_leaves_the_sums(store, seen, scope):
    statistics.keep(store, scope, [Bin(MIDNIGHT, 10, 0, 0, 0)], MIDNIGHT + HOUR)
    shifted = [Bin(MIDNIGHT + 420 + QUARTER * i, 20, 0, 0, 0) for i in range(3)]
    assert statistics.keep(store, scope, shifted, MIDNIGHT + HOUR).cut == (MIDNIGHT,)
    assert statistics.bins(seen, scope, *EVER) == [Bin(MIDNIGHT, 10, 0, 0, 0, cut=True), *shifted]
    assert statistics.totals(seen, scope, *EVER).attempts == 60


@pytest.mark.parametrize("step", [0, -900, 60, 1000])
def test_a_bucket_that_cuts_bins_is_refused(store, scope, step):
    with pytest.raises(ValueError, match="multiple of 900"):
        statistics.buckets(store, scope, *EVER, step)


def test_what_aws_told_lower_is_doubted_and_counted_not_applied(store, seen, scope):
    statistics.keep(store, scope, [Bin(MIDNIGHT, 10, 4, 2, 0)], MIDNIGHT + HOUR)
    for later in (2, 3):
        statistics.keep(store, scope, [Bin(MIDNIGHT, 9, 5, 1, 0)], MIDNIGHT + later * HOUR)
    assert statistics.bins(seen, scope, *EVER) == [Bin(MIDNIGHT, 10, 5, 2, 0)]
    (doubt,) = doubts.listed(seen, scope, 0)
    assert (doubt.what, doubt.at, doubt.seen_at, doubt.times) == ("lower", MIDNIGHT, MIDNIGHT + 3 * HOUR, 2)
    assert doubt.detail == {"attempts": {"kept": 10, "seen": 9}, "complaints": {"kept": 2, "seen": 1}}


def test_a_poll_set_aside_is_doubted_and_covers_nothing(store, seen, scope):
    statistics.keep(store, scope, [Bin(MIDNIGHT + QUARTER * i, 10, 0, 0, 0) for i in range(8)], MIDNIGHT + 3 * HOUR)
    thin = [Bin(MIDNIGHT + 7 + QUARTER * i, 1, 0, 0, 0) for i in range(-1, 9)]
    change = statistics.keep(store, scope, thin, MIDNIGHT + 4 * HOUR)
    assert change.set_aside is not None
    assert statistics.totals(seen, scope, *EVER).attempts == 80
    (doubt,) = doubts.listed(seen, scope, 0)
    assert (doubt.what, doubt.at, doubt.detail["polled_attempts"]) == ("set-aside", MIDNIGHT, 10)
    assert coverage.covered(seen, scope, "statistics", Span(*EVER))[-1].until == MIDNIGHT + 3 * HOUR


def test_polls_cover_two_weeks_back_and_what_lies_between_them(store, seen, scope):
    for at in (MIDNIGHT, MIDNIGHT + 10 * DAY, MIDNIGHT + 30 * DAY):
        statistics.keep(store, scope, [], at)
    assert coverage.covered(seen, scope, "statistics", Span(*EVER)) == [
        Span(MIDNIGHT - 14 * DAY, MIDNIGHT + 10 * DAY),
        Span(MIDNIGHT + 16 * DAY, MIDNIGHT + 30 * DAY),
    ]


def test_a_poll_is_kept_whole_or_not_at_all(store, scope, monkeypatch):
    monkeypatch.setattr(coverage, "extend", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        statistics.keep(store, scope, [Bin(MIDNIGHT, 10, 0, 0, 0)], MIDNIGHT)
    assert statistics.bins(store, scope, *EVER) == []
    assert store.rows("SELECT * FROM send_statistic_hour") == []
    assert scopes.known(store) == []
