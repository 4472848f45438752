"""The application's environment file, looked at on a real disk: whatever stands there, a sentence and never a secret."""

import os
from pathlib import Path

import pytest

from collector import effective
from collector.probes import env_file
from collector.rounds import one
from deliverability.environment import GUIDE, Git, Value
from report.checklist import checklist
from settings import files
from store import environment

SECRET = "q1w2e3r4t5/q1w2e3r4t5+q1w2e3r4t5q1w2e3r4"
KEY = "AKIAQWERTYUIOPASDFGH"
GOOD = f"""\
# mail
EMAIL_BACKEND=django_ses.SESBackend
AWS_ACCESS_KEY_ID={KEY}
AWS_SECRET_ACCESS_KEY="{SECRET}"
export AWS_SES_REGION_NAME=ap-northeast-2
AWS_SES_REGION_ENDPOINT=email.ap-northeast-2.amazonaws.com
DEFAULT_FROM_EMAIL='Shop <hello@example.com>'
FRONTEND_URL=https://www.shop.example
EMAIL_VERIFICATION_TIMEOUT_DAYS=7 # a week
DATABASE_PASSWORD=hunter2
"""


def parse(name, content):
    found = files.parsed(name, content)
    return found.values, found.problems


def look(path):
    return env_file.seen(path, parse, 1_000)


@pytest.fixture
def file(tmp_path):
    """`file(content)` is a file of its own mode; `file()` only its path."""
    path = tmp_path / "app" / ".env"
    path.parent.mkdir()

    def written(content=None, mode=0o600):
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            path.chmod(mode)
        return path

    return written


def trouble(path):
    found = look(path)
    assert found.values == {}
    return found.trouble.msgid


def test_a_file_as_the_guide_wants_it_is_seen_without_its_secrets(file):
    found = look(file(GOOD))
    assert found.values == dict.fromkeys(GUIDE, Value.SET)
    assert found.told["AWS_SES_REGION_NAME"] == "ap-northeast-2"
    assert (found.mode, found.oddities, found.trouble) == (0o600, (), None)
    assert not any(secret in repr(found) for secret in (SECRET, KEY, "hunter2"))


def test_nothing_secret_reaches_the_store(file, watch):
    run = one(watch, watch.regions[0], env_file.reading(file(GOOD + "AKIAODDLINE oops\n"), parse))
    assert (run.outcome, run.api_calls) == ("ok", 0)
    kept = "".join(value for (value,) in watch.store.rows("SELECT value FROM meta"))
    assert "ap-northeast-2" in kept
    assert not any(secret in kept for secret in (SECRET, KEY, "hunter2", "ODDLINE"))


def test_windows_marks_and_lines_are_read_and_said(file):
    found = look(file(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()))
    assert set(found.values.values()) == {Value.SET}
    assert [each.msgid for each in found.oddities] == [env_file.WITH_BOM, env_file.WITH_CR]


def test_a_line_that_is_none_is_said_by_its_number(file):
    (odd,) = look(file(GOOD + "this is no line\n")).oddities
    assert odd.params["line"] == 11


def test_a_file_that_is_not_there(file):
    path = file()
    assert trouble(path) == trouble(path / "deeper") == env_file.MISSING
    assert look(path).git is Git.UNKNOWN


def test_a_folder_a_pipe_and_a_device_are_no_files(file, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert trouble(tmp_path) == env_file.A_FOLDER
    assert trouble(tmp_path / "pipe") == env_file.NO_FILE
    assert trouble(Path("/dev/zero")) == env_file.NO_FILE


def test_links_are_followed_unless_they_lead_in_a_circle(file, tmp_path):
    (tmp_path / "good").symlink_to(file(GOOD))
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert look(tmp_path / "good").trouble is None
    assert trouble(tmp_path / "a") == env_file.A_LOOP


def test_a_large_file_is_not_read_to_its_end(file):
    assert trouble(file("A=1\n" * 20_000)) == env_file.TOO_LARGE


@pytest.mark.parametrize("content", [b"A=\xff\xfe\n", b"A=1\0\n", GOOD.encode("utf-16")])
def test_bytes_that_are_no_text_are_no_variables(file, content):
    assert trouble(file(content)) == env_file.BINARY


def test_an_empty_file_lacks_everything(file):
    assert set(look(file("")).values.values()) == {Value.MISSING}


def test_a_file_that_may_not_be_read_tells_its_mode_nevertheless(file, monkeypatch):
    """Who runs as root may read anything, so the refusal is acted."""
    path = file(GOOD, 0o640)

    def refused(*_args):
        raise PermissionError(13, "no")

    monkeypatch.setattr(os, "open", refused)
    found = look(path)
    assert (found.trouble.msgid, found.mode) == (env_file.FORBIDDEN, 0o640)


def test_a_disk_that_fails_is_named(file, monkeypatch):
    def broken(*_args):
        raise OSError(5, "no")

    monkeypatch.setattr(os, "open", broken)
    assert look(file(GOOD)).trouble.params["kind"] == "Input/output error"


def test_another_region_of_the_same_collector_tells_the_same(watch, file, now):
    reading = env_file.reading(file(GOOD), parse)
    one(watch, watch.regions[0], reading)
    assert environment.last(watch.store).at == int(now.timestamp())


def test_the_checklist_judges_what_was_seen_and_stays_by_hand_where_no_file_is_named(watch, file, now):
    aws, scope, at = watch.regions[0], watch.scope(watch.regions[0]), int(now.timestamp())
    reading = env_file.reading(file(GOOD, 0o644), parse)

    def results():
        rows = checklist(watch.store, scope, now).rows
        return {row.item.name: row.result.value for row in rows if row.item.name.startswith("environment-")}

    assert results()["environment-file"] == "unknown", "no collector told its settings yet"
    effective.write(watch.store, [aws.region], at, watch.readings, setup={"regions": ["ap-northeast-2"]})
    assert results()["environment-file"] == "by-hand"
    effective.write(watch.store, [aws.region], at, [*watch.readings, reading], setup={"regions": ["ap-northeast-2"]})
    assert results()["environment-file"] == "unknown"
    one(watch, aws, reading)
    found = results()
    assert (found["environment-file"], found["environment-secret"]) == ("pass", "fail")
    assert (found["environment-git"], found["environment-region"]) == ("pass", "not-applicable")
