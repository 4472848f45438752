"""Troubles before SES is asked at all: the application's mail backend, its library, its region."""

from typing import Final

from deliverability.checklist.facts import Facts
from deliverability.checklist.item import Paste
from deliverability.model import N_, text
from deliverability.rules.rule import Severity
from deliverability.troubles.trouble import Family, Trouble, Weight


def _backend(_known: Facts, _subject: str) -> tuple[Paste, ...]:
    shown = "docker compose exec -T backend python manage.py shell -c 'from django.conf import settings as s; print(s.EMAIL_BACKEND, s.EMAIL_HOST)'"
    return (Paste(text(N_("What the application really uses (Django)")), shown, "bash"),)


LOCALHOST: Final = Trouble(
    "mail-to-localhost",
    N_("The application looks for a mail server on its own machine"),
    Family.APPLICATION,
    shows=("ConnectionRefusedError: [Errno 111] Connection refused", "[Errno 61] Connection refused"),
    patterns={
        Weight.SENTENCE: (
            r"\bsmtplib\b.{0,4000}connection ?refused",
            r"connection ?refused.{0,60}\b(localhost|127\.0\.0\.1)\b.{0,10}\b25\b",
        ),
        Weight.NAME: (r"\bconnectionrefusederror\b", r"\berrno (111|61)\b"),
        Weight.HINT: (r"connection refused",),
    },
    why=N_("Without EMAIL_BACKEND Django talks SMTP to localhost, port 25, where nobody listens in a container."),
    confirm=(N_("The command below must print django_ses.SESBackend, or the host email-smtp. with your region."),),
    cure=(
        N_(
            "Set EMAIL_BACKEND=django_ses.SESBackend where the application reads it, and let settings.py take it from there."
        ),
        N_("Start the containers anew with `docker compose up -d`; a mere restart keeps the old environment."),
    ),
    items=("environment-file", "restart"),
    severity=Severity.CRITICAL,
    pastes=_backend,
)

BACKEND: Final = Trouble(
    "backend-missing",
    N_("The mail backend is not installed or misspelt"),
    Family.APPLICATION,
    shows=(
        "ModuleNotFoundError: No module named 'django_ses'",
        'ImportError: Module "django_ses" does not define a "SESBackend" attribute/class',
    ),
    patterns={
        Weight.SENTENCE: (
            r"no module named '?(django_ses|boto3|botocore|anymail)",
            r"does not define a \"?[a-z]{0,40}backend\"? attribute",
        ),
        Weight.NAME: (r"\bimproperlyconfigured\b.{0,200}(email|ses|mail|aws)",),
        Weight.HINT: (r"\bmodulenotfounderror\b", r"\bemail_backend\b"),
    },
    why=N_("The library is missing from the image, or the name of the backend is not spelt as the library spells it."),
    cure=(
        N_("Add django-ses to the requirements and build the image anew: `docker compose build`."),
        N_("Write EMAIL_BACKEND=django_ses.SESBackend, in these letters."),
    ),
    items=("environment-file",),
    severity=Severity.CRITICAL,
    pastes=_backend,
)

NO_REGION: Final = Trouble(
    "no-region",
    N_("The application names no region, or none that exists"),
    Family.APPLICATION,
    shows=(
        "botocore.exceptions.NoRegionError: You must specify a region.",
        "InvalidRegionError",
        "ValueError: Invalid endpoint: https://…",
    ),
    patterns={
        Weight.SENTENCE: (
            r"you must specify a region",
            r"provided region_name .{0,80}doesn't match a supported format",
            r"invalid endpoint: ",
        ),
        Weight.NAME: (r"\bnoregionerror\b", r"\binvalidregionerror\b", r"\bunknownendpointerror\b"),
    },
    why=N_(
        "The variable is empty, holds a blank or quotes, or carries a name such as “Seoul” in place of ap-northeast-2."
    ),
    cure=(N_("Set AWS_SES_REGION_NAME to the region's code, without quotes, and the endpoint to match."),),
    items=("endpoint-setting", "environment-region", "environment-file"),
    severity=Severity.CRITICAL,
)

NOTHING_SENT: Final = Trouble(
    "nothing-sent",
    N_("No error, and no mail"),
    Family.APPLICATION,
    shows=("django.core.mail.backends.console.EmailBackend", "이메일 발송 결과: 0"),
    patterns={
        Weight.SENTENCE: (r"backends\.(console|dummy|locmem|filebased)\b", r"이메일 발송 결과: ?0"),
        Weight.NAME: (
            r"(메일|이메일).{0,12}(안 ?(와|옴|오)|오지 않|도착하지)",
            r"(mail|email)s? (never|did not|does not|doesn't|didn't) (arrive|come)",
        ),
        Weight.HINT: (r"fail_silently ?= ?true",),
    },
    why=N_(
        "A backend for developers prints mail or throws it away; fail_silently hides every error; a queue may stand still."
    ),
    confirm=(
        N_("If SES counted no mail when you sent one, it never got there; if it did, look into the spam folder."),
    ),
    cure=(
        N_("Send one by the guide's Django shell with fail_silently=False: it prints 1, or the true error."),
        N_("See that the worker that sends is running, and that its environment is the same as the web process's."),
    ),
    items=("mail-accepted", "environment-file", "restart", "test-mail"),
    pastes=_backend,
)
