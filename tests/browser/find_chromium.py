"""Prints the Chromium that the browser tests drive, installing one if it must; prints nothing when there is none.

Looked for in this order: CHROMIUM, the PATH, Debian's package when root, Playwright's own. Without one the browser tests
are skipped with a sentence, but never in CI.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-cjk")


def find() -> str | None:
    return _named() or _on_path() or _from_debian() or _from_playwright()


def _named() -> str | None:
    named = os.environ.get("CHROMIUM", "")
    if named and not shutil.which(named):
        sys.exit(f"CHROMIUM={named} is not a program. Example: CHROMIUM=/usr/bin/chromium make test")
    return shutil.which(named) if named else None


def _on_path() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _from_debian() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES]):
        if subprocess.run(["apt-get", *command], env=quiet, stdout=sys.stderr, check=False).returncode:
            return None
    return _on_path()


def _from_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    if not path.exists():
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, stdout=sys.stderr, check=False, timeout=600)
    return str(path) if path.exists() else None


def main() -> int:
    found = find()
    if found:
        print(found)
        return 0
    sys.stderr.write(
        "No Chromium was found or could be installed: the browser tests are skipped. Name one: CHROMIUM=…\n"
    )
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
