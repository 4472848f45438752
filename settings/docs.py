"""What the settings say about themselves: .env.example and the table of the README.

Both are written to their files by docs/generate.py, and a test fails when they are stale.
"""

from collections.abc import Iterator
from typing import Any

from settings.collector import CollectorSettings
from settings.dashboard import DashboardSettings
from settings.variable import Settings, Variable
from words.catalogue import LANGUAGES
from words.render import translate

HEADER = """\
# Copy this file to .env and remove the # before what you set. The environment wins over .env, .env over .env.aws.
# A .env.aws written for django-ses works as it is. Made by `make docs`.
# 이 파일을 .env로 복사하고, 설정할 줄의 #을 지우십시오. 환경 변수, .env, .env.aws 순으로 우선합니다.
"""


def env_example() -> str:
    """The text of .env.example: each variable with its help in both languages, none of them set."""
    return HEADER + "".join(
        "\n" + "".join(f"# {translate(variable.help, language)}\n" for language in LANGUAGES) + f"# {line}\n"
        for variable, default in _documented()
        for line in [f"{variable.name}={default or variable.example}"]
    )


def table() -> str:
    """The settings as a Markdown table."""
    rows = [
        f"| `{variable.name}` | {_cell(default)} | `{variable.example}` | {translate(variable.help, 'en')} |\n"
        for variable, default in _documented()
    ]
    return "| Variable | Default | Example | What it is |\n|---|---|---|---|\n" + "".join(rows)


def _cell(default: str) -> str:
    return f"`{default}`" if default else "–"


def _documented() -> Iterator[tuple[Variable, str]]:
    """Each variable once, with its default as it would be written; the collector's before the dashboard's."""
    seen = set()
    for kind in (CollectorSettings, DashboardSettings):
        for field, variable in kind.variables().items():
            if not variable.internal and variable.name not in seen:
                seen.add(variable.name)
                yield variable, _default(kind, field)


def _default(kind: type[Settings], field: str) -> str:
    default: Any = kind.model_fields[field].default
    return "" if default in (None, (), frozenset(), False) else str(default)
