"""The way out of trouble: which error it is, what speaks for that here, and how it is mended; what the collector met on top.

The answer comes from `report/troubles.py`; how it looks lives in `ui/sections`.
"""

from ui import cached, context, live, parts
from ui.context import t
from ui.sections import troubleshooting, troubleshooting_met, troubleshooting_paste


def draw() -> None:
    """The page from top to bottom; it helps most where nothing works, so it is drawn there too."""
    parts.heading(t("Troubleshooting"))
    shown = cached.troubles(context.scope(), *live.drawn())
    troubleshooting_paste.ask(shown)
    troubleshooting_met.met(shown)
    troubleshooting.catalogue(shown)


draw()
