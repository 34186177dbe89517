"""``python -m installers.windows``: build the setup file and the portable folder into ``dist``."""

import sys

from installers.parts.release import ROOT, release_of
from installers.windows.program import install_tools, make_program, size_of


def main() -> int:
    """Build, and say what came out."""
    release = release_of()
    install_tools()
    work, dist = ROOT / "build/windows", ROOT / "dist"
    dist.mkdir(exist_ok=True)
    program = make_program(release, work=work)
    sys.stdout.write(f"installed  {size_of(program) / 1e6:.0f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
