"""Items of the AWS account and of the keys: what the collector's own reading shows.

What only a person can tell of them is in `account_by_hand.py`.
"""

from collections.abc import Iterator
from typing import Final

from deliverability.checklist.by_template import by_template
from deliverability.checklist.facts import Facts, Setup, Source
from deliverability.checklist.item import (
    FROM_AWS,
    Paste,
    Section,
    Verdict,
    attention,
    failed,
    item,
    passed,
    unknown,
)
from deliverability.evidence import Asked
from deliverability.model import N_, Reason, Unknown, text
from deliverability.refusals import KEY_REFUSED, REGION_REFUSED
from deliverability.rules.rule import Severity

SEOUL: Final = "ap-northeast-2"
RECOMMENDED: Final = N_("For recipients in Korea the guide recommends Seoul (ap-northeast-2).")
OPTIONAL: Final = frozenset({"vdm", "free_tier", "dedicated_ips", "iam", "alarms"})
"""Readings of what an account need not have: a permission they lack takes nothing away from the others."""

ANSWERED: Final = frozenset({"ok", "partial", "denied"})
"""How a reading ends that AWS answered: even who denies it knows whose key it is."""

NOT_ASKED: Final = Unknown(Reason.COLLECTING, text(N_("It has not been asked for yet.")))


def policy(known: Facts, subject: str) -> tuple[Paste, ...]:
    """The command that prints what the collector's key needs, and the one that makes a user who has it."""
    printed = Paste(text(N_("Prints the policy that the collector's key needs")), "python -m collector policy", "bash")
    return (printed, *by_template(known, subject))


@item(
    N_("The collector's key works"),
    section=Section.ACCOUNT,
    why=N_("Without a key that Amazon knows nothing of this account can be read, and no alert can come."),
    cure=(N_("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in .env, then start the collector again."),),
    severity=Severity.CRITICAL,
    guide_step="1.2",
)
def credentials(known: Facts) -> Iterator[Verdict]:
    """Amazon answers to the key, whatever it may read."""
    last = max((asked for asked in _of_aws(known) if asked.outcome), key=lambda asked: asked.at, default=None)
    if last is None:
        yield unknown(NOT_ASKED)
    elif last.outcome in ANSWERED:
        caller = known.setup.caller if isinstance(known.setup, Setup) else ""
        whose = N_("Amazon answers; the key belongs to account {account} ({caller}).")
        yield passed(text(whose, account=known.scope.account_id, caller=caller or None))
    else:
        yield _refused(last, KEY_REFUSED)


def _of_aws(known: Facts) -> tuple[Asked, ...]:
    """The readings that ask AWS: DNS answers to anybody, a file lies here."""
    return tuple(asked for asked in known.readings if asked.name not in {Source.DNS, Source.ENVIRONMENT})


def _refused(asked: Asked, sentences: frozenset[str]) -> Verdict:
    """A failure that is one of these refusals is certain; any other says nothing."""
    if asked.error is not None and asked.error.msgid in sentences:
        return failed(asked.error)
    return unknown(Unknown(Reason.FAILED, asked.error))


@item(
    N_("The region offers SES and is switched on"),
    section=Section.ACCOUNT,
    why=N_(
        "Identities, quota, sandbox and reputation are per region: what is set up in another one does not count here."
    ),
    cure=(
        N_("Switch {region} on under Account, AWS Regions, or name another region in AWS_SES_REGION_NAME."),
        RECOMMENDED,
    ),
    severity=Severity.CRITICAL,
    guide_step="2.1",
)
def region(known: Facts) -> Iterator[Verdict]:
    """SES answers in the region."""
    account = next((asked for asked in known.readings if asked.name == Source.ACCOUNT and asked.outcome), None)
    if account is None:
        yield unknown(NOT_ASKED)
    elif account.outcome not in ANSWERED:
        yield _refused(account, REGION_REFUSED)
    else:
        evidence = [text(N_("SES answers in {region}."), region=known.scope.region)]
        korean = isinstance(known.setup, Setup) and known.setup.language == "ko"
        if korean and known.scope.region != SEOUL:
            evidence.append(text(RECOMMENDED))
        yield passed(*evidence)


@item(
    N_("The collector's key is not the root user's"),
    section=Section.ACCOUNT,
    why=N_("A root key may do everything, for ever, and cannot be narrowed. AWS advises to have none at all."),
    cure=(
        N_("Make an IAM user for the collector with the policy below, and put its key into .env."),
        N_("Then delete the root user's access keys under Security credentials."),
    ),
    severity=Severity.CRITICAL,
    guide_step="1.2",
    pastes=policy,
    rests_on=(),
)
def root_key(known: Facts) -> Iterator[Verdict]:
    """Whose key it is, by the ARN that GetCallerIdentity tells."""
    if isinstance(known.setup, Unknown):
        yield unknown(known.setup)
    elif not known.setup.caller:
        yield unknown(NOT_ASKED)
    elif known.setup.caller.endswith(":root"):
        yield failed(text(N_("The key is the root user's: {caller}."), caller=known.setup.caller))
    else:
        yield passed(text(N_("The key belongs to {caller}."), caller=known.setup.caller))


@item(
    N_("The collector may read what it needs"),
    section=Section.ACCOUNT,
    why=N_("What may not be read stays unknown here, and rules that rest on it cannot warn you."),
    cure=(N_("Add the missing actions to the policy of the collector's user."),),
    severity=Severity.WARN,
    guide_step="1.2",
    pastes=policy,
    rests_on=FROM_AWS,
)
def permissions(known: Facts) -> Iterator[Verdict]:
    """Each action that a reading was denied, by name."""
    denied = [asked for asked in known.readings if asked.outcome == "denied"]
    missing = ", ".join(dict.fromkeys(asked.missing_action for asked in denied if asked.missing_action))
    told = [text(N_("{reading} is denied: {action}."), reading=one.title, action=one.missing_action) for one in denied]
    if not any(asked.outcome in ANSWERED for asked in _of_aws(known)):
        yield unknown(NOT_ASKED)
    elif not denied:
        yield passed(text(N_("Nothing was denied when it was read last.")))
    else:
        verdict = attention if all(asked.name in OPTIONAL for asked in denied) else failed
        yield Verdict("", "", verdict().result, tuple(told), missing or None)


@item(
    N_("The collector has a key of its own"),
    section=Section.ACCOUNT,
    why=N_("The application's key may send mail. Who reads this machine's files could send in your name."),
    cure=(N_("Make an IAM user for the collector with the policy below, and put its key into .env."),),
    guide_step="1.2",
    pastes=policy,
    rests_on=(),
)
def own_key(known: Facts) -> Iterator[Verdict]:
    """Whether the key is the one with which the application sends, by the file it was found in."""
    if isinstance(known.setup, Unknown):
        yield unknown(known.setup)
    elif known.setup.key_shared_with:
        yield attention(text(N_("The key is the application's own, from {file}."), file=known.setup.key_shared_with))
    else:
        yield passed(text(N_("The key is not taken from the application's file.")))
