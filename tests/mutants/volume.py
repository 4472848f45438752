"""Faults of the rules over volume, and of those over ourselves."""

from typing import Final

from tests.mutants.mutant import Mutant

VOLUME, SILENCE, COLLECTOR = (f"deliverability/rules/{name}.py" for name in ("volume", "silence", "collector"))
TESTS = ("tests/unit/test_rules_*.py",)

_FAULTS = (
    ("quota", VOLUME, "used.share >= lines.quota", "used.share > lines.quota", "80 % of the quota are not near it"),
    (
        "quota",
        VOLUME,
        "USED_UP if used.share >= 1",
        "USED_UP if used.share > 1",
        "a quota used up to the last mail is not used up",
    ),
    ("quota", VOLUME, "FORESEEN if runs_out is not None", "FORESEEN if False", "what is foreseen is not told"),
    (
        "quota",
        VOLUME,
        "keeps = not step and used.share >= clear_of(lines.quota)",
        "keeps = False",
        "no hysteresis of the quota",
    ),
    (
        "surge",
        VOLUME,
        "hours[hour] > _line(highest, large)",
        "hours[hour] >= _line(highest, large)",
        "three times the highest is already a surge",
    ),
    (
        "surge",
        VOLUME,
        "mail.at - max(mail.since, min(hours)) < HIGHEST_OF",
        "mail.at - max(mail.since, min(hours)) < 0",
        "a new account surges by growing",
    ),
    ("surge", VOLUME, "TIMES_THE_HIGHEST: Final = 3", "TIMES_THE_HIGHEST: Final = 2", "twice the highest is a surge"),
    (
        "surge",
        VOLUME,
        "return max(TIMES_THE_HIGHEST * highest, large)",
        "return TIMES_THE_HIGHEST * highest",
        "a few mails are a surge",
    ),
    ("surge", VOLUME, "while since is None and waiting", "while waiting", "a surge that goes on is its own measure"),
    ("surge", VOLUME, "hour - waiting[0] > DAY", "hour > waiting[0]", "a surge that grows raises its own line"),
    ("surge", VOLUME, "hour - begin >= HIGHEST_OF - DAY and", "", "a first month goes on as a surge"),
    ("quota", VOLUME, "if used.unlimited:\n        yield", "if False:\n        yield", "a lifted limit ends nothing"),
    ("surge", VOLUME, ", urgency=Urgency.ABUSED)", ")", "the quota that a leaked key uses up is told before it"),
    (
        "surge",
        VOLUME,
        "Peak(max(hours.values()), line)",
        "None",
        "the peak of a surge is that of its last day",
    ),
    (
        "quota",
        "deliverability/advice.py",
        '    text(N_("Make sure first that this mail is yours: whoever has a leaked key sends in your name.")),\n',
        "",
        "a leaked key is helped to a higher quota",
    ),
    ("surge", VOLUME, "present: mail.present}", "present: 0}", "the hour that goes on is not looked at"),
    ("rejects", VOLUME, "refused >= FEWEST_EVENTS and at", "refused and at", "one attachment alarms"),
    (
        "rejects",
        VOLUME,
        "at_least(min(refused, sent), sent, USUAL_REJECTS) < CHANCE",
        "True",
        "three rejects of a million alarm",
    ),
    ("rejects", VOLUME, "mail.rejects is None or mail.attempts is None", "False", "unknown rejects are judged"),
    ("no-mail", SILENCE, "if mail.present or now:", "if now:", "mail of the present hour is not seen"),
    ("no-mail", SILENCE, "if usual < FEWEST", "if usual <= FEWEST", "ten mails a week are too few"),
    (
        "no-mail",
        SILENCE,
        "if usual < FEWEST:\n        return",
        'if usual < FEWEST:\n        yield Finding("", mail.at, 0)\n        return',
        "every night it is over",
    ),
    ("no-mail", SILENCE, "WEEKS: Final = 4", "WEEKS: Final = 3", "three weeks are history enough"),
    ("no-mail", SILENCE, "min(weeks[:WEEKS])", "max(weeks[:WEEKS])", "the busiest week is the measure"),
    (
        "no-mail",
        SILENCE,
        "if all(hour in hours for hour in span) else None",
        "",
        "hours that nobody looked at pass for silent",
    ),
    ("no-mail", SILENCE, "or _is_holiday(present - span, present, lines.holidays)", "", "a holiday alarms"),
    ("no-mail", SILENCE, "< FEW_A_DAY else SHORT", "<= FEW_A_DAY else SHORT", "500 a day are few"),
    ("no-mail", SILENCE, "since - ANY_ZONE, until", "since, until", "a holiday is that of one time zone"),
    (
        "reading-stale",
        COLLECTOR,
        "_age(each, known.now) > each.patience_seconds]",
        "_age(each, known.now) >= each.patience_seconds]",
        "a reading is old a moment too soon",
    ),
    (
        "reading-stale",
        COLLECTOR,
        "each.outcome and each.outcome != DENIED",
        "each.outcome",
        "what is denied is told twice",
    ),
    (
        "reading-stale",
        COLLECTOR,
        "step = int(each in old and not none_works)",
        "step = int(each in old)",
        "when nothing works every reading is told",
    ),
    (
        "reading-stale",
        COLLECTOR,
        "> shortest for each in asked)",
        "> each.patience_seconds for each in asked)",
        "an outage is known only when what is asked seldom is old",
    ),
    ("reading-stale", COLLECTOR, "for_seconds=ALONE_AFTER, ", "", "an outage is told piece by piece"),
    ("reading-stale", COLLECTOR, "        held_since=since,\n", "", "an outage is told late"),
    (
        "permission-lost",
        COLLECTOR,
        "each.outcome == DENIED and each.worked_before",
        "each.outcome == DENIED",
        "what was never allowed alarms",
    ),
    ("permission-lost", COLLECTOR, "elif each.outcome in BROUGHT:", "else:", "another failure passes for allowed"),
    ("permission-lost", COLLECTOR, "for_seconds=CONFIRMED_AFTER", "for_seconds=0", "one denial is told"),
    ("dead-letters", COLLECTOR, "int(count > 0)", "int(count > 1)", "one dead letter is not told"),
    ("clock-skew", COLLECTOR, "int(off >= SKEW) +", "int(off > SKEW) +", "two minutes are not off"),
    ("clock-skew", COLLECTOR, "off = abs(skew)", "off = skew", "a clock that is behind is not seen"),
    ("clock-skew", COLLECTOR, "not step and off >= SKEW / 2", "False", "no hysteresis of the clock"),
)

VOLUME_AND_OURSELVES: Final = tuple(Mutant(*fault, TESTS) for fault in _FAULTS)
