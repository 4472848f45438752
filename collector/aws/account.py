"""The account's state, quota and plan (GetAccount): first in every round, because it tells when AWS pauses sending.

What the state means lives in `deliverability/standing.py`.
"""

from typing import Any, Final

from collector.aws.errors import Malformed
from collector.aws.fields import Field, Kind, found, kept, number
from collector.aws.reading import Call, Visit, reading
from deliverability.metrics import SENT_LAST_24_HOURS
from deliverability.model import N_, text
from store import samples, snapshots
from store.samples import Point

INTERVAL_SECONDS: Final = 300

FIELDS: Final = (
    Field("enforcement_status", "EnforcementStatus"),
    Field("sending_enabled", "SendingEnabled", Kind.FLAG),
    Field("production_access", "ProductionAccessEnabled", Kind.FLAG),
    Field("max_24_hour_send", "SendQuota.Max24HourSend", Kind.NUMBER),
    Field("max_send_rate", "SendQuota.MaxSendRate", Kind.NUMBER),
    Field("plan", "PricingAttributes.CurrentPlan"),
    Field("next_plan", "PricingAttributes.NextPlan"),
    Field("suppressed_reasons", "SuppressionAttributes.SuppressedReasons", Kind.WORDS),
    Field("auto_validation", "SuppressionAttributes.ValidationAttributes.ConditionThreshold.ConditionThresholdEnabled"),
    Field(
        "auto_validation_confidence",
        "SuppressionAttributes.ValidationAttributes.ConditionThreshold.OverallConfidenceThreshold.ConfidenceVerdictThreshold",
    ),
    Field("mail_type", "Details.MailType"),
    Field("contact_language", "Details.ContactLanguage"),
    Field("production_review", "Details.ReviewDetails.Status"),
    Field("vdm", "VdmAttributes.VdmEnabled"),
    Field("vdm_engagement_metrics", "VdmAttributes.DashboardAttributes.EngagementMetrics"),
    Field("vdm_optimized_shared_delivery", "VdmAttributes.GuardianAttributes.OptimizedSharedDelivery"),
    Field("dedicated_ip_auto_warmup", "DedicatedIpAutoWarmupEnabled", Kind.FLAG),
)
SENT: Final = "SendQuota.SentLast24Hours"
ESSENTIAL: Final = frozenset({"enforcement_status", "sending_enabled", "production_access", "max_24_hour_send"})


@reading(
    order=0,
    interval_seconds=INTERVAL_SECONDS,
    calls=(Call("sesv2", "GetAccount"),),
    calls_a_visit=lambda _: 1,
    volatile=(SENT,),
    private=(
        "Details.WebsiteURL",
        "Details.UseCaseDescription",
        "Details.AdditionalContactEmailAddresses",
        "Details.ReviewDetails.CaseId",
    ),
)
def collect(visit: Visit) -> None:
    answer = visit.aws.call("sesv2", "GetAccount")
    body, odd = kept(answer, FIELDS)
    if not ESSENTIAL & body.keys():
        what = text(N_("it tells nothing of the account's state."))
        raise Malformed("GetAccount", visit.aws.region, what)
    with visit.part(), visit.store.transaction():
        snapshots.keep(visit.store, visit.scope, "account", "", body, visit.at)
        sent_is_odd = not _keep_sent(visit, found(answer, SENT))
    visit.doubt("GetAccount", [*odd, *([SENT] if sent_is_odd else [])])


def _keep_sent(visit: Visit, value: Any) -> bool:
    """Keep the rolling count as a series; False when it is odd."""
    sent = number(value)
    if sent is None or sent < 0:
        return value is None
    point = Point(visit.at - visit.at % INTERVAL_SECONDS, sent)
    samples.keep(visit.store, visit.scope, SENT_LAST_24_HOURS.name, "", INTERVAL_SECONDS, [point])
    return True
