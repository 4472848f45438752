"""AWS's errors in AWS's words: codes differ by service, so each is listed as its service writes it.

When they are raised is decided in `answers/` and by `faults.py`.
"""

from typing import Final

from moto.core.exceptions import ServiceException

from simulator.faults import Kind

USER: Final = "ses-monitor"

_CODES: Final = {
    Kind.THROTTLED: {"ses": "Throttling", "sesv2": "TooManyRequestsException", "": "Throttling"},
    Kind.DENIED: {"sesv2": "AccessDeniedException", "": "AccessDenied"},
    Kind.INTERNAL: {
        "sesv2": "InternalServiceErrorException",
        "cloudwatch": "InternalServiceFault",
        "": "InternalFailure",
    },
    Kind.BAD_KEY: {"sesv2": "UnrecognizedClientException", "": "InvalidClientTokenId"},
    Kind.EXPIRED: {"sesv2": "ExpiredTokenException", "": "ExpiredToken"},
}
NOT_SIMULATED: Final = "NotImplemented"
CODES: Final = {code for codes in _CODES.values() for code in codes.values()} | {NOT_SIMULATED}
"""Codes of ours that service models need not list."""

_STATUS: Final = {Kind.DENIED: 403, Kind.INTERNAL: 500, Kind.BAD_KEY: 403, Kind.EXPIRED: 403}
_MESSAGES: Final = {
    Kind.THROTTLED: "Rate exceeded",
    Kind.INTERNAL: "The service encountered an internal error. Try your call again.",
    Kind.BAD_KEY: "The security token included in the request is invalid.",
    Kind.EXPIRED: "The security token included in the request is expired",
}


class Refusal(ServiceException):
    """An error answer. It is defined here because moto derives a service from the module of its own exceptions."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(code, message)
        self.status = status


def struck(kind: Kind, service: str, account_id: str, action: str) -> Refusal:
    """The error that a fault of this kind is answered with."""
    codes = _CODES[kind]
    status = 429 if kind is Kind.THROTTLED and service == "sesv2" else _STATUS.get(kind, 400)
    return Refusal(codes.get(service, codes[""]), _MESSAGES.get(kind) or _denied(account_id, action), status)


def _denied(account_id: str, action: str) -> str:
    return (
        f"User: arn:aws:iam::{account_id}:user/{USER} is not authorized to perform: {action} on resource: * "
        f"because no identity-based policy allows the {action} action"
    )
