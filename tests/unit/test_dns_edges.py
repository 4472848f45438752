"""Where a check of DNS is easily a little wrong: each of these was once let through by a deliberate fault."""

from dataclasses import replace

from deliverability.dns import dkim_checks, dmarc, spf_checks
from deliverability.dns.look import Question, Standing
from deliverability.dns.spf import records, walk
from tests.unit.looks import DOMAIN, EXCHANGER, MAIL_FROM, NO_NAME, TIME_OUT, TOKENS, found, look_at, spf

NAME = f"{TOKENS[0]}._domainkey.{DOMAIN}"


def msgids(sentences):
    return " ".join(sentence.msgid for sentence in sentences)


def test_a_record_that_includes_itself_is_said_to_and_not_followed():
    walked = walk(DOMAIN, spf(f"v=spf1 include:{DOMAIN} ~all").answers)
    assert walked.lookups == 1
    assert "includes itself" in msgids(walked.faults)


def test_ptr_costs_a_look_up():
    assert walk(DOMAIN, spf("v=spf1 ptr ~all").answers).lookups == 1


def test_a_version_that_begins_like_spf_s_is_none():
    assert records(found("v=spf10 ~all", "v=spf1", "v=spf1 ~all")) == ["v=spf1", "v=spf1 ~all"]


def test_of_a_mail_from_whose_include_does_not_answer_nothing_is_missing():
    look = look_at({(MAIL_FROM, "TXT"): found("v=spf1 include:slow.example ~all"), ("slow.example", "TXT"): TIME_OUT})
    assert spf_checks.of_mail_from(look).standing is Standing.UNKNOWN


def test_an_mx_to_whose_value_the_panel_appended_the_domain_is_told_to_be_so():
    judged = spf_checks.mail_exchangers(look_at({(MAIL_FROM, "MX"): found(f"10 {EXCHANGER}.{DOMAIN}")}))
    assert "appended" in msgids(judged.cures)
    other = spf_checks.mail_exchangers(look_at({(MAIL_FROM, "MX"): found(f"10 x.{EXCHANGER}")}))
    assert "appended" not in msgids(other.cures)


def test_two_dmarc_records_above_a_domain_are_none_but_its_own_two_are_told():
    answers = {
        dmarc.question("a.shop.example"): NO_NAME,
        dmarc.question("shop.example"): found("v=DMARC1; p=none", "v=DMARC1; p=reject"),
    }
    assert (dmarc.found("a.shop.example", answers).record, dmarc.found("a.shop.example", answers).several) == (None, ())
    assert len(dmarc.found("shop.example", answers).several) == 2


def test_a_cname_that_did_not_answer_is_unknown_whatever_stands_beside_it():
    look = look_at({})
    answers = {**look.answers, Question(NAME, "CNAME"): TIME_OUT, Question(NAME, "TXT"): found("p=abc")}
    assert dkim_checks.records(replace(look, answers=answers)).standing is Standing.UNKNOWN
