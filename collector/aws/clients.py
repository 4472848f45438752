"""One client per service and region over boto3's credential chain; counts every request and keeps SES's pace.

What is asked lives in the readings beside this file; what failures mean lives in `errors.py`.
"""

import hashlib
import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urlsplit

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from collector.aws.errors import NoCredentials
from collector.aws.translation import UNPARSABLE, translate

CONFIG: Final = Config(
    retries={"mode": "standard", "total_max_attempts": 5}, connect_timeout=5, read_timeout=15, max_pool_connections=2
)
PACED: Final = frozenset({"ses", "sesv2"})
"""SES's control plane is documented at one request a second per region over all its operations."""
PACE_SECONDS: Final = 1.0
AT_HOME: Final[Mapping[str, str]] = {"ce": "us-east-1", "freetier": "us-east-1"}
"""Services that answer for all regions from one: boto3 would build an address in another one that does not exist."""
LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Access:
    """How to reach AWS; what is None is left to boto3's own chain."""

    key_id: str | None = None
    secret: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)
    profile: str | None = None
    endpoint_url: str | None = None

    @property
    def pace_seconds(self) -> float:
        """Least time between two requests to SES; none for an endpoint on this machine, which is no Amazon to spare."""
        host = urlsplit(self.endpoint_url or "").hostname
        return 0.0 if host in LOOPBACK else PACE_SECONDS


class Pace:
    """Keeps requests at least `seconds` apart."""

    def __init__(
        self,
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._seconds, self._clock, self._sleep = seconds, clock, sleep
        self._next = clock()

    def wait(self) -> None:
        if (ahead := self._next - self._clock()) > 0:
            self._sleep(ahead)
        self._next = self._clock() + self._seconds


class Connection:
    """The credentials in use, resolved once; makes the clients of every region from one boto3 session."""

    def __init__(self, access: Access) -> None:
        self.access = access
        self._lock = threading.Lock()
        try:
            self._session = boto3.Session(
                aws_access_key_id=access.key_id,
                aws_secret_access_key=access.secret,
                aws_session_token=access.token,
                profile_name=access.profile,
            )
            found = self._session.get_credentials()
            # A profile's role is only assumed when its key is asked for.
            key_id = None if found is None else found.access_key
        except (BotoCoreError, ClientError) as exc:
            raise translate(exc, "sts", "GetCallerIdentity", "") from exc
        if key_id is None:
            raise NoCredentials
        self._key_id = str(key_id)

    @property
    def key_digest(self) -> str:
        """What stands for the access key where it must be recognised and not known."""
        return hashlib.sha256(self._key_id.encode()).hexdigest()[:16]

    def uses(self, key_id: str) -> bool:
        """Whether this access key is the one in use."""
        return key_id == self._key_id

    def region(self, name: str, pace_seconds: float | None = None) -> "Aws":
        """AWS as seen in one region."""
        return Aws(self, name, Pace(self.access.pace_seconds if pace_seconds is None else pace_seconds))

    def client(self, service: str, region: str, config: Config = CONFIG) -> Any:
        """A new client; boto3's sessions are not safe to share between threads, clients are."""
        with self._lock:
            return self._session.client(
                service, region_name=region, endpoint_url=self.access.endpoint_url, config=config
            )


class Aws:
    """AWS in one region. `call` raises only AwsError; `calls` counts the requests made, retries too.

    `clock_skew_seconds` is this machine's clock less AWS's at the last answer that told the time; None before it.
    """

    def __init__(self, connection: Connection, region: str, pace: Pace, config: Config = CONFIG) -> None:
        self.connection, self.region = connection, region
        self.calls = 0
        self.clock_skew_seconds: float | None = None
        self._pace, self._config, self._lock = pace, config, threading.Lock()
        self._clients: dict[tuple[str, str], Any] = {}

    def call(self, service: str, operation: str, *, at: str = "", **params: object) -> Mapping[str, Any]:
        """The answer to one operation, by its name in the API; `at` is a region other than this one."""
        try:
            method = getattr(self._client(service, at or AT_HOME.get(service, self.region)), xform_name(operation))
            if service in PACED:
                self._pace.wait()
            answer: Mapping[str, Any] = method(**params)
        except (BotoCoreError, ClientError, *UNPARSABLE) as exc:
            raise translate(exc, service, operation, self.region) from exc
        return answer

    def configured(self, config: Config) -> "Aws":
        """The same, asked in another manner and beside the pace: that is kept for what is read."""
        return Aws(self.connection, self.region, Pace(0), config)

    def _client(self, service: str, region: str) -> Any:
        with self._lock:
            if (service, region) not in self._clients:
                self._clients[service, region] = self._made(service, region)
            return self._clients[service, region]

    def _made(self, service: str, region: str) -> Any:
        client = self.connection.client(service, region, self._config)
        # `request-created` comes once an attempt, also where moto answers before anything is sent.
        client.meta.events.register("request-created", self._count)
        # A request refused for its time comes back with the right one, so answers of all kinds are looked at.
        client.meta.events.register("response-received", self._compare_clocks)
        if service == "sesv2":
            client.meta.events.register("response-received", _refuse_what_is_no_json)
        return client

    def _count(self, **_: object) -> None:
        with self._lock:
            self.calls += 1

    def _compare_clocks(self, response_dict: Mapping[str, Any] | None = None, **_: object) -> None:
        told = (response_dict or {}).get("headers", {}).get("date")
        with suppress(TypeError, ValueError):
            self.clock_skew_seconds = time.time() - parsedate_to_datetime(told).timestamp()


def _refuse_what_is_no_json(response_dict: Mapping[str, Any] | None = None, **_: object) -> None:
    """Botocore reads a broken body of a good answer as an empty one, which would pass for "nothing there"."""
    if response_dict is None or response_dict["status_code"] >= 300:
        return
    try:
        understood = isinstance(json.loads(response_dict["body"]), dict)
    except ValueError:
        understood = False
    if not understood:
        raise ResponseParserError("the body is no JSON object")


def regions(connection: Connection, names: Sequence[str]) -> list[Aws]:
    """AWS in each of the regions named."""
    return [connection.region(name) for name in names]
