"""What AWS would tell if something were switched on: the switch, what it costs, and what it changes in the mail.

Where one is missing is found in `report/breakdown.py`. Prices are other people's readings of Amazon's price list, hence
"assumed".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from deliverability.model import N_, Text, Unknown, text

VDM_USD_PER_THOUSAND: Final = 0.07
"""Of mail, a la carte, in us-east-1. Secondary source."""
METRIC_USD_A_MONTH: Final = 0.30
"""CloudWatch's price of a metric, of which ten are free. Secondary source."""
INCLUDING: Final = frozenset({"ESSENTIALS", "PRO", "ENTERPRISE"})
"""Price plans that include VDM. Secondary source."""


@dataclass(frozen=True, slots=True)
class Switch:
    """What is not known and would be, each sentence by itself; `cost`, `effect` and `command` where there are any."""

    what: Text
    cost: Text | None = None
    effect: Text | None = None
    command: str | None = None


def vdm(plan: Any | Unknown, region: str) -> Switch:
    """Virtual Deliverability Manager, which counts by configuration set and by identity."""
    return Switch(
        what=text(
            N_("Virtual Deliverability Manager (VDM) is off. Switched on, it counts mail by set and by identity.")
        ),
        cost=_vdm_cost(plan),
        effect=text(
            N_(
                "The command leaves engagement tracking and optimized shared delivery off, so your mail stays as it "
                "is. Engagement tracking would add an open tracker to the mail and wrap its links."
            )
        ),
        command=(
            f"aws sesv2 put-account-vdm-attributes --region {region} --vdm-attributes "
            "'VdmEnabled=ENABLED,DashboardAttributes={EngagementMetrics=DISABLED},"
            "GuardianAttributes={OptimizedSharedDelivery=DISABLED}'"
        ),
    )


def reputation(names: Sequence[str], region: str) -> Switch:
    """AWS's own figure of a configuration set; `names` are those that have it switched off, at least one."""
    first, others = names[0], len(names) - 1
    return Switch(
        what=text(
            N_("AWS publishes no bounce and complaint rate of its own for {name} (and {n:number} more): it is off."),
            name=first,
            n=others,
        )
        if others
        else text(N_("AWS publishes no bounce and complaint rate of its own for {name}: it is off."), name=first),
        cost=text(
            N_(
                "AWS charges CloudWatch's price per metric: two a set, each about {price:usd} a month beyond ten that "
                "are free (assumed)."
            ),
            price=METRIC_USD_A_MONTH,
        ),
        effect=text(N_("It changes nothing in the mail.")),
        command=(
            f"aws sesv2 put-configuration-set-reputation-options --region {region} --configuration-set-name "
            f"{first} --reputation-metrics-enabled"
        ),
    )


def sets() -> Switch:
    """Configuration sets, where there is none to tell mail apart by."""
    return Switch(
        what=text(
            N_(
                "There is no configuration set, so all mail is alike to AWS. Make one for each kind of mail you send, "
                "and name it in the mail's header X-SES-CONFIGURATION-SET or make it the identity's default."
            )
        ),
        effect=text(N_("A set by itself changes nothing in the mail; what is switched on in it may.")),
    )


def events() -> Switch:
    """Events, which name the recipient's domain."""
    return Switch(
        what=text(
            N_(
                "Mailbox providers are told apart by the events of single mails, which this version does not read yet. "
                "VDM counts by provider too, but no call tells AWS's names of them."
            )
        ),
        effect=text(
            N_(
                "Events come only of mail that names a configuration set with an event destination, in its header or as "
                "the identity's default."
            )
        ),
    )


def _vdm_cost(plan: Any | Unknown) -> Text:
    if plan in INCLUDING:
        return text(N_("Your price plan {plan} includes it (assumed)."), plan=str(plan).capitalize())
    price = VDM_USD_PER_THOUSAND
    if plan == "NONE":
        sentence = N_("You pay as you go, so it costs about {price:usd} per thousand mails (assumed, of us-east-1).")
        return text(sentence, price=price)
    return text(
        N_(
            "The price plans Essentials, Pro and Enterprise include it; paid as you go it costs about {price:usd} per "
            "thousand mails (assumed, of us-east-1). Which plan you have is not known."
        ),
        price=price,
    )
