"""The application's IAM user and the age of keys, as a person sets them."""

import pytest
from pydantic import ValidationError

from deliverability.checklist.facts import KEY_MAX_AGE_DAYS
from settings.collector import CollectorSettings


def test_the_age_of_keys_is_the_checklist_s_own_unless_somebody_sets_it():
    assert CollectorSettings().key_max_age_days == KEY_MAX_AGE_DAYS
    assert CollectorSettings(key_max_age_days="180").key_max_age_days == 180


@pytest.mark.parametrize("name", ["my-email-service", "kim@example.com", "a+b=c,d.e_f"])
def test_a_user_is_named_as_iam_names_it(name):
    assert CollectorSettings(app_iam_user=name).app_iam_user == name


@pytest.mark.parametrize(
    "wrong",
    [
        {"app_iam_user": "arn:aws:iam::123456789012:user/x"},
        {"app_iam_user": ""},
        {"app_iam_user": "a" * 65},
        {"key_max_age_days": "0"},
        {"key_max_age_days": "3651"},
        {"key_max_age_days": "soon"},
    ],
    ids=str,
)
def test_what_is_no_user_and_no_age_is_refused(wrong):
    with pytest.raises(ValidationError):
        CollectorSettings(**wrong)
