"""Exceptions of boto3 and botocore into our own: told by error code first, by HTTP status last.

What the errors say lives in `errors.py`; retries are botocore's, so what arrives here has already been tried again.
"""

import re
from collections.abc import Callable
from typing import Final

from botocore import exceptions
from botocore.parsers import ResponseParserError

from collector.aws.errors import (
    AccessDenied,
    AwsError,
    BadCredentials,
    Malformed,
    NoCredentials,
    NotFound,
    Refused,
    RegionNotEnabled,
    Throttled,
    Unavailable,
)
from deliverability import refusals
from deliverability.model import N_, Text, text

PREFIX: Final = {
    "ses": "ses",
    "sesv2": "ses",
    "cloudwatch": "cloudwatch",
    "sts": "sts",
    "ce": "ce",
    "freetier": "freetier",
    "iam": "iam",
}
"""boto3's name of a service and the prefix of its IAM actions: both versions of SES share one."""

DENIED: Final = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError"})
THROTTLED: Final = frozenset(
    {
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "RequestThrottled",
        "RequestThrottledException",
        "RequestLimitExceeded",
        "TooManyRequestsException",
        "LimitExceededException",
        "SlowDown",
        "BandwidthLimitExceeded",
    }
)
UNKNOWN_KEY: Final = frozenset({"InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId"})
WRONG_SECRET: Final = frozenset({"SignatureDoesNotMatch", "IncompleteSignature", "InvalidSignatureException"})
EXPIRED: Final = frozenset({"ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "InvalidToken"})
CLOCK: Final = frozenset({"RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture"})
NOT_ENABLED: Final = frozenset({"OptInRequired", "SubscriptionRequiredException", "RegionDisabledException"})
NOT_FOUND: Final = frozenset(
    {"NotFoundException", "NoSuchEntity", "ConfigurationSetDoesNotExist", "ConfigurationSetDoesNotExistException"}
)

BY_CODE: Final[tuple[tuple[frozenset[str], Callable[[str, str], AwsError]], ...]] = (
    (THROTTLED, Throttled),
    (NOT_ENABLED, lambda _, region: RegionNotEnabled(region)),
    (NOT_FOUND, NotFound),
)

NO_KEY: Final = (exceptions.NoCredentialsError, exceptions.NoAuthTokenError)
BAD_KEY: Final = (
    exceptions.PartialCredentialsError,
    exceptions.CredentialRetrievalError,
    exceptions.ProfileNotFound,
    exceptions.ConfigNotFound,
    exceptions.ConfigParseError,
    exceptions.InvalidConfigError,
    exceptions.SSOError,
    exceptions.TokenRetrievalError,
)
TIME_OUT: Final = (exceptions.ConnectTimeoutError, exceptions.ReadTimeoutError)
UNREACHABLE: Final = (exceptions.EndpointConnectionError, exceptions.ProxyConnectionError, exceptions.SSLError)

CUT: Final = (exceptions.HTTPClientError, exceptions.ConnectionError, exceptions.IncompleteReadError)

NOT_AUTHORISED: Final = re.compile(r"not authorized to perform:? ([A-Za-z0-9-]+:[A-Za-z0-9]+)")

UNPARSABLE: Final = (ResponseParserError, ValueError, TypeError, KeyError, AttributeError, IndexError)
"""What botocore's parsers were seen to raise on bytes they did not expect; most of it is no error class of its own."""


def action_of(service: str, operation: str) -> str:
    """IAM's name for an operation of boto3."""
    return f"{PREFIX[service]}:{operation}"


def translate(exc: Exception, service: str, operation: str, region: str) -> AwsError:
    """Our error for what a call of boto3 raised."""
    if isinstance(exc, exceptions.ClientError):
        return _from_answer(exc, action_of(service, operation), region)
    if isinstance(exc, NO_KEY):
        return NoCredentials()
    if isinstance(exc, BAD_KEY):
        return BadCredentials(_unusable(exc))
    if isinstance(exc, exceptions.BotoCoreError):
        return _without_answer(exc, operation, region)
    what = text(N_("it is not what the service's interface promises (a proxy in between?)."))
    return Malformed(operation, region, what)


def _from_answer(exc: exceptions.ClientError, action: str, region: str) -> AwsError:
    error = exc.response.get("Error", {})
    code, said = str(error.get("Code", "")), str(error.get("Message", ""))
    named = NOT_AUTHORISED.search(said)
    if code in DENIED or named:
        return AccessDenied(region, named[1] if named else action, by_organisation="explicit deny" in said)
    if (bad := _bad_key(code, said, region)) is not None:
        return BadCredentials(bad)
    operation = action.partition(":")[2]
    for codes, made in BY_CODE:
        if code in codes:
            return made(operation, region)
    return _by_status(exc, action, region) or Refused(operation, region, code, said)


def _by_status(exc: exceptions.ClientError, action: str, region: str) -> AwsError | None:
    """For codes that are not known, what HTTP alone says."""
    status, operation = exc.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0), action.partition(":")[2]
    if status == 429:
        return Throttled(operation, region)
    if status >= 500 or status == 408:
        return Unavailable(operation, region, text(N_("the service answered with error {status}."), status=status))
    return AccessDenied(region, action) if status == 403 else None


def _bad_key(code: str, said: str, region: str) -> Text | None:
    if code in CLOCK or "Signature expired" in said or "Signature not yet current" in said:
        return text(
            N_("{region}: this machine's clock is wrong, so Amazon refuses its requests. Set it by NTP."), region=region
        )
    if code in UNKNOWN_KEY:
        return text(refusals.UNKNOWN_KEY, region=region)
    if code in WRONG_SECRET:
        return text(refusals.WRONG_SECRET, region=region)
    if code in EXPIRED:
        return text(refusals.EXPIRED, region=region)
    return None


def _unusable(exc: Exception) -> Text:
    """What the person set, by its kind; never the values, which may be secrets."""
    if isinstance(exc, exceptions.ProfileNotFound):
        return text(N_("AWS_PROFILE names a profile that is not in the AWS configuration. Correct it or remove it."))
    if isinstance(exc, exceptions.PartialCredentialsError):
        return text(N_("Half of the AWS credentials is missing. Set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."))
    return text(
        N_("The AWS credentials cannot be read ({kind}). Check AWS_PROFILE and the files in ~/.aws."),
        kind=type(exc).__name__,
    )


def _without_answer(exc: exceptions.BotoCoreError, operation: str, region: str) -> AwsError:
    if isinstance(exc, TIME_OUT):
        return Unavailable(operation, region, text(N_("the service did not answer in time.")))
    if isinstance(exc, UNREACHABLE):
        why = text(
            N_("the service cannot be reached. Check the network and that {region} is a region of SES."), region=region
        )
        return Unavailable(operation, region, why)
    if isinstance(exc, CUT):
        return Unavailable(operation, region, text(N_("the connection was cut.")))
    return Refused(operation, region, type(exc).__name__, "")
