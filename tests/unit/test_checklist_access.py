"""Items of users, keys and policies, and of the root user."""

from dataclasses import replace

import pytest

from deliverability.checklist.access_facts import Root
from deliverability.checklist.catalogue import BY_NAME
from deliverability.checklist.item import Result
from deliverability.iam.access import Access
from deliverability.iam.principal import Kind, Principal, of_arn
from deliverability.model import Reason, Unknown
from tests.unit.facts_of import APPLICATION, COLLECTOR, DENIED, MISSING, facts, result, setup, verdicts

UNTOLD = Unknown(Reason.COLLECTING)
ROOT, GUEST, ROLE = Principal(Kind.ROOT), Principal(Kind.OTHER), Principal(Kind.ROLE, "monitor")


@pytest.mark.parametrize(
    ("arn", "principal"),
    [
        ("arn:aws:iam::123456789012:user/kim", Principal(Kind.USER, "kim")),
        ("arn:aws-cn:iam::123456789012:user/ops/kr/kim@example.com", Principal(Kind.USER, "kim@example.com")),
        ("arn:aws:sts::123456789012:assumed-role/monitor/i-0123", ROLE),
        ("arn:aws:iam::123456789012:root", ROOT),
        ("arn:aws:sts::123456789012:federated-user/root", GUEST),
        ("arn:aws:iam::123456789012:user/", GUEST),
        ("arn:aws:sts::123456789012:assumed-role/", GUEST),
        ("", GUEST),
    ],
)
def test_who_asks_is_told_by_the_arn(arn, principal):
    assert of_arn(arn) == principal


def collector(**fields):
    return facts(collector=replace(COLLECTOR, **fields), missing=MISSING)


def application(**fields):
    return facts(application=replace(APPLICATION, **fields), missing=MISSING)


def policy_of(**found):
    return collector(access=Access(**found))


def sending(**found):
    return application(access=Access(**found))


def test_collector_policy_passes_when_it_may_read_and_no_more():
    assert result("collector-policy", facts()) is Result.PASS


@pytest.mark.parametrize("found", [{"missing": ("ses:GetAccount",)}, {"wide": ("*",)}, {"wide": ("not iam:*",)}])
def test_collector_policy_fails_when_something_is_missing_or_everything_is_allowed(found):
    assert result("collector-policy", policy_of(**found)) is Result.FAIL


@pytest.mark.parametrize("found", [{"wide": ("ses:*",)}, {"missing_optional": ("iam:GetPolicy",)}])
def test_collector_policy_wants_attention_when_it_may_more_or_less_than_it_should(found):
    assert result("collector-policy", policy_of(**found)) is Result.ATTENTION


def test_collector_policy_names_what_is_missing_and_what_is_too_much():
    told = verdicts("collector-policy", policy_of(missing=("ses:GetAccount",), wide=("ses:*",)))[""]
    assert told.missing_permission == "ses:GetAccount"
    named = [sentence.params["actions"] for sentence in told.evidence if "actions" in sentence.params]
    assert named == ["ses:*", "ses:GetAccount"]


def test_collector_policy_counts_what_it_does_not_name():
    told = verdicts("collector-policy", policy_of(wide=tuple(f"s3:Put{n}" for n in range(11))))[""]
    assert told.evidence[1].params["actions"].params["n"] == 3


def test_collector_policy_says_what_it_rests_on_and_what_is_not_looked_at():
    known = policy_of(limited=("ses:GetEmailIdentity",))
    told = verdicts("collector-policy", known)[""]
    assert (told.result, len(told.evidence)) == (Result.PASS, 3)
    assert "boundary" in told.evidence[-1].msgid
    bare = verdicts("collector-policy", collector(policies=()))[""]
    assert bare.evidence[0].msgid == "{name} has no policy."


def test_collector_policy_lets_test_mail_be_sent_where_it_was_allowed_and_nothing_else():
    may_send = replace(COLLECTOR, access=Access(wide=("ses:SendEmail",)))
    assert result("collector-policy", replace(setup(test_send=True), collector=may_send)) is Result.PASS
    assert result("collector-policy", replace(setup(test_send=False), collector=may_send)) is Result.ATTENTION
    assert result("collector-policy", facts(collector=may_send, setup=UNTOLD)) is Result.ATTENTION
    more = replace(COLLECTOR, access=Access(wide=("ses:SendEmail", "ses:SendRawEmail")))
    assert result("collector-policy", replace(setup(test_send=True), collector=more)) is Result.ATTENTION


def test_collector_policy_fails_for_root_whom_no_policy_binds():
    assert result("collector-policy", collector(principal=ROOT)) is Result.FAIL


def test_collector_policy_is_unknown_without_the_permission_an_answer_or_a_user():
    assert verdicts("collector-policy", collector(access=DENIED))[""].missing_permission == "ses:Missing"
    assert verdicts("collector-policy", collector(principal=ROLE, access=DENIED))[""].missing_permission
    assert result("collector-policy", collector(principal=GUEST)) is Result.UNKNOWN
    assert result("collector-policy", facts(collector=UNTOLD)) is Result.UNKNOWN


def test_a_role_s_policies_are_missed_by_the_permissions_of_roles():
    from deliverability.checklist.facts import Source

    known = replace(collector(principal=ROLE, access=DENIED), missing={Source.ROLE_ACCESS: "iam:GetRolePolicy"})
    assert verdicts("collector-policy", known)[""].missing_permission == "iam:GetRolePolicy"


def test_application_permissions_pass_when_it_may_send_and_no_more():
    assert result("application-permissions", facts()) is Result.PASS
    assert result("application-permissions", sending(missing=("ses:SendEmail",))) is Result.PASS


def test_application_permissions_fail_when_it_may_not_send():
    assert result("application-permissions", sending(missing=("ses:SendEmail", "ses:SendRawEmail"))) is Result.FAIL


@pytest.mark.parametrize("found", [{"wide": ("ses:*",)}, {"missing": ("ses:SendRawEmail",)}])
def test_application_permissions_want_attention_for_full_access_or_without_raw_mail(found):
    assert result("application-permissions", sending(**found)) is Result.ATTENTION


def test_application_permissions_leave_other_services_to_the_application():
    found = verdicts("application-permissions", sending(wide=("s3:PutObject", "ses:SendBulkEmail")))[""]
    assert found.result is Result.PASS
    assert {"actions": "s3:PutObject"} in [dict(told.params) for told in found.evidence], "and name them"


def test_application_permissions_are_by_hand_until_somebody_names_the_user():
    assert result("application-permissions", facts(application=None)) is Result.BY_HAND


def test_application_permissions_do_not_apply_to_a_user_that_is_not_there():
    assert result("application-permissions", application(exists=False)) is Result.NOT_APPLICABLE


def test_application_permissions_are_unknown_without_the_permission():
    assert verdicts("application-permissions", application(access=DENIED))[""].missing_permission == "ses:Missing"
    assert result("application-permissions", facts(application=UNTOLD)) is Result.UNKNOWN


def test_root_access_keys_pass_when_there_are_none():
    assert result("root-access-keys", facts()) is Result.PASS


def test_root_access_keys_fail_when_there_are_some_or_the_collector_uses_one():
    assert result("root-access-keys", facts(root=Root(has_keys=True, has_mfa=True))) is Result.FAIL
    used = facts(root=DENIED, collector=replace(COLLECTOR, principal=ROOT))
    assert result("root-access-keys", used) is Result.FAIL


def test_root_access_keys_are_unknown_without_the_permission():
    assert verdicts("root-access-keys", facts(root=DENIED, missing=MISSING))[""].missing_permission == "ses:Missing"
    assert result("root-access-keys", facts(root=DENIED, collector=UNTOLD)) is Result.UNKNOWN


def test_root_mfa_passes_when_there_is_a_device():
    assert result("root-mfa", facts()) is Result.PASS


def test_root_mfa_fails_when_there_is_none():
    assert result("root-mfa", facts(root=Root(has_keys=False, has_mfa=False))) is Result.FAIL


def test_root_mfa_is_unknown_without_the_permission():
    assert verdicts("root-mfa", facts(root=DENIED, missing=MISSING))[""].missing_permission == "ses:Missing"


def test_the_policy_to_paste_is_for_this_account_and_sender():
    known = facts()
    (verdict,) = BY_NAME["application-permissions"].verdicts(known)
    code = BY_NAME["application-permissions"].cured(known, verdict).pastes[0].code
    assert f"arn:aws:ses:{known.scope.region}:{known.scope.account_id}:identity/{known.domain}" in code
