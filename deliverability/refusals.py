"""What AWS says of a key or a region that it does not accept, in our words: those who write it and who judge by it agree.

Which error of AWS becomes which of these is in `collector/aws/translation.py`.
"""

from typing import Final

from deliverability.model import N_

NO_CREDENTIALS: Final = N_(
    "There are no AWS credentials. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or AWS_PROFILE) "
    "in .env or in the environment; `python -m collector policy` prints what the key needs to read."
)
UNKNOWN_KEY: Final = N_(
    "{region}: Amazon does not know this access key. Either the key is wrong or deleted (check "
    "AWS_ACCESS_KEY_ID), or {region} is not switched on for the account (check AWS_SES_REGION_NAME)."
)
WRONG_SECRET: Final = N_("{region}: the secret does not fit the access key. Check AWS_SECRET_ACCESS_KEY.")
EXPIRED: Final = N_("{region}: the temporary credentials have expired. Renew them, or use a key that lasts.")
NOT_SWITCHED_ON: Final = N_(
    "{region} is not switched on for this AWS account. Enable it under Account, AWS Regions, "
    "or take it out of AWS_SES_REGION_NAME."
)

KEY_REFUSED: Final = frozenset({NO_CREDENTIALS, UNKNOWN_KEY, WRONG_SECRET, EXPIRED})
REGION_REFUSED: Final = frozenset({NOT_SWITCHED_ON})
