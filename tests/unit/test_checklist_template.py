"""Items whose cure is the template say so with the reader's own region and sets."""

from dataclasses import replace

import pytest

from deliverability.checklist.catalogue import BY_NAME
from deliverability.checklist.item import Result
from deliverability.iam.access import Access
from deliverability.template.access import FETCHING
from tests.unit.facts_of import COLLECTOR, DENIED, facts, result, verdicts

BY_TEMPLATE = ("feedback-path", "alarms", "billing-alarm", "permissions", "root-key", "own-key")


@pytest.mark.parametrize("name", BY_TEMPLATE)
@pytest.mark.parametrize(("sets", "named"), [({"shop": {}, "news": {}}, ["shop", "news"]), ({}, []), (DENIED, [])])
def test_the_whole_template_is_offered_for_the_region_and_the_sets_there_are(name, sets, named):
    known = facts(sets=sets)
    verdict = next(iter(verdicts(name, known).values()))
    code = BY_NAME[name].cured(known, verdict).pastes[-1].code
    made, deployed = code.splitlines()
    assert made.startswith(f"python -m collector template --region {known.scope.region}")
    assert made.count("--configuration-set ") == len(named)
    assert all(f"--configuration-set {each}" in made for each in named)
    assert "--parts" not in made, "deployed again with fewer parts, it would take away the others"
    assert made.rpartition("> ")[2] in deployed


def test_a_user_of_the_template_may_fetch_events_without_being_told_that_it_may_too_much():
    fetching = replace(COLLECTOR, access=Access(wide=FETCHING))
    assert result("collector-policy", facts(collector=fetching)) is Result.PASS
    sending = replace(COLLECTOR, access=Access(wide=(*FETCHING, "sqs:SendMessage")))
    assert result("collector-policy", facts(collector=sending)) is Result.ATTENTION
