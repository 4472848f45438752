"""A mail taken apart: its headers and its texts as a reader sees them, or why it cannot be read.

What they are worth is judged in the files beside this one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses
from itertools import islice
from typing import Final

from deliverability.mail_check import words
from deliverability.model import N_, Text, text

LARGEST: Final = 5 * 2**20
"""Bytes; headers and texts of a mail are far smaller, whatever hangs on it."""

MOST_PARTS: Final = 200
MOST_HEADERS: Final = 1_000
MOST_COMPARED: Final = 20_000_000
"""Lines times boundaries: within parts within parts the parser holds each line against every boundary around it."""

MOST_TEXT: Final = 400_000
"""Signs of a mail's texts that are looked through."""

BOM: Final = b"\xef\xbb\xbf"
OUTLOOK: Final = bytes.fromhex("d0cf11e0a1b11ae1")
ENDLESS: Final = text(N_("The mail has parts within parts without end. No mail program writes this."))
_BOUNDARY: Final = re.compile(rb"boundary", re.IGNORECASE)
_UNSEEN: Final = re.compile(r"<(style|script)\b.*?(</\1\s*>|\Z)|<!--.*?(-->|\Z)", re.DOTALL | re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail. `headers` are names in lower case and values as a reader sees them, in their order; `markup` is raw HTML.

    `senders` are display name and address of each that From names, `seen` the text that a reader sees of the body.
    """

    headers: tuple[tuple[str, str], ...]
    senders: tuple[tuple[str, str], ...]
    plain: str
    markup: str
    seen: str

    def all(self, name: str) -> tuple[str, ...]:
        """The values of every header of a name, the topmost first: each server on the way writes above."""
        return tuple(value for key, value in self.headers if key == name)

    def first(self, name: str) -> str:
        """The topmost header of a name, without blanks around it; "" where there is none."""
        return next(iter(self.all(name)), "").strip()

    @property
    def subject(self) -> str:
        """The subject."""
        return self.first("subject")

    @property
    def domain(self) -> str:
        """The domain of the first sender's address, without a dot at its end; "" where there is none."""
        return self.senders[0][1].rpartition("@")[2].rstrip(".") if self.senders else ""

    @property
    def has_arrived(self) -> bool:
        """Whether a server on the way left its mark: only then can the file tell what became of the mail."""
        return bool(self.all("received") or self.all("authentication-results"))


def read(raw: bytes) -> Letter | Text:
    """The mail, or the sentence that says why this is none that can be read. Never raises."""
    if problem := _problem(raw):
        return problem
    try:
        message = message_from_bytes(raw.lstrip().removeprefix(BOM).lstrip())
        parts = list(islice(_parts(message), MOST_PARTS))
        lines = [(name.lower(), str(value)) for name, value in islice(message.raw_items(), MOST_HEADERS)]
        senders = _senders(value for name, value in lines if name == "from")
    except RecursionError:
        return ENDLESS
    plain, markup = _joined(parts, "text/plain"), _joined(parts, "text/html")
    headers = tuple((name, words.header(value)) for name, value in lines)
    seen = f"{plain}\n{_TAG.sub(' ', _UNSEEN.sub(' ', markup))}"
    letter = Letter(headers, senders, plain, markup, seen)
    if not (letter.first("from") or letter.first("subject")):
        return text(N_("This is no mail: it has neither a sender nor a subject. Save the original as .eml."))
    return letter


def _problem(raw: bytes) -> Text | None:
    if not raw.strip():
        return text(N_("The file is empty."))
    if len(raw) > LARGEST:
        return text(N_("The file has {size:bytes}; at most {most:bytes} are looked at."), size=len(raw), most=LARGEST)
    if raw.startswith(OUTLOOK):
        return text(N_("This is Outlook's own format. Save the mail as .eml, or take the original from the web mail."))
    return ENDLESS if raw.count(b"\n") * len(_BOUNDARY.findall(raw)) > MOST_COMPARED else None


def _senders(values: Iterator[str]) -> tuple[tuple[str, str], ...]:
    """Taken apart before names are decoded: a comma in a name is none between addresses."""
    flat = [value[: words.MOST_SIGNS].replace("\r", "").replace("\n", "") for value in values]
    found = getaddresses(flat)
    return tuple((words.header(name), words.header(address).lower()) for name, address in found if "@" in address)


def _parts(message: Message) -> Iterator[tuple[str, str]]:
    """Kind and text of every part, the text only of those that are meant to be read."""
    for part in message.walk():
        kind = part.get_content_type()
        is_text = kind in {"text/plain", "text/html"} and part.get_content_disposition() != "attachment"
        yield kind, _text(part) if is_text else ""


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    try:
        charset = part.get_content_charset() or ""
    except ValueError:  # a charset with a zero in its name
        charset = ""
    return words.body(payload if isinstance(payload, bytes) else b"", charset)


def _joined(parts: list[tuple[str, str]], kind: str) -> str:
    return "\n".join(own for each, own in parts if each == kind)[:MOST_TEXT]
