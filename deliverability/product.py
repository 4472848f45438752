"""Which version of the product this is; what it runs on is told by the processes themselves."""

from typing import Final

VERSION: Final = "0.1.0"
"""The same as in pyproject.toml, which is not there to be read wherever this runs; a test compares them."""
