"""The Review page as Streamlit draws it: without a review, in one, after one, in a pause, in both languages."""

import shutil

import pytest

from deliverability.metrics import DAY
from store import snapshots
from store.open import open_store
from tests.pages import accounts
from tests.pages.conftest import words_on


@pytest.fixture
def review(draw):
    """The Review page of an account."""

    def drawn(account, **how):
        return draw(account, **how).switch_page("../../pages/review.py").run()

    return drawn


@pytest.fixture
def stood(databases, tmp_path):
    """A copy of an account's database in which the account stood like this at times before NOW, oldest first."""

    def copy(account, *statuses):
        path = tmp_path / "ses.db"
        shutil.copy(accounts.build(account, databases), path)
        store = open_store(f"sqlite:///{path}")
        body = snapshots.latest(store, accounts.SCOPE, "account")[""].body
        store.run("DELETE FROM snapshot WHERE kind = 'account'", {})
        for days, status in statuses:
            known = body | {"enforcement_status": status}
            snapshots.keep(store, accounts.SCOPE, "account", "", known, accounts.AT - int(days * DAY))
        store.close()
        return path

    return copy


def drafts(page):
    return [code.value for code in page.code if "123456789012" in code.value]


@pytest.mark.parametrize("account", accounts.ACCOUNTS)
def test_no_account_makes_the_page_fail(review, account):
    page = review(account)
    assert not page.exception
    assert "This page could not be drawn." not in words_on(page)


@pytest.mark.parametrize("account", ["demo", "plain", "new-account", "quiet"])
def test_an_account_that_was_never_reviewed_says_so_and_what_comes_here_then(review, account):
    said = words_on(review(account))
    assert "AWS has not put this account under review." in said
    assert "everything its answer needs is gathered here" in said
    assert not drafts(review(account))


def test_a_review_tells_where_to_answer_and_gives_the_draft_in_both_languages(review, stood):
    page = review("complaints", path=stood("complaints", (9, "HEALTHY"), (2, "PROBATION")))
    said = words_on(page)
    assert "Review by AWS, since" in said
    assert "Answer in the case that AWS opened in Support Center" in said
    assert "can still send" in said
    english, korean = drafts(page)
    assert "Root cause" in english
    assert "complaint rate for the account reached" in english
    assert "[You must fill this: " in english
    assert "근본 원인" in korean
    assert "[직접 채워야 합니다: " in korean
    assert len(english.splitlines()) == len(korean.splitlines())


def test_the_verdict_is_as_old_as_its_reading(review, stood):
    path = stood("complaints", (9, "HEALTHY"), (2, "PROBATION"))
    store = open_store(f"sqlite:///{path}")
    store.run("UPDATE run_last SET ok_at = :at WHERE job = 'account'", {"at": accounts.AT - 12 * 60})
    store.close()
    assert "GetAccount · 12 min ago" in words_on(review("complaints", path=path))


def test_what_it_rests_on_is_shown_rates_sets_changes_and_what_is_not_known(review, stood):
    page = review("complaints", path=stood("complaints", (9, "HEALTHY"), (2, "PROBATION")))
    headers = [header.value for header in page.header]
    assert headers == [
        "Draft of the answer",
        "Course of the rates",
        "Where it comes from",
        "Reasons, providers, addresses to remove",
    ]
    assert len(page.get("plotly_chart")) == 2
    said = words_on(page)
    assert "newsletter" in said
    assert "AWS put the account under review" in said
    assert "reasons, providers and addresses come with events only" in said
    assert "python -m collector export incident" in said


def test_aws_s_own_alarms_are_shown_as_they_are_now(review, stood):
    said = words_on(review("complaints", path=stood("complaints", (9, "HEALTHY"), (2, "PROBATION"))))
    assert "CloudWatch alarms of the account" in said
    assert "Reputation.BounceRate The alarm ses-bounce-rate watches it." in said.replace("\\", "")


def test_a_pause_has_its_own_text_and_colour(review, stood):
    said = words_on(review("paused", path=stood("paused", (9, "HEALTHY"), (7, "PROBATION"), (2, "SHUTDOWN"))))
    assert "SES refuses all mail of this account" in said
    assert "can still send" not in said
    assert ":red-badge" in said
    assert "since 22 Nov" in said


def test_a_review_seen_at_the_first_look_does_not_claim_when_it_began(review):
    """The account was paused long before the collector was started."""
    page = review("paused")
    assert "it was so when the collector first looked" in words_on(page)
    (english, _) = drafts(page)
    assert "has been paused since" not in english


def test_a_review_that_is_over_is_still_told_but_asks_for_nothing(review, stood):
    page = review("plain", path=stood("plain", (9, "HEALTHY"), (6, "PROBATION"), (2, "HEALTHY")))
    said = words_on(page)
    assert "Over since" in said
    assert "Answer in the case" not in said
    assert drafts(page)


def test_the_page_is_korean_for_a_korean_reader(review, stood):
    path = stood("complaints", (9, "HEALTHY"), (2, "PROBATION"))
    said = words_on(review("complaints", path=path, locale="ko-KR"))
    for phrase in ("AWS의 검토", "답변 초안", "비율의 추이", "Support Center에 연 케이스에서 답하십시오"):
        assert phrase in said
    assert "Draft of the answer" not in said
