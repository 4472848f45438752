"""What costs by the request is asked once a day for the whole account, however many regions and restarts there are."""

from dataclasses import replace
from datetime import timedelta

import pytest

from collector.aws.errors import AccessDenied, Malformed, Refused, Unavailable
from collector.aws.once_a_day import ASKING, once_a_day
from deliverability.model import N_, Scope, text
from store import meta

NAME = "cost_explorer"


@pytest.fixture
def asked(answering):
    """Asks at a time and in a region; tells how often AWS was really asked."""
    first = answering()
    times = []

    def ask(hours=0.0, region="us-east-1", error=None, **how):
        def do(visit):
            times.append(visit.scope.region)
            if error is not None:
                raise error

        scope = Scope(first.scope.account_id, region)
        visit = replace(first, scope=scope, now=first.now + timedelta(hours=hours), **how)
        once_a_day(visit, NAME, "GetCostAndUsage", do)
        return len(times)

    return ask


def test_the_first_region_asks_and_the_others_have_its_answer(asked):
    assert asked(region="us-east-1") == 1
    assert asked(region="eu-west-1") == 1


def test_it_is_asked_again_after_a_day_and_not_by_a_full_pass_before(asked):
    assert asked() == 1
    assert asked(22.9, full=True) == 1
    assert asked(23) == 2


def test_a_person_who_asks_for_everything_from_the_start_gets_it(asked):
    assert asked() == 1
    assert asked(1, from_start=True) == 2


def test_after_a_failure_it_waits_an_hour_and_says_so(asked):
    refused = Refused("GetCostAndUsage", "us-east-1", "ValidationException", "no")
    with pytest.raises(Refused):
        asked(error=refused)
    with pytest.raises(Unavailable):
        asked(0.9)
    assert asked(1) == 2


def test_after_a_denial_it_is_asked_again_at_once_since_a_person_may_have_added_the_permission(asked):
    with pytest.raises(AccessDenied):
        asked(error=AccessDenied("us-east-1", "ce:GetCostAndUsage"))
    assert asked(0.1) == 2


def test_an_answer_that_makes_no_sense_is_not_paid_for_again_before_the_next_day(asked):
    odd = Malformed("GetCostAndUsage", "us-east-1", text(N_("Groups.")))
    with pytest.raises(Malformed):
        asked(error=odd)
    with pytest.raises(Unavailable) as told:
        asked(22.9)
    assert "made no sense" in told.value.message.params["why"].msgid
    assert asked(23) == 2


def test_an_answer_of_which_a_part_makes_no_sense_is_told_so_until_the_next_one(asked):
    asked(parts=[None, Malformed("GetCostAndUsage", "us-east-1", text(N_("Groups.")))])
    with pytest.raises(Unavailable):
        asked(0.1)


def test_a_fault_of_ours_does_not_stop_the_next_visit(asked):
    with pytest.raises(ZeroDivisionError):
        asked(error=ZeroDivisionError())
    assert asked(0.1) == 2


def test_a_region_that_comes_while_another_asks_does_not_ask(answering):
    first = answering()
    second = replace(first, scope=Scope(first.scope.account_id, "eu-west-1"))
    meanwhile = []

    def ask(_):
        once_a_day(second, NAME, "GetCostAndUsage", lambda _: meanwhile.append("asked"))

    once_a_day(first, NAME, "GetCostAndUsage", ask)
    assert meanwhile == []


def test_while_one_region_asks_another_does_not_and_one_killed_in_the_midst_is_forgotten(asked, answering):
    one = answering()
    meta.put(one.store, f"asked-last/{one.scope.account_id}/{NAME}", f'[{one.at}, "asking"]')
    once_a_day(one, NAME, "GetCostAndUsage", lambda _: pytest.fail("asked twice"))
    assert asked(ASKING / 3600) == 1


@pytest.mark.parametrize("known", ["", "never", "[1]", '["x", "ok"]', "null"])
def test_a_memory_that_makes_no_sense_does_no_harm(asked, answering, known):
    one = answering()
    meta.put(one.store, f"asked-last/{one.scope.account_id}/{NAME}", known)
    assert asked() == 1


def test_a_time_to_come_does_no_harm(asked, answering):
    one = answering()
    meta.put(one.store, f"asked-last/{one.scope.account_id}/{NAME}", f'[{one.at + 86400}, "ok"]')
    assert asked() == 1
