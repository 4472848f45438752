"""How a command talks: sentences in the language that was set, results on standard output, all else on standard error.

What is said lives with the commands.
"""

import os
from dataclasses import dataclass

import click

from deliverability.model import Text
from settings import files
from settings.layers import merged, with_language
from settings.load import ROOT
from words.catalogue import LANGUAGES
from words.render import render


@dataclass(slots=True)
class Console:
    """Speaks one language."""

    language: str

    def rendered(self, text: Text) -> str:
        """The sentence as a person reads it."""
        return render(text, self.language)

    def say(self, text: Text) -> None:
        """A result, to standard output."""
        click.echo(self.rendered(text))

    def note(self, text: Text) -> None:
        """Something on the way, to standard error."""
        click.echo(self.rendered(text), err=True)

    def trouble(self, text: Text) -> None:
        """What went wrong, to standard error."""
        click.echo(self.rendered(text), err=True)


def chosen_language() -> str:
    """LANGUAGE alone, read so early that what is wrong with other settings can be told in it."""
    environ, _ = with_language(os.environ)
    env_files = [] if environ.get("DELIVERABILITY_DEMO") == "1" else files.read(ROOT)
    chosen = merged(environ, env_files, ["LANGUAGE"]).by_name.get("LANGUAGE")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]
