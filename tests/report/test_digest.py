"""The week in words, from a store whose every row is known."""

import pytest

from deliverability.alerting import AlertState, Status
from deliverability.metrics import DAY, HOUR
from deliverability.model import Scope
from deliverability.rules.rule import Finding, Severity
from report.digest import digest
from store import alerts, silences, snapshots
from tests.report.conftest import AT, NOW, SCOPE, healthy_body, ran
from words.render import render

FOUND = Finding("", AT - 3 * DAY, 1, Severity.CRITICAL, value=0.06, threshold=0.05)


def lines(store, scopes=(SCOPE,), language="en"):
    message = digest(store, list(scopes), NOW)
    sentences = [message.headline, *message.figures]
    return [render(sentence, language).replace("\N{NO-BREAK SPACE}", " ") for sentence in sentences]


def fired(store, began, ended=None, rule="aws-bounce-rate", subject="", *, witnessed=True):
    known = {"episode": 1, "began": began, "finding": FOUND, "witnessed": witnessed}
    firing = AlertState(Status.FIRING, seen=began, since=began, **known)
    alerts.keep(store, SCOPE, rule, subject, firing, Status.PENDING, began)
    if ended is not None:
        over = AlertState(Status.OK, seen=ended, since=ended, ended=ended, **known)
        alerts.keep(store, SCOPE, rule, subject, over, Status.RECOVERING, ended)


def test_a_calm_week_says_where_the_account_stands_its_rates_its_budget_and_that_it_lives(store):
    found = lines(store)
    assert found[0] == "Your week in Amazon SES: Bounces and complaints stand well under AWS's lines."
    assert found[1:] == [
        "Bounce rate: 2 % by AWS's own figure; AWS reviews at 5 %.",
        "Our count of 7 days: 1,344 bounces of 67,200 mails (2 %).",
        "2,016 more bounces among the next 9,600 mails meet AWS's review line.",
        "Complaint rate: 0.01 % by AWS's own figure; AWS reviews at 0.1 %.",
        "Our count of 7 days: 7 complaints of 67,200 mails (at least 0.01 %).",
        "61 more complaints among the next 9,600 mails meet AWS's review line.",
        "No alert in these seven days.",
        "This message comes every Monday. If it does not, the collector has stopped.",
    ]


def test_the_weeks_alerts_are_told_with_how_long_they_were(store):
    fired(store, AT - 3 * DAY, AT - 3 * DAY + 5 * HOUR)
    fired(store, AT - DAY, rule="identity", subject="example.com")
    found = lines(store)
    assert any("21 Nov 2026, 09:00 UTC, over after 5 h." in line for line in found)
    assert any("(example.com), since 23 Nov 2026, 09:00 UTC, not over yet." in line for line in found)
    assert "No alert in these seven days." not in found


def test_an_alert_whose_beginning_nobody_saw_is_told_with_bounds(store):
    fired(store, AT - 3 * DAY, AT - 3 * DAY + 5 * HOUR, witnessed=False)
    fired(store, AT - DAY, rule="identity", subject="example.com", witnessed=False)
    found = lines(store)
    assert any("21 Nov 2026, 09:00 UTC or before, over after 5 h at least." in line for line in found)
    assert any("(example.com), at least since 23 Nov 2026, 09:00 UTC, not over yet." in line for line in found)


def test_an_alert_that_was_over_before_the_week_is_not_of_it(store):
    fired(store, AT - 20 * DAY, AT - 19 * DAY)
    assert "No alert in these seven days." in lines(store)


def test_what_is_silenced_is_said_so_that_nobody_forgets(store):
    silences.add(store, "quota", SCOPE, "*", AT + DAY, AT, "known")
    silences.add(store, "*", None, "*", AT + 2 * DAY, AT, "holiday")
    silences.add(store, "identity", SCOPE, "example.com", AT + DAY, AT, "moved")
    silences.add(store, "*", Scope(SCOPE.account_id, "eu-west-1"), "*", AT + DAY, AT, "not of this digest")
    found = [line for line in lines(store) if line.startswith("Silenced")]
    assert found == [
        f"Silenced until 25 Nov 2026, 09:00 UTC in {SCOPE.region}: The sending quota.",
        f"Silenced until 25 Nov 2026, 09:00 UTC in {SCOPE.region}: An identity lost its verification (example.com).",
        "Silenced until 26 Nov 2026, 09:00 UTC: every rule.",
    ]


def test_the_headline_is_of_the_region_that_is_not_in_order(store):
    other = Scope(SCOPE.account_id, "us-east-1")
    found = lines(store, [SCOPE, other])
    assert found[0] != "Your week in Amazon SES: Bounces and complaints stand well under AWS's lines."
    assert found[1].startswith("ap-northeast-2: Bounce rate")


def test_a_paused_account_is_said_first(store):
    snapshots.keep(store, SCOPE, "account", "", healthy_body(enforcement_status="SHUTDOWN"), AT - 30)
    ran(store, "account")
    found = lines(store)
    assert found[0] == "Your week in Amazon SES: AWS has paused sending for this account."
    assert not any("meet AWS's review line" in line for line in found)


@pytest.mark.parametrize("scopes", [[SCOPE], []])
def test_a_store_without_anything_still_gives_a_sign_of_life(empty, scopes):
    found = lines(empty, scopes)
    assert found[-1].startswith("This message comes every Monday.")


def test_it_is_told_in_korean(store):
    assert lines(store, language="ko")[0].startswith("Amazon SES 주간 요약: ")
