"""The scenarios, a table to be read: each tells one account's story around the story's day.

What the words mean is in `story.py`.
"""

from dataclasses import replace
from typing import Final

from simulator.story import (
    ConfigurationSet,
    Destination,
    Identity,
    Incident,
    Provider,
    Rates,
    Rhythm,
    Scenario,
    Step,
    Stream,
)

KOREA: Final = (
    Provider("naver.com", 0.36, dead=1.1),
    Provider("gmail.com", 0.26, feedback=False, dead=0.6),
    Provider("hanmail.net", 0.08, dead=1.9),
    Provider("daum.net", 0.06, dead=1.4),
    Provider("kakao.com", 0.06, dead=0.6),
    Provider("nate.com", 0.05, dead=2.2),
    Provider("outlook.com", 0.04, dead=1.0),
    Provider("business.example", 0.07, feedback=False, dead=1.2),
    Provider("example.com", 0.02, feedback=False, own=True),
)
"""Where a Korean sender's mail goes. Gmail gives SES no feedback on complaints."""

ONLY_OWN: Final = (Provider("example.com", 1.0, feedback=False, own=True),)
"""Where a sandbox may send to: verified addresses."""

IMPORTANT: Final = ("SEND", "DELIVERY", "BOUNCE", "COMPLAINT", "REJECT", "DELIVERY_DELAY")
TO_QUEUE: Final = Destination("events-to-sqs", "SnsDestination", IMPORTANT)
TO_METRICS: Final = Destination("metrics", "CloudWatchDestination", ("SEND", "BOUNCE", "COMPLAINT"))
TO_BUS: Final = Destination("default-bus", "EventBridgeDestination", ("BOUNCE", "COMPLAINT"))

SETS: Final = (
    ConfigurationSet("transactional", destinations=(TO_QUEUE, TO_METRICS)),
    ConfigurationSet("newsletter", destinations=(TO_QUEUE, TO_BUS)),
    ConfigurationSet("internal", reputation_metrics=False),
)

NEWS: Final = "news.example.com"

IDENTITIES: Final = (
    Identity("example.com", mail_from="SUCCESS"),
    Identity(NEWS, mail_from="PENDING"),
    Identity("shop.example.net", verified="PENDING", dkim="PENDING", since_days=-1),
    Identity("old.example.org", verified="FAILED", dkim="FAILED"),
    Identity("hello@example.com", dkim="NOT_STARTED"),
)

STEADY: Final = (
    Stream("transactional", 10_500),
    Stream("newsletter", 7_500, Rhythm.CAMPAIGN, Rates(hard=0.022, complaint=0.0005), identity=NEWS),
    Stream("internal", 600, rates=Rates(hard=0.002, complaint=0.0)),
)

BAD_LIST: Final = Rates(hard=0.245, soft=0.03, complaint=0.0011)
ANGRY: Final = Rates(hard=0.02, soft=0.01, complaint=0.0046)

SCENARIOS: Final = {
    scenario.name: scenario
    for scenario in (
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
            "plain",
            "What most accounts are: one domain, 300 mails a day, polling only, two complaints a month.",
            streams=(Stream("", 300, rates=Rates(hard=0.012, complaint=0.00034)),),
            providers=KOREA,
            identities=(Identity("example.com"),),
            representative_volume=10_000,
            details=False,
        ),
    )
}
