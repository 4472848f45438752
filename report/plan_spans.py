"""Which price plan a region had over time, from what GetAccount told at each change.

What a plan costs is in `deliverability/cost/`; that one changes soon is told by the alert `price-plan`; what is paid for
beside mail is in `paid_extras.py`.
"""

from itertools import zip_longest
from typing import Any, Final

from deliverability.cost.calendar import until_of
from deliverability.cost.model import Plan, PlanSpan
from deliverability.model import N_, Reason, Scope, Unknown, text
from store import snapshots
from store.engines.engine import Engine

EVER: Final = 0
FOR_EVER: Final = 2**53

_NEVER: Final = Unknown(Reason.COLLECTING, text(N_("GetAccount tells no plan for this region.")))
_ANNOUNCED: Final = text(N_("AWS announced this price plan for that month; it was not read since."))


def plan_spans(store: Engine, scope: Scope, read_at: int | None) -> tuple[PlanSpan, ...]:
    """The plans in order, by what GetAccount told at each change, the last of it still so when it was `read_at`.

    The first begins when it was first seen: how it was before, nobody tells. A plan that is once told holds until another
    is: an answer without one (an older library, another version of the API) says nothing. A plan that was announced
    begins with the month after, unless a later answer denies it. One unknown span where none was ever told.
    """
    told = snapshots.history(store, scope, EVER, FOR_EVER, kind="account")
    plans = [(s.at, s.body["plan"], s.body.get("next_plan")) for s in told if s.body and "plan" in s.body]
    spans: list[PlanSpan] = []
    for (at, word, coming), later in zip_longest(plans, plans[1:]):
        _add(spans, PlanSpan(at, plan_of(word)))
        if coming in (None, word):
            continue
        if later is None:
            _add(spans, PlanSpan(until_of(max(at, read_at or at)), plan_of(coming), _ANNOUNCED))
        elif later[1] == coming and until_of(at) <= later[0]:
            _add(spans, PlanSpan(until_of(at), plan_of(coming)))
    return tuple(spans) or (PlanSpan(EVER, _NEVER),)


def plan_of(word: Any) -> Plan | Unknown:
    """AWS's word for a plan; unknown where it is a new one."""
    try:
        return Plan(word)
    except ValueError:
        return Unknown(Reason.FAILED, text(N_("{plan} is a plan that this version does not know."), plan=str(word)))


def _add(spans: list[PlanSpan], span: PlanSpan) -> None:
    if not spans or spans[-1].plan != span.plan:
        spans.append(span)
