"""Whoever adds something is told what is missing from it."""

import re

import pytest

from collector.aws.catalogue import EVERY, READINGS
from deliverability.metrics import METRICS
from processes import ROOT
from report.datasets import DATASETS
from settings.collector import CollectorSettings
from settings.dashboard import DashboardSettings
from words.catalogue import LANGUAGES, sentence

ACTION = re.compile(r"[a-z0-9]+:(Get|List|BatchGet|Describe)[A-Za-z0-9]+")
KINDS = (CollectorSettings, DashboardSettings)


def has_words_in_every_language(msgid: str) -> bool:
    return msgid.endswith(".") and all(sentence(msgid, language) != msgid for language in LANGUAGES[1:])


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_the_settings_is_a_documented_variable(kind):
    undocumented = kind.model_fields.keys() - kind.variables().keys()
    assert undocumented <= {"origins", "warnings", "key_shared_with", "login"}


@pytest.mark.parametrize(
    "variable", {v.name: v for kind in KINDS for v in kind.variables().values()}.values(), ids=lambda v: v.name
)
def test_every_variable_is_explained_in_every_language(variable):
    assert re.fullmatch(r"[A-Z][A-Z0-9_]+", variable.name)
    assert has_words_in_every_language(variable.help)
    assert has_words_in_every_language(variable.must)
    assert variable.example


def test_variables_shared_by_both_are_the_same():
    collector, dashboard = ({v.name: v for v in kind.variables().values()} for kind in KINDS)
    assert all(collector[name] == dashboard[name] for name in collector.keys() & dashboard.keys())


@pytest.mark.parametrize("reading", EVERY, ids=lambda r: r.name)
def test_every_reading_declares_its_permissions_interval_and_price(reading):
    assert reading.actions
    assert all(ACTION.fullmatch(action) for action in reading.actions)
    assert not reading.price_usd_per_call or reading.opt_in, "nobody pays without having said so"
    assert reading.interval_seconds >= 300
    assert reading.price_usd_per_call >= 0
    assert reading.list_price_usd_per_call >= reading.price_usd_per_call


def test_the_account_is_read_first():
    """No failure of another reading may mute "sending paused"."""
    assert READINGS[0].name == "account"


def test_every_reading_and_every_metric_has_a_name_of_its_own():
    for names in ([r.name for r in EVERY], [m.name for m in METRICS]):
        assert len(names) == len(set(names))


@pytest.mark.parametrize(("name", "dataset"), DATASETS.items())
def test_every_dataset_has_columns_of_its_own(name, dataset):
    assert re.fullmatch(r"[a-z-]+", name)
    assert len(dataset.columns) == len(set(dataset.columns))


def test_every_page_is_named_in_the_frame():
    frame = (ROOT / "ui" / "app" / "frame.py").read_text(encoding="utf-8")
    assert [page.name for page in sorted((ROOT / "pages").glob("*.py")) if f'"{page.stem}"' not in frame] == []
