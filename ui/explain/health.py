"""How the figures of Health are computed."""

from ui.context import t
from ui.explain import paragraphs


def readings() -> None:
    """When a reading is late, and when it is asked next."""
    paragraphs(
        t(
            "A reading is something the collector asks AWS for at its own interval. It is out of date when its last "
            "success is older than three intervals, and half an hour at least; what rests on it is then shown as unknown."
        ),
        t(
            "What failed, or brought only a part, is asked again after five minutes at the latest. What was denied waits "
            "for its interval: only a person can change a permission."
        ),
        t("Calls and dollars are those of this region in this calendar month (UTC)."),
    )


def collector() -> None:
    """When the collector is called silent, what its calls cost, how growth is measured."""
    paragraphs(
        t(
            "The collector is called silent when nothing ran for two of its shortest intervals. A `run` that was "
            "stopped, a machine asleep and a network that is gone look the same from here."
        ),
        t(
            "Calls are counted as they are made, in all regions of the account, from the first of the month (UTC), and "
            "priced as each reading declares. All of them are free but CloudWatch's, of which an account has a million a "
            "month; other programs of the account use the same million."
        ),
        t(
            "By the month's end: so far, and for each day left the middle one of the last seven whole days. The "
            "database's growth is measured from sizes that are noted once a day."
        ),
        t(
            "Figures are kept for ever. Single runs of the collector are a log: they are forgotten after 400 days, their "
            "daily sums stay."
        ),
        t(
            "A backup is noted here when `python -m collector backup` made it; after a week another is due. Keep it on "
            "another disk. Copies made by other programs are not known here."
        ),
    )


def coverage() -> None:
    """What a covered day is."""
    paragraphs(
        t(
            "A day is a UTC day. Send statistics are covered where a successful reading told them: each tells the last "
            "14 days, so a shorter pause of the collector loses nothing. CloudWatch tells up to 455 days."
        ),
        t("The collector's own row is the time it ran. The present counts as covered until the next reading is late."),
    )


def contradictions() -> None:
    """What is done with figures that shrink."""
    paragraphs(
        t(
            "Counts of a past quarter of an hour may grow, since bounces and complaints come late, but never shrink. "
            "Where AWS tells less than before, the larger number is kept and the answer is listed here."
        ),
        t(
            "AWS may cut its quarters of an hour at another minute. Such an answer replaces what is stored only where it "
            "brings at least 99 % of the delivery attempts; else it is set aside and listed here."
        ),
    )
