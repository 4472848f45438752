"""How the counts by set, identity and region are made, and why their sums are not the account's."""

from ui.context import t
from ui.explain import paragraphs


def breakdown() -> None:
    """Sources, windows, and what each source leaves out."""
    paragraphs(
        t(
            "By configuration set and identity: what Virtual Deliverability Manager (VDM) counted, from "
            "BatchGetMetricData, in whole days of UTC. Bounces are permanent bounces of the mail sent; complaints are "
            "of the mail delivered to providers that report complaints to AWS."
        ),
        t(
            "VDM leaves out mail to more than one recipient, the mailbox simulator, and feedback from the account's "
            "suppression list. So these sums differ from the account's, from AWS's figure and from ours above."
        ),
        t(
            "By region: delivery attempts, bounces, complaints and rejects from GetSendStatistics, over exactly the "
            "range; deliveries are CloudWatch's. Complaints there are of all mail, so that the true rate can only be "
            "higher: they are marked with ≥."
        ),
        t(
            "The bar is a part's share of all bounces, complaints or rejects in the table, or of the mail that was not "
            "delivered. A level stands only where there is enough mail to tell."
        ),
        t(
            "AWS's own figure of a set or region is its CloudWatch metric Reputation.BounceRate or "
            "Reputation.ComplaintRate at the end of the range, over a volume of mail that AWS does not tell."
        ),
    )
