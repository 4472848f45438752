"""Looks at example.com for the tests of its checks: well kept, but for what a test puts in its place."""

from deliverability.dns.look import Answer, Look, Setup, Status
from deliverability.dns.questions import unanswered

DOMAIN, MAIL_FROM, REGION = "example.com", "mail.example.com", "ap-northeast-2"
TOKENS = ("one", "two", "three")
SETUP = Setup(DOMAIN, REGION, TOKENS, "dkim.amazonses.com", "AWS_SES", MAIL_FROM)
EXCHANGER = f"feedback-smtp.{REGION}.amazonses.com"
DMARC = f"v=DMARC1; p=reject; rua=mailto:dmarc@{DOMAIN}"
KEY = (
    "p="
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq"
    "631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB"
)
"""A published key of 1,024 bits: the example of RFC 6376, appendix C."""

TIME_OUT, SERVFAIL, NO_NAME, NO_DATA = (
    Answer(Status.TIME_OUT),
    Answer(Status.FAILURE),
    Answer(Status.NO_NAME),
    Answer(Status.NO_DATA),
)


def found(*values, through=()):
    return Answer(Status.FOUND, tuple(sorted(values)), tuple(through))


def well_kept():
    records = {
        (DOMAIN, "TXT"): found("v=spf1 ip4:192.0.2.0/24 ~all", "other text"),
        (MAIL_FROM, "MX"): found(f"10 {EXCHANGER}"),
        (MAIL_FROM, "TXT"): found("v=spf1 include:amazonses.com ~all"),
        ("amazonses.com", "TXT"): found("v=spf1 ip4:199.255.192.0/22 -all"),
        (f"_dmarc.{DOMAIN}", "TXT"): found(DMARC),
    }
    for token in TOKENS:
        records[f"{token}._domainkey.{DOMAIN}", "CNAME"] = found(f"{token}.dkim.amazonses.com")
        records[f"{token}._domainkey.{DOMAIN}", "TXT"] = found(KEY, through=[f"{token}.dkim.amazonses.com"])
    return records


def look_at(changes, setup=SETUP):
    """A look at which these records, by (name, type), were answered so and the rest well; every other name is unknown."""
    records = {**well_kept(), **changes}
    answers = {}
    while open_ones := unanswered(setup, answers):
        for question in open_ones:
            answers[question] = records.get((question.name, question.type), NO_NAME)
    return Look(setup, 1, answers)


def questions(setup=SETUP, changes=None):
    return set(look_at(changes or {}, setup).answers)


def spf(*records, **others):
    """A look at a domain with these SPF records; `others` by name are TXT records of other names."""
    changes = {(DOMAIN, "TXT"): found(*records)}
    changes |= {(f"{name}.{DOMAIN}", "TXT"): found(value) for name, value in others.items()}
    return look_at(changes)
