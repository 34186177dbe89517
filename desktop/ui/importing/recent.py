"""The lists brought in lately, so that next month's list is one key away."""

import json
from pathlib import Path

from desktop.files import FileFaultError, make_folder, write_file

_KEPT = 5


def recent_lists(place: Path) -> tuple[Path, ...]:
    """The files brought in lately that are still there, the latest first."""
    try:
        found = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    if not isinstance(found, list):
        return ()
    paths = (Path(one) for one in found if isinstance(one, str))
    return tuple(path for path in paths if path.is_file())[:_KEPT]


def remember_list(place: Path, path: Path) -> bool:
    """Put a file first among the recent ones; False when the place refuses."""
    others = [one for one in recent_lists(place) if one != path]
    text = json.dumps([str(one) for one in (path, *others)][:_KEPT], ensure_ascii=False)
    try:
        make_folder(place.parent)
        write_file(place, text.encode("utf-8"))
    except FileFaultError:
        return False
    return True
