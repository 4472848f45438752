"""The calendar months of a bill, in UTC, as AWS bills. What a month costs is in `month`."""

from datetime import UTC, datetime


def since_of(at: int) -> int:
    """The first midnight of the month of a moment, both in epoch seconds."""
    then = datetime.fromtimestamp(at, UTC)
    return int(datetime(then.year, then.month, 1, tzinfo=UTC).timestamp())


def until_of(since: int) -> int:
    """The first midnight of the month after the one of a moment, both in epoch seconds."""
    then = datetime.fromtimestamp(since, UTC)
    years, month = divmod(then.month, 12)
    return int(datetime(then.year + years, month + 1, 1, tzinfo=UTC).timestamp())
