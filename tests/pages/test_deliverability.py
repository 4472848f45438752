"""The Deliverability page as Streamlit draws it, for each account a person may have."""

import json
import re
from datetime import date

import pytest

from deliverability.outcomes import Outcome
from tests.pages import accounts
from tests.pages.conftest import words_on

RANGES = ("24h", "7d", "30d", "90d", "1y", "all")
DATES = {"range": "dates", "from": "2026-11-14T15:00Z", "to": "2026-11-20T15:00Z"}
FAILURE = ("This page could not be drawn.", "이 페이지를 표시하지 못했습니다.")


@pytest.fixture
def page(draw):
    """`page("demo", {"measure": "complaint"})` is the page of an account at an address."""

    def drawn(account, query=None, **how):
        found = draw(account, **how).switch_page("../../pages/deliverability.py")
        for name, value in (query or {}).items():
            found.query_params[name] = value
        return found.run()

    return drawn


def figure(page):
    """The chart over time."""
    (spec,) = [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]
    return spec


def trace(page, name):
    return next(one for one in figure(page)["data"] if one["name"].startswith(name))


def names(page):
    return {
        one["name"].split(",")[0] + ("" if one.get("showlegend", True) else " (unnamed)")
        for one in figure(page)["data"]
    }


@pytest.mark.parametrize("locale", ["en-GB", "ko-KR"])
@pytest.mark.parametrize("account", accounts.ACCOUNTS)
def test_no_account_makes_the_page_fail(page, account, locale):
    shown = page(account, locale=locale)
    assert not any(sentence in words_on(shown) for sentence in FAILURE)
    assert shown.title[0].value == {"en-GB": "Deliverability", "ko-KR": "전송률"}[locale]


@pytest.mark.parametrize("measure", Outcome)
@pytest.mark.parametrize("name", RANGES)
def test_every_rate_over_every_range_is_drawn_with_no_more_points_than_a_screen_has(page, measure, name):
    shown = page("demo", {"measure": measure.value, "range": name})
    assert not any(sentence in words_on(shown) for sentence in FAILURE)
    assert all(len(one["x"]) <= 2000 for one in figure(shown)["data"])
    assert sum(len(one["x"]) for one in figure(shown)["data"]) > 40


def test_a_link_shows_the_view_it_was_copied_from(page):
    shown = page("demo", {"measure": "complaint", "compare": "0", **DATES})
    assert shown.button_group(key="measure").value == "complaint"
    assert shown.button_group(key="range").value == "dates"
    assert shown.date_input(key="days").value == (date(2026, 11, 15), date(2026, 11, 20))
    assert shown.toggle(key="compare").value is False
    assert shown.header[0].value == "Complaint rate"
    assert figure(shown)["layout"]["xaxis"]["range"] == ["2026-11-15 00:00", "2026-11-21 00:00"]


def test_without_a_word_in_the_address_it_is_bounces_of_the_month_compared(page):
    shown = page("demo")
    assert shown.button_group(key="measure").value == "bounce"
    assert shown.button_group(key="range").value == "30d"
    assert shown.toggle(key="compare").value is True
    assert not shown.date_input


def test_what_is_chosen_goes_into_the_address(page):
    shown = page("demo")
    shown.button_group(key="measure").set_value("delivery").run()
    shown.button_group(key="range").set_value("7d").run()
    shown.toggle(key="compare").set_value(False).run()
    asked = {name: shown.query_params[name] for name in ("measure", "range", "compare")}
    assert {name: value if isinstance(value, str) else value[0] for name, value in asked.items()} == {
        "measure": "delivery", "range": "7d", "compare": "0",
    }  # fmt: skip
    assert shown.header[0].value == "Delivery rate"


def test_choosing_dates_begins_with_the_range_shown_and_writes_moments_in_utc(page):
    shown = page("demo", {"range": "7d"})
    shown.button_group(key="range").set_value("dates").run()
    assert shown.date_input(key="days").value == (date(2026, 11, 17), date(2026, 11, 24))
    shown.date_input(key="days").set_value((date(2026, 11, 1), date(2026, 11, 3))).run()
    assert [str(shown.query_params[name]).strip("[]'") for name in ("from", "to")] == [
        "2026-10-31T15:00Z", "2026-11-03T15:00Z",
    ]  # fmt: skip
    shown.button_group(key="range").set_value("30d").run()
    assert "from" not in shown.query_params
    assert not shown.date_input


@pytest.mark.parametrize("measure", Outcome)
def test_only_what_aws_judges_by_has_lines_and_a_figure_of_aws(page, measure):
    shown = page("demo", {"measure": measure.value})
    judged = measure.measure is not None
    assert ("AWS" in names(shown)) == judged
    levels = {shape["y0"] for shape in figure(shown)["layout"]["shapes"] if shape.get("xref") == "paper"}
    assert bool(levels) == judged


def test_the_pointer_is_told_the_counts_behind_a_rate(page):
    texts = [text for text in trace(page("demo"), "Ours")["text"] if text]
    assert all(re.fullmatch(r"[\d.]+\u00a0% · [\d,]+ of [\d,]+ mails.*", text) for text in texts)
    least = [text for text in trace(page("demo", {"measure": "complaint"}), "Ours, 24")["text"] if text]
    assert all(text.startswith("≥ ") for text in least)


def test_a_band_is_drawn_only_where_there_is_little_mail(page):
    assert "Ours, where the true rate may lie (90 %)" in {one["name"] for one in figure(page("quiet"))["data"]}
    assert "Ours, where the true rate may lie (90 %)" not in {one["name"] for one in figure(page("demo"))["data"]}


def test_the_period_before_is_held_against_this_one_and_can_be_left_out(page):
    shown = page("demo", {"range": "7d"})
    assert "Ours, the period before" in {one["name"] for one in figure(shown)["data"]}
    words = words_on(shown)
    assert re.search(r"\*\*This period\*\* 3\.\d+ % \([\d,]+ of [\d,]+ mails\).*\*\*before\*\* 5\.\d+ %", words)
    assert re.search(r"[\d.]+ points lower", words)
    shown.toggle(key="compare").set_value(False).run()
    assert "Ours, the period before" not in {one["name"] for one in figure(shown)["data"]}
    assert "**before**" not in words_on(shown)


def test_two_periods_that_chance_would_explain_are_not_said_to_differ(page):
    assert "no difference that this much mail can tell" in words_on(
        page("demo", {"measure": "complaint", "range": "7d"})
    )


def test_everything_has_no_period_before(page):
    assert "**before**" not in words_on(page("demo", {"range": "all"}))


def test_a_gap_is_hatched_and_told_with_its_cause_also_to_the_pointer(page):
    shown = page("demo")
    hatched = [one for one in figure(shown)["data"] if one["type"] == "bar"]
    assert [shape for one in hatched for shape in one["marker"]["pattern"]["shape"]] == ["/", "."]
    told = {
        text
        for one in figure(shown)["data"]
        if one["name"] == "AWS, ours: not collected"
        for text in one.get("text", ())
    }
    assert told == {
        "Collector was down: recovered",
        "Before our counts begin, on 10 Nov 2026: AWS keeps them for 14 days only",
    }
    words = words_on(shown)
    assert "Collector was down: recovered" in words
    assert "18 Nov 18:12 – 19 Nov 18:12" in words


def test_a_collector_that_is_down_now_hatches_the_whole_chart_to_its_end(page):
    shown = page("silent", {"range": "7d"})
    assert "Collector was down: AWS still remembers it and it will be filled in" in words_on(shown)
    assert "not collected" in [note["text"] for note in figure(shown)["layout"]["annotations"]]


def test_changes_of_the_account_are_pinned_and_said_below(page):
    shown = page("demo")
    pins = trace(shown, "changes in the account")
    assert pins["text"] == ["1"]
    assert pins["customdata"] == ["Quota raised: 30,000 → 50,000 a day<br>sending rate a second: 10 → 14"]
    assert ":violet-badge[1]" in words_on(shown)
    assert "Quota raised: 30,000 → 50,000 a day" in words_on(shown)


@pytest.mark.parametrize(
    ("account", "query", "sentence", "action"),
    [
        ("new-account", {}, "Nothing was sent in this range.", "Choose a longer range"),
        ("demo", {"range": "dates", "from": "2020-01-01T00:00Z", "to": "2020-02-01T00:00Z"},
         "Nothing was collected in this range.", "since the collector started"),
    ],
)  # fmt: skip
def test_nothing_to_draw_gets_one_sentence_and_one_next_action(page, account, query, sentence, action):
    shown = page(account, query)
    assert not shown.get("plotly_chart")
    assert sentence in words_on(shown)
    assert action in words_on(shown)


def test_a_denied_line_is_named_with_the_permission_it_needs(page):
    words = words_on(page("partly-denied"))
    assert "AWS's line is missing. Unknown: " in words
    assert "lacks the permission cloudwatch:GetMetricStatistics" in words


@pytest.mark.parametrize(
    ("account", "source"),
    [
        ("demo", "Counted by CloudWatch: Delivery / Send"),
        ("partly-denied", "From GetSendStatistics, without CloudWatch"),
    ],
)
def test_the_source_of_what_was_delivered_stands_on_the_screen(page, account, source):
    assert source in words_on(page(account, {"measure": "delivery"}))
