"""How the Review page comes to what it says."""

from ui.context import t
from ui.explain import paragraphs


def reply() -> None:
    """What the draft is made of."""
    paragraphs(
        t(
            "AWS asks for the root cause, the changes that are already made, how they prevent a recurrence, how bounces "
            "are tracked and how new addresses are validated. What the store knows of it stands in the draft with its "
            "figures; the rest is marked."
        ),
        t("Of the changes we saw in the account only those stand in the draft that can have no other purpose."),
        t("Nothing is sent from here: read it, fill it, and answer in the case that AWS opened."),
    )


def course() -> None:
    """Which days are shown."""
    paragraphs(
        t("The month before AWS's step up to now, or up to the day on which AWS called the account healthy again."),
        t("The time of AWS's step is when the collector first saw it, at most one reading later than it was."),
    )


def sets() -> None:
    """Who counts by configuration set."""
    paragraphs(t("Counted by Virtual Deliverability Manager where it is on, over the same days as above."))


def events() -> None:
    """What events would add."""
    paragraphs(t("The send statistics count bounces; only events say of which address and for which reason."))
