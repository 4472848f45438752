"""Runs the product: the collector and the dashboard, in the demo a simulated account too.

The only hand that passes credentials on: the collector gets them, the dashboard never does. How processes are kept
lives in `processes`, what follows when one ends, in `supervision`; what each does, in `collector`, `dashboard.py` and
`simulator`.
"""

import http.client
import os
import re
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import Final, TypeAlias

from deliverability.model import N_, text
from processes import ROOT, Family, Process, Signalled
from settings import connection, exposure
from settings.dashboard import ADDRESS, DashboardSettings
from settings.errors import SettingsError
from settings.load import load_dashboard
from store.errors import StoreError
from store.open import COLLECTOR, discard
from supervision import is_broken, named, say
from words.catalogue import LANGUAGES

START_SECONDS: Final = 60
DEMO_DATABASE: Final = "sqlite:///data/demo.db"
CREDENTIAL: Final = re.compile(
    r"AWS_|BOTO|ALERT_URLS|HEARTBEAT_URL|SIGNUP_TEST_BODY"
    r"|.*(SECRET|TOKEN|PASSWORD|PASSWD|CREDENTIAL|ACCESS_KEY|PRIVATE_KEY|API_KEY)",
    re.IGNORECASE,
)
NO_CREDENTIALS: Final = N_(
    "No AWS credentials were found, so nothing is collected yet. To connect: copy .env.example to .env, set "
    "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SES_REGION_NAME there, and start again. To look around without "
    "an account: make demo"
)

Environment: TypeAlias = Mapping[str, str]


def main(arguments: Sequence[str]) -> int:
    """Run `demo` or `run` until a signal comes (0), a process that is needed ends (1) or nothing can be started (2)."""
    if list(arguments) not in (["demo"], ["run"]):
        sys.stderr.write("usage: python run.py demo|run\n")
        return 2
    mode = arguments[0]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", **({"DELIVERABILITY_DEMO": "1"} if mode == "demo" else {})}
    try:
        settings = load_dashboard(ROOT, environment)
        exposure.check(settings, settings.address)
    except SettingsError as error:
        say(_language(environment), error.message)
        return 2
    port = settings.port
    if not _is_free(settings):
        taken = N_("Port {port} is in use. Stop what uses it, or choose another: make {mode} PORT={other}")
        say(settings.language, text(taken, port=port, mode=mode, other=port + 1 if port < 65535 else port - 1))
        return 2
    try:
        processes = _demo(settings, environment) if mode == "demo" else _real(settings, environment)
    except StoreError as error:
        say(settings.language, error.message)
        return 2
    return _run(processes, settings)


def _language(environment: Environment) -> str:
    """The language asked for, also while the settings as a whole cannot be read."""
    asked = environment.get("LANGUAGE", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def without_credentials(environment: Environment) -> dict[str, str]:
    """The environment without anything that opens a door."""
    return {name: value for name, value in environment.items() if not CREDENTIAL.match(name)}


def _real(settings: DashboardSettings, environment: Environment) -> list[Process]:
    if connection.found(environment, ROOT):
        return [_collector(environment), _dashboard(settings, environment)]
    say(settings.language, text(NO_CREDENTIALS))
    return [_dashboard(settings, environment)]


def _demo(settings: DashboardSettings, environment: Environment) -> list[Process]:
    """The simulated account and the product beside it, with nothing through which a real account could be met.

    Each demo tells its story from the start: the simulated account of another day is another account.
    """
    discard(DEMO_DATABASE, holder=COLLECTOR)
    port, dns_port = _free_ports(2)
    clean = {
        name: value
        for name, value in without_credentials(environment).items()
        # A proxy would be asked for addresses of this machine; the application is no part of the demo.
        if not name.upper().endswith("_PROXY") and name not in {"APP_ENV_FILE", "SIGNUP_TEST_URL"}
    } | {"DATABASE_URL": DEMO_DATABASE}
    aws = {
        "APP_IAM_USER": "ses-application",
        "AWS_ACCESS_KEY_ID": "demo",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ENDPOINT_URL": f"http://{ADDRESS}:{port}",
        "AWS_SECRET_ACCESS_KEY": "demo",
        "AWS_SES_REGION_NAME": "ap-northeast-2",
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "COST_EXPLORER": "1",
        "DEFAULT_FROM_EMAIL": "noreply@example.com",
        "DNS_NAMESERVERS": f"{ADDRESS}:{dns_port}",
        "TEST_SEND": "1",
    }
    ports = ("--port", str(port), "--dns-port", str(dns_port))
    arguments = ("-m", "simulator", "--scenario", "bounce-incident", *ports)
    simulator = Process("simulator", arguments, clean, ready=lambda: _answers(port), quiet=True)
    return [simulator, _collector({**clean, **aws}), _dashboard(settings, clean)]


def _collector(environment: Environment) -> Process:
    return Process("collector", ("-m", "collector", "run"), environment, may_end=True)


def _dashboard(settings: DashboardSettings, environment: Environment) -> Process:
    where = ("--server.port", str(settings.port), "--server.address", settings.address)
    return Process(
        "dashboard",
        ("-m", "streamlit", "run", str(ROOT / "dashboard.py"), *where),
        without_credentials(environment),
        ready=lambda: _is_healthy(settings),
        quiet=True,
    )


def _run(processes: Sequence[Process], settings: DashboardSettings) -> int:
    signalled = Signalled()
    with Family(signalled) as family:
        for process in processes:
            family.start(process)
            if not _comes_up(process, family, signalled, settings.language):
                return 0 if signalled.is_set() else 1
        # One write, so that no line of the collector gets into the middle of it.
        sys.stdout.write(f"Dashboard: http://{_in_url(settings.address)}:{settings.port}\n")
        sys.stdout.flush()
        while not signalled.wait(0.2):
            if is_broken(family, settings.language):
                return 1
    return 0


def _comes_up(process: Process, family: Family, signalled: Signalled, language: str) -> bool:
    """True once the process is ready; False when it is late, another one ended, or a signal came."""
    deadline = time.monotonic() + START_SECONDS
    while not process.ready():
        if signalled.wait(0.1) or is_broken(family, language):
            return False
        if time.monotonic() > deadline:
            late = N_("The {name} did not answer within {seconds:duration}; everything is stopped.")
            say(language, text(late, name=named(process), seconds=START_SECONDS))
            return False
    return not signalled.is_set()


def _is_free(settings: DashboardSettings) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in settings.address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.address, settings.port))
        except OSError:
            return False
    return True


def _free_ports(count: int) -> list[int]:
    """So many ports, no two of them the same."""
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind((ADDRESS, 0))
        return [int(probe.getsockname()[1]) for probe in probes]


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((ADDRESS, port)) == 0


def _is_healthy(settings: DashboardSettings) -> bool:
    """Whether the dashboard answers; asked directly, since no proxy need know this machine's ports."""
    asked = http.client.HTTPConnection(
        ADDRESS if settings.is_everywhere else settings.address, settings.port, timeout=2
    )
    try:
        asked.request("GET", "/_stcore/health")
        return asked.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()


def _in_url(address: str) -> str:
    return f"[{address}]" if ":" in address else address


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
