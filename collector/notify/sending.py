"""One message through one channel, in a given time, and what became of it as a sentence without any address.

What a message says lives in `writing.py`; which letters it is made of, and what follows a failure, in `courier.py`.
"""

import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

import apprise

from collector.notify.channel import Form
from collector.notify.channels import Line
from collector.notify.writing import Written
from deliverability.model import N_, Text, text
from deliverability.rules.rule import Severity

PATIENCE_SECONDS: Final = 30.0
"""A channel that has not taken a message by then is tried again later."""
KEY_HEADER: Final = "X-Deliverability-Key"
STATUS: Final = re.compile(r"\berror(?: code)?[=:] ?([45]\d\d)\b")
"""apprise tells the status of an answer in its log only; nothing else but what follows is looked for in it, or kept."""
NO_ANSWER: Final = re.compile(r"\bconnection error occur", re.IGNORECASE)
NO_MAIL_SERVER: Final = "Connection error while submitting email"
"""apprise says this of a mail server that does not answer and of one that accepts no login."""
LATER: Final = frozenset({408, 425, 429})
"""Answers of 4xx that pass by themselves."""
STALE_ADDRESS: Final = frozenset({401, 403, 404, 410})

KINDS: Final = {
    Severity.INFO: apprise.NotifyType.INFO,
    Severity.WARN: apprise.NotifyType.WARNING,
    Severity.CRITICAL: apprise.NotifyType.FAILURE,
}

LATE: Final = N_("{channel} did not answer within {seconds:duration}.")
UNREACHED: Final = N_(
    "{channel} could not be reached: nothing answers at its address. Look whether its host and port are right, and whether "
    "this machine may reach them."
)
UNREACHED_MAIL: Final = N_(
    "{channel} could not be reached: its mail server does not answer, or does not accept the user and password."
)
UNTAKEN: Final = N_("{channel} did not take the message, and gave no reason that is known here.")
ANSWERED: Final = N_("{channel} answered with the error {code}.")
REFUSED: Final = N_("{channel} answered with the error {code}: it does not accept the message.")
STALE: Final = N_(
    "{channel} answered with the error {code}: its address or token is not valid (any more). Make a new one and put it "
    "into ALERT_URLS."
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a message did not arrive; `permanent` when trying again is useless."""

    why: Text
    permanent: bool = False


def begin(line: Line, message: Written, patience: float = PATIENCE_SECONDS) -> Callable[[], Trouble | None]:
    """Send; the function returned waits and says why not, in time even if the other side never answers.

    A thread that hangs is left behind: it is a daemon, and the message it may still deliver bears the same key.
    """
    patience += line.service.request_rate_per_sec * max(0, len(line.service) - 1)
    outcome: list[Trouble | None] = []
    name = line.channel.name

    def attempt() -> None:
        # A letter and a test at the same time share the service, which has the keys of one of them in its headers.
        if not line.turn.acquire(timeout=patience):
            return
        try:
            outcome.append(_attempt(line, message))
        except Exception:  # noqa: BLE001 - a plugin's fault, whose message may hold the address
            outcome.append(Trouble(text(UNTAKEN, channel=name)))
        finally:
            line.turn.release()

    def wait() -> Trouble | None:
        thread.join(patience)
        return outcome[0] if outcome else Trouble(text(LATE, channel=name, seconds=patience))

    thread = threading.Thread(target=attempt, name=f"send-{name}", daemon=True)
    thread.start()
    return wait


def _attempt(line: Line, message: Written) -> Trouble | None:
    service = line.service
    _mark(service, message.keys)
    sender = apprise.Apprise()
    sender.add(service)
    body, body_format = _body(line, message)
    kind = apprise.NotifyType.SUCCESS if message.is_over else KINDS[message.severity]
    result = sender.notify(body=body, title=message.title, notify_type=kind, body_format=body_format)
    return None if result else _trouble(line.channel.name, result)


def _mark(service: Any, keys: tuple[str, ...]) -> None:
    """Put the keys where programs look for them: a header, where the service has any (webhooks, mail).

    A text longer than the service takes is sent in parts, unless the address says otherwise; it would be refused whole.
    """
    if isinstance(headers := getattr(service, "headers", None), dict):
        headers[KEY_HEADER] = ",".join(quote(key, safe="|#/@.:-_ ") for key in keys)
    if service.overflow_mode == apprise.OverflowMode.UPSTREAM:
        service.overflow_mode = apprise.OverflowMode.SPLIT


def _body(line: Line, message: Written) -> tuple[str, apprise.NotifyFormat]:
    form = line.channel.form
    if form is Form.MAIL and line.service.resolve_format(apprise.NotifyFormat.HTML) == apprise.NotifyFormat.HTML:
        return message.html, apprise.NotifyFormat.HTML
    return message.short if form is Form.SHORT else message.plain, apprise.NotifyFormat.TEXT


def _trouble(name: str, result: Any) -> Trouble:
    found = [int(match[1]) for entry in result.logs() for match in STATUS.finditer(entry.message)]
    if not found:
        return Trouble(text(_why(entry.message for entry in result.logs()), channel=name))
    code = found[-1]
    if code >= 500 or code in LATER:
        return Trouble(text(ANSWERED, channel=name, code=code))
    return Trouble(text(STALE if code in STALE_ADDRESS else REFUSED, channel=name, code=code), permanent=True)


def _why(told: Iterable[str]) -> str:
    """Why there was no answer with a status, as far as apprise's log tells."""
    for line in told:
        if NO_ANSWER.search(line):
            return UNREACHED
        if line.startswith(NO_MAIL_SERVER):
            return UNREACHED_MAIL
    return UNTAKEN
