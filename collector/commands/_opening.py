"""What a command opens before it can begin: settings, log, connection, store, account.

What is done with it lives in the commands beside this file.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from collector import effective, logs, unwatched
from collector.aws.catalogue import switched_on
from collector.aws.clients import Access, Aws, Connection
from collector.aws.errors import AwsError
from collector.aws.reading import Reading
from collector.aws.whoami import account_id
from collector.commands._console import Console
from collector.jobs import FAILED
from collector.notify.channel import Channel
from collector.probes import dns, env_file
from collector.rounds import Watch
from deliverability.checklist.facts import Setup
from deliverability.model import Scope, Text
from deliverability.trials import Allowed, shown
from settings import files
from settings.collector import CollectorSettings
from settings.load import ROOT, load_collector
from store import runs
from store.engines.engine import Engine
from store.open import COLLECTOR, open_store
from store.runs import Run

ACCOUNT_JOB = "account_id"


def settled(
    console: Console,
    level: int = logging.ERROR,
    *,
    asks_aws: bool = True,
    wrong: Callable[[Mapping[str, str]], Iterable[Text]] = lambda _: (),
) -> CollectorSettings:
    """The settings, their warnings told and the log set up by them; SettingsError when they, or by `wrong`, are wrong."""
    settings = load_collector(asks_aws=asks_aws, wrong=wrong)
    logs.set_up(settings.log_format, settings.language, level)
    for warning in settings.warnings:
        console.note(warning)
    return settings


def access(settings: CollectorSettings) -> Access:
    """How to reach AWS by these settings."""
    secret, token = settings.aws_secret_access_key, settings.aws_session_token
    return Access(
        settings.aws_access_key_id,
        secret.get_secret_value() if secret else None,
        token.get_secret_value() if token else None,
        settings.aws_profile,
        settings.aws_endpoint_url,
    )


def readings(settings: CollectorSettings) -> tuple[Reading, ...]:
    """What is asked by these settings: AWS, DNS, a file. The demo asks no name server but one on this machine."""
    asked = list(switched_on(settings.opted_in))
    if settings.dns_nameservers or not settings.demo:
        asked.append(dns.reading(settings.dns_nameservers))
    if settings.app_env_file is not None:
        asked.append(env_file.reading(ROOT / _at_home(settings.app_env_file), _variables))
    return tuple(sorted(asked, key=lambda each: each.order))


def _at_home(path: str) -> Path:
    """The path, its `~` in full; as it stands where nobody of that name has a home."""
    with suppress(RuntimeError):
        return Path(path).expanduser()
    return Path(path)


def _variables(name: str, content: str) -> tuple[Mapping[str, str], Sequence[Text]]:
    """An environment file's variables, and a sentence for each line that is none."""
    found = files.parsed(name, content)
    return found.values, found.problems


def allowed(settings: CollectorSettings) -> Allowed:
    """What may be tried from the dashboard by these settings."""
    body = settings.signup_test_body
    return Allowed(
        send=settings.test_send,
        sender=Setup(settings.default_from_email or "").address,
        configuration_set=settings.ses_configuration_set or "",
        signup_url=settings.signup_test_url or "",
        signup_body=body.get_secret_value() if body else "{}",
        language=settings.language,
    )


def setup(settings: CollectorSettings) -> dict[str, object]:
    """What the checklist looks at of the settings; no secret, and no address but the sender's own."""
    return {
        "from_email": settings.default_from_email or "",
        "endpoint": settings.aws_ses_region_endpoint or "",
        "frontend_url": settings.frontend_url or "",
        "heartbeat": settings.heartbeat_url is not None,
        "key_shared_with": settings.key_shared_with or "",
        "language": settings.language,
        "regions": list(settings.regions),
        "test_send": settings.test_send,
        "signup_url": shown(settings.signup_test_url or ""),
        "application_user": settings.app_iam_user or "",
        "key_max_age_days": settings.key_max_age_days,
    }


@contextmanager
def reading_store(settings: CollectorSettings) -> Iterator[Engine]:
    """The store, for commands that work beside a collector."""
    store = open_store(settings.database_url, read_only=True)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def watching(settings: CollectorSettings, channels: Sequence[Channel] = ()) -> Iterator[Watch]:
    """Everything a collector needs, as the only collector of this database; StoreBusy when there is another.

    `channels` are those that alerts are meant for.
    """
    connection = Connection(access(settings))
    store = open_store(settings.database_url)
    try:
        with store.exclusive(COLLECTOR):
            started = datetime.now(UTC)
            asked = readings(settings)
            effective.write(
                store,
                settings.regions,
                int(started.timestamp()),
                asked,
                channels=channels,
                thresholds=settings.thresholds,
                choices=settings.choices,
                setup=setup(settings),
            )
            regions = [connection.region(name) for name in settings.regions]
            account = _account_id(connection, regions, store, started)
            unwatched.close(store, [Scope(account, region) for region in settings.regions], started)
            yield Watch(
                store,
                account,
                regions,
                asked,
                thresholds=settings.thresholds,
                channels=channels,
                may_try=allowed(settings),
            )
    finally:
        store.close()


def _account_id(connection: Connection, regions: Sequence[Aws], store: Engine, now: datetime) -> str:
    """The account's id; that it cannot be had is written down, since the dashboard has no other way to learn why."""
    try:
        return account_id(connection, regions, store)
    except AwsError as error:
        at, calls = int(now.timestamp()), sum(aws.calls for aws in regions)
        runs.record(store, Run(0, ACCOUNT_JOB, "", regions[0].region, at, at, FAILED, error.message, "", calls, 0.0))
        raise
