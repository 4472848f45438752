"""What the dashboard may be told: what to read and where to be reached. It knows of no AWS variable at all.

What the collector needs is in `collector`; both are read by `load`.
"""

import re
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field

from deliverability.model import N_
from settings.regions import split
from settings.shared import Demo, Language, StoreUrl
from settings.variable import Settings, Variable

ADDRESS: Final = "127.0.0.1"
"""The dashboard is bound to loopback; a reverse proxy may stand before it."""

_HOST: Final = re.compile(r"(\*\.)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")


def _hosts(hosts: tuple[str, ...]) -> tuple[str, ...]:
    if not all(_HOST.fullmatch(host) for host in hosts):
        raise ValueError("not a list of host names")
    return hosts


Port = Annotated[
    int,
    Field(ge=1, le=65535),
    Variable(
        "PORT",
        N_("Port of the dashboard on this machine."),
        N_("It must be a whole number from 1 to 65535."),
        "8501",
    ),
]
Hosts = Annotated[
    tuple[str, ...],
    BeforeValidator(split),
    AfterValidator(_hosts),
    Variable(
        "DASHBOARD_HOSTS",
        N_("Further host names under which a proxy shows the dashboard, separated by commas."),
        N_("It must name hosts without http:// and without a port, separated by commas."),
        "ses.example.com",
    ),
]


class DashboardSettings(Settings):
    """Settings of `dashboard.py`."""

    database_url: StoreUrl = "sqlite:///data/ses.db"
    port: Port = 8501
    hosts: Hosts = ()
    language: Language = "en"
    demo: Demo = False

    @property
    def allowed_hosts(self) -> tuple[str, ...]:
        """Every host name under which a browser may speak to the dashboard."""
        return (ADDRESS, "localhost", *self.hosts)
