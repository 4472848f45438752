"""Dedicated IPs: standard ones by address, managed ones by pool, a change only where one came or went for certain."""

from dataclasses import replace

import pytest

from collector.aws.dedicated_ips import KIND, OPERATION, collect
from collector.aws.errors import AccessDenied, Malformed
from collector.jobs import perform
from simulator.scenarios import SCENARIOS
from simulator.story import DedicatedIp
from store import snapshots

NONE = {"standard_ips": [], "managed_pools": []}


def ip(address, pool="shop", status="DONE", **more):
    return {"Ip": address, "WarmupStatus": status, "WarmupPercentage": 100, "PoolName": pool} | more


def managed(address, pool="news"):
    return ip(address, pool, "NOT_APPLICABLE", WarmupPercentage=-1)


def told(*items, **more):
    return {"DedicatedIps": list(items), **more}


def kept(one):
    return [each.body for each in snapshots.history(one.store, one.scope, 0, 2**40, kind=KIND)]


def test_the_simulated_addresses_are_read_page_by_page(visit, world):
    world.scenario, world.page_size = SCENARIOS["dedicated"], 1
    one = visit()
    assert perform(collect, one).outcome == "ok"
    assert kept(one) == [{"standard_ips": ["198.51.100.10", "198.51.100.11"], "managed_pools": ["news"]}]
    assert one.aws.calls == 4


def test_the_address_that_came_last_week_was_not_there_before(visit, world):
    world.scenario = replace(SCENARIOS["dedicated"], dedicated_ips=(DedicatedIp("198.51.100.10", "x", since_days=1),))
    one = visit()
    collect.collect(one)
    assert kept(one) == [NONE]


def test_none_is_remembered_as_none_and_no_answer_as_nothing(answering):
    one = answering(**{OPERATION: [told()]})
    collect.collect(one)
    assert kept(one) == [NONE]
    denied = answering(**{OPERATION: [AccessDenied("us-east-1", "ses:GetDedicatedIps")]})
    run = perform(collect, denied)
    assert (run.outcome, run.missing_action, kept(denied)) == ("denied", "ses:GetDedicatedIps", [NONE])


def test_how_warm_an_address_is_makes_no_change_nor_does_what_aws_adds_to_a_managed_pool(answering):
    first = told(ip("198.51.100.10", status="IN_PROGRESS", WarmupPercentage=20), managed("203.0.113.20"))
    later = told(managed("203.0.113.20"), managed("203.0.113.21"), ip("198.51.100.10"))
    for answer in (first, later):
        one = answering(**{OPERATION: [answer]})
        collect.collect(one)
    assert kept(one) == [{"standard_ips": ["198.51.100.10"], "managed_pools": ["news"]}]


def test_a_list_that_was_cut_short_gives_nothing_back(answering):
    both = told(ip("198.51.100.10"), ip("198.51.100.11"))
    collect.collect(answering(**{OPERATION: [both]}))
    one = answering(**{OPERATION: [told(ip("198.51.100.10")), both]})
    collect.collect(one)
    assert (one.aws.calls, len(kept(one))) == (2, 1)


def test_what_is_missing_twice_in_a_row_was_given_back(answering):
    collect.collect(answering(**{OPERATION: [told(ip("198.51.100.10"), managed("203.0.113.20"))]}))
    one = answering(**{OPERATION: [told()]})
    collect.collect(one)
    assert kept(one)[-1] == NONE


def test_an_absent_list_is_none_for_a_newcomer_and_an_error_once_some_were_known(answering):
    collect.collect(answering(**{OPERATION: [{}]}))
    collect.collect(answering(**{OPERATION: [told(ip("198.51.100.10"))]}))
    with pytest.raises(Malformed):
        collect.collect(answering(**{OPERATION: [{}]}))


@pytest.mark.parametrize(
    "odd", ["x", ip(None), ip(""), ip("198.51.100.11", status="HOT"), managed("203.0.113.20", pool=None)], ids=str
)
def test_one_address_that_makes_no_sense_keeps_the_whole_list_out(answering, odd):
    one = answering(**{OPERATION: [told(ip("198.51.100.10"), odd)]})
    assert perform(collect, one).outcome == "failed"
    assert kept(one) == []
