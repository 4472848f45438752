"""What may be tried from the dashboard, and what was tried last in a scope.

Whether that proves an item of the checklist is judged in `deliverability/checklist/mail_tried.py`.
"""

from dataclasses import dataclass
from typing import Final

from deliverability.model import Scope
from deliverability.trials import Kind, Trial
from report.checklist_facts import SETUP
from report.freshness import effective
from store import trials
from store.engines.engine import Engine

MOST: Final = 8


@dataclass(frozen=True, slots=True)
class Tried:
    """Where a sign-up may be tried ("" for nowhere), and the last trials of each sort, the newest first."""

    signup_url: str
    mails: tuple[Trial, ...]
    sign_ups: tuple[Trial, ...]


def tried(store: Engine, scope: Scope) -> Tried:
    """What was tried in a scope, as far as the last trials go."""
    told = effective(store).get(SETUP) or {}
    last = trials.last(store, scope)
    mails = tuple(trial for trial in last if trial.kind is not Kind.SIGN_UP)
    sign_ups = tuple(trial for trial in last if trial.kind is Kind.SIGN_UP)
    return Tried(str(told.get("signup_url", "")), mails[:MOST], sign_ups[:MOST])
