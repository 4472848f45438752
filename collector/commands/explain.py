"""Which trouble an error text is, and how it is mended: the words of the page “Troubleshooting”, without a dashboard.

Nothing is asked and nothing is opened, so it helps before anything is set.
"""

import sys
from typing import Final

import click

from collector.commands._console import Console
from deliverability.model import N_, NN_, text
from deliverability.recognition import Recognised, recognised

MOST: Final = 10_000_000
"""Characters that are read from a pipe: a log is longer than memory."""


@click.command(
    "explain", help=N_("Say what an error means and how it is mended. It is read from standard input if not given.")
)
@click.argument("error", required=False)
@click.pass_obj
def command(console: Console, error: str | None) -> int:
    if error is None and sys.stdin.isatty():
        console.note(text(N_("Paste the text and end it with Ctrl-D on a line of its own.")))
    found = recognised(sys.stdin.read(MOST) if error is None else error)
    if not found.candidates:
        console.trouble(text(N_("This text is not known here.")))
        return 1
    _tell(console, found)
    return 0


def _tell(console: Console, found: Recognised) -> None:
    several = NN_("The text is known:", "The text may be one of {n}, the likeliest first:")
    console.say(text(several, n=len(found.candidates)))
    for candidate in found.candidates:
        trouble = candidate.trouble
        click.echo(f"\n{console.rendered(text(trouble.title))}\n  {console.rendered(text(trouble.why))}")
        for number, step in enumerate(trouble.cure, 1):
            click.echo(f"  {number}. {console.rendered(text(step))}")
