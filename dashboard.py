"""The dashboard as an ASGI app: `streamlit run dashboard.py`.

The page frame lives in `ui/app/frame.py`, alone in its folder, because a folder `pages/` beside Streamlit's main
script would be run without the frame. What guards the app lives in `ui/guard.py`.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

# A page only reads the store: this process shall hold no credentials of AWS, wherever it was started.
for name in [name for name in os.environ if name.startswith("AWS_")]:
    del os.environ[name]

import streamlit as st  # noqa: E402 - after the credentials are gone
from starlette.middleware import Middleware  # noqa: E402
from streamlit import config  # noqa: E402

from settings import exposure  # noqa: E402
from settings.errors import SettingsError  # noqa: E402
from ui import context  # noqa: E402
from ui.guard import Guard  # noqa: E402
from words.render import render  # noqa: E402

try:
    # Read here, before anybody comes: from now on they hold for as long as the process lives.
    SETTINGS = context.settings()
    exposure.check(
        SETTINGS,
        config.get_option("server.address"),
        believes_headers=bool(config.get_option("server.trustedUserHeaders")),
    )
except SettingsError as error:
    sys.stderr.write("".join(f"{render(problem, 'en')}\n" for problem in error.problems))
    sys.exit(2)
config.set_option("server.allowedHosts", list(SETTINGS.allowed_hosts))
# Only the login of this project counts, not one in the home directory.
config.set_option("secrets.files", [] if SETTINGS.login is None else [str(SETTINGS.login.file)])

app = st.App(
    ROOT / "ui" / "app" / "frame.py",
    middleware=[
        Middleware(
            Guard,
            hosts=SETTINGS.allowed_hosts,
            title="SES deliverability",
            admission=context.admission(),
            stays_here=SETTINGS.login is None and (SETTINGS.demo or not SETTINGS.allow_public),
        )
    ],
)
