"""Who may do what in the simulated account: its users, role and root, their policies and keys, told in words.

Without a word all is as a careful person made it; each word of WORDS breaks one thing. Nothing here is enforced: what is
denied is decided by `faults.py`. How AWS tells it is in `answers/iam.py`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from simulator.errors import USER

APPLICATION: Final = "ses-application"
ROLE: Final = "ses-monitor-role"
GROUP: Final = "monitors"
FULL_ACCESS: Final = "arn:aws:iam::aws:policy/AmazonSESFullAccess"

READS: Final = (
    "ses:GetAccount",
    "ses:GetSendStatistics",
    "ses:ListEmailIdentities",
    "ses:ListConfigurationSets",
    "ses:GetDedicatedIps",
    "ses:BatchGetMetricData",
    "cloudwatch:GetMetricStatistics",
    "cloudwatch:DescribeAlarms",
    "freetier:GetFreeTierUsage",
    "freetier:GetAccountPlanState",
    "ce:GetCostAndUsage",
    "iam:ListAttachedUserPolicies",
    "iam:ListUserPolicies",
    "iam:GetUserPolicy",
    "iam:ListGroupsForUser",
    "iam:ListAttachedGroupPolicies",
    "iam:ListGroupPolicies",
    "iam:GetGroupPolicy",
    "iam:ListAttachedRolePolicies",
    "iam:ListRolePolicies",
    "iam:GetRolePolicy",
    "iam:GetPolicy",
    "iam:GetPolicyVersion",
    "iam:ListAccessKeys",
    "iam:GetAccessKeyLastUsed",
    "iam:GetAccountSummary",
)
"""What the product asks, written here a second time, on purpose: what it prints as a policy is held against it."""
READS_OF: Final = {
    "identity/*": ("ses:GetEmailIdentity",),
    "configuration-set/*": ("ses:GetConfigurationSet", "ses:GetConfigurationSetEventDestinations"),
}

WORDS: Final = frozenset(
    {
        *(f"{who}-{what}" for who in ("collector", "application") for what in ("full-access", "old-key", "idle-key")),
        *(
            f"collector-{what}"
            for what in ("everything", "lacks", "in-group", "inline", "as-role", "as-root", "as-guest")
        ),
        *(f"application-{what}" for what in ("lacks", "conditional", "gone", "keyless")),
        *("root-keys", "root-no-mfa"),
    }
)


@dataclass(frozen=True, slots=True)
class Key:
    """An access key, by the days since it was made and since it was used; None: never."""

    id: str
    age_days: float = 30.0
    used_days_ago: float | None = 0.1
    active: bool = True


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever holds policies: managed ones by their ARN, inline ones by their name; and a user's groups and keys."""

    managed: Mapping[str, Any] = field(default_factory=dict)
    inline: Mapping[str, Any] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """The account's users, roles and groups by name, its managed policies by ARN, who asks, and how root is kept."""

    users: Mapping[str, Holder]
    roles: Mapping[str, Holder]
    groups: Mapping[str, Holder]
    caller: str
    root_keys: int
    root_mfa: int

    @property
    def managed(self) -> dict[str, Any]:
        """Every managed policy that somebody holds."""
        holders = (*self.users.values(), *self.roles.values(), *self.groups.values())
        return {arn: document for holder in holders for arn, document in holder.managed.items()}


def directory(words: Collection[str], account_id: str) -> Directory:
    """The account as these words tell it."""
    monitor, group = _monitor(words, account_id)
    users = {USER: monitor} if "collector-as-role" not in words else {}
    if "application-gone" not in words:
        users[APPLICATION] = _application(words)
    return Directory(
        users=users,
        roles={ROLE: Holder(monitor.managed, monitor.inline)} if "collector-as-role" in words else {},
        groups={GROUP: group} if monitor.groups else {},
        caller=_caller(words, account_id),
        root_keys=int("root-keys" in words or "collector-as-root" in words),
        root_mfa=int("root-no-mfa" not in words),
    )


def _monitor(words: Collection[str], account_id: str) -> tuple[Holder, Holder]:
    """The collector's user and the group that it is in, if it is in one."""
    own = {f"arn:aws:iam::{account_id}:policy/ses-monitor-read": _reading(words)}
    wide = {FULL_ACCESS: _allow(["ses:*"])} if "collector-full-access" in words else {}
    inline = {"everything": _allow("*")} if "collector-everything" in words else {}
    keys = (_key("M", "collector", words),)
    if "collector-inline" in words:
        return Holder(wide, {"read": _reading(words), **inline}, (), keys), Holder()
    if "collector-in-group" in words:
        return Holder(wide, inline, (GROUP,), keys), Holder(own, {"more": _allow("ses:GetSendQuota")})
    return Holder({**own, **wide}, inline, (), keys), Holder()


def _reading(words: Collection[str]) -> dict[str, Any]:
    left = [action for action in READS if action != "ses:GetSendStatistics" or "collector-lacks" not in words]
    narrow = [_statement(list(actions), f"arn:aws:ses:*:*:{below}") for below, actions in READS_OF.items()]
    return {"Version": "2012-10-17", "Statement": [_statement(left), *narrow]}


def _application(words: Collection[str]) -> Holder:
    keys = () if "application-keyless" in words else (_key("P", "application", words),)
    if "application-full-access" in words:
        return Holder({FULL_ACCESS: _allow(["ses:*"])}, keys=keys)
    if "application-lacks" in words:
        return Holder(inline={"send": _allow("ses:GetSendQuota")}, keys=keys)
    send = _allow(["ses:SendEmail", "ses:SendRawEmail", "ses:GetSendQuota"])
    if "application-conditional" in words:
        send["Statement"][0]["Condition"] = {"StringLike": {"ses:FromAddress": "*@example.com"}}
    return Holder(inline={"send": send}, keys=keys)


def _key(letter: str, who: str, words: Collection[str]) -> Key:
    age = 400.0 if f"{who}-old-key" in words else 30.0
    if f"{who}-idle-key" in words:
        return Key(f"AKIASIMULATED00000{letter}1", max(age, 200.0), None)
    return Key(f"AKIASIMULATED00000{letter}1", age)


def _caller(words: Collection[str], account_id: str) -> str:
    if "collector-as-root" in words:
        return f"arn:aws:iam::{account_id}:root"
    if "collector-as-role" in words:
        return f"arn:aws:sts::{account_id}:assumed-role/{ROLE}/i-0123456789abcdef0"
    if "collector-as-guest" in words:
        return f"arn:aws:sts::{account_id}:federated-user/guest"
    return f"arn:aws:iam::{account_id}:user/{USER}"


def _allow(actions: str | list[str]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [_statement(actions)]}


def _statement(actions: str | list[str], resource: str = "*") -> dict[str, Any]:
    return {"Effect": "Allow", "Action": actions, "Resource": resource}
