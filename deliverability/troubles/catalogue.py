"""Every trouble there is, found by looking into each file of this folder, in the order of families and files."""

import importlib
import pkgutil
from typing import Final

import deliverability.troubles
from deliverability.troubles.trouble import Family, Trouble

FAMILIES: Final = tuple(Family)


def _found() -> tuple[Trouble, ...]:
    names = [f"deliverability.troubles.{m.name}" for m in pkgutil.iter_modules(deliverability.troubles.__path__)]
    modules = [importlib.import_module(name) for name in names if name != __name__]
    troubles = {each.name: each for module in modules for each in vars(module).values() if isinstance(each, Trouble)}
    # A stable sort: within a family the troubles stand as they were written.
    return tuple(sorted(troubles.values(), key=lambda trouble: FAMILIES.index(trouble.family)))


TROUBLES: Final = _found()
"""All troubles."""

BY_NAME: Final = {trouble.name: trouble for trouble in TROUBLES}
