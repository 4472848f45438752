"""A name server on loopback, over UDP and TCP, that answers from the zone of the simulated account.

What the zone holds is in `zone.py`. It stands for a resolver: it follows CNAMEs, and answers for every name there is.
"""

import socketserver
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Thread
from typing import Any, Final

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset

from simulator.world import World
from simulator.zone import Zone

HOST: Final = "127.0.0.1"
TTL: Final = 60
_TRIES: Final = 20


@contextmanager
def answering(world: World, port: int = 0) -> Iterator[int]:
    """Answer for `world` until the block ends, and give the port; 0 takes one that is free for both. OSError if taken."""
    udp, tcp = _bound(world, port)
    with ExitStack() as stack:
        for server in (udp, tcp):
            stack.enter_context(server)
            thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="dns", daemon=True)
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
        yield int(tcp.server_address[1])


def _bound(world: World, port: int) -> tuple["_Udp", "_Tcp"]:
    """Both on one port."""
    for left in reversed(range(_TRIES if port == 0 else 1)):
        tcp = _Tcp(world, port)
        try:
            return _Udp(world, int(tcp.server_address[1])), tcp
        except OSError:
            tcp.server_close()
            if not left:
                raise
    raise OSError("no port is free for both")


def answer(world: World, wire: bytes, *, whole: bool) -> bytes | None:
    """The answer to a question, cut to its size unless it may be `whole`; None for silence."""
    try:
        asked = dns.message.from_wire(wire)
        question = asked.question[0]
    except (dns.exception.DNSException, IndexError):
        return None  # no question
    name, kind = question.name.to_text(omit_final_dot=True).lower(), dns.rdatatype.to_text(question.rdtype)
    zone = world.zone()
    world.looked_up.append((name, kind))
    if _within(name, zone.silent):
        return None
    reply = dns.message.make_response(asked, recursion_available=True)
    if _within(name, zone.failing):
        reply.set_rcode(dns.rcode.SERVFAIL)
        return reply.to_wire()
    _fill(reply, zone, name, kind)
    return _sized(reply, asked.payload or 512, whole=whole, cut=_within(name, zone.cut))


def _sized(reply: dns.message.Message, size: int, *, whole: bool, cut: bool) -> bytes:
    if not whole:
        try:
            if not cut:
                return reply.to_wire(max_size=max(size, 512))
        except dns.exception.TooBig:
            pass
        reply.answer = []
        reply.flags |= dns.flags.TC
    return reply.to_wire()


def _fill(reply: dns.message.Message, zone: Zone, name: str, kind: str) -> None:
    """The records of a name, and of where its CNAME leads."""
    seen: set[str] = set()
    while kind != "CNAME" and (name, "CNAME") in zone.records and name not in seen:
        seen.add(name)
        target = zone.records[name, "CNAME"][0]
        reply.answer.append(_rrset(name, "CNAME", [target]))
        name = target
    if values := zone.records.get((name, kind)):
        reply.answer.append(_rrset(name, kind, values))
    elif not zone.has(name):
        reply.set_rcode(dns.rcode.NXDOMAIN)


def _rrset(name: str, kind: str, values: list[str]) -> dns.rrset.RRset:
    told = [
        _in_strings(value) if kind == "TXT" else f"{value}." if kind in {"CNAME", "MX"} else value for value in values
    ]
    return dns.rrset.from_text_list(f"{name}.", TTL, "IN", kind, told)


def _in_strings(value: str) -> str:
    """A text in strings of 255 characters, as zone files hold it."""
    parts = [value[start : start + 255] for start in range(0, len(value), 255)] or [""]
    return " ".join('"{}"'.format(part.replace("\\", "\\\\").replace('"', '\\"')) for part in parts)


def _within(name: str, domains: set[str]) -> bool:
    return any(name == domain or name.endswith(f".{domain}") for domain in domains)


class _OfUdp(socketserver.BaseRequestHandler):
    server: "_Udp"

    def handle(self) -> None:
        wire, back = self.request
        if (told := answer(self.server.world, wire, whole=False)) is not None:
            back.sendto(told, self.client_address)


class _OfTcp(socketserver.StreamRequestHandler):
    server: "_Tcp"
    timeout = 10

    def handle(self) -> None:
        while len(head := self.rfile.read(2)) == 2:
            told = answer(self.server.world, self.rfile.read(int.from_bytes(head, "big")), whole=True)
            if told is None:
                return
            self.wfile.write(len(told).to_bytes(2, "big") + told)


class _Udp(socketserver.ThreadingUDPServer):
    daemon_threads = True
    max_packet_size = 4096

    def __init__(self, world: World, port: int) -> None:
        self.world = world
        super().__init__((HOST, port), _OfUdp)


class _Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, world: World, port: int) -> None:
        self.world = world
        super().__init__((HOST, port), _OfTcp)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is its own affair."""
