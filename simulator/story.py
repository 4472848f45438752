"""The words in which a scenario is told: who mails whom, how much, how badly, and what AWS makes of it.

The scenarios themselves are the table in `scenarios.py`. Days count from the story's day, negative before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


class Rhythm(StrEnum):
    """How a stream's mail lies over day and week, Korean time."""

    FLAT = "flat"
    SERVICE = "service"
    """What people do: little at night, less at weekends."""
    CAMPAIGN = "campaign"
    """Newsletters: late morning and early evening of working days."""


@dataclass(frozen=True, slots=True)
class Provider:
    """A mailbox provider: its part of the mail, whether it tells SES of complaints, and how many dead addresses.

    `own` marks a domain that the account has verified: AWS leaves it out of the reputation figures.
    """

    domain: str
    share: float
    feedback: bool = True
    own: bool = False
    dead: float = 1.0


@dataclass(frozen=True, slots=True)
class Rates:
    """What goes wrong, as fractions of the mail; complaints are of the mail to providers that give feedback."""

    hard: float = 0.009
    soft: float = 0.005
    complaint: float = 0.0004
    reject: float = 0.00002


@dataclass(frozen=True, slots=True)
class Stream:
    """Mail sent through one configuration set ("" for none) on an average day, between two days of the story.

    `identity` is the verified one it is sent from. With `every_days` above 1 all of it goes out on one day of so many.
    """

    configuration_set: str
    mails_a_day: float
    rhythm: Rhythm = Rhythm.SERVICE
    rates: Rates = Rates()
    since_days: float = -1e6
    until_days: float = 1e6
    identity: str = "example.com"
    every_days: int = 1


@dataclass(frozen=True, slots=True)
class Incident:
    """Days in which a stream has other rates and `volume` times its mail."""

    configuration_set: str
    since_days: float
    until_days: float
    rates: Rates
    volume: float = 1.0


@dataclass(frozen=True, slots=True)
class Step:
    """From this day of the story on, the account stands like this.

    `next_plan` is the plan to come, "" for the same; `vdm` whether VDM is on, None for what the scenario says.
    """

    since_days: float = -1e6
    max_24_hour_send: float = 50_000.0
    max_send_rate: float = 14.0
    enforcement: str = "HEALTHY"
    sending: bool = True
    production: bool = True
    plan: str = "NONE"
    next_plan: str = ""
    vdm: bool | None = None
    suppressed: tuple[str, ...] = ("BOUNCE", "COMPLAINT")


@dataclass(frozen=True, slots=True)
class Identity:
    """A domain or address; `verified` and `dkim` are SES's own words for their state.

    One whose state changes is told by an entry for each state, the next beginning where the one before ends; so are
    configuration sets and their destinations.
    """

    name: str
    verified: str = "SUCCESS"
    dkim: str = "SUCCESS"
    mail_from: str = ""
    """State of a custom MAIL FROM `mail.<domain>`; "" for none."""
    dns: tuple[str, ...] = ()
    """What is wrong with its records in DNS, in the words of `zone_faults.py`."""
    since_days: float = -1e6
    until_days: float = 1e6


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a configuration set publishes events: `kind` is the member of EventDestination that says so."""

    name: str
    kind: str
    events: tuple[str, ...]
    enabled: bool = True
    since_days: float = -1e6
    until_days: float = 1e6


@dataclass(frozen=True, slots=True)
class ConfigurationSet:
    name: str
    reputation_metrics: bool = True
    destinations: tuple[Destination, ...] = ()
    since_days: float = -1e6
    until_days: float = 1e6
    sending: bool = True
    pool: str = ""
    """The dedicated IPs that its mail leaves through; "" for those that all accounts share."""


@dataclass(frozen=True, slots=True)
class DedicatedIp:
    """An address that the account rents; in a `managed` pool it is AWS that adds and takes away addresses."""

    address: str
    pool: str
    managed: bool = False
    since_days: float = -1e6
    until_days: float = 1e6


@dataclass(frozen=True, slots=True)
class Credits:
    """Credits of a new account: US dollars left, and the days from the story's day until they end."""

    usd: float
    days_left: float


@dataclass(frozen=True, slots=True)
class Scenario:
    """One account's story. `representative_volume` is how many eligible mails AWS's reputation figures look back on."""

    name: str
    summary: str
    streams: tuple[Stream, ...]
    providers: tuple[Provider, ...]
    standing: tuple[Step, ...] = (Step(),)
    identities: tuple[Identity, ...] = ()
    configuration_sets: tuple[ConfigurationSet, ...] = ()
    incidents: tuple[Incident, ...] = ()
    representative_volume: int = 150_000
    growth_a_year: float = 0.0
    age_days: int = 480
    details: bool = True
    vdm: bool = False
    engagement: bool = False
    """Whether event publishing counts opens, clicks and the like in CloudWatch."""
    free_messages: int = 0
    """Messages a month that the free tier covers; 0 for none."""
    credits: Credits | None = None
    dedicated_ips: tuple[DedicatedIp, ...] = ()
    access: tuple[str, ...] = ()
    """What is wrong with users, policies and keys, in the words of `access.py`."""
    alarms: tuple[str, ...] = ()
    """What is wrong with the CloudWatch alarms, in the words of `rate_alarms.py`."""
    reputation_only_with_mail: bool = False
    """Whether AWS/SES emits Reputation.* only in quarters in which mail was sent (Amazon does not say)."""


def current(steps: Sequence[Step], days: float) -> Step:
    """The last step that has begun by `days`."""
    return [step for step in steps if step.since_days <= days][-1]
