"""What may be looked at and tried beside AWS: the application's environment file, a test mail, a sign-up.

Off unless set. What is done with them is in `collector/probes` and `collector/trials.py`.
"""

import json
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr

from deliverability.model import N_
from settings.urls import web_address
from settings.variable import Variable


def _host_and_port(value: str) -> str:
    parts = urlsplit(web_address(value))
    if not parts.hostname or parts.port == 0:  # a port that is none raises here
        raise ValueError("no host")
    return value


def _json_object(value: SecretStr) -> SecretStr:
    try:
        found = json.loads(value.get_secret_value())
    except RecursionError:
        found = None
    if not isinstance(found, dict):
        raise ValueError("no JSON object")  # noqa: TRY004 - pydantic listens to this one
    return value


AppEnvFile = Annotated[
    str | None,
    Field(pattern=r"^\S.*$"),
    Variable(
        "APP_ENV_FILE",
        N_("Your application's environment file, if it lies on this machine: the checklist looks whether it is right."),
        N_("It must be the path of a file; a relative one counts from the project's folder."),
        "/srv/shop/.env.aws",
    ),
]
TestSend = Annotated[
    bool,
    Variable(
        "TEST_SEND",
        N_("1 allows test mail from the checklist; the key then needs ses:SendEmail, which `policy` prints."),
        N_("It must be 1 or left out."),
        "1",
    ),
]
ConfigurationSet = Annotated[
    str | None,
    Field(pattern=r"^[A-Za-z0-9_-]{1,64}$"),
    Variable(
        "AWS_SES_CONFIGURATION_SET",
        N_("Configuration set of your application's mail, as in its own settings; test mail is sent with it."),
        N_("It must be the name of a configuration set."),
        "transactional",
    ),
]
SignupUrl = Annotated[
    str | None,
    AfterValidator(_host_and_port),
    Variable(
        "SIGNUP_TEST_URL",
        N_("Where your application takes sign-ups: the checklist can try one, by button only."),
        N_("It must be an address that begins with http:// or https://."),
        "http://localhost:8000/api/accounts/users/register/",
    ),
]
SignupBody = Annotated[
    SecretStr | None,
    AfterValidator(_json_object),
    Variable(
        "SIGNUP_TEST_BODY",
        N_("What the tried sign-up sends, as JSON; {now} becomes the time, so that each test user is a new one."),
        N_("It must be one JSON object, on one line."),
        '{"email": "success+{now}@simulator.amazonses.com", "password": "a-long-password-for-a-test"}',
    ),
]
