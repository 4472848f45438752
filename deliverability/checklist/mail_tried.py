"""Items of what was tried from here: a test mail through SES, a sign-up at the application. Each is off unless set.

How either is tried is in `collector/trials.py`; what a person tries with the application, in `mail.py`.
"""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import Final

from deliverability.checklist.facts import Facts
from deliverability.checklist.item import (
    Paste,
    Result,
    Section,
    Verdict,
    attention,
    item,
    not_applicable,
    passed,
    unknown,
)
from deliverability.model import N_, Reason, Text, Unknown, text
from deliverability.trials import MAILS, Kind, State, Trial

MAIL_OFF: Final = text(
    N_(
        "Test mail from here is switched off. TEST_SEND=1 allows it, and the key needs the permission ses:SendEmail; "
        "`python -m collector policy` then prints it."
    )
)
SIGN_UP_OFF: Final = text(N_("No sign-up can be tried from here: SIGNUP_TEST_URL is not set."))
NO_MAIL: Final = text(N_("No test mail was sent from here yet."))
NO_SIGN_UP: Final = text(N_("No sign-up was tried from here yet."))
UNDER_WAY: Final = Unknown(Reason.COLLECTING, text(N_("It is under way.")))
MAIL: Final = N_("Test mail to {subject}, {at:datetime}.")
MAIL_TAKEN: Final = N_("Test mail to {subject}, {at:datetime}: SES took it as {reference}.")
SIGN_UP: Final = N_("Sign-up at {subject}, {at:datetime}.")


def _judged(known: Facts, kinds: Collection[Kind], never: Text, done: str, tried: str) -> Verdict:
    """By the newest trial of these kinds: how it stands now, whatever an older one came to."""
    if isinstance(known.trials, Unknown):
        return unknown(known.trials)
    trial = next((each for each in known.trials if each.kind in kinds), None)
    if trial is None:
        return attention(never)
    if trial.state is State.UNDER_WAY:
        return unknown(UNDER_WAY)
    if trial.state is State.NOT_KNOWN:
        return unknown(Unknown(Reason.FAILED, trial.says))
    said = () if trial.says is None else (trial.says,)
    if trial.state is State.DONE:
        return passed(_told(done, trial), *(() if done == MAIL_TAKEN else said))
    return Verdict("", "", Result.FAIL, (_told(tried, trial), *said), trial.missing or None)


def _told(sentence: str, trial: Trial) -> Text:
    at = datetime.fromtimestamp(trial.at, UTC)
    return text(sentence, subject=trial.subject, at=at, reference=trial.reference)


def _permission(_known: Facts, _subject: str) -> tuple[Paste, ...]:
    return (Paste(text(N_("Prints the policy that the collector's key needs")), "python -m collector policy"),)


@item(
    N_("A test mail sent from here was taken by SES"),
    section=Section.TEST,
    why=N_("It tries key, region, sender and permission at once, without the application, and says what SES answers."),
    cure=(
        N_(
            "Choose a recipient below and send. The mailbox simulator works in the sandbox too and harms no reputation."
        ),
        N_("What SES answered says what to mend; then send again."),
    ),
    guide_step="4.1",
    pastes=_permission,
    rests_on=(),
)
def test_send(known: Facts) -> Iterator[Verdict]:
    """The newest test mail, where sending is allowed."""
    if isinstance(known.setup, Unknown):
        yield unknown(known.setup)
    elif not known.setup.test_send:
        yield not_applicable(MAIL_OFF)
    else:
        yield _judged(known, MAILS, NO_MAIL, MAIL_TAKEN, MAIL)


def _body(_known: Facts, _subject: str) -> tuple[Paste, ...]:
    lines = (
        "SIGNUP_TEST_URL=http://localhost:8000/api/accounts/users/register/\n"
        'SIGNUP_TEST_BODY=\'{"email": "success+{now}@simulator.amazonses.com", "password": "a-long-password-for-a-test", '
        '"password_confirm": "a-long-password-for-a-test", "first_name": "Test", "last_name": "User"}\''
    )
    label = N_("For the collector's .env; address and fields are those of your application, {now} becomes the time")
    return (Paste(text(label, now="{now}"), lines),)


@item(
    N_("The application takes a sign-up"),
    section=Section.TEST,
    why=N_("A sign-up that fails sends no mail, and nobody who wanted to join comes back to say so."),
    cure=(
        N_("Try one below. It is a real sign-up: the application makes a user of it, whom you may delete."),
        N_("What the application answered says what to mend; then try again."),
    ),
    guide_step="4.2",
    pastes=_body,
    rests_on=(),
)
def signup_test(known: Facts) -> Iterator[Verdict]:
    """The newest sign-up, where one can be tried."""
    if isinstance(known.setup, Unknown):
        yield unknown(known.setup)
    elif not known.setup.signup_url:
        yield not_applicable(SIGN_UP_OFF)
    else:
        yield _judged(known, (Kind.SIGN_UP,), NO_SIGN_UP, SIGN_UP, SIGN_UP)
