"""What a collector that may try things leaves in an account's database: its settings, trials, a look at a file."""

import json
from dataclasses import replace

from deliverability.environment import GUIDE, EnvironmentFile, Git, Value
from deliverability.model import text
from deliverability.trials import Kind, Outcome, State
from store import environment, meta, runs, trials
from store.engines.engine import Engine
from store.runs import Run
from tests.pages.accounts import AT, REGION, SCOPE

HERE = "http://127.0.0.1:8000/register/"
ELSEWHERE = "https://shop.example/register/"
FILE = EnvironmentFile(
    AT - 60,
    "/srv/shop/.env",
    values=dict.fromkeys(GUIDE, Value.SET),
    told={
        "AWS_SES_REGION_NAME": REGION,
        "AWS_SES_REGION_ENDPOINT": f"email.{REGION}.amazonaws.com",
        "DEFAULT_FROM_EMAIL": "noreply@example.com",
        "EMAIL_BACKEND": "django_ses.SESBackend",
    },
    mode=0o600,
    git=Git.IGNORED,
)
BROKEN = replace(
    FILE,
    values=FILE.values | {"AWS_SECRET_ACCESS_KEY": Value.PLACEHOLDER, "FRONTEND_URL": Value.LOCAL},
    told=FILE.told | {"AWS_SES_REGION_ENDPOINT": "email.us-east-1.amazonaws.com"},
    mode=0o644,
    git=Git.ONCE,
)
FORBIDDEN = EnvironmentFile(
    AT - 60, "/srv/shop/.env", text("The collector may not read {name}.", name="/srv/shop/.env"), mode=0o600
)
DONE = Outcome(State.DONE, text("SES took it."), "0102-simulated")
REFUSED = Outcome(State.REFUSED, text("It was not sent: {why}", why="x"), missing="ses:SendEmail")
NOT_KNOWN = Outcome(State.NOT_KNOWN, text("SES took it."))


def told(store: Engine, *, send: bool = True, signup_url: str = HERE, looks: bool = False) -> None:
    """The collector told that these may be tried, and whether it looks at a file."""
    known = json.loads(meta.get(store, "effective"))
    known["setup"] = {
        "from_email": "noreply@example.com", "regions": [REGION], "test_send": send, "signup_url": signup_url,
    }  # fmt: skip
    if looks:
        entry = {"name": "env_file", "actions": [], "interval_seconds": 3600, "price_usd_per_call": 0.0}
        known["readings"] = [*known["readings"], {**entry, "list_price_usd_per_call": 0.0}]
    meta.put(store, "effective", json.dumps(known))


def looked(store: Engine, seen: EnvironmentFile = FILE) -> None:
    """The collector looks at a file, and saw this."""
    told(store, looks=True)
    environment.keep(store, seen)
    at = seen.at
    runs.record(store, Run(0, "env_file", SCOPE.account_id, SCOPE.region, at, at, "ok", None, "", 0, 0.0))


def tried(
    store: Engine, kind: Kind = Kind.ADDRESS, outcome: Outcome | None = DONE, subject: str = "k***@shop.example"
) -> None:
    """Something was tried five minutes ago; None: it is under way."""
    number = trials.begin(store, SCOPE, 0, kind, subject, AT - 300)
    if outcome is not None:
        trials.settle(store, number, outcome, AT - 299)
