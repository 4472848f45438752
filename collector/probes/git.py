"""What git has of a file, now and in its past: asked of git itself, which reads only and reaches no network.

What that means for the file is judged in `deliverability/checklist/configuration_file.py`.
"""

import os
import subprocess
from pathlib import Path
from typing import Final

from deliverability.environment import Git
from deliverability.model import N_, Text, text

LONGEST_SECONDS: Final = 20
SAFE: Final = ("-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "-c", "protocol.allow=never")
"""A repository may name programs of its own to run, and a partial one would fetch what it lacks."""

WORSE: Final = (Git.NO_REPOSITORY, Git.IGNORED, Git.EXPOSED, Git.UNKNOWN, Git.ONCE, Git.TRACKED)
"""What is certain and bad outweighs what is not known, and that what is certain and good."""

NOT_INSTALLED: Final = text(
    N_("git is not installed where the collector runs, so whether it holds the file is not known. Install git there.")
)
NO_REPOSITORY: Final = "not a git repository"
STOPPED: Final = "mount point"
"""Git looked no further than the file system the file is on, so whether it lies in a repository it did not see."""
ACROSS: Final = {"GIT_DISCOVERY_ACROSS_FILESYSTEM": "1"}
"""A file that is mounted from elsewhere may lie in a repository of the folder that it is mounted into."""


class _Unanswered(Exception):  # noqa: N818 - it ends the questions, nothing is wrong with us
    """Git did not answer one of them."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.msgid)
        self.why = why


def held(path: Path) -> tuple[Git, Text | None]:
    """What git has of the file under this name and under the one that a link leads to, the worse of both; else why not."""
    return max((_held(each) for each in {path, path.resolve()}), key=lambda found: WORSE.index(found[0]))


def _held(path: Path) -> tuple[Git, Text | None]:
    # A name is a name: of itself git takes a star or a colon in it for a pattern.
    name = f":(literal){path.name}"
    try:
        if not _asked(path, "rev-parse", "--is-inside-work-tree", none_is_no=True):
            return Git.NO_REPOSITORY, None
        if _asked(path, "ls-files", "--", name):
            return Git.TRACKED, None
        # Without the full history git follows only one side of a merge, and the file may have lain on the other.
        if _asked(path, "log", "--all", "--full-history", "-1", "--format=%H", "--", name):
            return Git.ONCE, None
        if _asked(path, "rev-parse", "--is-shallow-repository") == "true":
            what = N_("This clone has only the end of its history: whether the file was ever in it is not known.")
            return Git.UNKNOWN, text(what)
        ignored = _asked(path, "check-ignore", "--", f"./{path.name}")
    except _Unanswered as unanswered:
        return Git.UNKNOWN, unanswered.why
    return (Git.IGNORED if ignored else Git.EXPOSED), None


def _asked(path: Path, *arguments: str, none_is_no: bool = False) -> str:
    """What git prints; "" for nothing, and where it says that there is no repository."""
    try:
        ran = subprocess.run(
            ["git", *SAFE, "-C", str(path.parent), *arguments],  # noqa: S607 - the git that a person of this machine would ask
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise _Unanswered(NOT_INSTALLED) from None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        raise _Unanswered(text(N_("git did not answer, so whether it holds the file is not known."))) from None
    if ran.returncode == 0 or (arguments[0] == "check-ignore" and ran.returncode == 1):
        return ran.stdout.decode("utf-8", "replace").strip()
    said = ran.stderr.decode("utf-8", "replace")
    if none_is_no and NO_REPOSITORY in said and STOPPED not in said:
        return ""
    what = N_(
        "git refuses to look into {folder}, often because the repository belongs to another user. Run as that user: {command}"
    )
    command = f"git -C {path.parent} log --all --oneline -- {path.name}"
    raise _Unanswered(text(what, folder=str(path.parent), command=command))


def _environment() -> dict[str, str]:
    """What git needs of ours and no more: neither keys, nor what would lead it to another repository."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return (
        kept | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"} | ACROSS
    )
