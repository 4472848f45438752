"""Every checklist item there is, found by looking into each file of this folder, in the order of sections and files."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Final

import deliverability.checklist
from deliverability.checklist.facts import Facts
from deliverability.checklist.item import SECTIONS, Item, Verdict


def _found() -> tuple[Item, ...]:
    names = [f"deliverability.checklist.{m.name}" for m in pkgutil.iter_modules(deliverability.checklist.__path__)]
    modules = [importlib.import_module(name) for name in names if name != __name__]
    items = {value.name: value for module in modules for value in vars(module).values() if isinstance(value, Item)}
    # A stable sort: within a section the items stand as they were written.
    return tuple(sorted(items.values(), key=lambda item: SECTIONS.index(item.section)))


ITEMS: Final = _found()
"""All items."""

BY_NAME: Final = {item.name: item for item in ITEMS}


def evaluated(facts: Facts) -> Iterator[Verdict]:
    """The verdicts of every item."""
    for item in ITEMS:
        yield from item.verdicts(facts)
