"""Faults of the rules over rates: AWS's own figures and our counts."""

from typing import Final

from tests.mutants.mutant import Mutant

REPUTATION, COUNTS, COUNSEL = (f"deliverability/rules/{name}.py" for name in ("reputation", "counts", "counsel"))
TESTS = ("tests/unit/test_rules_*.py",)

_FAULTS = (
    ("aws-bounce-rate", REPUTATION, "Measure.BOUNCE: 5,", "Measure.BOUNCE: 6,", "five bounces are too few to watch"),
    (
        "aws-bounce-rate",
        REPUTATION,
        "figure.events >= FEWEST",
        "figure.events > FEWEST",
        "the fewest to watch are one more",
    ),
    (
        "aws-bounce-rate",
        REPUTATION,
        "figure.events is not None and",
        "figure.events is None or",
        "unknown counts are enough to watch",
    ),
    (
        "aws-bounce-rate",
        REPUTATION,
        "_judged(known, lines, Measure.BOUNCE)",
        "_judged(known, lines, Measure.COMPLAINT)",
        "the bounce rule judges complaints",
    ),
    (
        "aws-bounce-rate",
        COUNSEL,
        "sum(value >= line for",
        "sum(value > line for",
        "a figure right on a line has not met it",
    ),
    (
        "aws-bounce-rate",
        REPUTATION,
        "figure.value >= clear_of(lines[0])",
        "figure.value >= lines[0]",
        "no hysteresis below the first line",
    ),
    ("aws-bounce-rate", COUNSEL, "CLEAR: Final = 0.9", "CLEAR: Final = 0.5", "a figure must fall by half to be clear"),
    (
        "aws-bounce-rate",
        REPUTATION,
        "Severity.WARN if step <= WATCH",
        "Severity.WARN if step <= WATCH + 1",
        "the review line is not urgent",
    ),
    ("aws-bounce-rate", REPUTATION, "lines[max(step, WATCH) - 1]", "lines[0]", "the line named is not the one met"),
    (
        "aws-bounce-rate",
        REPUTATION,
        "        if value < line:\n",
        "        if value <= line:\n",
        "history right on a line does not count",
    ),
    (
        "aws-bounce-rate",
        REPUTATION,
        "in reversed(figure.points)",
        "in figure.points",
        "history is read from its old end",
    ),
    (
        "aws-bounce-rate",
        REPUTATION,
        "subject=figure.configuration_set,\n        at",
        'subject="",\n        at',
        "a set's figure passes for the account's",
    ),
    (
        "aws-complaint-rate",
        REPUTATION,
        "Measure.COMPLAINT: 3}",
        "Measure.COMPLAINT: 4}",
        "three complaints are too few to watch",
    ),
    (
        "aws-complaint-rate",
        REPUTATION,
        "if step == WATCH and not enough:",
        "if step and not enough:",
        "few complaints over the review line are not told",
    ),
    (
        "aws-complaint-rate",
        REPUTATION,
        "if step == WATCH and not enough:",
        "if False:",
        "one complaint is told at the watch line",
    ),
    (
        "aws-complaint-rate",
        REPUTATION,
        "_judged(known, lines, Measure.COMPLAINT)",
        "_judged(known, lines, Measure.BOUNCE)",
        "the complaint rule judges bounces",
    ),
    ("own-bounce-rate", COUNTS, "at_least(k, n, line) < chance", "True", "chance alone fires"),
    ("own-bounce-rate", COUNTS, "CHANCE: Final = 0.01", "CHANCE: Final = 0.05", "chance is believed at one in twenty"),
    ("own-bounce-rate", COUNTS, "k >= FEWEST_EVENTS and", "", "two bounces fire"),
    (
        "own-bounce-rate",
        COUNTS,
        "rate.fraction >= line",
        "rate.fraction > line",
        "a rate right on the line does not stand on it",
    ),
    ("own-bounce-rate", COUNTS, "ladder.review, ladder.pause)", "ladder.review)", "the pause line is not told of"),
    (
        "own-bounce-rate",
        COUNTS,
        "keeps = not met and _stands_on(rate, clear_of(ladder.watch))",
        "keeps = False",
        "no hysteresis of our own rate",
    ),
    (
        "own-bounce-rate",
        COUNTS,
        'covered_by=("bounce-burn",),\n    covered_to=REVIEW',
        'covered_by=("bounce-burn",),\n    covered_to=PAUSE',
        "after a burn the pause line is not told of",
    ),
    ("own-bounce-rate", COUNTS, "Reminders(worse_by=0.2)", "Reminders()", "a rate that grows by a fifth waits"),
    (
        "own-complaint-rate",
        COUNTS,
        "_days(known, lines, Measure.COMPLAINT)",
        "_days(known, lines, Measure.BOUNCE)",
        "our complaint rule judges bounces",
    ),
    ("own-complaint-rate", COUNTS, "if DAY <= window <= 2 * DAY", "if window <= 2 * DAY", "an hour passes for a day"),
    (
        "bounce-burn",
        COUNTS,
        "FAST: Final = (HOUR, 6 * HOUR, 2)",
        "FAST: Final = (HOUR, 6 * HOUR, 1)",
        "the fast burn fires at the review line",
    ),
    (
        "bounce-burn",
        COUNTS,
        "SLOW: Final = (6 * HOUR, 3 * DAY, 1)",
        "SLOW: Final = (6 * HOUR, 3 * DAY, 2)",
        "the slow burn needs twice the review line",
    ),
    ("bounce-burn", COUNTS, "_stands_on(windows[short], times * review) and", "", "a burn that is over still fires"),
    ("bounce-burn", COUNTS, "and surely_over(windows[long], times * review, chance)", "", "a short burst fires alone"),
    ("bounce-burn", COUNTS, "0 if told_by_day or not met else", "0 if not met else", "one incident is told twice"),
    (
        "complaint-burn",
        COUNTS,
        "_burns(known, lines, Measure.COMPLAINT)",
        "_burns(known, lines, Measure.BOUNCE)",
        "the complaint burn judges bounces",
    ),
    (
        "complaint-burn",
        COUNTS,
        "way[0] in windows and way[1] in windows",
        "way[0] in windows or way[1] in windows",
        "a window that nobody looked at is judged",
    ),
)

RATES: Final = tuple(Mutant(*fault, TESTS) for fault in _FAULTS)
