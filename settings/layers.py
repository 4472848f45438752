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

_WHO: Final = frozenset({"AWS_ACCESS_KEY_ID", "AWS_PROFILE"})
_CREDENTIALS: Final = _WHO | {"AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"}


@dataclass(frozen=True, slots=True)
class Values:
    """Values that are not empty by variable, and the place each came from."""

    by_name: Mapping[str, str] = field(repr=False)
    origins: Mapping[str, str]


def merged(environ: Mapping[str, str], env_files: Sequence[EnvFile], wanted: Collection[str]) -> Values:
    """The first place that has a variable gives it, except that credentials are never mixed.

    Once a place says who we are, by key or by profile, the credentials of the places after it are not looked at: a
    profile chosen in the shell must not lose to the application's key in a file, nor meet its session token.
    """
    by_name: dict[str, str] = {}
    origins: dict[str, str] = {}
    for origin, values in ((ENVIRONMENT, environ), *((file.name, file.values) for file in env_files)):
        closed = _CREDENTIALS if _WHO & by_name.keys() else frozenset()
        for name in wanted:
            value = values.get(name, "").strip()
            if value and name not in by_name and name not in closed:
                by_name[name], origins[name] = value, origin
    return Values(by_name, origins)


def with_language(environ: Mapping[str, str]) -> tuple[Mapping[str, str], list[Text]]:
    """The environment with LANGUAGE as ours, and a warning where it names neither language.

    A desktop sets the variable for gettext, as in `ko_KR:ko:en`; that must not stop anything.
    """
    listed = environ.get("LANGUAGE", "").strip()
    if not listed or listed in LANGUAGES:
        return environ, []
    ours = (part[:2].lower() for part in listed.split(":") if part[2:3] in ("", "_", "-", "."))
    chosen = next((part for part in ours if part in LANGUAGES), "")
    warnings = [] if chosen else [text(N_("LANGUAGE in the environment is neither en nor ko and is ignored."))]
    return {**environ, "LANGUAGE": chosen}, warnings
