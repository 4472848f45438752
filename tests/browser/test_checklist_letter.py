"""What a visitor does with a mail on the setup checklist: opens the row, gives a file, reads the hints."""

import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.stage import settle
from tests.browser.test_every_page import broken_rules
from tests.pages.accounts import build
from tests.unit.mails import mail


@pytest.fixture
def opened(fresh, visit, databases, tmp_path):
    """The page with the row of mails open; and that row."""

    def drawn(**how):
        page = visit(
            f"{fresh(shutil.copy(build('sandbox', databases), tmp_path / 'ses.db'))}/checklist?show=all", **how
        )
        row = page.get_by_test_id("stExpander").filter(has_text=".eml")
        row.locator("summary").click()
        settle(page)
        return page, row

    return drawn


def given(page, row, name, raw):
    row.locator("input[type=file]").set_input_files({"name": name, "mimeType": "message/rfc822", "buffer": raw})
    settle(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_mail_is_given_and_its_hints_are_read(opened, scheme, width):
    page, row = opened(scheme=scheme, width=width, touch=width < 500)
    given(page, row, "mail.eml", mail("안녕하세요 {{name}}", Subject="[광고] 소식", DKIM_Signature=None))
    expect(row.get_by_text("Left unfilled: {{name}}")).to_be_visible()
    expect(row.get_by_text("The mark must be (광고), exactly so, and the first thing in the subject.")).to_be_visible()
    expect(row.get_by_text("mx.example.net says dmarc=pass.")).to_be_visible()
    assert broken_rules(page) == {}
    main = page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth <= main.clientWidth")


def test_a_mail_of_several_megabytes_is_taken_and_one_that_is_none_is_told(opened):
    page, row = opened()
    given(page, row, "large.eml", mail("x" * 3_000_000))
    expect(row.get_by_text("It is signed (DKIM)")).to_be_visible()
    row.get_by_role("button", name="Remove").first.click()
    settle(page)
    given(page, row, "empty.eml", b"\n")
    expect(row.get_by_text("The file is empty.")).to_be_visible()
