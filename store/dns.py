"""How each domain answered in DNS when it was looked at last.

What changed there over time is in the snapshots of kind "dns" (`store/snapshots.py`); what answers mean, in
`deliverability/dns`.
"""

import json
from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from deliverability.dns.look import Answer, Look, Question, Setup, Status
from deliverability.model import Scope
from store import scopes
from store.engines.engine import Engine


def keep(engine: Engine, scope: Scope, look: Look) -> None:
    """Keep a look in place of the domain's last one."""
    answers = [
        [question.name, question.type, answer.status, answer.values, answer.through]
        for question, answer in look.answers.items()
    ]
    packed = (json.dumps(asdict(look.setup), ensure_ascii=False), json.dumps(answers, ensure_ascii=False))
    with engine.transaction():
        row = (scopes.ensured(engine, scope), look.setup.domain, look.at, *packed)
        conflict = "ON CONFLICT (scope, domain) DO UPDATE SET at = excluded.at, setup = excluded.setup, answers = excluded.answers"
        engine.load("dns_look", ("scope", "domain", "at", "setup", "answers"), [row], conflict)


def looks(engine: Engine, scope: Scope) -> dict[str, Look]:
    """The last look at each domain, by its name, in order; a domain that was never looked at is not there."""
    rows = engine.rows(
        "SELECT domain, at, setup, answers FROM dns_look WHERE scope = :scope",
        {"scope": scopes.found(engine, scope)},
    )
    return {domain: _look(at, setup, answers) for domain, at, setup, answers in sorted(rows)}


def forget(engine: Engine, scope: Scope, present: Collection[str]) -> list[str]:
    """Forget the looks at all domains that are not `present`, and return which went, in order."""
    number = scopes.found(engine, scope)
    with engine.transaction():
        known = engine.rows("SELECT domain FROM dns_look WHERE scope = :scope", {"scope": number})
        gone = sorted({domain for (domain,) in known} - set(present))
        for domain in gone:
            engine.run(
                "DELETE FROM dns_look WHERE scope = :scope AND domain = :domain", {"scope": number, "domain": domain}
            )
    return gone


def _look(at: int, setup: str, answers: str) -> Look:
    told: dict[str, Any] = json.loads(setup)
    return Look(
        Setup(**{**told, "tokens": tuple(told["tokens"])}),
        at,
        {
            Question(name, kind): Answer(Status(status), tuple(values), tuple(through))
            for name, kind, status, values, through in json.loads(answers)
        },
    )
