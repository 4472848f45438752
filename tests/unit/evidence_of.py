"""Evidence with nothing wrong in it, and each part of it bent by a test. Its present is noon of a Wednesday."""

from dataclasses import replace
from typing import Any

from deliverability.evidence import Asked, Changed, Counted, Evidence, Reputation, Tally, Thing, Volume
from deliverability.metrics import DAY, HOUR
from deliverability.model import Scope, text
from deliverability.rates import QuotaUse, Rate
from deliverability.rules.rule import Finding, Rule
from deliverability.standing import Measure
from deliverability.stretches import stretches
from deliverability.thresholds import DEFAULT, Thresholds

SCOPE = Scope("123456789012", "ap-northeast-2")
NOW = 1_795_608_000
"""25 November 2026, 12:00 UTC."""

ACCOUNT = {
    "enforcement_status": "HEALTHY",
    "sending_enabled": True,
    "production_access": True,
    "max_24_hour_send": 50_000.0,
    "plan": "ESSENTIALS",
    "next_plan": "ESSENTIALS",
    "suppressed_reasons": ["BOUNCE", "COMPLAINT"],
    "vdm": "ENABLED",
}


def known(**parts: Any) -> Evidence:
    return replace(Evidence(SCOPE, NOW, ACCOUNT, NOW, things=(thing("account", "", ACCOUNT),)), **parts)


def account(*steps: tuple[int, dict[str, Any]], **parts: Any) -> Evidence:
    """An account that changed, each step at so many seconds before now; its drift log with it."""
    bodies, changes = [(NOW - 90 * DAY, ACCOUNT)], []
    for ago, fields in steps:
        before = bodies[-1][1]
        bodies.append((NOW - ago, {**before, **fields}))
        changes += [Changed(NOW - ago, "account", "", name, before.get(name), value) for name, value in fields.items()]
    own = Thing("account", "", NOW, tuple(bodies))
    lately = tuple(change for change in changes if change.at > NOW - 7 * DAY)
    return known(**{"account": bodies[-1][1], "things": (own,), "changes": lately} | parts)


def thing(kind: str, subject: str, *bodies: Any, seen: int = NOW, every: int = 10 * DAY) -> Thing:
    """A thing with its bodies, the last of which began an hour ago, the others `every` seconds before each other."""
    times = [NOW - HOUR - every * back for back in range(len(bodies))][::-1]
    return Thing(kind, subject, seen, tuple(zip(times, bodies, strict=True)))


def figure(value: float, measure: Measure = Measure.BOUNCE, events: int | None = 100, **more: Any) -> Reputation:
    """A figure that was less four hours ago; we know of so many events among 10,000 mails of a fortnight."""
    held = stretches([(NOW - HOUR * back, value) for back in (3, 2, 1)], witnessed=True)
    tally = None if events is None else Tally(events, 10_000, NOW - 14 * DAY)
    return replace(Reputation(measure, "", value, NOW, held, tally), **more)


def counts(measure: Measure, **windows: tuple[int, int]) -> Counted:
    """Events and mails by window: `h1`, `h6`, `d1`, `d3`."""
    seconds = {"h1": HOUR, "h6": 6 * HOUR, "d1": DAY, "d3": 3 * DAY}
    rates = {seconds[name]: Rate(*rate, lower_bound=measure is Measure.COMPLAINT) for name, rate in windows.items()}
    return Counted(measure, "", NOW, rates)


def hours(mails: int = 50, days: int = 60) -> dict[int, int]:
    """So many mails in every hour of the days before now."""
    return dict.fromkeys(range(NOW - days * DAY, NOW, HOUR), mails)


def mail(by_hour: dict[int, int], **more: Any) -> Volume:
    sent = sum(count for hour, count in by_hour.items() if hour >= NOW - DAY)
    return replace(Volume(NOW, by_hour, 0, sent, 0, NOW - 400 * DAY), **more)


def quota(used: float, limit: float = 50_000) -> QuotaUse:
    return QuotaUse(used, limit)


def asked(name: str = "account", ago: int | None = 60, **more: Any) -> Asked:
    """A reading that brought something so many seconds ago."""
    success = None if ago is None else NOW - ago
    one = Asked(name, success, 1800, "ok", NOW - 60, None, "", ago is not None, NOW - DAY, text(name))
    return replace(one, **more)


def found(rule: Rule, evidence: Evidence, lines: Thresholds = DEFAULT) -> dict[str, Finding]:
    """What a rule finds, by subject; each finding held to what every finding promises."""
    all_of_them = list(rule.judge(evidence, lines))
    by_subject = {finding.subject: finding for finding in all_of_them}
    assert len(by_subject) == len(all_of_them), "a subject is judged once"
    for finding in all_of_them:
        check(rule, finding)
    return by_subject


def check(rule: Rule, finding: Finding) -> None:
    says = finding.step > 0 or finding.keeps
    assert (finding.message is not None) == says
    assert not (finding.step and finding.keeps), "what fires need not be kept"
    assert finding.held_since is None or finding.held_since <= finding.at
    assert finding.witnessed or finding.held_since is not None
    assert finding.peak is None or (finding.held_since is not None and finding.peak.value >= finding.value)
    if finding.message is not None:
        assert 1 <= len(finding.message.steps) <= 3
        assert finding.message.aws is not None or finding.message.figures


def step(rule: Rule, evidence: Evidence, lines: Thresholds = DEFAULT) -> int | None:
    """The step of the scope itself; None where the rule says nothing of it."""
    one = found(rule, evidence, lines).get("")
    return None if one is None else one.step
