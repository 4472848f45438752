"""The name server of the simulated account: what its zone holds, how it answers, how it is steered."""

import json
import re
import socket
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import dns.flags
import dns.message
import dns.query
import dns.rcode
import pytest

from simulator import serve
from simulator.dns import answering
from tests.simulator.asking import REGION, SESSION


@pytest.fixture
def server(make):
    with serve(make("healthy")) as served:
        SESSION.client("sesv2", region_name=REGION, endpoint_url=served.url).get_account()
        yield served


def ask(server, name, kind, how=dns.query.udp, **more):
    host, _, port = server.dns.partition(":")
    return how(dns.message.make_query(name, kind, **more), host, port=int(port), timeout=5)


def test_what_ses_found_is_there(server):
    ses = SESSION.client("sesv2", region_name=REGION, endpoint_url=server.url)
    identity = ses.get_email_identity(EmailIdentity="example.com")
    zone = identity["DkimAttributes"]["SigningHostedZone"]
    for token in identity["DkimAttributes"]["Tokens"]:
        assert f"CNAME {token}.{zone}." in ask(server, f"{token}._domainkey.example.com", "CNAME").answer[0].to_text()
    assert f"feedback-smtp.{REGION}." in ask(server, "mail.example.com", "MX").answer[0].to_text()


def test_what_ses_has_not_found_is_not_there(server):
    assert ask(server, "mail.news.example.com", "MX").rcode() == dns.rcode.NXDOMAIN
    assert ask(server, "_dmarc.shop.example.net", "TXT").rcode() == dns.rcode.NXDOMAIN


def test_a_name_without_that_type_is_told_from_one_that_is_not_there(server):
    assert (ask(server, "example.com", "MX").rcode(), ask(server, "example.com", "MX").answer) == (
        dns.rcode.NOERROR,
        [],
    )
    assert ask(server, "_domainkey.example.com", "TXT").rcode() == dns.rcode.NOERROR
    assert ask(server, "gone.example.com", "MX").rcode() == dns.rcode.NXDOMAIN


def test_what_is_too_long_for_udp_is_cut_and_whole_over_tcp(server):
    world = server.world
    world.dns_faults["example.com"] = ("spf-eleven",)
    world.zone().put("long.example.com", "TXT", "x" * 2000)
    cut, whole = (ask(server, "long.example.com", "TXT", how) for how in (dns.query.udp, dns.query.tcp))
    assert cut.flags & dns.flags.TC
    assert not cut.answer
    assert "x" * 255 in whole.answer[0].to_text()
    assert ask(server, "long.example.com", "TXT", use_edns=0, payload=4096).answer


def test_garbage_is_not_answered_and_harms_nobody(server):
    host, _, port = server.dns.partition(":")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as rude:
        rude.sendto(b"no question", (host, int(port)))
    with socket.create_connection((host, int(port)), 5) as rude:
        rude.sendall(b"\0\x03abc")
        assert rude.recv(10) == b""
    assert ask(server, "example.com", "TXT").answer


def control(server, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = Request(f"{server.url}/simulator/dns", data, {"Content-Type": "application/json"})
    with urlopen(request, timeout=5) as answer:
        return json.load(answer)


def test_other_processes_break_and_mend_a_zone_and_see_what_was_asked(server):
    control(server, {"domain": "example.com", "faults": ["dmarc-missing"]})
    assert not ask(server, "_dmarc.example.com", "TXT").answer
    control(server, {"domain": "example.com", "faults": []})
    assert ask(server, "_dmarc.example.com", "TXT").answer
    assert control(server) == [["_dmarc.example.com", "TXT"]] * 2


def test_a_fault_that_is_none_is_refused_with_its_name(server):
    with pytest.raises(HTTPError) as refused:
        control(server, {"domain": "example.com", "faults": ["dmarc-mising"]})
    assert re.search("dmarc-mising", refused.value.read().decode())


def test_a_port_that_is_taken_is_an_error(make):
    with answering(make()) as port, pytest.raises(OSError, match="in use"), answering(make(), port):
        pass


def test_each_region_has_records_of_its_own(make):
    world = make("healthy")
    for name in ("us-east-1", "eu-west-1"):
        world.region(name)
    held = {name for name, kind in world.zone().records if kind == "CNAME" and name.endswith("_domainkey.example.com")}
    assert len(held) == 6
