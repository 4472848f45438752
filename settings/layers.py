"""Where values come from: the environment before .env before .env.aws, each variable with its origin.

Whether the values are right is judged in `load`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from deliverability.model import N_, Text, text
from settings.files import EnvFile

ENVIRONMENT: Final = "environment"
LANGUAGES: Final = ("en", "ko")

_ID: Final = "AWS_ACCESS_KEY_ID"
_KEY: Final = frozenset({_ID, "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"})
_WHO: Final = frozenset({_ID, "AWS_PROFILE"})
_CREDENTIALS: Final = _WHO | _KEY


@dataclass(frozen=True, slots=True)
class Values:
    """Values that are not empty by variable, and the place each came from."""

    by_name: Mapping[str, str] = field(repr=False)
    origins: Mapping[str, str]


def merged(environ: Mapping[str, str], env_files: Sequence[EnvFile], wanted: Collection[str]) -> Values:
    """The first place that has a variable gives it, except that credentials are never mixed.

    Once a place says who we are, by key or by profile, the credentials of the places after it are not looked at: a
    profile chosen in the shell must not lose to the application's key in a file, nor meet its session token. What is
    set in the environment and empty is switched off, whatever a file says.
    """
    by_name: dict[str, str] = {}
    origins: dict[str, str] = {}
    off: frozenset[str] = frozenset()
    for origin, values in ((ENVIRONMENT, environ), *((file.name, file.values) for file in env_files)):
        closed = off | _CREDENTIALS if _WHO & by_name.keys() else off
        off = switched_off(environ)
        for name in wanted:
            value = values.get(name, "").strip()
            if value and name not in by_name and name not in closed:
                by_name[name], origins[name] = value, origin
    return Values(by_name, origins)


def switched_off(environ: Mapping[str, str]) -> frozenset[str]:
    """The variables that are set in the environment and empty; with a key's id, all of the key."""
    empty = frozenset(name for name, value in environ.items() if not value.strip())
    return empty | _KEY if _ID in empty else empty


def with_language(environ: Mapping[str, str]) -> tuple[Mapping[str, str], list[Text]]:
    """The environment with LANGUAGE as ours or without it, and a warning where it names neither language.

    A desktop sets the variable for gettext, as in `ko_KR:ko:en` or empty; that must neither stop anything nor switch
    off what a file says.
    """
    listed = environ.get("LANGUAGE", "").strip()
    if listed in LANGUAGES:
        return environ, []
    others = {name: value for name, value in environ.items() if name != "LANGUAGE"}
    if not listed:
        return others, []
    ours = (part[:2].lower() for part in listed.split(":") if part[2:3] in ("", "_", "-", "."))
    chosen = next((part for part in ours if part in LANGUAGES), "")
    if chosen:
        return {**others, "LANGUAGE": chosen}, []
    return others, [text(N_("LANGUAGE in the environment is neither en nor ko and is ignored."))]
