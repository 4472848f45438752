"""`python -m words update` writes new sentences into the catalogues, `check` names what is missing or stale.

The work is done in `upkeep`.
"""

import sys

from words.upkeep import TRANSLATED, problems, update


def main(arguments: list[str]) -> int:
    """Run the command and return its exit code."""
    if arguments not in (["update"], ["check"]):
        sys.stderr.write("usage: python -m words update|check\n")
        return 2
    if arguments == ["update"]:
        for language in TRANSLATED:
            update(language)
    found = [f"{language}: {problem}" for language in TRANSLATED for problem in problems(language)]
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
