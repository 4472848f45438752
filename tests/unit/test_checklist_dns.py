"""Items of DNS: each check over each domain. What the checks themselves judge is tested with `deliverability/dns`."""

import pytest

from deliverability.checklist.catalogue import BY_NAME, ITEMS
from deliverability.checklist.item import Result, Section
from deliverability.dns.look import Status
from deliverability.model import Reason
from tests.unit.facts_of import DENIED, DOMAIN, IDENTITY, KEY_1024, TOKENS, at_domain, facts, look, result, verdicts

NAMES = [item.name for item in ITEMS if item.section is Section.DNS]
SHORT = f"v=DKIM1; k=rsa; p={KEY_1024}"
ALL = dict.fromkeys((*TOKENS, *(f"{token}_key" for token in TOKENS), "mx", "mail_from_spf"), Status.TIME_OUT)
SILENT = {**ALL, "spf": Status.FAILURE, "dmarc": Status.TIME_OUT, "legacy": Status.TIME_OUT}


def of(**changed):
    return facts(dns={DOMAIN: look(**changed)})


def of_itself(item, known):
    return result(item, known, DOMAIN)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "dmarc-alignment"])
def test_every_check_is_unknown_while_dns_is_silent_and_says_why(name):
    told = verdicts(name, of(**SILENT))[DOMAIN]
    assert (told.result, told.reason) == (Result.UNKNOWN, Reason.FAILED)
    assert told.evidence


@pytest.mark.parametrize("name", NAMES)
def test_every_check_is_unknown_before_dns_was_looked_at(name):
    assert verdicts(name, facts(dns={}))[DOMAIN].reason is Reason.COLLECTING
    assert verdicts(name, facts(dns=DENIED))[""].result is Result.UNKNOWN
    assert verdicts(name, facts(dns={}, identities=DENIED))[""].result is Result.UNKNOWN


@pytest.mark.parametrize("name", NAMES)
def test_every_check_goes_on_with_the_domains_looked_at_while_identities_are_unknown(name):
    assert verdicts(name, facts(identities=DENIED)).keys() == {DOMAIN}


@pytest.mark.parametrize("name", NAMES)
def test_no_check_applies_without_a_domain(name):
    assert result(name, facts(identities={})) is Result.NOT_APPLICABLE


def test_dkim_records_pass_when_all_three_point_to_ses():
    assert of_itself("dkim-records", facts()) is Result.PASS


def test_dkim_records_fail_when_one_is_missing_and_say_which():
    told = verdicts("dkim-records", of(aaa=None, aaa_key=None))[DOMAIN]
    assert told.result is Result.FAIL
    assert told.cures


def test_dkim_key_passes_when_it_is_long():
    assert of_itself("dkim-key", facts()) is Result.PASS


def test_dkim_key_wants_attention_when_it_is_short():
    assert of_itself("dkim-key", of(aaa_key=(SHORT,))) is Result.ATTENTION


def test_mail_from_mx_passes_when_it_is_that_of_ses_alone():
    assert of_itself("mail-from-mx", facts()) is Result.PASS


def test_mail_from_mx_fails_with_a_second_one():
    assert of_itself("mail-from-mx", of(mx=("10 feedback-smtp.x.amazonses.com", "20 mx.example"))) is Result.FAIL


def test_mail_from_spf_passes_when_it_lets_ses_send():
    assert of_itself("mail-from-spf", facts()) is Result.PASS


def test_mail_from_spf_fails_when_it_is_missing():
    assert of_itself("mail-from-spf", of(mail_from_spf=None)) is Result.FAIL


def test_spf_passes_with_one_sound_record():
    assert of_itself("spf", facts()) is Result.PASS


def test_spf_fails_with_two_records():
    assert of_itself("spf", of(spf=("v=spf1 -all", "v=spf1 ~all"))) is Result.FAIL


def test_dmarc_passes_with_a_policy():
    assert of_itself("dmarc", facts()) is Result.PASS


def test_dmarc_fails_when_it_is_missing():
    assert of_itself("dmarc", of(dmarc=None)) is Result.FAIL


def test_dmarc_wants_attention_while_it_only_watches():
    assert of_itself("dmarc", of(dmarc=("v=DMARC1; p=none",))) is Result.ATTENTION


def test_dmarc_reports_pass_when_somebody_gets_them():
    assert of_itself("dmarc-reports", facts()) is Result.PASS


def test_dmarc_reports_want_attention_when_nobody_does():
    assert of_itself("dmarc-reports", of(dmarc=("v=DMARC1; p=reject",))) is Result.ATTENTION


def test_dmarc_alignment_passes_with_dkim_and_mail_from_of_the_domain():
    assert of_itself("dmarc-alignment", facts()) is Result.PASS


def test_dmarc_alignment_fails_when_neither_is_of_the_domain():
    plain = {**IDENTITY, "mail_from_domain": None, "dkim_tokens": []}
    assert of_itself("dmarc-alignment", facts(dns={DOMAIN: at_domain(DOMAIN, plain)})) is Result.FAIL


def test_dmarc_alignment_is_unknown_only_before_dns_was_looked_at():
    assert of_itself("dmarc-alignment", facts(dns={})) is Result.UNKNOWN


def test_legacy_record_passes_where_an_old_one_is_still_there():
    assert of_itself("legacy-record", of(legacy=("token",))) is Result.PASS


def test_legacy_record_does_not_apply_where_there_is_none():
    assert of_itself("legacy-record", facts()) is Result.NOT_APPLICABLE


def test_bulk_rules_pass_with_a_policy_of_none_and_without_a_mail_from():
    assert of_itself("bulk-rules", facts()) is Result.PASS
    assert of_itself("bulk-rules", of(dmarc=("v=DMARC1; p=none",))) is Result.PASS
    bare = at_domain(DOMAIN, {**IDENTITY, "mail_from_domain": None})
    assert of_itself("bulk-rules", facts(dns={DOMAIN: bare})) is Result.PASS


@pytest.mark.parametrize(
    "changed", [{"aaa": None, "aaa_key": None}, {"dmarc": None}, {"dmarc": ("v=DMARC1; p=none",) * 2}]
)
def test_bulk_rules_fail_without_dkim_or_dmarc_and_tell_only_what_is_lacking(changed):
    told = verdicts("bulk-rules", of(**changed))[DOMAIN]
    assert told.result is Result.FAIL
    assert told.cures
    assert not any("are there" in each.msgid for each in told.evidence)
    assert BY_NAME["bulk-rules"].looks == ("identities", "dns")


def test_bulk_rules_fail_when_nothing_aligns():
    bare = at_domain(DOMAIN, {**IDENTITY, "mail_from_domain": None, "dkim_tokens": []})
    assert of_itself("bulk-rules", facts(dns={DOMAIN: bare})) is Result.FAIL


def test_bulk_rules_are_unknown_while_dns_is_silent_and_do_not_apply_without_a_domain():
    told = verdicts("bulk-rules", of(dmarc=Status.TIME_OUT))[DOMAIN]
    assert (told.result, told.reason) == (Result.UNKNOWN, Reason.FAILED)
    assert result("bulk-rules", facts(identities={})) is Result.NOT_APPLICABLE


def test_what_to_paste_is_the_record_in_question():
    for name, record in (
        ("dkim-records", "aaa._domainkey."),
        ("mail-from-mx", "feedback-smtp."),
        ("mail-from-spf", "v=spf1"),
        ("dmarc", "_dmarc."),
    ):
        cure = BY_NAME[name].cured(facts(), verdicts(name, facts())[DOMAIN])
        assert record in cure.pastes[0].code
    assert BY_NAME["spf"].cured(facts(), verdicts("spf", facts())[DOMAIN]).pastes == ()
