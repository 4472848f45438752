"""The long hunt for a mail that makes the check of mails fail."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliverability.mail_check.examine import examined
from tests.unit.mails import NAMES, VALUES


@pytest.mark.soak
@pytest.mark.timeout(3600)
@settings(max_examples=10_000, deadline=None)
@given(st.lists(st.tuples(NAMES, VALUES), max_size=20), st.lists(VALUES, max_size=6))
def test_no_mail_of_many_makes_it_fail(headers, bodies):
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    examined(f"{head}\r\n{'--b'.join(bodies)}".encode("utf-8", "surrogatepass"))
