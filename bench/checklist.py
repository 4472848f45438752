"""How long the checklist and the troubles of an account with 200 identities take: judged from facts, read, and drawn.

Within which time SES and DNS are asked for so many is held by `tests/collector/test_scale.py`.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from streamlit.testing.v1 import AppTest

from bench.measure import Measure, table
from bench.pages import FRAME
from deliverability.checklist.catalogue import evaluated
from deliverability.dns.look import Answer, Look, Question, Status
from deliverability.dns.questions import unanswered
from deliverability.dns.setup import setups
from deliverability.model import Scope
from report.checklist import checklist
from report.checklist_facts import checklist_facts
from report.troubles import troubles
from store import dns, meta, runs, snapshots
from store.engines.engine import Engine
from store.open import open_store
from ui import context

NOW: Final = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
AT: Final = int(NOW.timestamp())
SCOPE: Final = Scope("123456789012", "us-east-1")
IDENTITIES: Final = 200
JUDGED_MS: Final = 50.0
READ_MS: Final = 150.0
DRAWN_MS: Final = 150.0
RUNS: Final = 9
PAGES: Final = ("checklist", "troubleshooting")
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
        troubled = _best(lambda: troubles(store, SCOPE, NOW))
        store.close()
        drawn = list(_drawn(Path(folder) / "ses.db"))
    yield Measure(f"checklist of {IDENTITIES} identities judged", judged, JUDGED_MS, "lower", "ms")
    yield Measure("its facts gathered from the store", gathered, None, "lower", "ms")
    yield Measure("all of it read for the page", read, READ_MS, "lower", "ms")
    yield Measure("every trouble with what speaks for it", troubled, READ_MS, "lower", "ms")
    for page, milliseconds in drawn:
        yield Measure(
            f"script of the page {page}, {IDENTITIES} identities, warm", milliseconds, DRAWN_MS, "lower", "ms"
        )


def _best(work: Callable[[], object]) -> float:
    """The quickest of five."""
    return min(_once(work) for _ in range(5))


def _drawn(database: Path) -> Iterator[tuple[str, float]]:
    """Milliseconds of a page's script when nothing has to be read anew; the median of some."""
    context.now = lambda: NOW
    os.environ["DATABASE_URL"] = f"sqlite:///{database}"
    context.settings.cache_clear()
    page = AppTest.from_file(str(FRAME), default_timeout=120)
    page.context = {"locale": "en-GB", "timezone": "Asia/Seoul"}
    page.run()
    for name in PAGES:
        page.switch_page(f"../../pages/{name}.py").run()
        yield name, median(_once(page.run) for _ in range(RUNS))


def _once(work: Callable[[], object]) -> float:
    """Milliseconds of the processor, since others are at work on the machine too."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1e3


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


if __name__ == "__main__":
    print(table(measure()))
