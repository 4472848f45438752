import json
import logging

import pytest

from collector.logs import Lines, set_up
from deliverability.model import text


def record(**extra):
    made = logging.getLogger("collector.test").makeRecord(
        "collector.test", logging.INFO, "", 0, "job.done", (), None, extra=extra
    )
    made.created = 0.0
    return made


def test_a_line_names_the_event_first_and_then_its_variables():
    line = Lines("text", "en").format(record(region="us-east-1", error=text("{n:number} mails", n=1234)))
    assert line == "1970-01-01T00:00:00Z INFO job.done region=us-east-1 error=1,234 mails"


def test_json_holds_the_same():
    told = json.loads(Lines("json", "en").format(record(region="us-east-1", calls=3)))
    assert told == {
        "at": "1970-01-01T00:00:00Z",
        "level": "INFO",
        "event": "job.done",
        "region": "us-east-1",
        "calls": 3,
    }


@pytest.fixture
def _restored():
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield
    root.handlers[:] = before
    root.setLevel(level)


@pytest.mark.usefixtures("_restored")
def test_libraries_are_heard_only_when_something_is_wrong(capsys):
    set_up("text", "en", logging.INFO)
    logging.getLogger("botocore.credentials").info("found.key")
    logging.getLogger("collector.jobs").info("job.done")
    assert capsys.readouterr().err.count("\n") == 1
