"""The four rates, and one count of one of them."""

import pytest

from deliverability.outcomes import Count, Outcome
from deliverability.rates import score_bounds
from deliverability.standing import Measure


def test_aws_judges_by_two_of_the_four():
    assert [outcome.measure for outcome in Outcome] == [Measure.BOUNCE, Measure.COMPLAINT, None, None]


@pytest.mark.parametrize(("count", "value"), [(Count(0, 37, 1917), 37 / 1917), (Count(0, 3, 2), 1.5)])
def test_a_count_tells_its_rate_and_its_range(count, value):
    assert count.value == value
    assert count.bounds == score_bounds(count.numerator, count.denominator)
