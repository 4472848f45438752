"""Whose address counts: one that the provider says it verified, in its own words, and no other."""

import pytest

from ui.admission import Admission

ADMISSION = Admission("https://ses.example.com", ("ann@example.com",))
ANN = {"email": "ann@example.com", "is_logged_in": True}


def test_an_address_of_which_nothing_more_is_told_lets_nobody_in():
    assert not ADMISSION.admits(ANN)


@pytest.mark.parametrize("said", [True, 1, "1", "true"])
def test_entra_vouches_for_an_address_by_the_domain_it_verified(said):
    assert ADMISSION.admits(ANN | {"xms_edov": said})


@pytest.mark.parametrize("said", [False, 0, "0", "false", None, "", ["1"], {"1": True}])
def test_nothing_but_a_plain_yes_of_entras_is_one(said):
    assert not ADMISSION.admits(ANN | {"xms_edov": said})


@pytest.mark.parametrize("said", [False, "false", None])
def test_a_no_of_the_standard_claim_is_not_outweighed(said):
    assert not ADMISSION.admits(ANN | {"email_verified": said, "xms_edov": True})
    assert ADMISSION.admits(ANN | {"email_verified": True, "xms_edov": said})
