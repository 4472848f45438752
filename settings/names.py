"""Names in our files that are none of ours: which belong to somebody else, and which were probably meant for us.

Only warned about, since the files may be shared with the application that sends the mail.
"""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from deliverability.model import N_, Text, text

APPLICATION: Final = frozenset(
    {"EMAIL_BACKEND", "EMAIL_VERIFICATION_TIMEOUT_DAYS", "USE_SES_V2", "DJANGO_SETTINGS_MODULE"}
)
"""Names by which the file of a sending Django application is known."""

FOREIGN: Final = APPLICATION | frozenset(
    [
        "AWS_CA_BUNDLE",
        "AWS_CONFIG_FILE",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_DEFAULT_PROFILE",
        "AWS_DEFAULT_REGION",
        "AWS_EC2_METADATA_DISABLED",
        "AWS_MAX_ATTEMPTS",
        "AWS_REGION",
        "AWS_RETRY_MODE",
        "AWS_ROLE_ARN",
        "AWS_ROLE_SESSION_NAME",
        "AWS_SHARED_CREDENTIALS_FILE",
        "AWS_STORAGE_BUCKET_NAME",
        "AWS_STS_REGIONAL_ENDPOINTS",
        "AWS_S3_ENDPOINT_URL",
        "AWS_S3_REGION_NAME",
        "AWS_S3_ACCESS_KEY_ID",
        "AWS_S3_SECRET_ACCESS_KEY",
        "AWS_USE_DUALSTACK_ENDPOINT",
        "AWS_USE_FIPS_ENDPOINT",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_SES_ACCESS_KEY_ID",
        "AWS_SES_AUTO_THROTTLE",
        "AWS_SES_ENDPOINT_URL",
        "AWS_SES_FROM_ARN",
        "AWS_SES_FROM_EMAIL",
        "AWS_SES_RETURN_PATH",
        "AWS_SES_RETURN_PATH_ARN",
        "AWS_SES_SECRET_ACCESS_KEY",
        "AWS_SES_SESSION_PROFILE",
        "AWS_SES_SESSION_TOKEN",
        "AWS_SES_SOURCE_ARN",
        "AWS_SES_USE_BLACKLIST",
        "EMAIL_HOST",
        "EMAIL_HOST_PASSWORD",
        "EMAIL_HOST_USER",
        "EMAIL_PORT",
        "EMAIL_USE_SSL",
        "EMAIL_USE_TLS",
        "SERVER_EMAIL",
    ]
)
"""Names that resemble ours and are right as they stand: boto3's, django-ses's, Django's."""

_LOOKS_LIKE_A_NAME: Final = re.compile(r"[A-Za-z][A-Za-z_]{2,40}")


def near_misses(file: str, names: Iterable[str], ours: Iterable[str]) -> list[Text]:
    """A warning for each name in a file that is nearly one of ours."""
    known = sorted(ours)
    return [
        text(
            N_("{file}: {name} is not a variable of ours and is ignored. Did you mean {near}?"),
            file=file,
            name=name,
            near=near[0],
        )
        for name in names
        if name not in known and name not in FOREIGN and _LOOKS_LIKE_A_NAME.fullmatch(name)
        if (near := get_close_matches(name.upper(), known, n=1, cutoff=0.8))
    ]
