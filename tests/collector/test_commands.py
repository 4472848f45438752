import io
import json
import re
import sqlite3

import pytest

from collector.aws.catalogue import READINGS
from collector.commands import main
from collector.commands._usage import CommandError, moment
from tests.collector import stage


@pytest.fixture
def said(capsys, monkeypatch, tmp_path):
    """Runs a command in this process: its exit code, standard output and standard error."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/ses.db")

    def run(*arguments):
        code = main(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return run


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        ([], "Name a command"),
        (["onec"], "Did you mean once?"),
        (["zzz"], "no command zzz"),
        (["once", "--fast"], "no option --fast"),
        (["once", "now"], "more arguments"),
        (["export"], "DATASET is missing"),
        (["export", "mails"], "send-statistics"),
        (["export", "runs", "--format", "xml"], "jsonl"),
        (["export", "runs", "--since", "yesterday"], "2026-01-31"),
        (["export", "runs", "--until"], "--until"),
        (["backup"], "FILE is missing"),
    ],
)
def test_arguments_that_make_no_sense_get_a_sentence_and_exit_2(said, arguments, part):
    code, out, err = said(*arguments)
    assert code == 2
    assert part in err
    assert out == ""


def test_every_command_explains_itself(said):
    for command in ("run", "once", "backfill", "doctor", "policy", "export", "backup", "explain"):
        code, out, _ = said(command, "--help")
        assert code == 0
        assert out.startswith("Usage:")


@pytest.mark.parametrize("command", ["run", "once", "backfill"])
def test_without_a_region_or_credentials_the_sentence_says_what_to_set_and_exit_is_2(said, monkeypatch, command):
    code, _, err = said(command)
    assert code == 2
    assert "AWS_SES_REGION_NAME" in err
    monkeypatch.setenv("AWS_SES_REGION_NAME", "us-east-1")
    code, _, err = said(command)
    assert code == 2
    assert "AWS_ACCESS_KEY_ID" in err


def test_the_language_that_was_set_is_spoken(said, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "ko")
    _, _, korean = said("once")
    monkeypatch.setenv("LANGUAGE", "en")
    _, _, english = said("once")
    assert re.search("[가-힣]", korean)
    assert not re.search("[가-힣]", english)


def test_without_a_database_there_is_nothing_to_export_or_to_copy(said, tmp_path):
    for arguments in (["export", "runs"], ["backup", str(tmp_path / "copy.db")]):
        code, out, err = said(*arguments)
        assert (code, out) == (1, "")
        assert "database" in err


def test_a_copy_is_written_beside_a_running_collector(said, database, tmp_path):
    code, out, _ = said("backup", str(tmp_path / "copy.db"))
    assert code == 0
    assert "copy.db" in out
    with sqlite3.connect(tmp_path / "copy.db") as copy:
        assert copy.execute("SELECT count(*) FROM meta").fetchone()[0] > 0


def test_a_copy_over_something_else_is_refused(said, database, tmp_path):
    (tmp_path / "precious.txt").write_text("mine")
    code, _, err = said("backup", str(tmp_path / "precious.txt"))
    assert code == 1
    assert err
    assert (tmp_path / "precious.txt").read_text() == "mine"


def test_the_policy_is_json_and_needs_no_settings(said):
    code, out, _ = said("policy")
    assert code == 0
    assert {statement["Effect"] for statement in json.loads(out)["Statement"]} == {"Allow"}


def test_the_policy_speaks_of_the_partition_of_the_regions(said, monkeypatch):
    monkeypatch.setenv("AWS_SES_REGION_NAME", "us-gov-west-1")
    assert "arn:aws-us-gov:ses:" in said("policy")[1]


def test_the_policy_has_what_costs_only_if_it_is_switched_on(said, monkeypatch):
    assert "ce:" not in said("policy")[1]
    monkeypatch.setenv("AWS_SES_REGION_NAME", "us-east-1")
    monkeypatch.setenv("COST_EXPLORER", "1")
    assert '"ce:GetCostAndUsage"' in said("policy")[1]


@pytest.mark.parametrize("value", ["2026-01-31", "2026-01-31T00:00", "2026-01-31T09:00+09:00", "2026-01-31T00:00:00Z"])
def test_dates_and_times_are_utc_unless_they_say_otherwise(value):
    assert moment(value, "--since").timestamp() == 1769817600


@pytest.mark.parametrize("value", ["", "31.01.2026", "2026-13-01", "9" * 400])
def test_what_is_no_date_is_told_so(value):
    with pytest.raises(CommandError):
        moment(value, "--since")


JOBS = len([*READINGS, "evaluate", "checklist"])
"""Of a pass in one region: what is asked of AWS, and the two judgements."""


def test_one_pass_over_http_succeeds_and_says_so(served, database):
    found = stage.collector(["once"], stage.environment(database, served.url))
    assert (found.returncode, found.stderr) == (0, "")
    assert f"{JOBS} jobs went well" in found.stdout


def test_one_pass_with_everything_denied_names_each_action_with_its_cure_and_exits_1(served, database):
    served.world.faults.add("denied", spare=("sts",))
    found = stage.collector(["once"], stage.environment(database, served.url))
    assert found.returncode == 1
    assert "Traceback" not in found.stderr
    for action in (
        "ses:GetAccount",
        "ses:GetSendStatistics",
        "cloudwatch:GetMetricStatistics",
        "ses:ListConfigurationSets",
        "ses:GetConfigurationSet",
        "ses:GetConfigurationSetEventDestinations",
        "ses:ListEmailIdentities",
        "ses:GetEmailIdentity",
    ):
        assert action in found.stderr
    assert "collector policy" in found.stderr


def test_a_pass_that_lacks_only_what_nothing_rests_on_says_so_and_succeeds(served, database):
    served.world.faults.add("denied", service="freetier")
    found = stage.collector(["once"], stage.environment(database, served.url))
    assert found.returncode == 0
    assert "freetier:GetFreeTierUsage" in found.stderr
    assert f"{JOBS - 1} jobs went well" in found.stdout


def test_what_aws_charged_is_asked_only_if_it_is_switched_on_and_told_with_its_price(served, database):
    env = stage.environment(database, served.url) | {"COST_EXPLORER": "1"}
    found = stage.collector(["once"], env)
    assert (found.returncode, "$0.01" in found.stdout) == (0, True)
    assert served.world.calls.of("GetCostAndUsage")
    served.world.calls.clear()
    stage.collector(["once"], env)
    assert served.world.calls.of("GetCostAndUsage") == []


def test_an_unknown_key_is_a_setting_that_is_wrong(served, database):
    served.world.faults.add("bad-key")
    found = stage.collector(["once"], stage.environment(database, served.url))
    assert found.returncode == 2
    assert "AWS_ACCESS_KEY_ID" in found.stderr
    assert "Traceback" not in found.stderr


def test_secrets_are_never_printed(served, database):
    served.world.faults.add("bad-key")
    env = stage.environment(database, served.url, AWS_SECRET_ACCESS_KEY="hush-hush", LOG_FORMAT="json")
    for command in (["once"], ["doctor"], ["doctor", "--json"]):
        found = stage.collector(command, env)
        assert "hush-hush" not in found.stdout + found.stderr


def test_a_backfill_tells_how_far_it_is_and_reads_what_aws_still_remembers(served, tmp_path):
    found = stage.collector(["backfill"], stage.environment(tmp_path / "ses.db", served.url))
    assert found.returncode == 0, found.stderr
    asked = [
        call.params for call in served.world.calls.of("GetMetricStatistics") if call.params["MetricName"] == "Send"
    ]
    days = (asked[-1]["EndTime"] - asked[0]["StartTime"]).days
    assert days >= 454
    assert sum((p["EndTime"] - p["StartTime"]).days for p in asked if p["Period"] == 900) >= 60


def test_an_error_is_explained_from_an_argument_or_a_pipe_and_nothing_else_is_needed(said, monkeypatch):
    code, out, _ = said("explain", "454 Throttling failure: Maximum sending rate exceeded.")
    assert code == 0
    assert out.startswith("The text is known:\n\nThe sending rate is exceeded\n")
    assert "  1. Send through one queue" in out
    monkeypatch.setattr("sys.stdin", io.StringIO("535 Authentication Credentials Invalid"))
    assert "SMTP password" in said("explain")[1]


def test_what_cannot_be_explained_is_said_and_fails(said):
    assert said("explain", "hello") == (1, "", "This text is not known here.\n")
