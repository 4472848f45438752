"""Items of the application's user, and of the age and use of access keys."""

from dataclasses import replace

import pytest

from deliverability.checklist.access_facts import Key
from deliverability.checklist.item import Result
from deliverability.iam.principal import Kind, Principal
from deliverability.metrics import DAY
from deliverability.model import Reason, Unknown
from tests.unit.evidence_of import NOW
from tests.unit.facts_of import APPLICATION, COLLECTOR, DENIED, MISSING, facts, result, setup, verdicts

UNTOLD = Unknown(Reason.COLLECTING)
ROOT, GUEST, ROLE = Principal(Kind.ROOT), Principal(Kind.OTHER), Principal(Kind.ROLE, "monitor")


def collector(**fields):
    return facts(collector=replace(COLLECTOR, **fields), missing=MISSING)


def application(**fields):
    return facts(application=replace(APPLICATION, **fields), missing=MISSING)


def key(age=30, idle=1, status="Active"):
    used = idle if idle is None or isinstance(idle, Unknown) else NOW - idle * DAY
    return Key("WXYZ", status, NOW - age * DAY, used)


def test_application_user_passes_when_it_is_there():
    assert result("application-user", facts()) is Result.PASS
    assert result("application-user", application(keys=DENIED)) is Result.PASS


def test_application_user_fails_when_it_is_not_there():
    assert result("application-user", application(exists=False, access=UNTOLD)) is Result.FAIL


@pytest.mark.parametrize(
    "fields", [{"keys": ()}, {"keys": (key(status="Inactive"),)}, {"principal": COLLECTOR.principal}]
)
def test_application_user_wants_a_key_and_a_user_of_its_own(fields):
    assert result("application-user", application(**fields)) is Result.ATTENTION


def test_application_user_is_by_hand_until_somebody_names_it():
    assert result("application-user", facts(application=None)) is Result.BY_HAND


def test_application_user_is_unknown_without_the_permission():
    assert verdicts("application-user", application(access=DENIED))[""].missing_permission == "ses:Missing"
    assert result("application-user", facts(application=UNTOLD)) is Result.UNKNOWN


def test_key_rotation_passes_while_the_keys_are_young():
    told = verdicts("key-rotation", facts())
    assert {name: one.result for name, one in told.items()} == {"collector": Result.PASS, "shop": Result.PASS}


@pytest.mark.parametrize(
    ("one", "fine"),
    [
        (key(90, 1), True),
        (key(91, 1), False),
        (key(90, None), True),
        (key(91, None), False),
        (key(90, 90), True),
        (key(90, 91), False),
        (key(400, 1, "Inactive"), None),
        (key(400, 1, "Expired"), None),
    ],
)
def test_key_rotation_wants_attention_for_a_key_that_is_too_old_or_unused_too_long(one, fine):
    expected = {True: Result.PASS, False: Result.ATTENTION, None: Result.NOT_APPLICABLE}[fine]
    assert result("key-rotation", application(keys=(one,)), "shop") is expected


def test_key_rotation_goes_by_the_age_that_is_set():
    strict = replace(setup(key_max_age_days=29), application=APPLICATION)
    assert result("key-rotation", strict, "shop") is Result.ATTENTION
    assert result("key-rotation", facts(setup=UNTOLD, application=APPLICATION), "shop") is Result.PASS


def test_key_rotation_names_each_key_by_its_end_and_looks_at_every_active_one():
    told = verdicts("key-rotation", application(keys=(key(), key(400, None))))["shop"]
    assert told.result is Result.ATTENTION
    assert {sentence.params["key"] for sentence in told.evidence} == {"WXYZ"}
    assert len(told.evidence) == 2


def test_key_rotation_does_not_call_a_key_used_that_never_was():
    told = verdicts("key-rotation", application(keys=(key(5, None),)))["shop"]
    assert (told.result, "was not used yet" in told.evidence[0].msgid) == (Result.PASS, True)


def test_key_rotation_does_not_apply_to_roles_root_and_guests():
    for principal in (ROLE, ROOT, GUEST):
        told = verdicts("key-rotation", collector(principal=principal))
        assert told[principal.name].result is Result.NOT_APPLICABLE


def test_key_rotation_is_judged_once_where_both_are_one_user():
    assert set(verdicts("key-rotation", application(principal=COLLECTOR.principal))) == {"collector"}


def test_key_rotation_is_by_hand_for_an_application_that_nobody_named():
    told = verdicts("key-rotation", facts(application=None))
    assert told["application"].result is Result.BY_HAND


def test_key_rotation_is_unknown_without_a_permission_but_what_is_old_is_old():
    told = verdicts("key-rotation", collector(keys=DENIED))
    assert (told["collector"].missing_permission, told["shop"].result) == ("ses:Missing", Result.PASS)
    assert result("key-rotation", application(keys=(key(30, DENIED),)), "shop") is Result.UNKNOWN
    assert result("key-rotation", application(keys=(key(100, DENIED),)), "shop") is Result.ATTENTION
    assert result("key-rotation", facts(collector=UNTOLD)) is Result.UNKNOWN
    assert set(verdicts("key-rotation", facts(application=UNTOLD))) == {"collector"}
