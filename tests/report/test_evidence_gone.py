"""What was removed long ago: its alerts can end, its last figure raises none, and nobody is shown it."""

import pytest

from deliverability.metrics import BOUNCE_RATE, DAY, HOUR
from deliverability.rules.catalogue import BY_NAME, RULES
from deliverability.thresholds import DEFAULT
from report.alert_rules import in_force
from report.evidence import evidence
from store import samples, snapshots
from store.samples import Point
from tests.report.conftest import AT, NOW, READINGS, SCOPE, declare, ran

LONG_AGO = AT - 40 * DAY
SET, DESTINATION = {"reputation_metrics": True, "sending_enabled": True}, {"enabled": True}


@pytest.fixture(autouse=True)
def sets_are_read(store, monkeypatch):
    monkeypatch.setitem(READINGS, "configuration_sets", 3600)
    declare(store)


def had(store, kind, subject, body, after=None):
    snapshots.keep(store, SCOPE, kind, subject, body, LONG_AGO - DAY)
    snapshots.keep(store, SCOPE, kind, subject, after, LONG_AGO)


def steps(store, name):
    rule = BY_NAME[name]
    return {finding.subject: finding.step for finding in rule.judge(evidence(store, SCOPE, NOW), DEFAULT)}


@pytest.mark.parametrize("after", [None, {**SET, "reputation_metrics": False}])
def test_the_last_figure_of_a_set_that_ended_long_ago_is_over_and_stays_so(store, after):
    had(store, "configuration-set", "old", SET, after)
    samples.keep(store, SCOPE, BOUNCE_RATE, "old", 3600, [Point(LONG_AGO - HOUR, 0.2)])
    assert steps(store, "aws-bounce-rate") == {"": 0}, "nobody can tell now that it ended, nor that it is back"
    ran(store, "configuration_sets")
    assert steps(store, "aws-bounce-rate") == {"": 0, "old": 0}


@pytest.mark.parametrize(
    ("kind", "subject", "body"),
    [
        ("identity", "old.example.com", {"dkim_status": "SUCCESS"}),
        ("event-destination", "old/bus", DESTINATION),
        ("configuration-set", "old", SET),
    ],
)
def test_an_alert_of_what_went_while_nobody_looked_ends_however_long_ago_that_was(store, kind, subject, body):
    ran(store, "configuration_sets")
    had(store, kind, subject, body)
    assert steps(store, kind)[subject] == 0


def test_what_is_gone_and_of_which_there_is_no_alert_is_not_shown(store):
    had(store, "identity", "old.example.com", {"dkim_status": "SUCCESS"})
    assert len(in_force(store, SCOPE, NOW)) == len(RULES)
    shown = {each.finding.subject for rule in in_force(store, SCOPE, NOW) for each in rule.seen}
    assert "old.example.com" not in shown
