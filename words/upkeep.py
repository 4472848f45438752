"""Keeps the catalogues equal to the code: finds every marked sentence, updates the files, names what is wrong.

Reading them at run time lives in `catalogue`; the command is `python -m words`.
"""

import ast
import string
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from words.catalogue import FOLDER, LANGUAGES
from words.render import FORMATS

ROOT: Final = FOLDER.parent
MARKERS: Final = {"N_": 1, "NN_": 2, "t": 1, "tn": 2}
"""Functions whose first arguments, so many, are sentences for a reader."""

SOURCES: Final = (
    "collector", "dashboard.py", "deliverability", "pages", "report", "run.py", "settings", "simulator", "store",
    "supervision.py", "ui", "words",
)  # fmt: skip
HEADER: Final = """msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural_forms};\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
"""Without dates and versions, so that an update changes sentences only."""


def marked(root: Path = ROOT, language: str | None = None) -> Catalog:
    """Every marked sentence of the code, with the files it stands in; untranslated."""
    catalogue = Catalog(locale=language)
    for path in _files(root):
        for message in _marked_in(path):
            catalogue.add(message, locations=[(str(path.relative_to(root)), 0)])
    return catalogue


def unmarked(root: Path = ROOT) -> Iterator[str]:
    """Calls through which a sentence slips past the catalogue, one line each.

    That is a marker around something other than a literal, or a Text made of a literal without a marker.
    """
    for path in _files(root):
        for call in _calls(path, {*MARKERS, "text", "Text"}):
            if _is_unmarked(call):
                yield f"{path.relative_to(root)}:{call.lineno}: {ast.unparse(call)}"


def _is_unmarked(call: ast.Call) -> bool:
    if _name(call) in MARKERS:
        return _literals(call) is None
    return isinstance(call.args[0], ast.Constant) and bool(call.args[0].value)


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _marked_in(path: Path) -> Iterator[str | tuple[str, ...]]:
    """From the syntax tree, since babel's own extractor overlooks what stands inside an f-string before Python 3.12."""
    for call in _calls(path, MARKERS):
        texts = _literals(call)
        if texts is not None:
            yield texts[0] if len(texts) == 1 else texts


def _calls(path: Path, names: Collection[str]) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and _name(node) in names and node.args:
            yield node


def _literals(call: ast.Call) -> tuple[str, ...] | None:
    wanted = MARKERS[_name(call)]
    texts = tuple(a.value for a in call.args[:wanted] if isinstance(a, ast.Constant) and isinstance(a.value, str))
    return texts if len(texts) == wanted else None


def update(language: str, root: Path = ROOT) -> None:
    """Rewrite the catalogue of a language: new sentences empty, gone ones dropped, translations kept."""
    template, kept = marked(root, language), _stored(language, root)
    for message in template:
        old = kept.get(_key(message)) if message.id else None
        if old is not None and _is_plural(old) == _is_plural(message):
            message.string = old.string
        elif _is_plural(message):
            message.string = ("",) * template.num_plurals
    header = HEADER.format(language=language, plural_forms=template.plural_forms.rstrip(";"))
    with _path(language, root).open("wb") as file:
        file.write(header.encode())
        write_po(file, template, width=120, sort_output=True, include_lineno=False, omit_header=True)


def problems(language: str, root: Path = ROOT) -> Iterator[str]:
    """What is wrong with the catalogue of a language, one line each."""
    wanted, stored = marked(root), _stored(language, root)
    for message in wanted:
        if message.id:
            yield from _problems_of(message, stored)
    for message in stored:
        if message.id and wanted.get(_key(message)) is None:
            yield f"stale: {_key(message)!r}"


def _problems_of(message: Message, stored: Catalog) -> Iterator[str]:
    key = _key(message)
    for spec in sorted(spec for _, spec in _placeholders(message.id) if spec not in FORMATS):
        yield f"unknown format {spec!r}: {key!r}"
    found = stored.get(key)
    if found is None or not found.string or not all(found.string) or _is_plural(found) != _is_plural(message):
        yield f"untranslated: {key!r}"
    elif found.fuzzy:
        yield f"fuzzy: {key!r}"
    elif _placeholders(message.id) != _placeholders(found.string):
        yield f"other placeholders: {key!r} -> {found.string!r}"


def _placeholders(texts: str | tuple[str, ...] | list[str]) -> set[tuple[str, str]]:
    lines = [texts] if isinstance(texts, str) else texts
    return {(name, spec or "") for line in lines for _, name, spec, _ in string.Formatter().parse(line) if name}


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _is_plural(message: Message) -> bool:
    return not isinstance(message.id, str)


def _stored(language: str, root: Path) -> Catalog:
    path = _path(language, root)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _path(language: str, root: Path) -> Path:
    return root / "words" / f"{language}.po"


def _files(root: Path) -> list[Path]:
    found = (root / source for source in SOURCES)
    return sorted(file for path in found for file in (path.rglob("*.py") if path.is_dir() else [path]) if file.exists())


TRANSLATED: Final = LANGUAGES[1:]
"""The languages that have a file."""
