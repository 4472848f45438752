"""Settings from the environment, .env, .env.aws and defaults, with everything that is wrong told at once.

What a variable is stands in `collector` and `dashboard`; which place wins, in `layers`.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from deliverability.model import N_, Text, text
from settings import demands, files, login, names, regions, thresholds
from settings.collector import CollectorSettings
from settings.dashboard import DashboardSettings
from settings.errors import SettingsError
from settings.layers import ENVIRONMENT, Values, merged, with_language
from settings.variable import Settings, Variable

ROOT: Final = Path(__file__).parent.parent

S = TypeVar("S", bound=Settings)


def load_collector(
    root: Path = ROOT,
    environ: Mapping[str, str] | None = None,
    *,
    asks_aws: bool = True,
    wrong: Callable[[Mapping[str, str]], Iterable[Text]] = lambda _: (),
) -> CollectorSettings:
    """The collector's settings, or SettingsError; a region is needed only by what asks AWS.

    `wrong` finds by variable what only its user knows to be wrong; that is told with all the rest.
    """
    environ, warnings = with_language(os.environ if environ is None else environ)
    env_files = _files(root, environ)
    values = merged(environ, env_files, _names(CollectorSettings))
    problems = [
        *(demands.region(values.by_name) if asks_aws else ()),
        *demands.whole_key(values.by_name),
        *demands.demo_stays_here(values.by_name),
        *demands.demo_asks_here(values.by_name),
        *demands.demo_signs_up_here(values.by_name),
        *wrong(values.by_name),
    ]
    settings = _settled(CollectorSettings, values, env_files, problems, warnings)
    looser = thresholds.looser(settings.bounce_alert_percent, settings.complaint_alert_percent)
    return settings.model_copy(
        update={
            "warnings": (*settings.warnings, *regions.doubts(settings.regions), *looser),
            "key_shared_with": _application(settings.aws_access_key_id, env_files),
        }
    )


def load_dashboard(root: Path = ROOT, environ: Mapping[str, str] | None = None) -> DashboardSettings:
    """The dashboard's settings, or SettingsError. Values of any other variable are dropped as soon as they are read."""
    environ, warnings = with_language(os.environ if environ is None else environ)
    wanted = _names(DashboardSettings)
    env_files = [file.only(wanted) for file in _files(root, environ)]
    values = merged(environ, env_files, wanted)
    is_demo = values.by_name.get("DELIVERABILITY_DEMO") == "1"
    found, problems = (None, []) if is_demo else login.read(root, values.by_name)
    settings = _settled(DashboardSettings, values, env_files, problems, warnings)
    if found is not None:
        found = replace(found, allow=settings.login_allow)
    return settings.model_copy(update={"login": found})


def _names(kind: type[Settings]) -> list[str]:
    return [variable.name for variable in kind.variables().values()]


def _files(root: Path, environ: Mapping[str, str]) -> list[files.EnvFile]:
    """The user's files; none in the demo, which must never meet the keys in them."""
    return [] if environ.get("DELIVERABILITY_DEMO") == "1" else files.read(root)


def _settled(
    kind: type[S],
    values: Values,
    env_files: Sequence[files.EnvFile],
    demanded: Sequence[Text],
    warnings: Sequence[Text],
) -> S:
    ours = {*_names(CollectorSettings), *_names(DashboardSettings)}
    nearly = [warning for file in env_files for warning in names.near_misses(file.name, file.names, ours)]
    settings, wrong = _validated(kind, values, (*warnings, *nearly))
    problems = (*(problem for file in env_files for problem in file.problems), *wrong, *demanded)
    if settings is None or problems:
        # Raised here and not where pydantic's error is at hand: that one carries the values, secrets among them.
        raise SettingsError(problems)
    return settings


def _validated(kind: type[S], values: Values, warnings: tuple[Text, ...]) -> tuple[S | None, list[Text]]:
    variables = kind.variables()
    given: dict[str, Any] = {
        field: values.by_name[variable.name] for field, variable in variables.items() if variable.name in values.by_name
    }
    try:
        return kind(**given, origins=dict(values.origins), warnings=warnings), []
    except ValidationError as error:
        wrong = {str(problem["loc"][0]) for problem in error.errors(include_url=False, include_input=False)}
    return None, [_problem(variables[field], values.origins) for field in variables if field in wrong]


def _problem(variable: Variable, origins: Mapping[str, str]) -> Text:
    origin = origins[variable.name]
    return text(
        N_("{name} in {place} cannot be used. {must} Example: {example}"),
        name=variable.name,
        place=text(N_("the environment")) if origin == ENVIRONMENT else origin,
        must=Text(variable.must),
        example=f"{variable.name}={variable.example}",
    )


def _application(key_id: str | None, env_files: Sequence[files.EnvFile]) -> str | None:
    """The file that shows the key to be the sending application's own."""
    return next(
        (
            file.name
            for file in env_files
            if key_id is not None
            and file.values.get("AWS_ACCESS_KEY_ID", "").strip() == key_id
            and (file.name == files.NAMES[-1] or names.APPLICATION.intersection(file.names))
        ),
        None,
    )
