"""Lines of one's own: in percent for a person, as fractions inside, never looser than AWS without a word."""

from datetime import date

import pytest

from deliverability.standing import Measure
from deliverability.thresholds import DEFAULT, Ladder
from settings.errors import SettingsError
from settings.load import load_collector
from words.render import render

SEOUL = {"AWS_SES_REGION_NAME": "ap-northeast-2"}


def lines(folder, **environ):
    return load_collector(folder, SEOUL | environ).thresholds


def test_without_a_variable_the_lines_are_aws_s_own_and_four_fifths_of_them(tmp_path):
    assert lines(tmp_path) == DEFAULT


def test_lines_in_percent_become_fractions_that_a_figure_can_meet(tmp_path):
    own = lines(tmp_path, BOUNCE_ALERT_PERCENT="2, 3,7 ,9.5%", COMPLAINT_ALERT_PERCENT="0.05,0.07,0.28,0.29")
    assert own.ladders[Measure.BOUNCE] == Ladder(0.02, 0.03, 0.07, 0.095)
    assert own.ladders[Measure.COMPLAINT] == Ladder(0.0005, 0.0007, 0.0028, 0.0029)


def test_the_quota_s_line_is_a_part_of_it(tmp_path):
    assert lines(tmp_path, QUOTA_ALERT_PERCENT="65").quota == 0.65


def test_holidays_are_days_and_stretches_of_days(tmp_path):
    own = lines(tmp_path, HOLIDAYS="2026-12-25, 2027-02-27..2027-03-01")
    days = {date(2026, 12, 25), date(2027, 2, 27), date(2027, 2, 28), date(2027, 3, 1)}
    assert own.holidays == days


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOUNCE_ALERT_PERCENT", "4,5,8"),
        ("BOUNCE_ALERT_PERCENT", "4,5,5,10"),
        ("BOUNCE_ALERT_PERCENT", "0,5,8,10"),
        ("BOUNCE_ALERT_PERCENT", "4,5,8,101"),
        ("BOUNCE_ALERT_PERCENT", "4,5,8,nan"),
        ("COMPLAINT_ALERT_PERCENT", "low"),
        ("QUOTA_ALERT_PERCENT", "0.8"),
        ("QUOTA_ALERT_PERCENT", "101"),
        ("HOLIDAYS", "25.12.2026"),
        ("HOLIDAYS", "2026-12-26..2026-12-25"),
        ("HOLIDAYS", "2026-12-25..2926-12-25"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_an_example(tmp_path, name, value):
    with pytest.raises(SettingsError) as caught:
        lines(tmp_path, **{name: value})
    (problem,) = caught.value.problems
    assert name in render(problem, "en")


@pytest.mark.parametrize(
    ("environ", "warned"),
    [
        ({"BOUNCE_ALERT_PERCENT": "4,5,8,10", "COMPLAINT_ALERT_PERCENT": "0.08,0.1,0.3,0.5"}, []),
        ({"BOUNCE_ALERT_PERCENT": "4,5.1,8,10"}, ["BOUNCE_ALERT_PERCENT"]),
        ({"BOUNCE_ALERT_PERCENT": "4,5,8,10.1"}, ["BOUNCE_ALERT_PERCENT"]),
        ({"COMPLAINT_ALERT_PERCENT": "0.1,0.2,0.3,0.4"}, ["COMPLAINT_ALERT_PERCENT"]),
        ({"COMPLAINT_ALERT_PERCENT": "0.01,0.02,0.03,0.04"}, []),
    ],
)
def test_lines_looser_than_aws_s_are_taken_with_a_warning(tmp_path, environ, warned):
    settings = load_collector(tmp_path, SEOUL | environ)
    assert [warning.params["name"] for warning in settings.warnings] == warned
