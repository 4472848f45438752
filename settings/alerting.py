"""Whom to tell and where: the variables of alerts, their addresses kept from every log.

Which addresses can be used is found out by apprise, in `collector/notify`; the lines that raise an alert are elsewhere.
"""

from typing import Annotated

from pydantic import AfterValidator, SecretStr

from deliverability.model import N_
from settings.urls import web_address
from settings.variable import Variable


def _secret_address(value: SecretStr) -> SecretStr:
    web_address(value.get_secret_value())
    return value


def _addresses(value: SecretStr) -> SecretStr:
    if "://" not in value.get_secret_value():
        raise ValueError("not a URL")
    return value


AlertUrls = Annotated[
    SecretStr | None,
    AfterValidator(_addresses),
    Variable(
        "ALERT_URLS",
        N_(
            "Where alerts go: apprise addresses, separated by commas (docs/alerts.md). critical= before one: only those."
        ),
        N_("It must be apprise addresses such as slack://… or mailtos://…, separated by commas (docs/alerts.md)."),
        "slack://TokenA/TokenB/TokenC,critical=mailtos://user:password@example.com",
    ),
]
DashboardUrl = Annotated[
    str | None,
    AfterValidator(web_address),
    Variable(
        "DASHBOARD_URL",
        N_("Address under which people open this dashboard; alerts link to it."),
        N_("It must be an address that begins with http:// or https://."),
        "https://ses.example.com",
    ),
]
HeartbeatUrl = Annotated[
    SecretStr | None,
    AfterValidator(_secret_address),
    Variable(
        "HEARTBEAT_URL",
        N_("Address asked after each round in which all went well: a dead man's switch such as Healthchecks."),
        N_("It must be an address that begins with http:// or https://."),
        "https://hc-ping.com/your-uuid",
    ),
]
