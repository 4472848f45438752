"""The scenarios, a table to be read: each tells one account's story around the story's day.

What the words mean is in `story.py`; who appears, in `cast.py`; those that make alerts fire or just not, in `alarms.py`.
"""

from dataclasses import replace
from typing import Final

from simulator.alarms import ALARMS
from simulator.cast import ANGRY, BAD_LIST, IDENTITIES, KOREA, NEWS, ONLY_OWN, SETS, STEADY, TO_QUEUE
from simulator.story import ConfigurationSet, DedicatedIp, Identity, Incident, Rates, Rhythm, Scenario, Step, Stream

_TOLD: Final = (
    Scenario(
        "healthy",
        "A well-kept account, 19,000 mails a day.",
        streams=STEADY,
        providers=KOREA,
        standing=(Step(plan="ESSENTIALS"),),
        identities=IDENTITIES,
        configuration_sets=SETS,
        growth_a_year=0.25,
        vdm=True,
        engagement=True,
    ),
    Scenario(
        "bounce-incident",
        "A bad import pushed bounces over the review line last week; they are falling now.",
        streams=(
            *STEADY,
            Stream(
                "marketing-import",
                6_500,
                rates=Rates(hard=0.014, complaint=0.0006),
                since_days=-9.75,
                identity=NEWS,
            ),
        ),
        providers=KOREA,
        standing=(
            Step(max_24_hour_send=20_000, max_send_rate=7, plan="ESSENTIALS"),
            Step(-120, max_24_hour_send=30_000, max_send_rate=10, plan="ESSENTIALS"),
            Step(-10, plan="ESSENTIALS"),
        ),
        identities=IDENTITIES,
        configuration_sets=(*SETS, ConfigurationSet("marketing-import", destinations=(TO_QUEUE,), since_days=-10)),
        incidents=(Incident("marketing-import", -9.75, -5.25, BAD_LIST, volume=1.3),),
        representative_volume=210_000,
        growth_a_year=0.25,
        vdm=True,
        engagement=True,
        access=("application-full-access", "application-old-key"),
        alarms=("complaint-percent",),
    ),
    Scenario(
        "complaint-incident",
        "A campaign that nobody asked for: complaints are over the review line and AWS is looking.",
        streams=STEADY,
        providers=KOREA,
        standing=(Step(plan="ESSENTIALS"), Step(-2, enforcement="PROBATION", plan="ESSENTIALS")),
        identities=IDENTITIES,
        configuration_sets=SETS,
        incidents=(Incident("newsletter", -6, 1e6, ANGRY, volume=1.3),),
        vdm=True,
        engagement=True,
    ),
    Scenario(
        "paused",
        "AWS paused sending two days ago, after a week of bounces.",
        streams=tuple(replace(stream, until_days=-2) for stream in STEADY),
        providers=KOREA,
        standing=(Step(), Step(-7, enforcement="PROBATION"), Step(-2, enforcement="SHUTDOWN", sending=False)),
        identities=IDENTITIES,
        configuration_sets=SETS,
        incidents=(Incident("newsletter", -10, 1e6, Rates(hard=0.2, complaint=0.003), volume=1.5),),
    ),
    Scenario(
        "sandbox",
        "Just begun: 200 mails a day at most, only to verified addresses.",
        streams=(Stream("", 40),),
        providers=ONLY_OWN,
        standing=(Step(max_24_hour_send=200, max_send_rate=1, production=False, plan="ESSENTIALS"),),
        identities=IDENTITIES[:1],
        age_days=20,
        details=False,
        access=("application-full-access",),
        alarms=("bounce-missing", "complaint-missing", "billing-missing"),
    ),
    Scenario(
        "quota",
        "A good sender who is about to outgrow the quota.",
        streams=(Stream("transactional", 8_700, Rhythm.FLAT),),
        providers=KOREA,
        standing=(Step(max_24_hour_send=10_000, max_send_rate=5),),
        identities=IDENTITIES[:1],
        configuration_sets=SETS[:1],
    ),
    Scenario(
        "new-account",
        "Production access is granted, nothing was sent yet.",
        streams=(),
        providers=KOREA,
        standing=(Step(plan="ESSENTIALS"),),
        identities=(Identity("example.com"),),
        age_days=0,
    ),
    Scenario(
        "quiet",
        "Thirty mails a day.",
        streams=(Stream("", 30),),
        providers=KOREA,
        identities=IDENTITIES[:1],
        representative_volume=10_000,
        reputation_only_with_mail=True,
    ),
    Scenario(
        "dedicated",
        "Two standard dedicated IPs, one of them since last week, and a managed pool for the newsletter.",
        streams=STEADY,
        providers=KOREA,
        standing=(Step(plan="NONE"),),
        identities=IDENTITIES[:2],
        configuration_sets=(replace(SETS[0], pool="shop"), replace(SETS[1], pool="news")),
        vdm=True,
        dedicated_ips=(
            DedicatedIp("198.51.100.10", "shop"),
            DedicatedIp("198.51.100.11", "shop", since_days=-7),
            DedicatedIp("203.0.113.20", "news", managed=True),
            DedicatedIp("203.0.113.21", "news", managed=True, since_days=-2),
        ),
    ),
    Scenario(
        "plain",
        "What most accounts are: one domain, 300 mails a day, polling only, two complaints a month.",
        streams=(Stream("", 300, rates=Rates(hard=0.012, complaint=0.00034)),),
        providers=KOREA,
        identities=(Identity("example.com"),),
        representative_volume=10_000,
        details=False,
    ),
)

SCENARIOS: Final = {scenario.name: scenario for scenario in (*_TOLD, *(s for pair in ALARMS.values() for s in pair))}
"""Every scenario, by its name."""
