"""SPF: a record taken apart, and its look-ups followed and counted as a receiver would at worst (RFC 7208, 4.6.4).

Whether a domain needs such a record, and what the counts come to, is in `spf_checks.py`.
"""

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from deliverability.dns.look import UNASKED, Answer, Answers, Question, Status
from deliverability.model import N_, NN_, Text, text

MOST_LOOKUPS: Final = 10
MOST_VOIDS: Final = 2
_ENOUGH: Final = 30
"""Far beyond what any receiver follows: a record that asks for more is not followed to its end."""

_MECHANISM: Final = re.compile(r"([+\-~?]?)([a-z0-9]+)(?:[:]([^/]+))?((?:/\d+)?(?://\d+)?)", re.IGNORECASE)
_MODIFIER: Final = re.compile(r"([a-z][a-z0-9_.\-]*)=(.*)", re.IGNORECASE)
_NAMES: Final = frozenset({"all", "include", "a", "mx", "ptr", "exists"})
_ASKED_AS: Final = {"include": "TXT", "redirect": "TXT", "a": "A", "exists": "A", "mx": "MX"}


@dataclass(frozen=True, slots=True)
class Term:
    """A mechanism with its qualifier, or the modifier `redirect`; `value` is a domain or "" for the record's own."""

    qualifier: str
    name: str
    value: str


@dataclass(slots=True)
class Walk:
    """What following a domain's SPF record comes to.

    `questions` are those that it takes, in order; `silent` the names whose answer is not known, `voids` those that led
    nowhere. `faults` make receivers give up on the record, `doubts` do not. `lookups` counts like a receiver: the first
    record is free. `includes` are the names that were followed.
    """

    questions: list[Question] = field(default_factory=list)
    record: str = ""
    lookups: int = 0
    voids: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    faults: list[Text] = field(default_factory=list)
    doubts: list[Text] = field(default_factory=list)
    includes: list[str] = field(default_factory=list)


def records(answer: Answer) -> list[str]:
    """Those of a TXT answer's values that are SPF records."""
    return [value for value in answer.values if value.lower() == "v=spf1" or value.lower().startswith("v=spf1 ")]


def terms(record: str) -> Iterator[Term | str]:
    """Each term that matters of a record, or the word itself where it is none."""
    for word in record.split()[1:]:
        if found := _MODIFIER.fullmatch(word):
            if found[1].lower() == "redirect":
                yield Term("", "redirect", _host(found[2]))
        elif (found := _MECHANISM.fullmatch(word)) and _is_sound(found[2].lower(), found[3] or ""):
            yield Term(found[1], found[2].lower(), _host(found[3] or ""))
        else:
            yield word


def _is_sound(name: str, value: str) -> bool:
    """Whether there is such a mechanism, and what must be an address is one."""
    if name not in {"ip4", "ip6"}:
        return name in _NAMES
    try:
        return ipaddress.ip_address(value).version == int(name[-1])
    except ValueError:
        return False


def walk(domain: str, answers: Answers) -> Walk:
    """Follow the record of a domain as far as the answers go."""
    walked = Walk()
    _follow(domain, answers, walked, ())
    if walked.lookups > MOST_LOOKUPS:
        many = N_(
            "Receivers follow 10 look-ups at most. The record of {domain} takes {n:number}: SPF fails for all of it."
        )
        walked.faults.append(text(many, domain=domain, n=walked.lookups))
    n, names = len(walked.voids), ", ".join(walked.voids)
    if n > MOST_VOIDS:
        far = N_("{n:number} names in the record of {domain} lead nowhere ({names}). Receivers bear 2 of them.")
        walked.faults.append(text(far, domain=domain, n=n, names=names))
    elif n:
        few = NN_(
            "{n} name in the record of {domain} leads nowhere: {names}.",
            "{n} names in the record of {domain} lead nowhere: {names}.",
        )
        walked.doubts.append(text(few, domain=domain, n=n, names=names))
    return walked


def _follow(name: str, answers: Answers, walked: Walk, path: tuple[str, ...]) -> None:
    """Read the record at a name that was reached by `path`, and what it includes."""
    answer = _asked(Question(name, "TXT"), answers, walked)
    if not answer.is_known:
        walked.silent.append(name)
        return
    found = records(answer)
    if not path:
        walked.record = found[0] if found else ""
    if len(found) > 1:
        two = N_("{domain} has {n:number} SPF records. Receivers accept one at most, and none of two.")
        walked.faults.append(text(two, domain=name, n=len(found)))
    elif not found and path:
        none = N_("The record of {domain} includes {name}, which has no SPF record.")
        walked.faults.append(text(none, domain=path[-1], name=name))
    for record in found[:1]:
        _read(record, name, answers, walked, (*path, name))


def _read(record: str, name: str, answers: Answers, walked: Walk, path: tuple[str, ...]) -> None:
    found = list(terms(record))
    ends = any(isinstance(term, Term) and term.name == "all" for term in found)
    for term in found:
        if isinstance(term, str):
            odd = N_("The SPF record of {domain} has a part that receivers cannot read: {word}")
            walked.faults.append(text(odd, domain=name, word=term))
        elif term.name == "all" and term.qualifier in {"", "+"}:
            walked.doubts.append(
                text(N_("The SPF record of {domain} ends in +all: it lets anybody send."), domain=name)
            )
        elif term.name == "ptr":
            walked.lookups += 1
            walked.doubts.append(
                text(N_("The SPF record of {domain} uses ptr, which receivers may ignore."), domain=name)
            )
        elif term.name in _ASKED_AS and not (term.name == "redirect" and ends):
            _look_up(term, name, answers, walked, path)


def _look_up(term: Term, name: str, answers: Answers, walked: Walk, path: tuple[str, ...]) -> None:
    walked.lookups += 1
    target = term.value or name
    if "%" in target or walked.lookups > _ENOUGH:
        return  # a macro depends on the mail, so there is no name to ask for
    if term.name in {"include", "redirect"}:
        if target in path:
            loop = N_("The SPF record of {domain} includes itself by way of {name}.")
            walked.faults.append(text(loop, domain=path[0], name=name))
        else:
            walked.includes.append(target)
            _follow(target, answers, walked, path)
        return
    answer = _asked(Question(target, _ASKED_AS[term.name]), answers, walked)
    if not answer.is_known:
        walked.silent.append(target)
    elif answer.status is not Status.FOUND:
        walked.voids.append(target)


def _asked(question: Question, answers: Answers, walked: Walk) -> Answer:
    walked.questions.append(question)
    return answers.get(question, UNASKED)


def _host(value: str) -> str:
    return value.partition("/")[0].lower().rstrip(".")
