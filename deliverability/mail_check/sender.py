"""Who a mail says it is from, and the two headers that every mail has: its date and its own name."""

from datetime import datetime
from email.utils import parsedate_to_datetime

from deliverability.mail_check import words
from deliverability.mail_check.domains import MAILBOXES
from deliverability.mail_check.hint import Found, doubtful, fine
from deliverability.mail_check.letter import Letter
from deliverability.model import N_, text


def sender(letter: Letter) -> Found:
    """Whether From names one sender, at a domain of their own."""
    senders = letter.senders
    if len(letter.all("from")) != 1 or len(senders) != 1:
        told = text(N_("From: {value}"), value=words.short(" | ".join(letter.all("from"))) or None)
        return doubtful(told, advice=(text(N_("Name one sender with one address in one From header.")),))
    address = senders[0][1]
    told = text(N_("From: {value}"), value=words.short(address))
    if letter.domain in MAILBOXES:
        advice = N_("Send from a domain of your own: {domain} lets nobody else send in its name.")
        return doubtful(told, advice=(text(advice, domain=letter.domain),))
    return fine(told)


def dated(letter: Letter) -> Found:
    """Whether it has a date and a name of its own. SES adds both to what it sends."""
    date, name = letter.first("date"), letter.first("message-id")
    told = []
    if not date:
        told.append(text(N_("It has no Date header.")))
    elif _moment(date) is None:
        told.append(text(N_("Its Date header is no date: {value}"), value=words.short(date)))
    if not name:
        told.append(text(N_("It has no Message-ID header.")))
    elif not (name.startswith("<") and name.endswith(">") and "@" in name):
        told.append(text(N_("Its Message-ID is no name of a mail: {value}"), value=words.short(name)))
    if not told:
        return fine(text(N_("Date and Message-ID stand in it.")))
    return doubtful(
        *told, advice=(text(N_("SES adds both where they are missing; write them rightly or leave them out.")),)
    )


def _moment(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
