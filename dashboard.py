"""The dashboard as an ASGI app: `streamlit run dashboard.py`.

The page frame lives in `ui/app/frame.py`, alone in its folder, because a folder `pages/` beside Streamlit's main
script would be run without the frame. What guards the app lives in `ui/guard.py`.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

# A page only reads the store: this process shall hold no credentials, wherever it was started.
for name in [name for name in os.environ if name.startswith("AWS_")]:
    del os.environ[name]

import streamlit as st  # noqa: E402 - after the credentials are gone
from starlette.middleware import Middleware  # noqa: E402
from streamlit import config  # noqa: E402

from settings.errors import SettingsError  # noqa: E402
from settings.load import load_dashboard  # noqa: E402
from ui.guard import Guard  # noqa: E402
from words.render import render  # noqa: E402

try:
    HOSTS = load_dashboard().allowed_hosts
except SettingsError as error:
    sys.stderr.write("".join(f"{render(problem, 'en')}\n" for problem in error.problems))
    sys.exit(2)
config.set_option("server.allowedHosts", list(HOSTS))

app = st.App(
    ROOT / "ui" / "app" / "frame.py",
    middleware=[Middleware(Guard, hosts=HOSTS, title="SES deliverability")],
)
