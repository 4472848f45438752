"""The version the processes tell is the one that is released."""

import tomllib
from pathlib import Path

from deliverability.product import VERSION

ROOT = Path(__file__).parents[2]


def test_the_version_is_that_of_the_project():
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == VERSION
