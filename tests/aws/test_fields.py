"""Every member AWS documents in an answer we keep snapshots of is kept, volatile or private: nothing slips by unseen."""

from collections.abc import Iterator

import botocore.session
import pytest
from botocore.model import Shape
from hypothesis import given
from hypothesis import strategies as st

from collector.aws import account, configuration_sets, identities
from collector.aws.fields import Field, Kind, kept

LEFT_OUT = {
    "GetAccount": set(),
    "GetEmailIdentity": set(),
    # What marks outgoing mail and filters lists is no matter of deliverability here.
    "GetConfigurationSet": {"ConfigurationSetName", "MessageSecurityOptions", "SuppressionOptions.ValidationOptions"},
}


def paths(shape: Shape, at: str = "") -> Iterator[str]:
    if shape.type_name != "structure":
        yield at
        return
    for name, member in shape.members.items():
        yield from paths(member, f"{at}.{name}" if at else name)


@pytest.mark.parametrize(
    ("operation", "fields", "declared"),
    [
        ("GetAccount", account.FIELDS, account.collect),
        ("GetEmailIdentity", identities.FIELDS, identities.collect),
        ("GetConfigurationSet", configuration_sets.FIELDS, configuration_sets.collect),
    ],
    ids=["account", "identity", "configuration set"],
)
def test_every_member_of_an_answer_is_kept_volatile_or_private(operation, fields, declared):
    model = botocore.session.get_session().get_service_model("sesv2").operation_model(operation)
    mentioned = {field.path for field in fields} | {*declared.volatile, *declared.private} | LEFT_OUT[operation]
    told = {path for path in paths(model.output_shape) if path}
    unheard = {p for p in told if not any(p == known or p.startswith(f"{known}.") for known in mentioned)}
    assert unheard == set()
    unknown = {p for p in mentioned if not any(q == p or q.startswith(f"{p}.") for q in told)}
    assert unknown == set()


FIELDS = (Field("flag", "A.Flag", Kind.FLAG), Field("count", "A.Count", Kind.NUMBER), Field("words", "B", Kind.WORDS))
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["A", "B", "Flag", "Count"]), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["A", "B"]), anything))
def test_whatever_is_told_a_field_holds_its_kind_or_is_left_out(answer):
    body, odd = kept(answer, FIELDS)
    assert isinstance(body.get("flag", True), bool)
    assert isinstance(body.get("count", 0.0), float)
    assert all(isinstance(word, str) for word in body.get("words", []))
    assert set(odd) <= {field.path for field in FIELDS}
