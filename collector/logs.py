"""How the collector's log looks: text or JSON, one line an event, sentences in the language that was set.

What is logged is decided where it happens; addresses and secrets never are.
"""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any, Final, Literal

from deliverability.model import Text
from words.render import render

OWN: Final = frozenset(vars(logging.LogRecord("", 0, "", 0, "", None, None))) | {"message", "asctime", "taskName"}
"""What every record has; the rest came in `extra`."""


class Lines(logging.Formatter):
    """`2026-01-31T12:00:00Z WARNING job.trouble region=us-east-1 …`, or the same as a JSON object."""

    def __init__(self, style: Literal["text", "json"], language: str) -> None:
        super().__init__()
        self._form, self._language = style, language

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        extra = {name: self._plain(value) for name, value in vars(record).items() if name not in OWN}
        event = {"at": at, "level": record.levelname, "event": record.getMessage(), **extra}
        if record.exc_info:
            event["traceback"] = self.formatException(record.exc_info)
        if self._form == "json":
            return json.dumps(event, ensure_ascii=False, default=str)
        fields = " ".join(f"{name}={value}" for name, value in list(event.items())[3:])
        return f"{at} {record.levelname} {event['event']} {fields}".rstrip()

    def _plain(self, value: Any) -> Any:
        return render(value, self._language) if isinstance(value, Text) else value


def set_up(style: Literal["text", "json"], language: str, level: int) -> None:
    """Send the log to standard error, from `level` up; of other people's libraries only what is wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines(style, language))
    logging.basicConfig(level=logging.ERROR, handlers=[handler], force=True)
    logging.getLogger("collector").setLevel(level)
