import json
import re

import pytest

from collector.commands import main
from simulator import World, serve
from tests.collector import stage


@pytest.fixture
def examined(capsys, monkeypatch, tmp_path):
    def run(url=None, *arguments, regions="us-east-1"):
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/ses.db")
        if url:
            monkeypatch.setenv("AWS_ENDPOINT_URL", url)
            monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
            monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
            monkeypatch.setenv("AWS_SES_REGION_NAME", regions)
        code = main(["doctor", "--json", *arguments])
        told = json.loads(capsys.readouterr().out)
        assert told["ok"] is (code == 0)
        return code, {check["what"]: check for check in told["checks"]}

    return run


@pytest.fixture
def served():
    with serve(World(scenario="plain")) as server:
        yield server


def test_everything_that_is_needed_works(examined, served, database):
    code, checks = examined(served.url)
    assert code == 0
    assert checks["ses:GetEmailIdentity"]["verdict"] == "works"
    assert checks["account"]["verdict"] == "works"
    assert checks["database"]["verdict"] == "works"


def test_each_denied_action_is_named_with_its_cure(examined, served):
    served.world.faults.add("denied", operation="GetAccount")
    code, checks = examined(served.url)
    assert code == 1
    assert checks["ses:GetAccount"]["verdict"] == "denied"
    assert "policy" in checks["ses:GetAccount"]["sentence"]
    assert checks["ses:GetSendStatistics"]["verdict"] == "works"


def test_it_collects_nothing_and_makes_no_database(examined, served, tmp_path):
    _, checks = examined(served.url)
    assert checks["database"]["verdict"] == "warning"
    assert list(tmp_path.iterdir()) == []


def test_settings_that_are_wrong_are_all_told(examined):
    code, checks = examined()
    assert code == 1
    assert "AWS_SES_REGION_NAME" in checks["settings"]["sentence"]


def test_a_broken_database_is_told_and_left_alone(examined, served, tmp_path):
    (tmp_path / "ses.db").write_bytes(b"no database" * 100)
    code, checks = examined(served.url)
    assert code == 1
    assert checks["database"]["verdict"] == "failed"
    assert (tmp_path / "ses.db").read_bytes() == b"no database" * 100


def test_the_applications_own_key_is_warned_about(examined, served, monkeypatch):
    from collector.commands import doctor

    loaded = doctor.load_collector
    monkeypatch.setattr(doctor, "load_collector", lambda: loaded().model_copy(update={"key_shared_with": ".env.aws"}))
    code, checks = examined(served.url)
    assert code == 0
    assert checks["key"]["verdict"] == "warning"
    assert "policy" in checks["key"]["sentence"]


def test_for_a_person_it_ends_with_a_summary(examined, served, capsys):
    examined(served.url)
    assert main(["doctor"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Everything that is needed works."


def test_what_answers_for_all_regions_is_examined_once_and_what_costs_only_if_switched_on(
    examined, served, monkeypatch
):
    examined(served.url)
    assert served.world.calls.of("GetCostAndUsage") == []
    served.world.calls.clear()
    monkeypatch.setenv("COST_EXPLORER", "1")
    _, checks = examined(served.url, regions="us-east-1,eu-west-1")
    assert checks["ce:GetCostAndUsage"]["verdict"] == "works"
    assert len(served.world.calls.of("GetCostAndUsage")) == 1


def test_a_permission_for_what_the_account_may_not_have_is_a_warning(examined, served):
    """Without VDM its call is refused, which is no lack of permission; without the permission nothing is lost."""
    assert examined(served.url)[1]["ses:BatchGetMetricData"]["verdict"] == "works"
    served.world.faults.add("denied", operation="BatchGetMetricData")
    code, checks = examined(served.url)
    assert (code, checks["ses:BatchGetMetricData"]["verdict"]) == (0, "warning")
    assert "ses:BatchGetMetricData" in checks["ses:BatchGetMetricData"]["sentence"]


def test_it_ends_with_what_is_left_of_the_checklist(examined, served, database, capsys):
    env = stage.environment(database, served.url)
    assert stage.collector(["once"], env).returncode == 0
    examined(served.url)
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("Setup checklist of us-east-1:") for line in lines)
    assert any(line.startswith("  ☐ A test mail arrived in a mailbox of your own") for line in lines)
    assert re.fullmatch(r"The collector works\. \d+ items of the setup checklist are left\.", lines[-1])


def test_for_programs_the_whole_checklist_is_there_and_decides_no_exit_code(served, database, capsys, monkeypatch):
    env = stage.environment(database, served.url)
    assert stage.collector(["once"], env).returncode == 0
    found = stage.collector(["doctor", "--json"], env)
    told = json.loads(found.stdout)["checklist"]
    by_item = {row["item"]: row for row in told}
    assert found.returncode == 0
    assert by_item["production-access"]["status"] == "pass"
    assert by_item["alert-channels"]["status"] == "fail"
    assert by_item["alert-channels"]["left"] is True


def test_without_a_database_there_is_no_checklist(examined, served, capsys):
    examined(served.url)
    assert main(["doctor"]) == 0
    assert "Setup checklist" not in capsys.readouterr().out
