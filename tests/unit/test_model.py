"""The shared words."""

import pytest

from deliverability.metrics import BY_NAME, METRICS, Kind, Metric
from deliverability.model import N_, NN_, ProductError, Scope, Text, text


def test_a_text_keeps_its_sentence_and_what_fills_it():
    assert text(N_("{n} of {m}"), n=1, m=2) == Text("{n} of {m}", {"n": 1, "m": 2})


def test_a_marked_pair_carries_its_plural():
    assert text(NN_("{n} mail", "{n} mails"), n=2) == Text("{n} mail", {"n": 2}, "{n} mails")


def test_equal_texts_are_one_in_a_set():
    assert len({text("{n}", n=1), text("{n}", n=1), text("{n}", n=2)}) == 2


def test_an_error_carries_its_text():
    error = ProductError(text(N_("No database at {path}"), path="x.db"))
    assert error.message.params == {"path": "x.db"}
    assert str(error) == "No database at {path}"


def test_a_scope_reads_as_account_and_region():
    assert str(Scope("123456789012", "ap-northeast-2")) == "123456789012/ap-northeast-2"


def test_the_seven_core_metrics_are_polled_by_the_quarter_hour():
    core = [m for m in METRICS if m.core]
    assert len(core) == 7
    assert {m.period_seconds for m in core} == {900}
    assert {m.period_seconds for m in METRICS if not m.core} == {3600}


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.name)
def test_counts_are_summed_and_reputation_is_averaged(metric: Metric):
    assert metric.statistic == ("Average" if metric.name.startswith("Reputation.") else "Sum")
    assert (metric.kind is Kind.GAUGE) == metric.name.startswith("Reputation.")
    assert BY_NAME[metric.name] is metric
