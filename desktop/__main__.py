"""The entry point of the command ``so138`` and of ``python -m desktop``."""

import sys
from collections.abc import Sequence

from desktop.starting import started


def main() -> int:
    """Run the program with the arguments of the process; return its exit code."""
    return started(_run, sys.argv[1:])


def _run(arguments: Sequence[str]) -> int:
    from desktop.app import main as run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
