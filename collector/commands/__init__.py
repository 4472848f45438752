"""The command line: one file a command, each with a click command named `command`, found by looking into this folder.

Arguments that make no sense become sentences in `_usage.py`; what most commands open first lives in `_opening.py`.
"""

import copy
import importlib
import pkgutil
from collections.abc import Sequence

import click

from collector.aws.errors import BadCredentials
from collector.commands._console import Console, chosen_language
from collector.commands._usage import CommandError, sentence
from deliverability.model import N_, ProductError, Text, text
from settings.errors import SettingsError

FAILED = 1
USAGE = 2
INTERRUPTED = 130


def main(arguments: Sequence[str]) -> int:
    """Run one command and return the process's exit code: 0 well, 1 something failed, 2 settings or arguments wrong."""
    console = Console(chosen_language())
    try:
        result = _group(console).main(list(arguments), "collector", standalone_mode=False, obj=console)
    except click.UsageError as error:
        console.trouble(sentence(error))
        return USAGE
    except (SettingsError, CommandError, BadCredentials) as error:
        console.trouble(error.message)
        return USAGE
    except ProductError as error:
        console.trouble(error.message)
        return FAILED
    except click.Abort:
        console.trouble(text(N_("Stopped. What was collected so far is kept.")))
        return INTERRUPTED
    return int(result or 0)


def _group(console: Console) -> click.Group:
    title = N_("Collects what Amazon SES knows about your sending, and remembers it.")
    group = click.Group("collector", help=console.rendered(Text(title)), no_args_is_help=False)
    for module in pkgutil.iter_modules(__path__):
        if not module.name.startswith("_"):
            command = importlib.import_module(f"{__name__}.{module.name}").command
            group.add_command(_translated(command, console))
    return group


def _translated(command: click.Command, console: Console) -> click.Command:
    """A copy with its help in words: it is written as catalogue ids, since the language is known only now."""
    spoken = copy.copy(command)
    spoken.help = console.rendered(Text(command.help or ""))
    spoken.params = [copy.copy(parameter) for parameter in command.params]
    for parameter in spoken.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = console.rendered(Text(parameter.help))
    return spoken
