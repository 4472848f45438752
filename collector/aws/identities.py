"""The identities of a region with their DKIM and MAIL FROM (ListEmailIdentities, GetEmailIdentity).

What their records look like in DNS is not asked here.
"""

from collections.abc import Mapping
from typing import Any, Final

from collector.aws.errors import AccessDenied, Malformed, NotFound
from collector.aws.fields import Body, Field, Kind, kept
from collector.aws.listing import listed, retire
from collector.aws.reading import Call, Visit, reading
from collector.aws.rotation import turns
from deliverability.metrics import HOUR
from deliverability.model import N_, text
from store import snapshots

KIND: Final = "identity"
MOST_A_VISIT: Final = 60
"""A minute of SES's one request a second: the account's state need not wait longer for its turn."""

LISTED: Final = (
    Field("type", "IdentityType"),
    Field("sending_enabled", "SendingEnabled", Kind.FLAG),
    Field("verification_status", "VerificationStatus"),
)
FIELDS: Final = (
    Field("type", "IdentityType"),
    Field("verification_status", "VerificationStatus"),
    Field("verification_error", "VerificationInfo.ErrorType"),
    Field("verified_for_sending", "VerifiedForSendingStatus", Kind.FLAG),
    Field("feedback_forwarding", "FeedbackForwardingStatus", Kind.FLAG),
    Field("configuration_set", "ConfigurationSetName"),
    Field("dkim_signing", "DkimAttributes.SigningEnabled", Kind.FLAG),
    Field("dkim_status", "DkimAttributes.Status"),
    Field("dkim_tokens", "DkimAttributes.Tokens", Kind.WORDS),
    Field("dkim_hosted_zone", "DkimAttributes.SigningHostedZone"),
    Field("dkim_origin", "DkimAttributes.SigningAttributesOrigin"),
    Field("dkim_key_length", "DkimAttributes.CurrentSigningKeyLength"),
    Field("dkim_next_key_length", "DkimAttributes.NextSigningKeyLength"),
    Field("dkim_key_made_at", "DkimAttributes.LastKeyGenerationTimestamp", Kind.TIME),
    Field("mail_from_domain", "MailFromAttributes.MailFromDomain"),
    Field("mail_from_status", "MailFromAttributes.MailFromDomainStatus"),
    Field("mail_from_on_mx_failure", "MailFromAttributes.BehaviorOnMxFailure"),
)
ESSENTIAL: Final = frozenset({"verification_status", "verified_for_sending", "dkim_status"})


@reading(
    order=50,
    interval_seconds=HOUR,
    calls=(
        Call("sesv2", "ListEmailIdentities", lambda _: {"PageSize": 1}),
        Call("sesv2", "GetEmailIdentity", lambda _: {"EmailIdentity": "example.com"}, resource="identity/*"),
    ),
    calls_a_visit=lambda size: 1 + min(size.identities, MOST_A_VISIT),
    volatile=(
        "VerificationInfo.LastCheckedTimestamp",
        "VerificationInfo.LastSuccessTimestamp",
        "VerificationInfo.SOARecord",
    ),
    private=("Policies", "Tags"),
)
def collect(visit: Visit) -> None:
    known = snapshots.latest(visit.store, visit.scope, KIND)
    told = _list(visit, known)
    urgent = [name for name, body in told.items() if name not in known or _differs(known[name].body or {}, body)]
    try:
        for name in turns(visit, KIND, told.keys(), urgent, MOST_A_VISIT):
            with visit.part():
                _ask(visit, name, told[name])
    except AccessDenied:
        for name, body in told.items():
            before = known[name].body if name in known else None
            snapshots.keep(visit.store, visit.scope, KIND, name, {**(before or {}), **body}, visit.at)
        raise


def _list(visit: Visit, known: Mapping[str, Any]) -> dict[str, Body]:
    """What the list tells of each identity; those it no longer names are gone, if AWS confirms it."""
    told: dict[str, Body] = {}
    odd: list[str] = []
    with visit.part():
        for item in listed(visit, "ListEmailIdentities", "EmailIdentities", expected=bool(known)):
            name = item.get("IdentityName") if isinstance(item, Mapping) else None
            if isinstance(name, str) and name:
                told[name], strange = kept(item, LISTED)
                odd += strange
            else:
                odd.append("IdentityName")
        retire(visit, KIND, {name for name in known if name not in told}, _exists)
    visit.doubt("ListEmailIdentities", odd)
    return told


def _exists(visit: Visit, name: str) -> None:
    visit.aws.call("sesv2", "GetEmailIdentity", EmailIdentity=name)


def _differs(before: Mapping[str, Any], body: Body) -> bool:
    return any(before.get(name) != value for name, value in body.items())


def _ask(visit: Visit, name: str, from_list: Body) -> None:
    try:
        answer = visit.aws.call("sesv2", "GetEmailIdentity", EmailIdentity=name)
    except NotFound:
        return  # removed since it was listed; the next list retires it
    body, odd = kept(answer, FIELDS)
    if not ESSENTIAL & body.keys():
        what = text(N_("it tells nothing of {subject}."), subject=name)
        raise Malformed("GetEmailIdentity", visit.aws.region, what)
    snapshots.keep(visit.store, visit.scope, KIND, name, {**from_list, **body}, visit.at)
    visit.doubt("GetEmailIdentity", odd)
