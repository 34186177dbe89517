"""The entry point of the command ``so138`` and of ``python -m desktop``."""

import sys

from desktop.app import main as start


def main() -> int:
    """Run the program with the arguments of the process; return its exit code."""
    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
