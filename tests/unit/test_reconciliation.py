"""Why AWS's figure and ours differ."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.model import N_, Reason, Unknown, text
from deliverability.rates import Rate
from deliverability.reconciliation import Kind, Source, Split, Term, Treatment, reconcile, rules
from deliverability.representative import Window
from deliverability.standing import Measure

WINDOW = Window(190_000, 200_000, 210_000, 1.02)
WHY = Unknown(Reason.COLLECTING, text(N_("AWS may look back further than our counts do.")))


def test_the_difference_is_the_window_what_is_counted_otherwise_and_a_rest():
    split = reconcile(0.0416, Rate(300, 20_000), Rate(8_000, 200_000), WINDOW)
    assert isinstance(split, Split)
    assert split.ours == Fraction(15, 1000)
    assert split.terms[Term.WINDOW] == Fraction(25, 1000)
    assert float(split.terms[Term.COUNTING]) == pytest.approx(0.02 * 0.04)
    assert float(split.terms[Term.UNEXPLAINED]) == pytest.approx(0.0008)


@pytest.mark.parametrize(("window", "over"), [(WHY, Rate(1, 2)), (WINDOW, None), (WINDOW, Rate(0, 0))])
def test_what_is_unknown_stays_unknown_and_the_rest_holds_it(window, over):
    split = reconcile(0.04, Rate(300, 20_000), over, window)
    assert isinstance(split, Split)
    assert isinstance(split.terms[Term.WINDOW], Unknown)
    assert isinstance(split.terms[Term.COUNTING], Unknown)
    assert split.terms[Term.UNEXPLAINED] == Fraction(0.04) - Fraction(15, 1000)


def test_the_window_tells_why_it_is_unknown():
    split = reconcile(0.04, Rate(300, 20_000), None, WHY)
    assert isinstance(split, Split)
    assert split.terms[Term.WINDOW] == WHY


def test_without_mail_today_there_is_nothing_to_compare_with():
    assert reconcile(0.04, Rate(0, 0), Rate(1, 100), WINDOW) == Unknown(
        Reason.NOT_ENOUGH_MAIL, text(N_("Nothing was sent in the last 24 hours to compare with."))
    )


counts = st.tuples(st.integers(0, 10**6), st.integers(1, 10**7)).map(lambda pair: Rate(*pair))
windows = st.floats(0.01, 20).map(lambda scale: Window(1, 2, 3, scale)) | st.just(WHY)


@given(st.floats(0, 1), counts, counts, windows, st.integers(2, 6))
def test_the_terms_add_up_to_the_difference_exactly_and_so_they_do_as_shown(aws, day, over, window, digits):
    split = reconcile(aws, day, over, window)
    assert isinstance(split, Split)
    for shown in (split, split.rounded(digits)):
        assert sum(value for value in shown.terms.values() if not isinstance(value, Unknown)) == shown.aws - shown.ours
    shown = split.rounded(digits)
    assert abs(shown.aws - split.aws) <= Fraction(1, 10**digits)
    assert set(shown.terms) == set(Term)
    for value in (shown.aws, shown.ours, *shown.terms.values()):
        assert isinstance(value, Unknown) or (value * 10**digits).denominator == 1


def test_every_source_says_what_it_does_with_each_kind_that_matters():
    for source in Source:
        assert Kind.SILENT_PROVIDERS not in rules(source, Measure.BOUNCE)
        assert Kind.SOFT not in rules(source, Measure.COMPLAINT)
        assert len(rules(source, Measure.BOUNCE)) == len(rules(source, Measure.COMPLAINT)) == 5


def test_the_rules_are_those_aws_documents():
    aws, ours, cloudwatch, vdm = (rules(source, Measure.BOUNCE) for source in Source)
    assert aws[Kind.OWN_DOMAINS] is Treatment.LEFT_OUT
    assert ours[Kind.OWN_DOMAINS] is Treatment.COUNTED
    assert ours[Kind.SOFT] is Treatment.LEFT_OUT
    assert cloudwatch[Kind.SOFT] is Treatment.COUNTED
    assert vdm[Kind.SEVERAL_RECIPIENTS] is Treatment.LEFT_OUT
    assert aws[Kind.SEVERAL_RECIPIENTS] is Treatment.NOT_TOLD
    assert rules(Source.STATISTICS, Measure.COMPLAINT)[Kind.SILENT_PROVIDERS] is Treatment.COUNTED
