"""The section "AWS's figure and ours" as Streamlit draws it, for each account a person may have."""

import re

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from deliverability.standing import Measure
from tests.pages import accounts
from tests.pages.conftest import words_on
from ui import context

KNOWN = [name for name in accounts.ACCOUNTS if name not in {"nothing", "collecting"}]


def section(measure):
    """The section alone, as a page of its own."""
    from deliverability.standing import Measure
    from tests.pages import accounts
    from ui.sections import reconciliation

    reconciliation.draw(accounts.SCOPE, Measure(measure), (0, "0"))


@pytest.fixture
def draw(databases, monkeypatch):
    """`draw("demo", Measure.BOUNCE, locale="ko-KR")` draws the section over an account."""
    monkeypatch.setattr(context, "now", lambda: accounts.NOW)

    def drawn(account, measure, locale="en-GB"):
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{accounts.build(account, databases)}")
        st.cache_resource.clear()
        context.settings.cache_clear()
        page = AppTest.from_function(section, args=(measure.value,), default_timeout=60)
        page.context = {"locale": locale, "timezone": "Asia/Seoul"}
        page.run()
        assert not page.exception
        return page

    return drawn


def shown(page):
    """Everything a reader sees, tables and cards' labels too."""
    cells = [str(cell) for table in page.table for cell in (*table.value.columns, *table.value.to_numpy().ravel())]
    labels = [metric.label for metric in page.metric] + [heading.value for heading in page.subheader]
    return "\n".join([words_on(page), *labels, *cells]).replace("\\", "").replace("\u00a0", " ")


@pytest.mark.parametrize("measure", Measure)
@pytest.mark.parametrize("account", KNOWN)
def test_no_account_makes_the_section_fail_and_korean_has_no_english_sentence(draw, account, measure):
    text = shown(draw(account, measure, "ko-KR"))
    assert "AWS 수치와 자체 계산" in text
    spared = re.sub(r"`[^`]*`|[\w.-]+:[A-Z]\w+|:material/\w+:|python -m \w+ \w+", " ", text)
    assert re.findall(r"[A-Za-z]{2,}[ ,]+[a-z]{2,}[ ,]+[a-z]{2,}", spared) == []


def test_the_demo_says_how_far_aws_looks_back_and_what_weighs(draw):
    text = shown(draw("demo", Measure.BOUNCE))
    assert re.search(r"AWS looks back on about 21\d,000 of your latest mails \(between 20\d,000 and 22\d,000\)", text)
    assert "That is your mail since 16 Nov 2026." in text
    assert re.search(r"The mail of 14 Nov 2026 to 1\d Nov 2026 brought \d\d\.\d % of the bounces in it", text)
    assert re.search(r"the last of it is gone between 2\d Nov \d\d:\d\d and 2\d Nov \d\d:\d\d\.", text)


def test_the_reasons_add_up_to_awss_figure_on_the_screen(draw):
    for measure in Measure:
        reasons = draw("demo", measure).table[0].value
        names, values = reasons.iloc[:, 0], [value.replace("\\", "").strip("*") for value in reasons.iloc[:, 1]]
        assert names.iloc[0] == "Ours, last 24 h"
        assert names.iloc[-1] == "**AWS**"
        *parts, total = (round(float(value) * 1000) for value in values)
        assert sum(parts) == total


def test_each_source_says_in_words_what_it_leaves_out(draw):
    table = draw("demo", Measure.BOUNCE).table[1].value
    assert list(table.columns) == ["Mail", "AWS", "Ours", "CloudWatch", "VDM"]
    assert set(table.iloc[:, 1:].to_numpy().ravel()) == {"left out", "counted", "not told"}
    assert list(table.iloc[0]) == ["Soft bounces SES gave up on", "left out", "left out", "counted", "left out"]
    complaints = draw("demo", Measure.COMPLAINT).table[1].value
    assert complaints.iloc[0, 0] == "Mail to providers that report no complaints"


def test_every_card_has_its_source_its_counts_and_its_window(draw):
    page = draw("demo", Measure.BOUNCE)
    assert [metric.label.replace("\\", "").replace("\u00a0", " ") for metric in page.metric] == [
        "AWS",
        "Ours, last 24 h",
        "Ours, last 7 days",
        "Ours, AWS's window",
        "CloudWatch, last 7 days",
        "VDM, last 7 days",
    ]
    captions = [caption.value.replace("\\", "") for caption in page.caption]
    assert sum(bool(re.search(r"[\d,]+ of [\d,]+", caption)) for caption in captions) == 5
    assert captions.count("since 16 Nov 2026") == 2


def test_complaints_of_ours_are_marked_as_a_lower_bound(draw):
    values = [metric.value for metric in draw("demo", Measure.COMPLAINT).metric]
    assert [value.startswith("≥") for value in values] == [False, True, True, True, True, False]


@pytest.mark.parametrize(
    ("account", "sentence"),
    [
        ("plain", "How far AWS looks back is not known.** Unknown: AWS's figure moves too little, or too unlike ours"),
        ("quiet", "Unknown: Too few bounces or complaints to tell how far AWS looks back."),
        ("partly-denied", "the key lacks the permission cloudwatch:GetMetricStatistics"),
        ("paused", "It stays there"),
        ("paused", "Nothing was sent in the last 24 hours to compare with."),
        ("silent", "It was last read 48 h ago."),
    ],
)
def test_what_is_unknown_says_why_in_a_sentence(draw, account, sentence):
    assert sentence in shown(draw(account, Measure.BOUNCE))


def test_an_incident_that_goes_on_says_so(draw):
    assert "It may still go on; once it ends, it weighs for up to" in shown(draw("complaints", Measure.COMPLAINT))
