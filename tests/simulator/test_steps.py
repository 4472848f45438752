"""What a person does in the console of the simulated account, step by step, as SES then tells it."""

import json
import urllib.error
import urllib.request

import pytest

from simulator import World, serve
from simulator.steps import STEPS


def account(client):
    return client("sesv2").get_account()


@pytest.mark.parametrize("step", STEPS)
def test_every_step_changes_the_story_once_what_it_needs_is_there(make, step):
    world = make("sandbox")
    needed = {"metrics-on": ["set-made"], "destination-added": ["set-made"]}.get(step, [])
    world.do(needed)
    before = world.scenario
    world.do([step])
    already = {"identity-verified", "dkim-on", "mail-from-set", "sending-on", "review-ended", "suppression-on"}
    assert (world.scenario != before) or step in already


def test_the_steps_of_the_guide_lead_out_of_the_sandbox(make, visit):
    world = make("sandbox")
    client = visit(world)
    assert not account(client)["ProductionAccessEnabled"]
    world.do(["production-access", "quota-raised", "set-made", "metrics-on", "destination-added", "identity-made"])
    told = account(client)
    assert (told["ProductionAccessEnabled"], told["SendQuota"]["Max24HourSend"]) == (True, 500_000.0)
    assert client("sesv2").list_configuration_sets()["ConfigurationSets"] == ["main"]
    found = client("sesv2").get_configuration_set_event_destinations(ConfigurationSetName="main")
    assert found["EventDestinations"][0]["Enabled"]
    assert client("sesv2").list_email_identities()["EmailIdentities"][0]["VerificationStatus"] == "PENDING"
    world.do(["identity-verified", "dkim-on", "mail-from-set"])
    one = client("sesv2").get_email_identity(EmailIdentity="shop.example")
    assert (one["VerificationStatus"], one["DkimAttributes"]["Status"]) == ("SUCCESS", "SUCCESS")


def test_the_control_endpoint_takes_steps_and_refuses_others():
    with serve(World(scenario="sandbox")) as server:
        ask(server, ["production-access"])
        assert server.world.scenario.standing[0].production
        with pytest.raises(urllib.error.HTTPError, match="400"):
            ask(server, ["nonsense"])


def ask(server, steps):
    body = json.dumps({"steps": steps}).encode()
    told = urllib.request.Request(f"{server.url}/simulator/steps", body, {"Content-Type": "application/json"})
    urllib.request.urlopen(told, timeout=10).close()
