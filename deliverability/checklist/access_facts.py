"""What the checklist knows of users, keys and policies: part of the facts of `facts.py`.

How it is read: `collector/aws/iam.py`. What policies allow: `deliverability/iam/`.
"""

from dataclasses import dataclass

from deliverability.iam.access import Access
from deliverability.iam.principal import Principal
from deliverability.model import Unknown

ACTIVE = "Active"


@dataclass(frozen=True, slots=True)
class Key:
    """An access key by the end of its id; when it was made and was used last (epoch seconds; None: never)."""

    shown: str
    status: str
    created_at: int
    used_at: int | Unknown | None

    @property
    def active(self) -> bool:
        """Whether it opens anything: AWS knows more than one state in which it does not."""
        return self.status == ACTIVE


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom a key belongs to. `policies` are the names of what it holds, known where `access` is."""

    principal: Principal
    access: Access | Unknown
    keys: tuple[Key, ...] | Unknown
    policies: tuple[str, ...] = ()
    exists: bool = True

    @property
    def name(self) -> str:
        """The user's or role's name."""
        return self.principal.name


@dataclass(frozen=True, slots=True)
class Root:
    """Of the account's root user: whether it has access keys, and signs in with MFA."""

    has_keys: bool
    has_mfa: bool
