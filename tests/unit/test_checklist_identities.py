"""Items of identities as SES tells of them."""

import pytest

from deliverability.checklist.catalogue import BY_NAME
from deliverability.checklist.facts import Facts
from deliverability.checklist.item import Result
from tests.unit.facts_of import DENIED, DOMAIN, IDENTITY, denied, facts, identity, result, setup, verdicts

LISTED = {"type": "DOMAIN", "verification_status": "SUCCESS"}


def without(name: str) -> Facts:
    return facts(identities={DOMAIN: {key: value for key, value in IDENTITY.items() if key != name}})


def undetailed() -> Facts:
    return facts(identities={DOMAIN: LISTED}, details=DENIED)


def test_identity_passes_when_it_is_verified():
    assert result("identity", facts()) is Result.PASS


@pytest.mark.parametrize("status", ["PENDING", "FAILED", "TEMPORARY_FAILURE", "NOT_STARTED"])
def test_identity_fails_while_it_is_not_verified(status):
    known = identity(verification_status=status, verification_error="HOST_NOT_FOUND")
    assert verdicts("identity", known)[DOMAIN].result is Result.FAIL
    assert "HOST_NOT_FOUND" in str(verdicts("identity", known)[DOMAIN].evidence[1].params)


def test_identity_fails_when_there_is_none():
    assert result("identity", facts(identities={})) is Result.FAIL


def test_identity_is_unknown_when_the_list_is_denied_or_tells_nothing():
    assert verdicts("identity", denied(identities=1))[""].missing_permission == "ses:Missing"
    assert result("identity", without("verification_status")) is Result.UNKNOWN


def test_sender_identity_passes_when_its_domain_is_verified():
    assert result("sender-identity", facts()) is Result.PASS


@pytest.mark.parametrize("name", [f"hello@{DOMAIN}", DOMAIN, "SHOP.example"])
def test_sender_identity_passes_by_address_domain_or_another_case(name):
    assert result("sender-identity", facts(identities={name: LISTED})) is Result.PASS


def test_sender_identity_passes_by_a_domain_above():
    known = setup(from_email=f"hello@news.{DOMAIN}")
    assert result("sender-identity", known) is Result.PASS


def test_sender_identity_fails_when_nothing_verified_covers_it():
    assert result("sender-identity", identity(verification_status="PENDING")) is Result.FAIL
    assert result("sender-identity", setup(from_email="hello@other.example")) is Result.FAIL


def test_sender_identity_is_unknown_without_a_sender_or_a_list():
    assert result("sender-identity", setup(from_email="")) is Result.UNKNOWN
    assert result("sender-identity", facts(setup=DENIED)) is Result.UNKNOWN
    assert verdicts("sender-identity", denied(identities=1))[""].missing_permission == "ses:Missing"


def test_sender_domain_passes_when_the_domain_is_verified():
    assert result("sender-domain", facts()) is Result.PASS


def test_sender_domain_fails_to_be_proved_by_an_address_alone():
    assert result("sender-domain", facts(identities={f"hello@{DOMAIN}": LISTED})) is Result.ATTENTION


def test_sender_domain_is_unknown_without_a_sender_or_a_list():
    assert result("sender-domain", setup(from_email="")) is Result.UNKNOWN
    assert result("sender-domain", denied(identities=1)) is Result.UNKNOWN


def test_dkim_status_passes_when_ses_signs():
    assert result("dkim-status", facts()) is Result.PASS


def test_dkim_status_fails_when_the_records_are_not_found_or_signing_is_off():
    assert result("dkim-status", identity(dkim_status="PENDING")) is Result.FAIL
    assert result("dkim-status", identity(dkim_signing=False)) is Result.FAIL


def test_dkim_status_is_unknown_without_the_details():
    assert result("dkim-status", undetailed(), DOMAIN) is Result.UNKNOWN
    assert result("dkim-status", without("dkim_status"), DOMAIN) is Result.UNKNOWN
    assert result("dkim-status", denied(identities=1)) is Result.UNKNOWN


def test_dkim_status_does_not_apply_to_addresses():
    assert result("dkim-status", facts(identities={f"a@{DOMAIN}": LISTED})) is Result.NOT_APPLICABLE


def test_mail_from_passes_when_it_is_the_domains_own():
    assert result("mail-from", facts()) is Result.PASS


def test_mail_from_fails_when_its_records_are_not_found():
    assert result("mail-from", identity(mail_from_status="FAILED")) is Result.FAIL


def test_mail_from_wants_attention_when_there_is_none():
    assert result("mail-from", identity(mail_from_domain=None)) is Result.ATTENTION


def test_mail_from_is_unknown_without_the_details():
    assert result("mail-from", undetailed(), DOMAIN) is Result.UNKNOWN
    assert result("mail-from", without("mail_from_status"), DOMAIN) is Result.UNKNOWN


def test_mail_from_does_not_apply_to_addresses():
    assert result("mail-from", facts(identities={f"a@{DOMAIN}": LISTED})) is Result.NOT_APPLICABLE


def test_a_missing_detail_names_its_permission():
    known = facts(identities={DOMAIN: LISTED}, details=DENIED, missing=denied(details=1).missing)
    assert verdicts("dkim-status", known)[DOMAIN].missing_permission == "ses:Missing"


def test_what_to_paste_is_this_domains_records():
    for name, record in (("dkim-status", f"aaa._domainkey.{DOMAIN}"), ("mail-from", f"mail.{DOMAIN}")):
        item, known = BY_NAME[name], facts()
        cure = item.cured(known, verdicts(name, known)[DOMAIN])
        assert record in cure.pastes[0].code
        assert f"{record}." in cure.pastes[1].code
        assert "_dmarc" not in cure.pastes[0].code


def test_nothing_is_pasted_for_an_address():
    known = facts(identities={f"a@{DOMAIN}": LISTED})
    assert BY_NAME["identity"].cured(known, verdicts("identity", known)[f"a@{DOMAIN}"]).pastes == ()
