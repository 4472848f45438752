"""What git has of the environment file, asked of a real git in real repositories."""

import os
import subprocess

import pytest

from collector.probes import git
from deliverability.environment import Git

SECRET = "q1w2e3r4t5/q1w2e3r4t5+q1w2e3r4t5q1w2e3r4"


@pytest.fixture
def file(tmp_path):
    """An environment file in a folder of its own."""
    path = tmp_path / "app" / ".env"
    path.parent.mkdir()
    path.write_text("A=1\n")
    return path


@pytest.fixture
def repository(file):
    """`repository("add", ".env")` asks git in the folder of the file."""
    identity = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ["-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "commit.gpgsign=false"]

    def run(*arguments, at=file.parent):
        subprocess.run(["git", *who, *arguments], cwd=at, env=os.environ | identity, check=True, capture_output=True)

    run("init", "-q")
    return run


def commit(repository):
    repository("commit", "-q", "-m", "x", "--allow-empty")


def test_git_is_not_concerned_outside_of_a_repository(file):
    assert git.held(file) == (Git.NO_REPOSITORY, None)


def test_a_file_that_git_does_not_ignore_is_exposed_until_it_does(file, repository):
    assert git.held(file)[0] is Git.EXPOSED
    (file.parent / ".gitignore").write_text(".env\n")
    assert git.held(file)[0] is Git.IGNORED


def test_a_file_that_was_added_or_committed_is_tracked(file, repository):
    repository("add", "-f", ".env")
    assert git.held(file)[0] is Git.TRACKED
    commit(repository)
    assert git.held(file)[0] is Git.TRACKED


def test_a_file_that_was_taken_out_again_was_there_once(file, repository):
    repository("add", ".env")
    commit(repository)
    repository("rm", "-q", "--cached", ".env")
    commit(repository)
    (file.parent / ".gitignore").write_text(".env\n")
    assert git.held(file)[0] is Git.ONCE


def test_a_file_that_only_a_merged_side_branch_ever_held_was_there_once(file, repository):
    """Both parents of the merge are without it, so git's usual walk would pass it by."""
    commit(repository)
    repository("checkout", "-q", "-b", "side")
    repository("add", ".env")
    commit(repository)
    repository("rm", "-q", "--cached", ".env")
    commit(repository)
    repository("checkout", "-q", "-")
    repository("merge", "-q", "--no-ff", "-m", "x", "side")
    repository("branch", "-D", "side")
    assert git.held(file)[0] is Git.ONCE


def test_a_link_out_of_the_repository_does_not_hide_what_it_leads_to(file, repository, tmp_path):
    repository("add", ".env")
    (tmp_path / "link").symlink_to(file)
    assert git.held(tmp_path / "link")[0] is Git.TRACKED


@pytest.mark.parametrize("name", ["*", ":!x", "-n", "a b\u00e9"])
def test_a_name_that_git_could_take_for_a_pattern_is_a_name(repository, file, name):
    path = file.parent / name
    path.write_text("A=1\n")
    repository("add", ".env")
    assert git.held(path)[0] is Git.EXPOSED
    repository("--literal-pathspecs", "add", "--", name)
    assert git.held(path)[0] is Git.TRACKED


def test_a_shallow_clone_does_not_know_the_past(file, repository, tmp_path):
    for _ in range(2):
        commit(repository)
    repository("clone", "-q", "--depth", "1", f"file://{file.parent}", str(tmp_path / "clone"))
    path = tmp_path / "clone" / ".env"
    path.write_text("A=1\n")
    found, why = git.held(path)
    assert found is Git.UNKNOWN
    assert "end of its history" in why.msgid


def test_where_git_is_missing_nothing_is_known(file, repository, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert git.held(file) == (Git.UNKNOWN, git.NOT_INSTALLED)


@pytest.mark.parametrize(
    "script",
    [
        "exit 128",
        "echo fatal: detected dubious ownership >&2; exit 128",
        "echo 'fatal: not a git repository (or any parent up to mount point /srv)' >&2; exit 128",
    ],
)
def test_where_git_refuses_nothing_is_known_and_a_command_is_named(file, monkeypatch, tmp_path, script):
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}:{os.environ['PATH']}")
    found, why = git.held(file)
    assert found is Git.UNKNOWN
    assert why.params["command"].startswith("git -C ")


def test_git_is_not_waited_for_forever_and_gets_no_key_of_ours(file, monkeypatch, tmp_path):
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\nenv > {tmp_path}/environment\nexec sleep 5\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("GIT_DIR", "/elsewhere")
    monkeypatch.setattr(git, "LONGEST_SECONDS", 0.3)
    found, _ = git.held(file)
    assert found is Git.UNKNOWN
    told = (tmp_path / "environment").read_text()
    assert SECRET not in told
    assert "GIT_DIR=" not in told


def test_a_repository_runs_no_program_of_its_own(file, repository, tmp_path):
    """A repository's settings may name programs; whoever can write them would run code as the collector."""
    hook = tmp_path / "hook"
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    hook.chmod(0o755)
    repository("config", "core.fsmonitor", str(hook))
    assert git.held(file)[0] is Git.EXPOSED
    assert not (tmp_path / "ran").exists()


def test_a_signed_commit_runs_no_program_that_the_repository_names(file, repository, tmp_path):
    """Git would have the signature of each commit it shows looked at by gpg.program."""
    repository("add", "-f", ".env")
    commit(repository)
    asked = {"cwd": file.parent, "capture_output": True}
    head = subprocess.run(["git", "cat-file", "commit", "HEAD"], check=True, **asked).stdout
    signature = b"gpgsig -----BEGIN PGP SIGNATURE-----\n \n aGVsbG8=\n -----END PGP SIGNATURE-----\n\n"
    signed = head.replace(b"\n\n", b"\n" + signature, 1)
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"], check=True, input=signed, **asked
    ).stdout
    repository("reset", "-q", "--hard", made.decode().strip())
    repository("rm", "-q", "--cached", ".env")
    commit(repository)
    marker, program = tmp_path / "ran", tmp_path / "evil.sh"
    program.write_text(f"#!/bin/sh\ntouch {marker}\n")
    program.chmod(0o755)
    repository("config", "log.showSignature", "true")
    repository("config", "gpg.program", str(program))
    assert git.held(file)[0] is Git.ONCE
    assert not marker.exists()
