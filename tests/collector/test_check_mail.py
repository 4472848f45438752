"""`check-mail` in the terminal: hints about a file, and a sentence for whatever is no mail."""

import io
import sys

import pytest

from collector.commands import main
from deliverability.mail_check.letter import LARGEST
from tests.unit.mails import mail


@pytest.fixture
def said(capsys):
    def run(*arguments):
        code = main(["check-mail", *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return run


def test_each_hint_is_a_line_with_its_advice_below_and_called_a_hint(said, tmp_path):
    file = tmp_path / "mail.eml"
    file.write_bytes(mail("Dear {{name}}", DKIM_Signature=None))
    code, out, err = said(str(file))
    assert code == 0
    assert "Hints, no verdict" in err
    assert "! It is signed (DKIM) — It arrived without a DKIM signature.\n    Switch on Easy DKIM" in out
    assert "✓ The receiver found DMARC in order — mx.example.net says dmarc=pass." in out
    assert "! No tag is left unfilled — Left unfilled: {{name}}" in out


def test_a_mail_is_read_from_standard_input_too(said, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(mail())))
    assert said("-")[:2][0] == 0


def test_the_language_that_was_set_is_spoken(said, tmp_path, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "ko")
    file = tmp_path / "mail.eml"
    file.write_bytes(mail())
    assert "서명" in said(str(file))[1]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7", "This is no mail:"),
        (b"\0" * 5000, "This is no mail:"),
        (b"x" * (LARGEST + 10), "at most 5"),
    ],
)
def test_a_file_that_is_no_mail_gets_a_sentence(said, tmp_path, content, part):
    file = tmp_path / "mail.eml"
    file.write_bytes(content)
    code, out, err = said(str(file))
    assert (code, out) == (2, "")
    assert part in err


def test_what_cannot_be_opened_gets_a_sentence(said, tmp_path):
    assert said(str(tmp_path / "gone.eml"))[2] == f"There is no file {tmp_path}/gone.eml.\n"
    for wrong in (str(tmp_path), "a\0b"):
        code, _, err = said(wrong)
        assert (code, "cannot be read, or is no file" in err) == (2, True)
    assert "FILE is missing" in said()[2]
