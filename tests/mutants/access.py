"""Faults of what policies allow, of the items on users, keys and root, and of CloudWatch's alarms."""

from typing import Final

from tests.mutants.mutant import Mutant

STATEMENTS, ACCESS, PRINCIPAL = (f"deliverability/iam/{name}.py" for name in ("statements", "access", "principal"))
ITEMS, KEYS, ALARMS = (
    f"deliverability/checklist/{name}.py" for name in ("account_access", "account_keys", "monitoring_alarms")
)
WORTH = "deliverability/reputation_alarms.py"
TESTS = (
    "tests/unit/test_iam.py",
    "tests/unit/test_checklist_access.py",
    "tests/unit/test_checklist_keys.py",
    "tests/unit/test_checklist_alarms.py",
)

_FAULTS = (
    ("policy", STATEMENTS, "is not self.inverted", "is True", "all but a few actions are read as those few"),
    ("policy", STATEMENTS, "re.IGNORECASE | re.DOTALL", "re.DOTALL", "an action in other letters is another action"),
    ("policy", STATEMENTS, "min(found, Reach.PART) if self.conditional", "found if self.conditional", "a condition is none"),
    ("policy", STATEMENTS, "return Reach.NONE if whole else Reach.PART", "return Reach.WHOLE", "all resources but some are all"),
    ("policy", STATEMENTS, "return not self.conditional and ", "return ", "a deny under a condition takes all away"),
    ("policy", STATEMENTS, "not isinstance(words, list) or not words or ", "", "a statement without actions is a good one"),
    ("policy", ACCESS, "    if denied is Reach.WHOLE:\n", "    if denied is Reach.PART:\n", "an allow wins over a deny"),
    (
        "policy",
        ACCESS,
        "return min(allowed, Reach.PART) if denied is Reach.PART else allowed",
        "return allowed",
        "what is denied on a part counts as wholly allowed",
    ),
    ("policy", ACCESS, "if not need.optional)", ")", "what may be left out is missed like the rest"),
    ("policy", ACCESS, "if shown.lower() not in needed", "", "what is needed is too much"),
    ("policy", ACCESS, "    if not deny.inverted:\n", "    if True:\n", "a deny of all but some is read as one of these"),
    ("policy", ACCESS, "if one.unlimited)", ")", "a deny on one resource takes all away"),
    ("policy", ACCESS, 'return ((f"not {\', \'.join(one.actions)}", EVERYTHING),)', "return ()", "all but a few is nothing"),
    ("policy", ACCESS, '.partition(":")[2].startswith(READS)', '.endswith(("*", "list"))', "what a name ends in tells that it reads"),
    ("policy", ACCESS, "and not matches(SENDING, one)", "", "sending is more than sending"),
    ("principal", PRINCIPAL, 'path.rpartition("/")[2]', "path", "a user's path is taken for its name"),
    ("principal", PRINCIPAL, 'path.partition("/")[0]', "path", "a session is taken for a role"),
    ("principal", PRINCIPAL, 'if resource == "root"', 'if arn.endswith("root")', "a guest of that name passes for root"),
    ("collector-policy", ITEMS, "found.missing or any(", "any(", "a missing permission is no failure"),
    ("collector-policy", ITEMS, ' or pattern.startswith("not ")', "", "all but a few is not everything"),
    ("collector-policy", ITEMS, "and known.setup.test_send else ()", "else ()", "sending is allowed though nobody asked for it"),
    (
        "collector-policy",
        ITEMS,
        "return Source.ROLE_ACCESS if own.principal.kind is Kind.ROLE else Source.USER_ACCESS",
        "return Source.USER_ACCESS",
        "a role lacks a user's permissions",
    ),
    ("application-permissions", ITEMS, "len(found.missing) == len(SENDS)", "found.missing", "one way of sending is none"),
    ("application-permissions", ITEMS, "attention if found.beyond_sending or by_smtp", "attention if by_smtp", "full access passes"),
    ("application-permissions", ITEMS, "by_smtp = SENDS[1] in", "by_smtp = SENDS[0] in", "django-ses is thought to need the other call"),
    ("root-access-keys", ITEMS, "    elif known.root.has_keys:\n", "    elif known.root.has_mfa:\n", "root keys pass"),
    ("root-mfa", ITEMS, "    if root.has_mfa:\n", "    if not root.has_keys:\n", "no MFA passes"),
    ("application-user", KEYS, "not any(key.active for key in own.keys)", "not own.keys", "a key that is off is one"),
    ("application-user", KEYS, "known.collector.principal == own.principal", "False", "one user for both passes"),
    ("key-rotation", KEYS, "    if age > most:\n", "    if age >= most:\n", "a key is old a moment too soon"),
    ("key-rotation", KEYS, "    if key.used_at is None and age > most:\n", "    if key.used_at is None:\n", "a new key is called unused"),
    ("key-rotation", KEYS, "and now - key.used_at > most", "and now - key.used_at >= most", "a key is unused a moment too soon"),
    ("key-rotation", KEYS, "[key for key in own.keys if key.active]", "list(own.keys)", "a key that is off grows old"),
    ("alarms", WORTH, 'if not body.get("dimensions")]', "]", "an alarm on one set passes for the account's"),
    ("alarms", WORTH, "threshold > 1 or threshold == round(line * 100, 6)", "threshold > 1", "a threshold in percent is not told as that"),
    ("alarms", WORTH, "threshold > line or (", "threshold >= line or (", "AWS's own advice fails"),
    ("alarms", WORTH, "threshold == line and comparison == ABOVE", "False", "an alarm that misses the line itself passes"),
    ("alarms", WORTH, "comparison not in {AT_OR_ABOVE, ABOVE}", "False", "an alarm on a rate that falls passes"),
    ("alarms", WORTH, '    if not body.get("actions"):\n', "    if False:\n", "an alarm that tells nobody passes"),
    ("alarms", WORTH, 'body.get("actions_enabled") is False', "False", "an alarm whose actions are off passes"),
    ("alarms", WORTH, "    if missing != IGNORED:\n", '    if missing == "breaching":\n', "missing data may be anything"),
    ("alarms", WORTH, "(len(one.broken), one.computed, len(one.doubts)", "(len(one.doubts), len(one.broken)", "a broken alarm is better than an odd one"),
    ("alarms", WORTH, "return not self.broken and not self.computed", "return not self.broken", "what is computed is sure to warn"),
    ("alarms", ALARMS, "    if found.broken:\n", "    if found.broken and found.doubts:\n", "a broken alarm passes"),
    ("billing-alarm", ALARMS, "min(unheard, key", "max(unheard, key", "one silent alarm hides one that tells"),
    ("billing-alarm", ALARMS, "known.scope.region.startswith(ELSEWHERE)", "False", "another account's bill is missed"),
)  # fmt: skip

ACCESS_AND_ALARMS: Final = tuple(Mutant(*fault, TESTS) for fault in _FAULTS)
