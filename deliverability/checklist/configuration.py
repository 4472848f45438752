"""Items of the application's settings, as far as the collector shares them: it reads the guide's `.env.aws` itself.

The application's own file, which APP_ENV_FILE names, is judged in `configuration_file.py`.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from deliverability.checklist.facts import Facts, Source
from deliverability.checklist.item import (
    Paste,
    Section,
    Verdict,
    attention,
    failed,
    item,
    not_applicable,
    passed,
    unknown,
    untold,
)
from deliverability.environment import LOOPBACK, PLACEHOLDERS
from deliverability.model import N_, Unknown, text
from deliverability.rules.rule import Severity


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
