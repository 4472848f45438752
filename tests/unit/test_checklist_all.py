"""What every checklist item must have: words, a cure, and an example of each way it can stand."""

import ast
import re
from dataclasses import fields

import pytest

from deliverability.checklist.catalogue import BY_NAME, ITEMS, evaluated
from deliverability.checklist.facts import Facts
from deliverability.checklist.guide import BOXES
from deliverability.checklist.item import LOOKS, SECTIONS, TITLES, Item, Result, Section
from deliverability.model import Reason, Scope, Unknown
from processes import ROOT
from report.readings import TITLES as READINGS
from tests.unit.facts_of import denied, facts
from words.catalogue import LANGUAGES, sentence
from words.render import render

NOTHING = Unknown(Reason.COLLECTING)
BLANK = Facts(Scope("1", "us-east-1"), 0, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)
AUTOMATIC = [item for item in ITEMS if not item.is_by_hand]
PASSES = ("passes", "pass")
FAILS = ("fails", "fail", "wants", "want")
IS_UNKNOWN = ("is_unknown", "are_unknown")
TESTS = [
    node.name
    for path in sorted((ROOT / "tests" / "unit").glob("test_checklist_*.py"))
    for node in ast.parse(path.read_text(encoding="utf-8")).body
    if isinstance(node, ast.FunctionDef)
]
DNS_ALTOGETHER = "test_every_check_is_unknown_before_dns_was_looked_at"


def has_an_example(item: Item, words: tuple[str, ...]) -> bool:
    stem = f"test_{item.name.replace('-', '_')}_"
    return any(name.startswith(f"{stem}{word}") for name in TESTS for word in words)


@pytest.mark.parametrize("item", AUTOMATIC, ids=lambda item: item.name)
def test_every_item_has_an_example_that_passes_one_that_fails_and_one_that_is_unknown(item):
    lacking = [words[0] for words in (PASSES, FAILS, IS_UNKNOWN) if not has_an_example(item, words)]
    if item.section is Section.DNS and DNS_ALTOGETHER in TESTS:
        lacking = [word for word in lacking if word != "is_unknown"]
    if item.name == "legacy-record":
        lacking.remove("fails")  # nothing needs the record, so nothing can be wrong with it
    assert lacking == []


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_every_item_is_worded_in_every_language_and_has_a_cure(item):
    assert item.cure, "a cure"
    for msgid in (item.title, item.why, *item.cure):
        assert all(sentence(msgid, language) != msgid for language in LANGUAGES[1:]), msgid
    assert not item.title.endswith(".")
    assert all(msgid.endswith(".") for msgid in (item.why, *item.cure))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_every_item_says_where_the_guide_speaks_of_it_and_what_would_tell_anew(item):
    assert re.fullmatch(r"\d\.\d|security|cost|delivery", item.guide_step)
    assert set(item.looks) <= {*READINGS, "dns"}
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", item.name)


@pytest.mark.parametrize("known", [facts(), denied(account=1), BLANK], ids=["good", "denied", "blank"])
@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_every_cure_can_be_read_and_pasted_whatever_is_known(item, known):
    for verdict in item.verdicts(known):
        cure = item.cured(known, verdict)
        for language in LANGUAGES:
            told = [render(step, language) for step in (*cure.steps, *verdict.evidence)]
            assert not any("{" in sentence for sentence in told), told
        assert all(paste.code.strip() for paste in cure.pastes)


def test_a_sender_that_is_set_up_well_has_nothing_left_but_what_is_by_hand():
    results = {verdict.result for verdict in evaluated(facts())}
    assert results == {Result.PASS, Result.BY_HAND, Result.NOT_APPLICABLE}


def test_of_what_nothing_is_known_nothing_is_said_but_that():
    assert {verdict.result for verdict in evaluated(BLANK)} == {Result.UNKNOWN, Result.BY_HAND}


def test_items_come_in_the_order_of_their_sections():
    sections = [SECTIONS.index(item.section) for item in ITEMS]
    assert sections == sorted(sections)
    assert {item.section for item in ITEMS} == set(TITLES) == set(Section)
    assert set(LOOKS) <= set(Section)


def test_the_nine_boxes_rest_on_items_that_exist():
    assert len(BOXES) == 9
    assert [name for box in BOXES for name in box.items if name not in BY_NAME] == []


def test_no_fact_has_a_name_of_its_own_for_nothing():
    used = "".join(path.read_text() for path in (ROOT / "deliverability" / "checklist").glob("*.py"))
    assert [field.name for field in fields(Facts) if f".{field.name}" not in used] == []
