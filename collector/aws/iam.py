"""What the collector and the application may do, how old their keys are, and whether root has any: IAM, once a day.

Every permission of it is optional: without one, what rests on it stays unknown and nothing else is missed. How policies are
gathered is in `iam_policies.py`, what they allow is judged in `deliverability/iam/`. Of policies their names and the
outcome are kept, of a key its last four characters.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC
from functools import partial
from typing import Any, Final

from collector.aws.errors import AccessDenied, Malformed, NotFound
from collector.aws.fields import number
from collector.aws.iam_policies import CALLS, held, listed
from collector.aws.reading import Call, Visit, reading
from collector.aws.whoami import caller
from deliverability.iam.access import SENDS, Need, access
from deliverability.iam.principal import Kind, Principal, of_arn
from deliverability.metrics import DAY
from deliverability.model import N_, text
from report.checklist_access import ACCESS, APPLICATION, COLLECTOR, KEYS, ROOT, use_of_keys
from report.checklist_facts import CALLER, SETUP
from report.freshness import effective
from store import meta, snapshots

KEYS_OF: Final = "ListAccessKeys"
LAST_USED: Final = "GetAccessKeyLastUsed"
SUMMARY: Final = "GetAccountSummary"
SHOWN: Final = 4
"""Characters of a key's id that are kept: enough to know it by in the console."""


@reading(
    order=64,
    interval_seconds=DAY,
    calls=(
        *CALLS,
        Call("iam", KEYS_OF, lambda _: {"MaxItems": 1}, optional=True),
        Call("iam", LAST_USED, lambda _: {"AccessKeyId": "AKIAIOSFODNN7EXAMPLE"}, optional=True),
        Call("iam", SUMMARY, optional=True),
    ),
    calls_a_visit=lambda _: 9,
    volatile=("AccessKeyLastUsed.LastUsedDate",),
    private=("AccessKeyMetadata.AccessKeyId", "PolicyDocument", "PolicyVersion.Document"),
    spare=True,
)
def collect(visit: Visit) -> None:
    denied: list[AccessDenied] = []
    for step in _steps(visit):
        try:
            with visit.part():
                step()
        except AccessDenied as error:
            denied.append(error)
    if denied:
        raise denied[0]


def _steps(visit: Visit) -> Iterator[Callable[[], None]]:
    """Each part that a permission of its own may keep from being read."""
    arn = caller(visit.aws)
    meta.put(visit.store, f"{CALLER}{visit.scope.account_id}", arn)
    own = of_arn(arn)
    setup: Mapping[str, Any] = effective(visit.store).get(SETUP) or {}
    name = setup.get("application_user")
    asked = {COLLECTOR: own} | ({APPLICATION: Principal(Kind.USER, name)} if name else {})
    for kind in (ACCESS, KEYS):
        with_any = [subject for subject, who in asked.items() if _has(kind, who)]
        snapshots.retire(visit.store, visit.scope, kind, with_any, visit.at)
    for subject, who in asked.items():
        needs = partial(_needs, visit, arn.split(":")[1]) if subject == COLLECTOR else _to_send
        if _has(ACCESS, who):
            yield partial(_keep_access, visit, subject, who, needs)
        if _has(KEYS, who):
            yield partial(_keep_keys, visit, subject, who.name)
    yield partial(_keep_root, visit)


def _has(kind: str, who: Principal) -> bool:
    """Whether IAM keeps policies, or keys, of such a one."""
    return who.kind is Kind.USER or (kind == ACCESS and who.kind is Kind.ROLE)


def _needs(visit: Visit, partition: str) -> tuple[Need, ...]:
    """What the readings that are switched on ask for."""
    from collector.aws.catalogue import BY_NAME, READINGS  # noqa: PLC0415 - which finds this file among others

    names = [entry["name"] for entry in effective(visit.store).get("readings", ())]
    readings = [BY_NAME[name] for name in names if name in BY_NAME] or READINGS
    below = f"arn:{partition}:ses:{visit.scope.region}:{visit.scope.account_id}:"
    return tuple(
        Need(call.action, "*" if call.resource == "*" else below + call.resource, call.optional)
        for reading in readings
        for call in reading.calls
    )


def _to_send() -> tuple[Need, ...]:
    return tuple(Need(action) for action in SENDS)


def _keep_access(visit: Visit, subject: str, who: Principal, needs: Callable[[], tuple[Need, ...]]) -> None:
    try:
        policies = list(held(visit, who.kind.value.capitalize(), who.name))
    except NotFound:
        snapshots.keep(visit.store, visit.scope, ACCESS, subject, {"name": who.name, "found": False}, visit.at)
        return
    found = access([one for policy in policies for one in policy.statements], needs())
    body = {
        "name": who.name,
        "found": True,
        "policies": sorted(policy.name for policy in policies),
        "wide": list(found.wide),
        "missing": list(found.missing),
        "missing_optional": list(found.missing_optional),
        "limited": list(found.limited),
    }
    snapshots.keep(visit.store, visit.scope, ACCESS, subject, body, visit.at)


def _keep_keys(visit: Visit, subject: str, user: str) -> None:
    """The keys, then when each was used last: the list is kept even where that is not told."""
    try:
        told = list(listed(visit, KEYS_OF, "AccessKeyMetadata", UserName=user))
    except NotFound:
        told = []
    ids = {_in_words(visit, key): key["AccessKeyId"] for key in told}
    snapshots.keep(visit.store, visit.scope, KEYS, subject, {"name": user, "keys": sorted(ids)}, visit.at)
    used = {shown: _last_used(visit, key_id) for shown, key_id in sorted(ids.items())}
    meta.put(visit.store, use_of_keys(visit.scope, subject), json.dumps(used))


def _in_words(visit: Visit, key: Mapping[str, Any]) -> str:
    """The end of its id, its status and when it was made."""
    try:
        made = key["CreateDate"].astimezone(UTC).isoformat(timespec="seconds")
        return f"{key['AccessKeyId'][-SHOWN:]} {key['Status']} {made}"
    except (KeyError, TypeError, AttributeError):
        what = text(N_("{members}."), members="AccessKeyMetadata")
        raise Malformed(KEYS_OF, visit.aws.region, what) from None


def _last_used(visit: Visit, key_id: str) -> int | None:
    """When a key was used last; None: never, as far as AWS knows."""
    told = visit.aws.call("iam", LAST_USED, AccessKeyId=key_id).get("AccessKeyLastUsed")
    if not isinstance(told, Mapping):
        raise Malformed(LAST_USED, visit.aws.region, text(N_("{members}."), members="AccessKeyLastUsed"))
    at = told.get("LastUsedDate")
    return None if at is None else int(at.timestamp())


def _keep_root(visit: Visit) -> None:
    summary = visit.aws.call("iam", SUMMARY).get("SummaryMap")
    told = summary if isinstance(summary, Mapping) else {}
    keys, mfa = number(told.get("AccountAccessKeysPresent")), number(told.get("AccountMFAEnabled"))
    if keys is None or mfa is None:
        raise Malformed(SUMMARY, visit.aws.region, text(N_("{members}."), members="SummaryMap"))
    snapshots.keep(visit.store, visit.scope, ROOT, "", {"root_keys": keys > 0, "root_mfa": mfa > 0}, visit.at)
