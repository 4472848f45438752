"""Every domain that is an identity of a region, looked up in DNS: each every six hours, what is not right every hour.

What is asked of DNS and what answers mean is in `deliverability/dns`; the asking itself in `resolver.py`.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

from collector.aws.reading import Reading, Visit
from collector.probes.resolver import Address, Ask, Asker, asker
from deliverability.dns import drift
from deliverability.dns.judgement import CHECKS
from deliverability.dns.look import UNASKED, Answer, Look, Question, Setup, Standing, Status
from deliverability.dns.questions import unanswered
from deliverability.dns.setup import setups
from deliverability.metrics import HOUR
from deliverability.model import N_, ProductError, text
from store import dns, snapshots

NAME: Final = "dns"
KIND: Final = "dns"
IDENTITY: Final = "identity"

EVERY_SECONDS: Final = 6 * HOUR
LATE_SECONDS: Final = HOUR // 2
"""Rounds do not come to the second: what is due until the next one is asked in this one."""
MOST_AT_ONCE: Final = 8
MOST_QUESTIONS: Final = 120
"""Of one domain. More look-ups than any receiver bears need not be followed."""
MOST_WAITED_FOR: Final = 3
"""Questions of one domain: after so many time-outs its others are left for the next visit, and are not known until then."""
LONGEST_SECONDS: Final = 120
"""A visit ends then: with slow name servers the account's state need not wait for hundreds of domains."""


class Unheard(ProductError):  # noqa: N818 - named after what happened, as AWS's errors are
    """No name server answered anything."""

    def __init__(self, region: str, nameservers: str) -> None:
        what = N_(
            "{region}: no answer from the name servers ({nameservers}). If DNS works on this machine otherwise, name "
            "another one with DNS_NAMESERVERS. The next round asks again."
        )
        super().__init__(text(what, region=region, nameservers=nameservers))


def reading(nameservers: Sequence[Address] = ()) -> Reading:
    """The reading that asks these name servers, else those of the system. It asks AWS nothing and costs nothing."""
    return Reading(
        name=NAME,
        order=55,
        interval_seconds=HOUR,
        calls=(),
        calls_a_visit=lambda _: 0,
        collect=partial(_collect, nameservers),
    )


def _collect(nameservers: Sequence[Address], visit: Visit) -> None:
    identities = {name: found.body for name, found in snapshots.latest(visit.store, visit.scope, IDENTITY).items()}
    wanted = setups(visit.scope.region, identities)
    dns.forget(visit.store, visit.scope, wanted)
    snapshots.retire(visit.store, visit.scope, KIND, wanted, visit.at)
    due = list(_due(visit, wanted, dns.looks(visit.store, visit.scope)))
    asking = asker(nameservers)
    before = snapshots.latest(visit.store, visit.scope, KIND)
    for done, look in enumerate(_looks(due, asking, visit), start=1):
        known = before[look.setup.domain].body if look.setup.domain in before else None
        with visit.store.transaction():
            dns.keep(visit.store, visit.scope, look)
            snapshots.keep(visit.store, visit.scope, KIND, look.setup.domain, drift.body(look, known), visit.at)
        visit.progress(done, len(due))
    if due and not asking.heard and not visit.stopping():
        raise Unheard(visit.scope.region, asking.nameservers)


def _due(visit: Visit, wanted: Mapping[str, Setup], known: Mapping[str, Look]) -> Iterator[Setup]:
    """What was never looked at or not as it is set up now, then what is due, the oldest look first."""
    for setup in wanted.values():
        if setup.domain not in known or known[setup.domain].setup != setup:
            yield setup
    for look in sorted(known.values(), key=lambda look: look.at):
        patience = 0 if visit.full or _is_bad(look) else EVERY_SECONDS - LATE_SECONDS
        if wanted[look.setup.domain] == look.setup and not 0 <= visit.at - look.at < patience:
            yield look.setup


def _is_bad(look: Look) -> bool:
    """Whether something of it fails or is not known: somebody may be mending it now."""
    return any(check(look).standing in {Standing.FAIL, Standing.UNKNOWN} for check in CHECKS.values())


def _looks(due: Sequence[Setup], asking: Asker, visit: Visit) -> Iterator[Look]:
    """Looks as they come, several domains at once; those that time no longer allows are left for the next visit."""
    end = time.monotonic() + LONGEST_SECONDS

    def over() -> bool:
        return visit.stopping() or time.monotonic() > end

    with ThreadPoolExecutor(MOST_AT_ONCE, "dns") as pool:
        for look in pool.map(lambda setup: _look(setup, asking.ask, visit.at, over), due):
            if look is not None:
                yield look


def _look(setup: Setup, ask: Ask, at: int, over: Callable[[], bool]) -> Look | None:
    """Ask on until nothing is open; None when time is over before."""
    answers: dict[Question, Answer] = {}
    waited = 0
    while open_ones := unanswered(setup, answers)[: MOST_QUESTIONS - len(answers)]:
        for question in open_ones:
            if over():
                return None
            answers[question] = ask(question) if waited < MOST_WAITED_FOR else UNASKED
            waited += answers[question].status is Status.TIME_OUT
    return Look(setup, at, answers)
