"""The last look at each domain: kept whole, replaced by the next, forgotten with its identity."""

from deliverability.dns.look import Answer, Look, Question, Setup, Status
from deliverability.model import Scope
from store import dns

SETUP = Setup("example.com", "us-east-1", ("one", "two"), "dkim.amazonses.com", "AWS_SES", "mail.example.com")


def look(at, domain="example.com", **answers):
    setup = Setup(domain, "us-east-1") if domain != "example.com" else SETUP
    return Look(setup, at, {Question(name, "TXT"): answer for name, answer in answers.items()})


def test_a_look_comes_back_as_it_was_kept(store, seen, scope):
    kept = look(
        5,
        found=Answer(Status.FOUND, ('"한국" \\', "; DROP TABLE"), ("a.example", "b.example")),
        silent=Answer(Status.TIME_OUT),
    )
    dns.keep(store, scope, kept)
    assert dns.looks(seen, scope) == {"example.com": kept}


def test_the_next_look_takes_the_place_of_the_last(store, seen, scope):
    dns.keep(store, scope, look(5, found=Answer(Status.FOUND, ("x",))))
    dns.keep(store, scope, look(4))
    assert dns.looks(seen, scope) == {"example.com": look(4)}


def test_scopes_are_kept_apart_and_one_unknown_has_none(store, seen, scope):
    dns.keep(store, scope, look(5))
    assert dns.looks(seen, Scope("9" * 12, "us-east-1")) == {}
    assert dns.forget(store, Scope("9" * 12, "us-east-1"), ()) == []


def test_domains_that_are_not_there_any_more_are_forgotten(store, seen, scope):
    for domain in ("b.example", "example.com", "a.example"):
        dns.keep(store, scope, look(5, domain))
    assert dns.forget(store, scope, {"example.com"}) == ["a.example", "b.example"]
    assert list(dns.looks(seen, scope)) == ["example.com"]
