"""A mail given to the checklist as a file: hints, those that want a look first, or a sentence for what is no mail."""

import tomllib

import pytest

from deliverability.mail_check.letter import LARGEST
from processes import ROOT
from tests.pages.conftest import words_on
from tests.pages.test_checklist import PAGE
from tests.unit.mails import mail

ROW = "letter_row"


@pytest.fixture
def given(alerted):
    """`given(raw)` is the page with the row opened and the file in it."""

    def drawn(raw, *, locale="en-GB", **how):
        page = alerted(lambda store: None, "sandbox", PAGE, locale=locale, **how)
        page.session_state[ROW] = True
        page = page.run()
        page.file_uploader(key="letter").set_value(("mail.eml", raw, "message/rfc822"))
        page = page.run()
        assert not page.exception
        return words_on(page)

    return drawn


def test_the_row_is_closed_and_asks_for_nothing_until_it_is_opened(alerted):
    page = alerted(lambda store: None, "sandbox", PAGE)
    assert any(one.key == ROW for one in page.expander)
    assert len(page.file_uploader) == 0


def test_what_receivers_may_mind_stands_first_and_is_called_a_hint(given):
    shown = given(mail("Dear {{name}}", DKIM_Signature=None))
    assert "Hints, no verdict: only the receiver decides." in shown
    assert "It arrived without a DKIM signature." in shown
    assert "Left unfilled: {{name}}" in shown
    assert shown.index("Left unfilled") < shown.index("mx.example.net says dmarc=pass.")


def test_it_is_told_in_the_viewers_language(given):
    assert "판정이 아니라 참고입니다." in given(mail(), locale="ko-KR")


@pytest.mark.parametrize(
    ("raw", "told"), [(b"", "The file is empty."), (b"x" * (LARGEST + 1), "at most 5"), (b"%PDF", "This is no mail")]
)
def test_what_is_no_mail_is_told_in_a_sentence(given, raw, told):
    assert told in given(raw)


def test_nothing_of_a_mail_turns_into_formatting_or_a_link(given):
    shown = given(mail(List_Unsubscribe="<https://shop.example/**u**>, [a](https://evil.example)"))
    assert "[a](https://evil.example)" in shown, "words_on takes out the backslashes that keep it from being a link"


def test_nothing_of_a_mail_is_written_down(given, alerted):
    given(mail("a-word-of-its-own", Subject="a-subject-of-its-own"))
    kept = b"".join(path.read_bytes() for path in alerted.path.parent.iterdir() if path.is_file())
    assert b"of-its-own" not in kept


def test_the_server_takes_what_the_check_takes_and_no_more():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["maxUploadSize"] * 2**20 == LARGEST


def test_a_box_looked_at_alone_shows_no_field_for_mails(alerted):
    page = alerted(lambda store: None, "sandbox", PAGE, query={"box": "production", "show": "all"})
    assert not any(one.key == ROW for one in page.expander)
