"""However much of a thing's past is read, every rule answers as if all of it had been."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deliverability.evidence import LOSABLE, TELLING
from deliverability.metrics import DAY
from report import pasts
from report.evidence import evidence
from store import snapshots
from tests.report.conftest import AT, NOW, SCOPE

VALUES = ("SUCCESS", "FAILED", "PENDING")
SUBJECT = "example.com"
bodies = st.none() | st.fixed_dictionaries(
    {"verification_status": st.sampled_from(VALUES)},
    optional={
        "dkim_status": st.sampled_from(VALUES),
        "mail_from_status": st.sampled_from(VALUES),
        "mail_from_domain": st.sampled_from(("mail.example.com", "")),
        "note": st.sampled_from(('"dkim_status": "SUCCESS"', "100 %_!")),
    },
)
histories = st.lists(st.tuples(st.integers(0, 40), bodies), max_size=10)


def answers(known):
    fields = (*LOSABLE["identity"], *TELLING["identity"])
    return [
        (
            thing.subject,
            thing.gone_since,
            [thing.value(name) for name in fields],
            [thing.lost_since(name) for name in LOSABLE["identity"]],
        )
        for thing in known.of("identity")
    ], known.changes


@pytest.fixture
def every_row(monkeypatch):
    """Evidence over all that was ever noted."""

    def over(store):
        with monkeypatch.context() as patched:
            patched.setattr(pasts, "CHANGES_BACK", 10**9)
            patched.setattr("report.evidence.CHANGES_BACK", 7 * DAY)
            return evidence(store, SCOPE, NOW)

    return over


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(histories, min_size=1, max_size=3))
def test_what_is_left_out_of_a_past_changes_no_answer(store, every_row, things):
    store.run("DELETE FROM snapshot WHERE kind = 'identity'")
    store.run("DELETE FROM snapshot_last WHERE kind = 'identity'")
    for number, history in enumerate(things):
        for days_ago, body in sorted(history, key=lambda each: -each[0]):
            snapshots.keep(store, SCOPE, "identity", f"{number}.{SUBJECT}", body, AT - days_ago * DAY)
    assert answers(evidence(store, SCOPE, NOW)) == answers(every_row(store))


def test_a_loss_of_years_ago_keeps_its_beginning(store):
    for years, status in ((3, "SUCCESS"), (2, "FAILED"), (1, "TEMPORARY_FAILURE")):
        snapshots.keep(store, SCOPE, "identity", SUBJECT, {"dkim_status": status}, AT - years * 365 * DAY)
    (thing,) = evidence(store, SCOPE, NOW).of("identity")
    assert thing.lost_since("dkim_status") == AT - 2 * 365 * DAY


def test_of_what_is_well_or_never_was_only_the_last_days_are_read(store, monkeypatch):
    whole = []
    read = snapshots.past
    monkeypatch.setattr(snapshots, "past", lambda *asked: whole.append(asked[3]) or read(*asked))
    for name, statuses in (("well", ("FAILED", "SUCCESS")), ("never", ("PENDING", "FAILED")), ("lost", VALUES)):
        for days_ago, status in zip((90, 60, 30), statuses, strict=False):
            body = {"verification_status": status, "dkim_status": status, "mail_from_status": status}
            snapshots.keep(store, SCOPE, "identity", name, body, AT - days_ago * DAY)
    evidence(store, SCOPE, NOW)
    assert sorted(whole) == ["", "lost"], "the account and what was lost"


def test_evidence_is_gathered_while_another_writes(store):
    written, read = Event(), Event()

    def write():
        with store.transaction():
            snapshots.keep(store, SCOPE, "identity", SUBJECT, {"dkim_status": "SUCCESS"}, AT - 60)
            written.set()
            return read.wait(timeout=5)

    with ThreadPoolExecutor(1) as other:
        writing = other.submit(write)
        assert written.wait(timeout=5)
        assert evidence(store, SCOPE, NOW).of("identity") == (), "what is not whole is not seen"
        read.set()
        assert writing.result(), "the evidence waited for the writer"
