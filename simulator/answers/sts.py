"""STS: who is asking. It needs no permission and tells the account."""

from typing import Any

from simulator.answers.asked import Asked
from simulator.errors import USER


def get_caller_identity(asked: Asked) -> dict[str, Any]:
    account_id = asked.region.account_id
    return {"UserId": "AIDASIMULATEDACCOUNT", "Account": account_id, "Arn": f"arn:aws:iam::{account_id}:user/{USER}"}
