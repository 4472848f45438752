"""The house stands as ARCHITECTURE.md draws it: arrows, sizes, and a core that needs nothing."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.api import read_configuration
from importlinter.application.use_cases import lint_imports
from importlinter.configuration import configure

from processes import ROOT

ROOMS = (
    "bench",
    "collector",
    "deliverability",
    "docs",
    "pages",
    "report",
    "settings",
    "simulator",
    "store",
    "ui",
    "words",
)
SCRIPTS = ("dashboard.py", "processes.py", "run.py", "supervision.py")
FILE_LINES = 250
FUNCTION_LINES = 40

SCRIPT_IMPORTS = {
    "processes.py": set(),
    "run.py": {"deliverability", "processes", "settings", "store", "supervision", "words"},
    "supervision.py": {"deliverability", "processes", "words"},
    "dashboard.py": {"settings", "starlette", "streamlit", "ui", "words"},
    "ui/app/frame.py": {"deliverability", "pages", "starlette", "streamlit", "ui", "words"},
}
"""What the scripts may import beside the standard library; import-linter does not see them."""

SOURCES = sorted(
    [*(ROOT / name for name in SCRIPTS), *(file for room in ROOMS for file in (ROOT / room).rglob("*.py"))]
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(path: Path) -> Iterator[str]:
    """The top-level names of the modules that a file imports, those of the standard library left out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        yield from (top for name in names if (top := name.split(".")[0]) not in sys.stdlib_module_names)


def test_the_arrows_hold(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    configure()
    kept = lint_imports(config_filename="pyproject.toml", cache_dir=None)
    assert kept, capsys.readouterr().out


def test_the_arrows_cover_every_room():
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} | {"pages"}
    rooms -= {"tests", "bench"}
    assert set(read_configuration("pyproject.toml")["session_options"]["root_packages"]) == rooms


@pytest.mark.parametrize("name", SCRIPT_IMPORTS)
def test_a_script_imports_only_what_it_may(name):
    assert set(imported(ROOT / name)) <= SCRIPT_IMPORTS[name]


@pytest.mark.parametrize("path", sorted((ROOT / "deliverability").rglob("*.py")), ids=shown)
def test_the_core_needs_nothing_but_the_standard_library(path):
    assert set(imported(path)) <= {"deliverability"}


CLOCKS = re.compile(r"\b(datetime\.now|datetime\.today|utcnow|time\.time|date\.today|monotonic)\(")


@pytest.mark.parametrize("room", ["deliverability", "report", "store"])
def test_time_is_told_to_the_core_never_asked_by_it(room):
    """Only an engine may, to say since when it has been waited for."""
    asking = [shown(file) for file in (ROOT / room).glob("*.py") if CLOCKS.search(file.read_text(encoding="utf-8"))]
    assert asking == []


@pytest.mark.parametrize("path", [*SOURCES, *TESTS], ids=shown)
def test_no_file_is_longer_than_one_can_take_in(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LINES


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_no_function_has_two_jobs(path):
    long = [
        f"{node.name}: {length}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES
    ]
    assert long == []


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_every_file_says_what_its_job_is(path):
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert docstring.rstrip().endswith(".")


def test_no_file_has_a_name_that_says_nothing():
    vague = re.compile(r"(utils?|helpers?|managers?|common|misc)\.py")
    assert [shown(path) for path in SOURCES if vague.fullmatch(path.name)] == []


def test_the_main_script_lies_alone_in_its_folder():
    """Streamlit puts this folder first on the path, and a `pages` beside the script would run without the frame."""
    assert {path.name for path in (ROOT / "ui" / "app").iterdir()} - {"__pycache__"} == {"frame.py", "static"}


def test_no_address_or_machine_of_ours_is_committed():
    private = re.compile(
        r"/(?:home|work|Users)/\w+|[\w.+-]+@(?!example\.|simulator\.amazonses\.com|[\w.]*\.example)\w+\.\w+"
    )
    found = {
        shown(path): match.group()
        for path in [*SOURCES, *TESTS, *ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        if path != Path(__file__) and (match := private.search(path.read_text(encoding="utf-8")))
    }
    assert found == {}
