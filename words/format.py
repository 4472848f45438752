"""How a value is written in a language: the formats that a placeholder may name.

Which placeholder holds which value lives in `render`.
"""

from datetime import UTC, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from babel import dates, numbers, units

NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"
WORD_JOINER: Final = "\N{WORD JOINER}"
DATE: Final = {"en": "d MMM y", "ko": "y년 M월 d일"}
MONTH: Final = {"en": "MMMM y", "ko": "y년 M월"}
DATE_THIS_YEAR: Final = {"en": "d MMM", "ko": "M월 d일"}
UNITS: Final = ((120, 1, "second"), (120 * 60, 60, "minute"), (48 * 3600, 3600, "hour"), (730 * 86_400, 86_400, "day"))
"""Below the first number of seconds, count in the second's unit."""
SHORTER: Final = {("en", "second"): "s", ("en", "hour"): "h"}
"""Where the unit's symbol reads better than the abbreviation of the locale data."""

YEAR: Final = 365.25 * 86_400
BYTES: Final = ("kilobyte", "megabyte", "gigabyte", "terabyte")
SMALLEST_PERCENT: Final = 0.0001


def percent(fraction: float | Decimal, language: str) -> str:
    """A fraction 0..1 as percent, with as many digits as tell it from the lines: 4.31 %, 0.041 %."""
    value = float(fraction) * 100
    below = 0 < abs(value) < SMALLEST_PERCENT
    sizes = ((10, 1), (1, 2), (0.01, 3))
    digits = next((n for size, n in sizes if abs(value) >= size), 4)
    shown = _decimal(SMALLEST_PERCENT if below else value, digits, language)
    gap = "" if language == "ko" else NO_BREAK_SPACE
    return f"{'<' if below else ''}{shown}{gap}%"


def number(value: float | Decimal, language: str) -> str:
    """A count or a measure, grouped; decimals, at most two, only below a hundred."""
    amount = float(value)
    return _decimal(amount, 2 if abs(amount) < 100 else 0, language)


def usd(value: float | Decimal, language: str) -> str:
    """Dollars, rounded half up; below one cent with the digits that are left, since our own calls cost so little."""
    exact = Decimal(str(value))
    digits = 4 if Decimal(0) < abs(exact) < Decimal("0.01") else 2
    return _dollars(half_up(exact, digits), digits, language)


def price(value: float | Decimal, language: str) -> str:
    """Dollars of one unit, with all the digits there are and two at least: what is multiplied is not rounded."""
    exact = Decimal(str(value)).normalize()
    exponent = exact.as_tuple().exponent
    digits = max(2, -exponent) if isinstance(exponent, int) else 2
    return _dollars(exact, digits, language)


def money(value: Decimal, currency: str, language: str) -> str:
    """An amount of a currency by its code of three letters, in the digits that currency has, rounded half up."""
    digits = numbers.get_currency_precision(currency)
    return numbers.format_currency(half_up(value, digits), currency, locale=language)


def half_up(value: Decimal, digits: int) -> Decimal:
    """The amount rounded as cash is: half a unit of the last digit goes away from zero."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _dollars(value: Decimal, digits: int, language: str) -> str:
    pattern = f"#,##0.{'0' * digits}"
    return f"{'-' if value < 0 else ''}${numbers.format_decimal(abs(value), pattern, language)}"


def duration(seconds: float | Decimal, language: str) -> str:
    """A length of time in one unit, the largest that still counts to at least two."""
    length = float(seconds)
    for limit, unit_seconds, unit in UNITS:
        if abs(length) < limit:
            return _unit(round(length / unit_seconds), unit, language)
    return _unit(round(length / YEAR), "year", language)


def size(value: float | Decimal, language: str) -> str:
    """Bytes, by thousands; a kilobyte is the smallest unit a person cares about."""
    value = float(value) / 1000
    for unit in BYTES[:-1]:
        if abs(value) < 1000:
            return _unit(_rounded(value, 1), unit, language)
        value /= 1000
    return _unit(_rounded(value, 1), BYTES[-1], language)


def day(value: datetime, language: str, zone: tzinfo = UTC) -> str:
    """A date with its year."""
    return dates.format_date(value.astimezone(zone), DATE[language], language)


def month(value: datetime, language: str) -> str:
    """The month in UTC that a time is in, with its year."""
    return dates.format_date(value.astimezone(UTC), MONTH[language], language)


def moment(value: datetime, language: str, zone: tzinfo = UTC) -> str:
    """A date with its time; UTC says so, any other zone is the reader's own."""
    local = value.astimezone(zone)
    shown = f"{dates.format_date(local, DATE[language], language)}{'' if language == 'ko' else ','} {local:%H:%M}"
    return f"{shown} UTC" if zone is UTC else shown


def moment_near(value: datetime, now: datetime, language: str, zone: tzinfo = UTC) -> str:
    """A date with its time for a list, its year left out where it is this year's."""
    local = value.astimezone(zone)
    pattern = DATE_THIS_YEAR if local.year == now.astimezone(zone).year else DATE
    return f"{dates.format_date(local, pattern[language], language)} {local:%H:%M}"


def unbroken(text: str) -> str:
    """The text so that no line ends inside it; Korean may else break between any two syllables."""
    return WORD_JOINER.join(text.replace(" ", NO_BREAK_SPACE))


def _decimal(value: float | Decimal, digits: int, language: str) -> str:
    return numbers.format_decimal(_rounded(value, digits), f"#,##0.{'#' * digits}", language)


def _rounded(value: float | Decimal, digits: int) -> Decimal:
    """Rounded half to even as written, not as stored in binary; `-0` is 0."""
    return round(Decimal(str(value)), digits) + 0


def points(fraction: float, digits: int, language: str) -> str:
    """A difference of two rates in percentage points with its sign, the hyphen first; "0" where it rounds to nothing."""
    shown = _decimal(abs(fraction) * 100, digits, language)
    return shown if shown == "0" else f"{'-' if fraction < 0 else '+'}{shown}"


def _unit(value: Decimal | int, unit: str, language: str) -> str:
    if (language, unit) in SHORTER:
        return f"{value}{NO_BREAK_SPACE}{SHORTER[language, unit]}"
    return units.format_unit(value, _CLDR[unit], "short", locale=language, format="#,##0.#")


_CLDR: Final = {
    "second": "duration-second",
    "minute": "duration-minute",
    "hour": "duration-hour",
    "day": "duration-day",
    "year": "duration-year",
    **{name: f"digital-{name}" for name in BYTES},
}
