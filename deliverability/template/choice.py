"""What a template shall hold: its parts, the configuration sets whose events it takes, who may read; what a region offers.

What each part is made of lives in `events.py`, `alarms.py` and `access.py`; the whole, in `build.py`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, TypeAlias

Json: TypeAlias = dict[str, Any]
"""A piece of a template as CloudFormation reads it."""


class Part(StrEnum):
    """What can be chosen, in the order in which it stands in the template."""

    EVENTS = "events"
    ALARMS = "alarms"
    BILLING = "billing"
    BUDGET = "budget"
    ACCESS = "access"


PARTS: Final = tuple(Part)
TELLS: Final = frozenset({Part.ALARMS, Part.BILLING, Part.BUDGET})
"""Parts that tell somebody, through one topic."""


class Principal(StrEnum):
    """Who the collector is to AWS: a user with a key, or a role that a machine of AWS takes on."""

    USER = "user"
    ROLE = "role"


STACK: Final = "ses-deliverability"
NEW_SET: Final = "deliverability"
"""The configuration set that is made where none is named."""

BILLING_REGION: Final = "us-east-1"
"""The only region that knows what an account owes."""

WITHOUT_SES: Final = frozenset(
    {"ap-east-2", "ap-southeast-4", "ap-southeast-6", "ap-southeast-7", "eu-south-2", "mx-central-1"}
)
"""Regions of SES in which CloudFormation makes none of its event destinations (its registry, November 2026)."""

GOVERNMENT: Final = frozenset({"us-gov-east-1", "us-gov-west-1"})
"""Their bill is that of another account, elsewhere."""

WITHOUT_BUDGETS: Final = (
    WITHOUT_SES
    | GOVERNMENT
    | {
        "af-south-1",
        "ap-northeast-3",
        "ap-south-2",
        "ap-southeast-3",
        "ap-southeast-5",
        "ca-west-1",
        "eu-central-2",
        "eu-north-1",
        "eu-south-1",
        "il-central-1",
        "me-central-1",
    }
)
"""Regions of SES in which CloudFormation makes no budgets; a budget is the account's, so any other will do."""

_LACKING: Final = {Part.EVENTS: WITHOUT_SES, Part.BILLING: GOVERNMENT, Part.BUDGET: WITHOUT_BUDGETS}

LARGEST: Final = 51_200
"""Bytes of a template that CloudFormation takes without a bucket."""

_SET_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is wanted. `sets` exist already and `new_set` is made ("" for none); `email` is told of alarms ("" for nobody)."""

    parts: tuple[Part, ...] = PARTS
    sets: tuple[str, ...] = ()
    new_set: str = ""
    principal: Principal = Principal.USER
    email: str = ""
    budget_usd: Decimal = Decimal(10)

    @property
    def has_topic(self) -> bool:
        """Whether somebody is to be told of something."""
        return bool(TELLS & set(self.parts))

    @property
    def every_set(self) -> tuple[str, ...]:
        """The configuration sets whose events are taken, each once, a new one last."""
        return tuple(dict.fromkeys((*self.sets, *filter(None, (self.new_set,)))))


def in_order(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts, each once, as a template holds them."""
    wanted = set(parts)
    return tuple(part for part in PARTS if part in wanted)


def offered(parts: Iterable[Part], region: str) -> tuple[Part, ...]:
    """Those of the parts that CloudFormation can make in a region."""
    lacking = {part for part, regions in _LACKING.items() if region in regions}
    return tuple(part for part in in_order(parts) if part not in lacking)


def elsewhere(parts: Iterable[Part], region: str) -> tuple[Part, ...]:
    """Those of the parts that the whole account has once, and that this region cannot make: deploy them to us-east-1."""
    if region == BILLING_REGION or region in GOVERNMENT:
        return ()
    lacking = {Part.BILLING, *({Part.BUDGET} if region in WITHOUT_BUDGETS else ())}
    return tuple(part for part in in_order(parts) if part in lacking)


def is_set_name(name: str) -> bool:
    """Whether SES can know a configuration set by this name."""
    return _SET_NAME.fullmatch(name) is not None


def sub(pattern: str) -> Json:
    """A text with CloudFormation's own values filled in."""
    return {"Fn::Sub": pattern}


def arn_of(resource: str) -> Json:
    """The ARN of another resource of the template."""
    return {"Fn::GetAtt": [resource, "Arn"]}
