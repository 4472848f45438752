"""Too much mail, too little, none at all: only where history says that it is not as usual."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.evidence import Outlook
from deliverability.metrics import DAY, HOUR, WEEK
from deliverability.model import Reason, Unknown
from deliverability.rules.catalogue import BY_NAME
from deliverability.rules.rule import Severity
from deliverability.thresholds import DEFAULT
from tests.unit.evidence_of import NOW, found, hours, known, mail, quota, step

QUOTA, NO_MAIL, SURGE, REJECTS = BY_NAME["quota"], BY_NAME["no-mail"], BY_NAME["surge"], BY_NAME["rejects"]
UNKNOWN = Unknown(Reason.STALE)


@pytest.mark.parametrize("rule", [QUOTA, NO_MAIL, SURGE, REJECTS], ids=lambda r: r.name)
def test_what_is_not_known_says_nothing(rule):
    assert found(rule, known(volume=UNKNOWN, quota=UNKNOWN, outlook=UNKNOWN)) == {}
    assert found(rule, known()) == {}


# --- quota


def test_the_quota_is_told_from_four_fifths_on_and_again_when_it_is_used_up():
    assert [step(QUOTA, known(quota=quota(used))) for used in (39_999, 40_000, 49_999, 50_000)] == [0, 1, 1, 3]
    severity = found(QUOTA, known(quota=quota(50_000)))[""].severity
    assert severity is Severity.CRITICAL


def test_a_quota_that_will_run_out_is_told_before_it_is_near():
    finding = found(QUOTA, known(quota=quota(10_000), outlook=Outlook(NOW + 5 * HOUR)))[""]
    assert finding.step == 2
    assert len(finding.message.figures) == 2
    assert step(QUOTA, known(quota=quota(10_000), outlook=Outlook(None))) == 0
    assert step(QUOTA, known(quota=quota(50_000), outlook=Outlook(NOW))) == 3


@pytest.mark.parametrize("used", [40_000, 50_000])
def test_before_more_is_asked_for_whose_mail_it_is_must_be_known(used):
    """A leaked key uses up the quota: a higher one would be a gift to whoever has it."""
    first, *others = found(QUOTA, known(quota=quota(used)))[""].message.steps
    assert "leaked key" in first.msgid
    assert ["higher quota" in step.msgid for step in others] == [False, True]


def test_a_quota_is_clear_below_nine_tenths_of_its_line():
    assert [found(QUOTA, known(quota=quota(used)))[""].keeps for used in (35_999, 36_000)] == [False, True]


def test_an_account_whose_limit_is_lifted_is_clear_of_its_quota():
    finding = found(QUOTA, known(quota=quota(1e6, -1)))[""]
    assert (finding.step, finding.keeps, finding.value) == (0, False, None)
    assert found(QUOTA, known(quota=quota(0, 0))) == {}, "no limit is known"


def test_a_line_of_one_s_own_takes_the_place_of_four_fifths():
    assert step(QUOTA, known(quota=quota(20_000)), replace(DEFAULT, quota=0.4)) == 1


# --- no mail


def silent(by_hour, since=NOW - 6 * HOUR):
    return {hour: 0 if since <= hour < NOW else sent for hour, sent in by_hour.items()}


def test_six_silent_hours_that_had_mail_in_each_of_four_weeks_are_told():
    finding = found(NO_MAIL, known(volume=mail(silent(hours()))))[""]
    assert (finding.step, finding.severity, finding.threshold) == (1, Severity.WARN, 6 * HOUR)
    assert (finding.value, finding.held_since) == (6 * HOUR, NOW)
    assert finding.message.figures[0].params["usual"] == 300


def test_a_mail_in_the_last_six_hours_or_in_the_present_one_is_no_silence():
    for since in (NOW - 5 * HOUR, NOW):
        assert step(NO_MAIL, known(volume=mail(silent(hours(), since)))) == 0
    assert step(NO_MAIL, known(volume=replace(mail(silent(hours())), present=1))) == 0


def test_each_of_the_four_weeks_must_have_had_ten_mails_then():
    def with_a_week_of(sent):
        by_hour = silent(hours())
        for hour in range(NOW - 2 * WEEK - 6 * HOUR, NOW - 2 * WEEK, HOUR):
            by_hour[hour] = 0
        by_hour[NOW - 2 * WEEK - HOUR] = sent
        return step(NO_MAIL, known(volume=mail(by_hour)))

    assert [with_a_week_of(sent) for sent in (9, 10)] == [None, 1]


def test_silence_where_silence_is_usual_says_nothing_and_so_ends_nothing():
    assert found(NO_MAIL, known(volume=mail(dict.fromkeys(hours(), 0)))) == {}


def test_a_service_that_sends_little_is_given_a_day():
    assert step(NO_MAIL, known(volume=mail(silent(hours(20))))) == 0
    a_day = silent(hours(20), NOW - DAY)
    assert found(NO_MAIL, known(volume=mail(a_day)))[""].threshold == DAY
    assert step(NO_MAIL, known(volume=mail(a_day))) == 1


def test_a_day_of_500_mails_is_enough_for_six_hours():
    assert found(NO_MAIL, known(volume=mail(silent(hours(21)))))[""].threshold == 6 * HOUR
    assert found(NO_MAIL, known(volume=mail(silent(hours(20)))))[""].threshold == DAY


@pytest.mark.parametrize("days", [3, 27])
def test_less_than_four_weeks_of_history_say_nothing(days):
    assert found(NO_MAIL, known(volume=mail(silent(hours(days=days))))) == {}


def test_hours_that_nobody_looked_at_are_no_silence_and_no_measure():
    by_hour = silent(hours())
    unseen = {hour: sent for hour, sent in by_hour.items() if hour != NOW - 2 * HOUR}
    assert found(NO_MAIL, known(volume=mail(unseen))) == {}
    week_unseen = {hour: sent for hour, sent in by_hour.items() if hour != NOW - 2 * HOUR - WEEK}
    assert step(NO_MAIL, known(volume=mail(week_unseen))) == 1, "an older week stands in"


def on_holidays(*days):
    return replace(DEFAULT, holidays=frozenset(days))


def test_no_mail_is_expected_on_a_holiday_wherever_on_earth_it_is():
    quiet = known(volume=mail(silent(hours())))
    for day in (date(2026, 11, 25), date(2026, 11, 24), date(2026, 11, 26)):
        assert found(NO_MAIL, quiet, on_holidays(day)) == {}, day
    for day in (date(2026, 11, 23), date(2026, 11, 27)):
        assert step(NO_MAIL, quiet, on_holidays(day)) == 1, day


def test_a_holiday_of_a_past_week_is_no_measure_and_does_not_blind_the_rule():
    by_hour = silent(hours())
    for hour in range(NOW - WEEK - DAY, NOW - WEEK + DAY, HOUR):
        by_hour[hour] = 0
    assert step(NO_MAIL, known(volume=mail(by_hour))) is None
    assert step(NO_MAIL, known(volume=mail(by_hour)), on_holidays(date(2026, 11, 18))) == 1


def test_weekends_without_mail_are_never_told():
    working = {hour: 0 if (hour // DAY + 3) % 7 >= 5 else sent for hour, sent in hours(days=70).items()}
    for end in range(NOW - 7 * DAY, NOW, HOUR):
        until = {hour: sent for hour, sent in working.items() if end - 60 * DAY <= hour < end}
        assert step(NO_MAIL, known(volume=replace(mail(until), at=end))) in (0, None), end


@given(st.dictionaries(st.integers(1, 60 * 24), st.integers(0, 3), max_size=300))
def test_a_handful_of_mails_a_day_is_never_told_to_have_stopped(sent):
    by_hour = dict.fromkeys(hours(), 0) | {NOW - back * HOUR: count for back, count in sent.items()}
    finding = found(NO_MAIL, known(volume=mail(by_hour))).get("")
    if finding is not None and finding.step:
        a_day = NOW - DAY
        weeks = [sum(by_hour[h - w * WEEK] for h in range(a_day, NOW, HOUR)) for w in range(1, 5)]
        assert min(weeks) >= 10


# --- surge


def surge(peak, *, limit=50_000.0, at=NOW - HOUR, base=50, **more):
    by_hour = hours(base) | {at: peak}
    return found(SURGE, known(volume=mail(by_hour, **more), quota=quota(1, limit))).get("")


def test_an_hour_above_three_times_the_highest_and_a_tenth_of_the_quota_is_told():
    assert [surge(peak, base=2_000).step for peak in (6_000, 6_001)] == [0, 1]
    assert [surge(peak).step for peak in (5_000, 5_001)] == [0, 1]
    assert surge(5_001).severity is Severity.CRITICAL


def test_the_hour_that_goes_on_is_looked_at_too():
    assert surge(50, present=5_001).step == 1
    assert surge(50, present=5_001).held_since == NOW


def test_a_surge_that_is_over_for_a_day_becomes_history():
    assert surge(9_000, at=NOW - DAY).step == 1
    assert surge(9_000, at=NOW - DAY - HOUR).step == 0
    again = hours() | {NOW - 3 * DAY: 9_000, NOW - HOUR: 9_000}
    assert step(SURGE, known(volume=mail(again), quota=quota(1))) == 0


def test_a_surge_that_goes_on_is_measured_by_the_time_before_it():
    """Its own hours are no measure of it, nor are those of its first day, in which it may have grown."""
    for pause in (1, 24):
        going_on = hours() | dict.fromkeys(range(NOW - 6 * DAY, NOW, pause * HOUR), 9_000)
        finding = found(SURGE, known(volume=mail(going_on), quota=quota(1)))[""]
        assert (finding.step, finding.held_since) == (1, NOW - 6 * DAY)
        told = finding.message.figures[0].params
        assert (told["highest"], told["until"].timestamp()) == (50, NOW - 7 * DAY)
    growing = hours(2_000) | {NOW - 2 * HOUR: 4_000, NOW - HOUR: 6_001}
    assert step(SURGE, known(volume=mail(growing), quota=quota(1))) == 1


def test_the_peak_of_a_surge_is_that_of_all_its_days():
    going_on = hours() | dict.fromkeys(range(NOW - 6 * DAY, NOW, 12 * HOUR), 14_000)
    going_on |= {NOW - 3 * DAY: 20_000, NOW - 9 * DAY: 4_000}
    finding = found(SURGE, known(volume=mail(going_on), quota=quota(1)))[""]
    assert (finding.value, finding.peak) == (14_000, (20_000, 12_000))
    assert surge(5_000).peak is None


def test_a_first_month_of_history_holds_no_surge_that_could_go_on():
    early = hours() | dict.fromkeys(range(NOW - 28 * DAY, NOW, 12 * HOUR), 9_000)
    assert step(SURGE, known(volume=mail(early), quota=quota(1))) == 0
    days = {hour: sent for hour, sent in early.items() if hour >= NOW - 30 * DAY}
    assert step(SURGE, known(volume=mail(days), quota=quota(1))) is None, "of what came before nothing was looked at"


def test_the_newsletter_that_comes_each_month_is_no_surge():
    monthly = hours() | {NOW - 30 * DAY: 24_000, NOW - HOUR: 26_000}
    assert step(SURGE, known(volume=mail(monthly), quota=quota(1))) == 0


def test_a_history_that_may_not_hold_a_month_says_nothing():
    assert surge(40_000, since=NOW - 35 * DAY).step == 1
    assert surge(40_000, since=NOW - 35 * DAY + 1) is None
    assert surge(40_000, since=None) is None


def test_a_sandbox_or_an_account_without_limit_needs_an_hour_that_matters():
    assert [surge(peak, limit=200, base=1).step for peak in (100, 101)] == [0, 1]
    assert [surge(peak, limit=-1, base=1).step for peak in (1_000, 1_001)] == [0, 1]


# --- rejects


def rejects(refused, sent=3_000):
    return found(REJECTS, known(volume=mail(hours(), rejects=refused, attempts=sent)))[""]


def test_rejects_are_told_beyond_a_stray_attachment():
    assert [rejects(k).step for k in (0, 2, 3)] == [0, 0, 1]
    assert [rejects(k, 100_000).step for k in (15, 19)] == [0, 1]
    assert [rejects(k).keeps for k in (0, 1)] == [False, True]
    assert rejects(1, 0).step == 0


def test_rejects_of_a_day_that_was_not_looked_at_say_nothing():
    assert found(REJECTS, known(volume=mail(hours(), rejects=None, attempts=None))) == {}
