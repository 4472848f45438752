"""dashboard.py as a process: what it holds, what it loads, what it says when it cannot start."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.pages import accounts

ROOT = Path(__file__).parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))

LOOK_INSIDE = """
import dashboard, json, os, sys
from streamlit.testing.v1 import AppTest
page = AppTest.from_file("ui/app/frame.py", default_timeout=60).run()
print(json.dumps({
    "title": page.title[0].value,
    "aws": [name for name in os.environ if name.startswith("AWS_")],
    "loaded": [name for name in ("boto3", "botocore", "moto", "collector", "simulator") if name in sys.modules],
}))
"""


def run(code, **environment):
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_dashboards_process_holds_no_credentials_and_cannot_speak_to_aws(databases):
    keys = {"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "x" * 40, "AWS_PROFILE": "prod"}
    database = accounts.build("plain", databases)
    done = run(LOOK_INSIDE, DATABASE_URL=f"sqlite:///{database}", **keys)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {"title": "Overview", "aws": [], "loaded": []}


def test_wrong_settings_get_a_sentence_and_no_traceback():
    done = run("import dashboard", DASHBOARD_HOSTS="http://x.example", PORT="many")
    assert done.returncode == 2
    assert "DASHBOARD_HOSTS" in done.stderr
    assert "PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_shipped_configuration_keeps_to_this_machine():
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["server"]["allowedHosts"] == ["127.0.0.1", "localhost"]
    assert CONFIG["server"]["headless"] is True
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert "http" not in json.dumps(CONFIG)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_theme_has_ten_chart_colours(theme):
    """Streamlit 1.67 gives Plotly none of them when there are fewer."""
    assert len(set(CONFIG["theme"][theme]["chartCategoricalColors"])) == 10


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_chart_colours_stand_out_from_the_background(theme):
    """WCAG 2.1, 1.4.11: three to one for what is drawn; the names of the lines are text: four and a half to one."""
    colours, background = CONFIG["theme"][theme]["chartCategoricalColors"], CONFIG["theme"][theme]["backgroundColor"]
    gap = 4
    assert all(contrast(c, background) >= 3 for i, c in enumerate(colours) if i != gap)
    assert all(contrast(c, background) >= 4.5 for c in colours[2:4])


def test_every_syllable_of_the_catalogue_is_in_the_font_we_ship():
    """The subset holds the 2,350 syllables of KS X 1001, which EUC-KR can write."""
    letters = {c for c in (ROOT / "words" / "ko.po").read_text("utf-8") if "가" <= c <= "힣"}
    assert {c for c in letters if not _in_euc_kr(c)} == set()


def test_the_fonts_are_small_and_their_licence_lies_beside_them():
    folder = ROOT / "ui" / "app" / "static"
    fonts = sorted(folder.glob("*.woff2"))
    assert [font.name for font in fonts] == ["NotoSansKR-Bold.woff2", "NotoSansKR-Regular.woff2"]
    assert all(font.stat().st_size < 200_000 for font in fonts)
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text("utf-8")


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _in_euc_kr(syllable):
    try:
        syllable.encode("euc_kr")
    except UnicodeEncodeError:
        return False
    return True
