"""`python -m collector`: the commands live in `collector/commands`, one file each."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

OURS: Final = Path(__file__).resolve().parent.parent / ".venv" / "bin" / "python"
"""Where `make` installs what the commands need."""

if find_spec("click") is None:
    # A person types `python`, which is seldom the one that has our libraries.
    if not OURS.exists():
        sys.exit(
            "Nothing is installed yet. Type `make demo` or `make run` first. / 아직 설치되지 않았습니다. 먼저 `make demo` 또는 `make run`을 실행하십시오."
        )
    os.execv(OURS, [str(OURS), "-m", "collector", *sys.argv[1:]])  # noqa: S606 - our own interpreter, no shell

from collector.commands import main  # noqa: E402 - only with the libraries there

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
