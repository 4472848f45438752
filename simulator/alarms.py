"""Two scenarios an alert rule: one in which it must fire on the story's day, and one close by in which it must not.

They share one small account, so that nothing else happens in them. Rules about the collector itself have no scenario:
what makes those fire are `faults.py` and clocks.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from simulator.cast import IDENTITIES, KOREA, SETS, TO_BUS, TO_METRICS, TO_QUEUE
from simulator.story import ConfigurationSet, Identity, Incident, Rates, Rhythm, Scenario, Step, Stream

SHOP: Final = (Stream("transactional", 3_000), Stream("newsletter", 1_000, Rhythm.FLAT))
_LARGE: Final = (Step(max_24_hour_send=200_000),)
NOON: Final = 0.25
"""06:00 UTC of the story's day is the afternoon in Korea."""

_CALM: Final = Scenario(
    "",
    "",
    streams=SHOP,
    providers=KOREA,
    identities=IDENTITIES[:2],
    configuration_sets=SETS[:2],
    representative_volume=20_000,
    vdm=True,
)


def _told(name: str, summary: str, **different: object) -> Scenario:
    return replace(_CALM, name=name, summary=summary, **different)  # type: ignore[arg-type] # replace() refuses others


def _stands(name: str, summary: str, before: Step, after: Step) -> Scenario:
    return _told(name, summary, standing=(before, replace(after, since_days=NOON)))


def _suffers(name: str, summary: str, rates: Rates, since: float, until: float = 1e6) -> Scenario:
    return _told(name, summary, incidents=(Incident("transactional", since, until, rates),))


def _bursts(name: str, summary: str, rates: Rates, until: float) -> Scenario:
    """After a day with a large mailing, so that the 24 hours are slow to show it."""
    mailing = Stream("newsletter", 40_000, Rhythm.FLAT, since_days=-1, until_days=0)
    incident = Incident("transactional", 0, until, rates)
    return _told(name, summary, streams=(*SHOP, mailing), incidents=(incident,), standing=_LARGE)


def _turned(one: ConfigurationSet, **different: object) -> tuple[ConfigurationSet, ConfigurationSet]:
    """A configuration set as it was, and as it is from noon on."""
    later = replace(one, since_days=NOON, **different)  # type: ignore[arg-type] # replace() refuses others
    return replace(one, until_days=NOON), later


def _mails_more(name: str, summary: str, mails: int) -> Scenario:
    """So many mails more on the story's morning. Without them a month of 30 days costs about $21."""
    since, until = 0.1, 0.3
    mailing = Stream("", mails / (until - since), Rhythm.FLAT, since_days=since, until_days=until)
    return _told(name, summary, streams=(*SHOP, mailing), standing=_LARGE)


_STANDING: Final = {
    "sending-paused": (
        _stands("sending-off", "Somebody switches sending off.", Step(), Step(sending=False)),
        _stands("still-sending", "AWS reviews the account, which still sends.", Step(), Step(enforcement="PROBATION")),
    ),
    "enforcement": (
        _stands("under-review", "AWS puts the account under review.", Step(), Step(enforcement="PROBATION")),
        _stands("off-by-owner", "Somebody switches sending off; AWS is content.", Step(), Step(sending=False)),
    ),
    "production-access": (
        _stands(
            "back-to-sandbox", "Production access is lost.", Step(), Step(production=False, max_24_hour_send=50_000)
        ),
        _stands("halved", "The quota is halved; production access stays.", Step(), Step(max_24_hour_send=25_000)),
    ),
    "quota-lowered": (
        _stands("quota-lowered", "AWS lowers the quota.", Step(), Step(max_24_hour_send=30_000)),
        _stands("quota-raised", "AWS raises the quota.", Step(), Step(max_24_hour_send=80_000)),
    ),
    "price-plan": (
        _stands("plan-to-change", "The price plan changes next month.", Step(), Step(next_plan="PRO")),
        _stands("plan-stays", "Only the rate of sending is raised.", Step(), Step(max_send_rate=28)),
    ),
    "account-settings": (
        _stands("vdm-off", "Virtual Deliverability Manager is switched off.", Step(vdm=True), Step(vdm=False)),
        _stands("plan-changed", "The price plan changes, no setting does.", Step(), Step(plan="ESSENTIALS")),
    ),
}

_RATES: Final = {
    "aws-bounce-rate": (
        _suffers("aws-bounces", "AWS's bounce figure passes the review line.", Rates(hard=0.13), -2),
        _suffers("aws-bounces-near", "AWS's bounce figure nears the watch line.", Rates(hard=0.07), -2, 0),
    ),
    "aws-complaint-rate": (
        _suffers("aws-complaints", "AWS's complaint figure passes the review line.", Rates(complaint=0.01), -2),
        _suffers("aws-complaints-near", "A few complaints more than usual.", Rates(complaint=0.0006), -2, 0),
    ),
    "own-bounce-rate": (
        _suffers("day-of-bounces", "A day on which every tenth mail bounces.", Rates(hard=0.1), -1),
        _suffers("day-near-the-line", "A day of three bounces in a hundred mails.", Rates(hard=0.03), -1),
    ),
    "own-complaint-rate": (
        _suffers("day-of-complaints", "A day of complaints.", Rates(complaint=0.02), -1),
        _suffers("two-complaints", "A day with two complaints.", Rates(complaint=0.001), -1),
    ),
    "bounce-burn": (
        _bursts("burst-of-bounces", "From nine o'clock on every fourth mail bounces.", Rates(hard=0.25), 1e6),
        _bursts("bad-half-hour", "Half an hour of bounces, then none.", Rates(hard=0.15), 0.02),
    ),
    "complaint-burn": (
        _bursts("burst-of-complaints", "From nine o'clock on people complain.", Rates(complaint=0.12), 1e6),
        _bursts("one-complaint", "One complaint in a day.", Rates(complaint=0.0005), 1e6),
    ),
}

_ONE_STREAM: Final = Stream("", 200, Rhythm.FLAT)
_WEEKLY: Final = (Stream("", 1_400, Rhythm.CAMPAIGN, every_days=7), Stream("", 3, Rhythm.FLAT))

_VOLUME: Final = {
    "quota": (
        _told("quota-near", "The quota is nearly used up.", standing=(Step(max_24_hour_send=4_600),)),
        _told("quota-in-use", "Two thirds of the quota are used.", standing=(Step(max_24_hour_send=6_500),)),
    ),
    "no-mail": (
        _told("fallen-silent", "A service that no longer sends.", streams=(replace(_ONE_STREAM, until_days=0.1),)),
        _told("weekly", "A newsletter once a week and hardly anything between.", streams=_WEEKLY),
    ),
    "surge": (
        _told(
            "leaked-key",
            "Somebody else sends with a leaked key.",
            streams=(*SHOP, Stream("", 720_000, Rhythm.FLAT, since_days=0.2, until_days=0.4)),
            standing=_LARGE,
        ),
        _told(
            "big-mailing",
            "A mailing far larger than any before, and far below the quota.",
            streams=(*SHOP, Stream("", 120_000, Rhythm.FLAT, since_days=0.2, until_days=0.4)),
            standing=_LARGE,
        ),
    ),
    "budget": (
        _mails_more("over-budget", "A mailing that the month's budget of $24.50 has no room for.", 40_000),
        _mails_more("within-budget", "A mailing that the month's budget of $24.50 has room for.", 4_000),
    ),
    "rejects": (
        _suffers("viruses", "Mail with a virus is sent.", Rates(reject=0.02), -0.5),
        _suffers("one-virus", "Hardly ever a mail with a virus.", Rates(reject=0.00005), -0.5),
    ),
}

_SETUP: Final = {
    "identity": (
        _told(
            "dkim-lost",
            "DKIM of the domain stops being verified.",
            identities=(
                Identity("example.com", mail_from="SUCCESS", until_days=NOON),
                Identity("example.com", dkim="FAILED", mail_from="SUCCESS", since_days=NOON),
            ),
        ),
        _told(
            "identity-begun",
            "A new domain is not verified yet.",
            identities=(
                IDENTITIES[0],
                Identity("shop.example.net", verified="PENDING", dkim="PENDING", since_days=NOON),
            ),
        ),
    ),
    "event-destination": (
        _told(
            "destination-off",
            "An event destination is switched off.",
            configuration_sets=_turned(SETS[0], destinations=(replace(TO_QUEUE, enabled=False), TO_METRICS)),
        ),
        _told(
            "destination-more",
            "An event destination is added.",
            configuration_sets=_turned(SETS[0], destinations=(*SETS[0].destinations, TO_BUS)),
        ),
    ),
    "configuration-set": (
        _told("set-paused", "A configuration set is paused.", configuration_sets=_turned(SETS[1], sending=False)),
        _told(
            "set-more",
            "A configuration set is added.",
            configuration_sets=(*SETS[:2], ConfigurationSet("alerts", since_days=NOON)),
        ),
    ),
}

ALARMS: Final[Mapping[str, tuple[Scenario, Scenario]]] = {**_STANDING, **_RATES, **_VOLUME, **_SETUP}
"""By the rule's name: the scenario in which it fires, and the one in which it stays quiet."""
