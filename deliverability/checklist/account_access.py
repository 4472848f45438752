"""Items of what users may do: the collector's policies and the application's, and the account's root user.

What a person must look at is in `account_by_hand.py`, keys in `account_keys.py`. What policies allow together is told by
`deliverability/iam/`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from deliverability.checklist.access_facts import Owner, Root
from deliverability.checklist.account import policy
from deliverability.checklist.facts import Facts, Setup, Source
from deliverability.checklist.item import (
    Paste,
    Section,
    Verdict,
    attention,
    by_person,
    failed,
    item,
    not_applicable,
    passed,
    unknown,
    untold,
)
from deliverability.iam.access import EVERYTHING, SENDS, Access
from deliverability.iam.principal import Kind
from deliverability.model import N_, Param, Reason, Text, Unknown, text
from deliverability.rules.rule import Severity
from deliverability.template.access import FETCHING

MOST: Final = 8
"""Actions that are named; of more their number is told."""

BOUNDARY: Final = text(
    N_("A permissions boundary or an organisation's policy may take more away; neither is looked at here.")
)
NO_USER: Final = text(N_("Set APP_IAM_USER in .env, and this is looked at by itself."))
GONE: Final = N_("IAM has no user {name}.")
ROOT_KEY: Final = N_("The key is the root user's, which no policy narrows.")


@item(
    N_("The collector's policies allow what it reads and nothing more"),
    section=Section.ACCOUNT,
    why=N_(
        "A key that may change or send things can be misused by whoever reads this machine's files; one that lacks "
        "something leaves gaps here."
    ),
    cure=(
        N_("Put the policy below in place of the ones that the collector's user has now."),
        N_("Reading IAM is optional: leave those actions out, and accept that this stays unknown."),
    ),
    guide_step="1.2",
    pastes=policy,
    rests_on=("iam",),
)
def collector_policy(known: Facts) -> Iterator[Verdict]:
    """What all policies of its user or role allow together, beside what is asked."""
    own = known.collector
    if isinstance(own, Unknown):
        yield untold(known, Source.USER_ACCESS, own)
    elif own.principal.kind is Kind.ROOT:
        yield failed(text(ROOT_KEY))
    elif own.principal.kind is Kind.OTHER:
        yield unknown(Unknown(Reason.FAILED, text(N_("The key is neither a user's nor a role's."))))
    elif isinstance(own.access, Unknown):
        yield untold(known, _source(own), own.access)
    else:
        yield _collectors(own, _beyond(known, own.access))


def _source(own: Owner) -> Source:
    return Source.ROLE_ACCESS if own.principal.kind is Kind.ROLE else Source.USER_ACCESS


def _beyond(known: Facts, found: Access) -> Access:
    """Without fetching events, which the template allows, and the sending that a person allowed for test mail."""
    mail = SENDS[:1] if isinstance(known.setup, Setup) and known.setup.test_send else ()
    wanted = (*FETCHING, *mail)
    return replace(found, wide=tuple(one for one in found.wide if one not in wanted))


def _collectors(own: Owner, found: Access) -> Verdict:
    missing = (*found.missing, *found.missing_optional)
    told = [_held(own)]
    if found.wide:
        told.append(text(N_("More than reading: {actions}."), actions=_listed(found.wide)))
    if missing:
        told.append(text(N_("Not allowed: {actions}."), actions=_listed(missing)))
    told += _limited(found)
    told.append(BOUNDARY)
    bad = found.missing or any(_is_everything(one) for one in found.wide)
    verdict = failed if bad else attention if found.wide or missing else passed
    return replace(verdict(*told), missing_permission=", ".join(missing) or None)


def _is_everything(pattern: str) -> bool:
    return pattern == EVERYTHING or pattern.startswith("not ")


def _held(own: Owner) -> Text:
    names = ", ".join(own.policies)
    if names:
        return text(N_("{name} has the policies {policies}."), name=own.name, policies=names)
    return text(N_("{name} has no policy."), name=own.name)


def _listed(actions: Sequence[str]) -> Param:
    named = ", ".join(actions[:MOST])
    if len(actions) <= MOST:
        return named
    return text(N_("{names} and {n} more"), names=named, n=len(actions) - MOST)


def _limited(found: Access) -> list[Text]:
    if not found.limited:
        return []
    told = N_("Under conditions, or for some resources only: {actions}. Whether these hold is not looked at.")
    return [text(told, actions=_listed(found.limited))]


def _sending_policy(known: Facts, _subject: str) -> tuple[Paste, ...]:
    arn = f"arn:aws:ses:{known.scope.region}:{known.scope.account_id}:identity/{known.domain}"
    allowed = f"""{{
  "Version": "2012-10-17",
  "Statement": [
    {{
      "Effect": "Allow",
      "Action": ["ses:SendEmail", "ses:SendRawEmail"],
      "Resource": ["{arn}", "arn:aws:ses:{known.scope.region}:{known.scope.account_id}:configuration-set/*"]
    }}
  ]
}}"""
    return (Paste(text(N_("Policy that lets the application send and do nothing else")), allowed, "json"),)


@item(
    N_("In SES the application's user may send and do nothing else"),
    section=Section.ACCOUNT,
    why=N_(
        "AmazonSESFullAccess also deletes identities and lifts the suppression list. It is meant for trying out only."
    ),
    cure=(N_("Replace AmazonSESFullAccess by the policy below; django-ses also asks ses:GetSendQuota."),),
    guide_step="1.2",
    pastes=_sending_policy,
    rests_on=("iam",),
)
def application_permissions(known: Facts) -> Iterator[Verdict]:
    """What all policies of APP_IAM_USER allow together; by hand while nobody named it."""
    own = known.application
    if own is None:
        yield by_person(NO_USER)
    elif isinstance(own, Unknown):
        yield untold(known, Source.USER_ACCESS, own)
    elif not own.exists:
        yield not_applicable(text(GONE, name=own.name))
    elif isinstance(own.access, Unknown):
        yield untold(known, Source.USER_ACCESS, own.access)
    else:
        yield _applications(own, own.access)


def _applications(own: Owner, found: Access) -> Verdict:
    told = [_held(own)]
    by_smtp = SENDS[1] in found.missing
    if len(found.missing) == len(SENDS):
        return failed(*told, text(N_("It may not send: {actions} are missing."), actions=_listed(found.missing)))
    if found.beyond_sending:
        told.append(text(N_("More than sending: {actions}."), actions=_listed(found.beyond_sending)))
    if by_smtp:
        told.append(text(N_("It lacks {action}, with which django-ses and SMTP send."), action=SENDS[1]))
    if found.beyond_ses:
        told.append(text(N_("Beyond SES, which is not judged here: {actions}."), actions=_listed(found.beyond_ses)))
    told += _limited(found)
    return (attention if found.beyond_sending or by_smtp else passed)(*told, BOUNDARY)


@item(
    N_("The root user has no access keys"),
    section=Section.ACCOUNT,
    why=N_("A root key may do everything, for ever, and cannot be narrowed. AWS advises to have none at all."),
    cure=(
        N_("Sign in as the root user and open Security credentials."),
        N_("Delete each access key there, after whatever uses it has a key of an IAM user."),
    ),
    severity=Severity.CRITICAL,
    guide_step="1.2",
    of_account=True,
    rests_on=("iam",),
)
def root_access_keys(known: Facts) -> Iterator[Verdict]:
    """What the account's summary counts; that the collector itself uses one is proof without it."""
    if isinstance(known.collector, Owner) and known.collector.principal.kind is Kind.ROOT:
        yield failed(text(ROOT_KEY))
    elif isinstance(known.root, Unknown):
        yield untold(known, Source.ROOT, known.root)
    elif known.root.has_keys:
        yield failed(text(N_("The root user has access keys.")))
    else:
        yield passed(text(N_("The root user has no access keys.")))


@item(
    N_("The root user signs in with MFA"),
    section=Section.ACCOUNT,
    why=N_("Whoever has the root password owns the account, its mail and its bill, unless a second proof is asked."),
    cure=(N_("Sign in as the root user, open Security credentials, and assign an MFA device."),),
    severity=Severity.CRITICAL,
    guide_step="1.2",
    of_account=True,
    rests_on=("iam",),
)
def root_mfa(known: Facts) -> Iterator[Verdict]:
    """What the account's summary says."""
    root = known.root
    if isinstance(root, Unknown):
        yield untold(known, Source.ROOT, root)
    else:
        yield _signed_in(root)


def _signed_in(root: Root) -> Verdict:
    if root.has_mfa:
        return passed(text(N_("The root user has an MFA device.")))
    return failed(text(N_("The root user has no MFA device.")))
