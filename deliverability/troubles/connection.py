"""Troubles of the way to SES: names, ports, encryption, and a service that is down."""

from typing import Final

from deliverability.checklist.facts import Facts
from deliverability.checklist.item import Paste
from deliverability.model import N_, text
from deliverability.rules.rule import Severity
from deliverability.troubles.trouble import Family, Trouble, Weight


def _reach(known: Facts, _subject: str) -> tuple[Paste, ...]:
    region = known.scope.region
    commands = f"curl -sS -o /dev/null -w '%{{http_code}}\\n' https://email.{region}.amazonaws.com/\nnc -vz -w 5 email-smtp.{region}.amazonaws.com 587"
    return (Paste(text(N_("From where the application runs: a number, then “succeeded”")), commands, "bash"),)


UNREACHABLE: Final = Trouble(
    "unreachable",
    N_("SES cannot be reached"),
    Family.CONNECTION,
    shows=(
        'EndpointConnectionError: Could not connect to the endpoint URL: "https://email.….amazonaws.com/"',
        "ConnectTimeoutError: Connect timeout on endpoint URL",
        "socket.gaierror: [Errno -2] Name or service not known",
    ),
    patterns={
        Weight.SENTENCE: (
            r"could not connect to the endpoint url",
            r"(connect|read) timeout on endpoint url",
            r"failed to resolve 'email",
        ),
        Weight.NAME: (
            r"\bendpointconnectionerror\b",
            r"\b(connect|read)timeouterror\b",
            r"\bgaierror\b",
            r"name or service not known",
            r"temporary failure in name resolution",
            r"\bproxyconnectionerror\b",
            r"nodename nor servname",
        ),
        Weight.HINT: (r"network is unreachable", r"\btimed out\b", r"no route to host"),
    },
    why=N_(
        "The region is mistyped (boto3 makes up a name for it), or no way leads out: DNS, proxy, firewall, container network."
    ),
    confirm=(N_("Look at the host in the message: its middle must be a region of SES, such as ap-northeast-2."),),
    cure=(
        N_(
            "Correct AWS_SES_REGION_NAME and AWS_SES_REGION_ENDPOINT: the endpoint has no https:// before it in django-ses."
        ),
        N_("Let the machine's firewall and the container's network out to port 443, and let names be resolved in it."),
    ),
    items=("endpoint-setting", "environment-region", "region"),
    severity=Severity.CRITICAL,
    pastes=_reach,
)

SMTP_PORT: Final = Trouble(
    "smtp-port",
    N_("The SMTP port or its encryption is wrong"),
    Family.CONNECTION,
    shows=(
        "TimeoutError: [Errno 110] Connection timed out",
        "530 Must issue a STARTTLS command first",
        "ssl.SSLError: [SSL: WRONG_VERSION_NUMBER] wrong version number",
        "smtplib.SMTPServerDisconnected: Connection unexpectedly closed",
    ),
    patterns={
        Weight.SENTENCE: (
            r"must issue a starttls command",
            r"\bsmtplib\b.{0,2000}\b(timed out|wrong_version_number)",
            r"starttls extension not supported",
            r"email_use_tls/email_use_ssl are mutually exclusive",
        ),
        Weight.NAME: (
            r"\bwrong_version_number\b",
            r"\bsmtpserverdisconnected\b",
            r"\bsmtpconnecterror\b",
            r"\bsmtpnotsupportederror\b",
        ),
        Weight.HINT: (
            r"\berrno (110|60)\b",
            r"\bconnection timed out\b",
            r"\bsmtp\b",
            r"\bport (25|465|587|2465|2587)\b",
        ),
    },
    why=N_(
        "Clouds block port 25. Port 587 and 2587 begin plain and switch to TLS, 465 and 2465 are TLS from the first byte."
    ),
    cure=(
        N_("Use port 587 with EMAIL_USE_TLS=True, or 465 with EMAIL_USE_SSL=True; never both."),
        N_(
            "If 587 is blocked too, take 2587. The host is email-smtp. and the region in which you made the SMTP credentials."
        ),
    ),
    pastes=_reach,
)

SERVICE_DOWN: Final = Trouble(
    "service-down",
    N_("SES itself failed for a moment"),
    Family.CONNECTION,
    shows=(
        "InternalFailure",
        "ServiceUnavailable: Service is unable to handle request",
        "454 Temporary service failure",
        "451 4.4.2 Timeout waiting for data from client",
    ),
    patterns={
        Weight.SENTENCE: (
            r"\b454[ -]temporary service failure",
            r"\b451[ -]4\.4\.2\b",
            r"service is unable to handle request",
        ),
        Weight.NAME: (
            r"\binternal(failure|servererror|serviceerror(exception)?)\b",
            r"\bserviceunavailable(exception)?\b",
        ),
        Weight.HINT: (r"\b50[0234]\b",),
    },
    why=N_("It happens to every service. What was not taken was not sent, and may be sent again."),
    confirm=(N_("health.aws.amazon.com shows disturbances by region; a single error is none."),),
    cure=(N_("Try again after a wait that doubles. If it lasts, look whether the collector here is answered."),),
    items=("collector-fresh",),
    severity=Severity.INFO,
)
