"""What a person does about the simulated account in the AWS console, step by step, each by its word.

What is done in DNS is told in the words of `zone_faults.py`, to users and keys in those of `access.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from simulator.cast import TO_QUEUE
from simulator.story import ConfigurationSet, Identity, Scenario

Done = Callable[[Scenario], Scenario]


def _standing(**fields: Any) -> Done:
    """The account stands otherwise from now on, and is told so of the past as well."""
    return lambda story: replace(story, standing=tuple(replace(step, **fields) for step in story.standing))


def _identities(**fields: Any) -> Done:
    return lambda story: replace(story, identities=tuple(replace(one, **fields) for one in story.identities))


def _sets(**fields: Any) -> Done:
    return lambda story: replace(
        story, configuration_sets=tuple(replace(one, **fields) for one in story.configuration_sets)
    )


STEPS: Final[Mapping[str, Done]] = {
    "identity-made": lambda story: replace(
        story, identities=(Identity("shop.example", verified="PENDING", dkim="NOT_STARTED"),)
    ),
    "identity-verified": _identities(verified="SUCCESS"),
    "dkim-on": _identities(dkim="SUCCESS"),
    "mail-from-set": _identities(mail_from="SUCCESS"),
    "production-access": _standing(production=True, max_24_hour_send=50_000.0, max_send_rate=14.0),
    "quota-raised": _standing(max_24_hour_send=500_000.0),
    "sending-on": _standing(sending=True),
    "review-ended": _standing(enforcement="HEALTHY"),
    "suppression-on": _standing(suppressed=("BOUNCE", "COMPLAINT")),
    "set-made": lambda story: replace(story, configuration_sets=(ConfigurationSet("main", reputation_metrics=False),)),
    "metrics-on": _sets(reputation_metrics=True),
    "destination-added": _sets(destinations=(TO_QUEUE,)),
}
"""By their words."""
