"""Which plan and which paid extras a region had over time, from what GetAccount told at each change.

What a plan costs is in `deliverability/cost/`; that one changes soon is told by the alert `price-plan`.
"""

from collections.abc import Mapping
from typing import Any, Final

from deliverability.cost.model import Extras, Plan, PlanSpan
from deliverability.model import N_, Reason, Scope, Unknown, text
from store import snapshots
from store.engines.engine import Engine
from store.snapshots import Snapshot

EVER: Final = 0
FOR_EVER: Final = 2**53


def plan_spans(store: Engine, scope: Scope) -> tuple[PlanSpan, ...]:
    """The plans in order, the first one reaching back for ever: how it was before we first looked, nobody tells.

    A plan that is once told holds until another is: an answer without one (an older library, another version of the
    API) says nothing. One unknown span where none was ever told.
    """
    told = [(each.at, each.body["plan"]) for each in _history(store, scope) if each.body and "plan" in each.body]
    if not told:
        missing = N_("GetAccount tells no plan for this region.")
        return (PlanSpan(EVER, Unknown(Reason.COLLECTING, text(missing))),)
    spans: list[PlanSpan] = []
    for at, word in told:
        plan = plan_of(word)
        if not spans or spans[-1].plan != plan:
            spans.append(PlanSpan(at if spans else EVER, plan))
    return tuple(spans)


def seen_since(store: Engine, scope: Scope) -> int | None:
    """When the present plan was first seen (epoch seconds); None where none is known."""
    told = [(each.at, each.body["plan"]) for each in _history(store, scope) if each.body and "plan" in each.body]
    since = None
    for at, word in reversed(told):
        if word != told[-1][1]:
            break
        since = at
    return since


def plan_of(word: Any) -> Plan | Unknown:
    """AWS's word for a plan; unknown where it is a new one."""
    try:
        return Plan(word)
    except ValueError:
        return Unknown(Reason.FAILED, text(N_("{plan} is a plan that this version does not know."), plan=str(word)))


def next_plan(account: Mapping[str, Any]) -> Plan | None:
    """The plan that the account changes to at the first of next month; None where it stays."""
    coming = account.get("next_plan")
    plan = None if coming in (None, account.get("plan")) else plan_of(coming)
    return plan if isinstance(plan, Plan) else None


def extras(account: Mapping[str, Any]) -> Extras:
    """What is paid for beside mail and is told by GetAccount: VDM. Dedicated IPs are not read."""
    return Extras(vdm=account.get("vdm") == "ENABLED")


def _history(store: Engine, scope: Scope) -> list[Snapshot]:
    return snapshots.history(store, scope, EVER, FOR_EVER, kind="account")
