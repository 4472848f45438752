"""What the rules are given: all that is known of a moment, and of a past one nothing that was learnt later."""

import json
from datetime import datetime, timedelta

from deliverability.bins import Bin
from deliverability.coverage import Span
from deliverability.metrics import BOUNCE_RATE, DAY, HOUR, QUARTER
from deliverability.model import Unknown, text
from deliverability.rates import QuotaUse, Rate
from deliverability.rules.catalogue import BY_NAME, RULES
from deliverability.rules.rule import Message, Severity
from deliverability.standing import Measure
from deliverability.thresholds import DEFAULT, Thresholds
from report.evidence import evidence, thresholds_in_force
from report.freshness import effective
from store import clock, coverage, meta, outbox, samples, snapshots, statistics
from store.samples import Point
from tests.report.conftest import AT, NOW, SCOPE, declare, healthy_body, ran


def seen(store, moment=NOW):
    return evidence(store, SCOPE, moment)


def fired(known):
    return {(r.name, f.subject) for r in RULES for f in r.judge(known, DEFAULT) if f.step}


def test_a_healthy_account_is_known_whole_and_fires_nothing(store):
    known = seen(store)
    assert known.account["enforcement_status"] == "HEALTHY"
    assert known.account_at == AT - 60
    assert known.quota == QuotaUse(9600, 50_000)
    assert {(f.measure, f.value, f.at) for f in known.reputation} == {
        (Measure.BOUNCE, 0.02, AT), (Measure.COMPLAINT, 0.0001, AT),
    }  # fmt: skip
    assert fired(known) == set()


def test_an_empty_store_knows_nothing_and_fires_nothing(empty):
    known = seen(empty)
    assert isinstance(known.account, Unknown)
    assert isinstance(known.volume, Unknown)
    assert (known.reputation, known.counted, known.things, known.readings) == ((), (), (), ())
    assert fired(known) == set()


def test_our_windows_end_where_the_statistics_do(store):
    bounce = next(c for c in seen(store).counted if c.measure is Measure.BOUNCE)
    assert bounce.at == AT
    assert bounce.windows == {
        HOUR: Rate(8, 400), 6 * HOUR: Rate(48, 2400), DAY: Rate(192, 9600), 3 * DAY: Rate(576, 28_800),
    }  # fmt: skip


def test_a_window_that_was_looked_at_in_part_only_is_left_out(empty):
    declare(empty)
    first = AT - 2 * DAY
    statistics.keep(empty, SCOPE, [Bin(at, 100, 50, 0, 0) for at in range(first, AT, QUARTER)], AT)
    coverage_since(empty, first)
    ran(empty, "statistics")
    (bounce, _) = seen(empty).counted
    assert set(bounce.windows) == {HOUR, 6 * HOUR, DAY}


def coverage_since(store, since):
    store.run("DELETE FROM coverage WHERE what = 'statistics'", {})
    coverage.extend(store, SCOPE, coverage.STATISTICS, Span(since, AT))


def test_statistics_that_nobody_asked_for_lately_tell_nothing_of_the_present(store):
    later = seen(store, NOW + timedelta(seconds=1801))
    assert later.counted == ()
    assert isinstance(later.volume, Unknown)
    assert isinstance(later.account, Unknown)
    assert later.things == ()
    assert {each.name for each in later.readings if later.now - each.last_success > each.patience_seconds} == {
        "account", "statistics",
    }  # fmt: skip
    assert ("sending-paused", "") not in fired(later)


def test_a_figure_that_rests_is_as_new_as_the_last_time_it_was_asked_for(store):
    store.run("DELETE FROM sample WHERE at > :at", {"at": AT - 5 * DAY})
    figure = seen(store).reputation[0]
    assert (figure.value, figure.at) == (0.02, AT)


def test_hours_without_mail_are_zero_and_hours_without_a_look_are_left_out(empty):
    declare(empty)
    first = AT - 3 * DAY
    statistics.keep(empty, SCOPE, [Bin(at, 100, 0, 0, 1) for at in range(first, AT - 5 * HOUR, QUARTER)], AT)
    coverage_since(empty, first)
    ran(empty, "statistics")
    volume = seen(empty).volume
    assert volume.hours[AT - 6 * HOUR] == 400
    assert volume.hours[AT - HOUR] == 0
    assert AT not in volume.hours
    assert min(volume.hours) == first
    assert (volume.attempts, volume.rejects, volume.since) == (19 * 400, 19 * 4, first)


def test_before_the_statistics_the_hours_are_cloudwatch_s(store):
    hours = seen(store).volume.hours
    assert min(hours) == AT - 40 * DAY
    assert hours[AT - 20 * DAY] == 400
    assert seen(store).volume.since == AT - 40 * DAY


def test_the_present_hour_is_told_apart_from_whole_ones(store):
    later = NOW + timedelta(minutes=20)
    statistics.keep(store, SCOPE, [Bin(AT, 70, 0, 0, 0)], AT + 1200)
    ran(store, "statistics", AT + 1200)
    volume = seen(store, later).volume
    assert (volume.present, max(volume.hours)) == (70, AT - HOUR)


def test_the_drift_of_a_week_is_told_by_field_and_a_first_sight_is_none(store):
    snapshots.keep(store, SCOPE, "account", "", healthy_body(plan="PRO"), AT - 8 * DAY)
    snapshots.keep(store, SCOPE, "account", "", healthy_body(plan="PRO", max_24_hour_send=200), AT - DAY + 60)
    known = seen(store)
    assert [(c.at, c.field, c.before, c.after) for c in known.changes] == [
        (AT - DAY + 60, "max_24_hour_send", 50_000, 200)
    ]
    assert ("quota-lowered", "") in fired(known)


def test_things_carry_their_past_also_when_they_went_however_long_ago(store):
    good, bad = {"dkim_status": "SUCCESS"}, {"dkim_status": "FAILED"}
    snapshots.keep(store, SCOPE, "identity", "example.com", good, AT - 300 * DAY)
    snapshots.keep(store, SCOPE, "identity", "example.com", bad, AT - 200 * DAY)
    for name, gone in (("old.example.com", AT - 8 * DAY), ("late.example.com", AT - 6 * DAY)):
        snapshots.keep(store, SCOPE, "identity", name, good, AT - 300 * DAY)
        snapshots.keep(store, SCOPE, "identity", name, None, gone)
    own = {thing.subject: thing for thing in seen(store).of("identity")}
    assert set(own) == {"example.com", "late.example.com", "old.example.com"}
    assert own["example.com"].past == ((AT - 300 * DAY, good), (AT - 200 * DAY, bad))
    assert own["example.com"].seen == AT - 60
    assert ("identity", "example.com") in fired(seen(store))


def test_cloudwatch_that_is_denied_does_not_hide_that_sending_is_paused(store):
    snapshots.keep(store, SCOPE, "account", "", healthy_body(sending_enabled=False), AT - 30)
    ran(store, "account", AT - 30)
    ran(store, "metrics", AT - 20, "denied", missing_action="cloudwatch:GetMetricStatistics")
    store.run("DELETE FROM coverage WHERE what = 'cloudwatch'", {})
    known = seen(store)
    assert known.reputation == ()
    assert fired(known) == {("sending-paused", ""), ("permission-lost", "metrics")}


def test_a_clock_that_is_off_is_known_for_half_an_hour(store):
    assert seen(store).clock_skew_seconds is None
    clock.keep(store, SCOPE, clock.Skew(400.0, AT - 1800))
    assert seen(store).clock_skew_seconds == 400
    assert seen(store, NOW + timedelta(seconds=1)).clock_skew_seconds is None


def letter(channel, number, at, kind="firing"):
    return outbox.Letter(
        key=f"{channel}{number}", channel=channel, scope=SCOPE, kind=kind, severity=Severity.WARN,
        message=Message(text("x")), created_at=at,
    )  # fmt: skip


def test_letters_given_up_count_until_something_gets_through(store):
    why = text("refused")
    told = [{"name": name} for name in ("slack", "mail")]
    meta.put(store, "effective", json.dumps({**effective(store), "channels": told}))
    letters = [letter("slack", 1, AT - 300), letter("slack", 2, AT - 200), letter("mail", 1, AT - 100)]
    outbox.add(store, [*letters, letter("slack", 3, AT - 90, outbox.DEAD_LETTER)])
    outbox.failed(store, [1, 2, 4], AT - 80, why, None)
    assert seen(store).dead_letters == {"slack": 2, "mail": 0}
    outbox.add(store, [letter("slack", 4, AT - 70)])
    outbox.delivered(store, [5], AT - 60)
    assert seen(store).dead_letters == {"slack": 0, "mail": 0}


# --- lines, speed


def test_the_lines_in_force_are_those_the_collector_told(store):
    assert thresholds_in_force(store) == DEFAULT
    own = Thresholds(quota=0.5)
    meta.put(store, "effective", json.dumps({**effective(store), "thresholds": own.to_plain()}))
    assert thresholds_in_force(store) == own


def test_evidence_reads_a_bounded_number_of_rows_however_long_the_history(store, monkeypatch):
    reads = []
    original = type(store).rows

    def counted(self, *args):
        rows = original(self, *args)
        reads.append(len(rows))
        return rows

    monkeypatch.setattr(type(store), "rows", counted)
    statistics.keep(store, SCOPE, [Bin(AT - 70 * DAY, 9, 0, 0, 0)], AT - 60 * DAY)
    coverage.extend(store, SCOPE, coverage.STATISTICS, Span(AT - 70 * DAY, AT))
    seen(store)
    once = sum(reads)
    first = AT - 400 * DAY
    samples.keep(store, SCOPE, BOUNCE_RATE, "", 3600, [Point(at, 0.02) for at in range(first, AT - 40 * DAY, HOUR)])
    statistics.keep(store, SCOPE, [Bin(at, 9, 0, 0, 0) for at in range(first, AT - 70 * DAY, QUARTER)], AT - 70 * DAY)
    reads.clear()
    seen(store)
    assert sum(reads) < once + 50


def test_every_rule_takes_what_the_store_tells_at_any_moment(store):
    for back in (0, 60, 3600, 86_400 * 3, 86_400 * 100):
        known = evidence(store, SCOPE, datetime.fromtimestamp(AT - back, NOW.tzinfo))
        for rule in BY_NAME.values():
            assert all(finding.at <= known.now for finding in rule.judge(known, DEFAULT))
