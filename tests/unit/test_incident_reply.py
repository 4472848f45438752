"""The draft of the answer to AWS: every figure in it is known, and what is not known is marked."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.incident_reply import Cause, Known, draft, where_to_answer, written
from deliverability.model import Scope, text
from deliverability.rates import Rate
from deliverability.standing import Measure
from words.render import render

SCOPE = Scope("123456789012", "ap-northeast-2")
AT = 1_795_000_000
DAY = 86_400
BOUNCES = Cause(Measure.BOUNCE, 0.0712, AT, Rate(1_234, 20_000), AT - 6 * DAY, AT, ("newsletter", Rate(1_100, 4_000)))


def lines(known, language="en"):
    return [(line.must_fill, render(written(line), language)) for part in draft(known) for line in part.lines]


def whole(known, language="en"):
    return "\n".join(said for _, said in lines(known, language)).replace("\N{NO-BREAK SPACE}", " ")


def known(**different):
    return Known(SCOPE, "PROBATION", AT, **different)


def test_the_parts_are_awss_points_in_its_order():
    titles = [render(part.title, "en") for part in draft(known())]
    assert titles == [
        "Account",
        "Root cause",
        "What we have changed already",
        "How this prevents a recurrence",
        "How we track bounces and complaints and validate new addresses",
    ]


def test_of_an_account_we_know_nothing_of_every_claim_is_left_to_be_filled():
    said = lines(Known(SCOPE, "PROBATION", None))
    claims = [sentence for must_fill, sentence in said if not must_fill]
    assert claims == [
        "AWS account 123456789012, Amazon SES in ap-northeast-2. The account is under review.",
        "In what we recorded neither the bounce nor the complaint rate met AWS's review line.",
    ]
    assert all(sentence.startswith("[You must fill this: ") for must_fill, sentence in said if must_fill)
    assert len(said) > len(claims) + 6


def test_every_point_but_the_opening_has_something_to_fill():
    """Whatever we know: why it happened and what was done about it is the sender's to say."""
    full = known(
        causes=(BOUNCES,), done=((AT, text("x")),), suppressed=("BOUNCE",), published=("a",),
        read_every_seconds=300, alerts_from=(0.05, 0.001), channels=2,
    )  # fmt: skip
    for part in draft(full)[1:]:
        assert any(line.must_fill for line in part.lines)


def test_a_rate_over_the_line_is_told_with_its_counts_its_days_and_the_set_it_came_from():
    said = whole(known(causes=(BOUNCES,)))
    assert "bounce rate for the account reached 7.12 % on" in said
    assert "1,234 of 20,000 mails bounced hard (6.17 %)" in said
    assert (
        "More hard bounces came from the configuration set newsletter than from any other: 1,100 of its 4,000" in said
    )
    assert "neither the bounce nor the complaint rate" not in said
    mostly = whole(known(causes=(replace(BOUNCES, mostly=True),)))
    assert "Most hard bounces came from the configuration set newsletter: 1,100 of its 4,000 mails." in mostly


def test_where_nobody_counted_no_count_is_told():
    said = whole(known(causes=(Cause(Measure.COMPLAINT, 0.002, AT, None, AT, AT),)))
    assert "complaint rate for the account reached 0.2 %" in said
    assert "mails (" not in said
    assert "configuration set" not in said


@pytest.mark.parametrize(
    ("channels", "told"), [(0, "shows when"), (1, "alerts us in 1 way at"), (2, "alerts us in 2 ways at")]
)
def test_alerts_are_claimed_only_where_somebody_is_told(channels, told):
    said = whole(known(read_every_seconds=300, alerts_from=(0.05, 0.001), channels=channels))
    assert told in said
    assert "the review line of 5 % for bounces" in said
    assert ("alerts us" in said) is bool(channels)


def test_the_suppression_list_is_claimed_only_where_it_takes_something():
    assert "suppression list takes addresses after: BOUNCE, COMPLAINT" in whole(
        known(suppressed=("BOUNCE", "COMPLAINT"))
    )
    for nothing in ((), None):
        assert "suppression list" not in whole(known(suppressed=nothing))


def test_a_pause_has_its_own_text():
    paused, reviewed = (" ".join(render(t, "en") for t in where_to_answer(s)) for s in ("SHUTDOWN", "PROBATION"))
    assert "refuses all mail" in paused
    assert "can still send" in reviewed
    assert "can still send" not in paused
    assert "dilute" in reviewed
    for said in (paused, reviewed):
        assert "Support Center" in said
        assert "mailbox of the AWS account" in said
    assert "lift the pause" in whole(Known(SCOPE, "SHUTDOWN", AT))
    for others in (known(), known(lifted=True), Known(SCOPE, "HEALTHY", AT, lifted=True)):
        assert "lift the pause" not in whole(others)


@given(
    status=st.sampled_from(["PROBATION", "SHUTDOWN", "HEALTHY", "SOMETHING_NEW"]),
    causes=st.lists(st.sampled_from([BOUNCES, Cause(Measure.COMPLAINT, 0.002, AT, None, AT, AT)]), max_size=2),
    channels=st.integers(0, 3),
    lifted=st.booleans(),
)
def test_every_draft_is_whole_in_both_languages(status, causes, channels, lifted):
    one = Known(SCOPE, status, AT, tuple(causes), (), ("BOUNCE",), None, 300, (0.05, 0.001), channels, lifted)
    english, korean = whole(one), whole(one, "ko")
    assert "{" not in english + korean
    assert len(english.splitlines()) == len(korean.splitlines())


def test_alarms_are_claimed_only_where_they_are_in_place():
    claim = "CloudWatch alarms watch both rates"
    assert claim in whole(known(alarms_in_place=True))
    assert claim not in whole(known())
