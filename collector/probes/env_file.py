"""The application's environment file, looked at once an hour: what the setup guide asks of it, as facts without secrets.

How a value is looked at is in `deliverability/environment.py`; what git has of the file, in `git.py`.
"""

import errno
import os
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from collector.aws.reading import Reading, Visit
from collector.probes import git
from deliverability.environment import EnvironmentFile, looked_at
from deliverability.metrics import HOUR
from deliverability.model import N_, Text, text
from store import environment

NAME: Final = "env_file"
MOST_BYTES: Final = 64 * 1024
BOM: Final = b"\xef\xbb\xbf"

Parse = Callable[[str, str], tuple[Mapping[str, str], Sequence[Text]]]
"""From a file's name and content to its variables, and a sentence for each line that is none."""

MISSING: Final = N_("There is no file {name}. Correct APP_ENV_FILE, or make the file.")
A_FOLDER: Final = N_("{name} is a folder. APP_ENV_FILE must name the file itself.")
NO_FILE: Final = N_("{name} is no ordinary file. APP_ENV_FILE must name one.")
A_LOOP: Final = N_("{name} is a link that leads back to itself. Let it lead to the file.")
FORBIDDEN: Final = N_(
    "The collector may not read {name}. Let it run as the file's owner; do not open the file to everybody for it."
)
UNREADABLE: Final = N_("{name} cannot be read ({kind}).")
TOO_LARGE: Final = N_("{name} is larger than {most:bytes}: that is no environment file. Correct APP_ENV_FILE.")
BINARY: Final = N_("{name} holds bytes that are no text. Save it again as text in UTF-8.")

WITH_BOM: Final = N_("It begins with a byte order mark, which some programs take for a part of the first name.")
WITH_CR: Final = N_("Its lines end as on Windows (CRLF): Docker hands the invisible character on with each value.")

_BY_ERROR: Final = {
    errno.ENOENT: MISSING,
    errno.ENOTDIR: MISSING,
    errno.ELOOP: A_LOOP,
    errno.EACCES: FORBIDDEN,
    errno.EPERM: FORBIDDEN,
    errno.EISDIR: A_FOLDER,
}


def reading(path: Path, parse: Parse) -> Reading:
    """The reading that looks at this file. It asks nobody and costs nothing; that it cannot look is what it has seen."""
    return Reading(
        name=NAME,
        order=56,
        interval_seconds=HOUR,
        calls=(),
        calls_a_visit=lambda _: 0,
        collect=partial(_collect, path, parse),
    )


def _collect(path: Path, parse: Parse, visit: Visit) -> None:
    environment.keep(visit.store, seen(path, parse, visit.at))


def seen(path: Path, parse: Parse, at: int) -> EnvironmentFile:
    """What there is to see of the file."""
    found = EnvironmentFile(at, str(path))
    try:
        content, mode = _read(path)
    except _Unfit as unfit:
        found = replace(found, trouble=unfit.why, mode=_mode(path))
    else:
        found = replace(_content(found, content, parse), mode=mode)
    if found.mode is not None:
        what, why = git.held(path)
        found = replace(found, git=what, git_why=why)
    return found


def _content(found: EnvironmentFile, content: bytes, parse: Parse) -> EnvironmentFile:
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return replace(found, trouble=text(BINARY, name=found.name))
    if "\0" in decoded:
        return replace(found, trouble=text(BINARY, name=found.name))
    variables, problems = parse(Path(found.name).name, decoded)
    values, told = looked_at(variables)
    odd = [text(WITH_BOM)] if content.startswith(BOM) else []
    odd += [text(WITH_CR)] if b"\r" in content else []
    return replace(found, values=values, told=told, oddities=(*odd, *problems))


class _Unfit(Exception):  # noqa: N818 - nothing is wrong with us
    """The file cannot be read, or is none that should be."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.msgid)
        self.why = why


def _read(path: Path) -> tuple[bytes, int]:
    """The content and the permission bits, both of the same open file."""
    try:
        # A pipe that nobody writes to would hold an ordinary open for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise _Unfit(text(A_FOLDER if stat.S_ISDIR(status.st_mode) else NO_FILE, name=str(path)))
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        kind = os.strerror(error.errno) if error.errno else type(error).__name__
        raise _Unfit(text(_BY_ERROR.get(error.errno or 0, UNREADABLE), name=str(path), kind=kind)) from None
    if len(content) > MOST_BYTES:
        raise _Unfit(text(TOO_LARGE, name=str(path), most=MOST_BYTES))
    return content, stat.S_IMODE(status.st_mode)


def _mode(path: Path) -> int | None:
    """The permission bits of a file that cannot be read; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return stat.S_IMODE(status.st_mode) if stat.S_ISREG(status.st_mode) else None
