"""Items of the application's environment file: what it says, and who else can read it."""

from dataclasses import replace

import pytest

from deliverability.checklist.catalogue import BY_NAME
from deliverability.checklist.item import Result
from deliverability.environment import (
    BACKEND,
    ENDPOINT,
    GUIDE,
    KEY_ID,
    REGION,
    SECRET,
    SENDER,
    SITE,
    TIMEOUT,
    EnvironmentFile,
    Git,
    Value,
)
from deliverability.model import Reason, Unknown, text
from tests.unit.facts_of import DENIED, DOMAIN, SCOPE, environment, facts, result, setup, verdicts

UNREAD = facts(environment=EnvironmentFile(1, "/x/.env", text("It cannot be read.")))
UNSEEN = facts(environment=Unknown(Reason.STALE))
CONTENT = ("environment-file", "environment-region", "environment-sender")
PRIVACY = ("environment-secret", "environment-git")


def said(name, known):
    (verdict,) = verdicts(name, known).values()
    return [(each.msgid, each.params.get("name")) for each in verdict.evidence]


def pasted(name, known):
    (verdict,) = BY_NAME[name].verdicts(known)
    return [paste.code for paste in BY_NAME[name].cured(known, verdict).pastes]


def test_environment_file_passes_when_every_variable_is_filled_in():
    assert result("environment-file", facts()) is Result.PASS


@pytest.mark.parametrize("name", [BACKEND, KEY_ID, SECRET, REGION, SENDER])
@pytest.mark.parametrize("value", [Value.MISSING, Value.EMPTY])
def test_environment_file_fails_without_what_mail_needs(name, value):
    known = environment(values={name: value}, told={name: ""})
    assert result("environment-file", known) is Result.FAIL
    assert [name for _, name in said("environment-file", known)] == [name]


@pytest.mark.parametrize("name", GUIDE)
@pytest.mark.parametrize("value", [Value.PLACEHOLDER, Value.MALFORMED])
def test_environment_file_fails_with_one_placeholder_or_what_cannot_be_one(name, value):
    assert result("environment-file", environment(values={name: value}, told={name: ""})) is Result.FAIL


@pytest.mark.parametrize("name", [ENDPOINT, SITE, TIMEOUT])
def test_environment_file_wants_attention_without_what_mail_can_do_without(name):
    assert result("environment-file", environment(values={name: Value.MISSING})) is Result.ATTENTION


def test_environment_file_wants_attention_without_any_key_since_a_role_may_stand_in():
    known = environment(values={KEY_ID: Value.MISSING, SECRET: Value.EMPTY})
    assert result("environment-file", known) is Result.ATTENTION
    assert [sentence for sentence, _ in said("environment-file", known)] == [
        "It holds no key: right only where AWS gives the application a role."
    ]


@pytest.mark.parametrize(("name", "value"), [(KEY_ID, Value.TEMPORARY), (SITE, Value.LOCAL)])
def test_environment_file_wants_attention_for_what_will_not_do_for_long(name, value):
    assert result("environment-file", environment(values={name: value})) is Result.ATTENTION


def test_environment_file_wants_attention_for_another_backend_and_for_odd_lines():
    other = environment(told={BACKEND: "django.core.mail.backends.console.EmailBackend"})
    odd = environment(oddities=(text("It begins with a mark."),))
    assert result("environment-file", other) is result("environment-file", odd) is Result.ATTENTION


def test_environment_file_tells_all_that_is_wrong_before_what_is_doubtful():
    known = environment(values={SECRET: Value.PLACEHOLDER, SENDER: Value.EMPTY, SITE: Value.LOCAL}, told={SENDER: ""})
    assert [name for _, name in said("environment-file", known)] == [SECRET, SENDER, SITE]


@pytest.mark.parametrize("known", [UNREAD, UNSEEN])
@pytest.mark.parametrize("name", CONTENT)
def test_environment_file_is_unknown_while_it_cannot_be_read(name, known):
    assert result(name, known) is Result.UNKNOWN


def test_environment_file_is_by_hand_where_none_is_named_and_its_region_and_sender_are_left_to_the_settings():
    known = facts(environment=None)
    assert {name: result(name, known) for name in (*CONTENT, *PRIVACY)} == {
        "environment-file": Result.BY_HAND,
        "environment-region": Result.NOT_APPLICABLE,
        "environment-sender": Result.NOT_APPLICABLE,
        "environment-secret": Result.BY_HAND,
        "environment-git": Result.BY_HAND,
    }


def test_environment_region_passes_when_both_are_of_the_region_looked_at():
    assert result("environment-region", facts()) is Result.PASS
    written = f"https://EMAIL.{SCOPE.region}.amazonaws.com/"
    assert result("environment-region", environment(told={ENDPOINT: written})) is Result.PASS


@pytest.mark.parametrize(
    "told",
    [
        {ENDPOINT: "email.us-east-1.amazonaws.com"},
        {REGION: ""},
        {REGION: "us-west-2", ENDPOINT: "email.us-west-2.amazonaws.com"},
    ],
)
def test_environment_region_fails_when_they_differ_or_the_region_is_not_watched(told):
    assert result("environment-region", environment(told=told)) is Result.FAIL


def test_environment_region_wants_attention_without_the_endpoint():
    assert result("environment-region", environment(told={ENDPOINT: ""})) is Result.ATTENTION


@pytest.mark.parametrize("name", ["environment-region", "environment-sender"])
def test_environment_region_of_another_region_that_is_watched_is_looked_at_there(name):
    known = environment(told={REGION: "eu-west-1", ENDPOINT: "email.eu-west-1.amazonaws.com"})
    assert result(name, known) is Result.NOT_APPLICABLE
    assert result(name, replace(known, setup=DENIED)) is Result.FAIL


def test_environment_region_is_unknown_while_the_file_cannot_be_read():
    assert result("environment-region", UNREAD) is Result.UNKNOWN


def test_environment_sender_passes_when_an_identity_covers_it():
    assert result("environment-sender", facts()) is Result.PASS


@pytest.mark.parametrize("sender", ["a@other.example", "noreply@example.com", ""])
def test_environment_sender_fails_when_none_does(sender):
    assert result("environment-sender", environment(told={SENDER: sender})) is Result.FAIL


def test_environment_sender_says_of_a_placeholder_that_it_is_one_unless_it_is_verified():
    known = environment(told={SENDER: "noreply@example.com"})
    assert said("environment-sender", known)[0][0].startswith("DEFAULT_FROM_EMAIL still holds a placeholder")
    mine = replace(known, identities={"example.com": {"verification_status": "SUCCESS"}})
    assert result("environment-sender", mine) is Result.PASS


def test_environment_sender_is_unknown_while_identities_are():
    assert result("environment-sender", facts(identities=DENIED)) is Result.UNKNOWN


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_environment_secret_passes_when_only_its_owner_may_read_it(mode):
    assert result("environment-secret", environment(mode=mode)) is Result.PASS


@pytest.mark.parametrize("mode", [0o644, 0o604, 0o602, 0o666])
def test_environment_secret_fails_when_everybody_may_get_at_it(mode):
    assert result("environment-secret", environment(mode=mode)) is Result.FAIL


@pytest.mark.parametrize("mode", [0o640, 0o620])
def test_environment_secret_wants_attention_when_its_group_may_get_at_it(mode):
    assert result("environment-secret", environment(mode=mode)) is Result.ATTENTION


def test_environment_secret_is_told_also_where_the_content_cannot_be_read():
    assert result("environment-secret", environment(trouble=text("Forbidden."))) is Result.PASS


@pytest.mark.parametrize("known", [UNREAD, UNSEEN, environment(mode=None)])
def test_environment_secret_is_unknown_where_there_is_no_mode_to_see(known):
    assert result("environment-secret", known) is Result.UNKNOWN


@pytest.mark.parametrize("git", [Git.IGNORED, Git.NO_REPOSITORY])
def test_environment_git_passes_when_git_never_held_it(git):
    assert result("environment-git", environment(git=git)) is Result.PASS


@pytest.mark.parametrize("git", [Git.TRACKED, Git.ONCE])
def test_environment_git_fails_when_git_holds_it_or_once_did(git):
    assert result("environment-git", environment(git=git)) is Result.FAIL


def test_environment_git_wants_attention_when_the_next_add_would_take_it():
    assert result("environment-git", environment(git=Git.EXPOSED)) is Result.ATTENTION


def test_environment_git_is_unknown_where_git_does_not_tell():
    known = environment(git=Git.UNKNOWN, git_why=text("git is not installed."))
    assert said("environment-git", known) == [("git is not installed.", None)]
    assert result("environment-git", UNSEEN) is Result.UNKNOWN


def test_what_is_to_be_pasted_names_the_file_that_is_looked_at():
    (chmod,) = pasted("environment-secret", environment(name="/srv/it's/.env"))
    assert chmod == r"chmod 600 '/srv/it'\''s/.env'"
    assert "'/srv/shop/.env'" in pasted("environment-git", facts())[1]
    assert pasted("environment-git", facts(environment=None))[1].endswith("-- .env .env.aws")


def test_the_file_is_made_for_this_region_and_sender_without_a_key():
    code, command = pasted("environment-file", facts())
    assert f"DEFAULT_FROM_EMAIL=hello@{DOMAIN}\n" in code
    assert "AWS_SECRET_ACCESS_KEY=\n" in code
    assert f"env-file --region {SCOPE.region}" in command
    blank = facts(setup=DENIED, identities={})
    assert "DEFAULT_FROM_EMAIL=noreply@example.com\n" in pasted("environment-file", blank)[0]


def test_the_two_lines_that_belong_together_are_of_this_region():
    (lines,) = pasted("environment-region", setup())
    assert lines == f"{REGION}={SCOPE.region}\n{ENDPOINT}=email.{SCOPE.region}.amazonaws.com"
