"""STS: who is asking. It needs no permission and tells the account."""

from typing import Any

from simulator.access import directory
from simulator.answers.asked import Asked


def get_caller_identity(asked: Asked) -> dict[str, Any]:
    account_id = asked.region.account_id
    caller = directory(asked.access, account_id).caller
    return {"UserId": "AIDASIMULATEDACCOUNT", "Account": account_id, "Arn": caller}
