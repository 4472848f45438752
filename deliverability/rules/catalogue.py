"""Every alert rule there is, found by looking into each file of this folder, in the order of their names."""

import importlib
import pkgutil
from typing import Final

import deliverability.rules
from deliverability.rules.rule import Rule


def _found() -> tuple[Rule, ...]:
    names = [f"deliverability.rules.{m.name}" for m in pkgutil.iter_modules(deliverability.rules.__path__)]
    modules = [importlib.import_module(name) for name in names if name != __name__]
    rules = {value.name: value for module in modules for value in vars(module).values() if isinstance(value, Rule)}
    return tuple(rules[name] for name in sorted(rules))


RULES: Final = _found()
"""All rules."""

BY_NAME: Final = {rule.name: rule for rule in RULES}
