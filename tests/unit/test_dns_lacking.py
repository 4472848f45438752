"""Nobody is told to add a record that is there."""

import dataclasses

import pytest

from deliverability.dns.lacking import lacking
from deliverability.dns.records import records
from tests.unit.looks import DOMAIN, MAIL_FROM, NO_NAME, SERVFAIL, SETUP, found, look_at


def names(changes, setup=SETUP):
    return [(record.type, record.name) for record in lacking(setup, look_at(changes, setup))]


def test_a_domain_that_is_well_kept_lacks_nothing():
    assert names({}) == []


@pytest.mark.parametrize("look", [None, look_at({}, dataclasses.replace(SETUP, mail_from=""))])
def test_all_are_told_until_the_domain_was_looked_at_as_it_is_set_up(look):
    assert lacking(SETUP, look) == records(SETUP)


@pytest.mark.parametrize(
    ("name", "kind", "answer"),
    [
        (f"one._domainkey.{DOMAIN}", "CNAME", NO_NAME),
        (f"one._domainkey.{DOMAIN}", "CNAME", found("other.example")),
        (f"one._domainkey.{DOMAIN}", "CNAME", SERVFAIL),
        (f"_dmarc.{DOMAIN}", "TXT", NO_NAME),
        (f"_dmarc.{DOMAIN}", "TXT", SERVFAIL),
        (MAIL_FROM, "MX", NO_NAME),
        (MAIL_FROM, "MX", found("10 other.example")),
        (MAIL_FROM, "TXT", NO_NAME),
        (MAIL_FROM, "TXT", found("v=spf1 -all")),
    ],
)
def test_what_is_not_there_or_not_known_to_be_is_told(name, kind, answer):
    assert names({(name, kind): answer}) == [(kind, name)]


@pytest.mark.parametrize(
    "answer",
    [found("v=DMARC1; p=quarantine"), found("v=DMARC1; p=none"), found("v=DMARC1; p=none", "v=DMARC1; p=reject")],
)
def test_a_dmarc_record_of_ones_own_is_never_to_be_replaced_by_one_to_begin_with(answer):
    assert names({(f"_dmarc.{DOMAIN}", "TXT"): answer}) == []


def test_the_records_of_a_mail_from_domain_that_is_not_set_yet_are_told():
    bare = dataclasses.replace(SETUP, mail_from="")
    assert [kind for kind, _ in names({}, bare)] == ["MX", "TXT"]
