"""The Overview as Streamlit draws it, for each account a person may have."""

import json
import re
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest

from store import runs
from store.open import open_store
from tests.pages import accounts
from tests.pages.conftest import words_on

EVERY = ("demo", "plain", "complaints", "paused", "sandbox", "quota", "new-account", "quiet", "silent",
         "partly-denied", "denied", "unreachable", "collecting", "nothing", "regions")  # fmt: skip
SHOWN = ("demo", "plain")
NO_FIGURES = {
    "nothing": ("No AWS account is connected yet.", "make run"),
    "collecting": ("The collector has started and reads the account for the first time.", "Nothing to do"),
    "denied": ("AWS denies everything the collector asks for.", "python -m collector policy"),
    "unreachable": ("The collector cannot get an answer from AWS.", "python -m collector doctor"),
}
FAILURE = "This page could not be drawn."


def figures(page):
    return [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]


@pytest.mark.parametrize("account", EVERY)
def test_no_account_makes_the_page_fail(draw, account):
    page = draw(account)
    assert FAILURE not in words_on(page)
    assert page.title[0].value == "Overview"


@pytest.mark.parametrize("account", SHOWN)
def test_both_rates_are_drawn_against_both_lines(draw, account):
    bounce, complaint, volume = figures(draw(account))
    assert {shape["y0"] for shape in bounce["layout"]["shapes"] if shape["type"] == "line"} >= {0.05}
    assert {shape["y0"] for shape in complaint["layout"]["shapes"] if shape["type"] == "line"} >= {0.001}
    for figure in (bounce, complaint):
        assert {trace["name"].split(",")[0] for trace in figure["data"]} == {"AWS", "Ours"}
        labels = [label["text"] for label in figure["layout"]["annotations"]]
        assert [label.split("<br>")[0] for label in labels if "<br>" in label] == ["review", "pause"]
    assert sum(volume["data"][0]["y"]) > 0


@pytest.mark.parametrize("account", SHOWN)
@pytest.mark.parametrize("name", ["24h", "7d", "30d", "90d", "1y", "all"])
def test_no_range_draws_more_points_than_a_screen_has(draw, account, name):
    for figure in figures(draw(account, query={"range": name})):
        assert all(len(trace["x"]) <= 2000 for trace in figure["data"])


def test_the_demo_tells_its_story(draw):
    shown = words_on(draw("demo"))
    assert "Watch" in shown
    assert re.search(r"Bounces crossed the review line on \d+ Nov 2026 and are falling", shown)
    assert "1. Stop mailing the list that bounces" in shown
    assert "Quota raised: 30,000 → 50,000 a day" in shown
    assert "Collector down 24 h: statistics recovered" in shown


@pytest.mark.parametrize("account", SHOWN)
def test_every_card_says_its_source_and_its_age(draw, account):
    captions = [caption.value.replace("\\", "") for caption in draw(account).caption]
    for source in ("Reputation.BounceRate", "Reputation.ComplaintRate", "GetAccount"):
        assert any(caption.startswith(f"{source} · ") for caption in captions)


def test_a_falling_rate_falls_and_a_lower_bound_says_so(draw):
    page = draw("demo")
    bounce = page.metric[0]
    assert bounce.delta.startswith("-")
    assert "≥" in words_on(page)


def test_a_window_known_in_part_says_so(draw):
    assert "30 d 1.23 % (14 days known)" in words_on(draw("plain")).replace("* (", " (")


def test_a_figure_that_rests_says_when_aws_published_it(draw, databases, monkeypatch, tmp_path):
    path = tmp_path / "ses.db"
    shutil.copy(accounts.build("plain", databases), path)
    later = accounts.NOW + timedelta(hours=7)
    store = open_store(f"sqlite:///{path}")
    for run in runs.last(store, accounts.SCOPE).values():
        runs.record(store, replace(run, ended_at=int(later.timestamp()) - 60))
    store.close()
    assert "Last published by AWS" not in words_on(draw("plain"))
    with monkeypatch.context() as moved:
        moved.setattr(accounts, "NOW", later)
        assert "Last published by AWS 7 h ago" in words_on(draw("plain", path=path))


def test_a_silence_is_seen_since_the_volume_runs_to_the_end_of_the_range(draw):
    volume = figures(draw("paused"))[2]
    bars = [at for trace in volume["data"] for at in trace["x"]]
    assert max(bars)[:10] <= "2026-11-22"
    assert volume["layout"]["xaxis"]["range"][1][:10] >= "2026-11-24"


@pytest.mark.parametrize(
    ("account", "sentence"),
    [("silent", "nothing was collected in this range"), ("new-account", "nothing was sent in this range")],
)
def test_no_bars_mean_no_mail_only_where_somebody_looked(draw, account, sentence):
    volume = figures(draw(account, query={"range": "24h"}))[2]
    assert sentence in [note["text"] for note in volume["layout"]["annotations"]]


def test_the_sandbox_is_named_and_the_way_out_of_it(draw):
    shown = words_on(draw("sandbox"))
    assert "This account is in the sandbox" in shown
    assert "Request production access" in shown


@pytest.mark.parametrize(("account", "expected"), NO_FIGURES.items())
def test_an_empty_page_has_one_sentence_and_one_next_action(draw, account, expected):
    page = draw(account)
    assert not page.metric
    assert not figures(page)
    assert all(part in words_on(page) for part in expected)


def test_what_is_denied_is_unknown_with_its_reason_and_never_zero(draw):
    page = draw("partly-denied")
    rates = [metric.value for metric in page.metric[:2]]
    assert rates == ["Unknown", "Unknown"]
    assert "Missing: `cloudwatch:GetMetricStatistics`" in words_on(page)
    assert "lacks the permission" in words_on(page)


def test_a_silent_collector_is_told_and_its_figures_are_not_shown_as_the_present(draw):
    page = draw("silent")
    assert "The collector is silent: what you see was read 48 h ago." in words_on(page)
    assert {metric.value.replace("\u00a0", " ") for metric in page.metric} == {"Unknown", "≥ $0.06"}
    assert len(figures(page)) == 3


@pytest.mark.parametrize(
    ("account", "sentence"),
    [
        ("paused", "AWS has paused sending for this account."),
        ("complaints", "AWS has this account under review. You can still send."),
        ("sandbox", "Sandbox: verified addresses only"),
        ("quota", "The sending quota is nearly used up."),
        ("new-account", "Not enough mail to tell yet."),
    ],
)
def test_each_state_of_an_account_is_said(draw, account, sentence):
    assert sentence in words_on(draw(account))


@pytest.mark.parametrize("account", EVERY)
def test_the_korean_page_has_no_english_sentence_left(draw, account):
    shown = words_on(draw(account, locale="ko-KR"))
    spared = re.sub(r"`[^`]*`|[\w.-]+:[A-Z]\w+|AWS_\w+|DATABASE_URL|DASHBOARD_HOSTS|:\w+\[|:material/\w+:", " ", shown)
    spared = "\n".join(line for line in spared.splitlines() if "python -m" not in line)
    assert re.search("[가-힣]", shown)
    assert re.findall(r"[A-Za-z]{2,}[ ,]+[a-z]{2,}[ ,]+[a-z]{2,}", spared) == []


def test_the_viewers_browser_decides_the_language_and_the_address_overrules_it(draw):
    assert draw("plain", locale="ko-KR").title[0].value == "개요"
    assert draw("plain", locale="fr-FR").title[0].value == "Overview"
    page = draw("plain", locale="ko-KR")
    page.button_group(key="lang").set_value("en").run()
    assert page.title[0].value == "Overview"


def test_a_range_from_the_address_is_shown_and_an_unknown_one_is_the_month(draw):
    assert draw("plain", query={"range": "7d"}).button_group(key="range").value == "7d"
    assert draw("plain", query={"range": "century"}).button_group(key="range").value == "30d"


def test_a_chosen_range_goes_into_the_address(draw):
    page = draw("plain")
    page.button_group(key="range").set_value("7d").run()
    assert page.query_params["range"] == "7d"


def test_several_regions_can_be_chosen_and_each_has_its_own_figures(draw):
    page = draw("regions")
    first = [metric.value for metric in page.metric]
    picker = page.selectbox(key="scope")
    assert picker.options == ["ap-northeast-2", "us-east-1"]
    picker.select("us-east-1").run()
    assert [metric.value for metric in page.metric] != first


def test_a_broken_database_gets_a_sentence_and_no_traceback(draw, tmp_path):
    path = tmp_path / "ses.db"
    path.write_bytes(b"SQLite format 3\x00" + b"\x00" * 200)
    page = draw("broken", path=path)
    assert str(path) in words_on(page)
    assert "Traceback" not in words_on(page)


def test_a_page_that_fails_ends_in_a_card(draw, monkeypatch, caplog):
    from ui import cached

    def fails(*args, **kwargs):
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(cached, "overview", fails)
    shown = words_on(draw("plain"))
    assert FAILURE in shown
    assert "ZeroDivisionError" in shown
    assert "secret detail" not in shown
    assert "page.failed" in caplog.text


def test_the_demo_mark_is_on_the_page_of_the_demo_only(draw, monkeypatch):
    assert "DEMO" not in words_on(draw("plain"))
    monkeypatch.setenv("DELIVERABILITY_DEMO", "1")
    assert "DEMO" in words_on(draw("plain"))
