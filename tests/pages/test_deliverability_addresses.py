"""What the Deliverability page makes of an address, however odd, and of a zoom in it; the file it offers."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from deliverability.outcomes import Outcome
from report.deliverability import over
from store.open import open_store
from tests.pages import accounts
from tests.pages.conftest import words_on
from ui import cached, context, spreadsheet

MONTH_FROM, MONTH_TO = "2026-10-25", "2026-11-24"


@pytest.fixture
def page(draw):
    """`page("demo", {"range": "dates"})` is the page of an account at an address."""

    def drawn(account, query):
        found = draw(account).switch_page("../../pages/deliverability.py")
        for name, value in query.items():
            found.query_params[name] = value
        return found.run()

    return drawn


def drawn_range(page):
    (chart,) = page.get("plotly_chart")
    return json.loads(chart.proto.spec)["layout"]["xaxis"]["range"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"range": "dates"}, "cannot be read"),
        ({"range": "dates", "from": "yesterday", "to": "<script>alert(1)</script>"}, "cannot be read"),
        ({"range": "dates", "from": "2026-11-20T15:00Z", "to": "2026-11-14T15:00Z"}, "end before they begin"),
        ({"range": "dates", "from": "2030-01-01T00:00Z", "to": "2031-01-01T00:00Z"}, "lie in the future"),
        ({"range": "century", "measure": "'; DROP TABLE run; --", "compare": "maybe", "zoom": "x_y"}, ""),
        ({"range": "30d", "zoom": "0001-01-01_9999-12-31T23:59-14:00"}, ""),
        ({"range": "30d", "zoom": "2026-11-20T15:00Z_2026-11-20T15:01Z"}, ""),
    ],
)
def test_an_address_that_makes_no_sense_shows_the_month_and_says_why(page, query, sentence):
    shown = page("demo", query)
    first, last = drawn_range(shown)
    assert (first[:10], last[:10]) == (MONTH_FROM, MONTH_TO)
    assert shown.button_group(key="range").value == "30d"
    assert shown.button_group(key="measure").value == "bounce"
    words = words_on(shown)
    assert ("The dates in the address" in words) == bool(sentence)
    assert sentence in words
    assert "This page could not be drawn." not in words


def test_dates_of_ages_are_cut_to_where_something_can_be_known(page):
    shown = page("demo", {"range": "dates", "from": "0001-01-01T00:00Z", "to": "9000-01-01T00:00Z"})
    assert "The dates in the address cannot be read" in words_on(shown)
    shown = page("demo", {"range": "dates", "from": "0001-01-01T00:00Z", "to": "2100-01-01T00:00Z"})
    assert drawn_range(shown)[0][:4] == "2011"


def test_dates_up_to_the_present_end_with_the_minute_so_that_an_answer_serves_all_of_it(page, monkeypatch):
    asked = []
    monkeypatch.setattr(cached.deliverability_report, "over", lambda *of: asked.append(of[-1]) or over(*of))
    monkeypatch.setattr(context, "now", lambda: accounts.NOW + timedelta(seconds=7))
    shown = page("demo", {"range": "dates", "from": "2026-11-20T15:00Z", "to": "2100-01-01T00:00Z"})
    monkeypatch.setattr(context, "now", lambda: accounts.NOW + timedelta(seconds=37))
    shown.run()
    assert [dates.until for dates in asked] == [accounts.AT]


def test_a_zoom_of_the_address_is_drawn_and_can_be_left_in_two_ways(page):
    zoom = {"range": "7d", "zoom": "2026-11-20T15:00Z_2026-11-21T15:00Z"}
    shown = page("demo", zoom)
    assert drawn_range(shown) == ["2026-11-21 00:00", "2026-11-22 00:00"]
    shown.button(key="over_time_whole").click().run()
    assert drawn_range(shown)[0][:10] == "2026-11-17"
    assert "zoom" not in shown.query_params
    shown = page("demo", zoom)
    shown.button_group(key="range").set_value("24h").run()
    assert "zoom" not in shown.query_params
    shown = page("demo", zoom)
    shown.button(key="only_these").click().run()
    assert shown.button_group(key="range").value == "dates"
    assert drawn_range(shown) == ["2026-11-21 00:00", "2026-11-22 00:00"]


@pytest.fixture
def shown_of(databases):
    """What the page shows of the demo over a range."""

    def read(outcome, period):
        store = open_store(f"sqlite:///{accounts.build('demo', databases)}", read_only=True)
        try:
            return over(store, accounts.SCOPE, accounts.NOW, outcome, period)
        finally:
            store.close()

    return read


def lines_of(chart):
    return list(csv.DictReader(io.StringIO(spreadsheet.rate_file(chart).decode("utf-8-sig"))))


@pytest.mark.parametrize("outcome", Outcome)
def test_the_file_holds_what_the_chart_shows(shown_of, outcome):
    chart = shown_of(outcome, "30d").chart
    lines = lines_of(chart)
    assert tuple(lines[0]) == spreadsheet.COLUMNS
    at = [int(datetime.fromisoformat(line["time"]).timestamp()) for line in lines]
    assert at == sorted(set(at))
    own = {
        a: (int(line["numerator"]), int(line["denominator"])) for a, line in zip(at, lines, strict=True) if line["rate"]
    }
    assert own == {count.at: (count.numerator, count.denominator) for count in chart.own}
    aws = {a: float(line["aws_rate"]) for a, line in zip(at, lines, strict=True) if line["aws_rate"]}
    assert aws == {point.at: point.value for point in chart.aws}
    for line in lines:
        if line["rate"]:
            assert float(line["low"]) <= float(line["rate"]) <= float(line["high"])
    assert {line["window_seconds"] for line in lines} == {str(chart.window_seconds)}


def test_the_file_says_which_steps_were_not_looked_at(shown_of):
    chart = shown_of(Outcome.REJECT, "30d").chart
    uncovered = [line["time"] for line in lines_of(chart) if line["covered"] == "False"]
    missing = chart.gaps[0].span
    assert uncovered[0][:10] == MONTH_FROM
    assert len(uncovered) == pytest.approx(missing.seconds / chart.step_seconds, abs=1.5)


def test_the_file_is_read_by_spreadsheets_and_named_after_what_is_in_it(shown_of):
    shown = shown_of(Outcome.BOUNCE, "7d")
    assert spreadsheet.rate_file(shown.chart).startswith(b"\xef\xbb\xbftime,")
    assert spreadsheet.file_name(shown) == "ses-123456789012-ap-northeast-2-bounce-20261117-20261124.csv"
    assert datetime.fromtimestamp(shown.span.since, UTC).strftime("%Y%m%d") == "20261117"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_no_cell_is_run_as_a_formula(cell):
    assert spreadsheet.harmless(cell) == f"'{cell}"
    assert spreadsheet.harmless("2026-11-24T00:00:00Z") == "2026-11-24T00:00:00Z"
    assert spreadsheet.harmless(-1) == -1
