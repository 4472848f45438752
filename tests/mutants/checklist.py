"""Faults of the checklist's items, and of what recognises a trouble and says what speaks for it."""

from typing import Final

from tests.mutants.mutant import Mutant

ACCOUNT, IDENTITIES, IN_DNS, PRODUCTION, MONITORING, CONFIGURATION, GOOD_SENDING, ITEM, KEYS = (
    f"deliverability/checklist/{name}.py"
    for name in (
        "account", "identities", "dns", "production", "monitoring", "configuration", "good_sending", "item",
        "account_keys",
    )
)  # fmt: skip
RECOGNITION = "deliverability/recognition.py"
CONFIRMATION, PAUSED, RATE, REFUSED = (
    f"deliverability/troubles/{name}.py" for name in ("confirmation", "paused", "rate", "refused")
)
ITEMS = ("tests/unit/test_checklist_*.py",)
TROUBLES = ("tests/unit/test_recognition.py", "tests/unit/test_troubles.py")

_OF_ITEMS = (
    (ACCOUNT, 'ANSWERED: Final = frozenset({"ok", "partial", "denied"})', 'ANSWERED: Final = frozenset({"ok", "partial"})', "a denial proves no key"),
    (ACCOUNT, "and asked.error.msgid in sentences:", "or asked.error.msgid in sentences:", "any failure is a refused key"),
    (ACCOUNT, 'known.setup.caller.endswith(":root")', 'known.setup.caller.endswith("root")', "a user named root is the root user"),
    (ACCOUNT, "    elif not denied:\n", "    elif not missing:\n", "a denial without a name is none"),
    (ACCOUNT, "attention if all(asked.name in OPTIONAL", "attention if any(asked.name in OPTIONAL", "one optional denial excuses the others"),
    (IDENTITIES, 'GOOD: Final = "SUCCESS"', 'GOOD: Final = "PENDING"', "a pending identity is verified"),
    (IDENTITIES, "    if not known.identities:\n        yield failed(NO_IDENTITY)\n", "", "no identity at all is nothing to tell"),
    (IDENTITIES, 'if body.get("verification_status") == GOOD}', "}", "an unverified identity covers a sender"),
    (IDENTITIES, "for start in range(len(labels) - 1)", "for start in range(len(labels))", "a top-level domain covers a sender"),
    (IDENTITIES, 'elif body.get("dkim_signing") is False:', 'elif not body.get("dkim_signing"):', "signing that is not told is off"),
    (IDENTITIES, '        if not body.get("mail_from_domain"):', '        if body.get("mail_from_domain"):', "a MAIL FROM that is set is none"),
    (IDENTITIES, "(passed if status == GOOD else failed)(evidence", "(passed if status != GOOD else failed)(evidence", "a MAIL FROM that failed passes"),
    (IN_DNS, "            if look is None:\n", "            if look is None and known.details:\n", "a domain never looked up breaks the list"),
    (IN_DNS, "reason = SILENT if result is Result.UNKNOWN else None", "reason = None", "silence has no reason"),
    (IN_DNS, "    if isinstance(known.dns, Unknown):", "    if known.dns is None:", "unknown DNS is looked into"),
    (PRODUCTION, '    elif review == "PENDING":', '    elif review == "GRANTED":', "a request under way is a failure"),
    (PRODUCTION, "(passed if status == Enforcement.HEALTHY else failed)", "(passed if status != Enforcement.SHUTDOWN else failed)", "a probation is healthy"),
    (PRODUCTION, 'if known.told("production_access") is False:', 'if known.told("production_access") is True:', "the quota of production is not asked about"),
    (PRODUCTION, "failed if share >= 1 else", "failed if share > 1 else", "a full quota has room"),
    (PRODUCTION, "attention if share >= QUOTA_WATCH", "attention if share > 1", "a quota that nearly is full has room"),
    (MONITORING, "if types >= FEEDBACK", "if types & FEEDBACK", "a destination for one of both is whole"),
    (MONITORING, 'body.get("enabled") is not False and any', "any", "a destination that is off hands on"),
    (MONITORING, "    elif known.details is not None:\n", "    elif known.details is None:\n", "details that are unknown are told"),
    (MONITORING, "    if len(on) == len(FEEDBACK):", "    if on:", "one reason of two is whole"),
    (MONITORING, "    elif all(way.depends_on_ses for way in known.channels):", "    elif any(way.depends_on_ses for way in known.channels):", "one channel through SES spoils the others"),
    (MONITORING, "(passed if now - way.last_delivery <= TESTED_WITHIN else attention)", "passed", "an old delivery counts"),
    (MONITORING, "(failed if asked.name == Source.ACCOUNT else attention)(told", "attention(told", "an account that is not read is no failure"),
    (MONITORING, "now - asked.last_success > asked.patience_seconds", "now - asked.last_success < asked.patience_seconds", "what is fresh is late"),
    (CONFIGURATION, 'address.startswith("https://") and', 'address.startswith("http") and', "links without TLS pass"),
    (CONFIGURATION, "and known.setup.from_domain not in known.domains():", "or known.setup.from_domain not in known.domains():", "a sender of another domain is a placeholder"),
    (GOOD_SENDING, "    Level.REVIEW: failed,", "    Level.REVIEW: attention,", "a rate over the review line is no failure"),
    (ITEM, "return unknown(why, known.missing.get(source), subject)", "return unknown(why, None, subject)", "the missing permission is not named"),
    (ITEM, "return Cure((*verdict.cures, *own)", "return Cure((*own,)", "the verdict's own steps are lost"),
    (KEYS, "    if age > most:", "    if age > 2 * most:", "a key twice too old is young"),
)  # fmt: skip

_OF_TROUBLES = (
    (RECOGNITION, "yield max(worth) + len(worth) - 1, trouble", "yield len(worth), trouble", "many hints go before a sentence"),
    (RECOGNITION, "key=lambda scored: -scored[0]", "key=lambda scored: scored[0]", "the unlikeliest comes first"),
    (RECOGNITION, "for score, trouble in ranked if score >= best)", "for score, trouble in ranked)", "hints stand beside what is named"),
    (RECOGNITION, 'f"{pasted[:HEAD]} {pasted[-TAIL:]}" if cut else pasted', "pasted[:HEAD]", "the end of a traceback is not read"),
    (RECOGNITION, "len(pasted) > HEAD + TAIL", "len(pasted) > HEAD", "what was read whole is said to be cut"),
    (RECOGNITION, 'plain = " ".join(read.lower().split())', "plain = read.lower()", "a line's end parts a sentence"),
    (RECOGNITION, "ACCESS_KEY.search(plain) or SECRET.search(plain)", "SECRET.search(plain)", "an access key is no secret"),
    (RECOGNITION, "WRITTEN.get(name, name)", "name", "an action is not written as IAM writes it"),
    (CONFIRMATION, "Result.ATTENTION: Speaks.FOR,", "Result.ATTENTION: Speaks.AGAINST,", "an attention speaks against a trouble"),
    (CONFIRMATION, "Result.UNKNOWN: Speaks.NOT_KNOWN,", "Result.UNKNOWN: Speaks.AGAINST,", "what is not known speaks against a trouble"),
    (CONFIRMATION, "ORDER: Final = (Speaks.FOR, Speaks.NOT_KNOWN,", "ORDER: Final = (Speaks.NOT_KNOWN, Speaks.FOR,", "what is not known hides what was found"),
    (CONFIRMATION, "verdicts[: MOST if speaks is Speaks.FOR else 1]", "verdicts[:1]", "of many that are wrong one is told"),
    (PAUSED, 'if body.get("sending_enabled") is False)', 'if not body.get("sending_enabled"))', "a set that says nothing is paused"),
    (PAUSED, '    elif all("sending_enabled" in body', '    elif any("sending_enabled" in body', "sets that say nothing are not paused"),
    (RATE, "Speaks.FOR if rate <= IN_SANDBOX_A_SECOND", "Speaks.FOR if rate < IN_SANDBOX_A_SECOND", "one a second is no sandbox"),
    (REFUSED, "    elif not known.sets:\n", "    elif known.sets:\n", "sets that are there are not named"),
)  # fmt: skip


def _mutant(fault: tuple[str, str, str, str], tests: tuple[str, ...]) -> Mutant:
    file, old, new, why = fault
    return Mutant(file.rpartition("/")[2].removesuffix(".py"), file, old, new, why, tests)


CHECKLIST: Final = (
    *(_mutant(fault, ITEMS) for fault in _OF_ITEMS),
    *(_mutant(fault, TROUBLES) for fault in _OF_TROUBLES),
)
