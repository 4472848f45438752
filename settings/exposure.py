"""Whether the dashboard would stand open to others than this machine, and the sentences that refuse it.

Asked by run.py of the address in the settings, and by dashboard.py of the one that Streamlit was really given.
"""

from collections.abc import Iterator
from ipaddress import ip_address

from deliverability.model import N_, Text, text
from settings.dashboard import DashboardSettings
from settings.errors import SettingsError

EVERYWHERE = N_("every address of this machine")


def check(settings: DashboardSettings, address: str | None, *, believes_headers: bool = False) -> None:
    """Raise SettingsError where strangers could look in; an address of None means every one, as it does to Streamlit.

    `believes_headers`: Streamlit takes what a request says about its sender for true.
    """
    if problems := (*_open_to_others(settings, address), *(_impostors(settings) if believes_headers else ())):
        raise SettingsError(problems)


def _open_to_others(settings: DashboardSettings, address: str | None) -> Iterator[Text]:
    if is_loopback(address):
        return
    shown = address or Text(EVERYWHERE)
    if settings.demo:
        yield text(N_("The demo would listen on {address}. It is shown on 127.0.0.1 only."), address=shown)
    elif settings.login is None and not settings.allow_public:
        yield text(
            N_(
                "The dashboard would listen on {address}, where anybody who reaches this machine could read it. Choose "
                "one: listen on 127.0.0.1 (DASHBOARD_ADDRESS), configure a login (docs/login.md), or set ALLOW_PUBLIC=1 "
                "if something else keeps strangers out."
            ),
            address=shown,
        )


def _impostors(settings: DashboardSettings) -> Iterator[Text]:
    if settings.login is not None:
        yield text(
            N_(
                "Streamlit's option {name} is set: whoever reaches the dashboard could claim to be anybody. Take it "
                "away; the login replaces it."
            ),
            name="server.trustedUserHeaders",
        )


def is_loopback(address: str | None) -> bool:
    """Whether only this machine itself can reach an address. A name other than localhost may point anywhere."""
    if address is None or address == "localhost":
        return address is not None
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
