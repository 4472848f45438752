"""What time was looked at: calendars and gaps in words."""

import pytest

from deliverability.coverage import Span
from deliverability.metrics import DAY, HOUR
from report.gaps import Fate
from report.presence import MOST_GAPS, WEEKS, presence
from store import coverage
from tests.report.conftest import AT, SCOPE, declare


def covered(store, kind, *spans):
    for since, until in spans:
        coverage.extend(store, SCOPE, kind, Span(since, until))


def calendar(store, kind, now=AT):
    return next(c for c in presence(store, SCOPE, now).calendars if c.kind == kind)


@pytest.fixture
def kept(empty):
    declare(empty)
    return empty


def test_where_nothing_was_looked_at_nothing_is_shown_and_nothing_is_missing(kept):
    found = presence(kept, SCOPE, AT)
    assert all((c.days, c.share) == ((), None) for c in found.calendars)
    assert found.gaps == ()


def test_a_calendar_begins_on_a_monday_and_its_days_with_the_first_look(kept):
    covered(kept, "statistics", (AT - 20 * DAY, AT))
    found = calendar(kept, "statistics")
    assert (found.since // DAY + 3) % 7 == 0  # the epoch was a Thursday
    assert found.since % DAY == 0
    assert (AT - found.since) // (7 * DAY) == WEEKS - 1
    assert found.days[0].at == (AT - 20 * DAY) // DAY * DAY
    assert found.share == 1.0


def test_years_of_the_past_are_cut_to_the_last_weeks(kept):
    covered(kept, "cloudwatch", (AT - 455 * DAY, AT))
    found = calendar(kept, "cloudwatch")
    assert found.days[0].at == found.since
    assert len(found.days) <= WEEKS * 7


def test_the_present_is_no_gap_while_the_next_reading_is_not_late(kept):
    covered(kept, "statistics", (AT - DAY, AT))
    assert calendar(kept, "statistics", AT + 1800).share == 1.0
    assert calendar(kept, "statistics", AT + 1801).share < 1.0


def test_a_pause_that_was_recovered_and_one_that_was_lost(kept):
    covered(kept, "collector", (AT - 60 * DAY, AT - 50 * DAY), (AT - 20 * DAY, AT - 3 * DAY), (AT - 2 * DAY, AT))
    covered(kept, "statistics", (AT - 74 * DAY, AT - 50 * DAY), (AT - 34 * DAY, AT))
    assert [(gap.span, gap.fate) for gap in presence(kept, SCOPE, AT).gaps] == [
        (Span(AT - 3 * DAY, AT - 2 * DAY), Fate.RECOVERED),
        (Span(AT - 34 * DAY, AT - 20 * DAY), Fate.RECOVERED),
        (Span(AT - 50 * DAY, AT - 34 * DAY), Fate.LOST),
    ]


def test_what_is_still_missing_lasts_until_now(kept):
    covered(kept, "collector", (AT - 5 * DAY, AT - 2 * HOUR))
    covered(kept, "statistics", (AT - 19 * DAY, AT - 2 * HOUR))
    (gap,) = presence(kept, SCOPE, AT).gaps
    assert (gap.span, gap.fate) == (Span(AT - 2 * HOUR, AT), Fate.PENDING)


def test_the_time_before_the_first_look_is_no_gap(kept):
    covered(kept, "cloudwatch", (AT - 455 * DAY, AT))
    covered(kept, "statistics", (AT - 14 * DAY, AT))
    assert presence(kept, SCOPE, AT).gaps == ()


def test_of_many_gaps_the_newest_are_listed_and_all_are_counted(kept):
    covered(kept, "statistics", (AT - 30 * DAY, AT))
    covered(kept, "collector", *((AT - n * DAY, AT - n * DAY + HOUR) for n in range(1, 20)))
    found = presence(kept, SCOPE, AT)
    assert (len(found.gaps), found.gaps_in_all) == (MOST_GAPS, 19)
    assert found.gaps[0].span.until == AT
