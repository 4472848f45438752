"""An answer that AWS could not give never leaves the simulator."""

import pytest

from simulator.shapes import ShapeError, check

GOOD = {"IdentityType": "DOMAIN", "VerificationStatus": "SUCCESS"}


def test_a_fitting_answer_passes():
    check("sesv2", "GetEmailIdentity", GOOD)


@pytest.mark.parametrize(
    "wrong",
    [
        {"VerificationStatus": "VERIFIED"},
        {"VerificationState": "SUCCESS"},
        {"VerifiedForSendingStatus": "yes"},
        {"DkimAttributes": {"Status": "OK"}},
        {"MailFromAttributes": {"MailFromDomain": "mail.example.com"}},
    ],
)
def test_an_unknown_member_enum_type_or_missing_member_is_refused(wrong):
    with pytest.raises(ShapeError):
        check("sesv2", "GetEmailIdentity", GOOD | wrong)


def test_enums_are_checked_inside_lists():
    identity = {"IdentityType": "DOMAINS", "IdentityName": "example.com"}
    with pytest.raises(ShapeError, match="DOMAINS"):
        check("sesv2", "ListEmailIdentities", {"EmailIdentities": [identity]})
