"""IAM's reads: who holds which policies and keys, page by page, policy documents written as AWS writes them.

Who there is, is told in `simulator/access.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from json import dumps
from typing import Any, Final
from urllib.parse import quote

from simulator.access import Directory, Holder, Key, directory
from simulator.answers.asked import Asked, page
from simulator.clock import moment
from simulator.errors import Refusal

VERSION: Final = "v3"
"""A managed policy keeps up to five versions; the one in force need not be the first."""


def _whole(asked: Asked) -> Directory:
    return directory(asked.access, asked.region.account_id)


def _holder(asked: Asked, kind: str) -> tuple[str, Holder]:
    name = asked.params[f"{kind}Name"]
    holders: Mapping[str, Holder] = getattr(_whole(asked), f"{kind.lower()}s")
    if name not in holders:
        raise Refusal("NoSuchEntity", f"The {kind.lower()} with name {name} cannot be found.", 404)
    return name, holders[name]


def _paged(asked: Asked, member: str, items: Sequence[Any]) -> dict[str, Any]:
    size = min(asked.page_size, asked.params.get("MaxItems", 100))
    shown, rest = page(items, size, asked.params.get("Marker"), "InvalidInput")
    return {member: list(shown), "IsTruncated": bool(rest)} | ({"Marker": rest["NextToken"]} if rest else {})


def _attached(kind: str) -> Callable[[Asked], dict[str, Any]]:
    def answer(asked: Asked) -> dict[str, Any]:
        _, holder = _holder(asked, kind)
        told = [{"PolicyName": arn.rpartition("/")[2], "PolicyArn": arn} for arn in holder.managed]
        return _paged(asked, "AttachedPolicies", told)

    return answer


def _inline(kind: str) -> Callable[[Asked], dict[str, Any]]:
    return lambda asked: _paged(asked, "PolicyNames", list(_holder(asked, kind)[1].inline))


def _one_inline(kind: str) -> Callable[[Asked], dict[str, Any]]:
    def answer(asked: Asked) -> dict[str, Any]:
        name, holder = _holder(asked, kind)
        policy = asked.params["PolicyName"]
        if policy not in holder.inline:
            raise Refusal("NoSuchEntity", f"The {kind.lower()} policy with name {policy} cannot be found.", 404)
        return {f"{kind}Name": name, "PolicyName": policy, "PolicyDocument": _written(holder.inline[policy])}

    return answer


def list_groups_for_user(asked: Asked) -> dict[str, Any]:
    _, holder = _holder(asked, "User")
    account, made = asked.region.account_id, moment(asked.region.origin)
    told = [
        {
            "Path": "/",
            "GroupName": name,
            "GroupId": "AGPASIMULATED0000001",
            "Arn": f"arn:aws:iam::{account}:group/{name}",
            "CreateDate": made,
        }
        for name in holder.groups
    ]
    return _paged(asked, "Groups", told)


def get_policy(asked: Asked) -> dict[str, Any]:
    arn = _managed(asked)
    return {"Policy": {"PolicyName": arn.rpartition("/")[2], "Arn": arn, "DefaultVersionId": VERSION}}


def get_policy_version(asked: Asked) -> dict[str, Any]:
    arn, version = _managed(asked), asked.params["VersionId"]
    if version != VERSION:
        raise Refusal("NoSuchEntity", f"Policy {arn} version {version} does not exist.", 404)
    document = _written(_whole(asked).managed[arn])
    return {"PolicyVersion": {"Document": document, "VersionId": version, "IsDefaultVersion": True}}


def list_access_keys(asked: Asked) -> dict[str, Any]:
    """Without a name, those of the user who asks."""
    whole, now = _whole(asked), moment(asked.now)
    name = asked.params.get("UserName") or whole.caller.rpartition("/")[2]
    holder = whole.users.get(name)
    if holder is None:
        raise Refusal("NoSuchEntity", f"The user with name {name} cannot be found.", 404)
    told = [
        {
            "UserName": name,
            "AccessKeyId": key.id,
            "Status": "Active" if key.active else "Inactive",
            # Days before the story's day: a key does not stay as young as it was.
            "CreateDate": min(now, moment(asked.region.origin)) - timedelta(days=key.age_days),
        }
        for key in holder.keys
    ]
    return _paged(asked, "AccessKeyMetadata", told)


def get_access_key_last_used(asked: Asked) -> dict[str, Any]:
    wanted = asked.params["AccessKeyId"]
    found = [(name, key) for name, one in _whole(asked).users.items() for key in one.keys if key.id == wanted]
    if not found:
        raise Refusal("NoSuchEntity", f"The Access Key with id {wanted} cannot be found.", 404)
    ((name, key),) = found
    return {"UserName": name, "AccessKeyLastUsed": _last_used(key, asked.now)}


def get_account_summary(asked: Asked) -> dict[str, Any]:
    found = _whole(asked)
    summary = {
        "AccountAccessKeysPresent": found.root_keys,
        "AccountMFAEnabled": found.root_mfa,
        "Users": len(found.users),
    }
    return {"SummaryMap": summary}


def _managed(asked: Asked) -> str:
    arn = str(asked.params["PolicyArn"])
    if arn not in _whole(asked).managed:
        raise Refusal("NoSuchEntity", f"Policy {arn} was not found.", 404)
    return arn


def _last_used(key: Key, now: int) -> dict[str, Any]:
    if key.used_days_ago is None:
        return {"ServiceName": "N/A", "Region": "N/A"}
    used = moment(now) - timedelta(days=key.used_days_ago)
    return {"LastUsedDate": used, "ServiceName": "ses", "Region": "ap-northeast-2"}


def _written(document: Any) -> str:
    return quote(dumps(document))


ANSWERS: Final[Mapping[tuple[str, str], Callable[[Asked], dict[str, Any]]]] = {
    **{("iam", f"ListAttached{kind}Policies"): _attached(kind) for kind in ("User", "Role", "Group")},
    **{("iam", f"List{kind}Policies"): _inline(kind) for kind in ("User", "Role", "Group")},
    **{("iam", f"Get{kind}Policy"): _one_inline(kind) for kind in ("User", "Role", "Group")},
    ("iam", "ListGroupsForUser"): list_groups_for_user,
    ("iam", "GetPolicy"): get_policy,
    ("iam", "GetPolicyVersion"): get_policy_version,
    ("iam", "ListAccessKeys"): list_access_keys,
    ("iam", "GetAccessKeyLastUsed"): get_access_key_last_used,
    ("iam", "GetAccountSummary"): get_account_summary,
}
"""All of them, by service and operation."""
