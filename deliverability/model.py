"""The words every room shares: scope, level, unknown, text and the root of the error tree.

What a figure means lives in `rates`; how a text is rendered lives in `words`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeAlias

Param: TypeAlias = "str | int | float | Decimal | datetime | Text | None"
"""What may fill a placeholder; the placeholder's own format (`{rate:percent}`) says how it is written."""


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for "mark, do not translate yet"
    """Mark a sentence for the catalogue and return it unchanged."""
    return msgid


def NN_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802 - the plural sibling of N_
    """Mark a sentence and its plural for the catalogue; the plural follows the parameter `n`."""
    return singular, plural


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence not yet in any language: a catalogue id and what fills its placeholders.

    Placeholders carry their format: `percent` (a fraction 0..1), `number`, `usd` (to the cent),
    `price` (of one unit, not rounded), `datetime`, `date`, `duration` (seconds), `bytes`; without one the value is written as it is. A nested Text is rendered first.
    """

    msgid: str
    params: Mapping[str, Param] = field(default_factory=dict)
    plural: str | None = None

    def __hash__(self) -> int:
        return hash((self.msgid, self.plural))


def text(msgid: str | tuple[str, str], **params: Param) -> Text:
    """Build a Text from a marked sentence, `text(N_("…{region}…"), region=…)`, or a marked pair with `n=`."""
    if isinstance(msgid, tuple):
        return Text(msgid[0], params, msgid[1])
    return Text(msgid, params)


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """One account in one region; everything SES measures is per scope."""

    account_id: str
    region: str

    def __str__(self) -> str:
        return f"{self.account_id}/{self.region}"


class Level(StrEnum):
    """How near a figure stands to the lines at which AWS acts, in rising order."""

    OK = "ok"
    WATCH = "watch"
    REVIEW = "review"
    PAUSE = "pause"


LEVELS: Final = tuple(Level)
"""The levels from harmless to worst."""


class Reason(StrEnum):
    """Why something is not known. Unknown is neither zero nor failed."""

    NOT_ENOUGH_MAIL = "not-enough-mail"
    COLLECTING = "collecting"
    DENIED = "denied"
    STALE = "stale"
    FAILED = "failed"
    LOWER_BOUND = "lower-bound"
    """The figure can only be too low (complaints over all attempts): it can prove harm, never safety."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that could not be had, with the reason and, where there is one, the sentence that says what to do."""

    reason: Reason
    detail: Text | None = None


class ProductError(Exception):
    """Root of every error that a person is told about; the message is a Text and names the cure.

    ProductError
    ├── AwsError               a call to AWS failed (collector/aws/errors.py)
    ├── StoreError             the database cannot be used as it is (store/errors.py)
    ├── Unheard                no name server answered (collector/probes/dns.py)
    ├── CommandError           a command's arguments cannot be met (collector/commands)
    └── SettingsError          a variable is wrong (settings/errors.py)
    """

    def __init__(self, message: Text) -> None:
        super().__init__(message.msgid)
        self.message = message
