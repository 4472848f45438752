"""The quota page as Streamlit draws it, for each account a person may have."""

import json
import re
import shutil

import pytest

from deliverability.metrics import DAY, HOUR
from store import snapshots
from store.open import open_store
from tests.pages import accounts
from tests.pages.conftest import words_on

WITHOUT_FIGURES = {"denied", "unreachable", "collecting", "nothing"}
WITH_FIGURES = [name for name in accounts.ACCOUNTS if name not in WITHOUT_FIGURES]


@pytest.fixture
def quota(draw):
    """The quota page of an account."""

    def drawn(account, **how):
        return draw(account, **how).switch_page("../../pages/quota.py").run()

    return drawn


@pytest.fixture
def changed(databases, tmp_path):
    """A copy of an account's database whose GetAccount tells something else."""

    def copy(account, **fields):
        path = tmp_path / "ses.db"
        shutil.copy(accounts.build(account, databases), path)
        store = open_store(f"sqlite:///{path}")
        body = snapshots.latest(store, accounts.SCOPE, "account")[""].body
        told = {"body": json.dumps({**body, **fields})}
        store.run("UPDATE snapshot SET body = :body WHERE kind = 'account'", told)
        store.close()
        return path

    return copy


def figure(page):
    (chart,) = page.get("plotly_chart")
    return json.loads(chart.proto.spec)


def named(page):
    return {trace["name"]: trace for trace in figure(page)["data"] if "name" in trace}


@pytest.mark.parametrize("account", accounts.ACCOUNTS)
def test_no_account_makes_the_page_fail(quota, account):
    page = quota(account)
    assert not page.exception
    assert page.title[0].value == "Sending quota"
    assert "This page could not be drawn." not in words_on(page)
    assert bool(page.metric) == (account not in WITHOUT_FIGURES)


@pytest.mark.parametrize("account", WITH_FIGURES)
def test_the_korean_page_has_no_english_sentence_left(quota, account):
    shown = words_on(quota(account, locale="ko-KR"))
    spared = re.sub(r"`[^`]*`|[\w.-]+:[A-Z]\w+|AWS_\w+|:\w+\[|:material/\w+:", " ", shown)
    spared = "\n".join(line for line in spared.splitlines() if "python -m" not in line)
    assert re.findall(r"[A-Za-z]{2,}[ ,]+[a-z]{2,}[ ,]+[a-z]{2,}", spared) == []


def test_use_and_what_it_comes_to_are_said_with_the_worse_end(quota):
    shown = words_on(quota("demo"))
    told = re.search(r"Use stays under ([\d.]+) % of the quota for the next 24 hours.", shown)
    likely = re.search(r"Most likely it peaks at ([\d.]+) %.", shown)
    assert float(likely[1]) < float(told[1])
    assert "recipients, 63.6 % of 50,000" in shown


def test_a_quota_that_comes_near_says_when_and_what_to_do(quota, changed):
    shown = words_on(quota("quota"))
    assert re.search(r"the quota is reached at about \d+ Nov \d\d:[03]0", shown)
    assert "1. Make sure first that this mail is yours" in shown
    assert "2. Hold back mail that can wait" in shown
    sooner = words_on(quota("quota", path=changed("quota", max_24_hour_send=9300)))
    assert re.search(r"At this pace the quota is reached at about \d+ Nov \d\d:[03]0", sooner)
    over = words_on(quota("quota", path=changed("quota", max_24_hour_send=9000)))
    assert "The sending quota is used up" in over


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [(-1, "This account has no limit of mails a day."), (0, "The quota is 0: nothing can be sent.")],
)
def test_no_limit_and_none_at_all_are_told_apart(quota, changed, limit, sentence):
    page = quota("plain", path=changed("plain", max_24_hour_send=limit, max_send_rate=limit))
    assert sentence in words_on(page)
    assert all(value is None or value >= 0 for trace in figure(page)["data"] for value in trace["y"])


def test_a_sandbox_says_what_it_is(quota):
    assert "in the sandbox: 200 recipients a day" in words_on(quota("sandbox"))


def test_a_stopped_account_is_foretold_nothing(quota):
    page = quota("paused")
    assert "Sending is stopped, so there is no pace to go by." in words_on(page)
    assert "forecast" not in named(page)


def test_the_highest_rate_of_a_week_seen_in_part_is_unknown_and_says_why(quota, tmp_path, databases):
    path = tmp_path / "ses.db"
    shutil.copy(accounts.build("plain", databases), path)
    store = open_store(f"sqlite:///{path}")
    store.run("UPDATE coverage SET since = :since WHERE what = 'statistics'", {"since": accounts.AT - 3 * DAY})
    store.close()
    shown = words_on(quota("plain", path=path))
    assert re.search(r"highest: \S+/s in 24 h, unknown in 7 d", shown)
    assert "Our counts of the last 7 days are not whole." in shown
    assert re.search(r"\nlimit: [\d.]+/s", shown)


def test_the_average_says_that_it_hides_bursts(quota):
    assert "Bursts shorter than 15 minutes are invisible without Send events." in words_on(quota("plain"))


def test_use_limit_and_forecast_are_drawn_with_the_forecast_beginning_where_use_ends(quota):
    page = quota("demo")
    lines = named(page)
    assert set(lines) == {"sent in 24 h, AWS", "from delivery attempts", "quota", "forecast"}
    assert len(lines["from delivery attempts"]["x"]) == 7 * 24
    assert len(lines["forecast"]["x"]) == 25
    assert lines["forecast"]["y"][0] == lines["sent in 24 h, AWS"]["y"][-1]
    assert set(lines["quota"]["y"]) == {50_000}


def test_a_quota_far_above_the_use_does_not_press_the_curve_to_the_floor(quota):
    drawn = figure(quota("plain"))["layout"]
    assert drawn["yaxis"]["range"][1] < 1000
    assert [note["text"] for note in drawn["annotations"]] == ["quota<br>50,000 ↑"]


def test_lone_points_of_awss_count_are_marked_and_never_joined_over_hours(quota):
    aws = named(quota("demo"))["sent in 24 h, AWS"]
    assert aws["mode"] == "markers"
    assert None in aws["y"]


def test_a_silent_collector_leaves_the_past_and_foretells_nothing(quota):
    page = quota("silent")
    assert {metric.value for metric in page.metric} == {"Unknown"}
    assert "forecast" not in named(page)
    assert len(named(page)["from delivery attempts"]["x"]) > 5 * HOUR / HOUR
