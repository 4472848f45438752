"""The top of Health: the verdict, and a card each for the collector, its calls, the database and the last backup.

What they say comes from `report/health.py`; the rest of the page is in the files beside this one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import streamlit as st

from deliverability.model import N_, Level
from report.calls import Calls
from report.database import Backups, Database
from report.health import Collector, Health
from ui import context, parts
from ui.context import said, t, tn
from ui.explain import health as explain
from ui.markdown import escaped
from ui.marks import Mark
from words.format import duration, number, size, usd

BACKUP: Final = "python -m collector backup data/backup.db"
CENT: Final = 0.01
VERDICTS: Final = {
    Level.OK: Mark(":material/check_circle:", N_("All well"), "green"),
    Level.WATCH: Mark(":material/visibility:", N_("Needs attention"), "orange"),
    Level.REVIEW: Mark(":material/cloud_off:", N_("Not running"), "red"),
}
RUNNING: Final = Mark(":material/check_circle:", N_("Running"), "green")
SILENT: Final = Mark(":material/cloud_off:", N_("Silent"), "red")
FINE: Final = Mark(":material/check_circle:", N_("OK"), "green")
TIGHT: Final = Mark(":material/warning:", N_("Little space left"), "orange")
OLD: Final = Mark(":material/schedule:", N_("Due"), "orange")
FAILED: Final = Mark(":material/warning:", N_("Failed"), "orange")


def verdict(shown: Health) -> None:
    """One sentence, and what to do."""
    with st.container(border=True, gap="small"):
        mark = parts.badge_in_text(VERDICTS[shown.verdict.level])
        st.markdown(f"{mark}\N{EN SPACE}**{escaped(said(shown.verdict.headline))}**")
        if shown.verdict.details:
            st.markdown("\n".join(f"- {escaped(said(detail))}" for detail in shown.verdict.details))


def cards(shown: Health) -> None:
    """The four cards."""
    parts.section(t("At a glance"), explain.collector)
    with st.grid(4, min_column_width=200):
        _collector(shown.collector, shown.now)
        _calls(shown.calls)
        _database(shown.database)
        _backup(shown.backups, shown.now)


@contextmanager
def _card(label: str, value: str, mark: Mark | None = None) -> Iterator[None]:
    with parts.card(label, mark):
        st.metric(label, value, label_visibility="collapsed")
        yield


def _lines(*lines: str) -> None:
    for line in lines:
        st.caption(escaped(line))


def _collector(collector: Collector, now: int) -> None:
    last, started = collector.last_run_at, collector.started_at
    since = (last or started) if collector.silent else started
    value = t("Unknown") if since is None else duration(now - since, context.language())
    with _card(t("Collector"), value, SILENT if collector.silent else RUNNING):
        if since is not None:
            moment = parts.when(since, now)
            silent = t("since its last sign of life, {moment}", moment=moment)
            _lines(silent if collector.silent else t("running, since {moment}", moment=moment))
        if not collector.silent:
            _lines(t("Never ran") if last is None else t("Last run {age}", age=parts.ago(now - last)))
        if n := len(collector.regions):
            _lines(tn("{n} region: {names}", "{n} regions: {names}", n=n, names=", ".join(collector.regions)))


def _calls(calls: Calls) -> None:
    language = context.language()
    with _card(t("API calls this month"), usd(calls.usd, language)):
        _lines(tn("{n:number} call so far (UTC month)", "{n:number} calls so far (UTC month)", n=calls.calls))
        if calls.expected_calls is None or calls.expected_usd is None:
            _lines(t("By the month's end: known after one whole day"))
        else:
            expected = number(round(calls.expected_calls), language)
            cost = usd(calls.expected_usd, language)
            _lines(t("By the month's end about {calls} calls, {cost}", calls=expected, cost=cost))
        _lines(t("{used:percent} of CloudWatch's free million a month", used=calls.free_used))
        if calls.usd_without_free >= CENT:
            _lines(t("Without the free million: {most:usd}", most=calls.usd_without_free))


def _database(database: Database) -> None:
    language = context.language()
    with _card(t("Database"), size(database.taken, language), TIGHT if database.tight else FINE):
        if database.growth is None:
            _lines(t("Growth: known after a week"))
        else:
            _lines(t("Grows by {growth:bytes} a month", growth=database.growth))
        if database.free is not None:
            _lines(t("{free:bytes} free on its disk", free=database.free))
        if database.topics:
            with st.popover(t("What fills it"), type="tertiary"):
                rows = [f"| {escaped(said(title))} | {number(n, language)} |" for title, n in database.topics]
                st.markdown("\n".join([f"| | {escaped(t('rows'))} |", "|:--|--:|", *rows]))


def _backup(backups: Backups, now: int) -> None:
    made, failed = backups.made, backups.failed
    value = t("None yet") if made is None else parts.ago(now - made.at)
    with _card(t("Last backup"), value, FAILED if failed else OLD if backups.old else FINE):
        if made is not None:
            _lines(t("{name}, {size:bytes}", name=made.name, size=made.size))
        if failed:
            _lines(t("{name} failed {age}", name=failed.name, age=parts.ago(now - failed.at)))
        if failed or backups.old:
            _lines(t("Make one while the collector goes on:"))
            parts.command(BACKUP)
