"""What a user or role may do by all its policies together: which needed actions are missing, which go too far.

A permissions boundary or an organisation's policy may take more away; neither is looked at. Order of the answers: IAM user
guide, "Policy evaluation logic": a deny wins, then an allow, else it is denied.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from deliverability.iam.statements import Reach, Statement, matches

READS: Final = ("get", "list", "describe", "batchget", "view", "lookup")
"""How the names of actions begin that change nothing."""

SENDS: Final = ("ses:SendEmail", "ses:SendRawEmail")
"""What an application needs to send: by the API of version 2 or by that of version 1 and SMTP."""

SENDING: Final = "ses:send*"
"""The family of these: templates, bulk and bounces too."""

EVERYTHING: Final = "*"


@dataclass(frozen=True, slots=True)
class Need:
    """An action and the resource it is needed on: an ARN, or "*" where IAM knows none. Optional: something else works without it."""

    action: str
    resource: str = "*"
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Access:
    """What the policies say: `missing` of what is needed, `limited` of it to conditions or to some resources.

    `wide` are the actions as the policies write them that do more than read; "not iam:*" for all but those.
    """

    missing: tuple[str, ...] = ()
    missing_optional: tuple[str, ...] = ()
    limited: tuple[str, ...] = ()
    wide: tuple[str, ...] = ()

    @property
    def beyond_sending(self) -> tuple[str, ...]:
        """Of what goes too far that which changes things in SES instead of sending mail."""
        return tuple(one for one in self.wide if _is_of_ses(one) and not matches(SENDING, one))

    @property
    def beyond_ses(self) -> tuple[str, ...]:
        """Of what goes too far that which is of other services alone."""
        return tuple(one for one in self.wide if not _is_of_ses(one))


def access(of: Sequence[Statement], needs: Iterable[Need]) -> Access:
    """What these statements together make of the needs, and what they allow beyond reading."""
    reached = [(need, reach(of, need.action, need.resource)) for need in needs]
    missing = [need for need, found in reached if found is Reach.NONE]
    needed = {need.action.lower() for need, _ in reached}
    return Access(
        missing=_named(need.action for need in missing if not need.optional),
        missing_optional=_named(need.action for need in missing if need.optional),
        limited=_named(need.action for need, found in reached if found is Reach.PART),
        wide=_named(shown for shown in wide(of) if shown.lower() not in needed),
    )


def reach(of: Sequence[Statement], action: str, resource: str = "*") -> Reach:
    """How far the action is allowed on the resource."""
    denied = max((one.reach(action, resource) for one in of if not one.allows), default=Reach.NONE)
    if denied is Reach.WHOLE:
        return Reach.NONE
    allowed = max((one.reach(action, resource) for one in of if one.allows), default=Reach.NONE)
    return min(allowed, Reach.PART) if denied is Reach.PART else allowed


def wide(of: Sequence[Statement]) -> tuple[str, ...]:
    """What is allowed beyond reading, as it is written; what denies take away wholly is left out."""
    denies = [one for one in of if not one.allows]
    found = [each for one in of if one.allows for each in _written(one)]
    return _named(shown for shown, covers in found if not reads_only(covers) and not _is_denied(denies, covers))


def reads_only(pattern: str) -> bool:
    """Whether whatever an action's pattern covers only reads, by how its name begins."""
    return pattern.lower().partition(":")[2].startswith(READS)


def _written(one: Statement) -> tuple[tuple[str, str], ...]:
    """What an allowing statement writes, and the pattern that covers it: all but a few actions is everything."""
    if one.inverted:
        return ((f"not {', '.join(one.actions)}", EVERYTHING),)
    return tuple((pattern, pattern) for pattern in one.actions)


def _is_denied(denies: Iterable[Statement], pattern: str) -> bool:
    """Whether one of them takes away all that the pattern covers, but for what only reads."""
    return any(_takes(one, pattern) for one in denies if one.unlimited)


def _takes(deny: Statement, pattern: str) -> bool:
    if not deny.inverted:
        return any(matches(own, pattern) for own in deny.actions)
    spared = (own for own in deny.actions if matches(pattern, own) or matches(own, pattern))
    return all(reads_only(own) for own in spared)


def _is_of_ses(pattern: str) -> bool:
    service = pattern.lower().partition(":")[0]
    return pattern.startswith("not ") or matches(service, "ses")


def _named(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))
