"""Budgets of configuration sets, from a store whose every row is known."""

import pytest

from deliverability.budget import Budget
from deliverability.metrics import BOUNCE_RATE, DAY, HOUR
from deliverability.model import N_, Reason, text
from deliverability.rates import Rate
from deliverability.standing import Measure
from report.budget import budgets
from report.look_back import look_back
from store import samples, snapshots, vdm
from store.samples import Point
from store.vdm import CONFIGURATION_SET, Day
from tests.report import conftest
from tests.report.conftest import AT, NOW, SCOPE, counts_by_vdm, declare, healthy_body, ran

BODY = {"reputation_metrics": True, "sending_enabled": True}
MIDNIGHT = AT - AT % DAY


def days(sent, bounces, complaints=0, base=0):
    return [Day(MIDNIGHT - i * DAY, sent, sent, bounces, 0, complaints, base) for i in range(1, 21)]


def test_sets_stand_by_what_is_left_and_those_unknown_last_with_the_reason(store, monkeypatch):
    counts_by_vdm(store, monkeypatch)
    for name in ("calm", "bad", "silent", "few"):
        snapshots.keep(store, SCOPE, "configuration-set", name, BODY, AT - 30)
    vdm.keep(store, SCOPE, CONFIGURATION_SET, "calm", days(1000, 10))
    vdm.keep(store, SCOPE, CONFIGURATION_SET, "bad", days(1000, 49))
    vdm.keep(store, SCOPE, CONFIGURATION_SET, "few", days(1, 0))
    samples.keep(store, SCOPE, BOUNCE_RATE, "bad", HOUR, [Point(AT - HOUR, 0.048)])
    bad, calm, *rest = budgets(store, look_back(store, SCOPE, NOW, Measure.BOUNCE)).sets
    assert (bad.name, bad.allowance.review, bad.figure.value) == ("bad", Budget(0.05, 20, 1000), 0.048)
    assert (calm.name, calm.allowance.window) == ("calm", Rate(200, 20_000))
    assert [(each.name, each.allowance.reason) for each in rest] == [
        ("few", Reason.NOT_ENOUGH_MAIL),
        ("silent", Reason.NOT_ENOUGH_MAIL),
    ]


@pytest.mark.parametrize(
    ("how", "reason"),
    [("off", Reason.STALE), ("denied", Reason.DENIED), ("stale", Reason.STALE), ("part", Reason.COLLECTING)],
)
def test_counts_of_a_set_that_do_not_tell_of_the_present_give_no_budget(store, monkeypatch, how, reason):
    counts_by_vdm(store, monkeypatch, known_days=5 if how == "part" else 31)
    vdm.keep(store, SCOPE, CONFIGURATION_SET, "news", days(1000, 10))
    if how == "off":
        snapshots.keep(store, SCOPE, "account", "", healthy_body(vdm="DISABLED"), AT - 20)
    if how == "denied":
        ran(store, "vdm", AT - 10, outcome="denied", error=text(N_("It failed")))
    if how == "stale":
        monkeypatch.setattr("report.freshness.Freshness.is_stale", lambda self, _: self.reading.name == "vdm")
    (news,) = budgets(store, look_back(store, SCOPE, NOW, Measure.BOUNCE)).sets
    assert news.allowance.reason is reason


def test_a_set_that_is_gone_leaves_no_figure_behind(store):
    snapshots.keep(store, SCOPE, "configuration-set", "news", BODY, AT - 30)
    samples.keep(store, SCOPE, BOUNCE_RATE, "gone", HOUR, [Point(AT - 300 * DAY, 0.12)])
    assert [each.name for each in budgets(store, look_back(store, SCOPE, NOW, Measure.BOUNCE)).sets] == ["news"]


def test_a_sets_complaints_are_a_part_of_the_mail_that_can_bring_any(store, monkeypatch):
    counts_by_vdm(store, monkeypatch)
    vdm.keep(store, SCOPE, CONFIGURATION_SET, "news", days(1000, 0, complaints=0, base=600))
    (news,) = budgets(store, look_back(store, SCOPE, NOW, Measure.COMPLAINT)).sets
    assert news.allowance.window == Rate(0, 12_000)
    assert news.allowance.review == Budget(0.001, 12, 1000)


@pytest.mark.parametrize(
    ("metrics", "published", "part"),
    [(True, True, "AWS tells its rate"), (False, False, "reputation metrics are off"), (True, False, "would count")],
)
def test_a_set_without_vdm_says_what_to_switch_on(store, metrics, published, part):
    snapshots.keep(store, SCOPE, "configuration-set", "news", {"reputation_metrics": metrics}, AT - 30)
    if published:
        samples.keep(store, SCOPE, BOUNCE_RATE, "news", HOUR, [Point(AT - HOUR, 0.02)])
    (news,) = budgets(store, look_back(store, SCOPE, NOW, Measure.BOUNCE)).sets
    assert part in news.allowance.detail.msgid
    assert "Virtual Deliverability Manager" in news.allowance.detail.msgid


@pytest.mark.parametrize(("outcome", "reason"), [("denied", Reason.DENIED), ("ok", Reason.NOT_ENOUGH_MAIL)])
def test_a_set_that_vdm_does_not_tell_of_says_why(store, monkeypatch, outcome, reason):
    monkeypatch.setitem(conftest.READINGS, "vdm", 3600)
    declare(store)
    snapshots.keep(store, SCOPE, "account", "", healthy_body(vdm="ENABLED"), AT - 30)
    snapshots.keep(store, SCOPE, "configuration-set", "news", BODY, AT - 30)
    ran(store, "vdm", outcome=outcome, error=text(N_("It failed")) if outcome == "denied" else None)
    (news,) = budgets(store, look_back(store, SCOPE, NOW, Measure.BOUNCE)).sets
    assert news.allowance.reason is reason
