"""How far the collector's clock is off."""

from deliverability.model import Scope
from store import clock
from store.clock import Skew

SEOUL, PARIS = Scope("123456789012", "ap-northeast-2"), Scope("123456789012", "eu-west-3")


def test_the_last_skew_of_each_scope_is_kept(store):
    assert clock.latest(store, SEOUL) is None
    for seconds in (4.5, -301.3):
        clock.keep(store, SEOUL, Skew(seconds, 1_795_608_000))
    assert clock.latest(store, SEOUL) == Skew(-301.3, 1_795_608_000)
    assert clock.latest(store, PARIS) is None
