"""Whether the place of a data folder is safe: synced, networked, removable, read-only, nearly full.

Each risk is a finding: its code is worded for the screen with what to do.
"""

import os
import shutil
from pathlib import Path

from desktop.db.check import Finding
from desktop.db.layout import Layout, with_journals
from desktop.paths import place_warnings

LEAST_FREE = 200 * 10**6
"""Bytes; below them Windows itself begins to stumble."""
_MEGA = 10**6


def place_findings(folder: Path) -> tuple[Finding, ...]:
    """What makes the folder a risky home for the data; empty when it is sound."""
    found = [Finding(code, {"folder": str(folder)}) for code in place_warnings(folder)]
    if not os.access(folder, os.W_OK):
        found.append(Finding("read_only", {"folder": str(folder)}))
    return (*found, *_low_disk(folder))


def _low_disk(folder: Path) -> tuple[Finding, ...]:
    """Less than 200 MB, or less than a backup and a restore of the store ask for."""
    try:
        free = shutil.disk_usage(folder).free
        files = (path for path in with_journals(Layout(folder).store) if path.exists())
        needed = max(LEAST_FREE, 2 * sum(path.stat().st_size for path in files))
    except OSError:
        return ()
    if free >= needed:
        return ()
    return (Finding("low_disk", {"free": str(free // _MEGA), "needed": str(needed // _MEGA)}),)
