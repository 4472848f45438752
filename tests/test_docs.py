"""What the documents say about the code is what the code says."""

import re
import subprocess
import sys

import pytest

from processes import ROOT
from settings.collector import CollectorSettings
from settings.dashboard import DashboardSettings
from settings.docs import env_example
from settings.files import read
from settings.load import load_collector, load_dashboard

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_nothing_made_from_the_code_is_stale():
    """`make docs` makes it fresh again."""
    checked = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


@pytest.mark.parametrize("kind", [CollectorSettings, DashboardSettings])
def test_every_variable_is_in_the_readme_and_the_example(kind):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for variable in kind.variables().values():
        if not variable.internal:
            assert f"| `{variable.name}` |" in readme
            assert f"\n# {variable.name}=" in env_example()


def test_the_example_file_sets_nothing_until_somebody_uncomments_a_line(tmp_path):
    (tmp_path / ".env").write_text(env_example(), encoding="utf-8")
    (file,) = read(tmp_path)
    assert (file.values, file.problems) == ({}, ())


def test_every_example_is_a_right_value_but_for_the_key(tmp_path):
    """The examples of a key are refused on purpose: they are AWS's own placeholders."""
    for kind, load in ((CollectorSettings, load_collector), (DashboardSettings, load_dashboard)):
        environ = {v.name: v.example for v in kind.variables().values() if v.name not in KEY}
        settings = load(tmp_path, environ)
        assert settings.origins.keys() == environ.keys()


KEY = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_and_path_named_in_a_document_exists(document):
    content = document.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", content)
    paths = re.findall(r"`((?:[\w.-]+/)+[\w.-]*\.(?:py|md|po|toml|txt|json))`", content)
    missing = [link for link in links if not (document.parent / link).exists()]
    missing += [path for path in paths if not (ROOT / path).exists()]
    assert missing == []


def test_every_target_of_make_that_a_document_names_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        target
        for document in DOCUMENTS
        for target in re.findall(r"(?:^|`)make ([a-z]+)", document.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert named <= targets


def test_architecture_stays_short():
    assert len((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()) <= 100
