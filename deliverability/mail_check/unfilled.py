"""Tags of a template that nobody filled: a reader who is called {{name}} knows what kind of mail it is."""

import re
from collections.abc import Iterator
from typing import Final

from deliverability.mail_check.hint import Found, doubtful, fine
from deliverability.mail_check.letter import Letter
from deliverability.model import N_, text

TAGS: Final = re.compile(
    r"\{\{[^{}\r\n]{1,80}\}\}|\{%[^{}\r\n]{1,80}%\}|%%[A-Za-z_][\w. -]{0,60}%%|\*\|[^|*\r\n]{1,80}\|\*"
    r"|\$\{[A-Za-z_][\w.]{0,60}\}|#\{[^{}\r\n]{1,60}\}|<%[^<>\r\n]{1,80}%>"
)
"""Of SES and Handlebars, Jinja and Django, Salesforce, Mailchimp, shells, Korean message services, and ERB."""

WHERE: Final = ("subject", "from", "reply-to", "to", "list-unsubscribe")
MOST: Final = 5


def unfilled(letter: Letter) -> Found:
    """Those found in the headers that a reader meets, in the texts and in the links."""
    found = tuple(dict.fromkeys(_found(letter)))
    if not found:
        return fine(text(N_("No tag of a template is left in it.")))
    shown = ", ".join(found[:MOST]) + ("…" if len(found) > MOST else "")
    advice = text(N_("Fill them before sending, and give each a value to fall back on."))
    return doubtful(text(N_("Left unfilled: {tags}"), tags=shown), advice=(advice,))


def _found(letter: Letter) -> Iterator[str]:
    for value in (*(value for name in WHERE for value in letter.all(name)), letter.plain, letter.markup):
        yield from TAGS.findall(value)
