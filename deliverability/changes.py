"""What changed in an account, said in words: the difference of two snapshots as one text a field.

Which fields a snapshot keeps is declared by its reading in `collector/aws`; the snapshots live in `store/snapshots.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from deliverability.model import N_, Level, Param, Text, text

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one thing that is no longer what it was; `before` or `after` is None when the thing came or went."""

    kind: str
    subject: str
    field: str
    before: object
    after: object


FIELDS: Final[Mapping[str, str]] = {
    "enforcement_status": N_("enforcement status"),
    "max_24_hour_send": N_("quota a day"),
    "max_send_rate": N_("sending rate a second"),
    "next_plan": N_("next price plan"),
    "suppressed_reasons": N_("reasons for suppression"),
    "auto_validation": N_("automatic validation"),
    "vdm_enabled": N_("Virtual Deliverability Manager"),
    "dedicated_ip_warmup": N_("warm-up of dedicated IPs"),
    "mail_type": N_("kind of mail"),
    "contact_language": N_("contact language"),
    "review_status": N_("request for production access"),
    "type": N_("type"),
    "sending_enabled": N_("sending"),
    "verification_error": N_("verification error"),
    "dkim_signing": N_("DKIM signing"),
    "dkim_origin": N_("origin of the DKIM key"),
    "dkim_zone": N_("DKIM zone"),
    "dkim_tokens": N_("DKIM tokens"),
    "dkim_key_length": N_("length of the DKIM key"),
    "mail_from_domain": N_("MAIL FROM domain"),
    "mail_from_on_mx_failure": N_("what happens without the MAIL FROM MX"),
    "feedback_forwarding": N_("feedback by e-mail"),
    "configuration_set": N_("default configuration set"),
    "reputation_metrics": N_("reputation metrics"),
    "last_fresh_start": N_("last fresh start"),
    "tls_policy": N_("TLS policy"),
    "sending_pool": N_("sending pool"),
    "suppression_scope": N_("scope of the suppression list"),
    "redirect_domain": N_("domain of tracked links"),
    "vdm": N_("Virtual Deliverability Manager"),
    "event_types": N_("event types"),
    "standard_ips": N_("standard dedicated IPs"),
    "managed_pools": N_("managed pools of dedicated IPs"),
    "target": N_("target"),
    "target_name": N_("target"),
    "dkim_records": N_("DKIM records in DNS"),
    "mail_from_mx": N_("MX record of MAIL FROM in DNS"),
    "mail_from_spf": N_("SPF record of MAIL FROM in DNS"),
    "spf_record": N_("SPF record in DNS"),
    "dmarc_record": N_("DMARC record in DNS"),
    "name": N_("name"),
    "found": N_("found in IAM"),
    "policies": N_("policies"),
    "wide": N_("permissions beyond reading"),
    "missing": N_("missing permissions"),
    "missing_optional": N_("missing optional permissions"),
    "limited": N_("permissions under conditions"),
    "keys": N_("access keys"),
    "root_keys": N_("access keys of the root user"),
    "root_mfa": N_("MFA of the root user"),
    "threshold": N_("threshold"),
    "comparison": N_("comparison"),
    "missing_data": N_("what missing data mean"),
    "statistic": N_("statistic"),
    "actions_enabled": N_("actions"),
    "actions": N_("number of actions"),
}
"""What a person calls the fields of a snapshot that have no sentence of their own."""


def changes(kind: str, subject: str, before: Body | None, after: Body | None) -> list[Change]:
    """The fields that differ, in the snapshot's own order; one Change with an empty field when the thing came or went.

    A field that one side does not tell is unknown there, so it is no change.
    """
    if before is None or after is None:
        return [] if before is after else [Change(kind, subject, "", before and subject, after and subject)]
    return [
        Change(kind, subject, field, before[field], value)
        for field, value in after.items()
        if field in before and before[field] != value
    ]


def describe(change: Change) -> Text:
    """The sentence for a change: a particular one where the field has one, else field, before and after."""
    if not change.field:
        return _came_or_went(change)
    particular = _SENTENCES.get((change.kind, change.field))
    sentence = particular(change) if particular else None
    if sentence:
        return sentence
    name = text(FIELDS[change.field]) if change.field in FIELDS else change.field
    before, after = _shown(change.before), _shown(change.after)
    if not change.subject:
        return text(N_("{what}: {before} → {after}"), what=name, before=before, after=after)
    of_what = N_("{subject} · {what}: {before} → {after}")
    return text(of_what, subject=_named(change), what=name, before=before, after=after)


def severity(change: Change) -> Level:
    """How much a change matters to deliverability: `review` where mail stops or loses its proof, `watch` where it may."""
    bad = _BAD.get((change.kind, change.field))
    if bad is not None and bad(change.after):
        return Level.REVIEW
    if change.kind in {"identity", "event-destination"} and not change.field and change.after is None:
        return Level.WATCH
    return Level.OK


def _came_or_went(change: Change) -> Text:
    names = {
        "identity": (N_("Identity {subject} was added"), N_("Identity {subject} was removed")),
        "configuration-set": (
            N_("Configuration set {subject} was added"),
            N_("Configuration set {subject} was removed"),
        ),
        "event-destination": (
            N_("Event destination {subject} was added"),
            N_("Event destination {subject} was removed"),
        ),
        "dns": (
            N_("DNS of {subject} is looked at from now on"),
            N_("DNS of {subject} is no longer looked at"),
        ),
        "alarm": (N_("CloudWatch alarm {subject} was added"), N_("CloudWatch alarm {subject} was removed")),
        "billing-alarm": (N_("Billing alarm {subject} was added"), N_("Billing alarm {subject} was removed")),
        "iam-access": (
            N_("The policies of {subject} are looked at from now on"),
            N_("The policies of {subject} are no longer looked at"),
        ),
        "iam-keys": (
            N_("The keys of {subject} are looked at from now on"),
            N_("The keys of {subject} are no longer looked at"),
        ),
    }
    added, removed = names.get(change.kind, (N_("{subject} was added"), N_("{subject} was removed")))
    return text(added if change.before is None else removed, subject=_named(change))


def _named(change: Change) -> Param:
    """The subject in words, where it is not a name of the account's own."""
    who = {"collector": N_("the collector's user"), "application": N_("the application's user")}
    return text(who[change.subject]) if change.kind in {"iam-access", "iam-keys"} else change.subject


def _shown(value: object) -> Param:
    if isinstance(value, bool):
        return text(N_("on")) if value else text(N_("off"))
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value) or "–"
    if isinstance(value, float):
        return f"{value:g}"
    return "–" if value is None else str(value)


def _quota(change: Change) -> Text | None:
    before, after = change.before, change.after
    if not isinstance(before, int | float) or not isinstance(after, int | float) or min(before, after) < 0:
        return None
    raised = N_("Quota raised: {before:number} → {after:number} a day")
    lowered = N_("Quota lowered: {before:number} → {after:number} a day")
    return text(raised if after > before else lowered, before=before, after=after)


def _enforcement(change: Change) -> Text | None:
    sentences = {
        "HEALTHY": N_("AWS calls the account healthy again"),
        "PROBATION": N_("AWS put the account under review"),
        "SHUTDOWN": N_("AWS paused sending for the account"),
    }
    return text(sentences[str(change.after)]) if change.after in sentences else None


def _switch(on: str, off: str) -> Callable[[Change], Text | None]:
    return lambda change: text(on if change.after else off, subject=change.subject)


def _status(sentence: str) -> Callable[[Change], Text | None]:
    return lambda change: text(
        sentence, subject=change.subject, before=_shown(change.before), after=_shown(change.after)
    )


_SENTENCES: Final[Mapping[tuple[str, str], Callable[[Change], Text | None]]] = {
    ("account", "enforcement_status"): _enforcement,
    ("account", "max_24_hour_send"): _quota,
    ("account", "sending_enabled"): _switch(N_("Sending was switched on"), N_("Sending was switched off")),
    ("account", "production_access"): _switch(N_("Production access was granted"), N_("Production access was lost")),
    ("account", "plan"): _status(N_("Price plan: {before} → {after}")),
    ("identity", "verification_status"): _status(N_("Verification of {subject}: {before} → {after}")),
    ("identity", "dkim_status"): _status(N_("DKIM of {subject}: {before} → {after}")),
    ("identity", "mail_from_status"): _status(N_("MAIL FROM of {subject}: {before} → {after}")),
    ("configuration-set", "sending_enabled"): _switch(
        N_("Configuration set {subject} sends again"), N_("Configuration set {subject} was paused")
    ),
    ("event-destination", "enabled"): _switch(
        N_("Event destination {subject} was switched on"), N_("Event destination {subject} was switched off")
    ),
}


def _is_off(value: object) -> bool:
    return value is False


def _is_not_success(value: object) -> bool:
    return value not in {"SUCCESS", "PENDING"}


_BAD: Final[Mapping[tuple[str, str], Callable[[object], bool]]] = {
    ("account", "enforcement_status"): lambda value: value != "HEALTHY",
    ("account", "sending_enabled"): _is_off,
    ("account", "production_access"): _is_off,
    ("identity", "verification_status"): _is_not_success,
    ("identity", "dkim_status"): _is_not_success,
    ("identity", "mail_from_status"): _is_not_success,
    ("configuration-set", "sending_enabled"): _is_off,
    ("event-destination", "enabled"): _is_off,
}
