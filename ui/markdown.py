"""Plain sentences made safe for Streamlit's Markdown, so that a name never turns into formatting.

Only backticks keep their meaning: our own sentences mark commands and AWS actions with them.
"""

import re
from typing import Final

SPECIAL: Final = re.compile(r"([\\*_{}\[\]()<>#+\-.!|~$:^=&])")
ENTITY: Final = {"\\&": "&amp;", "\\<": "&lt;", "\\>": "&gt;"}


def escaped(sentence: str) -> str:
    """The sentence as Markdown that shows it as it is, with `code` where a pair of backticks stands."""
    parts = sentence.split("`")
    if len(parts) % 2 == 0:
        return _literal(sentence.replace("`", "'"))
    return "".join(f"`{part}`" if i % 2 and part else _literal(part) for i, part in enumerate(parts))


def _literal(part: str) -> str:
    marked = SPECIAL.sub(r"\\\1", part)
    for found, entity in ENTITY.items():
        marked = marked.replace(found, entity)
    return marked
