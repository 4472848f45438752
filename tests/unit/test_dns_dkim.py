import base64

import pytest

from deliverability.dns import dkim_checks
from deliverability.dns.dkim_key import rsa_bits
from deliverability.dns.look import Setup, Standing
from simulator.zone import public_key
from tests.unit.looks import (
    DOMAIN,
    KEY,
    NO_DATA,
    NO_NAME,
    SERVFAIL,
    SETUP,
    TIME_OUT,
    TOKENS,
    found,
    look_at,
)

NAME, TARGET = f"one._domainkey.{DOMAIN}", "one.dkim.amazonses.com"


def judged(changes, check=dkim_checks.records, setup=SETUP):
    return check(look_at(changes, setup))


def test_three_right_records_pass_and_are_shown():
    result = judged({})
    assert result.standing is Standing.PASS
    assert [evidence.params["values"] for evidence in result.evidence] == [f"{t}.dkim.amazonses.com" for t in TOKENS]


def test_an_identity_without_tokens_has_no_records_to_look_for():
    bare = Setup(DOMAIN, "us-east-1")
    assert judged({}, setup=bare).standing is Standing.NOT_APPLICABLE
    assert judged({}, dkim_checks.key, bare).standing is Standing.NOT_APPLICABLE


@pytest.mark.parametrize("answer", [TIME_OUT, SERVFAIL])
def test_no_answer_is_no_verdict(answer):
    assert judged({(NAME, "CNAME"): answer}).standing is Standing.UNKNOWN
    assert judged({(NAME, "CNAME"): answer}, dkim_checks.key).standing is Standing.UNKNOWN


def test_one_wrong_record_fails_though_another_gave_no_answer():
    wrong = {(NAME, "CNAME"): TIME_OUT, (f"two._domainkey.{DOMAIN}", "CNAME"): found("elsewhere.example")}
    assert judged(wrong).standing is Standing.FAIL


@pytest.mark.parametrize("answer", [NO_NAME, NO_DATA])
def test_a_missing_record_fails_with_the_record_to_add(answer):
    result = judged({(NAME, "CNAME"): answer, (NAME, "TXT"): NO_NAME})
    assert result.standing is Standing.FAIL
    assert result.cures[0].msgid == "Add this record: {name} {type} {value}"
    assert result.cures[0].params == {"name": NAME, "type": "CNAME", "value": TARGET}


def test_a_domain_appended_to_the_value_is_named_with_the_dot_that_was_missing():
    result = judged({(NAME, "CNAME"): found(f"{TARGET}.{DOMAIN}")})
    assert result.standing is Standing.FAIL
    assert result.cures[0].params == {"domain": DOMAIN, "value": f"{TARGET}."}


def test_a_record_that_points_elsewhere_is_told_as_it_must_be():
    result = judged({(NAME, "CNAME"): found("other.dkim.amazonses.com")})
    assert result.standing is Standing.FAIL
    assert [cure.msgid for cure in result.cures] == ["The record must be: {name} {type} {value}"]


def test_a_domain_appended_to_the_name_is_named_with_what_to_enter():
    result = judged({(NAME, "CNAME"): NO_NAME, (NAME, "TXT"): NO_NAME, (f"{NAME}.{DOMAIN}", "CNAME"): found(TARGET)})
    assert result.standing is Standing.FAIL
    assert result.cures[0].params == {"domain": DOMAIN, "host": "one._domainkey"}


def test_a_txt_record_in_the_way_is_named():
    result = judged({(NAME, "CNAME"): NO_DATA, (NAME, "TXT"): found(TARGET)})
    assert result.standing is Standing.FAIL
    assert result.cures[0].msgid.startswith("A TXT record stands where the CNAME must.")


def test_a_proxied_record_is_named_with_its_switch():
    result = judged({(NAME, "CNAME"): NO_DATA, (NAME, "TXT"): NO_DATA, (NAME, "A"): found("192.0.2.80")})
    assert result.standing is Standing.FAIL
    assert "orange cloud" in result.cures[0].msgid


def test_the_zone_that_ses_names_is_the_one_that_is_asked_for():
    zone = "eu.dkim.eu-central-3.amazonses.com"
    setup = Setup(DOMAIN, "eu-central-3", ("one",), zone)
    assert judged({(NAME, "CNAME"): found(f"one.{zone}")}, setup=setup).standing is Standing.PASS
    assert judged({}, setup=setup).standing is Standing.FAIL


OWN = Setup(DOMAIN, "us-east-1", ("mine",), dkim_origin="EXTERNAL")
OWN_NAME = f"mine._domainkey.{DOMAIN}"


@pytest.mark.parametrize(
    ("answer", "standing"),
    [(found(KEY), Standing.PASS), (NO_NAME, Standing.FAIL), (TIME_OUT, Standing.UNKNOWN)],
)
def test_a_key_of_ones_own_is_a_txt_record(answer, standing):
    assert judged({(OWN_NAME, "TXT"): answer}, setup=OWN).standing is standing


def test_a_key_of_ones_own_is_measured_too():
    assert judged({(OWN_NAME, "TXT"): found(KEY)}, dkim_checks.key, OWN).standing is Standing.ATTENTION


def keys(value):
    return {(f"{token}._domainkey.{DOMAIN}", "TXT"): value for token in TOKENS}


@pytest.mark.parametrize(
    ("bits", "standing"),
    [(768, Standing.FAIL), (1024, Standing.ATTENTION), (1536, Standing.ATTENTION), (2048, Standing.PASS)],
)
def test_keys_under_1024_bits_fail_and_under_2048_want_attention(bits, standing):
    result = judged(keys(found(public_key(bits, "a seed"))), dkim_checks.key)
    assert result.standing is standing
    assert result.evidence[0].params["bits"] == bits


def test_a_key_that_is_being_changed_is_no_trouble():
    assert judged(keys(found("p=")), dkim_checks.key).standing is Standing.PASS


def test_names_that_ses_keeps_for_its_next_key_are_passed_over():
    changes = {**keys(NO_DATA), (NAME, "TXT"): found(public_key(2048, "a seed"))}
    assert len(judged(changes, dkim_checks.key).evidence) == 1
    assert judged(keys(NO_DATA), dkim_checks.key).standing is Standing.NOT_APPLICABLE
    assert judged(keys(TIME_OUT), dkim_checks.key).standing is Standing.UNKNOWN


def test_where_there_are_no_records_there_is_no_key_to_judge():
    changes = {(f"{token}._domainkey.{DOMAIN}", "CNAME"): NO_NAME for token in TOKENS}
    assert judged({**changes, **keys(found(KEY))}, dkim_checks.key).standing is Standing.NOT_APPLICABLE


def test_the_key_of_rfc_6376_has_1024_bits():
    assert rsa_bits(f"v=DKIM1; k=rsa; {KEY}") == 1024


def test_a_bare_rsa_key_is_read_too():
    whole = base64.b64decode(KEY.removeprefix("p="))
    bare = whole[22:]  # past the outer sequence, the algorithm and the head of the bit string
    assert rsa_bits(f"p={base64.b64encode(bare).decode()}") == 1024


@pytest.mark.parametrize(
    "record", ["", "p=", "v=DKIM1", "k=ed25519; p=aGVsbG8=", "p=not base64!", "p=AAAA", "p=MAM=", "p=MA=="]
)
def test_what_is_no_rsa_key_has_no_length(record):
    assert rsa_bits(record) is None
