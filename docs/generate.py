"""Writes what documents say about the code: `make docs` rewrites, `--check` names what is stale and changes nothing.

Everything made is listed in FILES and BLOCKS; the words around it are written by hand.
"""

import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from collector.aws.catalogue import EVERY  # noqa: E402 - the path comes first
from collector.plan import plan  # noqa: E402
from deliverability.model import Text  # noqa: E402
from deliverability.template.choice import Choice, Principal  # noqa: E402
from deliverability.template.parameters import parameters  # noqa: E402
from docs import guide  # noqa: E402
from report.datasets import DATASETS  # noqa: E402
from settings.docs import env_example, table  # noqa: E402
from words.format import duration, number, usd  # noqa: E402
from words.render import render  # noqa: E402


def exports() -> str:
    """The columns of every dataset."""
    rows = (f"| `{name}` | {', '.join(f'`{c}`' for c in dataset.columns)} |\n" for name, dataset in DATASETS.items())
    return "| Dataset | Columns |\n|---|---|\n" + "".join(rows)


def poll_plan() -> str:
    """What is asked of AWS, how often, under which permissions and for how much, in one region."""
    rows = (
        f"| {line.reading.name.replace('_', ' ')}{_opt_in(line.reading.opt_in)} | {duration(line.reading.interval_seconds, 'en')} "
        f"| {', '.join(f'`{action}`' for action in line.reading.actions)} "
        f"| {number(line.calls_a_month, 'en')} | {usd(line.usd_a_month, 'en')} |\n"
        for line in plan(readings=EVERY)
    )
    return "| Reading | Every | Permissions | Calls a month | Cost a month |\n|---|---|---|---|---|\n" + "".join(rows)


def _opt_in(variable: str) -> str:
    return f" (only with `{variable}=1`)" if variable else ""


def template(head: str, language: str) -> str:
    """The parameters of the CloudFormation template, in a language."""
    every = {each.name: each for who in Principal for each in parameters(Choice(principal=who))}
    rows = (f"| `{name}` | `{each.default}` | {render(Text(each.doc), language)} |\n" for name, each in every.items())
    return f"{head}\n|---|---|---|\n{''.join(rows)}".replace("`` |", "– |")


FILES: Final[dict[str, Callable[[], str]]] = {".env.example": env_example}
"""Files made as a whole."""

BLOCKS: Final[dict[str, dict[str, Callable[[], str]]]] = {
    "README.md": {"settings": table, "exports": exports, "plan": poll_plan},
    "docs/template.md": {
        "parameters": partial(template, "| Parameter | Default | What it is |", "en"),
        "parameters-ko": partial(template, "| 매개변수 | 기본값 | 설명 |", "ko"),
    },
    "docs/checklist.md": {"headings": guide.headings, "boxes": guide.boxes},
}
"""Parts of files, each between `<!-- name:begin -->` and `<!-- name:end -->`."""


def made() -> Iterator[tuple[Path, str]]:
    """Each file that is made, wholly or in part, with the text it should have."""
    for name, content in FILES.items():
        yield ROOT / name, content()
    for name, blocks in BLOCKS.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        for block, content in blocks.items():
            text = _with_block(text, block, content())
        yield ROOT / name, text


def stale() -> list[Path]:
    """The files that differ from what they should be."""
    return [path for path, text in made() if not path.exists() or path.read_text(encoding="utf-8") != text]


def _with_block(text: str, name: str, content: str) -> str:
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if len(pattern.findall(text)) != 1:
        raise ValueError(f"the text needs one block between {begin} and {end}")
    return pattern.sub(lambda _: f"{begin}\n{content}{end}", text)


def main(arguments: list[str]) -> int:
    """Write what is stale, or with `--check` only name it; 1 when something was to be named."""
    for path in (found := stale()):
        if "--check" in arguments:
            print(f"{path.relative_to(ROOT)} is stale: make docs")
    if "--check" in arguments:
        return 1 if found else 0
    for path, text in made():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
