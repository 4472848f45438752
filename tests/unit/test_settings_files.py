"""What .env files hold, and a sentence with file and line for what they should not hold."""

import pytest

from settings.files import read
from settings.names import near_misses
from words.render import render


def wrong(folder, content: bytes) -> list[str]:
    (folder / ".env").write_bytes(content)
    (file,) = read(folder)
    return [render(problem, "en").split(". ")[0] for problem in file.problems]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"A=1\n\n\nsecret-alone\n", [".env, line 4: this is not NAME=value"]),
        (b"A='open\nB=2\n", [".env, line 1: this is not NAME=value"]),
        (b"A='open\nB='2'\n", [".env, line 1: this is not NAME=value"]),
        (b"A='open\nB=2\nC=3'\n", [".env, line 1: a quote opens here and does not close on this line"]),
        (b"A B=1\r\nC=2\r\n", [".env, line 1: this is not NAME=value"]),
        ("A=1\n".encode("utf-16"), [".env: the file is not UTF-8 text"]),
        (b"", []),
        (b"# only a remark\n\n", []),
        (b"export A=1\nB = 'two' # remark\nC=\n", []),
        (b'PRIVATE_KEY="-----BEGIN\nabc==\n-----END"\n', []),
    ],
)
def test_a_line_that_is_none_is_named(tmp_path, content, said):
    assert wrong(tmp_path, content) == said


def test_a_folder_in_place_of_a_file_is_a_problem(tmp_path):
    (tmp_path / ".env").mkdir()
    (file,) = read(tmp_path)
    assert "cannot be read" in render(file.problems[0], "en")


def test_files_that_do_not_exist_are_none(tmp_path):
    assert read(tmp_path) == []


def test_a_file_never_shows_its_values(tmp_path):
    (tmp_path / ".env").write_text("AWS_SECRET_ACCESS_KEY=canary\n", encoding="utf-8")
    assert "canary" not in repr(read(tmp_path))


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("AWS_SES_REGION", "AWS_SES_REGION_NAME"),
        ("AWS_SECRET_KEY", "AWS_SECRET_ACCESS_KEY"),
        ("database_url", "DATABASE_URL"),
        ("AWS_SES_SECRET_ACCESS_KEY", None),
        ("AWS_DEFAULT_REGION", None),
        ("EMAIL_BACKEND", None),
        ("SECRET_KEY", None),
        ("DATABASE_URL", None),
    ],
)
def test_only_what_was_probably_meant_for_us_is_asked_about(name, near):
    ours = ["AWS_SES_REGION_NAME", "AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "DATABASE_URL"]
    found = near_misses(".env", [name], ours)
    assert [warning.params["near"] for warning in found] == ([near] if near else [])
