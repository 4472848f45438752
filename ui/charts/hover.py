"""What the pointer is told in words: plotly reads its texts as HTML of a kind, in which a name must not become a tag.

Figures under the pointer are written where each chart is built.
"""

from html import escape

from deliverability.model import Text
from ui.context import said


def told(what: Text) -> str:
    """The sentence as plotly shows it as it is; without the marks for commands, which it would show."""
    return escape(said(what).replace("`", ""), quote=False)
