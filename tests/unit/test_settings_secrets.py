"""A secret is never said: not in sentences, representations, logs or tracebacks, wherever it was pasted."""

import io
import logging
import traceback
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settings.collector import CollectorSettings
from settings.dashboard import DashboardSettings
from settings.errors import SettingsError
from settings.load import load_collector, load_dashboard
from words.render import render

CANARY = "c4n4ry/Secret+Value"


def test_the_error_drags_along_no_other_that_holds_the_values(tmp_path):
    with pytest.raises(SettingsError) as caught:
        load_collector(tmp_path, {"AWS_SES_REGION_NAME": "us-east-1", "LOG_FORMAT": CANARY})
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None


NAMES = sorted({v.name for kind in (CollectorSettings, DashboardSettings) for v in kind.variables().values()})


def everything_said(folder: Path, environ: dict[str, str], load) -> str:
    """All that reading these settings writes anywhere: log, repr, sentences, traceback."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    try:
        settings = load(folder, environ)
    except SettingsError as error:
        said = [*map(repr, error.problems), render(error.message, "ko"), *traceback.format_exception(error)]
    else:
        said = [repr(settings), str(settings), *map(repr, settings.warnings)]
    finally:
        logging.getLogger().removeHandler(handler)
    return "\n".join([*said, log.getvalue()])


@pytest.mark.parametrize("load", [load_collector, load_dashboard])
@pytest.mark.parametrize("name", NAMES)
def test_a_secret_in_any_wrong_place_is_never_said(tmp_path, name, load):
    assert CANARY not in everything_said(tmp_path, {name: CANARY}, load)
    for line in (
        f"{name}={CANARY}",
        f"{name}='{CANARY}",
        f"{name} {CANARY}",
        CANARY,
        f"{CANARY}={name}",
        f"{name}:{CANARY}",
    ):
        (tmp_path / ".env").write_text(f"A=1\n{line}\n", encoding="utf-8")
        assert CANARY not in everything_said(tmp_path, {}, load)


values = st.one_of(
    st.text(st.characters(exclude_characters="\0"), max_size=30),
    st.sampled_from(["8501", "en", "ko", "json", "sqlite:///x", "us-east-1", "http://[::1", "1", " ", "\udcff"]),
)


@given(environ=st.dictionaries(st.sampled_from(NAMES), values), content=st.text(max_size=60))
def test_no_environment_raises_anything_but_the_one_error(tmp_path_factory, environ, content):
    folder = tmp_path_factory.mktemp("settings")
    (folder / ".env").write_text(content + f"\nAWS_SESSION_TOKEN={CANARY}\n", encoding="utf-8", errors="replace")
    for load in (load_collector, load_dashboard):
        assert CANARY not in everything_said(folder, environ, load)
