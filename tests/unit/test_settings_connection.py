"""Whether there may be credentials, told without asking anybody."""

import pytest

from settings.connection import found

NOWHERE = {"HOME": "/nonexistent", "AWS_EC2_METADATA_DISABLED": "true"}


def test_nothing_is_found_where_nothing_is(tmp_path):
    assert not found(NOWHERE, tmp_path)


@pytest.mark.parametrize("name", ["AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE"])
def test_a_variable_is_enough(tmp_path, name):
    assert found({**NOWHERE, name: "x"}, tmp_path)


def test_an_empty_variable_is_not(tmp_path):
    assert not found({**NOWHERE, "AWS_PROFILE": " "}, tmp_path)


def test_our_file_is_enough(tmp_path):
    (tmp_path / ".env.aws").write_text("AWS_ACCESS_KEY_ID=AKIA\n", encoding="utf-8")
    assert found(NOWHERE, tmp_path)
    assert not found({**NOWHERE, "AWS_ACCESS_KEY_ID": ""}, tmp_path)


@pytest.mark.parametrize(
    ("file", "content", "expected"),
    [
        ("credentials", "[default]\naws_access_key_id = AKIA\n", True),
        ("credentials", "[other]\naws_access_key_id = AKIA\n", False),
        ("config", "[default]\nsso_session = work\n", True),
        ("config", "[default]\nregion = us-east-1\n", False),
        ("config", "not a file of sections\n", True),
    ],
)
def test_the_default_profile_is_enough(tmp_path, file, content, expected):
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws" / file).write_text(content, encoding="utf-8")
    assert found({**NOWHERE, "HOME": str(tmp_path)}, tmp_path) is expected


def test_an_ec2_machine_may_have_a_role_unless_its_metadata_is_off(tmp_path):
    vendor = tmp_path / "board_vendor"
    vendor.write_text("Amazon EC2\n", encoding="utf-8")
    assert found({"HOME": "/nonexistent"}, tmp_path, vendor)
    assert not found(NOWHERE, tmp_path, vendor)
    assert not found({"HOME": "/nonexistent"}, tmp_path, tmp_path / "absent")
