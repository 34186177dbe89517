"""One list read in a process of its own: ``python -m tests.hostile.measured FILE``.

Prints what came of it, the seconds, and the memory that reading added, in MiB.
"""

import json
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from desktop.sheets.errors import SheetError
from desktop.sheets.workbook import read_workbook


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of a file: a code or "read"; seconds and MiB."""

    code: str
    seconds: float
    memory: float


def highest() -> float:
    """The highest memory of this process so far, in MiB; its parent's is not in it."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0.0


def measured(path: Path) -> Measured:
    """Read the list, and say what that cost."""
    before, started = highest(), time.perf_counter()
    try:
        read_workbook(path)
        code = "read"
    except SheetError as error:
        code = error.code
    return Measured(code, time.perf_counter() - started, highest() - before)


if __name__ == "__main__":
    one = measured(Path(sys.argv[1]))
    sys.stdout.write(json.dumps([one.code, round(one.seconds, 2), round(one.memory)]))
