"""`python -m collector`: the commands live in `collector/commands`, one file each."""

import sys

from collector.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
