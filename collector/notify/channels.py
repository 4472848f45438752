"""ALERT_URLS into channels: where one address ends, which severity it is for, what service it is.

`[info=|warn=|critical=]address`, separated by commas, semicolons or blanks. An address is never repeated in a sentence:
most are secrets. Sending lives in `sending.py`.
"""

import logging
import re
import threading
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import apprise
from apprise.manager_plugins import NotificationManager

from collector.notify.channel import Channel, Form
from deliverability.model import N_, Text, text
from deliverability.rules.rule import SEVERITIES, Severity

# What it logs may hold an address; what we need of it, we read from its results.
_SECRETIVE: Final = logging.getLogger("apprise")
_SECRETIVE.propagate = False
_SECRETIVE.addHandler(logging.NullHandler())
_SECRETIVE.setLevel(logging.WARNING)

_SERVICES: Final[Callable[[], Container[str]]] = NotificationManager
"""Every scheme that apprise knows."""

BEGINNING: Final = re.compile(r"(?:^|(?<=[\s,;]))(?:(?P<tag>[A-Za-z]+)=)?(?=[A-Za-z0-9]+://)")
"""Where an address begins. apprise itself drops the tag here, and takes the second of two addresses for a part of the
first where a tag stands between them."""
LONGEST_SCHEME: Final = 20
"""Letters of a scheme that are said; no service has a longer one."""
SEPARATORS: Final = " \t\r\n,;"

MAIL: Final = frozenset(
    ["mailto", "ses", "mailgun", "mailersend", "sendgrid", "smtp2go", "sparkpost", "brevo", "resend", "postmark",
     "o365", "office365", "azure", "sendpulse"]
)  # fmt: skip
PLAIN: Final = frozenset(["json", "xml", "form", "syslog", "rsyslog", "sns", "apprise"])
SES_SMTP: Final = re.compile(r"email-smtp(-fips)?\.[a-z0-9-]+\.amazonaws\.com(\.cn)?", re.IGNORECASE)

UNKNOWN: Final = N_(
    "ALERT_URLS: address {n:number} begins with {scheme}://, which is no service that alerts can go to. docs/alerts.md "
    "lists the usual ones. Example: {example}"
)
INCOMPLETE: Final = N_(
    "ALERT_URLS: address {n:number} ({scheme}://…) lacks a part, or one of its parts cannot be right. docs/alerts.md "
    "shows what it is made of. Example: {example}"
)
NO_SEVERITY: Final = N_(
    "ALERT_URLS: before address {n:number} ({scheme}://…) stands what is no severity. Write info=, warn= or critical=, "
    "or nothing. Example: {example}"
)
LEFTOVER: Final = N_("ALERT_URLS: it must begin with an address. Example: {example}")
EXAMPLE: Final = "ALERT_URLS=slack://TokenA/TokenB/TokenC,critical=mailtos://user:password@example.com"


@dataclass(frozen=True, slots=True)
class Line:
    """A channel and the apprise service behind it, which holds the address and is used by one at a `turn`."""

    channel: Channel
    service: Any = field(repr=False)
    turn: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)


def lines(urls: str, watched_key: str | None = None) -> tuple[list[Line], list[Text]]:
    """The channels of a value of ALERT_URLS with their services, and what is wrong with it.

    `watched_key` is the access key id with which the account is read: what is signed with it is that account's.
    """
    found: list[Line] = []
    entries, problems = _entries(urls)
    for n, (tag, url) in enumerate(entries, 1):
        service = apprise.Apprise.instantiate(url, asset=_asset())
        scheme = url.partition("://")[0].lower()[:LONGEST_SCHEME]
        if service is None:
            problems.append(text(INCOMPLETE if scheme in _SERVICES() else UNKNOWN, n=n, scheme=scheme, example=EXAMPLE))
        elif tag.lower() not in {"", *SEVERITIES}:
            problems.append(text(NO_SEVERITY, n=n, scheme=scheme, example=EXAMPLE))
        else:
            severity = Severity(tag.lower() or Severity.INFO)
            found.append(Line(_channel(service, severity, [line.channel for line in found], watched_key), service))
    return found, problems


def _entries(urls: str) -> tuple[list[tuple[str, str]], list[Text]]:
    begun = list(BEGINNING.finditer(urls))
    ends = [*(match.start() for match in begun[1:]), len(urls)]
    found = [
        (match["tag"] or "", urls[match.end() : end].strip(SEPARATORS)) for match, end in zip(begun, ends, strict=True)
    ]
    before = urls[: begun[0].start()] if begun else urls
    return found, [text(LEFTOVER, example=EXAMPLE)] if before.strip(SEPARATORS) else []


def _asset() -> apprise.AppriseAsset:
    """Ours in name; nothing that is not asked for: no keys made, no files kept, no time-out but our own."""
    return apprise.AppriseAsset(
        app_id="SES deliverability", app_desc="SES deliverability", pgp_autogen=False, pem_autogen=False,
        service_timeout=0,
    )  # fmt: skip


def _channel(service: Any, minimum: Severity, others: Sequence[Channel], watched_key: str | None) -> Channel:
    kind = _kind(service)
    same = sum(channel.kind == kind for channel in others)
    form = Form.MAIL if kind in MAIL else Form.PLAIN if kind in PLAIN else Form.SHORT
    return Channel(f"{kind}-{same + 1}" if same else kind, kind, form, minimum, _depends(service, kind, watched_key))


def _kind(service: Any) -> str:
    """The service's shortest address scheme without its TLS twin."""
    return next(iter(_schemes(service.protocol, service.secure_protocol)))


def _schemes(*protocols: str | Iterable[str] | None) -> Iterator[str]:
    for protocol in protocols:
        yield from [protocol] if isinstance(protocol, str) else protocol or ()


def _depends(service: Any, kind: str, watched_key: str | None) -> bool:
    if kind == "sns":
        return watched_key is not None and service.aws_access_key_id == watched_key
    return kind == "ses" or bool(kind == "mailto" and SES_SMTP.fullmatch(service.smtp_host or ""))
