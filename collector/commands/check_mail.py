"""Hints about one mail that is given as a file; it is read, and nothing of it is kept.

What is looked at lives in `deliverability/mail_check/`.
"""

import sys
from pathlib import Path
from typing import Final

import click

from collector.commands._console import Console
from collector.commands._usage import CommandError
from deliverability.mail_check.examine import HINTS_ONLY, examined
from deliverability.mail_check.hint import Hint, Standing
from deliverability.mail_check.letter import LARGEST
from deliverability.model import N_, Text, text

MARKS: Final = {Standing.PASS: "✓", Standing.ATTENTION: "!", Standing.UNKNOWN: "?"}
STDIN: Final = "-"


@click.command("check-mail", help=N_("Look at a mail (.eml) and say what receivers may mind; - reads standard input."))
@click.argument("file")
@click.pass_obj
def command(console: Console, file: str) -> int:
    found = examined(_read(file))
    if isinstance(found, Text):
        raise CommandError(found)
    console.note(HINTS_ONLY)
    for hint in found:
        _tell(console, hint)
    return 0


def _read(file: str) -> bytes:
    """One byte more than is looked at, so that a file that is too large is seen to be."""
    try:
        if file == STDIN:
            return sys.stdin.buffer.read(LARGEST + 1)
        with Path(file).open("rb") as opened:
            return opened.read(LARGEST + 1)
    except FileNotFoundError:
        raise CommandError(text(N_("There is no file {file}."), file=file)) from None
    except (OSError, ValueError):
        raise CommandError(text(N_("{file} cannot be read, or is no file."), file=file)) from None


def _tell(console: Console, hint: Hint) -> None:
    evidence = " ".join(map(console.rendered, hint.evidence))
    click.echo(f"{MARKS[hint.standing]} {console.rendered(text(hint.title))} — {evidence}")
    for step in hint.advice:
        click.echo(f"    {console.rendered(step)}")
