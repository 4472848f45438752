"""The records that each domain of a scope should have in DNS and lacks, by what SES told of it and DNS answered last.

How what is there is judged: `deliverability/checklist/dns.py`.
"""

from collections.abc import Mapping
from typing import Final

from deliverability.dns.lacking import lacking
from deliverability.dns.records import Record
from deliverability.dns.setup import setups
from deliverability.model import Scope
from store import dns, snapshots
from store.engines.engine import Engine

IDENTITY: Final = "identity"

Wanted = Mapping[str, tuple[Record, ...]]
"""By domain, those that lack something first."""


def wanted(store: Engine, scope: Scope) -> Wanted:
    """By domain the records to add, none where all are in place; nothing where no domain identity is known."""
    bodies = {name: kept.body for name, kept in snapshots.latest(store, scope, IDENTITY).items()}
    looks = dns.looks(store, scope)
    found = {domain: lacking(setup, looks.get(domain)) for domain, setup in setups(scope.region, bodies).items()}
    return dict(sorted(found.items(), key=lambda each: not each[1]))
