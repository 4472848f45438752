"""How long the checklist of an account with 200 identities takes: judged from facts, and read for its page."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench.measure import Measure
from deliverability.checklist.catalogue import evaluated
from deliverability.dns.look import Answer, Look, Question, Status
from deliverability.dns.questions import unanswered
from deliverability.dns.setup import setups
from deliverability.model import Scope
from report.checklist import checklist
from report.checklist_facts import checklist_facts
from store import dns, meta, runs, snapshots
from store.engines.engine import Engine
from store.open import open_store

NOW: Final = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
AT: Final = int(NOW.timestamp())
SCOPE: Final = Scope("123456789012", "us-east-1")
IDENTITIES: Final = 200
JUDGED_MS: Final = 50.0
READ_MS: Final = 150.0
READINGS: Final = ("account", "statistics", "metrics", "configuration_sets", "identities", "dns")
TEXTS: Final = {"_dmarc.": "v=DMARC1; p=none; rua=mailto:dmarc@example.com", "": "v=spf1 include:amazonses.com ~all"}


def measure() -> Iterator[Measure]:
    """Milliseconds of the items' judgement, and of all that the page needs."""
    with TemporaryDirectory() as folder:
        store = open_store("sqlite:///ses.db", root=Path(folder))
        _fill(store)
        known = checklist_facts(store, SCOPE, NOW)
        judged = _best(lambda: list(evaluated(known)))
        gathered = _best(lambda: checklist_facts(store, SCOPE, NOW))
        read = _best(lambda: checklist(store, SCOPE, NOW))
        store.close()
    yield Measure(f"checklist of {IDENTITIES} identities judged", judged, JUDGED_MS, "lower", "ms")
    yield Measure("its facts gathered from the store", gathered, None, "lower", "ms")
    yield Measure("all of it read for the page", read, READ_MS, "lower", "ms")


def _best(work: Callable[[], object]) -> float:
    """Milliseconds of the quickest of five: what others do on the machine is not measured."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times) * 1e3


def _fill(store: Engine) -> None:
    """An account of verified domains, every reading of which succeeded a minute ago."""
    declared = [{"name": name, "actions": ["ses:x"], "interval_seconds": 3600} for name in READINGS]
    meta.put(store, "effective", json.dumps({"readings": declared, "setup": {"from_email": "me@d1.example"}}))
    for job in READINGS:
        run = runs.Run(0, job, SCOPE.account_id, SCOPE.region, AT - 60, AT - 60, "ok", None, "", 1, 0.0)
        runs.record(store, run)
    snapshots.keep(store, SCOPE, "account", "", {"production_access": True, "sending_enabled": True}, AT - 60)
    bodies = {f"d{number}.example": _identity(number) for number in range(IDENTITIES)}
    for name, body in bodies.items():
        snapshots.keep(store, SCOPE, "identity", name, body, AT - 60)
    for domain, setup in setups(SCOPE.region, bodies).items():
        answers: dict[Question, Answer] = {}
        while questions := unanswered(setup, answers):
            answers |= {question: _answer(question, domain) for question in questions}
        dns.keep(store, SCOPE, Look(setup, AT - 60, answers))


def _identity(number: int) -> dict[str, object]:
    return {
        "type": "DOMAIN",
        "verification_status": "SUCCESS",
        "dkim_status": "SUCCESS",
        "dkim_signing": True,
        "dkim_tokens": [f"token{number}{letter}" for letter in "abc"],
        "mail_from_domain": f"mail.d{number}.example",
        "mail_from_status": "SUCCESS",
    }


def _answer(question: Question, domain: str) -> Answer:
    if question.type == "CNAME":
        return Answer(Status.FOUND, (f"{question.name.partition('.')[0]}.dkim.amazonses.com",))
    if question.type == "MX":
        return Answer(Status.FOUND, (f"10 feedback-smtp.{SCOPE.region}.amazonses.com",))
    if question.name == "amazonses.com":
        return Answer(Status.FOUND, ("v=spf1 ip4:199.255.192.0/22 -all",))
    begins = "_dmarc." if question.name.startswith("_dmarc.") else ""
    found = begins or question.name.endswith(domain)
    return Answer(Status.FOUND, (TEXTS[begins],)) if found else Answer(Status.NO_DATA)
