"""A sign-up tried over real sockets: what each way of answering comes to, and that nothing of the answer is kept."""

import json
import socket
import ssl
import subprocess
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from collector.probes import signup
from deliverability.trials import State

BODY = '{"email": "test+{now}@example.com", "password": "hunter2"}'


@contextmanager
def application(status=201, headers=(), *, tls=None, delay=0.0):
    """An application that answers so; the requests it got."""
    got = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            got.append((self.path, dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            time.sleep(delay)
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(b'{"token": "of the answer"}')

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}", got
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def listening(behave):
    """A server of bare bytes: `behave` gets each connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept():
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    behave(connection)

        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def tried(url, body=BODY):
    return signup.sign_up(url, body, 1_795_000_000)


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(signup, "CONNECT_SECONDS", 0.5)
    monkeypatch.setattr(signup, "LONGEST_SECONDS", 1.0)


def test_the_body_of_the_settings_is_posted_as_json_once_with_the_time_in_it():
    with application() as (url, got):
        outcome = tried(f"{url}/api/register/?next=1")
    assert (outcome.state, outcome.says.msgid, outcome.says.params["status"]) == (State.DONE, signup.TAKEN, 201)
    ((path, headers, body),) = got
    assert path == "/api/register/?next=1"
    assert headers["Content-Type"] == "application/json"
    assert json.loads(body)["email"] == "test+1795000000@example.com"
    assert outcome.says.params["url"] == f"{url}/api/register/"
    assert "of the answer" not in repr(outcome)
    assert "hunter2" not in repr(outcome)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (400, signup.NOT_TAKEN),
        (409, signup.NOT_TAKEN),
        (401, signup.NOT_ALLOWED),
        (403, signup.NOT_ALLOWED),
        (404, signup.NOT_THERE),
        (405, signup.NOT_THERE),
        (500, signup.BROKEN),
        (503, signup.BROKEN),
    ],
)
def test_each_refusal_has_its_sentence_and_its_status(status, sentence):
    with application(status) as (url, _):
        outcome = tried(url)
    assert (outcome.state, outcome.says.msgid) == (State.REFUSED, sentence)
    assert outcome.says.params["status"] == status


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed_and_its_target_is_told_without_secrets(status):
    with application() as (elsewhere, got), application(status, [("Location", f"{elsewhere}/x?token=1")]) as (url, _):
        outcome = tried(url)
    assert got == []
    assert outcome.says.msgid == signup.REDIRECTED
    assert outcome.says.params["target"] == f"{elsewhere}/x"


def test_a_redirect_to_its_own_host_is_told_in_full():
    with application(301, [("Location", "/register/")]) as (url, _):
        assert tried(f"{url}/register").says.params["target"] == f"{url}/register/"


def test_nobody_at_the_port_is_a_refusal():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        outcome = tried(f"http://127.0.0.1:{free.getsockname()[1]}/")
    assert (outcome.state, outcome.says.msgid) == (State.REFUSED, signup.REFUSED)


def test_a_host_that_does_not_exist_is_said(monkeypatch):
    def unknown(*_args, **_more):
        raise socket.gaierror(-2, "no")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert tried("http://shop.invalid/").says.msgid == signup.NO_HOST


def test_a_network_that_is_not_there_is_said(monkeypatch):
    def unreachable(*_args, **_more):
        raise OSError(101, "no")

    monkeypatch.setattr(socket, "create_connection", unreachable)
    outcome = tried("http://192.0.2.1/")
    assert (outcome.state, outcome.says.msgid) == (State.REFUSED, signup.NO_WAY)


def test_who_does_not_answer_in_time_may_have_taken_it():
    with application(delay=2) as (url, got):
        outcome = tried(url)
        assert len(got) == 1
    assert (outcome.state, outcome.says.msgid) == (State.NOT_KNOWN, signup.LATE)


def test_who_answers_byte_by_byte_is_not_waited_for():
    def drip(connection):
        connection.recv(4096)
        for byte in b"HTTP/1.1 200 OK\r\n" + b"X-Slow: yes\r\n" * 100:
            try:
                connection.sendall(bytes([byte]))
            except OSError:
                return
            time.sleep(0.2)

    began = time.monotonic()
    with listening(drip) as url:
        outcome = tried(url)
    assert (outcome.state, outcome.says.msgid) == (State.NOT_KNOWN, signup.LATE)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("answer", [b"", b"no HTTP at all\r\n\r\n", b"HTTP/1.1 abc OK\r\n\r\n"])
def test_who_hangs_up_or_speaks_no_http_may_have_taken_it(answer):
    def behave(connection):
        connection.recv(4096)
        connection.sendall(answer)

    with listening(behave) as url:
        outcome = tried(url)
    assert (outcome.state, outcome.says.msgid) == (State.NOT_KNOWN, signup.CUT)


def test_a_certificate_that_nobody_vouches_for_is_refused_before_anything_is_sent(tmp_path):
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1", "-days", "1"]
    subprocess.run([*made, "-keyout", tmp_path / "key", "-out", tmp_path / "cert"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert", tmp_path / "key")
    with application(tls=context) as (url, got):
        outcome = tried(url)
    assert got == []
    assert (outcome.state, outcome.says.msgid) == (State.REFUSED, signup.NO_TLS)
    assert outcome.says.params["kind"] == "CERTIFICATE_VERIFY_FAILED"


def test_https_to_a_port_that_speaks_http_is_said_to_be_no_secure_connection():
    with listening(lambda connection: connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as url:
        assert tried(url.replace("http:", "https:")).says.msgid == signup.NO_TLS


def test_a_path_in_korean_is_asked_for_as_browsers_do():
    with application() as (url, got):
        assert signup.sign_up(f"{url}/가입/?이름=값&x=%20", BODY, 5).state is State.DONE
    assert got[0][0] == "/%EA%B0%80%EC%9E%85/?%EC%9D%B4%EB%A6%84=%EA%B0%92&x=%20"


def test_an_address_that_is_none_in_an_answer_that_is_no_redirect_hides_nothing():
    with application(201, [("Location", "http://[broken")]) as (url, _):
        assert signup.sign_up(url, BODY, 5).state is State.DONE
    with application(302, [("Location", "http://[broken")]) as (url, _):
        assert signup.sign_up(url, BODY, 5).says.msgid == signup.REDIRECTED
