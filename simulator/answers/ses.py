"""SES version 1: the statistics of two weeks, which version 2 lacks."""

from typing import Any, Final

from simulator.answers.asked import Asked
from simulator.clock import moment
from simulator.draws import key
from simulator.statistics import quarters
from simulator.volume import DAY

WINDOW: Final = 14 * DAY


def get_send_statistics(asked: Asked) -> dict[str, Any]:
    """Points in no order, quarters without mail left out, as in Amazon's own example."""
    region = asked.region
    found = quarters(region.ledger, region.alignment(asked.now), asked.now - WINDOW, asked.now, asked.now)
    shuffled = sorted(found, key=lambda quarter: (quarter.at * _SHUFFLE) % (1 << 61))
    return {
        "SendDataPoints": [
            {
                "Timestamp": moment(q.at),
                "DeliveryAttempts": q.attempts,
                "Bounces": q.bounces,
                "Complaints": q.complaints,
                "Rejects": q.rejects,
            }
            for q in shuffled
        ]
    }


_SHUFFLE: Final = int(key("shuffle")) | 1
