"""What AWS, or somebody with access, does to the account: told while it is so, or once where it is only a change."""

import pytest

from deliverability.metrics import DAY, HOUR
from deliverability.model import Reason, Unknown
from deliverability.rules.catalogue import BY_NAME
from deliverability.rules.rule import Severity
from tests.unit.evidence_of import ACCOUNT, NOW, account, found, known, step, thing

PAUSED, ENFORCED, SANDBOX = BY_NAME["sending-paused"], BY_NAME["enforcement"], BY_NAME["production-access"]
LOWERED, PLAN, SETTINGS = BY_NAME["quota-lowered"], BY_NAME["price-plan"], BY_NAME["account-settings"]

OFF, SHUTDOWN = {"sending_enabled": False}, {"enforcement_status": "SHUTDOWN", "sending_enabled": False}
PROBATION = {"enforcement_status": "PROBATION"}


@pytest.mark.parametrize("rule", [PAUSED, ENFORCED, SANDBOX, LOWERED, PLAN, SETTINGS], ids=lambda r: r.name)
def test_a_healthy_account_that_never_changed_fires_nothing(rule):
    assert step(rule, known()) == 0


@pytest.mark.parametrize("rule", [PAUSED, ENFORCED, SANDBOX, LOWERED, PLAN, SETTINGS], ids=lambda r: r.name)
def test_an_account_that_cannot_be_read_says_nothing(rule):
    unread = known(account=Unknown(Reason.DENIED), account_at=None, things=())
    assert found(rule, unread) == {}


@pytest.mark.parametrize(("rule", "word"), [(SANDBOX, "production_access"), (LOWERED, "max_24_hour_send")])
def test_an_answer_that_lacks_the_word_a_rule_rests_on_says_nothing(rule, word):
    assert found(rule, account((HOUR, {word: None}))) == {}


def test_sending_that_was_switched_off_is_critical_from_when_it_was():
    finding = found(PAUSED, account((HOUR, OFF)))[""]
    assert (finding.step, finding.severity, finding.held_since) == (1, Severity.CRITICAL, NOW - HOUR)


def test_somebody_is_named_for_it_only_where_aws_calls_the_account_healthy():
    said = {status: found(PAUSED, account((HOUR, OFF | {"enforcement_status": status})))[""].message
            for status in ("HEALTHY", "PROBATION", "LIMITED", None)}  # fmt: skip
    assert [bool(message.figures) for message in said.values()] == [True, True, True, False]
    blamed = [message for message in said.values() if "healthy: somebody" in str(message.figures)]
    assert blamed == [said["HEALTHY"]]
    assert said["PROBATION"].figures[0].params == {"status": "PROBATION"}
    assert (said["HEALTHY"].page, said["PROBATION"].page) == ("", "review")
    assert all(1 <= len(message.steps) <= 3 for message in said.values())


def test_sending_that_is_off_is_worse_while_aws_is_not_content_and_worst_when_it_shut_the_account_down():
    steps = [step(PAUSED, account((HOUR, OFF | {"enforcement_status": status})))
             for status in (None, "HEALTHY", "PROBATION", "LIMITED", "SHUTDOWN")]  # fmt: skip
    assert steps == [1, 1, 2, 2, 3]


def test_a_shutdown_counts_from_when_it_began_and_leads_to_the_review():
    finding = found(PAUSED, account((2 * HOUR, OFF), (HOUR, SHUTDOWN)))[""]
    assert (finding.step, finding.held_since, finding.message.page) == (3, NOW - HOUR, "review")


def test_an_account_that_is_shut_down_at_first_sight_is_told():
    assert step(PAUSED, account((100 * DAY, SHUTDOWN))) == 3


@pytest.mark.parametrize(("rule", "now"), [(PAUSED, OFF), (PAUSED, SHUTDOWN), (ENFORCED, PROBATION)])
def test_what_was_so_at_first_sight_already_is_not_said_to_have_begun_then(rule, now):
    first_sight = thing("account", "", ACCOUNT | now)
    finding = found(rule, known(account=ACCOUNT | now, things=(first_sight,)))[""]
    assert (finding.held_since, finding.witnessed) == (NOW - HOUR, False)
    # Another word that changed meanwhile makes it no better known.
    again = thing("account", "", ACCOUNT | now, ACCOUNT | now | {"plan": "PRO"})
    assert not found(rule, known(account=ACCOUNT | now, things=(again,)))[""].witnessed
    assert found(rule, account((HOUR, now)))[""].witnessed


def test_an_announced_plan_that_was_so_at_first_sight_may_have_been_announced_before():
    coming = ACCOUNT | {"next_plan": "PRO"}
    finding = found(PLAN, known(account=coming, things=(thing("account", "", coming),)))[""]
    assert (finding.step, finding.held_since, finding.witnessed) == (1, NOW - HOUR, False)
    assert found(PLAN, account((HOUR, {"next_plan": "PRO"})))[""].witnessed
    assert found(PLAN, account((HOUR, {"plan": "PRO", "next_plan": "PRO"})))[""].witnessed


def test_only_a_shutdown_is_told_every_four_hours():
    assert (PAUSED.reminders.first, PAUSED.reminders.again, PAUSED.reminders.from_step) == (4 * HOUR, 4 * HOUR, 3)


def test_an_account_under_review_still_sends():
    assert step(PAUSED, account((HOUR, PROBATION))) == 0


def test_sending_is_unknown_while_either_word_is_missing():
    for name in ("sending_enabled", "enforcement_status"):
        assert found(PAUSED, known(account={k: v for k, v in ACCOUNT.items() if k != name})) == {}
    assert found(ENFORCED, known(account={k: v for k, v in ACCOUNT.items() if k != "enforcement_status"})) == {}


def test_a_review_is_told_with_where_to_answer():
    finding = found(ENFORCED, account((HOUR, PROBATION)))[""]
    assert (finding.step, finding.severity, finding.held_since) == (1, Severity.CRITICAL, NOW - HOUR)
    assert finding.message.page == "review"


@pytest.mark.parametrize(("sends", "can"), [(True, True), (False, False), (None, False)])
def test_a_review_says_that_mail_can_be_sent_only_where_it_can(sends, can):
    finding = found(ENFORCED, account((HOUR, PROBATION | {"sending_enabled": sends})))[""]
    assert finding.step == 1
    assert ("You can still send" in finding.message.headline.msgid) is can


def test_a_status_that_aws_invents_is_told_by_its_own_name():
    message = found(ENFORCED, account((HOUR, {"enforcement_status": "LIMITED"})))[""].message
    assert message.headline.params == {"status": "LIMITED"}


def test_a_shutdown_keeps_the_review_open_and_is_told_by_the_other_rule_alone():
    for sends in (True, False):
        finding = found(ENFORCED, account((HOUR, SHUTDOWN | {"sending_enabled": sends})))[""]
        assert (finding.step, finding.keeps) == (0, True)
        assert "send" not in finding.message.headline.msgid
    assert finding.message.headline != found(PAUSED, account((HOUR, SHUTDOWN)))[""].message.headline


def test_production_access_is_lost_only_where_it_was():
    lost = account((HOUR, {"production_access": False}))
    assert found(SANDBOX, lost)[""].held_since == NOW - HOUR
    assert step(SANDBOX, lost) == 1
    assert step(SANDBOX, account((200 * DAY, {"production_access": False}))) == 1
    newcomer = account((100 * DAY, {"production_access": False}))
    own = newcomer.things[0]
    in_sandbox = [(at, {**body, "production_access": False}) for at, body in own.past]
    assert step(SANDBOX, known(things=(own.__class__("account", "", NOW, tuple(in_sandbox)),))) == 0


def test_production_access_that_came_back_is_over():
    back = account((2 * HOUR, {"production_access": False}), (HOUR, {"production_access": True}))
    assert step(SANDBOX, back) == 0


def test_a_lower_quota_is_told_for_a_day():
    finding = found(LOWERED, account((HOUR, {"max_24_hour_send": 49_999.0})))[""]
    assert (finding.step, finding.value, finding.threshold) == (1, 49_999, 50_000)
    assert step(LOWERED, account((DAY - 1, {"max_24_hour_send": 200.0}))) == 1
    assert step(LOWERED, account((DAY, {"max_24_hour_send": 200.0}))) == 0


def test_a_higher_quota_or_one_that_was_put_back_is_no_alert():
    assert step(LOWERED, account((HOUR, {"max_24_hour_send": 80_000.0}))) == 0
    back = account((2 * HOUR, {"max_24_hour_send": 200.0}), (HOUR, {"max_24_hour_send": 50_000.0}))
    assert step(LOWERED, back) == 0


def test_no_limit_is_the_highest_quota():
    unlimited = {"max_24_hour_send": -1.0}
    assert step(LOWERED, account((HOUR, unlimited))) == 0
    assert step(LOWERED, account((DAY, unlimited), (HOUR, {"max_24_hour_send": 90_000.0}))) == 1


def test_a_plan_that_changed_or_will_is_told_for_a_day():
    for fields in ({"plan": "PRO", "next_plan": "PRO"}, {"next_plan": "PRO"}):
        finding = found(PLAN, account((HOUR, fields)))[""]
        assert (finding.step, finding.severity, finding.held_since) == (1, Severity.INFO, NOW - HOUR)
        assert step(PLAN, account((DAY, fields))) == 0


def test_a_plan_to_come_that_was_there_at_first_sight_is_told_too():
    first = {**ACCOUNT, "next_plan": "PRO"}
    (own,) = known().things
    assert step(PLAN, known(things=(own.__class__("account", "", NOW, ((NOW - 60, first),)),))) == 1


def test_the_next_plan_that_is_the_present_one_is_no_change():
    assert step(PLAN, account((HOUR, {"max_24_hour_send": 80_000.0}))) == 0


def test_an_account_that_tells_no_plan_says_nothing_of_it():
    (own,) = known().things
    body = {k: v for k, v in ACCOUNT.items() if k not in {"plan", "next_plan"}}
    assert found(PLAN, known(things=(own.__class__("account", "", NOW, ((NOW - 60, body),)),))) == {}


def test_vdm_or_suppression_that_is_set_otherwise_is_told_for_a_day():
    assert step(SETTINGS, account((HOUR, {"vdm": "DISABLED"}))) == 1
    assert step(SETTINGS, account((DAY, {"vdm": "DISABLED"}))) == 0
    assert step(SETTINGS, account((HOUR, {"plan": "PRO"}))) == 0


def test_a_setting_that_was_put_back_is_no_alert():
    assert step(SETTINGS, account((2 * HOUR, {"vdm": "DISABLED"}), (HOUR, {"vdm": "ENABLED"}))) == 0


def test_suppression_that_keeps_less_is_worse_than_suppression_that_keeps_more():
    less = found(SETTINGS, account((HOUR, {"suppressed_reasons": ["BOUNCE"]})))[""]
    assert (less.step, less.severity) == (2, Severity.WARN)
    more = account((DAY + 1, {"suppressed_reasons": []}), (HOUR, {"suppressed_reasons": ["BOUNCE"]}))
    assert step(SETTINGS, more) == 1


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        (LOWERED, {"max_24_hour_send": 200.0}),
        (PLAN, {"plan": "PRO", "next_plan": "PRO"}),
        (SETTINGS, {"vdm": "DISABLED"}),
    ],
    ids=lambda one: getattr(one, "name", ""),
)
def test_what_is_only_a_change_is_news_of_which_no_end_is_told(rule, fields):
    assert found(rule, account((HOUR, fields)))[""].news
