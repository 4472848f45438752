"""What a month costs: worked cases, each amount computed by hand beside it, to the cent."""

from decimal import Decimal

import pytest

from deliverability.cost.model import Extras, ExtrasSpan, PlanSpan, Usage, Use
from deliverability.metrics import DAY
from deliverability.model import Reason, Unknown
from tests.unit.bills import (
    ALL,
    BARE,
    CHANGED,
    ENTERPRISE,
    ESSENTIALS,
    FEB,
    HOME,
    JULY,
    NONE,
    NOV,
    OCT,
    PRO,
    SWITCHED_AT_NOON,
    UNREAD,
    M,
    at,
    cents,
    free,
    month,
    use,
)

VDM = Extras(vdm=True)
VDM_FROM_THE_ELEVENTH = (ExtrasSpan(at(2026, 8, 1), BARE), ExtrasSpan(at(2026, 11, 11), VDM))

CASES = {
    # À la carte: $0.10 a thousand, no tier and no fee.
    "nothing sent": (month(use(NONE)), "0.00"),
    "one recipient": (month(use(NONE, 1)), "0.00"),
    "49 recipients, 0.49 ct": (month(use(NONE, 49)), "0.00"),
    "50 recipients, 0.5 ct, up": (month(use(NONE, 50)), "0.01"),
    "1,000 recipients": (month(use(NONE, 1000)), "0.10"),
    "19,000 a day for 30 days: 570 x 0.10": (month(use(NONE, *[19_000] * 30)), "57.00"),
    "ten million: 10,000 x 0.10": (month(use(NONE, 10 * M)), "1000.00"),
    "a hundred million: 100,000 x 0.10": (month(use(NONE, 100 * M)), "10000.00"),
    # Essentials: 0.16 / 0.14 / 0.11 a thousand.
    "Essentials, nothing": (month(use(ESSENTIALS)), "0.00"),
    "Essentials, 19,000 a day: 570 x 0.16": (month(use(ESSENTIALS, *[19_000] * 30)), "91.20"),
    "Essentials, ten million: 10,000 x 0.16": (month(use(ESSENTIALS, 10 * M)), "1600.00"),
    "Essentials, 1,000 beyond the border: + 0.14": (month(use(ESSENTIALS, 10 * M + 1000)), "1600.14"),
    "Essentials, border within a day: 9 M, then 2 M": (month(use(ESSENTIALS, 9 * M, 2 * M)), "1740.00"),
    "Essentials, 100 M: 1,600 + 90,000 x 0.14": (month(use(ESSENTIALS, 100 * M)), "14200.00"),
    "Essentials, 101 M: + 1,000 x 0.11": (month(use(ESSENTIALS, 101 * M)), "14310.00"),
    # Pro: $105 and 0.22 / 0.17 / 0.12.
    "Pro, nothing but the fee": (month(use(PRO)), "105.00"),
    "Pro, a million: 105 + 1,000 x 0.22": (month(use(PRO, M)), "325.00"),
    "Pro, ten million: 105 + 10,000 x 0.22": (month(use(PRO, 10 * M)), "2305.00"),
    "Pro, 20 M: 2,305 + 10,000 x 0.17": (month(use(PRO, 20 * M)), "4005.00"),
    "Pro, 100 M: 2,305 + 90,000 x 0.17": (month(use(PRO, 100 * M)), "17605.00"),
    "Pro, 101 M: + 1,000 x 0.12": (month(use(PRO, 101 * M)), "17725.00"),
    # Enterprise: $500 and 0.23 / 0.18 / 0.13.
    "Enterprise, nothing but the fee": (month(use(ENTERPRISE)), "500.00"),
    "Enterprise, ten million: 500 + 10,000 x 0.23": (month(use(ENTERPRISE, 10 * M)), "2800.00"),
    "Enterprise, 100 M: 2,800 + 90,000 x 0.18": (month(use(ENTERPRISE, 100 * M)), "19000.00"),
    "Enterprise, 110 M: + 10,000 x 0.13": (month(use(ENTERPRISE, 110 * M)), "20300.00"),
    # Fees accrue by the hour, of all hours of the month.
    "Pro, ten of November's thirty days: 105 / 3": (month(use(PRO), until=at(2026, 11, 11)), "35.00"),
    "Pro, the first minute is an hour: 105 / 720": (month(use(PRO), until=NOV + 60), "0.15"),
    "Pro, one day of October: 105 / 31": (month(use(PRO, since=OCT), since=OCT, until=OCT + DAY), "3.39"),
    "Pro, one day of a leap February: 105 / 29": (month(use(PRO, since=FEB), since=FEB, until=FEB + DAY), "3.62"),
    "Pro, leap February whole: 105": (month(use(PRO, since=FEB), since=FEB), "105.00"),
    "19,000 on each of 29 days: 551 x 0.10": (month(use(NONE, *[19_000] * 29, since=FEB), since=FEB), "55.10"),
    # Mail of 31 October, and of 1 December, is another month's.
    "month borders in UTC": (
        month(Use(HOME, tuple(Usage(d, 1000, "recipients") for d in (NOV - DAY, NOV, NOV + 30 * DAY)), CHANGED[:1])),
        "0.10",
    ),
    "seen from December on, November is whole and no more: 105 + 30 x 0.22": (
        month(use(PRO, *[1000] * 30, 1000, 1000), until=at(2026, 12, 10)),
        "111.60",
    ),
    # A change of plan: each plan's hours and its own tiers.
    "Pro from the 16th: 52.50 of the fee": (month(use(None, spans=CHANGED)), "52.50"),
    "1 M before, 1 M after: 100 + 220 + 52.50": (
        month(use(None, M, *[0] * 14, M, spans=CHANGED)),
        "372.50",
    ),
    "10 M before fill no tier of Pro: 1,000 + 2,200 + 52.50": (
        month(use(None, 10 * M, *[0] * 14, 10 * M, spans=CHANGED)),
        "3252.50",
    ),
    "changed at noon: half of 2,000 each way: 0.10 + 0.16": (month(use(None, 2000, spans=SWITCHED_AT_NOON)), "0.26"),
    "changed at six: a quarter of 4,000 at 0.10, the rest at 0.16: 0.10 + 0.48": (
        month(use(None, 4000, spans=(PlanSpan(at(2026, 8, 1), NONE), PlanSpan(at(2026, 11, 1, 6), ESSENTIALS)))),
        "0.58",
    ),
    "half of three is one, the rest two: 0.00042": (month(use(None, 3, spans=SWITCHED_AT_NOON)), "0.00"),
    # Each region has its own plan, and its own tiers.
    "two regions on two plans: 100 + 160": (
        month(use(NONE, M), use(ESSENTIALS, M, region="eu-west-1")),
        "260.00",
    ),
    "8 M in each of two regions reach no tier: 2 x 1,280": (
        month(use(ESSENTIALS, 8 * M), use(ESSENTIALS, 8 * M, region="eu-west-1")),
        "2560.00",
    ),
    # The allowance takes the month's first mail.
    "3,000 free of 2,000": (month(use(NONE, 2000), allowance=free(3000)), "0.00"),
    "3,000 free, used up on the second day: 1 x 0.10": (month(use(NONE, 2000, 2000), allowance=free(3000)), "0.10"),
    "3,000 free until the 2nd: 2,000 and 2,000 less 2,000": (
        month(use(NONE, 2000, 2000), allowance=free(3000, until=NOV + DAY)),
        "0.20",
    ),
    "free is for à la carte only: 4 x 0.16": (month(use(ESSENTIALS, 4000), allowance=free(3000)), "0.64"),
    "3,000 free are one allowance for both regions: 4 - 3 = 1 x 0.10": (
        month(use(NONE, 2000), use(NONE, 2000, region="eu-west-1"), allowance=free(3000)),
        "0.10",
    ),
    "62,000 of the guide, 100,000 sent: 38 x 0.10": (month(use(NONE, 100_000), allowance=free(62_000)), "3.80"),
    # Before plans came everybody paid for each feature.
    "July 2026, 1 M on the 1st and the 21st, Essentials now: 100 + 160": (
        month(use(ESSENTIALS, M, *[0] * 19, M, since=JULY), since=JULY),
        "260.00",
    ),
    "2025, Pro set by a person: no fee then": (
        month(use(PRO, 1000, since=at(2025, 3, 1)), since=at(2025, 3, 1), plan=PRO),
        "0.10",
    ),
    # Unknown plan: whichever is assumed.
    "unknown, as à la carte": (month(use(None, M, spans=UNREAD)), "100.00"),
    "unknown, as Essentials": (month(use(None, M, spans=UNREAD), assumed=ESSENTIALS), "160.00"),
    "unknown, set to Pro: 105 + 220": (month(use(None, M, spans=UNREAD), plan=PRO), "325.00"),
    # Overrides.
    "own price 0.08 on Essentials, without tiers": (
        month(use(ESSENTIALS, 20 * M), price_per_thousand=Decimal("0.08")),
        "1600.00",
    ),
    "own price of nothing": (month(use(NONE, M), price_per_thousand=Decimal(0)), "0.00"),
    "100 KB each, 1 M: 100 M KB / 2^20 = 95.367 GB x 0.12 + 100": (
        month(use(NONE, M), average_kb=Decimal(100)),
        "111.44",
    ),
    "attachments of free mail are charged: 2^20 KB = 1 GB x 0.12": (
        month(use(NONE, 1024), average_kb=Decimal(1024), allowance=free(3000)),
        "0.12",
    ),
    # Beside mail.
    "two dedicated IPs: 2 x 24.95": (month(use(NONE, extras=Extras(2))), "49.90"),
    "VDM, 1 M: 100 + 1,000 x 0.07": (month(use(NONE, M, extras=Extras(vdm=True))), "170.00"),
    "Essentials is taken to include VDM": (month(use(ESSENTIALS, M, extras=Extras(vdm=True))), "160.00"),
    "managed IPs, 1 M: 100 + 15 + 1,000 x 0.08": (
        month(use(NONE, M, extras=Extras(managed_ips=True, managed_mail=Decimal(1)))),
        "195.00",
    ),
    "managed IPs for 40 % of 1 M: 100 + 15 + 400 x 0.08": (
        month(use(NONE, M, extras=Extras(managed_ips=True, managed_mail=Decimal("0.4")))),
        "147.00",
    ),
    "managed IPs that no set sends through: 100 + 15": (month(use(NONE, M, extras=Extras(managed_ips=True))), "115.00"),
    "VDM switched on after ten days, 1,000 a day: 30 x 0.10 + 20 x 0.07": (
        month(use(NONE, *[1000] * 30, paid=VDM_FROM_THE_ELEVENTH)),
        "4.40",
    ),
    "VDM switched on at noon, 2,000 that day: 2 x 0.10 + 1 x 0.07": (
        month(use(NONE, 2000, paid=(ExtrasSpan(at(2026, 8, 1), BARE), ExtrasSpan(at(2026, 11, 1, 12), VDM)))),
        "0.27",
    ),
    "VDM before it was first read is taken to have been on: 2 x 0.17": (
        month(use(NONE, 1000, 1000, paid=(ExtrasSpan(at(2026, 11, 2), VDM),))),
        "0.34",
    ),
    "VDM in September 2022 was none yet: 1,000 x 0.10": (
        month(use(NONE, M, since=at(2022, 9, 1), extras=VDM), since=at(2022, 9, 1)),
        "100.00",
    ),
    "an IP for fifteen of thirty days: 24.95 / 2": (
        month(use(NONE, paid=(ExtrasSpan(at(2026, 8, 1), BARE), ExtrasSpan(at(2026, 11, 16), Extras(1))))),
        "12.48",
    ),
    "all of it à la carte: 100 + 49.90 + 15 + 80 + 70": (month(use(NONE, M, extras=ALL)), "314.90"),
    "all of it under Pro: 105 + 220 + 49.90": (month(use(PRO, M, extras=ALL)), "374.90"),
    "an unknown day costs nothing here": (month(use(NONE, 1000, Unknown(Reason.COLLECTING))), "0.10"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_month_costs_what_it_costs_by_hand(case):
    found, usd = CASES[case]
    assert cents(found.to_date) == usd


def test_there_are_forty_worked_cases_at_least():
    assert len(CASES) >= 40
