"""The lists brought in lately, so that next month's list is one key away."""

import json
from pathlib import Path

from desktop.files import FileFaultError, make_folder, write_file
from desktop.settings import remembered

_KEPT = 5


def recent_lists(place: Path) -> tuple[Path, ...]:
    """The files brought in lately that are still there, the latest first."""
    found = remembered(place)
    if not isinstance(found, list):
        return ()
    paths = (Path(one) for one in found if isinstance(one, str))
    return tuple(path for path in paths if _is_there(path))[:_KEPT]


def _is_there(path: Path) -> bool:
    try:
        return path.is_absolute() and path.is_file()
    except (OSError, ValueError):
        return False


def remember_list(place: Path, path: Path) -> bool:
    """Put a file first among the recent ones; False when the place refuses."""
    others = [one for one in recent_lists(place) if one != path]
    text = json.dumps([str(one) for one in (path, *others)][:_KEPT])
    try:
        make_folder(place.parent)
        write_file(place, text.encode("utf-8"))
    except FileFaultError:
        return False
    return True
