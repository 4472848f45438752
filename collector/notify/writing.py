"""Letters into one message in a person's language: a title, plain text, HTML, and the short form for chat.

What is said is the rules' (`deliverability/rules/`); to whom and when, `courier.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Final

from collector.notify import markup
from collector.notify.channel import Channel
from collector.notify.part import Part
from deliverability.alerting import Kind
from deliverability.model import N_, NN_, Scope, Text, text
from deliverability.rules.catalogue import BY_NAME
from deliverability.rules.rule import SEVERITIES, Message, Severity, Urgency
from store.outbox import Letter
from words.render import render

SEVERITY_WORDS: Final = {
    Severity.INFO: N_("For information"),
    Severity.WARN: N_("Warning"),
    Severity.CRITICAL: N_("Critical"),
}
KIND_WORDS: Final = {
    Kind.ESCALATED: N_("Worse: {severity}"),
    Kind.REMINDER: N_("Still: {severity}"),
    Kind.RESOLVED: N_("Over"),
}
TO_DO: Final = N_("What to do now:")
RULE: Final = "\N{EM DASH}" * 3
"""Between the letters of one message."""


@dataclass(frozen=True, slots=True)
class Written:
    """A message for every form of channel, and the keys by which a receiver knows a letter that came twice."""

    title: str
    plain: str
    html: str
    short: str
    severity: Severity
    is_over: bool
    keys: tuple[str, ...]


def write(letters: Sequence[Letter], language: str, dashboard: str | None) -> Written:
    """One message of at least one letter, the gravest first. `dashboard` is the address that links begin with."""
    ordered = sorted(letters, key=_order)
    parts = [_part(letter, language, dashboard) for letter in ordered]
    return _shaped(parts, tuple(letter.key for letter in ordered), language)


def write_test(channel: Channel, language: str, dashboard: str | None) -> Written:
    """The message with which a person tries a channel."""
    least = text(SEVERITY_WORDS[channel.minimum])
    part = Part(
        label=render(text(N_("Test")), language),
        region="SES",
        place=channel.name,
        headline=render(text(N_("This is how alerts reach you.")), language),
        figures=(render(text(N_("Least severity of this channel: {severity}."), severity=least), language),),
        link=_link(dashboard, "alerts"),
    )
    return _shaped([part], (f"test#{channel.name}",), language)


def _shaped(parts: Sequence[Part], keys: tuple[str, ...], language: str) -> Written:
    foot = render(text(N_("Key: {keys}"), keys=" ".join(map(brief, keys))), language)
    short = _titled if len(parts) == 1 else _plain
    return Written(
        title=_title(parts, language),
        plain=f"\n\n{RULE}\n\n".join(map(_plain, parts)) + f"\n\n{foot}",
        html=markup.page(parts, foot, language),
        short=f"\n{RULE}\n".join(map(short, parts)) + f"\n{foot}",
        severity=parts[0].severity,
        is_over=all(part.is_over for part in parts),
        keys=keys,
    )


def brief(key: str) -> str:
    """A letter's key as a person sees it: ten signs, the same however often the letter comes."""
    return blake2b(key.encode(), digest_size=5).hexdigest()


def gravity(letter: Letter) -> tuple[int, int]:
    """The higher, the more a person must know of it first: by severity, and of equal severity by the rule's urgency."""
    rule = BY_NAME.get(letter.rule)
    return SEVERITIES.index(letter.severity), rule.urgency if rule else Urgency.FOLLOWS


def _order(letter: Letter) -> tuple[bool, int, int, int]:
    """What is over comes last, of the rest the gravest first."""
    severity, urgency = gravity(letter)
    return letter.kind == Kind.RESOLVED, -severity, -urgency, letter.id


def _title(parts: Sequence[Part], language: str) -> str:
    first = parts[0]
    about = text(N_("[{label}] {place}: {headline}"), label=first.label, place=first.region, headline=first.headline)
    if len(parts) == 1:
        return render(about, language)
    more = NN_("{about} (and {n} more)", "{about} (and {n} more)")
    return render(text(more, about=about, n=len(parts) - 1), language)


def _part(letter: Letter, language: str, dashboard: str | None) -> Part:
    message: Message = letter.message
    is_over = letter.kind == Kind.RESOLVED
    said = Message(message.headline, page=message.page) if is_over else message
    return Part(
        label=render(_label(letter), language),
        region=f"SES {letter.scope.region}".rstrip(),
        place=_place(letter.scope, language),
        headline=render(said.headline, language),
        when=_when(letter, language),
        figures=tuple(render(figure, language) for figure in said.figures),
        aws=render(said.aws, language) if said.aws else "",
        to_do=render(text(TO_DO), language) if said.steps else "",
        steps=tuple(render(step, language) for step in said.steps),
        link=_link(dashboard, said.page),
        severity=letter.severity,
        is_over=is_over,
    )


def _link(dashboard: str | None, page: str) -> str:
    return f"{dashboard.rstrip('/')}/{page}" if dashboard else ""


def _label(letter: Letter) -> Text:
    severity = text(SEVERITY_WORDS[letter.severity])
    word = next((word for kind, word in KIND_WORDS.items() if kind == letter.kind), None)
    return severity if word is None else text(word, severity=severity)


def _place(scope: Scope, language: str) -> str:
    """The region, and the account as far as it is known; the product's name for what concerns no account."""
    if not scope.region:
        return "SES"
    return render(text(N_("SES {region}, account {account}"), region=scope.region, account=scope.account_id), language)


def _when(letter: Letter, language: str) -> str:
    if letter.began is None:
        return ""
    began = datetime.fromtimestamp(letter.began, UTC)
    if letter.ended is None:
        since = N_("Since {began:datetime}.") if letter.witnessed else N_("At least since {began:datetime}.")
        return render(text(since, began=began), language)
    lasted = (
        N_("From {began:datetime} to {ended:datetime}: {length:duration}.")
        if letter.witnessed
        else N_("From {began:datetime} at the latest to {ended:datetime}: {length:duration} at least.")
    )
    ended, length = datetime.fromtimestamp(letter.ended, UTC), letter.ended - letter.began
    return render(text(lasted, began=began, ended=ended, length=length), language)


def _plain(part: Part) -> str:
    return "\n".join(part.lines(part.first_line, part.headline))


def _titled(part: Part) -> str:
    """A letter that is alone in its message: the title above it has said the rest."""
    return "\n".join(part.lines(part.place))
