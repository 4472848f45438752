"""The translations: reads words/<language>.po once and gives the sentence for a catalogue id.

English is the language of the ids and has no file. How the files are kept up to date lives in `upkeep`.
"""

from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

FOLDER: Final = Path(__file__).parent
LANGUAGES: Final = ("en", "ko")
"""The languages a person may choose, the first being that of the ids."""


def sentence(msgid: str, language: str) -> str:
    """The translation of an id; the id itself where there is none."""
    message = _catalogue(language).get(msgid)
    if message is None or message.fuzzy or not message.string:
        return msgid
    return message.string if isinstance(message.string, str) else message.string[0]


def sentence_for(singular: str, plural: str, n: float, language: str) -> str:
    """The translation of a pair for the number `n`; one of the pair where there is none."""
    catalogue = _catalogue(language)
    message = catalogue.get(singular)
    if message is None or message.fuzzy or not isinstance(message.string, tuple) or not all(message.string):
        return singular if n == 1 else plural
    return str(message.string[0 if catalogue.num_plurals == 1 or n == 1 else 1])


@cache
def _catalogue(language: str) -> Catalog:
    path = FOLDER / f"{language}.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)
