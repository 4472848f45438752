"""Status in signs: icon, word and colour of a level, an unknown, a kind of change. Never colour alone.

Where they stand on a page is decided by `parts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from deliverability.checklist.item import Result
from deliverability.mail_check.hint import Standing
from deliverability.model import N_, Level, Reason, Unknown
from deliverability.rules.rule import Severity
from deliverability.troubles.trouble import Speaks
from report.alerts import Phase
from report.situation import Situation

Color: TypeAlias = Literal["red", "orange", "green", "blue", "violet", "gray"]


@dataclass(frozen=True, slots=True)
class Mark:
    """An icon of Streamlit's, a word for the catalogue, a theme colour."""

    icon: str
    word: str
    color: Color


LEVELS: Final = {
    Level.OK: Mark(":material/check_circle:", N_("OK"), "green"),
    Level.WATCH: Mark(":material/visibility:", N_("Watch"), "orange"),
    Level.REVIEW: Mark(":material/warning:", N_("Over the review line"), "red"),
    Level.PAUSE: Mark(":material/dangerous:", N_("Over the pause line"), "red"),
}
ACCOUNT: Final = LEVELS | {
    Level.REVIEW: Mark(":material/warning:", N_("Under review"), "red"),
    Level.PAUSE: Mark(":material/dangerous:", N_("Stopped"), "red"),
}
QUOTA: Final = LEVELS | {Level.REVIEW: Mark(":material/warning:", N_("Used up"), "red")}
OVERALL: Final = LEVELS | {
    Level.OK: Mark(":material/check_circle:", N_("Safe"), "green"),
    Level.REVIEW: Mark(":material/warning:", N_("Act now"), "red"),
    Level.PAUSE: Mark(":material/dangerous:", N_("Sending at stake"), "red"),
}
"""The words of a level where it is not about a rate: the account, the quota, all of it together."""

UNKNOWN: Final = {
    Reason.NOT_ENOUGH_MAIL: Mark(":material/hourglass_empty:", N_("Not enough mail to tell"), "gray"),
    Reason.COLLECTING: Mark(":material/hourglass_top:", N_("Collecting"), "gray"),
    Reason.DENIED: Mark(":material/lock:", N_("No permission"), "gray"),
    Reason.STALE: Mark(":material/history:", N_("Out of date"), "gray"),
    Reason.FAILED: Mark(":material/help:", N_("Not answered"), "gray"),
    Reason.LOWER_BOUND: Mark(":material/help:", N_("Not known"), "gray"),
}
OUT_OF_DATE: Final = Mark(":material/history:", N_("Out of date"), "orange")
"""What is known of alerts, when the rules were judged too long ago."""

SITUATIONS: Final = {
    Situation.NOT_CONNECTED: Mark(":material/power:", N_("Not connected"), "gray"),
    Situation.COLLECTING: Mark(":material/hourglass_top:", N_("Collecting"), "gray"),
    Situation.DENIED: Mark(":material/lock:", N_("No permission"), "gray"),
    Situation.UNREACHABLE: Mark(":material/cloud_off:", N_("AWS not reached"), "gray"),
    Situation.SILENT: Mark(":material/cloud_off:", N_("Collector silent"), "orange"),
    Situation.READY: Mark(":material/help:", N_("Not known"), "gray"),
}
NOT_RUNNING: Final = Mark(":material/cloud_off:", N_("Collector not running"), "orange")
"""Where there are no figures, or none of the present."""

SEVERITIES: Final = {
    Severity.INFO: Mark(":material/info:", N_("For information"), "blue"),
    Severity.WARN: Mark(":material/warning:", N_("Warning"), "orange"),
    Severity.CRITICAL: Mark(":material/dangerous:", N_("Critical"), "red"),
}
"""How soon an alert wants a person."""

PHASES: Final = {
    Phase.FIRING: Mark(":material/notifications_active:", N_("Firing"), "red"),
    Phase.PENDING: Mark(":material/hourglass_top:", N_("Pending"), "orange"),
    Phase.RECOVERING: Mark(":material/trending_down:", N_("Recovering"), "green"),
    Phase.SILENCED: Mark(":material/notifications_paused:", N_("Silenced"), "gray"),
    Phase.HELD_BACK: Mark(":material/notifications_off:", N_("Held back"), "gray"),
}
STILL_SO: Final = Mark(":material/notifications_paused:", N_("Silenced, still so"), "orange")
OVER: Final = Mark(":material/check_circle:", N_("Over"), "green")
"""Where an alert stands."""

RESULTS: Final = {
    Result.FAIL: Mark(":material/error:", N_("To mend"), "red"),
    Result.ATTENTION: Mark(":material/warning:", N_("Attention"), "orange"),
    Result.UNKNOWN: Mark(":material/help:", N_("Not known"), "gray"),
    Result.BY_HAND: Mark(":material/check_box_outline_blank:", N_("By hand"), "blue"),
    Result.PASS: Mark(":material/check_circle:", N_("Done"), "green"),
    Result.NOT_APPLICABLE: Mark(":material/remove:", N_("Does not apply"), "gray"),
}
LETTER: Final = {
    Standing.PASS: Mark(":material/check_circle:", N_("In order"), "green"),
    Standing.ATTENTION: Mark(":material/warning:", N_("To look at"), "orange"),
    Standing.UNKNOWN: Mark(":material/help:", N_("Not known"), "gray"),
}
"""What stands in a mail that was looked at."""

TICKED: Final = Mark(":material/check_box:", N_("Ticked"), "green")
ACCEPTED: Final = Mark(":material/thumb_up:", N_("Accepted"), "gray")
"""How an item of the checklist stands, and what a person said of it."""

SIGNS: Final = {
    Speaks.FOR: Mark(":material/priority_high:", N_("Speaks for it"), "orange"),
    Speaks.AGAINST: Mark(":material/check:", N_("Speaks against it"), "green"),
    Speaks.NOT_KNOWN: Mark(":material/help:", N_("Not known"), "gray"),
    Speaks.BY_HAND: Mark(":material/visibility:", N_("Look yourself"), "blue"),
}
CASES: Final = SIGNS | {
    Speaks.FOR: Mark(":material/priority_high:", N_("Suspected"), "orange"),
    Speaks.AGAINST: Mark(":material/check:", N_("Nothing found"), "green"),
}
"""What something we collected says of a trouble, and what all of it says together."""

CHANGES: Final = {
    "account": ":material/account_circle:",
    "identity": ":material/badge:",
    "configuration-set": ":material/tune:",
    "event-destination": ":material/output:",
    "dedicated-ips": ":material/lan:",
    "bounce": ":material/trending_up:",
    "complaint": ":material/trending_up:",
    "collector": ":material/cloud_off:",
    "alert": ":material/notifications_active:",
}

FELL: Final = ":material/trending_down:"


def icon_of_change(kind: str, level: Level) -> str:
    """The icon of something that changed, in the colour of how much it matters."""
    rate = kind in {"bounce", "complaint"}
    icon = FELL if rate and level is Level.OK else CHANGES.get(kind, ":material/edit:")
    color = "gray" if level is Level.OK and not rate else LEVELS[level].color
    return f":{color}[{icon}]"


def mark_of(state: Level | Unknown, words: Mapping[Level, Mark] = LEVELS) -> Mark:
    """The mark of a level, in the words for what it is about, or of the reason why there is none."""
    return UNKNOWN[state.reason] if isinstance(state, Unknown) else words[state]
