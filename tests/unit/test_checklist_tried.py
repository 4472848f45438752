"""Items of what was tried from here."""

from dataclasses import replace

import pytest

from deliverability.checklist.item import Result
from deliverability.model import Reason, Unknown, text
from deliverability.trials import Kind, State
from tests.unit.facts_of import DENIED, NOW, TRIALS, facts, result, setup, verdicts

SIGN_UP, MAIL = TRIALS
NAMES = {"test-send": MAIL, "signup-test": SIGN_UP}
EACH = pytest.mark.parametrize("name", NAMES)


def tried(name, **fields):
    newer = replace(NAMES[name], id=3, at=NOW, **fields)
    return facts(trials=(newer, *TRIALS))


def test_test_send_passes_when_ses_took_the_last_one():
    (verdict,) = verdicts("test-send", facts()).values()
    assert verdict.result is Result.PASS
    assert [each.params["reference"] for each in verdict.evidence] == ["0102"]


def test_signup_test_passes_when_the_application_took_the_last_one():
    (verdict,) = verdicts("signup-test", facts()).values()
    assert (verdict.result, verdict.evidence[1]) == (Result.PASS, text("It was taken."))


def test_test_send_fails_when_the_last_one_was_refused_and_says_why():
    known = tried("test-send", kind=Kind.BOUNCE, state=State.REFUSED, says=text("No."), missing="ses:SendEmail")
    (verdict,) = verdicts("test-send", known).values()
    assert (verdict.result, verdict.missing_permission) == (Result.FAIL, "ses:SendEmail")
    assert verdict.evidence[1] == text("No.")


def test_signup_test_fails_when_the_last_one_was_refused():
    known = tried("signup-test", state=State.REFUSED, says=None)
    (verdict,) = verdicts("signup-test", known).values()
    assert (verdict.result, verdict.missing_permission, len(verdict.evidence)) == (Result.FAIL, None, 1)


@EACH
def test_one_of_the_other_kind_says_nothing(name):
    (other,) = NAMES.keys() - {name}
    assert result(name, tried(other, state=State.REFUSED)) is Result.PASS


@EACH
def test_what_was_never_tried_wants_attention(name):
    assert result(name, facts(trials=())) is Result.ATTENTION


def test_test_send_is_unknown_when_nobody_knows_whether_it_was_sent():
    known = tried("test-send", state=State.NOT_KNOWN, says=text("The collector ended."))
    (verdict,) = verdicts("test-send", known).values()
    assert (verdict.result, verdict.reason) == (Result.UNKNOWN, Reason.FAILED)
    assert verdict.evidence == (text("The collector ended."),)


def test_signup_test_is_unknown_while_it_is_under_way():
    assert result("signup-test", tried("signup-test", state=State.UNDER_WAY, says=None)) is Result.UNKNOWN


@EACH
@pytest.mark.parametrize("part", ["setup", "trials"])
def test_it_is_unknown_while_nothing_is_known(name, part):
    assert result(name, facts(**{part: Unknown(Reason.COLLECTING)})) is Result.UNKNOWN
    assert result(name, facts(setup=DENIED)) is Result.UNKNOWN


def test_what_is_switched_off_does_not_apply():
    assert result("test-send", setup(test_send=False)) is Result.NOT_APPLICABLE
    assert result("signup-test", setup(signup_url="")) is Result.NOT_APPLICABLE
