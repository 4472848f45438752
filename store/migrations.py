"""The tables, as named migrations in order; a migration that has been released is never edited.

Each engine applies them its own way and records the names; the statements are portable SQL. `{clustered}` is the
engine's word for "rows lie in the order of the key".
"""

from dataclasses import dataclass
from typing import Final

SET: Final = "ses-deliverability"
"""The name under which an engine records our migrations; it tells a database of ours from any other."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step from one shape of the database to the next."""

    name: str
    statements: tuple[str, ...]


_STATISTICS: Final = """
    attempts BIGINT NOT NULL, bounces BIGINT NOT NULL, complaints BIGINT NOT NULL, rejects BIGINT NOT NULL"""

_POINTS: Final = "total DOUBLE PRECISION NOT NULL, points BIGINT NOT NULL, highest DOUBLE PRECISION"

MIGRATIONS: Final = (
    Migration(
        "m001_account_watch",
        (
            """CREATE TABLE scope (
                id BIGINT NOT NULL PRIMARY KEY, account_id TEXT NOT NULL, region TEXT NOT NULL,
                UNIQUE (account_id, region)) {clustered}""",
            f"""CREATE TABLE send_statistic (
                scope BIGINT NOT NULL, at BIGINT NOT NULL, {_STATISTICS}, cut BIGINT NOT NULL,
                PRIMARY KEY (scope, at)) {{clustered}}""",
            f"""CREATE TABLE send_statistic_hour (
                scope BIGINT NOT NULL, at BIGINT NOT NULL, {_STATISTICS}, PRIMARY KEY (scope, at)) {{clustered}}""",
            f"""CREATE TABLE send_statistic_day (
                scope BIGINT NOT NULL, at BIGINT NOT NULL, {_STATISTICS}, PRIMARY KEY (scope, at)) {{clustered}}""",
            """CREATE TABLE series (
                id BIGINT NOT NULL PRIMARY KEY, scope BIGINT NOT NULL, metric TEXT NOT NULL,
                configuration_set TEXT NOT NULL, period_seconds BIGINT NOT NULL, kind TEXT NOT NULL,
                UNIQUE (scope, metric, configuration_set, period_seconds)) {clustered}""",
            """CREATE TABLE sample (
                series BIGINT NOT NULL, at BIGINT NOT NULL, value DOUBLE PRECISION NOT NULL,
                PRIMARY KEY (series, at)) {clustered}""",
            f"""CREATE TABLE sample_hour (
                series BIGINT NOT NULL, at BIGINT NOT NULL, {_POINTS}, PRIMARY KEY (series, at)) {{clustered}}""",
            f"""CREATE TABLE sample_day (
                series BIGINT NOT NULL, at BIGINT NOT NULL, {_POINTS}, PRIMARY KEY (series, at)) {{clustered}}""",
            """CREATE TABLE snapshot (
                scope BIGINT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, at BIGINT NOT NULL, body TEXT,
                PRIMARY KEY (scope, kind, subject, at))""",
            "CREATE INDEX snapshot_by_time ON snapshot (scope, at)",
            """CREATE TABLE snapshot_last (
                scope BIGINT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, at BIGINT NOT NULL,
                PRIMARY KEY (scope, kind, subject)) {clustered}""",
            """CREATE TABLE run (
                id BIGINT NOT NULL PRIMARY KEY, job TEXT NOT NULL, account_id TEXT NOT NULL, region TEXT NOT NULL,
                started_at BIGINT NOT NULL, ended_at BIGINT NOT NULL, outcome TEXT NOT NULL, error TEXT,
                missing_action TEXT NOT NULL, api_calls BIGINT NOT NULL, cost_usd DOUBLE PRECISION NOT NULL
                ) {clustered}""",
            "CREATE INDEX run_by_time ON run (started_at)",
            """CREATE TABLE run_last (
                job TEXT NOT NULL, account_id TEXT NOT NULL, region TEXT NOT NULL,
                run BIGINT NOT NULL, ended_at BIGINT NOT NULL, ok_at BIGINT,
                PRIMARY KEY (job, account_id, region)) {clustered}""",
            """CREATE TABLE coverage (
                scope BIGINT NOT NULL, what TEXT NOT NULL, since BIGINT NOT NULL, until BIGINT NOT NULL,
                PRIMARY KEY (scope, what, since)) {clustered}""",
            """CREATE TABLE doubt (
                scope BIGINT NOT NULL, what TEXT NOT NULL, at BIGINT NOT NULL, seen_at BIGINT NOT NULL,
                times BIGINT NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (scope, what, at))""",
            "CREATE INDEX doubt_by_time ON doubt (scope, seen_at)",
            "CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) {clustered}",
        ),
    ),
    Migration(
        "m002_vdm",
        (
            """CREATE TABLE vdm_day (
                scope BIGINT NOT NULL, dimension TEXT NOT NULL, name TEXT NOT NULL, at BIGINT NOT NULL,
                sent BIGINT NOT NULL, delivered BIGINT NOT NULL, hard_bounces BIGINT NOT NULL,
                soft_bounces BIGINT NOT NULL, complaints BIGINT NOT NULL, complaint_base BIGINT NOT NULL,
                PRIMARY KEY (scope, dimension, name, at)) {clustered}""",
            "CREATE INDEX vdm_day_by_time ON vdm_day (scope, dimension, at)",
        ),
    ),
    Migration(
        "m003_runs",
        (
            """CREATE TABLE run_day (
                at BIGINT NOT NULL, job TEXT NOT NULL, account_id TEXT NOT NULL, region TEXT NOT NULL,
                runs BIGINT NOT NULL, api_calls BIGINT NOT NULL, cost_usd DOUBLE PRECISION NOT NULL,
                PRIMARY KEY (at, job, account_id, region)) {clustered}""",
            """INSERT INTO run_day
               SELECT started_at - started_at % 86400 AS day, job, account_id, region, COUNT(*),
                      CAST(SUM(api_calls) AS BIGINT), SUM(cost_usd)
               FROM run GROUP BY day, job, account_id, region""",
            """CREATE TABLE size_day (
                at BIGINT NOT NULL, what TEXT NOT NULL, amount BIGINT NOT NULL, PRIMARY KEY (at, what)) {clustered}""",
        ),
    ),
    Migration(
        "m004_failures",
        (
            """CREATE TABLE failure_hour (
                job TEXT NOT NULL, account_id TEXT NOT NULL, region TEXT NOT NULL, hour BIGINT NOT NULL,
                at BIGINT NOT NULL, outcome TEXT NOT NULL, missing_action TEXT NOT NULL,
                PRIMARY KEY (job, account_id, region, hour)) {clustered}""",
            """INSERT INTO failure_hour
               SELECT job, account_id, region, started_at - started_at % 3600, started_at, outcome, missing_action
               FROM run WHERE id IN (
                   SELECT MAX(id) FROM run WHERE outcome IN ('denied', 'failed')
                   GROUP BY job, account_id, region, started_at - started_at % 3600)""",
        ),
    ),
    Migration(
        "m005_alerts",
        (
            """CREATE TABLE alert (
                scope BIGINT NOT NULL, rule TEXT NOT NULL, subject TEXT NOT NULL, status TEXT NOT NULL,
                episode BIGINT NOT NULL, seen BIGINT NOT NULL, since BIGINT NOT NULL, began BIGINT NOT NULL,
                ended BIGINT, told BIGINT NOT NULL, told_step BIGINT NOT NULL, told_severity TEXT NOT NULL,
                told_value DOUBLE PRECISION, told_at BIGINT, reminders BIGINT NOT NULL, finding TEXT,
                PRIMARY KEY (scope, rule, subject))""",
            """CREATE TABLE alert_episode (
                scope BIGINT NOT NULL, rule TEXT NOT NULL, subject TEXT NOT NULL, episode BIGINT NOT NULL,
                severity TEXT NOT NULL, began BIGINT NOT NULL, fired_at BIGINT NOT NULL, ended BIGINT,
                peak DOUBLE PRECISION, threshold DOUBLE PRECISION,
                PRIMARY KEY (scope, rule, subject, episode)) {clustered}""",
            """CREATE TABLE alert_transition (
                id BIGINT NOT NULL PRIMARY KEY, scope BIGINT NOT NULL, rule TEXT NOT NULL, subject TEXT NOT NULL,
                episode BIGINT NOT NULL, at BIGINT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL) {clustered}""",
            """CREATE TABLE outbox (
                id BIGINT NOT NULL PRIMARY KEY, key TEXT NOT NULL UNIQUE, channel TEXT NOT NULL,
                account_id TEXT NOT NULL, region TEXT NOT NULL, rule TEXT NOT NULL, subject TEXT NOT NULL,
                episode BIGINT NOT NULL, kind TEXT NOT NULL, severity TEXT NOT NULL, message TEXT NOT NULL,
                began BIGINT, ended BIGINT, created_at BIGINT NOT NULL, state TEXT NOT NULL, due_at BIGINT NOT NULL,
                tries BIGINT NOT NULL, error TEXT, settled_at BIGINT)""",
            "CREATE INDEX outbox_due ON outbox (state, channel, due_at)",
            "CREATE INDEX outbox_by_episode ON outbox (account_id, region, rule, subject, episode)",
            """CREATE TABLE silence (
                id BIGINT NOT NULL PRIMARY KEY, rule TEXT NOT NULL, account_id TEXT NOT NULL, region TEXT NOT NULL,
                subject TEXT NOT NULL, until BIGINT NOT NULL, made_at BIGINT NOT NULL, why TEXT NOT NULL)""",
            "CREATE INDEX silence_by_end ON silence (until)",
            """CREATE TABLE request (
                id BIGINT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL, asked_at BIGINT NOT NULL,
                due_at BIGINT NOT NULL, answer TEXT, answered_at BIGINT)""",
            "CREATE INDEX request_by_time ON request (kind, asked_at)",
        ),
    ),
    Migration(
        "m006_costs",
        (
            """CREATE TABLE cost_day (
                account_id TEXT NOT NULL, at BIGINT NOT NULL, region TEXT NOT NULL, usage_type TEXT NOT NULL,
                usd TEXT NOT NULL, quantity TEXT NOT NULL, unit TEXT NOT NULL,
                PRIMARY KEY (account_id, at, region, usage_type)) {clustered}""",
            """CREATE TABLE cost_span (
                account_id TEXT NOT NULL PRIMARY KEY, since BIGINT NOT NULL, until BIGINT NOT NULL,
                read_at BIGINT NOT NULL) {clustered}""",
            """CREATE TABLE free_tier_usage (
                account_id TEXT NOT NULL, month BIGINT NOT NULL, region TEXT NOT NULL, usage_type TEXT NOT NULL,
                operation TEXT NOT NULL, kind TEXT NOT NULL, used TEXT NOT NULL, expected TEXT NOT NULL,
                allowed TEXT NOT NULL, unit TEXT NOT NULL, read_at BIGINT NOT NULL,
                PRIMARY KEY (account_id, month, region, usage_type, operation, kind)) {clustered}""",
            """CREATE TABLE account_plan (
                account_id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, status TEXT NOT NULL, credits_usd TEXT,
                expires_at BIGINT, read_at BIGINT NOT NULL) {clustered}""",
        ),
    ),
    Migration(
        "m007_ticks",
        (
            """CREATE TABLE tick (
                id BIGINT NOT NULL PRIMARY KEY, account_id TEXT NOT NULL, region TEXT NOT NULL, item TEXT NOT NULL,
                subject TEXT NOT NULL, kind TEXT NOT NULL, who TEXT NOT NULL, note TEXT NOT NULL,
                made_at BIGINT NOT NULL, until BIGINT, ended_at BIGINT)""",
            "CREATE INDEX tick_by_item ON tick (account_id, item)",
        ),
    ),
    Migration(
        "m008_dns",
        (
            """CREATE TABLE dns_look (
                scope BIGINT NOT NULL, domain TEXT NOT NULL, at BIGINT NOT NULL, setup TEXT NOT NULL,
                answers TEXT NOT NULL, PRIMARY KEY (scope, domain)) {clustered}""",
        ),
    ),
    Migration(
        "m009_free_tier_read",
        (
            """CREATE TABLE free_tier_read (
                account_id TEXT NOT NULL, month BIGINT NOT NULL, read_at BIGINT NOT NULL,
                PRIMARY KEY (account_id, month)) {clustered}""",
            """INSERT INTO free_tier_read (account_id, month, read_at)
               SELECT account_id, month, MAX(read_at) FROM free_tier_usage GROUP BY account_id, month""",
        ),
    ),
    Migration(
        "m010_witnessed",
        tuple(
            f"ALTER TABLE {table} ADD COLUMN witnessed BIGINT NOT NULL DEFAULT 1"
            for table in ("alert", "alert_episode", "outbox")
        ),
    ),
    Migration(
        "m011_trials",
        (
            """CREATE TABLE trial (
                id BIGINT NOT NULL PRIMARY KEY, request BIGINT NOT NULL, account_id TEXT NOT NULL, region TEXT NOT NULL,
                kind TEXT NOT NULL, subject TEXT NOT NULL, at BIGINT NOT NULL, state TEXT NOT NULL,
                reference TEXT NOT NULL, says TEXT, missing TEXT NOT NULL, settled_at BIGINT)""",
            "CREATE INDEX trial_by_time ON trial (account_id, kind, at)",
            "CREATE INDEX trial_by_end ON trial (settled_at)",
        ),
    ),
)

NAMES: Final = tuple(migration.name for migration in MIGRATIONS)
"""The names in order."""
