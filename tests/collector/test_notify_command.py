"""`notify-test`, and the addresses that no log, no database and no page ever gets."""

import json
import re
import signal
import sqlite3
import time

import pytest

from collector.commands import main
from simulator import World, serve
from tests.collector import stage
from tests.collector.sinks import hook, mail_server

CANARY = "c4n4ry"


@pytest.fixture
def said(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/ses.db")
    monkeypatch.setenv("DELIVERABILITY_DEMO", "1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")

    def run(*arguments):
        code = main(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return run


def test_every_channel_gets_a_test_and_a_sentence(said, monkeypatch):
    with hook() as sink, mail_server() as mails:
        monkeypatch.setenv("ALERT_URLS", f"{sink.url},{mails.url}")
        code, out, err = said("notify-test")
    assert code == 0
    assert [line.split(":")[0] for line in out.splitlines()] == ["json", "mailto"]
    assert "DASHBOARD_URL" in err
    assert (len(sink.bodies), len(mails.got)) == (1, 1)


def test_one_channel_alone_is_tried_by_its_name(said, monkeypatch):
    with hook() as sink:
        monkeypatch.setenv("ALERT_URLS", f"{sink.url},critical={sink.url}")
        assert said("notify-test", "--channel", "json-2")[0] == 0
    assert len(sink.bodies) == 1


def test_one_that_does_not_take_it_is_told_with_the_cure_and_exit_1(said, monkeypatch):
    with hook() as sink:
        sink.answers.append(404)
        monkeypatch.setenv("ALERT_URLS", f"json://127.0.0.1:{sink.port}/{CANARY}")
        code, out, err = said("notify-test")
    assert code == 1
    assert out.startswith("json answered with the error 404")
    assert out.count("json") == 1
    assert "Make a new one" in out
    assert CANARY not in out + err


@pytest.mark.parametrize(
    ("urls", "arguments", "part"),
    [
        ("", [], "ALERT_URLS is not set"),
        ("json://127.0.0.1:9/", ["--channel", "slack"], "There is no channel slack. ALERT_URLS makes these: json."),
        (f"slack://{CANARY}", [], "ALERT_URLS: address 1 (slack://…) lacks a part"),
    ],
)
def test_what_cannot_be_tried_is_told_and_exit_is_2(said, monkeypatch, urls, arguments, part):
    monkeypatch.setenv("ALERT_URLS", urls)
    code, out, err = said("notify-test", *arguments)
    assert (code, out) == (2, "")
    assert part in err
    assert CANARY not in err


def test_wrong_addresses_are_told_together_with_all_else_that_is_wrong(said, monkeypatch):
    monkeypatch.setenv("ALERT_URLS", f"json://a,nosuch://{CANARY},slack://{CANARY}")
    monkeypatch.setenv("LOG_FORMAT", "xml")
    monkeypatch.setenv("HEARTBEAT_URL", CANARY)
    code, out, err = said("notify-test")
    assert (code, out) == (2, "")
    assert [line.split(" cannot")[0].split(" begins")[0].split(" (slack")[0] for line in err.splitlines()] == [
        "LOG_FORMAT in the environment",
        "HEARTBEAT_URL in the environment",
        "ALERT_URLS: address 2",
        "ALERT_URLS: address 3",
    ]
    assert CANARY not in err


def test_it_speaks_korean(said, monkeypatch):
    with hook() as sink:
        monkeypatch.setenv("ALERT_URLS", sink.url)
        monkeypatch.setenv("LANGUAGE", "ko")
        _, out, _ = said("notify-test")
    assert "시험 메시지" in out
    assert re.search("[가-힣]", sink.bodies[0]["title"])


def test_only_ses_is_warned_about(said, monkeypatch):
    monkeypatch.setenv("ALERT_URLS", "ses://user@example.com/AKIAX/secretsecret/us-east-1/to@example.com")
    _, _, err = said("notify-test", "--channel", "nobody")
    assert "the alert stops with it" in err


@pytest.mark.parametrize(
    ("urls", "verdict", "part"),
    [
        ("", "warning", "ALERT_URLS is not set"),
        (f"nosuch://{CANARY}", "failed", "address 1 begins with nosuch://"),
        ("ses://user@example.com/AKIAX/secretsecret/us-east-1/to@example.com", "warning", "the alert stops with it"),
    ],
)
def test_the_doctor_says_what_is_wrong_with_the_channels(served, database, urls, verdict, part):
    found = stage.collector(["doctor", "--json"], stage.environment(database, served.url, ALERT_URLS=urls))
    checks = [check for check in json.loads(found.stdout)["checks"] if check["what"] == "alerts"]
    assert {check["verdict"] for check in checks} == {verdict}
    assert part in checks[-1]["sentence"]
    assert CANARY not in found.stdout + found.stderr


def test_an_address_reaches_neither_the_log_nor_the_database(served, database):
    with hook() as sink:
        env = stage.environment(
            database,
            served.url,
            ALERT_URLS=f"json://user:{CANARY}@127.0.0.1:{sink.port}/{CANARY}?+X-Token={CANARY}",
            HEARTBEAT_URL=f"http://127.0.0.1:{sink.port}/{CANARY}",
            LOG_FORMAT="json",
        )
        found = stage.collector(["once"], env)
    assert CANARY not in found.stdout + found.stderr
    with sqlite3.connect(database) as store:
        told = "\n".join(store.iterdump())
    assert CANARY not in told
    assert (
        '"channels": [{"name": "json", "severity": "info", "kind": "json", "depends_on_ses": false}]'
        in told.replace("''", "'")
    )


def test_one_pass_over_a_paused_account_tells_it_once_and_beats(database):
    with serve(World(scenario="paused")) as server, hook() as sink:
        env = stage.environment(
            database,
            server.url,
            ALERT_URLS=f"critical={sink.url}",
            HEARTBEAT_URL=f"http://127.0.0.1:{sink.port}/ping",
            DASHBOARD_URL="https://ses.example.com",
            LANGUAGE="ko",
        )
        for _ in range(2):
            found = stage.collector(["once"], env)
            assert found.returncode == 0, found.stderr
    told = [body for body in sink.bodies if "title" in body]
    assert len(told) == 1
    assert "발송" in told[0]["title"]
    assert re.search(r"키: [0-9a-f]{10}$", told[0]["message"])
    assert "https://ses.example.com/" in told[0]["message"]
    assert [body.get("path") for body in sink.bodies] == [None, "/ping", "/ping"]


def test_a_channel_that_hangs_neither_stops_the_collecting_nor_the_end(database):
    with serve(World(scenario="paused")) as server, hook(hangs=True) as sink:
        env = stage.environment(database, server.url, ALERT_URLS=f"{sink.url}?rto=60")
        process = stage.begun(["run"], env)
        try:
            wait_for(lambda: jobs_done(database) >= {"account", "evaluate", "identities"})
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=30)
        finally:
            process.kill()
        assert (process.returncode, time.monotonic() - began < 10) == (0, True), err
        assert "Traceback" not in err


def wait_for(holds):
    end = time.monotonic() + 40
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.2)


def jobs_done(database):
    with sqlite3.connect(database) as store:
        return {job for (job,) in store.execute("SELECT DISTINCT job FROM run")}
