"""The template as it is printed: valid to CloudFormation's own linter, its policy the one that `policy` prints."""

import json
import re
from functools import cache
from itertools import combinations

import pytest
from cfnlint.api import ConfigMixIn, ManualArgs, Runner, lint
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

from collector.aws.catalogue import EVERY, READINGS
from collector.commands import main
from collector.commands.policy import policy
from deliverability.iam.access import Need, access
from deliverability.iam.statements import statements
from deliverability.template.access import FETCHING, LARGEST_POLICY
from deliverability.template.build import document
from deliverability.template.choice import LARGEST, PARTS, WITHOUT_SES, Choice, Part, Principal, offered
from settings.regions import KNOWN

HOW = ManualArgs(regions=["us-east-1"], include_checks=["I"])
COMBINATIONS = [parts for n in range(1, 6) for parts in combinations(PARTS, n)]


@pytest.fixture
def printed(capsys):
    """Runs `template`: its exit code, the document, and what is said beside it."""

    def run(*arguments):
        code = main(["template", *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, json.loads(out) if out else None, err

    return run


@cache
def rules():
    """Read once: they take longer than the templates they are held against."""
    return Runner(ConfigMixIn(**HOW)).rules


def found_by_the_linter(made):
    return [str(each) for each in lint(json.dumps(made), rules(), config=HOW)]


@pytest.mark.parametrize("parts", COMBINATIONS, ids="+".join)
def test_every_combination_of_parts_is_valid(parts):
    sets = ("shop", "old-news") if Part.EVENTS in parts else ()
    made = document(Choice(parts, sets, "new_set" if sets else "", email="ops@example.com"), policy(EVERY))
    assert found_by_the_linter(made) == []


@pytest.mark.parametrize("parts", [(Part.ACCESS,), PARTS], ids=["alone", "all"])
def test_a_role_is_valid_too(parts):
    assert found_by_the_linter(document(Choice(parts, new_set="x", principal=Principal.ROLE), policy(EVERY))) == []


@pytest.mark.parametrize("region", sorted(KNOWN | WITHOUT_SES))
def test_what_a_region_offers_is_known_to_cloudformation_there(region):
    made = document(Choice(offered(PARTS, region), ("shop",), "new"), policy(EVERY))
    kinds = {each["Type"] for each in made["Resources"].values()}
    known = set(PROVIDER_SCHEMA_MANAGER.get_resource_types(region))
    assert kinds <= known
    assert ("AWS::Budgets::Budget" in known) == (Part.BUDGET in offered(PARTS, region))
    assert ("AWS::SES::ConfigurationSet" in known) == (Part.EVENTS in offered(PARTS, region))


def test_the_linter_notices_what_is_wrong():
    made = document(Choice((Part.ALARMS,)), policy(EVERY))
    made["Resources"]["BounceRateAlarm"]["Properties"]["TreatMissingData"] = "forget"
    assert found_by_the_linter(made)


def test_the_user_has_exactly_the_policy_that_is_printed_and_may_fetch_events(printed, capsys):
    main(["policy"])
    plain = json.loads(capsys.readouterr().out)
    _, alone, _ = printed("--parts", "access")
    assert alone["Resources"]["CollectorPolicy"]["Properties"]["PolicyDocument"] == plain
    _, both, _ = printed("--parts", "access,events")
    held = both["Resources"]["CollectorPolicy"]["Properties"]["PolicyDocument"]
    assert held["Statement"][:-1] == plain["Statement"] == policy(READINGS)["Statement"]
    assert held["Statement"][-1]["Sid"] == "SesDeliverabilityEvents"


def test_what_is_switched_on_is_in_the_policy_of_the_template_too(printed, monkeypatch):
    monkeypatch.setenv("AWS_SES_REGION_NAME", "eu-west-1")
    monkeypatch.setenv("COST_EXPLORER", "1")
    monkeypatch.setenv("MONTHLY_BUDGET_USD", "25")
    _, made, err = printed()
    assert "ce:GetCostAndUsage" in json.dumps(made["Resources"]["CollectorPolicy"])
    assert made["Parameters"]["MonthlyBudgetUsd"]["Default"] == 25
    assert "--region eu-west-1" in err


def test_by_its_policy_the_collector_may_do_all_it_needs_and_nothing_beyond_but_fetch_events():
    written = json.dumps(document(Choice(new_set="x"), policy(EVERY))["Resources"]["CollectorPolicy"])
    plain = re.sub(r'\{"Fn::Sub": ("[^"]*")\}', r"\1", written)
    below = "arn:aws:ses:us-east-1:123456789012:"
    needs = [
        Need(call.action, "*" if call.resource == "*" else below + call.resource) for one in EVERY for call in one.calls
    ]
    found = access(statements(json.loads(plain)["Properties"]["PolicyDocument"]), needs)
    assert (found.missing, set(found.wide)) == ((), set(FETCHING) - {"sqs:GetQueueAttributes"})


def test_the_policy_is_not_larger_than_iam_takes():
    whole = document(Choice(new_set="x"), policy(EVERY))["Resources"]["CollectorPolicy"]["Properties"]["PolicyDocument"]
    assert len(re.sub(r"\s", "", json.dumps(whole))) < LARGEST_POLICY


def test_nothing_but_the_template_is_printed_and_what_to_type_stands_beside_it(printed):
    code, made, err = printed("--region", "us-east-1", "--email", "ops@example.com")
    assert code == 0
    assert made["AWSTemplateFormatVersion"] == "2010-09-09"
    for typed in ("cloudformation deploy", "delete-stack", "create-access-key", "configuration-set-attributes"):
        assert typed in err
    assert "mail that SNS sends to ops@example.com" in err
    assert "OpensAndClicks=no" in err
    assert "us-east-1 besides" not in err


def test_the_parameters_are_documented_in_the_language_that_was_set(printed, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "ko")
    _, made, err = printed()
    assert re.search(r"MonthlyBudgetUsd=10 .*[가-힣]", err)
    assert json.dumps(made, ensure_ascii=False).isascii()


def test_what_the_account_has_once_is_told_to_be_deployed_elsewhere(printed):
    _, made, err = printed("--region", "eu-north-1", "--email", "ops@example.com")
    assert "Budget" not in made["Resources"]
    assert "--region us-east-1 --parts billing,budget --email ops@example.com" in err
    _, made, err = printed("--region", "us-gov-west-1")
    assert "BillingAlarm" not in made["Resources"]
    assert "arn:aws-us-gov:ses:" in json.dumps(made)
    assert "does not offer this in us-gov-west-1: billing, budget" in err


def test_a_set_is_made_where_none_is_named_and_only_there(printed):
    assert "ConfigurationSet" in printed("--parts", "events")[1]["Resources"]
    named = printed("--parts", "events", "--configuration-set", "shop")[1]
    assert ("ConfigurationSet" in named["Resources"], "DestinationOfshop" in named["Resources"]) == (False, True)
    both = printed("--configuration-set", "shop", "--new-configuration-set", "fresh")[1]["Resources"]
    assert {"DestinationOfshop", "DestinationOffresh"} <= set(both)
    assert "--email" in printed("--parts", "alarms")[2]
    assert "ConfigurationSet" not in printed("--parts", "alarms", "--configuration-set", "shop")[1]["Resources"]


def test_without_a_user_no_key_is_spoken_of(printed):
    for arguments in (["--parts", "access", "--principal", "role"], ["--parts", "alarms"]):
        assert "access-key" not in printed(*arguments)[2]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--parts", "mails"], "There are: events, alarms, billing, budget, access."),
        (["--configuration-set", "a b"], "a b cannot be a configuration set"),
        (["--new-configuration-set", "가"], "가 cannot be a configuration set"),
        (["--configuration-set", "a", "--new-configuration-set", "a"], "Name it once"),
        (["--email", "nobody"], "nobody is no e-mail address"),
        (["--region", "seoul"], "seoul is no region of AWS"),
        (["--region", "eu-south-2", "--parts", "events"], "does not offer this in eu-south-2: events"),
        (["--principal", "root"], "--principal must be one of: user, role."),
    ],
)
def test_arguments_that_cannot_be_met_get_a_sentence(printed, arguments, part):
    code, made, err = printed(*arguments)
    assert (code, made) == (2, None)
    assert part in err


def test_a_template_too_large_to_deploy_is_not_printed(printed):
    names = [word for n in range(60) for word in ("--configuration-set", f"set{n:061}")]
    code, made, err = printed(*names)
    assert (code, made) == (2, None)
    assert "Name fewer configuration sets" in err
    some = printed(*names[:40])[1]
    assert len(json.dumps(some, indent=2)) < LARGEST
