"""Where an item is easily a little wrong: each of these was once let through by a deliberate fault."""

from deliverability.checklist.catalogue import BY_NAME
from deliverability.checklist.item import Result
from deliverability.model import text
from tests.unit.evidence_of import asked
from tests.unit.facts_of import DOMAIN, IDENTITY, account, facts, identity, look, result, setup, verdicts

DENIED = {"outcome": "denied", "missing_action": "ses:X"}


def test_a_user_whose_name_ends_in_root_is_not_the_root_user():
    assert result("root-key", setup(caller="arn:aws:iam::123456789012:user/not-root")) is Result.PASS
    assert result("root-key", setup(caller="arn:aws:iam::123456789012:user/xroot")) is Result.PASS


def test_a_denial_that_names_no_permission_is_one():
    assert (
        result("permissions", facts(readings=(asked("account", outcome="denied", missing_action=""),))) is Result.FAIL
    )


def test_one_optional_reading_that_is_denied_excuses_no_other():
    both = facts(readings=(asked("account", **DENIED), asked("vdm", **DENIED)))
    assert result("permissions", both) is Result.FAIL
    assert result("permissions", facts(readings=(asked("account"), asked("vdm", **DENIED)))) is Result.ATTENTION


def test_a_top_level_domain_covers_no_sender():
    assert DOMAIN.endswith(".example")
    assert result("sender-identity", facts(identities={"example": IDENTITY})) is Result.FAIL


def test_signing_of_which_nothing_is_told_is_not_said_to_be_off():
    body = {name: value for name, value in IDENTITY.items() if name != "dkim_signing"}
    assert result("dkim-status", facts(identities={DOMAIN: body})) is Result.PASS
    assert result("dkim-status", identity(dkim_signing=False)) is Result.FAIL


def test_the_quota_of_the_sandbox_is_not_asked_about_and_that_of_production_is():
    assert result("quota-headroom", account(production_access=False)) is Result.NOT_APPLICABLE
    assert result("quota-headroom", account(production_access=True)) is Result.PASS


def test_the_steps_that_only_a_verdict_knows_come_before_the_item_s_own():
    known = facts(dns={DOMAIN: look(dmarc=None)})
    (verdict,) = verdicts("dmarc", known).values()
    cure = BY_NAME["dmarc"].cured(known, verdict)
    assert verdict.cures
    assert cure.steps[: len(verdict.cures)] == verdict.cures
    assert cure.steps[-1] == text(BY_NAME["dmarc"].cure[-1], **known.words(DOMAIN))
