"""What can go wrong between us and AWS, as a small tree whose sentences name the permission, the region and the cure.

Which exception of boto3 becomes which of these lives in `translation.py`; they are caught in `collector/jobs.py`.
"""

# ruff: noqa: N818 - they are named after what happened, as AWS names its own

from deliverability import refusals
from deliverability.model import N_, ProductError, Text, text


class AwsError(ProductError):
    """A call to AWS brought no usable answer.

    AwsError
    ├── AccessDenied           the key may not do this; `actions` names what is missing
    ├── Throttled              asked too often, even after retries
    ├── Unavailable            no answer: no network, time-out, cut connection, 5xx
    ├── BadCredentials         no key, unknown key, wrong secret, expired, clock
    ├── RegionNotEnabled       the region is not switched on for this account
    ├── Malformed              an answer that cannot be understood
    ├── NotFound               the thing asked for is gone
    └── Refused                any other refusal, in AWS's own words
    """


class AccessDenied(AwsError):
    def __init__(self, region: str, *actions: str, by_organisation: bool = False) -> None:
        self.region, self.actions, self.by_organisation = region, actions, by_organisation
        super().__init__(_denied(region, ", ".join(actions), by_organisation=by_organisation))


class Throttled(AwsError):
    def __init__(self, operation: str, region: str) -> None:
        super().__init__(
            text(
                N_(
                    "{region}: Amazon is asked too often ({operation}). Nothing is lost; the next round asks again. "
                    "If this lasts, another tool polls this account too."
                ),
                region=region,
                operation=operation,
            )
        )


class Unavailable(AwsError):
    def __init__(self, operation: str, region: str, why: Text) -> None:
        super().__init__(
            text(
                N_("{region}: no answer to {operation}: {why} Nothing is lost; the next round asks again."),
                region=region,
                operation=operation,
                why=why,
            )
        )


class BadCredentials(AwsError):
    """The key itself is not accepted; every call would meet the same."""


class NoCredentials(BadCredentials):
    def __init__(self) -> None:
        super().__init__(text(refusals.NO_CREDENTIALS))


class RegionNotEnabled(AwsError):
    def __init__(self, region: str) -> None:
        super().__init__(text(refusals.NOT_SWITCHED_ON, region=region))


class Malformed(AwsError):
    def __init__(self, operation: str, region: str, what: Text) -> None:
        super().__init__(
            text(
                N_("{region}: part of the answer to {operation} cannot be understood: {what} It was left out."),
                region=region,
                operation=operation,
                what=what,
            )
        )


class NotFound(AwsError):
    def __init__(self, operation: str, region: str) -> None:
        super().__init__(text(N_("{region}: what {operation} asked for is gone."), region=region, operation=operation))


class Refused(AwsError):
    def __init__(self, operation: str, region: str, code: str, said: str) -> None:
        super().__init__(
            text(
                N_("{region}: Amazon refused {operation} with {code}: {said}"),
                region=region,
                operation=operation,
                code=code,
                said=said,
            )
        )


def _denied(region: str, actions: str, *, by_organisation: bool) -> Text:
    if by_organisation:
        return text(
            N_(
                "{region}: {actions} is forbidden by an explicit deny, often your organisation's service control "
                "policy. Ask whoever administers it to allow {actions} for this key."
            ),
            region=region,
            actions=actions,
        )
    return text(
        N_(
            "{region}: the key lacks the permission {actions}. Add it to the key's IAM policy; "
            "`python -m collector policy` prints the whole of what is needed."
        ),
        region=region,
        actions=actions,
    )
