"""How good the alerts on bounces are: seeded accounts with and without an incident, judged by our rules and by others.

`python -m bench.alert_quality` writes the table of docs/alert-quality.md. What is measured is quality, not speed, so
`python -m bench` leaves it out. The rules are those of the product, run through its own alert machine.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import numpy as np
from numpy.typing import NDArray

from deliverability.alerting import AlertState, advance
from deliverability.evidence import Counted, Evidence
from deliverability.model import Reason, Scope, Unknown
from deliverability.rates import Rate
from deliverability.rules.catalogue import BY_NAME
from deliverability.rules.rule import Rule
from deliverability.standing import Measure
from deliverability.thresholds import DEFAULT

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

DOCUMENT: Final = Path(__file__).resolve().parent.parent / "docs" / "alert-quality.md"
QUARTER, HOUR, DAY = 900, 3600, 86_400
DAYS: Final = 34
"""Four to fill every window, and a month to be judged."""
WARM: Final = 4 * 96
MONTH: Final = DAYS * 96 - WARM
HEALTHY, BAD = 0.02, 0.08
LASTS: Final = 48 * 4
VOLUMES: Final = (100, 1_000, 10_000)
LOOKED_BACK: Final = 10_000
"""Mails that AWS's own figure looks back on here; a real notice names a volume of this size."""
WINDOWS: Final = (HOUR, 6 * HOUR, DAY, 3 * DAY)
OURS: Final = ("own-bounce-rate", "bounce-burn")
REVIEW: Final = 0.05

_HOURS: Final = np.array([3, 2, 1, 1, 1, 2, 4, 8, 14, 20, 22, 21, 18, 20, 21, 20, 20, 19, 17, 15, 14, 12, 9, 6])
_WEEKDAYS: Final = np.array([1.0, 1.0, 1.0, 1.0, 1.0, 0.35, 0.25])
BLAST: Final = 0.25
"""Of a week's mail goes out in one hour of one day: a newsletter."""


@dataclass(frozen=True, slots=True)
class Account:
    """Mails and bounces by the quarter, and the quarter in which an incident begins (None: there is none)."""

    mails: Ints
    bounces: Ints
    begins: int | None


def account(mails_a_day: int, seed: int, *, incident: bool) -> Account:
    """A month of business hours, weekends and a weekly newsletter; each mail bounces by chance."""
    luck = np.random.default_rng([seed, mails_a_day, int(incident)])
    quarters = np.arange(DAYS * 96)
    day = (quarters // 96 + luck.integers(7)) % 7
    shape = _HOURS[quarters % 96 // 4] * _WEEKDAYS[day]
    expected = shape / shape.mean() * mails_a_day / 96 * (1 - BLAST)
    blast = (day == luck.integers(5)) & (quarters % 96 // 4 == luck.integers(9, 18))
    expected = expected + blast * mails_a_day * 7 * BLAST / 4
    mails = luck.poisson(expected)
    risk = np.full(len(quarters), HEALTHY)
    begins = int(luck.integers(WARM, len(quarters) - LASTS)) if incident else None
    if begins is not None:
        risk[begins : begins + LASTS] = BAD
    return Account(mails, luck.binomial(mails, risk), begins)


def _sums(counts: Ints, window: int) -> Ints:
    """The sum of the window that ends with each quarter."""
    upto = np.concatenate(([0], np.cumsum(counts)))
    ends = np.arange(1, len(upto))
    return np.asarray(upto[ends] - upto[np.maximum(ends - window // QUARTER, 0)])


def naive(each: Account) -> list[tuple[int, int]]:
    """Fires while bounces / mails of the last 24 hours are 5 % or more."""
    return _stretches(_sums(each.bounces, DAY) >= REVIEW * np.maximum(_sums(each.mails, DAY), 1))


def cloudwatch(each: Account) -> list[tuple[int, int]]:
    """AWS's own recipe: Reputation.BounceRate at 5 % or more, one period of an hour."""
    sent, told = np.cumsum(each.mails), np.cumsum(each.bounces)
    back = np.searchsorted(sent, sent - LOOKED_BACK)
    # Before the first mail of the simulation the account was as healthy as it is now.
    older = np.maximum(LOOKED_BACK - sent, 0) * HEALTHY
    figure = (told - np.where(back > 0, told[np.maximum(back, 1) - 1], 0) + older) / LOOKED_BACK
    return _stretches(np.repeat(figure[3::4], 4) >= REVIEW)


def _stretches(on: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First quarter of each stretch that is on and the one after its last, the warm-up left out."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], on[WARM:], [False])).astype(np.int8)))
    return [(int(a) + WARM, int(b) + WARM) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def ours(each: Account) -> list[tuple[int, int]]:
    """The product's own rules through its alert machine, judged each quarter; the first of both fires for both."""
    sums = {w: (_sums(each.bounces, w), _sums(each.mails, w)) for w in WINDOWS}
    line = DEFAULT.ladders[Measure.BOUNCE].watch
    # A rule needs one window on its line at least: elsewhere there is nothing to judge while nothing is open.
    near = np.any([k >= np.maximum(line * n, 1) for k, n in sums.values()], axis=0)
    return [fired for name in OURS for fired in _judged(BY_NAME[name], sums, near)]


def _judged(rule: Rule, sums: dict[int, tuple[Ints, Ints]], near: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    state, began = AlertState(), 0
    for quarter in range(WARM, len(near)):
        if not (near[quarter] or state.is_open or state.status != "ok"):
            continue
        at = (quarter + 1) * QUARTER
        before = state
        for finding in rule.judge(_evidence(sums, quarter, at), DEFAULT):
            state, _ = advance(state, finding, rule, at, muted=False)
        if state.is_open and not before.is_open:
            began = quarter
        if before.is_open and not state.is_open:
            yield began, quarter
    if state.is_open:
        yield began, len(near)


def _evidence(sums: dict[int, tuple[Ints, Ints]], quarter: int, at: int) -> Evidence:
    windows = {w: Rate(int(k[quarter]), int(n[quarter])) for w, (k, n) in sums.items()}
    counted = Counted(Measure.BOUNCE, "", at, windows)
    return Evidence(Scope("123456789012", "us-east-1"), at, Unknown(Reason.COLLECTING), None, counted=(counted,))


@dataclass(frozen=True, slots=True)
class Quality:
    """Of a rule: false episodes a month on healthy accounts, incidents found (0..1), median hours until then."""

    false_a_month: float
    found: float
    delay_hours: float | None


RULES: Final[dict[str, Callable[[Account], list[tuple[int, int]]]]] = {
    "this product": ours,
    "naive: 24 h at 5 %": naive,
    "CloudWatch alarm on Reputation.BounceRate at 5 %": cloudwatch,
}


def quality(rule: Callable[[Account], list[tuple[int, int]]], mails_a_day: int, seeds: Sequence[int]) -> Quality:
    """One rule on as many healthy and as many troubled accounts as there are seeds."""
    false = sum(_episodes(rule(account(mails_a_day, seed, incident=False))) for seed in seeds)
    delays = [delay for seed in seeds if (delay := _delay(rule, account(mails_a_day, seed, incident=True))) is not None]
    months = len(seeds) * MONTH / (30 * 96)
    return Quality(false / months, len(delays) / len(seeds), median(delays) if delays else None)


def _episodes(fired: list[tuple[int, int]]) -> int:
    """Stretches, those that overlap told once."""
    count, reached = 0, -1
    for begin, end in sorted(fired):
        count += begin > reached
        reached = max(reached, end)
    return count


def _delay(rule: Callable[[Account], list[tuple[int, int]]], each: Account) -> float | None:
    """Hours from the incident's beginning until the rule fires, None if not before it is over."""
    begins = each.begins or 0
    found = [max(a, begins) for a, b in rule(each) if b > begins and a < begins + LASTS]
    return (min(found) + 1 - begins) / 4 if found else None


def rows(seeds: Sequence[int]) -> Iterator[str]:
    """The table in Markdown."""
    yield "| Mails a day | Rule | False episodes a month | 8 % for 48 h found | Median delay |"
    yield "|---|---|---|---|---|"
    for mails in VOLUMES:
        for name, rule in RULES.items():
            found = quality(rule, mails, seeds)
            delay = "–" if found.delay_hours is None else f"{found.delay_hours:.1f} h"
            yield f"| {mails:,} | {name} | {found.false_a_month:.3f} | {found.found:.1%} | {delay} |"


def main() -> int:
    """Write the table into the document; with a number as argument, over so many seeds."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    table = "\n".join(rows(range(count)))
    print(table)
    text = DOCUMENT.read_text(encoding="utf-8")
    block = f"<!-- table:begin -->\n{table}\n<!-- table:end -->"
    DOCUMENT.write_text(re.sub(r"<!-- table:begin -->.*<!-- table:end -->", block, text, flags=re.DOTALL), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
