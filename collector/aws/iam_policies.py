"""The policies a user or role holds, directly and through groups, with what they state; nothing is kept here.

What they allow together is judged in `deliverability/iam/`; what of it is kept, in `iam.py`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from collector.aws.errors import Malformed, NotFound
from collector.aws.reading import Call, Visit
from deliverability.iam.statements import Statement, statements
from deliverability.model import N_, text

MOST_PAGES: Final = 50
EXAMPLE_POLICY: Final = "arn:aws:iam::aws:policy/AmazonSESFullAccess"
"""Its text is public: asking for it shows only whether one may ask."""


@dataclass(frozen=True, slots=True)
class Held:
    """A policy by the name a person finds it under, with the group it comes through, and what it states."""

    name: str
    statements: tuple[Statement, ...]


def _of(kind: str) -> Iterator[Call]:
    named = {f"{kind}Name": "example"}
    yield Call("iam", f"ListAttached{kind}Policies", lambda _: named, optional=True)
    yield Call("iam", f"List{kind}Policies", lambda _: named, optional=True)
    yield Call("iam", f"Get{kind}Policy", lambda _: {**named, "PolicyName": "example"}, optional=True)


CALLS: Final = (
    *_of("User"),
    Call("iam", "ListGroupsForUser", lambda _: {"UserName": "example"}, optional=True),
    *_of("Group"),
    *_of("Role"),
    Call("iam", "GetPolicy", lambda _: {"PolicyArn": EXAMPLE_POLICY}, optional=True),
    Call("iam", "GetPolicyVersion", lambda _: {"PolicyArn": EXAMPLE_POLICY, "VersionId": "v1"}, optional=True),
)


def held(visit: Visit, kind: str, name: str) -> Iterator[Held]:
    """Every policy of a "User", "Role" or "Group"; a user's groups' too. NotFound where there is no such one."""
    named = {f"{kind}Name": name}
    for attached in listed(visit, f"ListAttached{kind}Policies", "AttachedPolicies", **named):
        with _meanwhile(visit, "GetPolicyVersion", attached["PolicyName"]):
            found = _managed(visit, attached)
        yield found
    for inline in listed(visit, f"List{kind}Policies", "PolicyNames", **named):
        operation = f"Get{kind}Policy"
        with _meanwhile(visit, operation, inline):
            answer = visit.aws.call("iam", operation, **named, PolicyName=inline)
        yield Held(str(inline), _stated(visit, operation, answer.get("PolicyDocument"), inline))
    if kind == "User":
        for group in listed(visit, "ListGroupsForUser", "Groups", **named):
            own = str(group["GroupName"])
            with _meanwhile(visit, "ListAttachedGroupPolicies", own):
                through = list(held(visit, "Group", own))
            yield from (Held(f"{policy.name} ({own})", policy.statements) for policy in through)


def listed(visit: Visit, operation: str, member: str, **named: Any) -> Iterator[Any]:
    """The items of every page of one of IAM's lists. Malformed where it is none, or does not end."""
    page: dict[str, Any] = {}
    for _ in range(MOST_PAGES):
        answer = visit.aws.call("iam", operation, **named, **page)
        items = answer.get(member)
        if not isinstance(items, list):
            raise Malformed(operation, visit.aws.region, text(N_("it holds no list of {member}."), member=member))
        yield from items
        if not answer.get("IsTruncated"):
            return
        page = {"Marker": answer.get("Marker")}
    what = text(N_("it goes on after {pages:number} pages."), pages=MOST_PAGES)
    raise Malformed(operation, visit.aws.region, what)


@contextmanager
def _meanwhile(visit: Visit, operation: str, name: str) -> Iterator[None]:
    """What a list just named and is gone when asked for says nothing of who holds it: the next visit tells."""
    try:
        yield
    except NotFound:
        raise Malformed(operation, visit.aws.region, text(N_("{name} went while it was read."), name=name)) from None


def _managed(visit: Visit, attached: Any) -> Held:
    arn, name = attached["PolicyArn"], attached["PolicyName"]
    version = (visit.aws.call("iam", "GetPolicy", PolicyArn=arn).get("Policy") or {}).get("DefaultVersionId")
    operation = "GetPolicyVersion"
    answer = visit.aws.call("iam", operation, PolicyArn=arn, VersionId=version)
    return Held(str(name), _stated(visit, operation, (answer.get("PolicyVersion") or {}).get("Document"), name))


def _stated(visit: Visit, operation: str, document: object, name: str) -> tuple[Statement, ...]:
    try:
        return statements(document)
    except ValueError:
        what = text(N_("the policy {name} is none that can be read."), name=name)
        raise Malformed(operation, visit.aws.region, what) from None
