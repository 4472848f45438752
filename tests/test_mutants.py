"""Each deliberate fault still fits the code, every rule has one, and (soak) a test notices each."""

import ast

import pytest

from deliverability.rules.catalogue import RULES
from processes import ROOT
from tests.mutants.__main__ import KILLED, tried
from tests.mutants.catalogue import MUTANTS


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda m: f"{m.of}: {m.why}")
def test_a_mutant_fits_the_code_once_and_is_still_python(mutant):
    assert mutant.old != mutant.new
    assert ast.dump(ast.parse(mutant.applied(ROOT))) != ast.dump(ast.parse((ROOT / mutant.file).read_text("utf-8")))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_a_mutant(rule):
    assert any(mutant.of == rule.name for mutant in MUTANTS)


def test_no_two_mutants_are_the_same():
    assert len({(mutant.file, mutant.old, mutant.new) for mutant in MUTANTS}) == len(MUTANTS) >= 30


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_every_mutant_is_killed():
    assert [f"{mutant.of}: {mutant.why}" for mutant, fate, _ in tried(MUTANTS) if fate != KILLED] == []
