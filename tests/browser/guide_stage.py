"""A sandbox account in which everything is still to be done, a collector that answers "check again", and what a user does.

The steps of the user are taken at the simulator's control endpoint, as those of another program would be.
"""

import json
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from collector import effective, rechecks, rounds
from collector.aws import whoami
from collector.aws.catalogue import switched_on
from collector.aws.clients import Access, Connection
from collector.commands._opening import _variables
from collector.probes import dns, env_file
from collector.rounds import Watch
from simulator import Server, World, serve
from simulator.scenarios import SCENARIOS
from simulator.story import Step
from store.engines.engine import Engine
from store.open import open_store
from tests.pages.accounts import REGION, SCOPE

NEWCOMER = replace(
    SCENARIOS["sandbox"],
    identities=(),
    standing=(
        Step(
            max_24_hour_send=200,
            max_send_rate=1,
            production=False,
            sending=False,
            enforcement="PROBATION",
            suppressed=(),
        ),
    ),
)
"""The scenario `sandbox` before anything of the guide was done, and with all that can be wrong with an account."""

DOMAIN = "shop.example"
ONCE_A_DAY = {"free_tier"}
"""No item rests on it, and what failed is not asked again for hours."""

BEFORE = {
    "from_email": "", "endpoint": "email.us-east-1.amazonaws.com", "frontend_url": "http://localhost", "heartbeat": False,
    "key_shared_with": ".env.aws", "language": "en", "regions": [REGION], "application_user": "ses-application",
}  # fmt: skip
SETTINGS = BEFORE | {
    "from_email": "hello@shop.example", "endpoint": f"email.{REGION}.amazonaws.com",
    "frontend_url": "https://www.shop.example", "heartbeat": True, "key_shared_with": "",
}  # fmt: skip

FILLED_IN = f"""EMAIL_BACKEND=django_ses.SESBackend
AWS_ACCESS_KEY_ID=AKIASIMULATED0000001
AWS_SECRET_ACCESS_KEY={"s" * 40}
AWS_SES_REGION_NAME={REGION}
AWS_SES_REGION_ENDPOINT=email.{REGION}.amazonaws.com
DEFAULT_FROM_EMAIL=hello@shop.example
FRONTEND_URL=https://www.shop.example
EMAIL_VERIFICATION_TIMEOUT_DAYS=7
"""


@dataclass
class Stage:
    """The account as it is served, the collector's store, and the application's environment file."""

    server: Server
    store: Engine
    file: Path
    turn: AbstractContextManager[Any] = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        host, port = self.server.dns.split(":")
        connection = Connection(Access("AKIASIMULATED0000000", "simulated", endpoint_url=self.server.url))
        names = dns.reading([(host, int(port))])
        asked = (each for each in switched_on(()) if each.name not in ONCE_A_DAY)
        readings = (*asked, names, env_file.reading(self.file, _variables))
        aws = [connection.region(REGION, 0)]
        self.connection = connection
        self.watch = Watch(self.store, SCOPE.account_id, aws, readings, clock=self.server.world.clock.moment)
        self.file.write_text("EMAIL_BACKEND=django_ses.SESBackend\n")

    def tell(self, route: str, **body: Any) -> None:
        """Steer the simulated account."""
        told = json.dumps(body).encode() if body else None
        ask = urllib.request.Request(
            f"{self.server.url}/simulator/{route}",
            told,
            {"Content-Type": "application/json"},
            method="POST" if body else "DELETE",
        )
        urllib.request.urlopen(ask, timeout=10).close()

    def console(self, *steps: str) -> None:
        """What is done in the SES console."""
        self.tell("steps", steps=steps)

    def records(self, *faults: str) -> None:
        """What is done in DNS: all is well there but for these."""
        self.tell("dns", domain=DOMAIN, faults=faults)

    def git(self, *arguments: str) -> None:
        """What is done with git where the environment file lies."""
        subprocess.run(["git", *arguments], cwd=self.file.parent, check=True, capture_output=True)

    def starts(self, **setup: Any) -> None:
        """The collector starts with these settings, and asks everything once."""
        with self.turn:
            now = int(self.server.world.clock.now())
            effective.write(self.store, [REGION], now, self.watch.readings, setup=setup)
            whoami.account_id(self.connection, self.watch.regions, self.store)
            rounds.once(self.watch)


@contextmanager
def staged(folder: Path) -> Iterator[Stage]:
    """The account served, a store in the folder, and a collector that looks again whenever a viewer wants it."""
    store, application = open_store(f"sqlite:///{folder / 'ses.db'}"), folder / "application"
    application.mkdir()
    with serve(World(scenario=NEWCOMER)) as server:
        stage = Stage(server, store, application / ".env.aws")
        thread = threading.Thread(target=rechecks.serve, args=(stage.watch, lambda _: stage.turn))
        thread.start()
        try:
            yield stage
        finally:
            stage.watch.stop.set()
            thread.join()
    store.close()
