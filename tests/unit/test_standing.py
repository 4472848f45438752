"""Where an account stands, in one level and in a few sentences."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.advice import NO_DILUTION, STOP_STREAM, SUPPORT, advise
from deliverability.model import LEVELS, Level, Reason, Unknown
from deliverability.rates import QuotaUse, Rate, level_of
from deliverability.standing import (
    Measure,
    MeasureStanding,
    Standing,
    enforcement_level,
    overall,
    quota_level,
    rank,
    worst,
)

DENIED = Unknown(Reason.DENIED)


def measure(which: Measure, aws: float = 0.0, **fields: object) -> MeasureStanding:
    standing = MeasureStanding(which, aws, level_of(aws, which.lines), Rate(0, 1000), Level.OK)
    return replace(standing, **fields)


HEALTHY = Standing(
    enforcement="HEALTHY",
    sending_enabled=True,
    production_access=True,
    bounce=measure(Measure.BOUNCE),
    complaint=measure(Measure.COMPLAINT),
    quota=QuotaUse(10, 1000),
)


OURS_ONLY = MeasureStanding(Measure.BOUNCE, DENIED, DENIED, Rate(45, 1000), Level.WATCH)


def bouncing(aws: float, **fields: object) -> Standing:
    return replace(HEALTHY, bounce=measure(Measure.BOUNCE, aws, **fields))


def complained(aws: float, **fields: object) -> Standing:
    return replace(HEALTHY, complaint=measure(Measure.COMPLAINT, aws, **fields))


@pytest.mark.parametrize(
    ("standing", "level"),
    [
        (HEALTHY, Level.OK),
        (replace(HEALTHY, enforcement="PROBATION"), Level.REVIEW),
        (replace(HEALTHY, enforcement="SHUTDOWN"), Level.PAUSE),
        (replace(HEALTHY, sending_enabled=False), Level.PAUSE),
        (replace(HEALTHY, enforcement=DENIED, sending_enabled=DENIED), DENIED),
        (replace(HEALTHY, sending_enabled=DENIED), DENIED),
        (replace(HEALTHY, enforcement="A_WORD_AWS_ADDED"), Unknown(Reason.FAILED)),
        (bouncing(0.043), Level.WATCH),
        (bouncing(0.05), Level.REVIEW),
        (complained(0.005), Level.PAUSE),
        (replace(HEALTHY, quota=QuotaUse(800, 1000)), Level.WATCH),
        (replace(HEALTHY, quota=QuotaUse(1000, 1000)), Level.REVIEW),
        (replace(HEALTHY, quota=QuotaUse(1000, -1)), Level.OK),
        (replace(HEALTHY, quota=DENIED), Level.OK),
        (bouncing(0.0, aws_level=DENIED, day_level=DENIED), DENIED),
        (bouncing(0.0, aws_level=DENIED, day_level=Level.WATCH), Level.WATCH),
        (bouncing(0.0, aws_level=DENIED, day_level=Unknown(Reason.LOWER_BOUND)), DENIED),
        (bouncing(0.01, day_level=Level.PAUSE), Level.REVIEW),
        (bouncing(0.05, day_level=Level.REVIEW), Level.REVIEW),
    ],
)
def test_the_account_in_one_level(standing, level):
    assert overall(standing) == level


def test_unknown_is_never_shown_as_ok():
    assert worst(iter([Level.OK, DENIED])) == DENIED
    assert worst(iter([Level.WATCH, DENIED])) is Level.WATCH
    assert worst(iter([])) == Unknown(Reason.COLLECTING)


@given(st.lists(st.sampled_from(LEVELS), min_size=1))
def test_the_worst_is_at_least_every_known_level(levels):
    top = worst(iter(levels))
    assert isinstance(top, Level)
    assert all(rank(top) >= rank(level) for level in levels)


def test_a_quiet_switch_is_unknown_when_aws_does_not_tell_it():
    assert enforcement_level(replace(HEALTHY, sending_enabled=Unknown(Reason.FAILED))) == Unknown(Reason.FAILED)


def test_ours_runs_ahead_only_over_the_review_line_and_above_awss_level():
    assert measure(Measure.BOUNCE, 0.01, day_level=Level.REVIEW).running_ahead
    assert measure(Measure.BOUNCE, 0.01, day_level=Level.REVIEW, aws_level=DENIED).running_ahead
    assert not measure(Measure.BOUNCE, 0.01, day_level=Level.WATCH).running_ahead
    assert not measure(Measure.BOUNCE, 0.06, day_level=Level.REVIEW).running_ahead


def test_quota_levels_follow_the_share():
    assert [quota_level(QuotaUse(used, 100)) for used in (79, 80, 99, 100)] == [
        Level.OK,
        Level.WATCH,
        Level.WATCH,
        Level.REVIEW,
    ]


@pytest.mark.parametrize(
    ("standing", "headline"),
    [
        (HEALTHY, "Bounces and complaints stand well under AWS's lines."),
        (replace(HEALTHY, enforcement="SHUTDOWN"), "AWS has paused sending for this account."),
        (replace(HEALTHY, sending_enabled=False), "Sending is switched off for this account."),
        (replace(HEALTHY, bounce=OURS_ONLY), "Bounces come near AWS's review line."),
        (replace(HEALTHY, enforcement="PROBATION"), "AWS has this account under review. You can still send."),
        (bouncing(0.1), "Bounces stand over AWS's pause line."),
        (bouncing(0.06), "Bounces stand over AWS's review line."),
        (bouncing(0.043), "Bounces come near AWS's review line."),
        (
            bouncing(0.043, falling=True, crossed_at=1_763_337_600),
            "Bounces crossed the review line on {day:date} and are falling.",
        ),
        (complained(0.006), "Complaints stand over AWS's pause line."),
        (complained(0.001), "Complaints stand over AWS's review line."),
        (complained(0.0009), "Complaints come near AWS's review line."),
        (
            complained(0.0009, falling=True, crossed_at=1_763_337_600),
            "Complaints crossed the review line on {day:date} and are falling.",
        ),
        (
            bouncing(0.01, day=Rate(90, 1000), day_level=Level.REVIEW),
            "Bounces of the last 24 hours run over the review line.",
        ),
        (
            complained(0.0001, day=Rate(9, 1000), day_level=Level.PAUSE),
            "Complaints of the last 24 hours run over the review line.",
        ),
        (
            bouncing(0.039, crossed_at=1_763_000_000, falling=True),
            "Bounces are back under AWS's lines; they met the review line on {day:date}.",
        ),
        (
            complained(0.0007, crossed_at=1_763_000_000),
            "Complaints are back under AWS's lines; they met the review line on {day:date}.",
        ),
        (replace(bouncing(0.039, crossed_at=1_763_000_000), enforcement=DENIED), "AWS denies what is needed to tell."),
        (replace(HEALTHY, quota=QuotaUse(90, 100)), "The sending quota is nearly used up."),
        (replace(HEALTHY, quota=QuotaUse(100, 100)), "The sending quota is used up: SES drops further mail."),
        (
            replace(HEALTHY, production_access=False),
            "This account is in the sandbox: it reaches verified addresses only.",
        ),
        (replace(HEALTHY, enforcement=DENIED), "AWS denies what is needed to tell."),
        (
            bouncing(0.0, aws_level=Unknown(Reason.STALE), day_level=Unknown(Reason.STALE)),
            "The figures are too old to tell.",
        ),
    ],
)
def test_the_most_pressing_thing_is_said_first(standing, headline):
    assert advise(standing).headline.msgid == headline


def test_a_newcomer_in_the_sandbox_is_told_the_way_out_and_not_to_wait_for_figures():
    little = Unknown(Reason.NOT_ENOUGH_MAIL)
    quiet = replace(HEALTHY, bounce=MeasureStanding(Measure.BOUNCE, little, little, Rate(0, 9), little))
    assert advise(quiet).headline.msgid == "Not enough mail to tell yet."
    assert "sandbox" in advise(replace(quiet, production_access=False)).headline.msgid
    denied = replace(quiet, enforcement=DENIED, production_access=False)
    assert advise(denied).headline.msgid == "AWS denies what is needed to tell."


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_for_not_knowing_has_its_sentence(reason):
    assert advise(replace(HEALTHY, enforcement=Unknown(reason))).headline.msgid


def test_at_most_three_steps_and_never_advice_to_send_more():
    for standing in (replace(HEALTHY, enforcement="SHUTDOWN"), bouncing(0.12), complained(0.004), bouncing(0.05)):
        steps = advise(standing).steps
        assert 1 <= len(steps) <= 3


def test_an_active_incident_points_to_support_and_warns_against_diluting():
    steps = advise(bouncing(0.06, falling=False)).steps
    assert SUPPORT in steps
    assert NO_DILUTION in steps
    assert SUPPORT not in advise(bouncing(0.06, falling=True)).steps


def test_a_review_says_to_stop_the_stream():
    assert STOP_STREAM in advise(replace(HEALTHY, enforcement="PROBATION")).steps


def test_the_detail_carries_the_figure_and_both_lines():
    detail = advise(bouncing(0.0431)).detail
    assert detail is not None
    assert detail.params == {"rate": 0.0431, "review": 0.05, "pause": 0.1}


def test_no_detail_is_made_up_when_the_figure_is_unknown():
    assert advise(replace(HEALTHY, bounce=replace(measure(Measure.BOUNCE, 0.06), aws=DENIED))).detail is None


def test_what_aws_says_of_a_switched_off_account_is_not_made_up():
    def detail(enforcement):
        told = advise(replace(HEALTHY, sending_enabled=False, enforcement=enforcement)).detail
        return told and told.msgid

    assert detail("HEALTHY") == "AWS calls the account healthy: somebody with access switched it off."
    assert "under review" in detail("PROBATION")
    assert detail(DENIED) is None


@pytest.mark.parametrize("level", [Level.WATCH, Level.REVIEW, Level.PAUSE])
def test_all_is_never_said_to_be_well_beside_a_raised_level(level):
    raised = replace(HEALTHY, bounce=replace(OURS_ONLY, day_level=level))
    assert overall(raised) is not Level.OK
    assert advise(raised).headline != advise(HEALTHY).headline


def test_the_larger_of_two_troubles_is_named():
    both = replace(bouncing(0.043), complaint=measure(Measure.COMPLAINT, 0.005))
    assert "Complaints" in advise(both).headline.msgid


def test_a_quota_of_nothing_is_used_up_and_no_limit_never_is():
    assert quota_level(QuotaUse(0, 0)) is Level.REVIEW
    assert quota_level(QuotaUse(10**9, -1)) is Level.OK
