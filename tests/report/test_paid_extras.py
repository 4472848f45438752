"""What is paid for beside mail over time: as told at each change, dedicated IPs marked where they were read later."""

from decimal import Decimal

import pytest

from deliverability.cost.model import Extras, ExtrasSpan, Kind
from deliverability.metrics import DAY
from report.paid_extras import paid_extras
from store import snapshots, vdm
from store.vdm import Day
from tests.report.conftest import AT, SCOPE, declare, healthy_body
from tests.report.cost_account import SINCE, TODAY, asked, mailing


def account(store, at, **body):
    snapshots.keep(store, SCOPE, "account", "", healthy_body(**body), at)


def rents(store, at, *addresses, pools=()):
    snapshots.keep(store, SCOPE, "dedicated-ips", "", {"standard_ips": [*addresses], "managed_pools": [*pools]}, at)


def test_nothing_is_told_before_the_first_answer_and_an_answer_without_vdm_says_nothing(empty):
    assert paid_extras(empty, SCOPE) == ()
    account(empty, 100)
    assert paid_extras(empty, SCOPE) == ()


def test_vdm_that_was_switched_on_begins_when_that_was_seen(empty):
    account(empty, 100, vdm="DISABLED")
    account(empty, 200, vdm="ENABLED")
    account(empty, 300, vdm="ENABLED", max_send_rate=28)
    assert paid_extras(empty, SCOPE) == (ExtrasSpan(100, Extras()), ExtrasSpan(200, Extras(vdm=True)))


def test_dedicated_ips_read_later_than_vdm_are_taken_to_have_been_there_and_marked(empty):
    account(empty, 100, vdm="ENABLED")
    rents(empty, 200, "198.51.100.10")
    rents(empty, 300, "198.51.100.10", "198.51.100.11")
    before, first, second = paid_extras(empty, SCOPE)
    assert before == ExtrasSpan(100, Extras(1, vdm=True, ips_known=True, ips_assumed=True))
    assert first == ExtrasSpan(200, Extras(1, vdm=True, ips_known=True))
    assert second == ExtrasSpan(300, Extras(2, vdm=True, ips_known=True))


def sets(store, **pools):
    for name, pool in pools.items():
        snapshots.keep(
            store, SCOPE, "configuration-set", name, {"sending_pool": pool} if pool else {"tls_policy": "x"}, 50
        )


def counted(store, whole, **by_set):
    vdm.keep(store, SCOPE, vdm.ACCOUNT, "", [Day(TODAY - DAY, whole, 0, 0, 0, 0, 0)])
    for name, sent in by_set.items():
        vdm.keep(store, SCOPE, vdm.CONFIGURATION_SET, name, [Day(TODAY - DAY, sent, 0, 0, 0, 0, 0)])


def part(store):
    return paid_extras(store, SCOPE)[-1].extras.managed_mail


def test_the_part_of_the_mail_through_managed_pools_is_that_of_the_sets_that_name_one(empty):
    rents(empty, 100, pools=["news"])
    sets(empty, a="news", b="shop", c=None)
    counted(empty, 3000, a=1000, b=500)
    assert part(empty) == Decimal("0.333")
    rents(empty, 200, "198.51.100.10")
    assert part(empty) == 0, "the pool is gone"


def test_without_a_set_that_names_a_pool_no_mail_leaves_through_it(empty):
    rents(empty, 100, pools=["news"])
    sets(empty, b="shop", c=None)
    assert part(empty) == 0


@pytest.mark.parametrize("known", ["no set", "no count", "no mail"])
def test_where_sets_or_their_mail_are_not_known_neither_is_the_part_and_that_is_said(empty, known):
    declare(empty)
    mailing(empty, plan="NONE")
    rents(empty, SINCE - DAY, pools=["news"])
    if known != "no set":
        sets(empty, a="news")
    if known != "no count":
        counted(empty, 0 if known == "no mail" else 10)
    assert part(empty) is None
    found = asked(empty)
    assert any("leaves through managed dedicated IPs" in said.msgid for said in found.missing)
    (fee,) = [line for line in found.bills[0].lines if line.kind is Kind.IP]
    assert fee.unit == "hour"


def test_an_address_costs_from_the_day_it_was_seen_and_its_hours_are_a_line(empty):
    declare(empty)
    mailing(empty, plan="NONE")
    rents(empty, SINCE - DAY, "198.51.100.10")
    rents(empty, TODAY, "198.51.100.10", "198.51.100.11")
    (bill,) = asked(empty).bills
    (line,) = [line for line in bill.lines if line.kind is Kind.IP]
    hours = (TODAY - SINCE) // 3600 + 2 * ((AT - TODAY) // 3600)
    assert (line.quantity, line.unit) == (hours, "hour")
    assert line.usd == pytest.approx(Decimal("24.95") * hours / (30 * 24))
