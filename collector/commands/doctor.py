"""What works, what is denied and what to do, without collecting anything.

What is examined, thing by thing, lives in `collector/examination.py`; the checklist it ends with, in `_checklist.py`.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import click

from collector import examination
from collector.aws.catalogue import switched_on
from collector.aws.clients import Connection
from collector.aws.errors import AwsError
from collector.commands import _checklist
from collector.commands._console import Console
from collector.commands._opening import access
from collector.commands._telling import named
from collector.examination import Finding, Verdict
from collector.notify.channel import doubts
from deliverability.model import N_, NN_, Text, text
from settings.collector import CollectorSettings
from settings.errors import SettingsError
from settings.load import load_collector

MARKS = {Verdict.WORKS: "✓", Verdict.WARNING: "!", Verdict.DENIED: "✗", Verdict.FAILED: "✗"}


@click.command("doctor", help=N_("Say what works, what is denied and what to do."))
@click.option("--json", "as_json", is_flag=True, help=N_("The same for programs."))
@click.pass_obj
def command(console: Console, *, as_json: bool) -> int:
    findings, url = _findings()
    bad = [finding for finding in findings if finding.verdict in {Verdict.DENIED, Verdict.FAILED}]
    if as_json:
        checks = [_plain(console, finding) for finding in findings]
        told = {"ok": not bad, "checks": checks, "checklist": _checklist.everything(console, url, datetime.now(UTC))}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return 1 if bad else 0
    for finding in findings:
        click.echo(f"{MARKS[finding.verdict]} {console.rendered(finding.sentence)}")
    left = _checklist.left(console, url, datetime.now(UTC))
    console.say(_summary(len(bad), left))
    return 1 if bad else 0


def _summary(bad: int, left: int) -> Text:
    """What it comes to: whether the collector works, and apart from that what is left of the setup."""
    if bad:
        return text(NN_("{n} thing needs your attention.", "{n} things need your attention."), n=bad)
    if left:
        both = NN_(
            "The collector works. {n} item of the setup checklist is left.",
            "The collector works. {n} items of the setup checklist are left.",
        )
        return text(both, n=left)
    return text(N_("Everything that is needed works."))


def _findings() -> tuple[list[Finding], str | None]:
    """What was examined, and where the database is; None where the settings do not tell."""
    try:
        settings = load_collector()
    except SettingsError as error:
        return [Finding("settings", Verdict.FAILED, problem) for problem in error.problems], None
    found = [
        *(Finding("settings", Verdict.WARNING, warning) for warning in settings.warnings),
        *_of_channels(settings),
        *examination.shared_key(settings.key_shared_with),
        *examination.database(settings.database_url),
        *_of_aws(settings),
    ]
    return found, settings.database_url


def _of_channels(settings: CollectorSettings) -> Iterator[Finding]:
    found, problems = named(settings)
    yield from (Finding("alerts", Verdict.FAILED, problem) for problem in problems)
    yield from (Finding("alerts", Verdict.WARNING, doubt) for doubt in doubts([line.channel for line in found]))
    if not found and not problems:
        yield Finding(
            "alerts", Verdict.WARNING, text(N_("Nobody is told of alerts: ALERT_URLS is not set (docs/alerts.md)."))
        )


def _of_aws(settings: CollectorSettings) -> list[Finding]:
    try:
        connection = Connection(access(settings))
    except AwsError as error:
        return [Finding("credentials", Verdict.FAILED, error.message)]
    regions = [connection.region(name) for name in settings.regions]
    return examination.aws(regions, switched_on(settings.opted_in))


def _plain(console: Console, finding: Finding) -> dict[str, str]:
    return {
        "what": finding.what,
        "region": finding.region,
        "verdict": finding.verdict.value,
        "sentence": console.rendered(finding.sentence),
    }
