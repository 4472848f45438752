"""The catalogues equal the code."""

import subprocess
import sys

import pytest

from words import upkeep


def test_every_sentence_of_the_code_is_translated_and_no_translation_is_stale():
    """When it fails: `python -m words update`, then translate what it lists in words/ko.po."""
    assert list(upkeep.problems("ko")) == []


def test_no_sentence_slips_past_the_catalogue():
    assert list(upkeep.unmarked()) == []


def test_an_update_changes_nothing_once_all_is_well(tmp_path):
    kept = (upkeep.ROOT / "words" / "ko.po").read_text("utf-8")
    copy = tmp_path / "words"
    copy.mkdir()
    (copy / "ko.po").write_text(kept, "utf-8")
    for source in upkeep.SOURCES:
        if not (tmp_path / source).exists():
            (tmp_path / source).symlink_to(upkeep.ROOT / source)
    upkeep.update("ko", tmp_path)
    assert (copy / "ko.po").read_text("utf-8").replace("words/", "") == kept.replace("words/", "")


@pytest.fixture
def project(tmp_path):
    (tmp_path / "words").mkdir()
    (tmp_path / "ui").mkdir()

    def write(code, catalogue=""):
        (tmp_path / "ui" / "page.py").write_text(code, "utf-8")
        head = upkeep.HEADER.format(language="ko", plural_forms="nplurals=1; plural=0")
        (tmp_path / "words" / "ko.po").write_text(head + catalogue, "utf-8")
        return tmp_path

    return write


@pytest.mark.parametrize(
    ("code", "catalogue", "problem"),
    [
        ('t("Hello")', "", "untranslated"),
        ('t("Hello")', 'msgid "Hello"\nmsgstr ""\n', "untranslated"),
        ('t("Hello")', '#, fuzzy\nmsgid "Hello"\nmsgstr "안녕"\n', "fuzzy"),
        ("", 'msgid "Hello"\nmsgstr "안녕"\n', "stale"),
        ('t("Hi {name}")', 'msgid "Hi {name}"\nmsgstr "안녕"\n', "other placeholders"),
        ('t("{rate:percent}")', 'msgid "{rate:percent}"\nmsgstr "{rate}"\n', "other placeholders"),
        ('t("{rate:promille}")', 'msgid "{rate:promille}"\nmsgstr "{rate:promille}"\n', "unknown format"),
        ('tn("a", "b", n=1)', 'msgid "a"\nmsgstr "가"\n', "untranslated"),
    ],
)
def test_each_fault_of_a_catalogue_is_named(project, code, catalogue, problem):
    (found,) = upkeep.problems("ko", project(code, catalogue))
    assert found.startswith(problem)


def test_sentences_inside_f_strings_are_found(project):
    assert [m.id for m in upkeep.marked(project("f\"{t('Hello')}\"")) if m.id] == ["Hello"]


@pytest.mark.parametrize("code", ["t(name)", 't(f"{x}")', 'tn("a", b)', 'text("Hello")', 'Text("Hello")'])
def test_a_sentence_that_no_catalogue_can_hold_is_named(project, code):
    assert len(list(upkeep.unmarked(project(code)))) == 1


def test_update_keeps_translations_drops_stale_ones_and_adds_the_new(project):
    root = project(
        't("Hello")\nt("New")\ntn("a", "b", n=1)', 'msgid "Hello"\nmsgstr "안녕"\n\nmsgid "Old"\nmsgstr "옛"\n'
    )
    upkeep.update("ko", root)
    written = (root / "words" / "ko.po").read_text("utf-8")
    assert "안녕" in written
    assert "Old" not in written
    assert sorted(upkeep.problems("ko", root)) == ["untranslated: 'New'", "untranslated: 'a'"]


def test_the_command_says_how_it_is_used():
    done = subprocess.run([sys.executable, "-m", "words"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("usage")
