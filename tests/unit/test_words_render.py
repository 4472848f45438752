"""Texts into sentences."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.model import NN_, Text, text
from words.render import FORMATS, render, translate


def test_english_is_the_language_of_the_ids():
    assert render(text("AWS paused it on {day:date}", day=datetime(2026, 11, 24, tzinfo=UTC)), "en") == (
        "AWS paused it on 24 Nov 2026"
    )


def test_korean_comes_from_the_catalogue_with_its_own_word_order():
    shown = translate("{share:percent} of {limit:number}", "ko", share=0.636, limit=50_000)
    assert shown == "50,000 중 63.6%"


def test_a_nested_text_is_rendered_first_in_the_same_language():
    inner = text("{age:duration} ago", age=720)
    assert render(text("Collector last ran {age}", age=inner), "ko") == "수집기 마지막 실행: 12분 전"


@pytest.mark.parametrize(("n", "english"), [(1, "1 thing needs"), (2, "2 things need"), (0, "0 things need")])
def test_plurals_follow_n(n, english):
    msgid = NN_("{n} thing needs your attention.", "{n} things need your attention.")
    assert render(text(msgid, n=n), "en").startswith(english)
    assert render(text(msgid, n=n), "ko") == f"확인이 필요한 항목이 {n}개 있습니다."


def test_an_untranslated_plural_falls_back_to_english():
    assert render(text(("{n} dog", "{n} dogs"), n=2), "ko") == "2 dogs"


def test_what_cannot_be_filled_is_shown_and_nothing_fails():
    assert translate("{missing} and {none:percent} and {word:percent}", "en", none=None, word="x") == (
        "{missing} and – and x"
    )
    assert translate("100 } {", "en") == "100 } {"
    assert translate("{value:fortnights}", "en", value=3) == "3"


@given(
    spec=st.sampled_from(sorted(FORMATS)),
    value=st.one_of(st.none(), st.text(max_size=8), st.integers(-(10**12), 10**12), st.floats(-1e12, 1e12),
                    st.datetimes(timezones=st.just(UTC))),
    language=st.sampled_from(["en", "ko"]),
)  # fmt: skip
def test_no_value_of_any_kind_breaks_any_format(spec, value, language):
    assert render(Text("{value:" + spec + "}", {"value": value}), language) or value == ""
