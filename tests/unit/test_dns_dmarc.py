import dataclasses

import pytest

from deliverability.dns import dmarc, dmarc_checks
from deliverability.dns.look import Question, Standing
from tests.unit.looks import DOMAIN, NO_NAME, SERVFAIL, SETUP, TIME_OUT, found, look_at

NAME = f"_dmarc.{DOMAIN}"
NEWS = dataclasses.replace(SETUP, domain=f"news.{DOMAIN}", mail_from="")


def policy(*records, setup=SETUP, **others):
    return dmarc_checks.policy(told(records, setup, others))


def reports(*records, **others):
    return dmarc_checks.reports(told(records, SETUP, others))


def told(records, setup, others):
    changes = {(NAME, "TXT"): found(*records) if records else NO_NAME}
    changes |= {(f"_dmarc.{name}.{DOMAIN}", "TXT"): found(value) for name, value in others.items()}
    return look_at(changes, setup)


@pytest.mark.parametrize(
    ("record", "standing"),
    [
        ("v=DMARC1; p=reject", Standing.PASS),
        ("v=DMARC1; p=quarantine; pct=10", Standing.PASS),
        ("v=DMARC1;p=Quarantine", Standing.PASS),
        ("v=DMARC1; p=none; rua=mailto:a@example.com", Standing.ATTENTION),
        ("v=DMARC1; p=reject; t=y", Standing.ATTENTION),
        ("v=DMARC1; rua=mailto:a@example.com", Standing.ATTENTION),
        ("v=DMARC1", Standing.ATTENTION),
        ("v=DMARC1; p=refuse; rua=mailto:a@example.com", Standing.ATTENTION),
        ("v=DMARC1; p=refuse", Standing.FAIL),
        ("p=reject; v=DMARC1", Standing.FAIL),
        ("v=DMARC2; p=reject", Standing.FAIL),
    ],
)
def test_a_policy_is_worth_what_receivers_make_of_it(record, standing):
    assert policy(record).standing is standing


def test_a_missing_record_fails_with_the_record_to_begin_with():
    result = policy()
    assert result.standing is Standing.FAIL
    assert result.cures[-1].params == {
        "name": NAME,
        "type": "TXT",
        "value": '"v=DMARC1; p=none; rua=mailto:dmarc@example.com"',
    }


def test_another_text_in_its_place_is_shown():
    assert policy("hello").evidence[0].params["values"] == "hello"


def test_two_records_count_as_none():
    assert policy("v=DMARC1; p=none", "v=DMARC1; p=reject").standing is Standing.FAIL


@pytest.mark.parametrize("answer", [TIME_OUT, SERVFAIL])
def test_no_answer_is_no_verdict(answer):
    look = look_at({(NAME, "TXT"): answer})
    assert dmarc_checks.policy(look).standing is Standing.UNKNOWN
    assert dmarc_checks.reports(look).standing is Standing.UNKNOWN


def test_a_subdomain_lives_by_the_record_above_it_and_its_sp():
    assert policy("v=DMARC1; p=none; sp=reject", setup=NEWS).standing is Standing.PASS
    assert policy("v=DMARC1; p=reject; sp=none", setup=NEWS).standing is Standing.ATTENTION
    above = policy("v=DMARC1; p=reject", setup=NEWS)
    assert (above.standing, above.evidence[-1].params["place"]) == (Standing.PASS, DOMAIN)


def test_a_subdomain_with_a_record_of_its_own_lives_by_that():
    assert policy("v=DMARC1; p=none", setup=NEWS, news="v=DMARC1; p=reject").standing is Standing.PASS


def walked(domain, **records):
    answers = {Question(f"_dmarc.{place.replace('_', '.')}", "TXT"): found(*value) for place, value in records.items()}
    for place in dmarc.places(domain):
        answers.setdefault(dmarc.question(place), NO_NAME)
    return dmarc.found(domain, answers)


def test_above_the_domain_the_organisations_record_counts_not_one_between():
    both = {"b_example_com": ["v=DMARC1; p=none"], "example_com": ["v=DMARC1; p=reject"]}
    assert walked("a.b.example.com", **both).record.at == "example.com"


def test_a_record_that_says_it_is_the_organisations_ends_the_search():
    both = {"b_example_com": ["v=DMARC1; p=none; psd=n"], "example_com": ["v=DMARC1; p=reject"]}
    assert walked("a.b.example.com", **both).record.at == "b.example.com"


def test_two_records_above_the_domain_are_passed_over():
    assert walked("a.example.com", example_com=["v=DMARC1; p=none", "v=DMARC1; p=reject"]).record is None


def test_a_place_above_that_gives_no_answer_leaves_it_unknown():
    assert dmarc.found("a.example.com", {dmarc.question("a.example.com"): NO_NAME}).silent == "_dmarc.example.com"


def test_long_names_are_cut_as_the_standard_says_and_top_level_domains_left_alone():
    assert list(dmarc.places("example.com")) == ["example.com"]
    assert list(dmarc.places("a.b.c.d.e.f.g.h.i.com")) == [
        "a.b.c.d.e.f.g.h.i.com",
        "d.e.f.g.h.i.com",
        "e.f.g.h.i.com",
        "f.g.h.i.com",
        "g.h.i.com",
        "h.i.com",
        "i.com",
    ]


def test_the_first_of_two_tags_counts():
    assert dmarc.tags("v=DMARC1; p=none; P = reject; junk") == {"v": "DMARC1", "p": "none"}


@pytest.mark.parametrize(
    ("record", "standing"),
    [
        ("v=DMARC1; p=none; rua=mailto:a@example.com!10m", Standing.PASS),
        ("v=DMARC1; p=none; rua=mailto:a@mail.example.com", Standing.PASS),
        ("v=DMARC1; p=none", Standing.ATTENTION),
        ("v=DMARC1; p=none; rua=https://example.com/", Standing.ATTENTION),
        ("v=DMARC1; p=none; rua=mailto:a@reports.example", Standing.ATTENTION),
    ],
)
def test_reports_must_go_to_a_mailbox_that_takes_them(record, standing):
    assert reports(record).standing is standing


@pytest.mark.parametrize(
    ("answer", "standing"),
    [(found("v=DMARC1"), Standing.PASS), (found("no"), Standing.ATTENTION), (TIME_OUT, Standing.UNKNOWN)],
)
def test_another_domain_must_say_that_it_takes_reports(answer, standing):
    permission = f"{DOMAIN}._report._dmarc.reports.example"
    changes = {(NAME, "TXT"): found("v=DMARC1; p=none; rua=mailto:a@reports.example"), (permission, "TXT"): answer}
    assert dmarc_checks.reports(look_at(changes)).standing is standing


def test_reports_do_not_apply_before_there_is_a_record():
    assert reports().standing is Standing.NOT_APPLICABLE


def test_reports_to_something_that_is_no_address_ask_nobody_else():
    record = dmarc.Record(DOMAIN, "", {"rua": "https://x.example/,mailto:@"})
    assert list(dmarc.report_domains(record)) == []


def aligned(record="v=DMARC1; p=none", **setup):
    changes = {(NAME, "TXT"): found(record)}
    return dmarc_checks.alignment(look_at(changes, dataclasses.replace(SETUP, **setup)))


@pytest.mark.parametrize(
    ("result", "standing"),
    [
        (aligned(), Standing.PASS),
        (aligned(mail_from=""), Standing.PASS),
        (aligned("v=DMARC1; p=none; aspf=s", mail_from=""), Standing.PASS),
        (aligned("v=DMARC1; p=none; aspf=s"), Standing.ATTENTION),
        (aligned(tokens=()), Standing.ATTENTION),
        (aligned(tokens=(), mail_from=""), Standing.FAIL),
        (aligned("v=DMARC1; p=none; aspf=s", tokens=()), Standing.FAIL),
    ],
)
def test_dkim_or_spf_must_speak_for_the_domain(result, standing):
    assert result.standing is standing
    assert len(result.evidence) == 2
