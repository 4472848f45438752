"""Where a rate comes from, drawn by itself over every account."""

import shutil

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from deliverability.metrics import DAY
from store import vdm
from store.open import open_store
from store.vdm import Day
from tests.pages import accounts
from tests.pages.conftest import words_on
from ui import context

EVERY = ("demo", "plain", "complaints", "paused", "sandbox", "quota", "new-account", "quiet", "silent",
         "partly-denied", "vdm-denied", "regions")  # fmt: skip
KINDS = ("bounce", "complaint", "reject", "delivery")
BY = ("set", "identity", "region", "provider")


def section(measure, days):
    import streamlit as st

    from deliverability.coverage import Span
    from deliverability.metrics import DAY
    from tests.pages import accounts
    from ui import context, live
    from ui.sections import breakdown

    st.session_state[context.SCOPE_SHOWN] = accounts.SCOPE
    live.begin()
    breakdown.draw(accounts.SCOPE, measure, Span(accounts.AT - days * DAY, accounts.AT), live.drawn())


@pytest.fixture
def section_of(databases, monkeypatch):
    monkeypatch.setattr(context, "now", lambda: accounts.NOW)

    def drawn(account, measure="bounce", *, days=30, by=None, locale="en-GB"):
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{accounts.build(account, databases)}")
        st.cache_data.clear()
        st.cache_resource.clear()
        context.settings.cache_clear()
        page = AppTest.from_function(section, default_timeout=60, kwargs={"measure": measure, "days": days})
        page.context = {"locale": locale, "timezone": "Asia/Seoul"}
        if by:
            page.query_params["by"] = by
        page.run()
        assert not page.exception
        return page

    return drawn


def names(page):
    """The names of the rows, in their order."""
    bold = [m.value.replace("\\", "") for m in page.markdown if m.value.startswith("**")]
    return [value.split("**")[1] for value in bold]


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize("account", EVERY)
def test_no_account_makes_the_section_fail(section_of, account, by):
    for measure in KINDS:
        shown = words_on(section_of(account, measure, by=by))
        assert "Where it comes from" in shown
        assert len(shown.splitlines()) > 6, "there are rows, or what to do to have them"


@pytest.mark.parametrize("days", [7, 30])
def test_the_demos_cause_is_the_first_row_and_stands_out(section_of, days):
    page = section_of("demo", days=days)
    assert names(page)[0] == "marketing-import"
    shown = words_on(page)
    assert shown.count("Most of the bounces") == 1
    assert "Over the p" in shown or "Over the review line" in shown
    assert "of the bounces" in " ".join(bar.proto.text for bar in page.get("progress"))


def test_the_demos_identity_and_its_region(section_of):
    assert names(section_of("demo", by="identity"))[0] == "news.example.com"
    page = section_of("demo", by="region")
    assert names(page) == [accounts.REGION]
    assert "Only one region is watched" in words_on(page)


def test_two_regions_stand_side_by_side(section_of):
    assert set(names(section_of("regions", by="region"))) == {accounts.REGION, "us-east-1"}


def test_the_picker_follows_the_address_and_an_unknown_word_is_the_set(section_of):
    assert section_of("demo", by="identity").get("button_group")[0].value == "identity"
    assert section_of("demo", by="nonsense").get("button_group")[0].value == "set"


def test_without_vdm_it_says_what_it_costs_and_what_to_type(section_of):
    page = section_of("paused", by="identity")
    shown = words_on(page)
    assert "VDM) is off" in shown
    assert "about $0.07 per thousand mails (assumed" in shown
    assert any("put-account-vdm-attributes" in code.value for code in page.code)


def test_without_vdm_sets_show_aws_own_figure(section_of):
    page = section_of("paused")
    assert set(names(page)) == {"newsletter", "transactional"}
    assert "AWS's own figure" in words_on(page)
    assert any("put-configuration-set-reputation-options" in code.value for code in page.code)


def test_a_denied_vdm_names_its_permission_and_makes_nothing_else_look_denied(section_of):
    page = section_of("vdm-denied", by="identity")
    assert "ses:BatchGetMetricData" in words_on(page)
    assert [code.value for code in page.code] == ["python -m collector policy"]
    assert "ses:BatchGetMetricData" not in words_on(section_of("vdm-denied", by="region"))
    assert names(section_of("vdm-denied", by="region")) == [accounts.REGION]


def test_on_the_overview_a_denied_vdm_is_one_sentence_above_figures_that_are_all_there(draw):
    page = draw("vdm-denied")
    shown = words_on(page)
    assert "AWS denies part of what is read here" in shown
    assert shown.count("ses:BatchGetMetricData") == 1
    assert "No permission" not in shown
    assert len(page.metric) == 5


def test_a_stretch_before_vdm_counted_says_since_when_it_is_told(section_of):
    assert "Counted by VDM, whole days in UTC: 26 Oct 2026 to 24 Nov 2026" in words_on(section_of("demo", days=90))


def test_it_speaks_korean(section_of):
    shown = words_on(section_of("demo", locale="ko-KR"))
    assert "원인이 되는 메일" in shown
    assert "반송의 대부분" in shown


def test_a_name_from_aws_never_turns_into_formatting(section_of, databases, monkeypatch, tmp_path):
    path = tmp_path / "ses.db"
    shutil.copy(accounts.build("demo", databases), path)
    store = open_store(f"sqlite:///{path}")
    odd = "a*b*`c`[x](http://example.com)"
    midnight = accounts.AT - accounts.AT % DAY
    vdm.keep(store, accounts.SCOPE, "identity", odd, [Day(midnight, 90_000, 0, 80_000, 0, 0, 0)])
    store.close()
    monkeypatch.setattr(accounts, "build", lambda *_: path)
    first = next(m.value for m in section_of("demo", by="identity").markdown if m.value.startswith("**"))
    assert r"\[x\]\(http" in first
    assert r"a\*b\*" in first
