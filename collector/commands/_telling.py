"""Whom the settings name to be told, and how they are told while a command lasts.

What is sent, and when, lives in `collector/notify`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from collector.commands._console import Console
from collector.notify.channel import doubts
from collector.notify.channels import Line, lines
from collector.notify.courier import Manner
from collector.notify.heartbeat import Heartbeat
from collector.notify.worker import Delivery, delivering
from collector.rounds import Watch
from deliverability.model import Text
from settings.collector import CollectorSettings


def named(settings: CollectorSettings) -> tuple[list[Line], list[Text]]:
    """The channels of ALERT_URLS, and what is wrong with it."""
    if settings.alert_urls is None:
        return [], []
    return lines(settings.alert_urls.get_secret_value(), settings.aws_access_key_id)


def wrong(values: Mapping[str, str]) -> list[Text]:
    """What is wrong with the addresses in ALERT_URLS, of those values that were set; one that has none is told elsewhere."""
    urls = values.get("ALERT_URLS", "")
    return lines(urls)[1] if "://" in urls else []


def channels(settings: CollectorSettings, console: Console) -> list[Line]:
    """The channels of ALERT_URLS, of which nothing is wrong, with what is doubtful about them told."""
    found, _ = named(settings)
    for doubt in doubts([line.channel for line in found]):
        console.note(doubt)
    return found


def manner(settings: CollectorSettings) -> Manner:
    """How messages are written by these settings."""
    return Manner(settings.language, settings.dashboard_url)


@contextmanager
def telling(settings: CollectorSettings, watch: Watch, found: list[Line], *, beats: bool) -> Iterator[Delivery]:
    """Letters of the account that is watched are delivered while the block lasts, in which its rounds are."""
    scopes = [watch.scope(aws) for aws in watch.regions]
    address = settings.heartbeat_url
    jobs, since = {reading.name for reading in watch.readings}, int(watch.clock().timestamp()) - 1
    heartbeat = Heartbeat(address.get_secret_value(), scopes, jobs, since) if address else None
    with delivering(watch.store, found, manner(settings), heartbeat, beats=beats) as delivery:
        yield delivery
