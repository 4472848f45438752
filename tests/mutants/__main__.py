"""`python -m tests.mutants [WORD]`: puts each fault into a copy of the code and tells whether a test notices it.

The faults are hand-kept in the other files here. Copies are scratch; the checkout is only read.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue

from tests.mutants.catalogue import MUTANTS
from tests.mutants.mutant import Mutant

ROOT = Path(__file__).resolve().parents[2]
COPIES = 2
LONGEST = 120
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__", ".hypothesis", "data")
KILLED, SURVIVED, BROKEN = "killed", "SURVIVED", "BROKEN"


def tried(mutants: Sequence[Mutant]) -> Iterator[tuple[Mutant, str, str]]:
    """Each mutant, what became of it, and the test that noticed it. The tests must pass where there is none."""
    with ExitStack() as stack:
        copies: SimpleQueue[Path] = SimpleQueue()
        for _ in range(COPIES):
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mutants-")), "copy")
            copies.put(shutil.copytree(ROOT, scratch, ignore=LEFT_OUT))
        code, said = _tests(scratch, sorted({name for mutant in mutants for name in mutant.tests}))
        if code:
            raise SystemExit(f"The tests fail without any mutant:\n{said}")
        pool = stack.enter_context(ThreadPoolExecutor(COPIES))
        yield from pool.map(lambda mutant: (mutant, *_tried(mutant, copies)), mutants)


def _tried(mutant: Mutant, copies: "SimpleQueue[Path]") -> tuple[str, str]:
    copy = copies.get()
    file = copy / mutant.file
    whole = file.read_text(encoding="utf-8")
    try:
        file.write_text(mutant.applied(copy), encoding="utf-8")
        code, said = _tests(copy, mutant.tests)
    except ValueError as error:
        return BROKEN, str(error)
    finally:
        file.write_text(whole, encoding="utf-8")
        copies.put(copy)
    noticed = next(
        (line.split("::")[-1].partition(" - ")[0] for line in said.splitlines() if line.startswith("FAILED ")), ""
    )
    # A mutant that cannot even be imported proves nothing about the tests.
    return {0: SURVIVED, 1: KILLED}.get(code, BROKEN), noticed or said.strip().rpartition("\n")[2]


def _tests(copy: Path, names: Sequence[str]) -> tuple[int, str]:
    """Its exit code and output. The same examples each time; no bytecode, which two faults in a second would share."""
    files = sorted({str(file) for name in names for file in copy.glob(name)})
    wanted = ["-x", "-q", "--tb=no", "-p", "no:xdist", "-p", "no:cov", *files]
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", *wanted],
            cwd=copy,
            env=os.environ | {"CI": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return 1, f"longer than {LONGEST} s"
    return ran.returncode, ran.stdout + ran.stderr


def main(words: Sequence[str]) -> int:
    mutants = [m for m in MUTANTS if all(word in f"{m.of}: {m.why} {m.file}" for word in words)]
    if not mutants:
        raise SystemExit("No mutant has these words.")
    alive = 0
    for mutant, fate, noticed in tried(mutants):
        alive += fate != KILLED
        print(f"{fate:8} {mutant.of}: {mutant.why} - {noticed}", flush=True)
    print(f"{len(mutants) - alive} of {len(mutants)} mutants killed")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
