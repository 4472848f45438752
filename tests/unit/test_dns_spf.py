import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.dns import spf_checks
from deliverability.dns.look import Answer, Look, Question, Standing, Status
from deliverability.dns.questions import unanswered
from deliverability.dns.spf import Term, terms, walk
from tests.unit.looks import (
    DOMAIN,
    EXCHANGER,
    MAIL_FROM,
    NO_DATA,
    NO_NAME,
    SERVFAIL,
    SETUP,
    TIME_OUT,
    found,
    look_at,
    spf,
)

WITHOUT_MAIL_FROM = dataclasses.replace(SETUP, mail_from="")


def faults(look):
    result = spf_checks.of_domain(look)
    return result.standing, [sentence.msgid for sentence in result.evidence]


def test_a_sound_record_passes_with_its_counts():
    result = spf_checks.of_domain(spf("v=spf1 include:a.example.com mx ~all", a="v=spf1 ip4:192.0.2.1 -all"))
    assert result.evidence[1].params == {"n": 2, "voids": 1}  # the domain has no MX record
    assert result.standing is Standing.ATTENTION


def test_a_domain_without_a_record_needs_none():
    assert spf_checks.of_domain(spf("other text")).standing is Standing.NOT_APPLICABLE
    assert spf_checks.of_domain(look_at({(DOMAIN, "TXT"): NO_NAME})).standing is Standing.NOT_APPLICABLE


@pytest.mark.parametrize("answer", [TIME_OUT, SERVFAIL])
def test_no_answer_is_no_verdict(answer):
    assert spf_checks.of_domain(look_at({(DOMAIN, "TXT"): answer})).standing is Standing.UNKNOWN


def includes(count):
    names = [f"s{number}" for number in range(count)]
    record = f"v=spf1 {' '.join(f'include:{name}.{DOMAIN}' for name in names)} ~all"
    return spf(record, **dict.fromkeys(names, "v=spf1 ip4:192.0.2.1 -all"))


def test_ten_lookups_pass_and_eleven_fail():
    assert spf_checks.of_domain(includes(10)).standing is Standing.PASS
    eleven = spf_checks.of_domain(includes(11))
    assert eleven.standing is Standing.FAIL
    assert eleven.evidence[-1].params == {"domain": DOMAIN, "n": 11}
    assert "no longer use" in eleven.cures[0].msgid


def test_a_record_that_asks_without_end_is_not_followed_without_end():
    wide = " ".join(f"include:x{number}.{DOMAIN}" for number in range(50))
    names = {f"x{number}": f"v=spf1 {wide} ~all" for number in range(50)}
    walked = walk(DOMAIN, spf(f"v=spf1 {wide} ~all", **names).answers)
    assert walked.lookups > 10
    assert len(walked.questions) < 40


def test_two_records_fail_with_the_one_that_holds_both():
    result = spf_checks.of_domain(spf("v=spf1 ip4:192.0.2.1 ~all", "v=spf1 mx ip4:192.0.2.1 -all"))
    assert result.standing is Standing.FAIL
    assert result.cures[0].params["record"] == '"v=spf1 ip4:192.0.2.1 mx -all"'


def test_two_records_without_an_end_are_merged_with_a_soft_one():
    result = spf_checks.of_domain(spf("v=spf1 ip4:192.0.2.1", "v=spf1 ip4:192.0.2.2"))
    assert result.cures[0].params["record"] == '"v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 ~all"'


def test_a_loop_fails():
    look = spf(f"v=spf1 include:a.{DOMAIN} ~all", a=f"v=spf1 include:{DOMAIN} ~all")
    assert faults(look) == (
        Standing.FAIL,
        [
            "{name} TXT → {values}",
            "{n:number} of 10 look-ups, {voids:number} of 2 that lead nowhere",
            "The SPF record of {domain} includes itself by way of {name}.",
        ],
    )


def test_the_same_name_included_twice_is_no_loop_and_counts_twice():
    look = spf(
        f"v=spf1 include:a.{DOMAIN} include:b.{DOMAIN} ~all", a=f"v=spf1 include:b.{DOMAIN} ~all", b="v=spf1 -all"
    )
    assert walk(DOMAIN, look.answers).lookups == 3
    assert spf_checks.of_domain(look).standing is Standing.PASS


@pytest.mark.parametrize(
    ("count", "standing"), [(0, Standing.PASS), (1, Standing.ATTENTION), (2, Standing.ATTENTION), (3, Standing.FAIL)]
)
def test_two_names_that_lead_nowhere_want_attention_and_three_fail(count, standing):
    look = spf(f"v=spf1 {' '.join(f'a:gone{number}.{DOMAIN}' for number in range(count))} ip4:192.0.2.1 ~all")
    assert spf_checks.of_domain(look).standing is standing


def test_an_include_that_has_no_record_fails():
    standing, told = faults(spf(f"v=spf1 include:gone.{DOMAIN} ~all"))
    assert standing is Standing.FAIL
    assert told[-1] == "The record of {domain} includes {name}, which has no SPF record."


def test_an_include_that_does_not_answer_is_unknown():
    look = look_at({(DOMAIN, "TXT"): found("v=spf1 include:slow.example ~all"), ("slow.example", "TXT"): TIME_OUT})
    assert spf_checks.of_domain(look).standing is Standing.UNKNOWN


def test_what_is_known_to_be_wrong_fails_though_an_include_does_not_answer():
    records = found("v=spf1 include:slow.example ~all", "v=spf1 -all")
    look = look_at({(DOMAIN, "TXT"): records, ("slow.example", "TXT"): SERVFAIL})
    assert spf_checks.of_domain(look).standing is Standing.FAIL


def test_a_name_that_does_not_answer_is_neither_void_nor_there():
    look = look_at({(DOMAIN, "TXT"): found("v=spf1 a:slow.example ~all"), ("slow.example", "A"): TIME_OUT})
    assert spf_checks.of_domain(look).standing is Standing.UNKNOWN
    there = look_at({(DOMAIN, "TXT"): found("v=spf1 a:host.example ~all"), ("host.example", "A"): found("192.0.2.1")})
    assert spf_checks.of_domain(there).standing is Standing.PASS


def test_what_is_no_mechanism_fails():
    standing, told = faults(spf("v=spf1 inclde:a.example ~all"))
    assert standing is Standing.FAIL
    assert told[-1] == "The SPF record of {domain} has a part that receivers cannot read: {word}"


@pytest.mark.parametrize("end", ["+all", "all", "ptr ~all"])
def test_what_lets_anybody_in_wants_attention(end):
    assert spf_checks.of_domain(spf(f"v=spf1 ip4:192.0.2.1 {end}")).standing is Standing.ATTENTION


def test_a_redirect_is_followed_unless_the_record_ends_by_itself():
    assert walk(DOMAIN, spf(f"v=spf1 redirect=a.{DOMAIN}", a="v=spf1 -all").answers).includes == [f"a.{DOMAIN}"]
    assert walk(DOMAIN, spf(f"v=spf1 redirect=a.{DOMAIN} -all").answers).lookups == 0


def test_a_macro_counts_and_is_not_looked_up():
    walked = walk(DOMAIN, spf("v=spf1 exists:%{i}._spf.%{d} ~all").answers)
    assert (walked.lookups, walked.voids, len(walked.questions)) == (1, [], 1)


def test_terms_of_all_kinds_are_told_apart():
    record = "v=spf1 ?a/24 -mx:Mail.Example.com. ip4:192.0.2.0/24 ip6:2001:db8::/32 exp=why.example.com +ALL junk:1:2 nonsense ip4:192.0.2 ip4:2001:db8::"
    assert list(terms(record)) == [
        Term("?", "a", ""),
        Term("-", "mx", "mail.example.com"),
        Term("", "ip4", "192.0.2.0"),
        Term("", "ip6", "2001:db8::"),
        Term("+", "all", ""),
        "junk:1:2",
        "nonsense",
        "ip4:192.0.2",
        "ip4:2001:db8::",
    ]


WORD = st.sampled_from(
    ["include:a.example.com", "include:example.com", "a", "mx", "~all", "redirect=a.example.com", "ptr", "x"]
)


@given(st.lists(WORD, max_size=40), st.lists(WORD, max_size=40), st.sampled_from(list(Status)))
def test_whatever_a_record_says_it_is_followed_to_an_end_and_judged(own, other, status):
    answers = {}
    records = {DOMAIN: " ".join(["v=spf1", *own]), f"a.{DOMAIN}": " ".join(["v=spf1", *other])}
    while open_ones := unanswered(SETUP, answers):
        for question in open_ones:
            known = question.type == "TXT" and question.name in records
            answers[question] = found(records[question.name]) if known else Answer(status)
    spf_checks.of_domain(Look(SETUP, 1, answers))
    assert len(answers) < 100


def test_the_mail_from_domain_needs_a_record_that_lets_ses_send():
    assert spf_checks.of_mail_from(look_at({})).standing is Standing.PASS
    other = spf_checks.of_mail_from(look_at({(MAIL_FROM, "TXT"): found("v=spf1 ip4:192.0.2.1 ~all")}))
    assert other.standing is Standing.FAIL
    assert other.cures[-1].params["value"] == '"v=spf1 include:amazonses.com ~all"'


@pytest.mark.parametrize("answer", [NO_NAME, NO_DATA, found("other text")])
def test_a_mail_from_domain_without_a_record_fails_with_the_record_to_add(answer):
    result = spf_checks.of_mail_from(look_at({(MAIL_FROM, "TXT"): answer}))
    assert result.standing is Standing.FAIL
    assert result.cures[0].params["name"] == MAIL_FROM


@pytest.mark.parametrize("name", [MAIL_FROM, "amazonses.com"])
def test_without_an_answer_nothing_is_said_of_mail_from(name):
    assert spf_checks.of_mail_from(look_at({(name, "TXT"): TIME_OUT})).standing is Standing.UNKNOWN


def test_without_a_mail_from_domain_spf_of_it_does_not_apply_and_its_mx_wants_attention():
    look = look_at({}, WITHOUT_MAIL_FROM)
    assert spf_checks.of_mail_from(look).standing is Standing.NOT_APPLICABLE
    result = spf_checks.mail_exchangers(look)
    assert result.standing is Standing.ATTENTION
    assert [cure.params.get("name") for cure in result.cures] == [None, MAIL_FROM, MAIL_FROM]


@pytest.mark.parametrize(
    ("answer", "standing"),
    [
        (found(f"10 {EXCHANGER}"), Standing.PASS),
        (found(f"5 {EXCHANGER}"), Standing.PASS),
        (found(f"10 {EXCHANGER}", "20 mx.example.com"), Standing.FAIL),
        (found(f"10 {EXCHANGER}.{DOMAIN}"), Standing.FAIL),
        (found("10 feedback-smtp.us-east-1.amazonses.com"), Standing.FAIL),
        (found("10 mx.example.com"), Standing.FAIL),
        (NO_NAME, Standing.FAIL),
        (NO_DATA, Standing.FAIL),
        (TIME_OUT, Standing.UNKNOWN),
        (SERVFAIL, Standing.UNKNOWN),
    ],
)
def test_mail_from_has_exactly_one_mx_which_is_that_of_the_region(answer, standing):
    assert spf_checks.mail_exchangers(look_at({(MAIL_FROM, "MX"): answer})).standing is standing


def test_another_preference_than_10_passes_and_is_noted():
    result = spf_checks.mail_exchangers(look_at({(MAIL_FROM, "MX"): found(f"5 {EXCHANGER}")}))
    assert result.evidence[-1].params == {"preference": "5"}


def test_a_question_is_asked_once():
    assert Question(DOMAIN, "TXT") in look_at({}).answers
    assert len(unanswered(SETUP, {})) == len(set(unanswered(SETUP, {})))
