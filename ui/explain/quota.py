"""How the figures of the quota page are computed."""

from ui.context import t
from ui.explain import paragraphs


def use() -> None:
    """What is counted, what is drawn, how the forecast comes about, and what the rates of sending are averages of."""
    paragraphs(
        t(
            "The quota counts recipients of the last 24 hours, a window that rolls on with time: what was sent a day "
            "ago leaves it. AWS's count is SentLast24Hours from GetAccount; the limit is Max24HourSend, where -1 means "
            "no limit. At the limit SES drops further mail."
        ),
        t(
            "The other line is delivery attempts from GetSendStatistics, summed over 24 hours, times recipients per "
            "attempt of the last 24 hours. It reaches back to before AWS was first asked."
        ),
        t(
            "The forecast adds what is likely to come to what of the last 24 hours is still inside: the same hours of "
            "up to four past weeks (their median), times the last 24 hours against theirs. The band spans what each "
            "of those weeks would give, and at least 15 % of the mail to come."
        ),
        t(
            "That needs eight days of statistics. With less, the rate of the last three hours is taken to go on: a "
            "rough guess, and it says so."
        ),
        t(
            "The sending rate is attempts of a 15-minute period of GetSendStatistics, times recipients per attempt, "
            "divided by 900 seconds. It is an average: shorter bursts are invisible without Send events. AWS's limit is "
            "MaxSendRate from GetAccount."
        ),
    )
