"""SES version 2: the account, its identities and its configuration sets."""

from collections.abc import Sequence
from typing import Any, TypeVar

from simulator.answers.asked import Asked, page
from simulator.answers.identities import identity_details, identity_info
from simulator.errors import Refusal
from simulator.story import ConfigurationSet, Destination, Identity
from simulator.volume import DAY

_Told = TypeVar("_Told", ConfigurationSet, Destination, Identity)


def get_account(asked: Asked) -> dict[str, Any]:
    region, scenario = asked.region, asked.region.scenario
    standing = region.standing(asked.now)
    vdm = region.has_vdm(asked.now)
    answer: dict[str, Any] = {
        "DedicatedIpAutoWarmupEnabled": False,
        "EnforcementStatus": standing.enforcement,
        "ProductionAccessEnabled": standing.production,
        "SendingEnabled": standing.sending,
        "SendQuota": {
            "Max24HourSend": standing.max_24_hour_send,
            "MaxSendRate": standing.max_send_rate,
            "SentLast24Hours": float(region.recipients(asked.now - DAY, asked.now)),
        },
        "SuppressionAttributes": {
            "SuppressedReasons": list(standing.suppressed),
            "ValidationAttributes": {"ConditionThreshold": {"ConditionThresholdEnabled": "DISABLED"}},
        },
        "VdmAttributes": {
            "VdmEnabled": _switch(vdm),
            "DashboardAttributes": {"EngagementMetrics": _switch(vdm)},
            "GuardianAttributes": {"OptimizedSharedDelivery": "DISABLED"},
        },
        "PricingAttributes": {"CurrentPlan": standing.plan, "NextPlan": standing.next_plan or standing.plan},
    }
    if scenario.details:
        answer["Details"] = {
            "MailType": "TRANSACTIONAL",
            "WebsiteURL": "https://example.com",
            "ContactLanguage": "EN",
            "UseCaseDescription": "Mail to the users of a simulated shop.",
            "AdditionalContactEmailAddresses": ["postmaster@example.com"],
            "ReviewDetails": {"Status": "GRANTED", "CaseId": "case-123456789012-muen-2024-simulated"},
        }
    return answer


def list_email_identities(asked: Asked) -> dict[str, Any]:
    found, rest = page(_identities(asked), _size(asked), asked.params.get("NextToken"), "BadRequestException")
    return {"EmailIdentities": [identity_info(identity) for identity in found], **rest}


def get_email_identity(asked: Asked) -> dict[str, Any]:
    name = asked.params["EmailIdentity"]
    for identity in _identities(asked):
        if identity.name == name:
            return identity_details(asked, identity)
    raise Refusal("NotFoundException", f"Email identity <{name}> does not exist.", 404)


def list_configuration_sets(asked: Asked) -> dict[str, Any]:
    names = [one.name for one in _sets(asked)]
    found, rest = page(names, _size(asked), asked.params.get("NextToken"), "BadRequestException")
    return {"ConfigurationSets": list(found), **rest}


def get_configuration_set(asked: Asked) -> dict[str, Any]:
    one = _set(asked)
    return {
        "ConfigurationSetName": one.name,
        "DeliveryOptions": {"TlsPolicy": "OPTIONAL", **({"SendingPoolName": one.pool} if one.pool else {})},
        "ReputationOptions": {"ReputationMetricsEnabled": one.reputation_metrics},
        "SendingOptions": {"SendingEnabled": one.sending},
        "SuppressionOptions": {"SuppressedReasons": ["BOUNCE", "COMPLAINT"]},
        "Tags": [],
    }


def get_event_destinations(asked: Asked) -> dict[str, Any]:
    found = _now(asked, _set(asked).destinations)
    return {"EventDestinations": [_destination(asked, destination) for destination in found]}


def _destination(asked: Asked, destination: Destination) -> dict[str, Any]:
    place = f"{asked.region.name}:{asked.region.account_id}"
    where: dict[str, Any] = {
        "SnsDestination": {"TopicArn": f"arn:aws:sns:{place}:ses-events"},
        "EventBridgeDestination": {"EventBusArn": f"arn:aws:events:{place}:event-bus/default"},
        "CloudWatchDestination": {
            "DimensionConfigurations": [
                {
                    "DimensionName": "ses:configuration-set",
                    "DimensionValueSource": "MESSAGE_TAG",
                    "DefaultDimensionValue": "none",
                }
            ]
        },
    }
    return {
        "Name": destination.name,
        "Enabled": destination.enabled,
        "MatchingEventTypes": list(destination.events),
        destination.kind: where[destination.kind],
    }


def _set(asked: Asked) -> ConfigurationSet:
    name = asked.params["ConfigurationSetName"]
    for one in _sets(asked):
        if one.name == name:
            return one
    raise Refusal("NotFoundException", f"Configuration set <{name}> does not exist.", 404)


def _sets(asked: Asked) -> list[ConfigurationSet]:
    return _now(asked, asked.region.scenario.configuration_sets)


def _identities(asked: Asked) -> list[Identity]:
    return list(asked.region.identities(asked.now))


def _now(asked: Asked, told: Sequence[_Told]) -> list[_Told]:
    """Those that the story has at this time."""
    days = asked.region.days(asked.now)
    return [one for one in told if one.since_days <= days < one.until_days]


def _size(asked: Asked) -> int:
    return min(asked.params.get("PageSize") or asked.page_size, asked.page_size)


def _switch(on: bool) -> str:  # noqa: FBT001 - the value itself, not an option
    return "ENABLED" if on else "DISABLED"
