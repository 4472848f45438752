"""One mail through SES, sent at most once: the only thing that is ever written to AWS, and only where it was switched on.

Who may have one sent, to whom and how often is decided in `collector/trials.py`.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from botocore import exceptions
from botocore.config import Config

from collector.aws.clients import CONFIG, Aws
from collector.aws.errors import AccessDenied, AwsError, BadCredentials, Unavailable
from deliverability.model import N_, Text, text
from deliverability.trials import Outcome, State, masked

SERVICE: Final = "sesv2"
OPERATION: Final = "SendEmail"
ACTION: Final = "ses:SendEmail"
ONCE: Final = CONFIG.merge(Config(retries={"mode": "standard", "total_max_attempts": 1}))
"""What was not answered may have been sent: it must not be sent again."""

NEVER_SENT: Final = (
    exceptions.ConnectTimeoutError,
    exceptions.EndpointConnectionError,
    exceptions.ProxyConnectionError,
    exceptions.SSLError,
    exceptions.ParamValidationError,
)
"""Failures before anything was handed over."""

SENT: Final = N_("SES took it.")
NOT_SENT: Final = N_("It was not sent: {why}")
NOT_KNOWN: Final = N_("It is not known whether it was sent, so it is not sent again: {why}")
UNCLEAR: Final = N_("the answer cannot be understood.")
RECIPIENT: Final = N_(
    "SES refused it, because the recipient is not verified: the account is in the sandbox of {region}. Verify the "
    "recipient's address there, ask to leave the sandbox, or send to the mailbox simulator."
)
SENDER: Final = N_(
    "SES refused it, because the sender {sender} is not verified in {region}. Verify its domain there, or correct "
    "DEFAULT_FROM_EMAIL."
)
REJECTED: Final = N_("SES rejected the mail: {said}")
OTHER: Final = N_("SES refused it with {code}: {said}")
LACKING: Final = N_(
    "The key lacks the permission {action} for this sender. `python -m collector policy` prints the policy with it, "
    "once TEST_SEND=1 is set."
)

BY_WORDS: Final = (
    ("Maximum sending rate exceeded", N_("The account sends as fast as it may already. Wait a minute and try again.")),
    (
        "Daily message quota exceeded",
        N_("The quota of 24 hours is used up: SES drops what is sent until it is free again."),
    ),
)
BY_CODE: Final[Mapping[str, str]] = {
    "TooManyRequestsException": N_("SES is asked too often now. Wait a minute and try again."),
    "LimitExceededException": N_("A limit of the account is reached. Wait a minute and try again."),
    "SendingPausedException": N_(
        "Sending is paused, by AWS or by yourselves. The items “Sending is switched on” and “AWS calls the account healthy” "
        "say more."
    ),
    "AccountSuspendedException": N_("AWS has shut this account's sending down for good. Only AWS Support can help."),
    "MailFromDomainNotVerifiedException": N_(
        "The sender's MAIL FROM domain is not ready, and its identity says to reject mail then: mend its MX record."
    ),
    "NotFoundException": N_("There is no such configuration set in this region. Correct AWS_SES_CONFIGURATION_SET."),
}
_ADDRESS: Final = re.compile(r"[^\s<>\"',;:()\[\]@]+@[^\s<>\"',;:()\[\]@]+")


def send(aws: Aws, sender: str, recipient: str, subject: str, body: str, configuration_set: str = "") -> Outcome:
    """Send one mail of plain text from `sender`; what became of it, with SES's message id where it took it."""
    params: dict[str, Any] = {
        "FromEmailAddress": sender,
        "Destination": {"ToAddresses": [recipient]},
        "Content": {"Simple": {"Subject": _content(subject), "Body": {"Text": _content(body)}}},
    }
    if configuration_set:
        params["ConfigurationSetName"] = configuration_set
    try:
        answer = aws.configured(ONCE).call(SERVICE, OPERATION, **params)
    except AwsError as error:
        return _failed(error, sender, aws.region)
    return Outcome(State.DONE, text(SENT), str(answer.get("MessageId", "")))


def statement(partition: str, sender: str, configuration_set: str) -> dict[str, Any]:
    """What IAM must allow for it: mail from this sender alone."""
    ours = ["identity/*"] + ([f"configuration-set/{configuration_set}"] if configuration_set else [])
    return {
        "Sid": "SesDeliverabilityTestMail",
        "Effect": "Allow",
        "Action": [ACTION],
        "Resource": [f"arn:{partition}:ses:*:*:{each}" for each in ours],
        "Condition": {"StringEqualsIgnoreCase": {"ses:FromAddress": sender}},
    }


def _content(value: str) -> dict[str, str]:
    return {"Data": value, "Charset": "UTF-8"}


def _failed(error: AwsError, sender: str, region: str) -> Outcome:
    cause = error.__cause__
    if isinstance(error, AccessDenied):
        return Outcome(State.REFUSED, text(LACKING, action=ACTION), missing=ACTION)
    if isinstance(error, BadCredentials):
        return Outcome(State.REFUSED, error.message)
    if isinstance(cause, exceptions.ClientError) and _status(cause) < 500:
        return Outcome(State.REFUSED, _refusal(cause, sender, region))
    # What the error says of the next round is true of readings only.
    why = error.message.params["why"] if isinstance(error, Unavailable) else text(UNCLEAR)
    if isinstance(cause, NEVER_SENT):
        return Outcome(State.REFUSED, text(NOT_SENT, why=why))
    return Outcome(State.NOT_KNOWN, text(NOT_KNOWN, why=why))


def _status(cause: exceptions.ClientError) -> int:
    return int(cause.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def _refusal(cause: exceptions.ClientError, sender: str, region: str) -> Text:
    """SES's refusal in our words. Its own name the recipient, who is kept nowhere."""
    error = cause.response.get("Error", {})
    code, said = str(error.get("Code", "")), str(error.get("Message", ""))
    if code == "MessageRejected" and "not verified" in said:
        return text(SENDER if sender.lower() in said.lower() else RECIPIENT, sender=sender, region=region)
    for words, sentence in BY_WORDS:
        if words in said:
            return text(sentence)
    if code in BY_CODE:
        return text(BY_CODE[code])
    said = _ADDRESS.sub(lambda found: masked(found[0]), said)
    return text(REJECTED, said=said) if code == "MessageRejected" else text(OTHER, code=code, said=said)
