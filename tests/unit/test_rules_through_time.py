"""Rules through the alert machine, as days go by: an incident is told once, and its end when it is over."""

from dataclasses import replace

import pytest

from deliverability.alerting import AlertState, Kind, Status, held_back_by
from deliverability.judging import moved
from deliverability.metrics import DAY, HOUR, WEEK
from deliverability.rules.catalogue import BY_NAME
from deliverability.standing import Measure
from deliverability.thresholds import DEFAULT
from tests.unit.evidence_of import ACCOUNT, NOW, counts, known, mail, quota


class Watch:
    """Rules of one scope over evidence after evidence, and what is told of them; of those in `silent`, nothing."""

    def __init__(self, *names):
        self.rules = [BY_NAME[name] for name in names]
        self.states = {}
        self.silent = set()
        self.words = []

    def see(self, evidence):
        found = {rule.name: rule.findings(evidence, DEFAULT) for rule in self.rules}
        moves = list(moved(self.states, self.rules, found, evidence.now, lambda rule, _: rule in self.silent))
        notices = [(move.rule.name, notice) for move in moves for notice in move.notices]
        self.words = [notice.finding.message for _, notice in notices]
        return [(name, notice.kind) for name, notice in notices]

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


def lived(*days, names=("bounce-burn", "own-bounce-rate"), silent=()):
    watch, told = Watch(*names), []
    watch.silent = set(silent)
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
    assert held_back_by(rule, "", states, finding)


def test_a_silence_of_the_fast_burn_leaves_the_rate_of_the_day_to_tell():
    """It would be covered had anybody been told of the burn. One silenced after it was told covers it still."""
    own, burn = "own-bounce-rate", "bounce-burn"
    assert lived(FAST, REVIEW, silent=[burn]) == [[(own, Kind.FIRING)], [(own, Kind.ESCALATED)]]
    watch = Watch(burn, own)
    hours = [known(now=NOW + n * HOUR, counted=(replace(counts(Measure.BOUNCE, **windows), at=NOW + n * HOUR),))
             for n, windows in enumerate((FAST, REVIEW, PAUSE))]  # fmt: skip
    assert watch.see(hours[0]) == [(burn, Kind.FIRING)]
    watch.silent = {burn}
    assert [watch.see(hour) for hour in hours[1:]] == [[], [(own, Kind.FIRING)]]


HEALTHY = {"enforcement_status": "HEALTHY", "sending_enabled": True}
OFF = {"enforcement_status": "HEALTHY", "sending_enabled": False}
REVIEWED = {"enforcement_status": "PROBATION", "sending_enabled": True}
REVIEWED_OFF = {"enforcement_status": "PROBATION", "sending_enabled": False}
SHUT = {"enforcement_status": "SHUTDOWN", "sending_enabled": False}
PAUSED, ENFORCED = "sending-paused", "enforcement"
STILL_SEND = "AWS has this account under review. You can still send."


def account_of(*bodies, every=HOUR, silent=()):
    """What is told of an account that is so each `every` seconds, hour by hour, as names and kinds; and in which words."""
    watch, told, words = Watch(ENFORCED, PAUSED), [], []
    watch.silent = set(silent)
    for number, body in enumerate(bodies):
        at = NOW + number * every
        told.append(watch.see(known(now=at, account_at=at, account=ACCOUNT | body)))
        words += [message.headline.msgid for message in watch.words]
    return told, words


def test_of_a_review_that_ends_in_a_shutdown_each_thing_is_told_by_one_voice():
    told, words = account_of(REVIEWED, SHUT, SHUT, HEALTHY, HEALTHY)
    assert told == [
        [(ENFORCED, Kind.FIRING)],
        [(PAUSED, Kind.FIRING)],
        [],
        [(PAUSED, Kind.RESOLVED), (ENFORCED, Kind.RESOLVED)],
        [],
    ]
    assert len(set(words[:2])) == len(set(words[2:])) == 2


def test_during_a_shutdown_only_the_pause_is_told_again_each_four_hours():
    told, words = account_of(REVIEWED, *[SHUT] * 40)
    assert {name for each in told[2:] for name, _ in each} == {PAUSED}
    assert [hour for hour, each in enumerate(told) if each] == [0, *range(1, 41, 4)]
    assert words.count(STILL_SEND) == 1


def test_a_silence_of_the_pause_does_not_make_the_review_tell_the_shutdown():
    told, _ = account_of(REVIEWED, *[SHUT] * 40, HEALTHY, silent=[PAUSED])
    assert [each for each in told if each] == [[(ENFORCED, Kind.FIRING)], [(ENFORCED, Kind.RESOLVED)]]


def test_a_review_in_a_silence_is_not_told_by_the_shutdown_after_it():
    watch = Watch(ENFORCED, PAUSED)
    watch.silent = {ENFORCED}
    days = [known(now=NOW + n * DAY, account_at=NOW + n * DAY, account=ACCOUNT | body)
            for n, body in enumerate((REVIEWED, SHUT, SHUT, HEALTHY))]  # fmt: skip
    assert watch.see(days[0]) == []
    watch.silent = set()
    told = [watch.see(day) for day in days[1:]]
    assert told == [[(PAUSED, Kind.FIRING)], [(PAUSED, Kind.REMINDER)], [(PAUSED, Kind.RESOLVED)]]


def test_a_review_that_goes_on_after_a_shutdown_is_told_again_once():
    told, words = account_of(REVIEWED, SHUT, REVIEWED, REVIEWED, every=DAY)
    assert told[2:] == [[(PAUSED, Kind.RESOLVED), (ENFORCED, Kind.REMINDER)], []]
    assert words[-1] == STILL_SEND


def test_a_review_that_begins_while_sending_is_switched_off_is_told():
    told, words = account_of(OFF, REVIEWED_OFF, REVIEWED_OFF, REVIEWED)
    assert told == [
        [(PAUSED, Kind.FIRING)],
        [(PAUSED, Kind.ESCALATED), (ENFORCED, Kind.FIRING)],
        [],
        [(PAUSED, Kind.RESOLVED)],
    ]
    assert STILL_SEND not in words


def test_only_a_shutdown_is_told_every_four_hours_and_no_longer_than_it_lasts():
    """What is left of it, sending that somebody keeps switched off, was told before."""
    for off in (OFF, REVIEWED_OFF):
        told, _ = account_of(off, SHUT, *[off] * 30)
        assert [kind for each in told for name, kind in each if name == PAUSED] == [Kind.FIRING, Kind.ESCALATED]
