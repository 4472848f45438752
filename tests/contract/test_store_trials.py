"""Trials: written down before they are begun, settled once; and the requests that nobody takes twice."""

import pytest

from deliverability.environment import EnvironmentFile, Git, Value
from deliverability.model import Scope, text
from deliverability.trials import Kind, Outcome, State, Trial
from store import environment, requests, trials

NOW = 1_000_000
BODY = {"recipient": "kim@shop.example"}
DONE = Outcome(State.DONE, text("SES took {what}.", what="it"), "0102")


def test_a_trial_is_under_way_until_it_is_settled(store, seen, scope):
    number = trials.begin(store, scope, 7, Kind.ADDRESS, "k***@shop.example", NOW)
    begun = Trial(number, Kind.ADDRESS, "k***@shop.example", NOW, State.UNDER_WAY)
    assert trials.last(seen, scope) == [begun]
    assert trials.orphans(seen) == [(number, 7)]
    trials.settle(store, number, DONE, NOW + 1)
    assert trials.last(seen, scope) == [Trial(number, Kind.ADDRESS, begun.subject, NOW, State.DONE, "0102", DONE.says)]
    assert trials.orphans(seen) == []


def test_the_first_word_of_what_became_of_it_stays(store, scope):
    number = trials.begin(store, scope, 7, Kind.BOUNCE, "x", NOW)
    trials.settle(store, number, DONE, NOW + 1)
    trials.settle(store, number, Outcome(State.REFUSED, text("No."), missing="ses:SendEmail"), NOW + 2)
    assert trials.last(store, scope)[0].state is State.DONE


def test_a_refusal_keeps_the_permission_it_lacked(store, seen, scope):
    number = trials.begin(store, scope, 7, Kind.BOUNCE, "x", NOW)
    trials.settle(store, number, Outcome(State.REFUSED, text("No."), missing="ses:SendEmail"), NOW + 2)
    assert trials.newest(seen, scope)[0].missing == "ses:SendEmail"


def test_trials_of_an_hour_are_counted_by_account_and_kind_in_all_regions(store, seen, scope):
    for region, kind, at in (("a", Kind.ADDRESS, 10), ("b", Kind.ADDRESS, 11), ("b", Kind.BOUNCE, 12)):
        trials.begin(store, Scope(scope.account_id, region), 1, kind, "x", at)
    trials.begin(store, Scope("999999999999", "a"), 1, Kind.ADDRESS, "x", 12)
    assert trials.begun_since(seen, scope.account_id, Kind.ADDRESS, 9) == 2
    assert trials.begun_since(seen, scope.account_id, Kind.ADDRESS, 10) == 1


def test_the_newest_of_each_kind_is_told_however_many_came_after(store, seen, scope):
    for at, kind in enumerate((Kind.BOUNCE, Kind.SUCCESS, *[Kind.SIGN_UP] * 30)):
        trials.begin(store, scope, 1, kind, "x", at)
    trials.begin(store, Scope("999999999999", scope.region), 1, Kind.OUT_OF_OFFICE, "x", 99)
    assert [(trial.kind, trial.at) for trial in trials.newest(seen, scope)] == [
        (Kind.SIGN_UP, 31),
        (Kind.SUCCESS, 1),
        (Kind.BOUNCE, 0),
    ]
    assert len(trials.last(seen, scope, 5)) == 5


def test_old_trials_are_forgotten_but_the_newest_of_each_kind_and_what_is_under_way(store, scope):
    numbers = [trials.begin(store, scope, 1, Kind.BOUNCE, "x", at) for at in range(5)]
    for number in numbers[1:]:
        trials.settle(store, number, DONE, 9)
    assert trials.forget(store, 100, 2) == 2
    assert trials.forget(store, 100, 9) == 1
    assert [trial.at for trial in trials.last(store, scope)] == [4, 0]


def test_a_request_that_is_taken_away_is_never_taken_again_and_what_it_said_is_forgotten(store, seen):
    number = requests.ask(store, requests.TRY, BODY, NOW)
    taken = requests.take_away(store, requests.TRY, NOW)
    assert (taken.id, taken.body) == (number, BODY)
    for later in (NOW, NOW + requests.LEASE_SECONDS, NOW + requests.WANTED_SECONDS - 1):
        assert requests.take_away(store, requests.TRY, later) is None
        assert requests.take(store, requests.TRY, later) == []
    assert requests.get(seen, number).body == {}


def test_requests_are_taken_away_one_by_one_the_oldest_first_and_by_kind(store):
    asked = [requests.ask(store, kind, {}, NOW) for kind in (requests.TRY, requests.CHECK, requests.TRY)]
    assert [requests.take_away(store, requests.TRY, NOW).id for _ in range(2)] == [asked[0], asked[2]]
    assert requests.take_away(store, requests.TRY, NOW) is None
    assert [each.id for each in requests.take(store, requests.CHECK, NOW)] == [asked[1]]


def test_a_request_nobody_waits_for_any_more_is_not_taken_and_forgets_what_it_said(store, seen):
    old = requests.ask(store, requests.TRY, BODY, NOW)
    later = NOW + requests.WANTED_SECONDS
    new = requests.ask(store, requests.TRY, BODY, later)
    assert requests.take_away(store, requests.TRY, later).id == new
    assert requests.get(seen, old).body == {}


def test_who_asks_while_one_is_taken_away_joins_it_until_it_is_answered(store):
    first, _ = requests.join(store, requests.TRY, BODY, NOW)
    requests.take_away(store, requests.TRY, NOW)
    assert requests.join(store, requests.TRY, BODY, NOW + 1) == (first, True)
    requests.answer(store, first, {"state": "done"}, NOW + 2)
    assert requests.join(store, requests.TRY, BODY, NOW + 3) == (first + 1, False)


@pytest.mark.parametrize(
    "found",
    [
        EnvironmentFile(NOW, "/srv/.env", text("It cannot be read."), git_why=text("git is not installed.")),
        EnvironmentFile(
            NOW,
            "/srv/상점/.env",
            values={"AWS_SES_REGION_NAME": Value.SET, "AWS_SECRET_ACCESS_KEY": Value.PLACEHOLDER},
            told={"AWS_SES_REGION_NAME": "eu-west-1"},
            oddities=(text("Line {n} is odd.", n=3),),
            mode=0o640,
            git=Git.ONCE,
        ),
    ],
)
def test_what_was_seen_of_the_environment_file_is_kept_as_it_was(store, seen, found):
    assert environment.last(seen) is None
    environment.keep(store, EnvironmentFile(1, "before"))
    environment.keep(store, found)
    assert environment.last(seen) == found
