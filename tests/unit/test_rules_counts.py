"""Our own counts against the lines: only beyond what chance may do."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.metrics import DAY, HOUR
from deliverability.rates import Rate, at_least
from deliverability.rules.catalogue import BY_NAME
from deliverability.rules.counts import surely_over
from deliverability.rules.rule import Severity
from deliverability.standing import Measure
from deliverability.thresholds import DEFAULT
from tests.unit.evidence_of import counts, found, known

OWN = {Measure.BOUNCE: BY_NAME["own-bounce-rate"], Measure.COMPLAINT: BY_NAME["own-complaint-rate"]}
BURN = {Measure.BOUNCE: BY_NAME["bounce-burn"], Measure.COMPLAINT: BY_NAME["complaint-burn"]}


def own(measure=Measure.BOUNCE, lines=DEFAULT, **windows):
    return found(OWN[measure], known(counted=(counts(measure, **windows),)), lines).get("")


def test_our_day_fires_beyond_chance_only():
    # At 5 % true, 100 mails bring 11 bounces or more in 1.1 % of all days, 12 or more in 0.4 %.
    assert at_least(11, 100, 0.05) > 0.01 > at_least(12, 100, 0.05)
    assert [own(d1=(k, 100)).step for k in (11, 12)] == [1, 2]
    assert at_least(9, 100, 0.04) > 0.01 > at_least(10, 100, 0.04)
    assert [own(d1=(k, 100)).step for k in (9, 10)] == [0, 1]


def test_complaints_over_the_watch_line_alone_are_told_by_aws_s_figure_and_not_by_ours():
    """Of many days and sets one meets it by chance; the review line it does not."""
    finding = own(Measure.COMPLAINT, d1=(110, 100_000))
    assert surely_over(Rate(110, 100_000), DEFAULT.ladders[Measure.COMPLAINT].watch, 0.001)
    assert (finding.step, finding.keeps) == (0, True)
    assert own(Measure.COMPLAINT, d1=(150, 100_000)).step == 2


def test_a_handful_of_events_fires_nothing_however_little_mail_there_is():
    assert at_least(2, 2, 0.05) < 0.01
    assert [own(d1=(k, k)).step for k in (2, 3)] == [0, 3]


def test_a_day_on_the_line_is_not_beyond_chance_and_keeps_what_fires():
    assert (own(d1=(40, 1000)).step, own(d1=(40, 1000)).keeps) == (0, True)


def test_each_line_is_a_step_of_our_day_and_from_the_review_line_on_it_is_critical():
    findings = [own(d1=(k, 1000)) for k in (60, 80, 140)]
    assert [f.step for f in findings] == [1, 2, 3]
    assert [f.severity for f in findings] == [Severity.WARN, Severity.CRITICAL, Severity.CRITICAL]
    assert [f.threshold for f in findings] == [0.04, 0.05, 0.1]
    assert len({f.message.headline.msgid for f in findings}) == 3


def test_our_day_is_clear_below_nine_tenths_of_the_watch_line():
    assert [own(d1=(k, 1000)).keeps for k in (35, 36)] == [False, True]


def test_one_complaint_in_1500_mails_is_no_alert_nor_are_five_in_1000_and_six_are():
    measure = Measure.COMPLAINT
    assert own(measure, d1=(1, 1500)).step == 0
    assert own(measure, d1=(1, 500)).step == 0
    assert own(measure, d1=(3, 400)).step == 0, "a set of few mails has such a day every other month"
    assert [own(measure, d1=(k, 1000)).step for k in (4, 5, 6)] == [0, 0, 2]


def test_a_day_without_mail_is_no_rate_and_keeps_nothing():
    finding = own(d1=(0, 0))
    assert (finding.step, finding.keeps, finding.value) == (0, False, None)


def test_late_bounces_that_outnumber_a_quiet_day_s_mail_are_no_error():
    assert own(d1=(9, 4)).step == 3


def test_a_day_that_was_not_looked_at_says_nothing():
    assert own(h1=(9, 10), h6=(9, 10)) is None
    assert own(d3=(9, 10)) is None, "three days are no day"


def test_a_set_that_is_counted_by_calendar_days_is_judged_by_the_shortest_window_of_a_day():
    one = counts(Measure.BOUNCE)
    one = replace(one, configuration_set="news", windows={30 * HOUR: Rate(40, 100)})
    finding = found(OWN[Measure.BOUNCE], known(counted=(one,)))["news"]
    assert finding.step == 3
    assert finding.message.figures[0].params["window"] == 30 * HOUR


def test_the_message_of_our_rate_has_denominator_window_and_aws_s_lines():
    message = own(d1=(120, 1000)).message
    assert message.figures[0].params == {"rate": 0.12, "count": 120, "mails": 1000, "window": DAY}
    assert message.aws.params["acts"].params == {"review": 0.05, "pause": 0.1}


@given(st.integers(0, 400), st.integers(0, 4000))
def test_our_rate_never_fires_below_the_line_nor_on_a_handful(k, n):
    if surely_over(Rate(k, n), 0.05):
        assert min(k, n) >= 3
        assert k / n >= 0.05


@given(st.integers(1, 400), st.integers(1, 4000), st.integers(1, 50))
def test_more_bounces_of_the_same_mail_never_calm_an_alert(k, n, more):
    if surely_over(Rate(k, n), 0.05):
        assert surely_over(Rate(k + more, n), 0.05)


# --- the burn of two windows


def burn(measure=Measure.BOUNCE, **windows):
    return found(BURN[measure], known(counted=(counts(measure, **windows),))).get("")


CALM = {"h1": (1, 50), "h6": (6, 300), "d1": (24, 1200), "d3": (72, 3600)}


def test_a_fast_burn_needs_both_its_windows_on_twice_the_line():
    assert burn(**CALM).step == 0
    fast = CALM | {"h1": (5, 50), "h6": (45, 300)}
    assert burn(**fast).step == 2
    assert burn(**fast | {"h1": (4, 50)}).step == 0, "the last hour is below twice the line: it is over already"
    assert burn(**fast | {"h6": (29, 300)}).step == 0, "six hours are below twice the line"
    assert burn(**fast | {"h6": (33, 300)}).step == 0, "six hours may be chance"


def test_a_slow_burn_needs_both_its_windows_on_the_line():
    slow = CALM | {"h6": (15, 300), "d3": (240, 3600)}
    assert burn(**slow).step == 1
    assert burn(**slow | {"h6": (14, 300)}).step == 0
    assert burn(**slow | {"d3": (179, 3600)}).step == 0, "three days are below the line"
    assert burn(**slow | {"d3": (190, 3600)}).step == 0, "three days may be chance"


def test_a_burn_that_the_day_tells_already_is_not_told_a_second_time():
    both = {"h1": (50, 50), "h6": (300, 300), "d1": (300, 1200), "d3": (300, 3600)}
    assert (burn(**both).step, burn(**both).keeps) == (0, True)
    assert own(**both).step == 3


def test_a_day_that_only_comes_near_the_line_does_not_hold_a_burn_back():
    near = {"h1": (5, 50), "h6": (45, 300), "d1": (65, 1200), "d3": (72, 3600)}
    assert (own(**near).step, burn(**near).step) == (1, 2)


def test_a_burn_stays_until_the_day_is_clear_so_that_the_day_is_not_told_after_it():
    for after in (CALM | {"d1": (44, 1200)}, CALM | {"h6": (14, 300)}):
        assert (burn(**after).step, burn(**after).keeps) == (0, True)
    assert not burn(**CALM | {"d1": (43, 1200), "h6": (13, 300)}).keeps
    assert not burn(**CALM).keeps
    for measure in Measure:
        assert BURN[measure].name in OWN[measure].covered_by


def test_complaints_burn_by_their_own_line():
    fast = {"h1": (2, 600), "h6": (16, 3000), "d1": (3, 9000), "d3": (3, 9000)}
    assert burn(Measure.COMPLAINT, **fast).step == 2
    assert burn(Measure.COMPLAINT, **fast | {"h6": (2, 3000)}).step == 0


def test_windows_that_were_not_looked_at_burn_nothing():
    assert burn(d1=(24, 1200)) is None
    assert burn(h1=(50, 50), h6=(300, 300)).step == 2, "what is known burns by itself"


@given(st.integers(0, 30), st.integers(0, 200), st.integers(0, 200))
def test_a_burn_never_fires_on_fewer_than_three_events(k, n, m):
    finding = burn(h1=(k, n), h6=(min(k, 2), m), d1=(0, 1000), d3=(min(k, 2), m))
    assert finding.step == 0


@pytest.mark.parametrize("rules", [OWN, BURN])
def test_while_sending_is_paused_no_rate_is_told(rules):
    assert all("sending-paused" in rule.inhibited_by for rule in rules.values())
