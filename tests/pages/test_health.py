"""Health as Streamlit draws it, for each account a person may have."""

import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import streamlit as st

from deliverability.coverage import Span
from deliverability.metrics import DAY
from report.datasets import DATASETS
from store import backups, coverage, doubts, runs
from store.backups import Backup
from store.open import open_store
from tests.pages import accounts
from tests.pages.conftest import words_on
from ui import context

PAGE = "../../pages/health.py"
FAILURE = "This page could not be drawn."
FIGURES = ("demo", "plain", "regions", "partly-denied", "silent")
WITHOUT = {
    "nothing": "No AWS account is connected yet.",
    "collecting": "The collector has started and reads the account for the first time.",
    "denied": "AWS denies everything the collector asks for.",
    "unreachable": "The collector cannot get an answer from AWS.",
}


@pytest.fixture
def health(draw, databases, monkeypatch):
    """`health("demo", locale="ko-KR")` is the page over an account, on a disk with room."""
    monkeypatch.setattr("store.engines.sqlite.SqliteEngine._free", lambda _: 10**12)

    def drawn(account, path=None, **how):
        page = draw("nothing", **how)  # the frame once, over nothing, which is soon drawn
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path or accounts.build(account, databases)}")
        context.settings.cache_clear()
        st.cache_data.clear()
        return page.switch_page(PAGE).run()

    return drawn


@pytest.fixture
def changed(databases, tmp_path):
    """A copy of an account's database, changed by a function before anybody looks."""

    def made(account, change):
        path = tmp_path / "ses.db"
        shutil.copy(accounts.build(account, databases), path)
        store = open_store(f"sqlite:///{path}")
        change(store)
        store.close()
        return path

    return made


def figures(page):
    return [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]


@pytest.mark.parametrize("account", accounts.ACCOUNTS)
def test_no_account_makes_the_page_fail(health, account):
    page = health(account)
    assert not page.exception
    assert FAILURE not in words_on(page)
    assert page.title[0].value == "Health"
    assert {"Versions", "Export"} <= {header.value for header in page.header}


@pytest.mark.parametrize("account", accounts.ACCOUNTS)
def test_the_korean_page_has_no_english_sentence_left(health, account):
    page = health(account, locale="ko-KR")
    shown = words_on(page) + "\n".join(text for figure in figures(page) for text in _texts(figure))
    spared = re.sub(
        r"`[^`]*`|[\w.-]+:[A-Z]\w+|AWS_\w+|DATABASE_URL|Virtual Deliverability Manager|:[\w/]+:", " ", shown
    )
    spared = "\n".join(line for line in spared.splitlines() if "python -m" not in line and "account_id" not in line)
    assert re.search("[가-힣]", shown)
    assert re.findall(r"[A-Za-z]{2,}[ ,]+[a-z]{2,}[ ,]+[a-z]{2,}", spared) == []


def _texts(figure):
    return {_plain(text) for trace in figure["data"] for row in trace["text"] for text in row}


def _plain(text):
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(("account", "sentence"), WITHOUT.items())
def test_without_figures_it_says_why_and_shows_what_it_can(health, account, sentence):
    shown = words_on(health(account))
    assert sentence in shown
    assert "python -m collector export" in shown
    assert ("Last backup" in shown) is (account != "nothing")


def test_all_is_well_in_one_sentence(health):
    assert "The collector runs, and every reading is up to date." in words_on(health("plain"))


def test_a_collector_that_does_not_run_is_told_within_two_intervals(health, databases, monkeypatch):
    path = accounts.build("plain", databases)
    store = open_store(f"sqlite:///{path}", read_only=True)
    ended = datetime.fromtimestamp(max(run.ended_at for run in runs.last(store).values()), UTC)
    store.close()
    for seconds, told in ((540, False), (541, True)):
        with monkeypatch.context() as moved:
            moved.setattr(accounts, "NOW", ended + timedelta(seconds=seconds))
            shown = words_on(health("plain", path=path))
        assert ("The collector is not running" in shown) is told
        assert ("Start it again with `make run`" in shown) is told


def test_a_denied_reading_names_the_action_and_its_cure(health):
    shown = words_on(health("partly-denied"))
    assert "The key lacks 1 permission: `cloudwatch:GetMetricStatistics`." in shown
    assert "Optional, and not given to the key: `cloudwatch:DescribeAlarms`." in shown
    assert "`python -m collector policy` prints the whole of what is needed" in shown
    assert "The same as for: Reputation and volume" in shown
    assert shown.count("No permission") >= 2


def test_the_cost_of_the_month_is_that_of_the_runs(health, changed):
    def dear(store):
        last = runs.last(store, accounts.SCOPE)["metrics"]
        runs.record(store, replace(last, api_calls=5, cost_usd=1.25))

    shown = words_on(health("plain", path=changed("plain", dear)))
    store = open_store(f"sqlite:///{changed('plain', dear)}", read_only=True)
    recorded = runs.between(store, 0, 2**40)
    store.close()
    calls = sum(run.api_calls for run in recorded)
    assert f"{calls:,} calls so far" in shown
    assert f"${sum(run.cost_usd for run in recorded):.2f}" == "$1.25"
    assert "$1.25" in [metric.value for metric in health("plain", path=changed("plain", dear)).metric]
    own = sum(run.api_calls for run in recorded if run.job == "metrics")
    assert f"{own} calls, $1.25 this month" in shown


def test_every_reading_has_its_name_its_times_and_its_calls(health):
    shown = words_on(health("plain"))
    for title, name in (("Send statistics", "statistics"), ("Identities, DKIM and MAIL FROM", "identities")):
        assert f"**{title}** :small[`{name}`]" in shown
    assert "Last run just now · next in 5 min" in shown
    assert "next in 60 min" in shown


@pytest.mark.parametrize("account", FIGURES)
def test_a_calendar_tells_every_day_in_words_and_shows_none_before_the_first(health, account):
    for figure in figures(health(account)):
        (trace,) = figure["data"]
        cells = [
            (z, text)
            for zs, texts in zip(trace["z"], trace["text"], strict=True)
            for z, text in zip(zs, texts, strict=True)
        ]
        assert len(cells) == 26 * 7
        assert all((z is None) == (text == "") for z, text in cells)
        assert trace["x"][-1] == "2026-11-23"


def test_a_day_on_which_the_collector_was_down_says_when(health):
    page = health("demo")
    assert "18 Nov 2026: 38.3 % covered<br>collector down 09:12–24:00 UTC" in _texts(figures(page)[-1])
    shown = words_on(page)
    assert "Collector was down: recovered :small[:gray[18 Nov 18:12 – 19 Nov 18:12, 24 h]]" in shown
    assert "91.7 % covered since 12 Nov 2026 · 2 days with a gap" in shown


def test_a_calendar_can_be_read_without_seeing_it(health):
    alts = [_plain(chart.proto.alt) for chart in health("demo").get("plotly_chart")]
    assert alts[0] == "Send statistics, the last 26 weeks day by day: 100 % covered since 10 Nov 2026"
    assert len(alts) == 3


def test_figures_that_are_lost_are_told(health, changed):
    def lose(store):
        for kind in ("statistics", "collector"):
            coverage.extend(store, accounts.SCOPE, kind, Span(accounts.AT - 90 * DAY, accounts.AT - 60 * DAY))
        coverage.extend(store, accounts.SCOPE, "collector", Span(accounts.AT - 2 * DAY, accounts.AT))

    shown = words_on(health("plain", path=changed("plain", lose)))
    assert "2 gaps longer than an hour, the newest first." in shown
    assert "Collector was down: our counts are lost :small[:gray[25 Sep 18:12 – 10 Nov 18:12, 46 days]]" in shown


def test_the_last_backup_is_told_and_how_to_make_one(health, changed):
    shown = words_on(health("plain"))
    assert "None yet" in shown
    assert "python -m collector backup" in shown
    path = changed("plain", lambda store: backups.note(store, Backup(accounts.AT - DAY, "week*48*.db", 5_000_000)))
    shown = words_on(health("plain", path=path))
    assert "week*48*.db, 5 MB" in shown
    assert "None yet" not in shown
    assert "python -m collector backup" not in shown.partition("Export")[0]


def test_contradictions_are_told_in_plain_words(health, changed):
    def contradict(store):
        detail = {"bounces": {"kept": 3, "seen": 2}}
        doubts.record(store, accounts.SCOPE, doubts.LOWER, accounts.AT - DAY, detail, accounts.AT - 60)

    shown = words_on(health("plain", path=changed("plain", contradict)))
    assert "AWS told 2 bounces where it had told 3. The higher number stays." in shown
    assert "Nothing in the last 30 days" in words_on(health("plain"))


def test_every_region_has_a_line(health):
    shown = words_on(health("regions"))
    assert re.search(r"Read\] \*\*us-east-1\*\*", shown)
    assert re.search(r"Read\] \*\*ap-northeast-2\*\*", shown)
    assert "Regions" not in {header.value for header in health("plain").header}


def test_the_command_of_every_dataset_can_be_copied(health):
    page = health("plain")
    for name, dataset in DATASETS.items():
        page.button_group(key="dataset").set_value(name).run()
        shown = words_on(page)
        assert f"python -m collector export {name} --format csv > {name}.csv" in shown
        assert f"Columns: {', '.join(dataset.columns)}" in shown


def test_both_versions_are_told(health):
    shown = words_on(health("plain"))
    assert shown.count("0.1.0") == 2
    for part in ("Python 3.", "boto3 ", "botocore ", "streamlit "):
        assert part in shown
    assert "version not told" in words_on(health("nothing"))


@pytest.mark.parametrize(("account", "where"), [("plain", "python"), ("demo", "DATABASE_URL=sqlite:///")])
def test_a_command_reads_the_store_that_is_shown(draw, monkeypatch, account, where):
    if account == "demo":
        monkeypatch.setenv("DELIVERABILITY_DEMO", "1")
    page = draw(account)
    page.switch_page("../../pages/health.py").run()
    typed = [code.value for code in page.code if "-m collector export" in code.value]
    assert [command.startswith(where) for command in typed] == [True]
