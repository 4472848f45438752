"""Asks DNS one question at a time, of the configured name servers and of nobody else.

What is asked, and when, is in `dns.py`.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Any, Final

import dns.exception
import dns.name
import dns.nameserver
import dns.rdatatype
import dns.resolver

from deliverability.dns.look import UNASKED, Answer, Question, Status

TRY_SECONDS: Final = 2.0
LIFETIME_SECONDS: Final = 5.0
"""For one question over all name servers, the second try by TCP after a cut answer included."""
DEAD_AFTER: Final = 4
"""So many questions without any answer, and none before: nobody is there, and the others need not wait for it too."""
MOST_VALUES: Final = 40
MOST_CHARACTERS: Final = 4096
"""Whoever owns a zone may write anything into it: a person's records are far smaller."""

Address = tuple[str, int]
Ask = Callable[[Question], Answer]


def asker(nameservers: Sequence[Address]) -> "Asker":
    """For the name servers given, else for those of the system."""
    if not nameservers:
        try:
            return Asker(dns.resolver.Resolver())
        except dns.exception.DNSException:
            return Asker(None)
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers = [dns.nameserver.Do53Nameserver(host, port) for host, port in nameservers]
    return Asker(resolver)


class Asker:
    """Asks, for the length of one visit; None for a system that names no name server.

    `heard` tells whether anything at all was answered. Safe to be used by several threads.
    """

    def __init__(self, resolver: dns.resolver.Resolver | None) -> None:
        self._resolver = resolver
        self._lock = threading.Lock()
        self._unheard = 0
        self.heard = False
        if resolver is not None:
            resolver.timeout, resolver.lifetime = TRY_SECONDS, LIFETIME_SECONDS
            # What an earlier look was told must not pass for the present.
            resolver.cache = None

    @property
    def nameservers(self) -> str:
        """Whom it asks, to be told to a person."""
        return ", ".join(str(server) for server in self._resolver.nameservers) if self._resolver else "–"

    def ask(self, question: Question) -> Answer:
        """The answer; a time-out, SERVFAIL and the like are answers of their own kind. Raises nothing."""
        if self._resolver is None or self._is_dead():
            return UNASKED
        answer = _asked(self._resolver, question)
        with self._lock:
            self.heard = self.heard or answer.status is not Status.TIME_OUT
            self._unheard += answer.status is Status.TIME_OUT
        return answer

    def _is_dead(self) -> bool:
        with self._lock:
            return not self.heard and self._unheard >= DEAD_AFTER


def _asked(resolver: dns.resolver.Resolver, question: Question) -> Answer:
    try:
        name = dns.name.from_text(question.name)
    except (dns.exception.DNSException, UnicodeError, ValueError):
        return Answer(Status.NO_NAME)  # no name server can know what is no name
    try:
        found = resolver.resolve(name, question.type, raise_on_no_answer=False, search=False)
    except dns.resolver.NXDOMAIN:
        return Answer(Status.NO_NAME)
    except dns.resolver.LifetimeTimeout:
        return Answer(Status.TIME_OUT)
    except (dns.exception.DNSException, OSError, ValueError):
        return Answer(Status.FAILURE)
    through = tuple(_name(link[0].target) for link in found.chaining_result.cnames)
    if found.rrset is None:
        return Answer(Status.NO_DATA, through=through)
    values = sorted(_value(question.type, record) for record in found.rrset)
    return Answer(Status.FOUND, tuple(values[:MOST_VALUES]), through)


def _value(kind: str, record: Any) -> str:
    if kind == "TXT":
        return b"".join(record.strings).decode("utf-8", "replace")[:MOST_CHARACTERS]
    if kind == "MX":
        return f"{record.preference} {_name(record.exchange)}"
    return _name(record.target) if kind == "CNAME" else str(record.address)


def _name(name: dns.name.Name) -> str:
    return name.to_text(omit_final_dot=True).lower()
