"""Which account the key belongs to (sts GetCallerIdentity, which needs no permission).

Remembered by a digest of the key, so that a failure of STS does not lose sight of the account.
"""

import logging
from collections.abc import Sequence
from typing import Final

from collector.aws.clients import Aws, Connection
from collector.aws.errors import AwsError, Malformed
from deliverability.model import N_, text
from report.checklist_facts import CALLER
from store import meta
from store.engines.engine import Engine

logger = logging.getLogger(__name__)

OPERATION: Final = "GetCallerIdentity"


def account_id(connection: Connection, regions: Sequence[Aws], store: Engine) -> str:
    """The account's id: from the first region that answers, else the last one known for this key.

    Raises the first region's AwsError when neither is to be had.
    """
    key = f"account-of/{connection.key_digest}"
    errors: list[AwsError] = []
    for aws in regions:
        try:
            found, caller = _told(aws)
        except AwsError as error:
            errors.append(error)
            continue
        meta.put(store, key, found)
        meta.put(store, f"{CALLER}{found}", caller)
        return found
    if (remembered := meta.get(store, key)) is None:
        raise errors[0]
    logger.warning("account.remembered", extra={"account_id": remembered, "error": errors[0].message})
    return remembered


def asked(aws: Aws) -> str:
    """The account's id as AWS tells it."""
    return _told(aws)[0]


def caller(aws: Aws) -> str:
    """The ARN of whoever owns the key."""
    found = _told(aws)[1]
    if not found:
        raise Malformed(OPERATION, aws.region, text(N_("{members}."), members="Arn"))
    return found


def _told(aws: Aws) -> tuple[str, str]:
    """The account's id and the ARN of whoever owns the key ("" when AWS tells none)."""
    answer = aws.call("sts", OPERATION)
    found, arn = answer.get("Account"), answer.get("Arn")
    if not isinstance(found, str) or not found.isdigit():
        raise Malformed(OPERATION, aws.region, text(N_("it names no account.")))
    return found, arn if isinstance(arn, str) else ""
