"""What of AWS's count of the free tier is none of the mail that is reckoned, and so is no longer free for it."""

from dataclasses import replace

import pytest

from deliverability.cost.model import Overrides, Plan, Terms
from deliverability.cost.parts import elsewhere
from deliverability.metrics import DAY, HOUR
from tests.unit.bills import ESSENTIALS, NONE, NOV, free, month, use

USE = use(NONE, 100, 200, 300)


def other(used, at, *uses, plan=NONE, **more):
    told = replace(free(3000), used=used, used_at=at, **more)
    return elsewhere(uses or (USE,), NOV, Terms(plan, Overrides(), told))


def test_what_aws_counts_beyond_our_mail_is_other_use():
    assert other(1000, NOV + 3 * DAY) == 400
    assert other(600, NOV + 3 * DAY) == 0


def test_where_aws_is_late_nothing_is():
    assert other(100, NOV + 3 * DAY) == 0


def test_only_mail_up_to_the_day_of_the_count_is_in_it():
    assert other(1000, NOV + DAY) == 900
    assert other(1000, NOV + DAY + HOUR) == 700, "all of the day on which AWS counted"


def test_mail_of_a_plan_that_is_not_free_is_not_in_it():
    assert other(1000, NOV + 3 * DAY, use(ESSENTIALS, 100), USE) == 400
    assert other(1000, NOV + 3 * DAY, use(ESSENTIALS, 100), USE, plans=frozenset({Plan.ESSENTIALS})) == 900


@pytest.mark.parametrize("unknown", [{"used": None}, {"used_at": None}], ids=str)
def test_without_a_count_or_its_time_nothing_is_known_of_other_use(unknown):
    told = replace(free(3000), **{"used": 1000, "used_at": NOV + DAY} | unknown)
    assert elsewhere([USE], NOV, Terms(NONE, Overrides(), told)) == 0
    assert elsewhere([USE], NOV, Terms(NONE)) == 0


def test_it_is_taken_off_the_allowance_and_never_more_than_all_of_it():
    assert month(USE, allowance=replace(free(400), elsewhere=150)).free == {"us-east-1": 250}
    assert month(USE, allowance=replace(free(400), elsewhere=900)).free == {"us-east-1": 0}
