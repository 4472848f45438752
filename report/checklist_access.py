"""What the checklist looks at of users, keys, root and CloudWatch alarms, gathered from what the collector kept of them.

The rest of the facts is gathered in `checklist_facts.py`. The words here are also those the collector keeps it under.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from deliverability.checklist.access_facts import Key, Owner, Root
from deliverability.checklist.facts import Source
from deliverability.evidence import Body
from deliverability.iam.access import Access
from deliverability.iam.principal import Kind, Principal, of_arn
from deliverability.model import Reason, Scope, Unknown
from report.as_of import AsOf
from store import meta, snapshots

ACCESS: Final = "iam-access"
KEYS: Final = "iam-keys"
ROOT: Final = "iam-root"
ALARM: Final = "alarm"
BILLING_ALARM: Final = "billing-alarm"
COLLECTOR: Final = "collector"
APPLICATION: Final = "application"

_POLICIES: Final = frozenset({"iam:GetPolicy", "iam:GetPolicyVersion"})


def _of(kind: str) -> frozenset[str]:
    return frozenset({f"iam:ListAttached{kind}Policies", f"iam:List{kind}Policies", f"iam:Get{kind}Policy"})


NEEDS: Final[Mapping[Source, tuple[str, frozenset[str]]]] = {
    Source.USER_ACCESS: ("iam", _POLICIES | _of("User") | _of("Group") | {"iam:ListGroupsForUser"}),
    Source.ROLE_ACCESS: ("iam", _POLICIES | _of("Role")),
    Source.KEYS: ("iam", frozenset({"iam:ListAccessKeys"})),
    Source.KEY_USE: ("iam", frozenset({"iam:ListAccessKeys", "iam:GetAccessKeyLastUsed"})),
    Source.ROOT: ("iam", frozenset({"iam:GetAccountSummary"})),
    Source.ALARMS: ("alarms", frozenset({"cloudwatch:DescribeAlarms"})),
}
"""The reading each of these comes from, and the actions without which it tells nothing."""

NOT_YET: Final = Unknown(Reason.COLLECTING)

Why = Mapping[Source, Unknown]


def use_of_keys(scope: Scope, subject: str) -> str:
    """Where it is remembered when each key of the collector or the application was used last."""
    return f"iam-key-use/{scope}/{subject}"


def collector(seen: AsOf, why: Why, caller: str) -> Owner | Unknown:
    """Whoever owns the collector's key, whose ARN is the caller's."""
    return _owner(seen, why, COLLECTOR, of_arn(caller)) if caller else NOT_YET


def application(seen: AsOf, why: Why, name: str) -> Owner | None:
    """The application's user; None where nobody named one."""
    return _owner(seen, why, APPLICATION, Principal(Kind.USER, name)) if name else None


def root(seen: AsOf, why: Why) -> Root | Unknown:
    """The account's root user."""
    if Source.ROOT in why:
        return why[Source.ROOT]
    body = _body(seen, ROOT, "")
    return NOT_YET if body is None else Root(body["root_keys"], body["root_mfa"])


def alarms(seen: AsOf, why: Why, kind: str) -> Mapping[str, Body] | Unknown:
    """The alarms of a kind by name."""
    if Source.ALARMS in why:
        return why[Source.ALARMS]
    return {name: each.body or {} for name, each in snapshots.latest(seen.store, seen.scope, kind).items()}


def _owner(seen: AsOf, why: Why, subject: str, principal: Principal) -> Owner:
    source = Source.ROLE_ACCESS if principal.kind is Kind.ROLE else Source.USER_ACCESS
    held, keys = (_of_name(_body(seen, kind, subject), principal.name) for kind in (ACCESS, KEYS))
    exists = held is None or bool(held["found"])
    return Owner(
        principal,
        access=why.get(source) or _access(held),
        keys=why.get(Source.KEYS) or _keys(seen, why, subject, keys),
        policies=tuple(held["policies"]) if held and exists else (),
        exists=exists or source in why,
    )


def _body(seen: AsOf, kind: str, subject: str) -> Body | None:
    found = snapshots.latest(seen.store, seen.scope, kind).get(subject)
    return found.body if found else None


def _of_name(body: Body | None, name: str) -> Body | None:
    """What is kept, unless it is of somebody else, who was there before."""
    return body if body and body["name"] == name else None


def _access(held: Body | None) -> Access | Unknown:
    if held is None or not held["found"]:
        return NOT_YET
    return Access(*(tuple(held[name]) for name in ("missing", "missing_optional", "limited", "wide")))


def _keys(seen: AsOf, why: Why, subject: str, body: Body | None) -> tuple[Key, ...] | Unknown:
    if body is None:
        return NOT_YET
    told: Mapping[str, Any] = json.loads(meta.get(seen.store, use_of_keys(seen.scope, subject)) or "{}")
    unused = why.get(Source.KEY_USE)
    return tuple(_key(words, unused or told.get(words, NOT_YET)) for words in body["keys"])


def _key(words: str, used_at: int | Unknown | None) -> Key:
    shown, status, created_at = words.split(" ")
    return Key(shown, status, int(datetime.fromisoformat(created_at).timestamp()), used_at)
