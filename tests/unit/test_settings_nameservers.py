import pytest

from settings.errors import SettingsError
from settings.load import load_collector

AWS = {"AWS_SES_REGION_NAME": "us-east-1", "AWS_ENDPOINT_URL": "http://127.0.0.1:5000"}


def servers(tmp_path, value, **more):
    return load_collector(tmp_path, {**AWS, "DNS_NAMESERVERS": value, **more}).dns_nameservers


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("127.0.0.1:5353", (("127.0.0.1", 5353),)),
        ("9.9.9.9, 1.1.1.1", (("9.9.9.9", 53), ("1.1.1.1", 53))),
        ("[::1]:5353,::1", (("::1", 5353), ("::1", 53))),
        ("[2001:db8::1]", (("2001:db8::1", 53),)),
        ("", ()),
    ],
)
def test_addresses_are_taken_with_a_port_and_without(tmp_path, value, expected):
    assert servers(tmp_path, value) == expected


@pytest.mark.parametrize(
    "value",
    ["dns.example.com", "localhost:53", "127.0.0.1:0", "127.0.0.1:70000", "127.0.0.1:x", "1.2.3", "[::1", "::1:99999"],
)
def test_what_is_no_address_is_refused_with_an_example(tmp_path, value):
    with pytest.raises(SettingsError) as refused:
        servers(tmp_path, value)
    (problem,) = refused.value.problems
    assert problem.params["example"] == "DNS_NAMESERVERS=127.0.0.1:5353"


def test_without_it_the_system_is_asked(tmp_path):
    assert load_collector(tmp_path, AWS).dns_nameservers == ()


@pytest.mark.parametrize("value", ["127.0.0.1:5353", "[::1]:53", "127.0.0.1, ::1"])
def test_the_demo_asks_a_name_server_of_this_machine(tmp_path, value):
    assert servers(tmp_path, value, DELIVERABILITY_DEMO="1")


@pytest.mark.parametrize("value", ["9.9.9.9", "127.0.0.1,9.9.9.9", "127.0.0.19"])
def test_the_demo_asks_no_other(tmp_path, value):
    with pytest.raises(SettingsError) as refused:
        servers(tmp_path, value, DELIVERABILITY_DEMO="1")
    assert refused.value.problems[0].params["name"] == "DNS_NAMESERVERS"
