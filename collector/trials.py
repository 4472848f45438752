"""What a viewer wants tried, tried at most once: written down as begun before it is, and never begun again after that.

A request is a row that a page wrote (`store/requests.py`); the answer goes back into it. How mail is sent is in
`aws/sending.py`, how a sign-up is tried in `probes/signup.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from collector.aws.clients import Aws
from collector.aws.sending import send
from collector.probes.signup import sign_up
from collector.rechecks import NOT_HERE, again
from collector.rounds import Watch
from deliverability.model import N_, Scope, Text, text
from deliverability.trials import MOST, WINDOW_SECONDS, Kind, Outcome, State, is_here, masked, recipient, shown
from store import requests, texts, trials
from words.render import render

OFF: Final = N_(
    "Test mail is switched off. Set TEST_SEND=1, give the key the permission that `python -m collector policy` then "
    "prints, and start the collector again."
)
NO_SENDER: Final = N_("DEFAULT_FROM_EMAIL is not set to an address, and test mail is sent from no other.")
NO_ADDRESS: Final = N_("That is not one address that SES could send to.")
TOO_MANY: Final = N_("{n} were tried within the last hour already. Wait until the first of them is an hour old.")
NO_SIGN_UP: Final = N_("SIGNUP_TEST_URL is not set where the collector reads it.")
UNCONFIRMED: Final = N_("{url} is not on this machine: a sign-up there has to be confirmed.")
NOT_ASKED: Final = N_("The collector tries nothing of that name. Reload the page.")
ENDED: Final = N_(
    "The collector ended in the middle of it. It is not known whether it was done, so it is not repeated."
)

SUBJECT: Final = N_("Test mail of the SES deliverability dashboard")
BODY: Final = N_(
    "Somebody who watches over the mail of {sender} had this test sent through Amazon SES. There is nothing to do.\n\n"
    "Look at the original of this message: it should say dkim=pass and dmarc=pass."
)


def serve(watch: Watch) -> None:
    """Try what is asked for until the watching ends."""
    again(watch, "trial", lambda: answer(watch))


def answer(watch: Watch) -> int:
    """Try what was asked for by now; how many requests there were. What was left midway is said to be so first."""
    for number, request in trials.orphans(watch.store):
        _settle(watch, request, number, Outcome(State.NOT_KNOWN, text(ENDED)))
    count = 0
    while not watch.stop.is_set() and _one(watch):
        count += 1
    return count


@dataclass(frozen=True, slots=True)
class _Begun:
    """A trial that was written down as begun, and how it is done."""

    number: int
    attempt: Callable[[], Outcome]


def _one(watch: Watch) -> bool:
    with watch.store.transaction():
        request = requests.take_away(watch.store, requests.TRY, _now(watch))
        if request is None:
            return False
        found = [aws for aws in watch.regions if _is_of(watch, aws, request.body)]
        begun = (
            _begin(watch, found[0], request) if found else text(NOT_HERE, region=str(request.body.get("region", "")))
        )
    if isinstance(begun, Text):
        _answer(watch, request.id, Outcome(State.REFUSED, begun))
        return True
    _settle(watch, request.id, begun.number, begun.attempt())
    watch.checked(found[0])
    return True


def _is_of(watch: Watch, aws: Aws, body: Mapping[str, Any]) -> bool:
    return bool(aws.region == body.get("region") and watch.account_id == body.get("account_id"))


def _begin(watch: Watch, aws: Aws, request: requests.Request) -> _Begun | Text:
    """Write the trial down, unless there is a reason not to begin it."""
    try:
        kind = Kind(request.body.get("kind", ""))
    except ValueError:
        return text(NOT_ASKED)
    planned = _sign_up(watch, request) if kind is Kind.SIGN_UP else _mail(watch, aws, kind, request)
    if isinstance(planned, Text):
        return planned
    tried = trials.begun_since(watch.store, watch.account_id, kind, _now(watch) - WINDOW_SECONDS)
    if tried >= MOST[kind]:
        return text(TOO_MANY, n=tried)
    subject, attempt = planned
    scope = Scope(watch.account_id, aws.region)
    return _Begun(trials.begin(watch.store, scope, request.id, kind, subject, _now(watch)), attempt)


_Planned = tuple[str, Callable[[], Outcome]]
"""What may be kept of whom it concerns, and how it is done."""


def _mail(watch: Watch, aws: Aws, kind: Kind, request: requests.Request) -> _Planned | Text:
    may = watch.may_try
    if not may.send:
        return text(OFF)
    if not may.sender:
        return text(NO_SENDER)
    to = recipient(kind, str(request.body.get("recipient", "")))
    if to is None:
        return text(NO_ADDRESS)
    subject, body = (render(each, may.language) for each in (text(SUBJECT), text(BODY, sender=may.sender)))
    return masked(to), partial(send, aws, may.sender, to, subject, body, may.configuration_set)


def _sign_up(watch: Watch, request: requests.Request) -> _Planned | Text:
    may = watch.may_try
    if not may.signup_url:
        return text(NO_SIGN_UP)
    if not is_here(may.signup_url) and request.body.get("confirmed") is not True:
        return text(UNCONFIRMED, url=shown(may.signup_url))
    return shown(may.signup_url), partial(sign_up, may.signup_url, may.signup_body, _now(watch))


def _settle(watch: Watch, request: int, number: int, outcome: Outcome) -> None:
    with watch.store.transaction():
        trials.settle(watch.store, number, outcome, _now(watch))
        _answer(watch, request, outcome)


def _answer(watch: Watch, request: int, outcome: Outcome) -> None:
    told = {"state": outcome.state.value, "says": texts.packed(outcome.says), "reference": outcome.reference}
    requests.answer(watch.store, request, told, _now(watch))


def _now(watch: Watch) -> int:
    return int(watch.clock().timestamp())
