"""What a person may say of users and keys: the application's IAM user, and how old a key may grow.

Whose key the collector uses is in `collector`; what is looked at of users, in `collector/aws/iam.py`.
"""

from typing import Annotated

from pydantic import Field

from deliverability.model import N_
from settings.variable import Variable

ApplicationUser = Annotated[
    str | None,
    Field(pattern=r"^[\w+=,.@-]{1,64}$"),
    Variable(
        "APP_IAM_USER",
        N_("Name of the IAM user with whose key your application sends; the checklist then looks at its policies."),
        N_("It must be the name of an IAM user as the console shows it, not its ARN."),
        "my-email-service",
    ),
]
KeyMaxAge = Annotated[
    int,
    Field(ge=1, le=3650),
    Variable(
        "KEY_MAX_AGE_DAYS",
        N_("Days after which an access key should be replaced, or deleted if nobody uses it."),
        N_("It must be a whole number of days from 1 to 3650."),
        "180",
    ),
]
