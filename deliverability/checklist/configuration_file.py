"""Items of the application's own environment file, which APP_ENV_FILE names: by hand where it names none.

What is seen of the file, and what is not, is in `deliverability/environment.py`; the settings that the collector shares
with the application are judged in `configuration.py`.
"""

from collections.abc import Iterator, Mapping
from email.utils import parseaddr
from typing import Final

from deliverability.checklist.facts import Facts, Source
from deliverability.checklist.identities import covering_identity
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
from deliverability.environment import (
    BACKEND,
    DJANGO_SES,
    ENDPOINT,
    KEY_ID,
    PLACEHOLDERS,
    REGION,
    SECRET,
    SENDER,
    EnvironmentFile,
    Value,
    env_file,
)
from deliverability.evidence import Body
from deliverability.model import N_, Reason, Text, Unknown, text
from deliverability.rules.rule import Severity

BY_HAND: Final = text(
    N_(
        "APP_ENV_FILE is not set, so the file is not looked at. If the application runs on this machine, set it to the "
        "path of its file and start the collector again; if not, compare by hand and tick it."
    )
)
NOT_NAMED: Final = text(
    N_(
        "APP_ENV_FILE is not set, so the application's own file is not looked at: see what the collector shares with it."
    )
)
NEEDED: Final = (BACKEND, REGION, SENDER)
KEYS: Final = (KEY_ID, SECRET)
WRONG: Final = {
    Value.PLACEHOLDER: N_("{name} still holds a placeholder."),
    Value.MALFORMED: N_("{name} does not look as it should: compare it with the lines below."),
}
ABSENT: Final = {Value.MISSING: N_("{name} is missing."), Value.EMPTY: N_("{name} is empty.")}
DOUBTFUL: Final = {
    Value.TEMPORARY: N_("{name} is a temporary key: it expires within hours."),
    Value.LOCAL: N_("{name} leads to this machine: nobody but you can open the links in mail."),
}
NO_KEY: Final = N_("It holds no key: right only where AWS gives the application a role.")
OTHER_BACKEND: Final = N_("EMAIL_BACKEND is {value}: its mail does not go through django-ses.")


def seen_of(known: Facts) -> EnvironmentFile | Verdict:
    """What was seen of the file; where there is nothing, what that comes to."""
    seen = known.environment
    if seen is None:
        return by_person(BY_HAND)
    return unknown(seen) if isinstance(seen, Unknown) else seen


def _read(known: Facts) -> EnvironmentFile | Verdict:
    """The same, where the content is needed."""
    seen = seen_of(known)
    if isinstance(seen, EnvironmentFile) and seen.trouble is not None:
        return unknown(Unknown(Reason.FAILED, seen.trouble))
    return seen


def _named(known: Facts) -> EnvironmentFile | Verdict:
    """The same, where a file that is not named leaves nothing to do."""
    return not_applicable(NOT_NAMED) if known.environment is None else _read(known)


def _generated(known: Facts) -> str:
    """The guide's `.env.aws` for the region and the sender that are known, without a key."""
    own = "" if isinstance(known.setup, Unknown) else known.setup.address
    return env_file(known.scope.region, own or f"noreply@{known.domain}", f"https://www.{known.domain}")


def _environment(known: Facts, _subject: str) -> tuple[Paste, ...]:
    command = f"(umask 077; python -m collector env-file --region {known.scope.region} > env.new)"
    return (
        Paste(text(N_(".env.aws for this region and sender, the key left for you to fill in")), _generated(known)),
        Paste(text(N_("The same from the command line, into a file of its own that only you can read")), command),
    )


@item(
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
    rests_on=("env_file",),
)
def environment_file(known: Facts) -> Iterator[Verdict]:
    """Each variable of the guide: there, and no placeholder."""
    seen = _read(known)
    if isinstance(seen, Verdict):
        yield seen
        return
    wrong, doubtful = tuple(_wrong(seen)), tuple(_doubtful(seen))
    if wrong:
        yield failed(*wrong, *doubtful)
    elif doubtful:
        yield attention(*doubtful)
    else:
        yield passed(text(N_("{file}: every variable of the guide is filled in."), file=seen.name))


def _wrong(seen: EnvironmentFile) -> Iterator[Text]:
    for name, value in seen.values.items():
        if value in WRONG:
            yield text(WRONG[value], name=name)
        elif value in ABSENT and (name in NEEDED or (name in KEYS and not _has_no_key(seen))):
            yield text(ABSENT[value], name=name)


def _doubtful(seen: EnvironmentFile) -> Iterator[Text]:
    if _has_no_key(seen):
        yield text(NO_KEY)
    for name, value in seen.values.items():
        if value in DOUBTFUL:
            yield text(DOUBTFUL[value], name=name)
        elif value in ABSENT and name not in {*NEEDED, *KEYS}:
            yield text(ABSENT[value], name=name)
    if seen.told.get(BACKEND, DJANGO_SES) != DJANGO_SES:
        yield text(OTHER_BACKEND, value=seen.told[BACKEND])
    yield from seen.oddities


def _has_no_key(seen: EnvironmentFile) -> bool:
    return all(seen.values.get(name) in ABSENT for name in KEYS)


def _elsewhere(known: Facts, seen: EnvironmentFile) -> Verdict | None:
    """What it comes to that the file names another region than the one looked at; None where it names this one or none."""
    region = seen.told.get(REGION, known.scope.region)
    if region == known.scope.region:
        return None
    if not isinstance(known.setup, Unknown) and region in known.setup.regions:
        return not_applicable(text(N_("The application sends from {region}: look there."), region=region))
    what = N_("The application sends from {region}, which the collector does not watch.")
    return failed(text(what, region=region))


def _lines(known: Facts, _subject: str) -> tuple[Paste, ...]:
    region = known.scope.region
    lines = f"{REGION}={region}\n{ENDPOINT}=email.{region}.amazonaws.com"
    return (Paste(text(N_("The two lines as they belong together")), lines),)


@item(
    N_("The application's region and endpoint agree"),
    section=Section.CONFIGURATION,
    why=N_("django-ses asks the endpoint: if that is of another region, its mail is refused or counted there."),
    cure=(
        N_("Set both for the region that the collector watches, then start the application again."),
        N_("If the application is right, name its region in the collector's AWS_SES_REGION_NAME."),
    ),
    severity=Severity.CRITICAL,
    guide_step="3.1",
    pastes=_lines,
    rests_on=("env_file",),
)
def environment_region(known: Facts) -> Iterator[Verdict]:
    """AWS_SES_REGION_NAME and AWS_SES_REGION_ENDPOINT of the file, against each other and the region looked at."""
    seen = _named(known)
    if isinstance(seen, Verdict):
        yield seen
    elif REGION not in seen.told:
        yield failed(text(N_("AWS_SES_REGION_NAME names no region.")))
    elif (elsewhere := _elsewhere(known, seen)) is not None:
        yield elsewhere
    elif (endpoint := seen.told.get(ENDPOINT, "").lower().removeprefix("https://").rstrip("/")) == "":
        yield attention(text(N_("AWS_SES_REGION_ENDPOINT names no endpoint: the guide sets both.")))
    elif known.scope.region in endpoint.split("."):
        yield passed(text(N_("{endpoint} is in {region}."), endpoint=endpoint, region=known.scope.region))
    else:
        yield failed(text(N_("{endpoint} is not in {region}."), endpoint=endpoint, region=known.scope.region))


@item(
    N_("The application's sender is verified in this region"),
    section=Section.CONFIGURATION,
    why=N_("SES refuses mail whose sender is not verified in the region it is sent from (MessageRejected)."),
    cure=(
        N_("Verify the domain of DEFAULT_FROM_EMAIL as an identity in the SES console of {region}."),
        N_("Or set DEFAULT_FROM_EMAIL to an address of an identity that is verified."),
    ),
    severity=Severity.CRITICAL,
    guide_step="3.1",
    rests_on=("identities", "env_file"),
)
def environment_sender(known: Facts) -> Iterator[Verdict]:
    """DEFAULT_FROM_EMAIL of the file, against the identities of its region."""
    seen = _named(known)
    if isinstance(seen, Verdict):
        yield seen
    elif SENDER not in seen.told:
        yield failed(text(N_("DEFAULT_FROM_EMAIL names no sender.")))
    elif (elsewhere := _elsewhere(known, seen)) is not None:
        yield elsewhere
    elif isinstance(known.identities, Unknown):
        yield untold(known, Source.IDENTITIES, known.identities)
    else:
        yield _covered(known.scope.region, known.identities, parseaddr(seen.told[SENDER])[1].lower())


def _covered(region: str, identities: Mapping[str, Body], address: str) -> Verdict:
    covering = covering_identity(identities, address)
    if covering is not None:
        return passed(text(N_("{address} is covered by {identity}."), address=address, identity=covering))
    if address.rpartition("@")[2] in PLACEHOLDERS:
        return failed(text(N_("DEFAULT_FROM_EMAIL still holds a placeholder: {value}."), value=address))
    return failed(text(N_("No verified identity in {region} covers {address}."), region=region, address=address))
