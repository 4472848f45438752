"""What the dashboard may be told: what to read and where to be reached. It knows of no AWS variable at all.

What the collector needs is in `collector`; both are read by `load`.
"""

import re
from ipaddress import ip_address
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field, InstanceOf

from deliverability.model import N_
from settings.login import Login
from settings.regions import split
from settings.shared import Demo, Language, StoreUrl
from settings.variable import Settings, Variable

ADDRESS: Final = "127.0.0.1"
"""The dashboard listens on loopback unless told otherwise; a reverse proxy may stand before it."""

_HOST: Final = re.compile(r"(\*\.)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
_ALLOWED: Final = re.compile(r"[!-?A-~]*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def _hosts(hosts: tuple[str, ...]) -> tuple[str, ...]:
    if not all(_HOST.fullmatch(host) for host in hosts):
        raise ValueError("not a list of host names")
    return hosts


def _address(address: str) -> str:
    if address != "localhost":
        ip_address(address)
    return address


def _allowed(entries: tuple[str, ...]) -> tuple[str, ...]:
    if not all(_ALLOWED.fullmatch(entry) for entry in entries):
        raise ValueError("not a list of e-mail addresses and domains")
    return tuple(entry.lower() for entry in entries)


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
Address = Annotated[
    str,
    AfterValidator(_address),
    Variable(
        "DASHBOARD_ADDRESS",
        N_("Address the dashboard listens on; one that others can reach needs a login or ALLOW_PUBLIC=1."),
        N_("It must be an IP address of this machine, without a port."),
        "0.0.0.0",  # noqa: S104 - an example, which is refused without a login
    ),
]
AllowPublic = Annotated[
    bool,
    Variable(
        "ALLOW_PUBLIC",
        N_("1 lets whoever reaches the address see the dashboard, without a login."),
        N_("It must be 1 or left out."),
        "1",
    ),
]
LoginAllow = Annotated[
    tuple[str, ...],
    BeforeValidator(split),
    AfterValidator(_allowed),
    Variable(
        "LOGIN_ALLOW",
        N_("Who may see the dashboard after logging in (docs/login.md): e-mail addresses and @domains."),
        N_("It must name e-mail addresses and domains with @ before them, separated by commas."),
        "ann@example.com,@example.org",
    ),
]
LoginFile = Annotated[
    str,
    Field(pattern=r"\.toml$"),
    Variable(
        "LOGIN_FILE",
        N_("File with the login's section [auth], where it is not .streamlit/secrets.toml."),
        N_("It must be the path of a file that ends in .toml."),
        "/run/secrets/login.toml",
    ),
]


class DashboardSettings(Settings):
    """Settings of `dashboard.py`; `login` is the one that is configured, None when none is."""

    database_url: StoreUrl = "sqlite:///data/ses.db"
    port: Port = 8501
    address: Address = ADDRESS
    allow_public: AllowPublic = False
    hosts: Hosts = ()
    login_allow: LoginAllow = ()
    login_file: LoginFile = ""
    login: InstanceOf[Login] | None = None
    language: Language = "en"
    demo: Demo = False

    @property
    def allowed_hosts(self) -> tuple[str, ...]:
        """Every host name under which a browser may speak to the dashboard."""
        own = [] if self.is_everywhere else [self.address]
        returned_to = [] if self.login is None else [self.login.host]
        return tuple(dict.fromkeys([ADDRESS, "localhost", *own, *returned_to, *self.hosts]))

    @property
    def is_everywhere(self) -> bool:
        """Whether the address stands for all of this machine's: then it is no name to speak to."""
        return self.address != "localhost" and ip_address(self.address).is_unspecified
