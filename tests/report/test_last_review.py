"""When a review of an account began, what AWS calls it now and since when, and when it was over."""

from report.incident import last_review
from store.snapshots import Snapshot


def account(at, **fields):
    return Snapshot("account", "", at, {"enforcement_status": "HEALTHY"} | fields)


def probation(at):
    return account(at, enforcement_status="PROBATION")


def shutdown(at):
    return account(at, enforcement_status="SHUTDOWN")


def test_an_account_that_was_always_called_healthy_was_not_reviewed():
    assert last_review([account(1), account(2, plan="PRO")]) is None


def test_a_review_begins_when_aws_no_longer_calls_the_account_healthy():
    found = last_review([account(1), probation(5), account(7, enforcement_status="PROBATION", plan="PRO")])
    assert (found.since, found.witnessed, found.ended, found.status) == (5, True, None, "PROBATION")


def test_what_was_so_at_the_first_look_was_not_witnessed():
    assert last_review([probation(5)]).witnessed is False


def test_a_pause_during_a_review_is_the_same_review_and_its_worst():
    found = last_review([account(1), probation(5), shutdown(6), probation(8)])
    assert (found.since, found.worst, found.status, found.ended) == (5, "SHUTDOWN", "PROBATION", None)


def test_a_review_is_over_when_aws_calls_the_account_healthy_again_and_the_next_one_is_another():
    ended = last_review([account(1), shutdown(5), account(9), account(12, plan="PRO")])
    assert (ended.since, ended.ended, ended.worst, ended.status) == (5, 9, "SHUTDOWN", "HEALTHY")
    again = last_review([account(1), shutdown(5), account(9), probation(20)])
    assert (again.since, again.ended, again.worst) == (20, None, "PROBATION")


def test_an_answer_without_a_status_ends_no_review():
    assert last_review([account(1), probation(5), Snapshot("account", "", 6, {"plan": "PRO"})]).ended is None


def test_the_present_word_has_its_own_beginning_and_the_word_it_followed():
    found = last_review([account(1), probation(5), shutdown(6), account(7, enforcement_status="SHUTDOWN", plan="PRO")])
    assert (found.turned, found.before, found.told) == (6, "PROBATION", ("SHUTDOWN", 6))
    lifted = last_review([probation(5), shutdown(6), probation(8)])
    assert (lifted.turned, lifted.before, lifted.told) == (8, "SHUTDOWN", ("PROBATION", 8))
    assert last_review([probation(5)]).before == ""
    over = last_review([account(1), probation(5), shutdown(6), account(9)])
    assert (over.turned, over.before, over.told) == (9, "SHUTDOWN", ("SHUTDOWN", 5))
