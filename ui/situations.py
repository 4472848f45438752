"""What a newcomer meets instead of figures, or above them: one sentence and one next action for each situation.

Which situation it is comes from `report/situation.py`.
"""

from collections.abc import Callable
from typing import Final

from report.situation import Situation, State
from ui import parts
from ui.context import said, t

START: Final = "make run"
POLICY: Final = "python -m collector policy"
KEYS: Final = "AWS_ACCESS_KEY_ID=\nAWS_SECRET_ACCESS_KEY=\nAWS_SES_REGION_NAME=ap-northeast-2"


def instead(state: State) -> None:
    """Draw what stands in place of figures; `WITHOUT_FIGURES` are the situations that have none."""
    stopped = state.silent and state.situation is Situation.UNREACHABLE
    (_stopped if stopped else _INSTEAD[state.situation])(state)


def above(state: State, now: int) -> None:
    """Draw what must be known before the figures: a silent collector, a denied reading."""
    if state.situation is Situation.SILENT and state.last_run_at is not None:
        age = parts.ago(now - state.last_run_at)
        silent = t("The collector is silent: what you see was read {age}.", age=age)
        ended = t("The collector is not running: what you see was read {age}.", age=age)
        again = t("`make run` starts it again by itself while it goes on. If that has ended too, type:")
        parts.notice(
            ":material/cloud_off:",
            ended if state.ended else silent,
            [*(said(problem) for problem in state.problems[:1]), again if state.ended else t("Start it again:")],
            START,
        )
    elif state.missing_actions:
        parts.notice(
            ":material/lock:",
            t("AWS denies part of what is read here; what rests on it is shown as unknown."),
            [_missing(state), t("This command prints the policy with everything that is needed:")],
            POLICY,
        )
    elif state.problems:
        problems = [said(problem) for problem in state.problems]
        parts.notice(":material/help:", t("Part of what is read here did not answer the last time."), problems)


def _not_connected(_: State) -> None:
    parts.empty(
        ":material/power:",
        t("No AWS account is connected yet."),
        t("Put read-only keys and the region into `.env`, then type `make run`. This page fills by itself."),
        KEYS,
    )


def _collecting(_: State) -> None:
    parts.empty(
        ":material/hourglass_top:",
        t("The collector has started and reads the account for the first time."),
        t("Nothing to do: this page fills by itself, usually within a minute."),
    )


def _denied(state: State) -> None:
    parts.empty(
        ":material/lock:",
        t("AWS denies everything the collector asks for."),
        t("{missing} Give its key the policy that this command prints:", missing=_missing(state)),
        POLICY,
    )


def _unreachable(state: State) -> None:
    problem = said(state.problems[0]) if state.problems else ""
    parts.empty(
        ":material/cloud_off:",
        t("The collector cannot get an answer from AWS."),
        t("{problem} This command tells what works and what does not:", problem=problem),
        "python -m collector doctor",
    )


def _stopped(state: State) -> None:
    problem = said(state.problems[0]) if state.problems else ""
    parts.empty(
        ":material/cloud_off:",
        t("The collector is not running."),
        t("{problem} Start it again:", problem=problem),
        START,
    )


def _missing(state: State) -> str:
    actions = dict.fromkeys(action for joined in state.missing_actions for action in joined.split(", "))
    return t("Missing: {actions}.", actions=", ".join(f"`{action}`" for action in actions))


_INSTEAD: Final[dict[Situation, Callable[[State], None]]] = {
    Situation.NOT_CONNECTED: _not_connected,
    Situation.COLLECTING: _collecting,
    Situation.DENIED: _denied,
    Situation.UNREACHABLE: _unreachable,
}

WITHOUT_FIGURES: Final = frozenset(_INSTEAD)
"""Situations in which no page has anything to show."""
