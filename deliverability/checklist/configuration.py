"""Items of the application's settings, as far as the collector shares them, and what only a person can see.

The collector reads the guide's `.env.aws` for its own settings; the application's own file it does not open.
"""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from deliverability.checklist.facts import EXAMPLE, Facts, Source
from deliverability.checklist.item import (
    Paste,
    Section,
    Verdict,
    attention,
    by_hand,
    failed,
    item,
    not_applicable,
    passed,
    unknown,
    untold,
)
from deliverability.model import N_, Unknown, text
from deliverability.rules.rule import Severity

PLACEHOLDERS: Final = frozenset({"yourdomain.com", EXAMPLE, "example.org", "example.net"})
"""Domains that guides and examples write where a person's own belongs."""

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@item(
    N_("The sender's address is set"),
    section=Section.CONFIGURATION,
    why=N_("An application that sends from a placeholder is refused by SES with MessageRejected."),
    cure=(
        N_("Set DEFAULT_FROM_EMAIL in .env.aws to an address of your own domain; the collector reads the same file."),
        N_("Then start the application and the collector again."),
    ),
    severity=Severity.CRITICAL,
    guide_step="3.1",
)
def sender_setting(known: Facts) -> Iterator[Verdict]:
    """DEFAULT_FROM_EMAIL, as the collector reads it."""
    if isinstance(known.setup, Unknown):
        yield unknown(known.setup)
    elif not known.setup.from_email:
        yield attention(text(N_("DEFAULT_FROM_EMAIL is not set where the collector reads it.")))
    elif not known.setup.from_domain:
        yield failed(text(N_("DEFAULT_FROM_EMAIL is no address: {value}."), value=known.setup.from_email))
    elif known.setup.from_domain in PLACEHOLDERS and isinstance(known.identities, Unknown):
        # Somebody may own even such a domain: the simulated account does.
        yield untold(known, Source.IDENTITIES, known.identities)
    elif known.setup.from_domain in PLACEHOLDERS and known.setup.from_domain not in known.domains():
        yield failed(text(N_("DEFAULT_FROM_EMAIL still holds a placeholder: {value}."), value=known.setup.from_email))
    else:
        yield passed(text(N_("DEFAULT_FROM_EMAIL is {value}."), value=known.setup.from_email))


def _endpoint(known: Facts, _subject: str) -> tuple[Paste, ...]:
    region = known.scope.region
    lines = f"AWS_SES_REGION_NAME={region}\nAWS_SES_REGION_ENDPOINT=email.{region}.amazonaws.com"
    return (Paste(text(N_("The two lines as they belong together")), lines, "bash"),)


@item(
    N_("Region and endpoint agree"),
    section=Section.CONFIGURATION,
    why=N_("django-ses asks the endpoint: if that is of another region, its mail is refused or counted there."),
    cure=(N_("Set both for the same region, or leave AWS_SES_REGION_ENDPOINT out."),),
    severity=Severity.CRITICAL,
    guide_step="3.1",
    pastes=_endpoint,
)
def endpoint_setting(known: Facts) -> Iterator[Verdict]:
    """AWS_SES_REGION_ENDPOINT against the region."""
    if isinstance(known.setup, Unknown):
        yield unknown(known.setup)
        return
    endpoint = known.setup.endpoint.strip().lower().removeprefix("https://").rstrip("/")
    if not endpoint:
        yield not_applicable(text(N_("AWS_SES_REGION_ENDPOINT is not set: the region alone decides.")))
    elif known.scope.region in endpoint.split("."):
        yield passed(text(N_("{endpoint} is in {region}."), endpoint=endpoint, region=known.scope.region))
    else:
        what = N_("{endpoint} is not in {region}.")
        yield failed(text(what, endpoint=endpoint, region=known.scope.region))


@item(
    N_("Links in mail lead to your site"),
    section=Section.CONFIGURATION,
    why=N_("The application builds links from FRONTEND_URL: with localhost nobody but you can open them."),
    cure=(N_("Set FRONTEND_URL in .env.aws to the address under which people open your site, with https."),),
    guide_step="3.1",
)
def frontend_setting(known: Facts) -> Iterator[Verdict]:
    """FRONTEND_URL, which is the guide's http://localhost until it is set."""
    if isinstance(known.setup, Unknown):
        yield unknown(known.setup)
        return
    address = known.setup.frontend_url.strip()
    evidence = text(N_("FRONTEND_URL is {value}."), value=address)
    if not address:
        yield not_applicable(text(N_("FRONTEND_URL is not set where the collector reads it.")))
    elif address.startswith("https://") and _host(address) not in LOOPBACK:
        yield passed(evidence)
    else:
        yield attention(evidence)


def _host(address: str) -> str:
    """The host of an address; that of this machine where it is none, since neither can be opened elsewhere."""
    try:
        return urlsplit(address).hostname or "localhost"
    except ValueError:
        return "localhost"


def _environment(known: Facts, _subject: str) -> tuple[Paste, ...]:
    region = known.scope.region
    sender = known.setup.address if not isinstance(known.setup, Unknown) else ""
    lines = f"""EMAIL_BACKEND=django_ses.SESBackend
AWS_ACCESS_KEY_ID=
AWS_SECRET_ACCESS_KEY=
AWS_SES_REGION_NAME={region}
AWS_SES_REGION_ENDPOINT=email.{region}.amazonaws.com
DEFAULT_FROM_EMAIL={sender or f"noreply@{known.domain}"}
FRONTEND_URL=https://www.{known.domain}
EMAIL_VERIFICATION_TIMEOUT_DAYS=7
"""
    return (Paste(text(N_(".env.aws for this region and sender, the key left for you to fill in")), lines, "bash"),)


ENVIRONMENT_FILE: Final = by_hand(
    "environment-file",
    N_("The application's environment file is filled in"),
    section=Section.CONFIGURATION,
    why=N_("Every line of the guide's .env.aws is read by the application; one placeholder left stops all mail."),
    cure=(
        N_("Compare your .env.aws with the lines below; each value must be your own."),
        N_("Enter the application's key, not the collector's."),
    ),
    severity=Severity.CRITICAL,
    guide_step="3.1",
    pastes=_environment,
)


def _secrecy(_known: Facts, _subject: str) -> tuple[Paste, ...]:
    return (
        Paste(text(N_("Only you may read the files")), "chmod 600 .env .env.aws", "bash"),
        Paste(
            text(N_("Git shall not take them, and never did: the second command must print nothing")),
            "printf '.env\\n.env.*\\n!.env.example\\n' >> .gitignore\ngit log --all --oneline -- .env .env.aws",
            "bash",
        ),
    )


ENVIRONMENT_SECRET: Final = by_hand(
    "environment-secret",
    N_("Nobody else can read the environment file"),
    section=Section.CONFIGURATION,
    why=N_("Keys in a public repository are found within minutes and used to send spam in your name."),
    cure=(
        N_("Let only its owner read the file, and see that git neither holds it now nor ever did."),
        N_("If it was ever committed, replace the key: taking the file out of git does not call it back."),
    ),
    severity=Severity.CRITICAL,
    guide_step="security",
    pastes=_secrecy,
)


def _restart(_known: Facts, _subject: str) -> tuple[Paste, ...]:
    commands = """touch .env && cp .env .env.before-ses
grep -v -F -x -f .env .env.aws >> .env
docker compose down
docker compose up -d
docker compose exec -T backend env | grep -E '^(AWS_SES|DEFAULT_FROM|EMAIL_BACKEND)'"""
    return (
        Paste(
            text(N_("Adds what .env lacks, keeps what it has, starts anew and shows what arrived")), commands, "bash"
        ),
    )


RESTART: Final = by_hand(
    "restart",
    N_("The application was started again with the new settings"),
    section=Section.CONFIGURATION,
    why=N_(
        "Containers keep the environment they were started with. The guide's `cp .env.aws .env` would wipe your own .env."
    ),
    cure=(N_("Run these commands where the application's compose file is; the last one shows what it really got."),),
    guide_step="3.2",
    pastes=_restart,
)
