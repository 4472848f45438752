import dataclasses

import pytest

from deliverability.dns import drift
from deliverability.dns.judgement import CHECKS
from deliverability.dns.look import Judged, Look, Setup, Standing, together
from deliverability.dns.panels import PANELS
from deliverability.dns.records import records, zone_file
from deliverability.dns.setup import setups
from deliverability.model import text
from tests.unit.looks import DOMAIN, EXCHANGER, MAIL_FROM, NO_NAME, SERVFAIL, SETUP, TIME_OUT, TOKENS, found, look_at

LEGACY = f"_amazonses.{DOMAIN}"


@pytest.mark.parametrize("name", CHECKS)
def test_of_what_was_never_asked_nothing_is_known(name):
    expected = Standing.PASS if name == "dmarc-alignment" else Standing.UNKNOWN
    assert CHECKS[name](Look(SETUP, 1)).standing is expected


@pytest.mark.parametrize("name", CHECKS)
def test_a_well_kept_domain_fails_nowhere_and_every_verdict_has_evidence(name):
    judged = CHECKS[name](look_at({}))
    assert judged.standing in {Standing.PASS, Standing.NOT_APPLICABLE, Standing.ATTENTION}
    assert judged.evidence


@pytest.mark.parametrize(
    ("answer", "standing"),
    [(NO_NAME, Standing.NOT_APPLICABLE), (found("x"), Standing.PASS), (SERVFAIL, Standing.UNKNOWN)],
)
def test_the_record_of_older_guides_is_never_missed(answer, standing):
    assert CHECKS["legacy-record"](look_at({(LEGACY, "TXT"): answer})).standing is standing


def test_of_several_judgements_the_worst_counts_and_a_failure_beats_the_unknown():
    parts = [Judged(Standing.PASS, (text("a"),)), Judged(Standing.UNKNOWN, (text("a"),)), Judged(Standing.FAIL)]
    assert together(*parts).standing is Standing.FAIL
    assert together(*parts).evidence == (text("a"),)
    assert together(*parts[:2]).standing is Standing.UNKNOWN
    assert together().standing is Standing.NOT_APPLICABLE


def test_identities_that_are_domains_become_setups():
    found_setups = setups(
        "us-east-1",
        {
            "Example.COM": {
                "dkim_tokens": ["ONE"],
                "dkim_hosted_zone": "z.example.",
                "mail_from_domain": "Mail.example.com",
            },
            "a@example.com": {"dkim_tokens": ["two"]},
            "gone.example": None,
            "bare.example": {},
        },
    )
    assert found_setups == {
        DOMAIN: Setup(DOMAIN, "us-east-1", ("one",), "z.example", "", MAIL_FROM),
        "bare.example": Setup("bare.example", "us-east-1"),
    }


def test_the_records_to_add_name_the_tokens_the_region_and_the_domain():
    wanted = [(record.type, record.name, record.value) for record in records(SETUP)]
    assert wanted == [
        *(("CNAME", f"{token}._domainkey.{DOMAIN}", f"{token}.dkim.amazonses.com") for token in TOKENS),
        ("TXT", f"_dmarc.{DOMAIN}", f'"v=DMARC1; p=none; rua=mailto:dmarc@{DOMAIN}"'),
        ("MX", MAIL_FROM, f"10 {EXCHANGER}"),
        ("TXT", MAIL_FROM, '"v=spf1 include:amazonses.com ~all"'),
    ]


def test_a_key_of_ones_own_is_not_told_since_ses_does_not_know_it():
    own = dataclasses.replace(SETUP, dkim_origin="EXTERNAL", mail_from="")
    assert [record.type for record in records(own)] == ["TXT", "MX", "TXT"]


def test_a_zone_file_writes_every_name_whole():
    lines = zone_file(records(SETUP)).splitlines()
    assert lines[0] == f"one._domainkey.{DOMAIN}.   3600 IN CNAME one.dkim.amazonses.com."
    assert lines[4] == f"{MAIL_FROM}.             3600 IN MX    10 {EXCHANGER}."
    assert zone_file([]) == ""


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.name)
def test_a_panel_gets_names_without_the_domain_and_values_as_its_fields_want_them(panel):
    cname, *_, dmarc, exchanger, spf = records(SETUP)
    assert panel.host(cname, DOMAIN) == "one._domainkey"
    assert panel.host(spf, MAIL_FROM) == "@"
    assert panel.value(cname).rstrip(".") == "one.dkim.amazonses.com"
    assert panel.value(dmarc).strip('"').startswith("v=DMARC1;")
    assert f"{panel.preference(exchanger)} {panel.value(exchanger)}".strip().rstrip(".") == f"10 {EXCHANGER}"
    assert panel.preference(spf) == ""
    assert panel.hints


def test_the_traps_of_each_panel_are_kept():
    values = {panel.name.partition(" ")[0]: panel for panel in PANELS}
    cname, *_, exchanger, spf = records(SETUP)
    assert values["Route"].value(spf) == '"v=spf1 include:amazonses.com ~all"'
    assert values["Route"].value(exchanger) == f"10 {EXCHANGER}"
    assert values["Gabia"].value(cname) == "one.dkim.amazonses.com."
    assert values["cafe24"].value(spf) == "v=spf1 include:amazonses.com ~all"


def test_drift_holds_the_records_and_nothing_else():
    assert drift.body(look_at({}), None) == {
        "dkim_records": ["one.dkim.amazonses.com", "three.dkim.amazonses.com", "two.dkim.amazonses.com"],
        "mail_from_mx": [f"10 {EXCHANGER}"],
        "mail_from_spf": ["v=spf1 include:amazonses.com ~all"],
        "spf_record": ["v=spf1 ip4:192.0.2.0/24 ~all"],
        "dmarc_record": ["v=DMARC1; p=reject; rua=mailto:dmarc@example.com"],
    }


def test_what_gives_no_answer_stays_as_it_was_known():
    silent = {
        (DOMAIN, "TXT"): TIME_OUT,
        (f"_dmarc.{DOMAIN}", "TXT"): SERVFAIL,
        (f"one._domainkey.{DOMAIN}", "CNAME"): TIME_OUT,
    }
    before = drift.body(look_at({}), None)
    assert drift.body(look_at(silent), before) == before
    assert set(drift.body(look_at(silent), None)) == {"mail_from_mx", "mail_from_spf"}
    assert set(drift.body(look_at(silent), {"spf_record": ["x"]})) == {"mail_from_mx", "mail_from_spf", "spf_record"}


def test_what_is_gone_from_dns_is_a_change():
    gone = drift.body(look_at({(f"_dmarc.{DOMAIN}", "TXT"): NO_NAME}), {"dmarc_record": ["v=DMARC1; p=none"]})
    assert gone["dmarc_record"] == []
    two = {(f"_dmarc.{DOMAIN}", "TXT"): found("v=DMARC1; p=none", "v=DMARC1; p=reject")}
    assert len(drift.body(look_at(two), None)["dmarc_record"]) == 2


def test_what_is_not_set_up_is_left_out():
    bare = Setup(DOMAIN, "us-east-1")
    assert set(drift.body(look_at({}, bare), None)) == {"spf_record", "dmarc_record"}
    own = dataclasses.replace(SETUP, dkim_origin="EXTERNAL")
    assert drift.body(look_at({}, own), None)["dkim_records"]
