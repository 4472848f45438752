"""How the figures of the Deliverability page are computed; the rates AWS judges by are explained with the Overview's."""

from collections.abc import Callable, Mapping
from typing import Final

from deliverability.outcomes import Outcome
from ui.context import t
from ui.explain import overview, paragraphs


def _the_chart() -> None:
    """What the drawing itself means, whatever the rate."""
    paragraphs(
        t(
            "The band is where the true rate may lie: so few mails went out that chance alone moves the figure. It is "
            "Wilson's score interval, each bound at 95 %, and it is drawn only where it is wide enough to matter."
        ),
        t(
            "Hatched from top to bottom: nothing is known of this time. A hatched foot: one of the lines is missing. A "
            "dotted foot: the collector was down, but AWS still remembered and everything was filled in."
        ),
        t(
            "The period before is the equally long one that ends where this one begins, moved onto it. Two periods are "
            "told apart only where the difference is more than chance would make (Newcombe's interval, 95 %)."
        ),
        t("Numbered pins: something changed in the account, at the time of the reading that first saw it."),
    )


def _bounce() -> None:
    overview.bounce_rate()
    _the_chart()


def _complaint() -> None:
    overview.complaint_rate()
    _the_chart()


def _reject() -> None:
    paragraphs(
        t(
            "Rejects divided by delivery attempts, both from GetSendStatistics, over the window that the legend names. "
            "A reject is a mail that SES accepted and then did not send, because it found a virus in it."
        ),
        t("AWS has no line for rejects, and CloudWatch no figure of its own."),
    )
    _the_chart()


def _delivery() -> None:
    paragraphs(
        t(
            "Deliveries divided by sends, both counted by CloudWatch, over the window that the legend names. A mail "
            "counts as delivered when the recipient's server took it; whether it reached the inbox nobody is told."
        ),
        t(
            "Where CloudWatch was not asked, it is attempts without hard bounces and rejects, from GetSendStatistics: a "
            "little too high, since soft bounces that AWS gave up on are in it. The line below the chart names the source."
        ),
        t(
            "A delivery is counted when it happens, hours after the send at times, so a quiet day may show more than 100 %."
        ),
    )
    _the_chart()


EXPLANATIONS: Final[Mapping[Outcome, Callable[[], None]]] = {
    Outcome.BOUNCE: _bounce,
    Outcome.COMPLAINT: _complaint,
    Outcome.REJECT: _reject,
    Outcome.DELIVERY: _delivery,
}
