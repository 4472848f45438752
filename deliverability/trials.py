"""What a person may have tried from here: a test mail through SES, a sign-up at the application; and what became of it.

Who tries is `collector/trials.py`; what is kept of it, `store/trials.py`; the items that rest on it, `checklist/mail_tried.py`.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from deliverability.environment import LOOPBACK
from deliverability.metrics import HOUR
from deliverability.model import N_, Text

SIMULATOR: Final = "simulator.amazonses.com"


class Kind(StrEnum):
    """A trial: mail to an address of the viewer's choice or to one of SES's mailbox simulator, or a sign-up."""

    SUCCESS = "success"
    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    SUPPRESSED = "suppressionlist"
    OUT_OF_OFFICE = "ooto"
    ADDRESS = "address"
    SIGN_UP = "sign-up"


MAILS: Final = tuple(kind for kind in Kind if kind is not Kind.SIGN_UP)

TITLES: Final = {
    Kind.SUCCESS: N_("Mailbox simulator: delivered"),
    Kind.BOUNCE: N_("Mailbox simulator: bounces"),
    Kind.COMPLAINT: N_("Mailbox simulator: is complained of"),
    Kind.SUPPRESSED: N_("Mailbox simulator: is on the suppression list"),
    Kind.OUT_OF_OFFICE: N_("Mailbox simulator: answers that nobody is in"),
    Kind.ADDRESS: N_("An address of your own"),
    Kind.SIGN_UP: N_("Sign-up"),
}

WINDOW_SECONDS: Final = HOUR
MOST: Final = dict.fromkeys(MAILS, 20) | {Kind.ADDRESS: 5, Kind.SIGN_UP: 5}
"""Trials of a kind in an hour. The simulator takes what it is sent; a stranger's mailbox, and an application, do not."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be tried: mail from `sender` alone ("" where no address is set), a sign-up at `signup_url` ("" for none).

    The address and the body of a sign-up may hold secrets.
    """

    send: bool = False
    sender: str = ""
    configuration_set: str = ""
    signup_url: str = field(default="", repr=False)
    signup_body: str = field(default="", repr=False)
    language: str = "en"


NOTHING: Final = Allowed()
"""What is allowed unless it is said."""


class State(StrEnum):
    """How a trial stands. Not known: it was begun, and what became of it was never told; it is not begun again."""

    UNDER_WAY = "under-way"
    DONE = "done"
    REFUSED = "refused"
    NOT_KNOWN = "not-known"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a trial: `reference` is SES's message id, "" where there was none.

    `says` is the sentence for it; `missing` names the permission that it lacks.
    """

    state: State
    says: Text
    reference: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial begun at `at` (epoch seconds) with a masked recipient or an address without its secrets as `subject`."""

    id: int
    kind: Kind
    subject: str
    at: int
    state: State
    reference: str = ""
    says: Text | None = None
    missing: str = ""


_ADDRESS: Final = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}", re.ASCII
)


def recipient(kind: Kind, typed: str) -> str | None:
    """The one address a mail of this kind goes to; None where what was typed is none that SES could send to.

    A domain outside ASCII is written as DNS knows it; before the @ SES takes ASCII only.
    """
    if kind is not Kind.ADDRESS:
        return f"{kind.value}@{SIMULATOR}"
    local, at, domain = typed.strip().rpartition("@")
    try:
        found = f"{local}{at}{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return None
    return found if len(found) <= 254 and _ADDRESS.fullmatch(found) else None


def masked(address: str) -> str:
    """The address as it may be kept and shown: the simulator's whole, of any other the first letter and the domain."""
    local, _, domain = address.rpartition("@")
    return address if domain == SIMULATOR else f"{local[:1]}***@{domain}"


def shown(url: str) -> str:
    """A web address without what may be secret in it: neither user, password, query nor fragment; "" for none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}{parts.path}" if host else ""


def is_here(url: str) -> bool:
    """Whether a web address leads to this machine and nowhere else."""
    try:
        return (urlsplit(url).hostname or "").lower() in LOOPBACK
    except ValueError:
        return False


def body_of(template: str, now: int) -> str:
    """What a sign-up sends: the template with `{now}` in place of the time, so that each test user is a new one."""
    return template.replace("{now}", str(now))
