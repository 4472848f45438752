"""The open rows of the checklist from which something is tried: a test mail, a sign-up.

The forms are in `ui/trials.py`; every other part of an open row, in `checklist_item`.
"""

from deliverability.checklist.mail_tried import signup_test, test_send
from report.checklist import Checklist, Row
from ui import cached, live, trials


def offered(row: Row, shown: Checklist) -> None:
    """The form of the row's item and what was tried last, where it has any; nothing for all other items."""
    if not row.applies or row.item.name not in {test_send.name, signup_test.name}:
        return
    tried = cached.tried(shown.scope, *live.drawn())
    if row.item.name == test_send.name:
        trials.offer_mail(shown.scope)
        trials.past(tried.mails, shown.now)
    else:
        trials.offer_sign_up(shown.scope, tried.signup_url)
        trials.past(tried.sign_ups, shown.now)
