"""Who appears in the scenarios: mailbox providers, configuration sets, identities, streams and what can go wrong.

What is told of them is in `scenarios.py` and `alarms.py`; what the words mean, in `story.py`.
"""

from typing import Final

from simulator.story import ConfigurationSet, Destination, Identity, Provider, Rates, Rhythm, Stream

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
    Identity("old.example.org", verified="FAILED", dkim="FAILED", dns=("dkim-appended", "spf-two")),
    Identity("hello@example.com", dkim="NOT_STARTED"),
)

STEADY: Final = (
    Stream("transactional", 10_500),
    Stream("newsletter", 7_500, Rhythm.CAMPAIGN, Rates(hard=0.022, complaint=0.0005), identity=NEWS),
    Stream("internal", 600, rates=Rates(hard=0.002, complaint=0.0)),
)

BAD_LIST: Final = Rates(hard=0.245, soft=0.03, complaint=0.0011)
ANGRY: Final = Rates(hard=0.02, soft=0.01, complaint=0.0046)
