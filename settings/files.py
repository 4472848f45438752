"""Reads .env and .env.aws: the values, and a sentence for each line that is none.

Which file comes first, and which values count, is decided in `load`.
"""

import io
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from dotenv.parser import Binding, parse_stream

from deliverability.model import N_, Text, text

NAMES: Final = (".env", ".env.aws")
"""Our files, the first one winning. The second is the one the application itself may be using (django-ses)."""

EXAMPLE: Final = "AWS_SES_REGION_NAME=ap-northeast-2"
NOT_A_PAIR: Final = N_(
    "{name}, line {line}: this is not NAME=value. Correct the line or put # before it. Example: {example}"
)
OPEN_QUOTE: Final = N_("{name}, line {line}: a quote opens here and does not close on this line. Example: {example}")
SWALLOWED: Final = re.compile(r"\n\s*(export\s+)?[A-Za-z_]\w*=(?!=|\s*$)", re.MULTILINE)
"""Found in a value of several lines when a quote was left open and took in the variables that follow."""


@dataclass(frozen=True, slots=True)
class EnvFile:
    """One file: its name, its values by variable, every name it sets, and what is wrong with it."""

    name: str
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    names: tuple[str, ...] = ()
    problems: tuple[Text, ...] = ()

    def only(self, wanted: Collection[str]) -> "EnvFile":
        """The same file without the values of any other variable."""
        return replace(self, values={name: value for name, value in self.values.items() if name in wanted})


def read(folder: Path) -> list[EnvFile]:
    """The files of a folder that exist, in order of precedence."""
    return [_read(folder / name) for name in NAMES if (folder / name).exists()]


def _read(path: Path) -> EnvFile:
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        wrong = N_("{name}: the file is not UTF-8 text. Save it again with the encoding UTF-8. Example: {example}")
    except OSError:
        wrong = N_("{name}: the file cannot be read. Make it a file that you may read. Example: {example}")
    else:
        return parsed(path.name, content)
    return EnvFile(path.name, problems=(text(wrong, name=path.name, example=EXAMPLE),))


def parsed(name: str, content: str) -> EnvFile:
    """What a file of this name and content says."""
    values: dict[str, str] = {}
    problems: list[Text] = []
    for binding in parse_stream(io.StringIO(content)):
        if binding.error or (binding.key is not None and binding.value is None):
            problems.append(_malformed(NOT_A_PAIR, name, binding))
        elif SWALLOWED.search(binding.value or ""):
            problems.append(_malformed(OPEN_QUOTE, name, binding))
        elif binding.key is not None and binding.value is not None:
            values[binding.key] = binding.value
    return EnvFile(name, values, tuple(values), tuple(problems))


def _malformed(wrong: str, name: str, binding: Binding) -> Text:
    """The line is named by its number only: what stands in it may be a secret."""
    statement = binding.original.string
    blank = len(statement) - len(statement.lstrip())
    line = binding.original.line + statement[:blank].count("\n")
    return text(wrong, name=name, line=line, example=EXAMPLE)
