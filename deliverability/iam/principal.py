"""Who asks AWS, by the ARN that STS tells: a user, a role that was assumed, the root user, or somebody else."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a principal is. Of others (federated users, anonymous ones) IAM keeps no policies to look at."""

    USER = "user"
    ROLE = "role"
    ROOT = "root"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Principal:
    """A user or role by the name that IAM knows it by; "" for root and others."""

    kind: Kind
    name: str = ""


def of_arn(arn: str) -> Principal:
    """The principal of an ARN as GetCallerIdentity tells it."""
    resource = arn.rpartition(":")[2]
    kind, _, path = resource.partition("/")
    if resource == "root":
        return Principal(Kind.ROOT)
    if kind == "user" and path:
        # A path may stand before the name, which is all that IAM's calls want.
        return Principal(Kind.USER, path.rpartition("/")[2])
    if kind == "assumed-role" and path:
        return Principal(Kind.ROLE, path.partition("/")[0])
    return Principal(Kind.OTHER)
