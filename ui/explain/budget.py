"""How the budget of bounces and complaints is computed."""

from ui.context import t
from ui.explain import paragraphs


def bounce() -> None:
    """The bounce budget: formula, window, what it leaves out, and the days to a line."""
    paragraphs(
        t(
            "AWS divides hard bounces by a fixed volume of your mail: as new mail comes in, old mail leaves. The budget "
            "is the smallest number of further bounces with which (bounces + budget) / volume meets the line. No old "
            "bounce is counted on to leave meanwhile, so it errs on the safe side."
        ),
        *_window(),
    )


def complaint() -> None:
    """The complaint budget: formula, window, what it leaves out, and the days to a line."""
    paragraphs(
        t(
            "AWS divides complaints by a fixed volume of the mail to providers that report them: as new mail comes in, "
            "old mail leaves. The budget is the smallest number of further complaints with which (complaints + budget) "
            "/ volume meets the line. No old complaint is counted on to leave meanwhile, so it errs on the safe side."
        ),
        *_window(),
    )


def _window() -> tuple[str, ...]:
    return (
        t(
            "AWS does not tell the volume. It is estimated from the course of AWS's own figure beside our counts; of "
            "the range the end that leaves less is taken, and mail that AWS leaves out makes no room. Without an "
            "estimate our own last 7 days stand in, or 30 where those hold too little mail, with AWS's figure where it "
            "is higher than ours. That is an assumption, and it says so."
        ),
        t(
            "The mails looked ahead are the median of your last 28 days. While AWS has the account under review or "
            "paused no budget is offered."
        ),
        t(
            "Days to the line: the slope of AWS's figure over 24 hours (median over all pairs of hours), as a range "
            "that holds nine times in ten. It is said only if the figure surely rises, meets the line within a week, "
            "and the last day's own mail is not known to stay under it."
        ),
        t("A configuration set is counted by Virtual Deliverability Manager: its last 30 days against the same lines."),
    )
