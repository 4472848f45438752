"""Isolation of every test from the machine: no AWS variable, file or metadata service, no settings of a person.

Fixtures of one topic live beside the tests of that topic.
"""

import os
from datetime import UTC, datetime

import hypothesis
import pytest

OURS = ("DASHBOARD_HOSTS", "DATABASE_URL", "DELIVERABILITY_DEMO", "LANGUAGE", "LOG_FORMAT", "PORT")

# At import, before anything of AWS is imported, so that processes started by a test inherit it too.
for name in [name for name in os.environ if name in OURS or name.startswith("AWS_") or name.upper().endswith("_PROXY")]:
    del os.environ[name]
os.environ |= {
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}

# Cores are shared here and in CI: how long one example takes says nothing. CI tries the same examples each time.
hypothesis.settings.register_profile("shared-cores", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("shared-cores")


@pytest.fixture
def now() -> datetime:
    """The present of every test that needs one."""
    return datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
