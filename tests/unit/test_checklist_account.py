"""Items of the account and of its keys."""

from dataclasses import replace

from deliverability.checklist.item import Result
from deliverability.model import Reason, Unknown, text
from deliverability.refusals import NOT_SWITCHED_ON, WRONG_SECRET
from tests.unit.evidence_of import NOW, SCOPE, asked
from tests.unit.facts_of import facts, result, setup, verdicts

UNTOLD = Unknown(Reason.COLLECTING)
REFUSED = text(WRONG_SECRET, region=SCOPE.region)
ELSEWHERE = text(NOT_SWITCHED_ON, region=SCOPE.region)


def failing(error=None, **more):
    return facts(readings=(asked("account", None, outcome="failed", error=error, **more),))


def lacking(name, action):
    return facts(readings=(asked("account"), asked(name, outcome="denied", missing_action=action)))


def test_credentials_pass_when_amazon_answers():
    assert result("credentials", facts()) is Result.PASS


def test_credentials_pass_when_a_reading_is_denied_since_even_that_is_an_answer():
    assert result("credentials", facts(readings=(asked("account", None, outcome="denied"),))) is Result.PASS


def test_credentials_fail_when_amazon_refuses_the_key():
    assert result("credentials", failing(REFUSED)) is Result.FAIL


def test_credentials_fail_by_the_latest_answer_whatever_an_older_one_said():
    older, later = asked("identities", at=NOW - 3000), asked("account", outcome="failed", error=REFUSED)
    assert result("credentials", facts(readings=(older, later))) is Result.FAIL


def test_credentials_are_unknown_when_there_is_no_answer():
    assert result("credentials", failing(text("time-out"))) is Result.UNKNOWN
    assert result("credentials", facts(readings=())) is Result.UNKNOWN


def test_credentials_are_unknown_when_only_dns_answered():
    assert result("credentials", facts(readings=(asked("dns"),))) is Result.UNKNOWN


def test_credentials_tell_no_caller_before_the_settings_are_known():
    (verdict,) = verdicts("credentials", facts(setup=UNTOLD)).values()
    assert verdict.evidence[0].params["caller"] is None


def test_region_passes_when_the_account_answers_there():
    assert result("region", facts()) is Result.PASS


def test_region_recommends_seoul_to_koreans_elsewhere():
    away = replace(setup(language="ko"), scope=replace(SCOPE, region="us-east-1"))
    assert len(verdicts("region", away)[""].evidence) == 2
    assert len(verdicts("region", setup(language="ko"))[""].evidence) == 1


def test_region_fails_when_it_is_not_switched_on():
    assert result("region", failing(ELSEWHERE)) is Result.FAIL


def test_region_is_unknown_when_nothing_answers():
    assert result("region", failing()) is Result.UNKNOWN
    assert result("region", facts(readings=())) is Result.UNKNOWN


def test_root_key_passes_for_a_users_key():
    assert result("root-key", facts()) is Result.PASS


def test_root_key_fails_for_the_root_users_key():
    assert result("root-key", setup(caller="arn:aws:iam::123456789012:root")) is Result.FAIL


def test_root_key_is_unknown_until_aws_says_whose_it_is():
    assert result("root-key", setup(caller="")) is Result.UNKNOWN
    assert result("root-key", facts(setup=UNTOLD)) is Result.UNKNOWN


def test_permissions_pass_when_nothing_is_denied():
    assert result("permissions", facts()) is Result.PASS


def test_permissions_fail_and_name_each_missing_action():
    (verdict,) = verdicts("permissions", lacking("identities", "ses:GetEmailIdentity")).values()
    assert (verdict.result, verdict.missing_permission) == (Result.FAIL, "ses:GetEmailIdentity")


def test_permissions_want_attention_when_only_an_extra_is_denied():
    assert result("permissions", lacking("vdm", "ses:BatchGetMetricData")) is Result.ATTENTION


def test_permissions_are_unknown_before_anything_was_asked():
    assert result("permissions", facts(readings=())) is Result.UNKNOWN


def test_own_key_passes_when_it_is_not_the_applications():
    assert result("own-key", facts()) is Result.PASS


def test_own_key_fails_to_be_one_when_it_comes_from_the_applications_file():
    assert result("own-key", setup(key_shared_with=".env.aws")) is Result.ATTENTION


def test_own_key_is_unknown_until_the_collector_tells_its_settings():
    assert result("own-key", facts(setup=UNTOLD)) is Result.UNKNOWN
