"""The single mails of a quarter of an hour, expanded only when asked for, in agreement with every count.

The counts they come from are in `traffic.py` and `feedback.py`.
"""

from dataclasses import dataclass

from simulator.draws import PHASE_BITS
from simulator.ledger import Ledger
from simulator.volume import KINDS, QUARTER


@dataclass(frozen=True, slots=True)
class Message:
    """One mail: when it was sent, through which set, to which provider; its failure and when SES heard of it."""

    sent_at: int
    message_id: str
    configuration_set: str
    domain: str
    failure: str | None = None
    """One of volume.KINDS, or None for a mail that arrived and pleased."""
    feedback_at: int | None = None


def messages(ledger: Ledger, quarter_at: int) -> list[Message]:
    """Every mail of the quarter that begins at `quarter_at`, in order of sending."""
    if quarter_at % QUARTER:
        raise ValueError(f"{quarter_at} is not the start of a quarter-hour")
    if not ledger.scenario.streams:
        return []
    traffic, feedback = ledger.quarter(quarter_at)
    columns = (feedback.stream, feedback.provider, feedback.mail, feedback.kind, feedback.arrives)
    failures = {
        (s, p, mail): (KINDS[kind], arrives)
        for s, p, mail, kind, arrives in zip(*(c.tolist() for c in columns), strict=True)
    }
    found: list[Message] = []
    for s, stream in enumerate(ledger.scenario.streams):
        for p, provider in enumerate(ledger.scenario.providers):
            total, phase = int(traffic.mails[s, p, 0]), int(traffic.phase[s, p, 0])
            for k in range(total):
                sent_at = quarter_at + ((k << PHASE_BITS) + phase) * QUARTER // (total << PHASE_BITS)
                failure, arrives = failures.get((s, p, k), (None, None))
                message_id = f"{sent_at * 1000:016x}-{s:02x}{p:02x}{k:08x}-000000"
                found.append(Message(sent_at, message_id, stream.configuration_set, provider.domain, failure, arrives))
    return sorted(found, key=lambda message: (message.sent_at, message.message_id))
