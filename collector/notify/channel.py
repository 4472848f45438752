"""A place alerts go to, as everybody but the sender may know it: its name and what it is for, never its address.

How the addresses are read lives in `channels.py`, how one is sent to in `sending.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from deliverability.model import N_, Text, text
from deliverability.rules.rule import SEVERITIES, Severity


class Form(StrEnum):
    """How a channel is written to."""

    MAIL = "mail"
    """HTML with its plain text beside it."""
    PLAIN = "plain"
    """All of it as plain text, for programs and logs."""
    SHORT = "short"
    """What a person reads on a phone: chat and push."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel by its name; letters below `minimum` do not go there.

    `kind` is apprise's name of the service. `depends_on_ses` says that it may fall silent with the account it is to
    tell of.
    """

    name: str
    kind: str
    form: Form
    minimum: Severity = Severity.INFO
    depends_on_ses: bool = False

    def takes(self, severity: Severity) -> bool:
        """Whether letters so severe go there."""
        return SEVERITIES.index(severity) >= SEVERITIES.index(self.minimum)

    @property
    def told(self) -> dict[str, object]:
        """What the dashboard may know of it."""
        return {
            "name": self.name,
            "severity": self.minimum.value,
            "kind": self.kind,
            "depends_on_ses": self.depends_on_ses,
        }


def doubts(channels: Sequence[Channel]) -> Iterable[Text]:
    """A warning for each channel that falls silent with the account that is watched, and another when all do."""
    for channel in (channel for channel in channels if channel.depends_on_ses):
        yield text(
            N_("{name} goes through Amazon SES or with the watched account's key: AWS may stop it with the account."),
            name=channel.name,
        )
    if channels and all(channel.depends_on_ses for channel in channels):
        yield text(
            N_(
                "Every alert goes through Amazon SES or with the watched account's key ({names}): when AWS stops the "
                "account, the alert stops with it. Add a channel of another kind to ALERT_URLS, such as Slack."
            ),
            names=", ".join(channel.name for channel in channels),
        )
