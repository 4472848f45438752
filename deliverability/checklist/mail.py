"""Items of mail that was really sent: what SES counted, and the tests a person makes with the application.

The rates that mail leads to are in `good_sending.py`.
"""

from collections.abc import Iterator
from typing import Final

from deliverability.checklist.facts import Facts, Source
from deliverability.checklist.item import Paste, Section, Verdict, attention, by_hand, item, passed, untold
from deliverability.model import N_, NN_, Unknown, text
from deliverability.rules.rule import Severity


def _sender(known: Facts) -> str:
    own = "" if isinstance(known.setup, Unknown) else known.setup.address
    return own or f"noreply@{known.domain}"


def _django(known: Facts, _subject: str) -> tuple[Paste, ...]:
    shell = """docker compose exec -T backend python manage.py shell -c "
from django.core.mail import send_mail
from django.conf import settings
print(send_mail('SES test', 'Sent through Amazon SES.', settings.DEFAULT_FROM_EMAIL,
                ['success@simulator.amazonses.com'], fail_silently=False))
\""""
    cli = (
        f"aws sesv2 send-email --region {known.scope.region} --from-email-address {_sender(known)} "
        "--destination ToAddresses=success@simulator.amazonses.com "
        "--content 'Simple={Subject={Data=SES test},Body={Text={Data=Sent through Amazon SES.}}}'"
    )
    return (
        Paste(text(N_("From the application (Django); it prints 1 when SES took the mail")), shell, "bash"),
        Paste(text(N_("Without the application")), cli, "bash"),
    )


@item(
    N_("SES has accepted mail from this account"),
    section=Section.TEST,
    why=N_("It shows that key, region, sender and permission fit together, whatever the application says."),
    cure=(N_("Send a mail to SES's mailbox simulator, which works in the sandbox too and harms no reputation."),),
    guide_step="4.1",
    pastes=_django,
)
def mail_accepted(known: Facts) -> Iterator[Verdict]:
    """The send statistics of the last 14 days."""
    if isinstance(known.attempts, Unknown):
        yield untold(known, Source.STATISTICS, known.attempts)
    elif known.attempts:
        yield passed(text(NN_("{n:number} mail in 14 days.", "{n:number} mails in 14 days."), n=known.attempts))
    else:
        yield attention(text(N_("SES counted no mail in the last 14 days.")))


TEST_MAIL: Final = by_hand(
    "test-mail",
    N_("A test mail arrived in a mailbox of your own"),
    section=Section.TEST,
    why=N_("That SES took a mail says nothing of where it ended: only a look into the mailbox does."),
    cure=(
        N_("Send one from the application to a mailbox at Gmail and to one of your recipients' usual provider."),
        N_("Look into the spam folder, and open the original: it must say dkim=pass, spf=pass and dmarc=pass."),
        N_("In the sandbox the recipient's address must be verified too."),
    ),
    guide_step="4.1",
    pastes=_django,
)


def _signup(known: Facts, _subject: str) -> tuple[Paste, ...]:
    body = (
        f'{{"email": "test@{known.domain}", "password": "a-long-password-for-a-test", '
        '"password_confirm": "a-long-password-for-a-test", "first_name": "Test", "last_name": "User"}'
    )
    command = (
        "curl -X POST http://localhost:8000/api/accounts/users/register/ \\\n"
        f"  -H 'Content-Type: application/json' \\\n  -d '{body}'"
    )
    return (Paste(text(N_("The guide's request; address and fields are those of your application")), command, "bash"),)


SIGNUP_MAIL: Final = by_hand(
    "signup-mail",
    N_("A sign-up sends its mail, and the link in it works"),
    section=Section.TEST,
    why=N_("It is the mail that people wait for first. Its link shows whether FRONTEND_URL is right."),
    cure=(N_("Register a test user, open the mail and follow its link."),),
    guide_step="4.2",
    pastes=_signup,
)


def _simulator(known: Facts, _subject: str) -> tuple[Paste, ...]:
    names = ("bounce", "complaint", "suppressionlist", "ooto")
    sends = "\n".join(
        f"aws sesv2 send-email --region {known.scope.region} --from-email-address {_sender(known)} "
        f"--destination ToAddresses={name}@simulator.amazonses.com "
        "--content 'Simple={Subject={Data=test},Body={Text={Data=test}}}'"
        for name in names
    )
    return (Paste(text(N_("One mail for each kind of answer")), sends, "bash"),)


SIMULATOR_MAIL: Final = by_hand(
    "simulator-mail",
    N_("The application takes a bounce and a complaint"),
    section=Section.TEST,
    why=N_(
        "Who goes on sending to addresses that bounced or complained loses the account. SES's simulator tries it safely."
    ),
    cure=(N_("Send to the simulator's addresses and see that the application marks them as not to be sent to."),),
    severity=Severity.INFO,
    guide_step="4.1",
    pastes=_simulator,
)
