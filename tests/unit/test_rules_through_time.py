"""Rules through the alert machine, as days go by: an incident is told once, and its end when it is over."""

from dataclasses import replace

import pytest

from deliverability.alerting import AlertState, Kind, Status, advance, inhibited, inhibitors_first
from deliverability.metrics import DAY, HOUR, WEEK
from deliverability.rules.catalogue import BY_NAME
from deliverability.standing import Measure
from deliverability.thresholds import DEFAULT
from tests.unit.evidence_of import NOW, counts, known, mail, quota


class Watch:
    """Rules of one scope over evidence after evidence, and what is told of them."""

    def __init__(self, *names):
        self.rules = inhibitors_first([BY_NAME[name] for name in names])
        self.states = {}

    def see(self, evidence):
        told = []
        for rule in self.rules:
            finding = {each.subject: each for each in rule.judge(evidence, DEFAULT)}.get("")
            before, muted = self.states.get((rule.name, ""), AlertState()), inhibited(rule, "", self.states, finding)
            after, notices = advance(before, finding, rule, evidence.now, muted=muted)
            self.states[rule.name, ""] = after
            told += [(rule.name, notice.kind) for notice in notices]
        return told

    def live(self, sent, since, until):
        """Every hour of a time in which so much is sent as `sent` tells of each hour; reminders are left out."""
        told = []
        for at in range(since, until, HOUR):
            by_hour = {hour: sent(hour) for hour in range(at - 60 * DAY, at, HOUR)}
            volume = replace(mail(by_hour), at=at)
            told += [(kind, at) for _, kind in self.see(known(now=at, volume=volume, quota=quota(1)))]
        return [(kind, at) for kind, at in told if kind is not Kind.REMINDER]


@pytest.mark.parametrize(("an_hour", "span"), [(100, 6 * HOUR), (20, DAY)])
def test_an_office_that_dies_on_a_wednesday_is_told_once_and_over_when_mail_comes(an_hour, span):
    """Nights and the weekend are as silent as ever; only mail says that it is over."""
    works_again = NOW + 6 * DAY

    def sent(hour):
        open_ = (hour // DAY + 3) % 7 < 5 and 9 <= hour % DAY // HOUR < 18
        return an_hour if open_ and not NOW <= hour < works_again else 0

    told = Watch("no-mail").live(sent, NOW - DAY, NOW + WEEK)
    assert [kind for kind, _ in told] == [Kind.FIRING, Kind.RESOLVED]
    assert told[0][1] <= NOW + span
    assert told[1][1] == works_again + HOUR


def test_a_surge_is_told_once_however_long_it_goes_on_and_over_a_day_after_its_last_hour():
    def sent(hour):
        return 9_000 if NOW <= hour < NOW + 5 * DAY and hour % DAY // HOUR < 16 else 50

    told = Watch("surge").live(sent, NOW - DAY, NOW + 8 * DAY)
    assert [kind for kind, _ in told] == [Kind.FIRING, Kind.RESOLVED]
    assert told[0][1] == NOW + HOUR
    assert told[1][1] == NOW + 6 * DAY


def test_a_quota_whose_limit_is_lifted_is_over():
    watch = Watch("quota")
    assert watch.see(known(quota=quota(45_000))) == [("quota", Kind.FIRING)]
    for later in range(1, 5):
        at = NOW + later * HOUR
        told = watch.see(known(now=at, account_at=at, quota=quota(45_000, -1)))
    assert told == [("quota", Kind.RESOLVED)]


FAST = {"h1": (5, 50), "h6": (45, 300), "d1": (65, 1200), "d3": (72, 3600)}
REVIEW = {"h1": (20, 50), "h6": (90, 300), "d1": (90, 1200), "d3": (110, 3600)}
PAUSE = {"h1": (30, 50), "h6": (150, 300), "d1": (180, 1200), "d3": (200, 3600)}
WORSE = PAUSE | {"d1": (220, 1200)}
QUIET = PAUSE | {"h1": (1, 2), "h6": (3, 5)}
CLEAR = {"h1": (1, 50), "h6": (6, 300), "d1": (24, 1200), "d3": (72, 3600)}


def lived(*days, names=("bounce-burn", "own-bounce-rate")):
    watch, told = Watch(*names), []
    for number, windows in enumerate(days):
        at = NOW + number * HOUR
        told.append(watch.see(known(now=at, counted=(replace(counts(Measure.BOUNCE, **windows), at=at),))))
    return told


def test_a_fast_burn_is_told_once_and_once_more_when_its_day_meets_the_pause_line():
    burn, own = "bounce-burn", "own-bounce-rate"
    told = lived(FAST, REVIEW, PAUSE, PAUSE, REVIEW, CLEAR, CLEAR)
    assert told == [
        [(burn, Kind.FIRING)],
        [],
        [(own, Kind.FIRING)],
        [],
        [],
        [],
        [(burn, Kind.RESOLVED), (own, Kind.RESOLVED)],
    ]


def test_a_rate_that_grows_by_a_fifth_is_told_at_once_and_a_quiet_hour_s_is_not():
    own = "own-bounce-rate"
    assert lived(PAUSE, WORSE, WORSE) == [[(own, Kind.FIRING)], [(own, Kind.REMINDER)], []]
    burn = "bounce-burn"
    worse = FAST | {"h1": (8, 50)}
    assert lived(FAST, worse, QUIET, names=(burn,)) == [[(burn, Kind.FIRING)], [(burn, Kind.REMINDER)], []]


def test_a_pause_of_sending_holds_back_the_pause_line_too():
    rule = BY_NAME["own-bounce-rate"]
    states = {("sending-paused", ""): AlertState(Status.FIRING)}
    finding = next(iter(rule.judge(known(counted=(counts(Measure.BOUNCE, **PAUSE),)), DEFAULT)))
    assert finding.step == 3
    assert inhibited(rule, "", states, finding)
