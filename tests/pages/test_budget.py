"""The section of the budget as Streamlit draws it, for each account a person may have."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from deliverability.metrics import BOUNCE_RATE
from deliverability.standing import Measure
from report import look_back
from tests.pages import accounts
from tests.pages.conftest import words_on


def section(account_id, region, measure):
    from deliverability.model import Scope
    from deliverability.standing import Measure
    from ui import cached
    from ui.sections import budget

    budget.draw(Scope(account_id, region), Measure(measure), (cached.minute(), cached.version()))


@pytest.fixture
def budget(draw):
    """The section alone, over an account's database, whose settings and clock `draw` has set."""

    def drawn(account, measure=Measure.BOUNCE, locale="en-GB"):
        draw(account, locale=locale)
        scope = accounts.SCOPE
        page = AppTest.from_function(section, default_timeout=60, args=(scope.account_id, scope.region, measure.value))
        page.context = {"locale": locale, "timezone": "Asia/Seoul"}
        page.run()
        assert not page.exception
        return words_on(page)

    return drawn


def both_sections(account_id, region):
    from deliverability.model import Scope
    from deliverability.standing import Measure
    from ui import cached
    from ui.sections import budget, reconciliation

    drawn = (cached.minute(), cached.version())
    budget.draw(Scope(account_id, region), Measure.BOUNCE, drawn)
    reconciliation.draw(Scope(account_id, region), Measure.BOUNCE, drawn)


def test_awss_window_is_estimated_once_for_the_budget_and_the_reconciliation(draw, monkeypatch):
    draw("demo")
    asked = []
    estimate = look_back.estimate
    monkeypatch.setattr(look_back, "estimate", lambda *known: asked.append(known) or estimate(*known))
    scope = accounts.SCOPE
    page = AppTest.from_function(both_sections, default_timeout=60, args=(scope.account_id, scope.region)).run()
    assert not page.exception
    assert [header.value for header in page.header] == ["The budget", "AWS's figure and ours"]
    assert len(asked) == 1


WITH_STORE = [name for name in accounts.ACCOUNTS if name != "nothing"]


@pytest.mark.parametrize("measure", Measure)
@pytest.mark.parametrize("account", WITH_STORE)
def test_no_account_makes_the_section_fail_in_either_language(budget, account, measure):
    assert "The budget" in budget(account, measure)
    shown = budget(account, measure, "ko-KR")
    spared = re.sub(r"`[^`]*`|[\w.-]+:[A-Z]\w+|AWS_\w+|:\w+\[|:material/\w+:|\*\*[\w.-]+\*\* \|", " ", shown)
    assert re.findall(r"[A-Za-z]{2,}[ ,]+[a-z]{2,}[ ,]+[a-z]{2,}", spared) == []


def test_the_demo_can_take_nearly_as_many_more_as_the_truth_and_no_more(budget):
    """What AWS counts is known in the simulated account: the last 210,000 mails to domains of others."""
    shown = budget("demo")
    told = re.search(r"You can take ([\d,]+) more hard bounces in the next 20,000 mails \(about a day\)", shown)
    figure = accounts.world_of("bounce-incident").truth.reputation(accounts.REGION, BOUNCE_RATE)
    true = (0.05 - figure) * 210_000
    assert 0.9 * true < int(told[1].replace(",", "")) <= true
    assert re.search(r"The pause line of 10 % is [\d,]+ hard bounces away.", shown)
    assert re.search(r"AWS's last 2\d\d,\d{3} to 2\d\d,\d{3} mails \(estimated\)", shown)


def test_sets_are_listed_by_what_is_left_to_them(budget):
    rows = re.findall(r"^\| \*\*([\w-]+)\*\*", budget("demo"), re.MULTILINE)
    assert rows[0] == "marketing-import"
    assert set(rows) == {"marketing-import", "internal", "newsletter", "transactional"}


def test_an_assumed_volume_says_so_and_why(budget):
    shown = budget("plain")
    assert "Assumed: AWS looks back on our last 7 days" in shown
    assert "to show its volume" in shown


def test_without_awss_figure_complaints_leave_at_most_so_many(budget):
    assert "You can take at most" in budget("partly-denied", Measure.COMPLAINT)


@pytest.mark.parametrize(
    ("account", "sentence"),
    [
        ("complaints", "AWS has this account under review: no budget is offered"),
        ("paused", "AWS has paused sending: there is no budget to spend."),
        ("new-account", "How much room is left is not known."),
        ("vdm-denied", "ses:BatchGetMetricData"),
    ],
)
def test_where_no_budget_is_offered_the_reason_stands(budget, account, sentence):
    assert sentence in budget(account)
