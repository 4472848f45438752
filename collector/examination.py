"""What `doctor` looks at: the key, the database, and every permission in every region by its cheapest call.

How it is told lives in `collector/commands/doctor.py`.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from collector.aws.catalogue import READINGS
from collector.aws.clients import AT_HOME, Aws
from collector.aws.errors import AccessDenied, AwsError, NotFound, Refused
from collector.aws.reading import Call, Reading
from collector.aws.whoami import asked
from collector.rounds import MOST_REGIONS_AT_ONCE
from deliverability.model import N_, Text, text
from store import runs
from store.errors import StoreError, StoreMissing
from store.open import open_store


class Verdict(StrEnum):
    """How a thing stands."""

    WORKS = "works"
    WARNING = "warning"
    DENIED = "denied"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """A thing looked at, how it stands, and the sentence that says what to do."""

    what: str
    verdict: Verdict
    sentence: Text
    region: str = ""


def shared_key(file: str | None) -> Iterator[Finding]:
    """A warning when the collector uses the key with which the application sends."""
    if file is not None:
        sentence = text(
            N_(
                "The access key is the application's own ({file}), which may send mail. Make a read-only key for the "
                "collector: `python -m collector policy` prints its policy. Put that key into .env."
            ),
            file=file,
        )
        yield Finding("key", Verdict.WARNING, sentence)


def database(url: str) -> Iterator[Finding]:
    """Whether there is a usable database, how large it is and when the collector last ran."""
    try:
        store = open_store(url, read_only=True)
    except StoreMissing:
        yield Finding("database", Verdict.WARNING, text(N_("There is no database yet; the first collection makes it.")))
        return
    except StoreError as error:
        yield Finding("database", Verdict.FAILED, error.message)
        return
    try:
        last = max((run.ended_at for run in runs.last(store).values()), default=None)
        size = N_("The database is in order ({size:bytes}).")
        yield Finding("database", Verdict.WORKS, text(size, size=store.size()))
        yield _last_run(last)
    except StoreError as error:
        yield Finding("database", Verdict.FAILED, error.message)
    finally:
        store.close()


def aws(regions: Sequence[Aws], readings: Sequence[Reading] = READINGS) -> list[Finding]:
    """Every permission of the readings in every region, regions side by side; what answers for all regions once."""
    calls = {call.action: call for reading in readings for call in reading.calls}
    own = [call for call in calls.values() if call.service not in AT_HOME]
    asked = [(region, own if i else list(calls.values())) for i, region in enumerate(regions)]
    with ThreadPoolExecutor(min(len(regions), MOST_REGIONS_AT_ONCE)) as pool:
        return [finding for findings in pool.map(lambda one: _in_region(*one), asked) for finding in findings]


def _last_run(last: int | None) -> Finding:
    if last is None:
        return Finding("collector", Verdict.WARNING, text(N_("Nothing was collected yet.")))
    at = datetime.fromtimestamp(last, UTC)
    return Finding("collector", Verdict.WORKS, text(N_("The collector last ran on {at:datetime}."), at=at))


def _in_region(region: Aws, calls: Sequence[Call]) -> list[Finding]:
    return [_account(region), *(_permission(region, call) for call in calls)]


def _account(region: Aws) -> Finding:
    try:
        found = text(N_("{region}: the key belongs to account {account}."), region=region.region, account=asked(region))
    except AwsError as error:
        return Finding("account", Verdict.FAILED, error.message, region.region)
    return Finding("account", Verdict.WORKS, found, region.region)


def _permission(region: Aws, call: Call) -> Finding:
    try:
        region.call(call.service, call.operation, **call.cheapest(datetime.now(UTC)))
    except NotFound:
        pass  # asked for an example that is not there: the permission is
    except AccessDenied as error:
        # What the account may not have switched on is no trouble, only good to know.
        verdict = Verdict.WARNING if call.optional else Verdict.DENIED
        return Finding(call.action, verdict, error.message, region.region)
    except AwsError as error:
        if not (call.optional and isinstance(error, Refused)):
            return Finding(call.action, Verdict.FAILED, error.message, region.region)
    sentence = text(N_("{region}: {action} is allowed."), region=region.region, action=call.action)
    return Finding(call.action, Verdict.WORKS, sentence, region.region)
