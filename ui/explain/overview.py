"""How the figures of the Overview are computed."""

from ui.context import t
from ui.explain import paragraphs


def bounce_rate() -> None:
    """AWS's bounce figure and ours, and why they differ."""
    paragraphs(
        t(
            "AWS's figure is the CloudWatch metric Reputation.BounceRate. AWS divides hard bounces to domains you have "
            "not verified by a representative volume of your mail, whose size it does not tell; so it moves slowly and "
            "rests while you send nothing."
        ),
        t(
            "Ours is hard bounces divided by delivery attempts, both from GetSendStatistics, over the window that the "
            "legend names. It shows today's mail at once, and it counts verified domains too."
        ),
        t("AWS acts on its own figure: a review starts at 5 %, sending may be paused at 10 %."),
    )


def complaint_rate() -> None:
    """AWS's complaint figure and ours, and why ours is a lower bound."""
    paragraphs(
        t(
            "AWS's figure is the CloudWatch metric Reputation.ComplaintRate. AWS divides complaints by the mail to "
            "providers that send it complaint feedback; Gmail sends none."
        ),
        t(
            "Ours is complaints divided by all delivery attempts from GetSendStatistics. Since it also counts mail whose "
            "complaints nobody reports, the true rate can only be higher: it is marked with ≥, and it never says that "
            "all is well."
        ),
        t("AWS acts on its own figure: a review starts at 0.1 %, sending may be paused at 0.5 %."),
    )


def volume() -> None:
    """Where the bars come from."""
    paragraphs(
        t(
            "The bars are delivery attempts from GetSendStatistics, which AWS keeps for 14 days and this product for "
            "ever. Before the first collection they come from CloudWatch, whose bounces include soft ones that AWS gave "
            "up on."
        ),
        t("Hatched bands were not collected; what AWS no longer remembers cannot be filled in."),
    )


def changes() -> None:
    """What the list of changes holds."""
    paragraphs(
        t(
            "Every change between two readings of the account, its identities, configuration sets and event "
            "destinations, with the time of the reading that first saw it."
        ),
        t("A crossed line means AWS's own figure. A pause of the collector is told once it runs again."),
    )
