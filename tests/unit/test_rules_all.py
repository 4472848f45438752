"""What holds for every rule there is."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from deliverability.cost.model import Outlook
from deliverability.cost.spending import Spending
from deliverability.metrics import HOUR
from deliverability.rules.catalogue import BY_NAME, RULES
from deliverability.standing import Measure
from deliverability.thresholds import DEFAULT, Thresholds
from tests.unit.evidence_of import account, asked, check, counts, figure, hours, known, mail, quota, thing
from words.render import render

NAMES = (
    "account-settings aws-bounce-rate aws-complaint-rate bounce-burn budget clock-skew complaint-burn configuration-set "
    "dead-letters enforcement event-destination identity no-mail own-bounce-rate own-complaint-rate permission-lost "
    "price-plan production-access quota quota-lowered reading-stale rejects sending-paused surge"
)


def test_the_rules_are_found_by_looking_into_the_folder():
    assert [rule.name for rule in RULES] == NAMES.split()


def test_a_rule_is_inhibited_only_by_rules_that_there_are_and_never_by_one_it_inhibits():
    for rule in RULES:
        for name in rule.inhibited_by + rule.covered_by:
            assert rule.name not in BY_NAME[name].inhibited_by + BY_NAME[name].covered_by


def test_rules_have_a_unit_that_pages_can_write():
    assert {rule.unit for rule in RULES} <= {"percent", "number", "duration"}


def test_what_is_judged_in_the_middle_of_a_round_rests_on_nothing_but_the_account():
    assert [rule.name for rule in RULES if rule.at_once] == ["enforcement", "production-access", "sending-paused"]
    whole, account_alone = in_trouble(), known(account=in_trouble().account, things=in_trouble().of("account"))
    for rule in (rule for rule in RULES if rule.at_once):
        assert rule.findings(whole, DEFAULT) == rule.findings(account_alone, DEFAULT)


def test_a_cause_is_more_urgent_than_what_follows_from_it():
    ordered = ("sending-paused", "surge", "enforcement", "quota")
    assert sorted(ordered, key=lambda name: -BY_NAME[name].urgency) == list(ordered)
    assert all(rule.urgency <= BY_NAME["sending-paused"].urgency for rule in RULES)
    assert all(BY_NAME[name].urgency < BY_NAME["surge"].urgency for name in ("aws-bounce-rate", "own-bounce-rate"))


def in_trouble():
    off = account((HOUR, {"enforcement_status": "SHUTDOWN", "sending_enabled": False, "production_access": False,
                          "max_24_hour_send": 200.0, "plan": "PRO", "vdm": "DISABLED", "suppressed_reasons": []}))  # fmt: skip
    silent = hours() | dict.fromkeys(range(off.now - 6 * HOUR, off.now, HOUR), 0) | {off.now - 20 * HOUR: 40_000}
    return known(
        account=off.account,
        changes=off.changes,
        reputation=tuple(figure(0.2, measure, events) for measure, events in zip(Measure, (1, None), strict=True)),
        counted=tuple(counts(measure, h1=(9, 10), h6=(50, 60), d3=(60, 90)) for measure in Measure)
        + tuple(
            counts(measure, d1=(9, 10)).__class__(measure, "news", off.now, counts(measure, d1=(9, 10)).windows)
            for measure in Measure
        ),
        quota=quota(200, 200),
        volume=mail(silent, rejects=50),
        things=(
            *off.things,
            thing("identity", "example.com", {"dkim_status": "SUCCESS"}, {"dkim_status": "FAILED"}),
            thing("identity", "gone.example.com", {"dkim_status": "SUCCESS"}, None),
            thing("configuration-set", "news", {"sending_enabled": True}, {"sending_enabled": False}),
            thing("event-destination", "news/bus", {"enabled": True}, {"enabled": False}),
        ),
        readings=(asked(outcome="denied"), asked("metrics", ago=9000), asked("vdm")),
        clock_skew_seconds=400.0,
        dead_letters={"slack": 1},
        spending=Spending(
            off.now, off.now, Decimal(90), Outlook(*map(Decimal, (95, 110, 130)), rough=False), Decimal(100)
        ),
    )


def test_every_rule_but_the_review_fires_somewhere_and_its_message_is_whole_in_both_languages():
    fired = set()
    for rule in RULES:
        for finding in rule.judge(in_trouble(), DEFAULT):
            check(rule, finding)
            if finding.message is not None:
                fired.add(rule.name)
                said = finding.message
                for part in (said.headline, *said.figures, *([said.aws] if said.aws else []), *said.steps):
                    for language in ("en", "ko"):
                        written = render(part, language)
                        assert "{" not in written, written
                        assert written.strip()
    assert fired == set(NAMES.split())


def test_lines_go_through_json_and_back():
    from datetime import date
    from json import dumps, loads

    own = Thresholds(quota=0.7, holidays=frozenset({date(2026, 12, 25)}))
    assert Thresholds.from_plain(loads(dumps(own.to_plain()))) == own


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(list(Measure)))
def test_a_worse_figure_never_finds_a_lower_step(one, other, measure):
    rule = BY_NAME[f"aws-{measure.value}-rate"]
    steps = [
        next(iter(rule.judge(known(reputation=(figure(v, measure),)), DEFAULT))).step for v in sorted((one, other))
    ]
    assert steps == sorted(steps)
