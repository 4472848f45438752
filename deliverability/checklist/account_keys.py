"""Items of the application's user, and of the age and use of access keys.

What users may do with them is in `account_access.py`.
"""

from collections.abc import Iterator
from typing import Final

from deliverability.checklist.access_facts import Key, Owner
from deliverability.checklist.account_access import GONE, NO_USER
from deliverability.checklist.facts import KEY_MAX_AGE_DAYS, Facts, Setup, Source
from deliverability.checklist.item import (
    Section,
    Verdict,
    attention,
    by_person,
    failed,
    item,
    not_applicable,
    passed,
    untold,
)
from deliverability.iam.principal import Kind
from deliverability.metrics import DAY
from deliverability.model import N_, Text, Unknown, text

APPLICATION: Final = "application"
"""Stands for the application's user while nobody named it."""


@item(
    N_("The application has an IAM user of its own"),
    section=Section.ACCOUNT,
    why=N_("A key that only one application uses can be replaced or taken away without stopping anything else."),
    cure=(
        N_("Make a user in the IAM console, Users, Create user, without console access."),
        N_("Make an access key for it and keep the secret at once: it is shown only then."),
        N_("Set APP_IAM_USER to its name in .env, and start the collector again."),
    ),
    guide_step="1.2",
    of_account=True,
    rests_on=("iam",),
)
def application_user(known: Facts) -> Iterator[Verdict]:
    """Whether APP_IAM_USER is there, has a key, and is not the collector's; by hand while nobody named it."""
    own = known.application
    if own is None:
        yield by_person(NO_USER)
    elif isinstance(own, Unknown):
        yield untold(known, Source.USER_ACCESS, own)
    elif not own.exists:
        yield failed(text(GONE, name=own.name))
    elif isinstance(own.access, Unknown):
        yield untold(known, Source.USER_ACCESS, own.access)
    elif _is_the_collectors(known, own):
        yield attention(text(N_("The collector uses {name} too: give it a user that may only read."), name=own.name))
    elif not isinstance(own.keys, Unknown) and not any(key.active for key in own.keys):
        yield attention(text(N_("{name} has no active access key: nothing can send with it."), name=own.name))
    else:
        yield passed(text(N_("IAM has the user {name}."), name=own.name))


def _is_the_collectors(known: Facts, own: Owner) -> bool:
    return isinstance(known.collector, Owner) and known.collector.principal == own.principal


@item(
    N_("Access keys were replaced lately, and are used"),
    section=Section.ACCOUNT,
    why=N_("A key that leaked unseen works until it is replaced. SMTP passwords are made from a key and go with it."),
    cure=(
        N_("Make a second key, put it in place, see that the old one is no longer used, then delete the old one."),
        N_("Delete a key that nobody uses."),
        N_("Make new SMTP credentials in the SES console, if you send by SMTP."),
    ),
    guide_step="1.2",
    of_account=True,
    every_days=90,
    rests_on=("iam",),
)
def key_rotation(known: Facts) -> Iterator[Verdict]:
    """The active keys of the collector and the application, by KEY_MAX_AGE_DAYS."""
    collector, own = known.collector, known.application
    if isinstance(collector, Unknown):
        yield untold(known, Source.KEYS, collector)
    else:
        yield _keys(known, collector)
    if own is None:
        yield by_person(NO_USER, subject=APPLICATION)
    elif isinstance(own, Owner) and not _is_the_collectors(known, own):
        yield _keys(known, own)


def _keys(known: Facts, own: Owner) -> Verdict:
    if own.principal.kind is not Kind.USER:
        return not_applicable(
            text(N_("Only keys of IAM users grow old here: those of a role last for hours, those of root go at once.")),
            subject=own.name,
        )
    if isinstance(own.keys, Unknown):
        return untold(known, Source.KEYS, own.keys, own.name)
    active = [key for key in own.keys if key.active]
    if not active:
        return not_applicable(text(N_("{name} has no active access key."), name=own.name), subject=own.name)
    days = known.setup.key_max_age_days if isinstance(known.setup, Setup) else KEY_MAX_AGE_DAYS
    wrong = [sentence for key in active for sentence in _wrong(key, known.now, days * DAY)]
    if wrong:
        return attention(*wrong, subject=own.name)
    for key in active:
        if isinstance(key.used_at, Unknown):
            return untold(known, Source.KEY_USE, key.used_at, own.name)
    return passed(*(_told(key, known.now) for key in active), subject=own.name)


def _told(key: Key, now: int) -> Text:
    used = N_("The key …{key} is {age:duration} old and in use.")
    unused = N_("The key …{key} is {age:duration} old and was not used yet.")
    return text(unused if key.used_at is None else used, key=key.shown, age=max(0, now - key.created_at))


def _wrong(key: Key, now: int, most: int) -> Iterator[Text]:
    """A key that is too old, and one that is old enough to have been used and was not."""
    age = now - key.created_at
    if age > most:
        yield text(
            N_("The key …{key} is {age:duration} old; at most {most:duration} are set."),
            key=key.shown,
            age=age,
            most=most,
        )
    if key.used_at is None and age > most:
        yield text(N_("The key …{key} has never been used."), key=key.shown)
    elif isinstance(key.used_at, int) and now - key.used_at > most:
        unused = N_("The key …{key} was last used {age:duration} ago.")
        yield text(unused, key=key.shown, age=now - key.used_at)
