"""Rules over changes of the account that a person should know once: quota, price plan, settings. Each is over after a day.

What stops mail is in `account.py`.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from deliverability.changes import Change, describe
from deliverability.cost import plan_change
from deliverability.evidence import Changed, Evidence, Thing
from deliverability.metrics import DAY
from deliverability.model import N_, Text, text
from deliverability.rules.rule import Finding, Message, Reminders, Severity, rule
from deliverability.thresholds import Thresholds

ONCE: Final = Reminders(first=None)
TOLD_FOR: Final = DAY
"""On the data's time: so long is a change news, then the alert is over."""

MOST_FIGURES: Final = 4

PLANS: Final = ("plan", "next_plan")
SETTINGS: Final = (
    "vdm",
    "vdm_engagement_metrics",
    "vdm_optimized_shared_delivery",
    "suppressed_reasons",
    "auto_validation",
    "auto_validation_confidence",
)


@rule(N_("The quota was lowered"), reminders=ONCE)
def quota_lowered(known: Evidence, _: Thresholds) -> Iterator[Finding]:
    """The quota a day is lower than it was a day ago."""
    for account in known.of("account"):
        quota = account.value("max_24_hour_send")
        if not isinstance(quota, int | float):
            continue
        lately = [c for c in _lately(known, account, ("max_24_hour_send",)) if isinstance(c.before, int | float)]
        before = lately[0].before if lately else quota
        lowered = _as_limit(quota) < _as_limit(before)
        message = _lowered(before, quota) if lowered else None
        since = lately[0].at if lowered else None
        yield Finding(
            "",
            account.seen,
            int(lowered),
            Severity.WARN,
            value=quota,
            threshold=before,
            held_since=since,
            message=message,
            news=True,
        )


def _as_limit(quota: float) -> float:
    """AWS writes -1 for "no limit"."""
    return float("inf") if quota < 0 else quota


def _lowered(before: float, quota: float) -> Message:
    told = N_("The sending quota went from {before:number} to {after:number} recipients in 24 hours.")
    unlimited = N_("The account had no limit; its sending quota is {after:number} recipients in 24 hours now.")
    return Message(
        text(N_("The sending quota was lowered.")),
        figures=(text(unlimited if before < 0 else told, before=before, after=quota),),
        aws=text(N_("At the quota SES refuses further mail until the rolling 24 hours have room again.")),
        steps=(
            text(N_("Look for AWS's notice in Support Center and in the account's mailbox.")),
            text(N_("Ask for a higher quota in Service Quotas (Amazon SES) if this is your normal volume.")),
        ),
        page="quota",
    )


@rule(N_("The price plan changes"), reminders=ONCE)
def price_plan(known: Evidence, _: Thresholds) -> Iterator[Finding]:
    """The price plan changed lately, or AWS has said lately that it will."""
    for account in known.of("account"):
        plan, coming = account.value("plan"), account.value("next_plan")
        if plan is None:
            continue
        changed = _lately(known, account, ("plan",))
        # Also where it was so at first sight: nobody told of it before.
        announced = account.since("next_plan") if coming is not None and coming != plan else None
        if announced is not None and account.seen - announced >= TOLD_FOR:
            announced = None
        since = min([c.at for c in changed] + ([] if announced is None else [announced]), default=None)
        yield Finding(
            subject="",
            at=account.seen,
            step=int(since is not None),
            severity=Severity.INFO,
            held_since=since,
            witnessed=since is None or since != announced or account.witnessed("next_plan"),
            message=None if since is None else _of_plan(changed, plan, coming, announced),
            news=True,
        )


def _of_plan(changed: list[Changed], plan: str, coming: str, announced: int | None) -> Message:
    before, after = (changed[-1].before, plan) if announced is None else (plan, coming)
    at = changed[-1].at if announced is None else announced
    soon = () if announced is None else (plan_change.to_come(plan, coming, announced),)
    return Message(
        plan_change.headline(plan, changed=bool(changed)),
        figures=(*map(_in_words, changed), *soon, *plan_change.prices(str(before), after, at)),
        aws=plan_change.of_aws(after),
        steps=plan_change.steps(after),
        page="costs",
    )


@rule(N_("Settings of the account changed"), reminders=ONCE)
def account_settings(known: Evidence, _: Thresholds) -> Iterator[Finding]:
    """Settings of suppression or of Virtual Deliverability Manager are other than they were a day ago."""
    for account in known.of("account"):
        changed = _still_other(_lately(known, account, SETTINGS), account)
        unsafe = any(c.field == "suppressed_reasons" and _fewer(c.before, account.value(c.field)) for c in changed)
        since = min((c.at for c in changed), default=None)
        yield Finding(
            subject="",
            at=account.seen,
            step=(2 if unsafe else 1) if changed else 0,
            severity=Severity.WARN if unsafe else Severity.INFO,
            held_since=since,
            message=_of_settings(changed, unsafe=unsafe) if changed else None,
            news=True,
        )


def _fewer(before: object, after: object) -> bool:
    return isinstance(before, list) and isinstance(after, list) and bool(set(before) - set(after))


def _of_settings(changed: list[Changed], *, unsafe: bool) -> Message:
    bounced = N_("SES no longer keeps mail from addresses that bounced or complained: each one counts again.")
    return Message(
        text(N_("Settings of this account were changed.")),
        figures=tuple(_in_words(c) for c in changed[:MOST_FIGURES]),
        aws=text(bounced) if unsafe else None,
        steps=(text(N_("If nobody on your team did it, find out who has access to the account.")),),
    )


def _lately(known: Evidence, account: Thing, names: Iterable[str]) -> list[Changed]:
    since, wanted = account.seen - TOLD_FOR, set(names)
    return [c for c in known.changes if c.kind == account.kind and c.field in wanted and c.at > since]


def _still_other(changed: list[Changed], account: Thing) -> list[Changed]:
    """The first change of each field, unless it was taken back."""
    first = {c.field: c for c in reversed(changed)}
    return [c for name, c in first.items() if account.value(name) != c.before]


def _in_words(changed: Changed) -> Text:
    return describe(Change(changed.kind, changed.subject, changed.field, changed.before, changed.after))
