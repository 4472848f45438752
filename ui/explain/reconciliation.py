"""How AWS's figure and ours are compared."""

from ui.context import t
from ui.explain import paragraphs


def reconciliation() -> None:
    """What is estimated, from what, and what is only a rule."""
    paragraphs(
        t(
            "AWS does not tell over how much mail it reckons its figure. But the figure rises when bad mail goes out and "
            "falls when that mail drops out at the far end. So every volume is tried, and the one over which our own "
            "rate follows AWS's figure best is shown, with all that follow nearly as well as its range. On simulated "
            "accounts the true volume lies inside the range at least eight times in ten."
        ),
        t(
            "Bounces are counted by GetSendStatistics, which tells hard bounces only and of 14 days at first; an older "
            "window shows only after the product has watched for longer. Complaints are counted by CloudWatch, which "
            "remembers 455 days."
        ),
        t(
            "The first reason is ours over AWS's window less ours over 24 hours. The second is what AWS counts otherwise "
            "on that window, read from how steadily its figure stands above or below ours. The last is what is left, so "
            "that the sum is exact."
        ),
        t(
            "What each source counts is what AWS documents. It does not tell whether mail with several recipients counts "
            "once, nor whether simulator mail is in its counts."
        ),
        t(
            "Bad mail is the last run of days over the review line and clearly over your other days. It weighs until as "
            "much mail has been sent after it as AWS looks back on."
        ),
    )
