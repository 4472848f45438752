"""Faults of the rules over the account and its setup."""

from typing import Final

from tests.mutants.mutant import Mutant

ACCOUNT, CHANGES, DRIFT = (f"deliverability/rules/{name}.py" for name in ("account", "account_changes", "drift"))
TESTS = ("tests/unit/test_rules_*.py",)

_FAULTS = (
    (
        "sending-paused",
        ACCOUNT,
        "    if status == Enforcement.SHUTDOWN:\n",
        "    if status == Enforcement.PROBATION:\n",
        "a shutdown is not told",
    ),
    (
        "sending-paused",
        ACCOUNT,
        "elif sends is False:",
        "elif not sends:",
        "sending that is not known passes for switched off",
    ),
    (
        "sending-paused",
        ACCOUNT,
        "elif sends is True and status is not None:",
        "else:",
        "an answer that tells nothing resolves",
    ),
    ("sending-paused", ACCOUNT, "first=4 * HOUR, again=4 * HOUR", "first=4 * HOUR", "a shutdown is reminded of once"),
    ("sending-paused", ACCOUNT, "from_step=SHUT_DOWN", "from_step=OFF_IN_REVIEW", "less than a shutdown is told again"),
    (
        "sending-paused",
        ACCOUNT,
        "SHUT_DOWN: Final = 3",
        "SHUT_DOWN: Final = 2",
        "a shutdown after sending was switched off is no news",
    ),
    (
        "sending-paused",
        ACCOUNT,
        "status in {None, Enforcement.HEALTHY} else",
        "status in {None, Enforcement.HEALTHY, Enforcement.PROBATION} else",
        "that AWS reviews what is switched off is no news",
    ),
    (
        "sending-paused",
        ACCOUNT,
        "    if status == Enforcement.HEALTHY:\n",
        "    if status != Enforcement.SHUTDOWN:\n",
        "somebody is named for what AWS may have done",
    ),
    (
        "enforcement",
        ACCOUNT,
        "int(not shut_down and status != Enforcement.HEALTHY)",
        "int(status != Enforcement.HEALTHY)",
        "a shutdown is told twice",
    ),
    ("enforcement", ACCOUNT, "keeps=shut_down", "keeps=False", "a review is over when AWS shuts the account down"),
    (
        "enforcement",
        ACCOUNT,
        "Enforcement.PROBATION and sends is True",
        "Enforcement.PROBATION",
        "mail can be sent, it says, while sending is off",
    ),
    (
        "enforcement",
        ACCOUNT,
        'covered_by=("sending-paused",)',
        'inhibited_by=("sending-paused",)',
        "a review is not told while somebody has switched sending off",
    ),
    (
        "enforcement",
        ACCOUNT,
        ', covered_by=("sending-paused",)',
        "",
        "the page shows a review that fires beside the shutdown",
    ),
    (
        "production-access",
        "deliverability/evidence.py",
        '{"production_access": True}',
        '{"production_access": False}',
        "leaving the sandbox alarms",
    ),
    (
        "quota-lowered",
        CHANGES,
        "_as_limit(quota) < _as_limit(before)",
        "_as_limit(quota) != _as_limit(before)",
        "a raised quota alarms",
    ),
    ("quota-lowered", CHANGES, 'float("inf") if quota < 0 else quota', "quota", "no limit passes for the lowest"),
    ("quota-lowered", CHANGES, "and c.at > since]", "and c.at >= since]", "a change is news a moment too long"),
    (
        "price-plan",
        CHANGES,
        "if coming is not None and coming != plan",
        "if coming is not None",
        "a plan that stays alarms",
    ),
    (
        "price-plan",
        CHANGES,
        "account.seen - announced >= TOLD_FOR",
        "account.seen - announced > TOLD_FOR",
        "an announcement is news a moment too long",
    ),
    ("price-plan", CHANGES, '_lately(known, account, ("plan",))', "[]", "a plan that has changed is not told"),
    (
        "account-settings",
        CHANGES,
        "set(before) - set(after)",
        "set(after) - set(before)",
        "suppression switched off is not urgent",
    ),
    ("account-settings", CHANGES, "if account.value(name) != c.before]", "]", "what was taken back still alarms"),
    (
        "identity",
        DRIFT,
        "thing.seen - lost < patience",
        "thing.seen - lost <= patience",
        "SES's own retries get a moment more",
    ),
    ("identity", DRIFT, '"TEMPORARY_FAILURE": 6 * HOUR, ', "", "a temporary failure alarms at once"),
    (
        "identity",
        DRIFT,
        'if name == "mail_from_status" and not thing.value("mail_from_domain"):',
        "if False:",
        "a MAIL FROM that was taken away alarms",
    ),
    ("identity", DRIFT, "Severity.CRITICAL if step > 1", "Severity.CRITICAL if step > 2", "lost DKIM is not urgent"),
    (
        "event-destination",
        DRIFT,
        "told = thing.subject.rpartition",
        "told = not thing.subject.rpartition",
        "a destination that went with its set is told twice",
    ),
    (
        "event-destination",
        DRIFT,
        '"enabled", Severity.WARN',
        '"disabled", Severity.WARN',
        "a destination switched off is not seen",
    ),
    ("identity", DRIFT, "message=said, news=True", "message=said", "a removal is over after a day"),
    (
        "identity",
        DRIFT,
        "REMOVED: Final = 4",
        "REMOVED: Final = 3",
        "the removal of an identity that was not verified is not told",
    ),
    (
        "configuration-set",
        DRIFT,
        "thing.seen - since < GONE_FOR",
        "thing.seen - since <= GONE_FOR",
        "a removed set is news a moment too long",
    ),
    (
        "configuration-set",
        DRIFT,
        "lost = thing.lost_since(name)\n    headline",
        "lost = thing.seen if thing.value(name) is not True else None\n    headline",
        "a set that was always paused alarms",
    ),
)

ACCOUNT_AND_SETUP: Final = tuple(Mutant(*fault, TESTS) for fault in _FAULTS)
