"""DNS looked up over real UDP and TCP on loopback: what each state of a zone comes to, and what is kept of it."""

import socket
import sys
import threading
from datetime import timedelta

import pytest

from collector.probes import dns, resolver
from collector.rounds import one
from deliverability.dns.judgement import CHECKS
from report.changes import recent
from simulator.dns import answering
from store import dns as looks
from store import runs, snapshots

DOMAIN = "example.com"
HOUR = timedelta(hours=1)


@pytest.fixture
def scenario():
    return "healthy"


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """Long enough for loopback, short enough for what is silent on purpose."""
    monkeypatch.setattr(resolver, "TRY_SECONDS", 0.3)
    monkeypatch.setattr(resolver, "LIFETIME_SECONDS", 0.5)


@pytest.fixture
def server(world):
    with answering(world) as port:
        yield ("127.0.0.1", port)


@pytest.fixture
def look(watch, world, server):
    """Reads identities and looks them up with these faults at example.com; returns what is kept."""
    aws = watch.regions[0]
    one(watch, aws, next(reading for reading in watch.readings if reading.name == "identities"), full=True)
    assert runs.last(watch.store, watch.scope(aws))["identities"].outcome == "ok"

    def looked(*faults, full=True, servers=(server,)):
        world.dns_faults[DOMAIN] = faults
        run = one(watch, aws, dns.reading(servers), full=full)
        return run, looks.looks(watch.store, watch.scope(aws))

    return looked


def standings(found, domain=DOMAIN):
    return {name: check(found[domain]).standing.value for name, check in CHECKS.items()}


WELL = {
    "dkim-records": "pass",
    "dkim-key": "pass",
    "mail-from-mx": "pass",
    "mail-from-spf": "pass",
    "spf": "pass",
    "dmarc": "pass",
    "dmarc-reports": "pass",
    "dmarc-alignment": "pass",
    "legacy-record": "not-applicable",
}
SILENT = {**dict.fromkeys(WELL, "unknown"), "dmarc-alignment": "pass"}
CASES = {
    (): {},
    ("spf-ten",): {},
    ("spf-eleven",): {"spf": "fail"},
    ("spf-two",): {"spf": "fail"},
    ("spf-loop",): {"spf": "fail"},
    ("spf-void",): {"spf": "attention"},
    ("spf-voids",): {"spf": "fail"},
    ("spf-silent",): {"spf": "unknown"},
    ("spf-missing",): {"spf": "not-applicable"},
    ("dmarc-missing",): {"dmarc": "fail", "dmarc-reports": "not-applicable"},
    ("dmarc-none",): {"dmarc": "attention"},
    ("dmarc-two",): {"dmarc": "fail", "dmarc-reports": "not-applicable"},
    ("dmarc-no-policy",): {"dmarc": "attention"},
    ("dmarc-unread",): {"dmarc-reports": "attention"},
    ("dmarc-elsewhere",): {"dmarc-reports": "attention"},
    ("dmarc-strict",): {"dmarc-alignment": "attention"},
    ("dkim-missing",): {"dkim-records": "fail", "dkim-key": "not-applicable"},
    ("dkim-wrong",): {"dkim-records": "fail", "dkim-key": "not-applicable"},
    ("dkim-appended",): {"dkim-records": "fail", "dkim-key": "not-applicable"},
    ("dkim-doubled",): {"dkim-records": "fail", "dkim-key": "not-applicable"},
    ("dkim-text",): {"dkim-records": "fail", "dkim-key": "not-applicable"},
    ("dkim-proxied",): {"dkim-records": "fail", "dkim-key": "not-applicable"},
    ("dkim-short",): {"dkim-key": "attention"},
    ("mail-from-no-mx",): {"mail-from-mx": "fail"},
    ("mail-from-two-mx",): {"mail-from-mx": "fail"},
    ("mail-from-region",): {"mail-from-mx": "fail"},
    ("mail-from-preference",): {},
    ("mail-from-appended",): {"mail-from-mx": "fail"},
    ("mail-from-no-spf",): {"mail-from-spf": "fail"},
    ("mail-from-other-spf",): {"mail-from-spf": "fail"},
    ("servfail",): SILENT,
    ("time-out",): SILENT,
    ("cut",): {},
    ("cut", "spf-eleven"): {"spf": "fail"},
    ("spf-two", "spf-silent"): {"spf": "unknown"},
}


@pytest.mark.parametrize(("faults", "expected"), CASES.items(), ids=["+".join(case) or "good" for case in CASES])
def test_each_state_of_a_zone_comes_to_its_verdict(look, faults, expected):
    run, found = look(*faults)
    assert run.outcome == "ok"
    assert standings(found) == {**WELL, **expected}


def test_every_state_that_the_simulator_knows_is_looked_at():
    from simulator.zone_faults import FAULTS

    assert FAULTS.keys() == {fault for case in CASES for fault in case}


def test_a_cut_answer_is_asked_again_by_tcp(look, world):
    look("cut")
    asked = [entry for entry in world.looked_up if entry == ("mail.example.com", "MX")]
    assert len(asked) == 2


def test_no_query_leaves_the_configured_resolver(look, server):
    met, armed = set(), True

    def audit(event, args):
        # The name server answers from threads of other names in this very process.
        if armed and threading.current_thread().name.startswith("dns_"):
            if event in {"socket.connect", "socket.sendto"}:
                met.add(args[1])
            elif event.startswith("socket.get"):
                met.add(event)

    sys.addaudithook(audit)
    try:
        look()
        look("cut")
    finally:
        armed = False  # a hook cannot be taken away
    assert met == {server}


def test_identities_that_have_no_records_yet_fail_and_addresses_are_not_looked_up(look):
    _, found = look()
    assert set(found) == {"example.com", "news.example.com", "shop.example.net", "old.example.org"}
    assert standings(found, "shop.example.net")["dkim-records"] == "fail"
    assert standings(found, "news.example.com")["mail-from-mx"] == "fail"


def test_nobody_at_the_name_server_fails_the_run_with_its_cure_and_leaves_verdicts_unknown(look):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as mute:
        mute.bind(("127.0.0.1", 0))
        run, found = look(servers=(mute.getsockname(),))
    assert run.outcome == "failed"
    assert "DNS_NAMESERVERS" in run.error.msgid
    assert standings(found) == SILENT


def test_a_time_out_is_no_change_and_a_lost_record_is_one(look, watch, world):
    scope = watch.scope(watch.regions[0])
    look()
    world.clock.advance(HOUR)
    look("time-out")
    world.clock.advance(HOUR)
    look("servfail")
    assert [s.subject for s in snapshots.history(watch.store, scope, 0, 2**40, "dns") if s.subject == DOMAIN] == [
        DOMAIN
    ]
    world.clock.advance(HOUR)
    look("dmarc-missing")
    told = [e.what.params for e in recent(watch.store, scope, int(world.clock.now()) + 1) if e.kind == "dns"]
    assert [(params["subject"], params["before"], params["after"]) for params in told] == [
        (DOMAIN, "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com", "–")
    ]


def test_what_is_well_rests_for_six_hours_and_what_is_not_is_looked_at_every_hour(look, watch, world):
    scope = watch.scope(watch.regions[0])
    look(full=False)
    first = int(world.clock.now())
    world.clock.advance(HOUR)
    look(full=False)
    times = {domain: found.at for domain, found in looks.looks(watch.store, scope).items()}
    assert times["example.com"] == first
    assert times["old.example.org"] == first + 3600
    world.clock.advance(5 * HOUR)
    look(full=False)
    assert looks.looks(watch.store, scope)["example.com"].at == first + 6 * 3600


def test_an_identity_that_was_set_up_anew_is_looked_at_at_once(look, watch, world):
    scope = watch.scope(watch.regions[0])
    look()
    world.looked_up.clear()
    body = dict(snapshots.latest(watch.store, scope, "identity")[DOMAIN].body)
    snapshots.keep(watch.store, scope, "identity", DOMAIN, {**body, "mail_from_domain": "bounce.example.com"}, 1)
    _, found = look(full=False)
    assert found[DOMAIN].setup.mail_from == "bounce.example.com"
    assert ("bounce.example.com", "MX") in world.looked_up


def test_an_identity_that_is_gone_is_no_longer_looked_at(look, watch, world):
    scope = watch.scope(watch.regions[0])
    look()
    snapshots.keep(watch.store, scope, "identity", DOMAIN, None, int(world.clock.now()))
    world.clock.advance(HOUR)
    _, found = look()
    assert DOMAIN not in found
    assert DOMAIN not in snapshots.latest(watch.store, scope, "dns")


def test_a_clock_that_was_set_back_does_not_keep_it_from_looking(look, world):
    look()
    world.clock.advance(-9 * HOUR)
    world.looked_up.clear()
    look(full=False)
    assert (DOMAIN, "TXT") in world.looked_up


def test_a_region_without_identities_asks_nobody(watch, server, world):
    run = one(watch, watch.regions[0], dns.reading((server,)))
    assert (run.outcome, world.looked_up) == ("ok", [])


def test_a_collector_that_is_told_to_end_asks_no_more(look, watch, world):
    watch.stop.set()
    run, found = look()
    assert (run.outcome, found, world.looked_up) == ("ok", {}, [])
