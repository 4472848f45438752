"""Plain sentences made safe for Streamlit's Markdown: no name turns into formatting, no address into a link.

Only backticks keep their meaning: our own sentences mark commands and AWS actions with them.
"""

import re
from typing import Final

from words.format import WORD_JOINER

SPECIAL: Final = re.compile(r"([\\*_{}\[\]()<>#+\-.!|~$:^=&])")
INSTEAD: Final = {"\\&": "&amp;", "\\<": "&lt;", "\\>": "&gt;", "@": f"{WORD_JOINER}@"}
"""What a backslash does not keep Markdown from reading: tags, and addresses, in which a joiner is seen by nobody."""


def escaped(sentence: str) -> str:
    """The sentence as Markdown that shows it as it is, with `code` where a pair of backticks stands."""
    parts = sentence.split("`")
    if len(parts) % 2 == 0:
        return _literal(sentence.replace("`", "'"))
    return "".join(f"`{part}`" if i % 2 and part else _literal(part) for i, part in enumerate(parts))


def _literal(part: str) -> str:
    marked = SPECIAL.sub(r"\\\1", part)
    for found, instead in INSTEAD.items():
        marked = marked.replace(found, instead)
    return marked
