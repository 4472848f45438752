"""How alerts come about, what their states mean, what a silence does, who is told and when."""

from ui.context import t
from ui.explain import paragraphs


def states() -> None:
    """From pending to over."""
    paragraphs(
        t(
            "Pending: what the rule watches has crossed its line, but not for long enough. Firing: it has; this is when "
            "a message goes out, once. Recovering: it is clear of the line, but not for long enough. Then it is over, "
            "and that is told too if the firing was."
        ),
        t(
            "A figure that comes back while recovering is the same alert and is not told again. One that gets worse is "
            "told once more at each higher line."
        ),
        t("Time is counted on the data: where AWS's figures show that it lasted already, an alert fires at once."),
        t("Data that stop coming end no alert; that they stopped is an alert of its own."),
    )


def silences() -> None:
    """What silence defers."""
    paragraphs(
        t(
            "While a silence lasts nothing is sent; the alert goes on and is shown here. If it still fires when the "
            "silence ends, it is told then."
        ),
        t("What was told before the silence and is over during it is told to be over."),
        t("Held back is silence by another alert: while AWS has paused sending, rates and volume are no news."),
    )


def channels() -> None:
    """What a message goes through."""
    paragraphs(
        t(
            "Channels are the addresses in `ALERT_URLS`, which only the collector knows: here they have a name and "
            "nothing secret. Messages that are due together go out as one."
        ),
        t(
            "What is not taken is tried again, at first after 15 seconds, at most 8 times; then it is given up, listed "
            "here, and told through every other channel. A message may arrive twice, never not at all; its key is the "
            "same then."
        ),
        t("A test goes the same way as an alert. It changes nothing and is no alert."),
    )


def history() -> None:
    """What an episode is."""
    paragraphs(
        t(
            "An episode lasts from when its condition began, by the data, to when it was over. Its peak is the worst "
            "value in it, beside the highest line it reached."
        ),
        t("Each message is listed with why it was sent and when the channel took it."),
    )


def rules() -> None:
    """What is judged."""
    paragraphs(
        t(
            "Each rule is judged after every round of readings. Shown is what it sees now, its next line, and how far it "
            "is from there; of several subjects those nearest to the line."
        ),
        t(
            "Our own rates alarm only when chance cannot explain them: an exact binomial test at 1 %, three bounces or "
            "complaints at least, and a rate at the line or above."
        ),
        t("A rule that has nothing to judge is unknown, not fine: what it needs was not read, or there is none of it."),
        t("The lines are AWS's own and 80 % of them, unless the settings say otherwise."),
    )
