"""What only the mutation test showed to be unproved of the rules: each of these was written for a fault that survived."""

import pytest

from deliverability.metrics import DAY, HOUR
from deliverability.rules.catalogue import BY_NAME
from deliverability.standing import Measure
from deliverability.thresholds import DEFAULT
from tests.unit.evidence_of import NOW, figure, found, hours, known, mail


@pytest.mark.parametrize(
    ("measure", "name"), [(Measure.BOUNCE, "aws-bounce-rate"), (Measure.COMPLAINT, "aws-complaint-rate")]
)
def test_a_finding_names_the_line_that_was_met_and_the_first_one_where_none_was(measure, name):
    watch, *_ = lines = DEFAULT.ladders[measure].steps
    for line in lines:
        assert found(BY_NAME[name], known(reputation=(figure(line, measure),)))[""].threshold == line
    assert found(BY_NAME[name], known(reputation=(figure(watch / 2, measure),)))[""].threshold == watch


def test_rejects_that_are_all_of_the_mail_are_no_alert_while_they_are_a_handful():
    for few, step in ((2, 0), (3, 1)):
        volume = mail(hours(), rejects=few, attempts=few)
        assert found(BY_NAME["rejects"], known(volume=volume))[""].step == step


@pytest.mark.parametrize(("dropped", "span"), [(0, 6 * HOUR), (1, DAY)])
def test_exactly_500_mails_a_day_are_enough_for_six_hours(dropped, span):
    by_hour = {at: 20 if (at // HOUR) % 6 == 0 else 21 for at in hours()}
    by_hour[NOW - 3 * DAY] -= dropped
    assert found(BY_NAME["no-mail"], known(volume=mail(by_hour)))[""].threshold == span
