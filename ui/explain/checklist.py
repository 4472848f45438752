"""How the items of the setup checklist are judged, and what a word of the viewer's changes."""

from ui.context import t
from ui.explain import paragraphs


def judged() -> None:
    """From what was read to what is left."""
    paragraphs(
        t(
            "Each item looks for itself, at what the collector read from AWS, from DNS and from its settings. What "
            "nothing there can tell is ticked by hand; such a tick may have to be renewed after some months."
        ),
        t(
            "Not known is neither done nor at fault: it was not read yet, may not be read, or did not answer. Which "
            "permission is missing stands with the item."
        ),
        t(
            "An attention works, but not as it should. It can be accepted with a reason until a day; then it is left "
            "again. What does not apply counts neither way."
        ),
        t("“Check again” has the collector look at once. In DNS a change may take as long as the old record's TTL."),
        t("Shown is what is known now; history holds every change of a verdict since the collector first judged."),
    )
