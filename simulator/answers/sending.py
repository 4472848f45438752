"""SES version 2: mail handed over, refused where SES would refuse it. What was taken lies in the region's `sent`.

Mail taken here is no part of the account's story: its statistics are told by `ledger.py`.
"""

from email.utils import parseaddr
from typing import Any, Final

from simulator.answers.asked import Asked
from simulator.errors import Refusal
from simulator.region import Sent

SIMULATOR: Final = "simulator.amazonses.com"
NOT_VERIFIED: Final = (
    "Email address is not verified. The following identities failed the check in region {region}: {addresses}"
)


def send_email(asked: Asked) -> dict[str, Any]:
    sender = parseaddr(asked.params.get("FromEmailAddress", ""))[1]
    recipients = tuple(asked.params.get("Destination", {}).get("ToAddresses", ()))
    name = asked.params.get("ConfigurationSetName", "")
    standing = asked.region.standing(asked.now)
    if not standing.sending:
        raise Refusal("SendingPausedException", "Email sending is disabled for your account.", 400)
    if name and name not in {one.name for one in asked.region.scenario.configuration_sets}:
        raise Refusal("NotFoundException", f"Configuration set <{name}> does not exist.", 404)
    checked = (sender,) if standing.production else (sender, *recipients)
    if failing := [address for address in checked if not _may(asked, address)]:
        addresses = ", ".join(failing)
        raise Refusal("MessageRejected", NOT_VERIFIED.format(region=asked.region.name.upper(), addresses=addresses))
    subject = asked.params.get("Content", {}).get("Simple", {}).get("Subject", {}).get("Data", "")
    number = asked.region.take(Sent(asked.now, sender, recipients, subject, name))
    return {"MessageId": f"{asked.now:016x}-{number:08x}-simulated"}


def _may(asked: Asked, address: str) -> bool:
    domain = address.rpartition("@")[2].lower()
    verified = {one.name.lower() for one in asked.region.identities(asked.now) if one.verified == "SUCCESS"}
    return domain == SIMULATOR or bool({address.lower(), domain} & verified)
