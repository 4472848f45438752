import pytest

from collector.aws.errors import AccessDenied, Malformed, NotFound, Throttled
from collector.aws.identities import MOST_A_VISIT, collect
from store import snapshots

GOOD = {"VerificationStatus": "SUCCESS", "VerifiedForSendingStatus": True, "DkimAttributes": {"Status": "SUCCESS"}}


def known(visit):
    return {name: dict(found.body) for name, found in snapshots.latest(visit.store, visit.scope, "identity").items()}


def item(name, status="SUCCESS"):
    return {"IdentityName": name, "IdentityType": "DOMAIN", "SendingEnabled": True, "VerificationStatus": status}


def listing(*items):
    return {"EmailIdentities": list(items)}


@pytest.mark.parametrize("scenario", ["healthy"])
def test_identities_are_kept_with_dkim_and_mail_from(visit):
    one = visit(full=True)
    collect.collect(one)
    found = known(one)
    assert not any(one.parts)
    assert set(found) == {"example.com", "news.example.com", "shop.example.net", "old.example.org", "hello@example.com"}
    assert found["example.com"]["dkim_status"] == "SUCCESS"
    assert found["example.com"]["mail_from_status"] == "SUCCESS"
    assert found["old.example.org"]["verification_status"] == "FAILED"
    assert found["hello@example.com"]["type"] == "EMAIL_ADDRESS"


@pytest.mark.parametrize("scenario", ["healthy"])
def test_asking_again_changes_nothing(visit, world):
    collect.collect(visit(full=True))
    one = visit(full=True)
    collect.collect(one)
    assert len(snapshots.history(one.store, one.scope, 0, 2**40, "identity")) == 5


def test_the_order_of_tokens_is_no_change(answering):
    tokens = [{**GOOD, "DkimAttributes": {"Status": "SUCCESS", "Tokens": list(order)}} for order in ("abc", "cab")]
    one = answering(ListEmailIdentities=[listing(item("a.example"))], GetEmailIdentity=tokens)
    collect.collect(one)
    collect.collect(one)
    assert len(snapshots.history(one.store, one.scope, 0, 2**40)) == 1


def test_an_identity_is_gone_only_when_aws_asked_by_name_does_not_know_it(answering):
    both, half = listing(item("a.example"), item("b.example")), listing(item("a.example"))
    one = answering(ListEmailIdentities=[both, half], GetEmailIdentity=[GOOD])
    collect.collect(one)
    collect.collect(one)
    assert set(known(one)) == {"a.example", "b.example"}
    assert "leaves out" in next(part for part in one.parts if part).message.params["what"].msgid

    gone = answering(
        ListEmailIdentities=[half],
        GetEmailIdentity=[lambda p: GOOD if p["EmailIdentity"] == "a.example" else _raise(NotFound("x", "r"))],
    )
    collect.collect(gone)
    assert set(known(gone)) == {"a.example"}


def _raise(error):
    raise error


def test_an_endless_list_retires_nobody_and_its_good_part_is_asked(answering):
    first = answering(ListEmailIdentities=[listing(item("a.example"), item("b.example"))], GetEmailIdentity=[GOOD])
    collect.collect(first)
    loop = {**listing(item("a.example", "FAILED")), "NextToken": "same"}
    one = answering(ListEmailIdentities=[loop], GetEmailIdentity=[{**GOOD, "VerificationStatus": "FAILED"}])
    collect.collect(one)
    assert set(known(one)) == {"a.example", "b.example"}
    assert known(one)["a.example"]["verification_status"] == "FAILED"
    assert [isinstance(part, Malformed) for part in one.parts] == [True, False]


def test_a_round_asks_sixty_and_the_next_one_goes_on(answering):
    every = listing(*(item(f"d{n:03}.example") for n in range(MOST_A_VISIT + 5)))
    one = answering(ListEmailIdentities=[every], GetEmailIdentity=[GOOD])
    collect.collect(one)
    assert len(known(one)) == MOST_A_VISIT
    collect.collect(one)
    assert len(known(one)) == MOST_A_VISIT + 5


def test_an_identity_whose_listed_state_changed_comes_first(answering):
    many = [item(f"d{n:03}.example") for n in range(MOST_A_VISIT * 2)]
    one = answering({"full": True}, ListEmailIdentities=[listing(*many)], GetEmailIdentity=[GOOD])
    collect.collect(one)
    changed = listing(*many[:-1], item(many[-1]["IdentityName"], "FAILED"))
    later = answering(ListEmailIdentities=[changed], GetEmailIdentity=[{**GOOD, "VerificationStatus": "FAILED"}])
    collect.collect(later)
    assert later.aws.asked[1][1] == {"EmailIdentity": many[-1]["IdentityName"]}


def test_where_details_are_denied_the_list_still_tells_what_it_knows(answering):
    one = answering(
        ListEmailIdentities=[listing(item("a.example"))],
        GetEmailIdentity=[AccessDenied("us-east-1", "ses:GetEmailIdentity")],
    )
    with pytest.raises(AccessDenied):
        collect.collect(one)
    assert known(one)["a.example"] == {"type": "DOMAIN", "sending_enabled": True, "verification_status": "SUCCESS"}


def test_one_odd_identity_does_not_hide_the_others(answering):
    one = answering(
        ListEmailIdentities=[listing(item("a.example"), item("b.example"), {"IdentityName": None})],
        GetEmailIdentity=[lambda p: {} if p["EmailIdentity"] == "a.example" else GOOD],
    )
    collect.collect(one)
    assert set(known(one)) == {"b.example"}
    assert sum(part is not None for part in one.parts) == 2


def test_throttling_ends_the_round_and_keeps_what_was_read(answering):
    replies = [GOOD, Throttled("GetEmailIdentity", "us-east-1")]
    one = answering(
        ListEmailIdentities=[listing(item("a.example"), item("b.example"), item("c.example"))], GetEmailIdentity=replies
    )
    with pytest.raises(Throttled):
        collect.collect(one)
    assert set(known(one)) == {"a.example"}
    assert one.aws.calls == 3
