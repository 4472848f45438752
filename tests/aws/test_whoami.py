import pytest

from collector.aws.clients import Access, Connection
from collector.aws.errors import BadCredentials
from collector.aws.whoami import account_id
from simulator import inprocess
from simulator.world import ACCOUNT_ID
from store import meta


def test_the_account_is_asked_of_sts(aws, store):
    assert account_id(aws.connection, [aws], store) == ACCOUNT_ID


def test_when_sts_fails_the_account_last_known_for_this_key_is_used(aws, store, world):
    account_id(aws.connection, [aws], store)
    world.faults.add("bad-key", service="sts")
    assert account_id(aws.connection, [aws], store) == ACCOUNT_ID


def test_another_key_does_not_get_the_remembered_account(world, store):
    with inprocess(world):
        first = Connection(Access("testing", "testing"))
        account_id(first, [first.region("us-east-1", 0)], store)
        world.faults.add("bad-key", service="sts")
        other = Connection(Access("another", "testing"))
        with pytest.raises(BadCredentials):
            account_id(other, [other.region("us-east-1", 0)], store)


def test_the_key_itself_is_not_in_the_store(aws, store):
    account_id(aws.connection, [aws], store)
    rows = store.rows("SELECT key, value FROM meta")
    assert rows
    assert "testing" not in str(rows)


def test_a_region_that_does_not_answer_is_passed_over(world, store):
    world.faults.add("bad-key", service="sts", region="eu-west-1")
    with inprocess(world):
        connection = Connection(Access("testing", "testing"))
        regions = [connection.region(name, 0) for name in ("eu-west-1", "us-east-1")]
        assert account_id(connection, regions, store) == ACCOUNT_ID
    assert meta.get(store, f"account-of/{connection.key_digest}") == ACCOUNT_ID
