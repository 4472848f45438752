"""The command line as a person types it, with whatever `python` is at hand."""

import subprocess
import sys

from processes import ROOT


def test_a_python_without_our_libraries_hands_over_to_the_one_that_has_them(tmp_path):
    """`-I -S` hides every library; the handing over is told by the interpreter that would be started."""
    script = (
        "import os, runpy, sys\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "os.execv = lambda path, arguments: (print(path, *arguments), sys.exit(0))\n"
        "sys.argv = ['collector', 'policy']\n"
        "import pathlib\n"
        "pathlib.Path.exists = lambda _: True\n"
        "runpy.run_module('collector', run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    ours = ROOT / ".venv" / "bin" / "python"
    assert (done.stdout.strip(), done.stderr) == (f"{ours} {ours} -m collector policy", "")


def test_where_nothing_is_installed_a_sentence_says_how(tmp_path):
    script = (
        "import runpy, sys\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "import pathlib\n"
        "pathlib.Path.exists = lambda _: False\n"
        "runpy.run_module('collector', run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "make demo" in done.stderr
    assert "Traceback" not in done.stderr
