"""The configuration sets of a region, and where each publishes its events.

Their reputation metrics are points of CloudWatch: `metrics_more.py`.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

from collector.aws.errors import AccessDenied, Malformed, NotFound
from collector.aws.fields import Field, Kind, kept
from collector.aws.listing import listed, retire
from collector.aws.reading import Call, Visit, reading
from collector.aws.rotation import turns
from deliverability.metrics import HOUR
from deliverability.model import N_, text
from store import snapshots

KIND: Final = "configuration-set"
DESTINATION: Final = "event-destination"
DESTINATIONS: Final = "GetConfigurationSetEventDestinations"
MOST_A_VISIT: Final = 30
"""Two requests each: a minute of SES's one request a second."""

FIELDS: Final = (
    Field("sending_enabled", "SendingOptions.SendingEnabled", Kind.FLAG),
    Field("reputation_metrics", "ReputationOptions.ReputationMetricsEnabled", Kind.FLAG),
    Field("last_fresh_start", "ReputationOptions.LastFreshStart", Kind.TIME),
    Field("tls_policy", "DeliveryOptions.TlsPolicy"),
    Field("sending_pool", "DeliveryOptions.SendingPoolName"),
    Field("max_delivery_seconds", "DeliveryOptions.MaxDeliverySeconds", Kind.NUMBER),
    Field("redirect_domain", "TrackingOptions.CustomRedirectDomain"),
    Field("redirect_https", "TrackingOptions.HttpsPolicy"),
    Field("suppressed_reasons", "SuppressionOptions.SuppressedReasons", Kind.WORDS),
    Field("suppression_scope", "SuppressionOptions.SuppressionScope"),
    Field("archive", "ArchivingOptions.ArchiveArn"),
    Field("vdm_engagement_metrics", "VdmOptions.DashboardOptions.EngagementMetrics"),
    Field("vdm_optimized_shared_delivery", "VdmOptions.GuardianOptions.OptimizedSharedDelivery"),
)
DESTINATION_FIELDS: Final = (
    Field("enabled", "Enabled", Kind.FLAG),
    Field("event_types", "MatchingEventTypes", Kind.WORDS),
    Field("sns_topic", "SnsDestination.TopicArn"),
    Field("event_bus", "EventBridgeDestination.EventBusArn"),
    Field("firehose_stream", "KinesisFirehoseDestination.DeliveryStreamArn"),
    Field("pinpoint_application", "PinpointDestination.ApplicationArn"),
)


@reading(
    order=30,
    interval_seconds=HOUR,
    calls=(
        Call("sesv2", "ListConfigurationSets", lambda _: {"PageSize": 1}),
        Call(
            "sesv2",
            "GetConfigurationSet",
            lambda _: {"ConfigurationSetName": "example"},
            resource="configuration-set/*",
        ),
        Call(
            "sesv2",
            DESTINATIONS,
            lambda _: {"ConfigurationSetName": "example"},
            resource="configuration-set/*",
        ),
    ),
    calls_a_visit=lambda size: 1 + 2 * min(size.configuration_sets, MOST_A_VISIT),
    private=("Tags",),
)
def collect(visit: Visit) -> None:
    known = snapshots.latest(visit.store, visit.scope, KIND)
    names = _list(visit, known.keys())
    denied: AccessDenied | None = None
    for name in turns(visit, KIND, names, names - known.keys(), MOST_A_VISIT):
        with visit.part():
            denied = _ask(visit, name, denied)
    if denied is not None:
        raise denied


def _list(visit: Visit, known: Collection[str]) -> set[str]:
    """The sets there are; those no longer named are gone, if AWS confirms it."""
    names: set[str] = set()
    odd: list[str] = []
    with visit.part():
        for name in listed(visit, "ListConfigurationSets", "ConfigurationSets", expected=bool(known)):
            if isinstance(name, str) and name:
                names.add(name)
            else:
                odd.append("ConfigurationSets")
        for name in retire(visit, KIND, set(known) - names, _exists):
            _retire_destinations(visit, name, staying=set())
    visit.doubt("ListConfigurationSets", odd)
    return names


def _exists(visit: Visit, name: str) -> None:
    visit.aws.call("sesv2", "GetConfigurationSet", ConfigurationSetName=name)


def _retire_destinations(visit: Visit, of_set: str, staying: set[str]) -> None:
    """Note as gone the destinations of a set that are not `staying`."""
    known = snapshots.latest(visit.store, visit.scope, DESTINATION).keys()
    others = {subject for subject in known if subject.partition("/")[0] != of_set}
    snapshots.retire(visit.store, visit.scope, DESTINATION, others | staying, visit.at)


def _ask(visit: Visit, name: str, denied: AccessDenied | None) -> AccessDenied | None:
    """Ask for a set and its destinations; what was denied of these, so that the sets themselves are still read."""
    try:
        answer = visit.aws.call("sesv2", "GetConfigurationSet", ConfigurationSetName=name)
        body, odd = kept(answer, FIELDS)
        if not body:
            what = text(N_("it tells nothing of {subject}."), subject=name)
            raise Malformed("GetConfigurationSet", visit.aws.region, what)
        snapshots.keep(visit.store, visit.scope, KIND, name, body, visit.at)
        visit.doubt("GetConfigurationSet", odd)
        if denied is None:
            denied = _destinations_denied(visit, name)
    except NotFound:
        pass  # removed since it was listed; the next list retires it
    return denied


def _destinations_denied(visit: Visit, name: str) -> AccessDenied | None:
    try:
        _ask_destinations(visit, name)
    except AccessDenied as error:
        return error
    return None


def _ask_destinations(visit: Visit, name: str) -> None:
    known = snapshots.latest(visit.store, visit.scope, DESTINATION).keys()
    own = {subject for subject in known if subject.partition("/")[0] == name}
    told = _destinations(visit, name, expected=bool(own))
    present, odd = _keep_destinations(visit, name, told)
    if own - present and not odd:
        # SES has no call for one destination: what is missing from two answers in a row is gone.
        again = _destinations(visit, name, expected=True)
        present |= {f"{name}/{item.get('Name')}" for item in again}
        _retire_destinations(visit, name, present)
    visit.doubt(DESTINATIONS, odd)


def _destinations(visit: Visit, name: str, *, expected: bool) -> list[Any]:
    told = visit.aws.call("sesv2", DESTINATIONS, ConfigurationSetName=name).get("EventDestinations")
    if not isinstance(told, list) and (told is not None or expected):
        what = text(N_("it holds no list of {member}."), member="EventDestinations")
        raise Malformed(DESTINATIONS, visit.aws.region, what)
    return told or []


def _keep_destinations(visit: Visit, name: str, told: list[Any]) -> tuple[set[str], list[str]]:
    present: set[str] = set()
    odd: list[str] = []
    for item in told:
        own_name = item.get("Name") if isinstance(item, Mapping) else None
        if not isinstance(own_name, str):
            odd.append("Name")
            continue
        body, strange = kept(item, DESTINATION_FIELDS)
        subject = f"{name}/{own_name}"
        snapshots.keep(visit.store, visit.scope, DESTINATION, subject, {**body, **_dimensions(item)}, visit.at)
        present.add(subject)
        odd += strange
    return present, odd


def _dimensions(item: Mapping[str, Any]) -> dict[str, list[str]]:
    """The CloudWatch dimensions a destination publishes under, each of which is billed as a custom metric."""
    told = (item.get("CloudWatchDestination") or {}).get("DimensionConfigurations") or []
    return {"cloudwatch_dimensions": sorted(str(d.get("DimensionName")) for d in told)} if told else {}
