"""What IAM policies allow together: wildcards, all-but, denies, resources and conditions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.iam.access import Access, Need, access, reach, reads_only, wide
from deliverability.iam.statements import Reach, Statement, matches, statements

ON_EXAMPLE = "arn:aws:ses:eu-west-1:123456789012:identity/example.com"
IDENTITIES = "arn:aws:ses:eu-west-1:123456789012:identity/*"


def policy(*told):
    return statements({"Version": "2012-10-17", "Statement": list(told)})


def allow(*actions, resource="*", **more):
    return {"Effect": "Allow", "Action": list(actions), "Resource": resource, **more}


def deny(*actions, resource="*", **more):
    return {**allow(*actions, resource=resource, **more), "Effect": "Deny"}


def all_but(effect, *actions):
    return {"Effect": effect, "NotAction": list(actions), "Resource": "*"}


CONDITION = {"Condition": {"IpAddress": {"aws:SourceIp": "192.0.2.1"}}}


@pytest.mark.parametrize(
    ("pattern", "value", "fits"),
    [
        ("*", "ses:SendEmail", True),
        ("ses:*", "SES:SendEmail", True),
        ("ses:Send?mail", "ses:SendEmail", True),
        ("ses:Send", "ses:SendEmail", False),
        ("ses:[S]endEmail", "ses:SendEmail", False),
        ("ses.*", "ses:SendEmail", False),
        ("ses:*", "sesx:SendEmail", False),
    ],
)
def test_patterns_know_stars_and_question_marks_and_nothing_else(pattern, value, fits):
    assert matches(pattern, value) is fits


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([], Reach.NONE),
        ([allow("ses:GetAccount")], Reach.WHOLE),
        ([allow("ses:Get*")], Reach.WHOLE),
        ([allow("ses:List*")], Reach.NONE),
        ([allow("ses:getaccount")], Reach.WHOLE),
        ([all_but("Allow", "iam:*")], Reach.WHOLE),
        ([all_but("Allow", "ses:Get*")], Reach.NONE),
        ([allow("ses:*"), deny("ses:GetAccount")], Reach.NONE),
        ([deny("ses:Get*"), allow("ses:*")], Reach.NONE),
        ([allow("ses:*"), all_but("Deny", "ses:List*")], Reach.NONE),
        ([allow("ses:*"), deny("ses:GetAccount", **CONDITION)], Reach.PART),
        ([allow("ses:*"), deny("ses:GetAccount", resource=ON_EXAMPLE)], Reach.PART),
        ([allow("ses:Get*", **CONDITION)], Reach.PART),
        ([allow("ses:Get*", **CONDITION), allow("ses:GetAccount")], Reach.WHOLE),
        ([allow("ses:Get*", resource=ON_EXAMPLE)], Reach.PART),
        ([deny("ses:GetAccount", **CONDITION)], Reach.NONE),
    ],
)
def test_a_deny_wins_then_an_allow_and_conditions_and_resources_are_half_of_either(told, found):
    assert reach(policy(*told), "ses:GetAccount") is found


@pytest.mark.parametrize(
    ("resource", "found"),
    [
        ("*", Reach.WHOLE),
        (["arn:aws:sns:*", "arn:aws:ses:*:*:identity/*"], Reach.WHOLE),
        (IDENTITIES, Reach.WHOLE),
        ("arn:aws:ses:us-east-1:123456789012:identity/*", Reach.PART),
        (ON_EXAMPLE, Reach.PART),
    ],
)
def test_a_resource_is_reached_wholly_by_a_pattern_that_covers_it(resource, found):
    assert reach(policy(allow("ses:GetEmailIdentity", resource=resource)), "ses:GetEmailIdentity", IDENTITIES) is found


def test_all_resources_but_some_are_a_part_and_all_but_all_are_none():
    but = {"Effect": "Allow", "Action": "ses:GetAccount", "NotResource": ON_EXAMPLE}
    assert reach(policy(but), "ses:GetAccount") is Reach.PART
    assert reach(policy({**but, "NotResource": "*"}), "ses:GetAccount") is Reach.NONE


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([allow("ses:Get*", "ses:List*", "ses:BatchGetMetricData", "budgets:ViewBudget")], ()),
        ([allow("*")], ("*",)),
        ([allow("ses:UpdateContactList")], ("ses:UpdateContactList",)),
        ([allow("ses:*")], ("ses:*",)),
        ([allow("ses:*Email")], ("ses:*Email",)),
        ([allow("ses:?et*")], ("ses:?et*",)),
        ([allow("s3:PutObject", "ses:GetAccount")], ("s3:PutObject",)),
        ([all_but("Allow", "ses:Get*")], ("not ses:Get*",)),
        ([allow("ses:*"), deny("ses:*")], ()),
        ([allow("ses:Send*"), deny("ses:*")], ()),
        ([allow("ses:*"), deny("ses:Send*")], ("ses:*",)),
        ([allow("ses:*"), deny("ses:*", **CONDITION)], ("ses:*",)),
        ([allow("ses:*"), deny("ses:*", resource=ON_EXAMPLE)], ("ses:*",)),
        ([allow("ses:*"), all_but("Deny", "ses:Get*", "ses:List*")], ()),
        ([allow("ses:*"), all_but("Deny", "ses:SendEmail")], ("ses:*",)),
        ([allow("ses:SendEmail"), all_but("Deny", "ses:Send*")], ("ses:SendEmail",)),
        ([all_but("Allow", "iam:*"), deny("*")], ()),
        ([allow("ses:SendEmail", **CONDITION)], ("ses:SendEmail",)),
        ([allow("ses:SendEmail", resource=ON_EXAMPLE)], ("ses:SendEmail",)),
    ],
)
def test_wide_is_whatever_does_more_than_read_and_is_not_wholly_denied(told, found):
    assert wide(policy(*told)) == found


def test_missing_is_told_by_name_what_is_optional_apart_and_what_is_needed_is_not_too_much():
    needs = [
        Need("ses:GetAccount"),
        Need("ses:GetEmailIdentity", IDENTITIES),
        Need("iam:GetPolicy", optional=True),
        Need("sqs:DeleteMessage"),
    ]
    own = policy(allow("ses:GetEmailIdentity", resource=ON_EXAMPLE), allow("sqs:DeleteMessage", "sqs:SendMessage"))
    assert access(own, needs) == Access(
        missing=("ses:GetAccount",),
        missing_optional=("iam:GetPolicy",),
        limited=("ses:GetEmailIdentity",),
        wide=("sqs:SendMessage",),
    )


def test_beyond_sending_is_what_changes_things_in_ses():
    found = Access(
        wide=("*", "not iam:*", "s3:PutObject", "ses:*", "ses:DeleteEmailIdentity", "ses:Send*", "ses:sendEmail")
    )
    assert found.beyond_sending == ("*", "not iam:*", "ses:*", "ses:DeleteEmailIdentity")


def test_a_single_statement_needs_no_list():
    assert statements({"Statement": allow("ses:GetAccount")}) == (Statement(allows=True, actions=("ses:GetAccount",)),)


@pytest.mark.parametrize(
    "document",
    [
        "%7B%7D",
        None,
        {},
        {"Statement": ["Allow"]},
        {"Statement": {"Effect": "Maybe", "Action": "*", "Resource": "*"}},
        {"Statement": {"Effect": "Allow", "Resource": "*"}},
        {"Statement": {"Effect": "Allow", "Action": [], "Resource": "*"}},
        {"Statement": {"Effect": "Allow", "Action": [1], "Resource": "*"}},
        {"Statement": {"Effect": "Allow", "Action": "*"}},
    ],
    ids=str,
)
def test_what_is_no_policy_is_refused_and_never_read_as_an_empty_one(document):
    with pytest.raises(ValueError, match=r"policy|statement"):
        statements(document)


ACTIONS = st.sampled_from(["ses:GetAccount", "ses:SendEmail", "ses:*", "ses:Get*", "*", "iam:*"])
STATEMENTS = st.builds(
    Statement,
    allows=st.booleans(),
    actions=st.lists(ACTIONS, min_size=1, max_size=2).map(tuple),
    inverted=st.booleans(),
    conditional=st.booleans(),
)


@given(st.lists(STATEMENTS, max_size=4), STATEMENTS)
def test_a_deny_never_gives_and_an_allow_never_takes(some, one):
    before, after = reach(some, "ses:SendEmail"), reach([*some, one], "ses:SendEmail")
    assert after >= before if one.allows else after <= before


@given(st.lists(STATEMENTS, max_size=4))
def test_who_may_send_at_all_has_something_that_does_more_than_read(some):
    if reach(some, "ses:SendEmail") is not Reach.NONE:
        assert wide(some)


@given(st.sampled_from(["Get", "List", "Describe", "Send", "Delete", "Put", ""]), st.sampled_from(["*", "X", "?"]))
def test_only_reading_is_told_by_the_letters_before_the_first_wildcard(verb, rest):
    assert reads_only(f"ses:{verb}{rest}") is (verb in {"Get", "List", "Describe"})
