"""How SES describes an identity: in the list, and in full with its DKIM and MAIL FROM."""

from typing import Any, Final

from simulator.answers.asked import Asked
from simulator.clock import moment
from simulator.draws import key
from simulator.story import Identity
from simulator.volume import DAY

_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz234567"
_TOKEN_LENGTH: Final = 32
HOSTED_ZONE: Final = "dkim.amazonses.com"


def identity_info(identity: Identity) -> dict[str, Any]:
    """The item of ListEmailIdentities."""
    return {
        "IdentityType": _kind(identity),
        "IdentityName": identity.name,
        "SendingEnabled": identity.verified == "SUCCESS",
        "VerificationStatus": identity.verified,
    }


def identity_details(asked: Asked, identity: Identity) -> dict[str, Any]:
    """The answer of GetEmailIdentity."""
    checked = asked.now // 3600 * 3600
    info: dict[str, Any] = {"LastCheckedTimestamp": moment(checked)}
    if identity.verified == "SUCCESS":
        info["LastSuccessTimestamp"] = moment(checked)
    elif identity.verified == "FAILED":
        info["ErrorType"] = "HOST_NOT_FOUND"
    answer: dict[str, Any] = {
        "IdentityType": _kind(identity),
        "FeedbackForwardingStatus": True,
        "VerifiedForSendingStatus": identity.verified == "SUCCESS",
        "VerificationStatus": identity.verified,
        "VerificationInfo": info,
        "DkimAttributes": _dkim(asked, identity),
        "Policies": {},
        "Tags": [],
    }
    if identity.mail_from:
        answer["MailFromAttributes"] = {
            "BehaviorOnMxFailure": "USE_DEFAULT_VALUE",
            "MailFromDomain": f"mail.{identity.name}",
            "MailFromDomainStatus": identity.mail_from,
        }
    return answer


def _kind(identity: Identity) -> str:
    return "EMAIL_ADDRESS" if "@" in identity.name else "DOMAIN"


def _dkim(asked: Asked, identity: Identity) -> dict[str, Any]:
    if identity.dkim == "NOT_STARTED":
        return {"SigningEnabled": False, "Status": "NOT_STARTED"}
    made = asked.region.ledger.opened // DAY * DAY
    return {
        "SigningEnabled": True,
        "Status": identity.dkim,
        "Tokens": list(dkim_tokens(asked.region.account_id, asked.region.name, identity.name)),
        "SigningHostedZone": HOSTED_ZONE,
        "SigningAttributesOrigin": "AWS_SES",
        "NextSigningKeyLength": "RSA_2048_BIT",
        "CurrentSigningKeyLength": "RSA_2048_BIT",
        "LastKeyGenerationTimestamp": moment(made),
    }


def dkim_tokens(account_id: str, region: str, domain: str) -> tuple[str, ...]:
    """The selectors that SES chose for a domain in a region."""
    return tuple(_token(account_id, region, domain, number) for number in range(3))


def _token(*parts: object) -> str:
    digits = int(key(*parts, "low")) | int(key(*parts, "high")) << 64 | int(key(*parts, "top")) << 128
    return "".join(_ALPHABET[(digits >> 5 * place) % 32] for place in range(_TOKEN_LENGTH))
