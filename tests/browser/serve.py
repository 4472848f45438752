"""Runs dashboard.py as `streamlit run` does, its clock standing still where a time is given: `serve.py PORT [EPOCH_SECONDS]`."""

import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from streamlit.web import cli  # noqa: E402

from ui import context  # noqa: E402


def main(port: str, seconds: str = "") -> None:
    if seconds:
        present = datetime.fromtimestamp(int(seconds), UTC)
        context.now = lambda: present
    sys.argv = ["streamlit", "run", str(ROOT / "dashboard.py"), "--server.port", port]
    cli.main()


if __name__ == "__main__":
    main(*sys.argv[1:])
