"""The records that each domain of a scope should have in DNS, made from what SES told of its identities.

What is really there is judged by the checklist (`deliverability/checklist/dns.py`).
"""

from collections.abc import Mapping
from typing import Final

from deliverability.dns.records import Record, records
from deliverability.dns.setup import setups
from deliverability.model import Scope
from store import snapshots
from store.engines.engine import Engine

IDENTITY: Final = "identity"

Wanted = Mapping[str, tuple[Record, ...]]
"""By domain, in order."""


def wanted(store: Engine, scope: Scope) -> Wanted:
    """By domain the records it should have; nothing where no domain identity is known."""
    bodies = {name: kept.body for name, kept in snapshots.latest(store, scope, IDENTITY).items()}
    return {domain: records(setup) for domain, setup in setups(scope.region, bodies).items()}
