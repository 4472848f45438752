"""What the alert rules judge: everything known of one scope at one moment, each part known or unknown.

How it is gathered from the store: `report/evidence.py`. What is made of it: `deliverability/rules/`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, Final

from deliverability.cost.spending import Spending
from deliverability.model import Scope, Text, Unknown
from deliverability.rates import QuotaUse, Rate
from deliverability.standing import Measure
from deliverability.stretches import Stretch

Body = Mapping[str, Any]

LOSABLE: Final[Mapping[str, Mapping[str, object]]] = {
    "account": {"production_access": True},
    "identity": dict.fromkeys(("verification_status", "dkim_status", "mail_from_status"), "SUCCESS"),
    "configuration-set": {"sending_enabled": True},
    "event-destination": {"enabled": True},
}
"""By the kind of a thing the fields that may be lost, and what each is while all is well."""

TELLING: Final[Mapping[str, tuple[str, ...]]] = {
    "identity": ("mail_from_domain",),
    "configuration-set": ("reputation_metrics",),
}
"""By the kind of a thing the other fields whose value is asked for."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A field of something in the account that changed at `at` (epoch seconds), as the drift log tells."""

    at: int
    kind: str
    subject: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Thing:
    """The account ("account", ""), an identity, configuration set or event destination, known to be so at `seen`.

    `past` are its bodies with the time each began, oldest first, the last one being the present; None = it is gone.
    That of the account is whole, that of others as long as the fields in LOSABLE and TELLING need.
    """

    kind: str
    subject: str
    seen: int
    past: tuple[tuple[int, Body | None], ...]

    @property
    def gone_since(self) -> int | None:
        """Since when it is gone; None while it is there."""
        at, body = self.past[-1]
        return at if body is None else None

    @property
    def publishes_no_more(self) -> bool:
        """Whether a configuration set is gone, or publishes no reputation metrics: its last figure stands for ever."""
        return self.gone_since is not None or self.value("reputation_metrics") is False

    def value(self, name: str) -> Any:
        """A field as it was last told since the thing came; None where it never was."""
        told = self._told(name)
        return told[-1][1] if told else None

    def since(self, name: str) -> int | None:
        """Since when a field has its present value, as far as `past` goes; None where it was never told."""
        told = self._told(name)
        same = list(takewhile(lambda each: each[1] == told[-1][1], reversed(told)))
        return same[-1][0] if same else None

    def witnessed(self, name: str) -> bool:
        """Whether a field was ever seen to be other than it is; else it was so already at first sight."""
        return any(value != self.value(name) for _, value in self._told(name))

    def lost_since(self, name: str) -> int | None:
        """Since when a field in LOSABLE that was well is not any more; None while it is, or where it never was."""
        told, good = self._told(name), LOSABLE[self.kind][name]
        bad = list(takewhile(lambda each: each[1] != good, reversed(told)))
        return bad[-1][0] if 0 < len(bad) < len(told) else None

    def unsettled(self) -> Mapping[str, object]:
        """The fields that an older past than `past` may tell of, and what it would have to say; None: anything.

        A field that was well in this life of it is settled: what was before changes no answer.
        """
        if any(body is None for _, body in self.past):
            return {}
        untold = dict.fromkeys(name for name in TELLING.get(self.kind, ()) if not self._told(name))
        for name, good in LOSABLE.get(self.kind, {}).items():
            told = self._told(name)
            if all(value != good for _, value in told):
                untold[name] = good if told else None
        return untold

    def _told(self, name: str) -> list[tuple[int, Any]]:
        return [(at, body[name]) for at, body in self._life() if name in body]

    def _life(self) -> Iterator[tuple[int, Body]]:
        """Its bodies since it came last: what it was before it was removed says nothing of what was made anew."""
        life = list(takewhile(lambda each: each[1] is not None, reversed(self.past)))
        return ((at, body) for at, body in reversed(life) if body is not None)


@dataclass(frozen=True, slots=True)
class Tally:
    """Bounces or complaints that we know of, and among how many mails, from `since` (epoch seconds) on: 30 days at most."""

    events: int
    mails: int
    since: int


@dataclass(frozen=True, slots=True)
class Reputation:
    """AWS's own figure (fraction) for the account ("") or a configuration set, and how long it has stood over lines.

    AWS was last asked for it at `at`: a figure rests while no mail moves it. `stretches` tell since when it stands over
    any line from the watch line on: none while it is below that. `tally` is None where nobody counts for us.
    """

    measure: Measure
    configuration_set: str
    value: float
    at: int
    stretches: tuple[Stretch, ...]
    tally: Tally | None


@dataclass(frozen=True, slots=True)
class Counted:
    """Our own counts of the account ("") or a configuration set up to `at`: a rate a window, by its length in seconds.

    A window that was not looked at for 90 % of it is left out.
    """

    measure: Measure
    configuration_set: str
    at: int
    windows: Mapping[int, Rate]


@dataclass(frozen=True, slots=True)
class Volume:
    """Attempts by the hour over the last 60 days up to `at`: hour's beginning -> attempts, whole covered hours only.

    An hour that was covered and had no mail is 0. `present` are those of the hour that goes on, `attempts` and `rejects`
    those of the last 24 h, None where these were not looked at. `since` is when the first mail that we know of was sent.
    """

    at: int
    hours: Mapping[int, int]
    present: int
    attempts: int | None
    rejects: int | None
    since: int | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """When the quota is used up if mail goes on as it does, in all ways of telling; None: not within 24 h."""

    reached_at: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A reading as the collector knows it: its last success, how old it may grow, and how it went last, at `at`.

    `worked_before` says that the permission it lacks now was once there; `first_asked` is when this collector began to
    ask, None before it was asked at all; `title` is its name in words.
    """

    name: str
    last_success: int | None
    patience_seconds: int
    outcome: str
    at: int
    error: Text | None
    missing_action: str
    worked_before: bool
    first_asked: int | None
    title: Text


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything known of a scope at `now` (epoch seconds). `account` is GetAccount's answer as kept.

    `account_at` is when the account was last read. `changes` are those of the last 7 days, oldest first.
    `clock_skew_seconds` is our clock less AWS's. `dead_letters` counts by channel the messages that were
    given up since something got through it last. `spending` is the whole account's, and told with one of its scopes only.
    """

    scope: Scope
    now: int
    account: Body | Unknown
    account_at: int | None
    changes: tuple[Changed, ...] = ()
    reputation: tuple[Reputation, ...] = ()
    counted: tuple[Counted, ...] = ()
    quota: QuotaUse | Unknown | None = None
    outlook: Outlook | Unknown | None = None
    volume: Volume | Unknown | None = None
    things: tuple[Thing, ...] = ()
    readings: tuple[Asked, ...] = ()
    clock_skew_seconds: float | None = None
    dead_letters: Mapping[str, int] | None = None
    spending: Spending | Unknown | None = None

    def of(self, kind: str) -> tuple[Thing, ...]:
        """The things of a kind."""
        return tuple(thing for thing in self.things if thing.kind == kind)
