"""Arguments that make no sense, as sentences: what is wrong, and where to read what is right.

Settings that make no sense are told by `settings`.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

import click

from deliverability.model import N_, ProductError, Text, text


class CommandError(ProductError):
    """A command's arguments cannot be met."""


def sentence(error: click.UsageError) -> Text:
    """What click found wrong, in our words."""
    return text(N_("{what} See: {help}"), what=_what(error), help=_help(error))


def moment(value: str | None, option: str) -> datetime | None:
    """A date or a time of ISO 8601 as an aware time, UTC where it names no zone; CommandError when it is neither."""
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        what = N_("{option} {value} is no date. Write it like 2026-01-31 or 2026-01-31T09:30:00Z.")
        raise CommandError(text(what, option=option, value=value)) from None
    return found.replace(tzinfo=found.tzinfo or UTC)


def _what(error: click.UsageError) -> Text:
    match error:
        case click.exceptions.NoSuchCommand():
            what = _unknown(N_("There is no command {name}."), error.command_name, error.possibilities)
        case click.NoSuchOption():
            what = _unknown(N_("There is no option {name}."), error.option_name, error.possibilities)
        case click.exceptions.MissingParameter():
            what = text(N_("{name} is missing."), name=_name(error.param))
        case click.BadOptionUsage():
            what = text(N_("The option {name} is used wrongly."), name=error.option_name)
        case click.BadParameter():
            what = _bad_value(error)
        case _ if error.ctx is not None and error.ctx.parent is None:
            what = text(N_("Name a command."))
        case _:
            what = text(N_("There are more arguments than the command takes."))
    return what


def _unknown(sentence: str, name: str, near: Sequence[str] | None) -> Text:
    if not near:
        return text(sentence, name=name)
    return text(N_("{problem} Did you mean {near}?"), problem=text(sentence, name=name), near=near[0])


def _bad_value(error: click.BadParameter) -> Text:
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return text(N_("{name} must be one of: {choices}."), name=_name(error.param), choices=", ".join(kind.choices))
    return text(N_("{name} has a value it cannot have."), name=_name(error.param))


def _name(parameter: click.Parameter | None) -> str:
    if isinstance(parameter, click.Option):
        return parameter.opts[0]
    return (parameter.name or "").upper() if parameter is not None else ""


def _help(error: click.UsageError) -> str:
    command = error.ctx.command.name if error.ctx is not None and error.ctx.parent is not None else None
    return f"python -m collector {f'{command} ' if command else ''}--help"
