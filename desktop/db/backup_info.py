"""What lies beside a backup and says what it is: when, why, what it holds, which key file."""

import contextlib
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.db.layout import KEY_NAME
from desktop.files import write_file

KEY_ENDING = ".key.json"
INFO_ENDING = ".info.json"
STORE_ENDING = ".db"
_INFO_FORMAT = 1
_MOST_BYTES = 1 << 16
_MOST = 10**9
_NAMED = re.compile(r"so138-(\d{6,11})-(\d{8}-\d{6})(?!\d)", re.ASCII)
_STAMP = "%Y%m%d-%H%M%S"
_SUM = "crc32"
_YEARS = range(1970, 9000)


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One backup: its name, when and why it was made, and what it holds.

    ``counter`` orders backups whatever the clock said. ``verified`` says that every page
    was checked when it was made and that the file still has that size. ``damaged``: a later look
    found it damaged. ``tried_at``: when it was last restored into a scratch folder, to prove that
    it can be. ``sessions`` and ``models`` are none where nothing says how many; ``units`` and
    ``receptions`` are those of a superior, and none at a commune.
    """

    name: str
    at: datetime
    reason: str
    verified: bool
    sessions: int | None
    models: int | None
    counter: int
    tried_at: datetime | None = None
    damaged: bool = False
    units: int | None = None
    receptions: int | None = None


def backups_in(place: Path) -> tuple[BackupInfo, ...]:
    """The backups that lie in a folder, the newest first."""
    if not place.is_dir():
        return ()
    found = (read_info(path) for path in place.iterdir() if path.name.endswith(STORE_ENDING))
    return tuple(sorted(found, key=lambda info: (info.counter, info.name), reverse=True))


def write_info(path: Path, info: BackupInfo, *, size: int | None = None) -> None:
    """Write the description beside a backup; ``size`` is given where the file has no name yet."""
    size = path.stat().st_size if size is None else size
    write_file(info_path(path), _info_bytes(info, size=size))


def read_info(path: Path) -> BackupInfo:
    """The description beside a backup; one that has none, or a damaged one, is not verified.

    The name tells then when it was made and after which others.
    """
    try:
        return _described(path, json.loads(_bytes_of(info_path(path))))
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return _undescribed(path)


def is_named(path: Path) -> bool:
    """Whether a file bears a name that the program gives to its backups."""
    return _NAMED.match(path.name) is not None


def _described(path: Path, document: object) -> BackupInfo:
    if not isinstance(document, dict):
        raise TypeError(path.name)
    if _SUM in document and document[_SUM] != _sum_of(document):
        raise ValueError(path.name)
    counter = _number(document["counter"])
    if is_named(path) and counter != _undescribed(path).counter:
        raise ValueError(path.name)
    damaged, tried = bool(document.get("damaged")), document.get("tried_at")
    as_long = document["size"] == path.stat().st_size
    return BackupInfo(
        name=path.name,
        at=_instant(document["at"]),
        reason=str(document["reason"]),
        verified=bool(document["verified"]) and as_long and not damaged,
        sessions=_number_or_none(document["sessions"]),
        models=_number_or_none(document["models"]),
        counter=counter,
        tried_at=_instant(tried) if tried else None,
        damaged=damaged,
        units=_number_or_none(document.get("units")),
        receptions=_number_or_none(document.get("receptions")),
    )


def _undescribed(path: Path) -> BackupInfo:
    """What the name and the file itself say."""
    at, counter = datetime.fromtimestamp(path.stat().st_mtime, UTC), 0
    if (named := _NAMED.match(path.name)) is not None:
        counter = int(named[1]) if int(named[1]) <= _MOST else 0
        with contextlib.suppress(ValueError):
            at = _instant(datetime.strptime(named[2], _STAMP).replace(tzinfo=UTC).isoformat())
    return BackupInfo(path.name, at, "unknown", False, None, None, counter)


def _sum_of(document: Mapping[str, object]) -> int:
    """A check sum of a description without itself: no flipped bit passes for what was written."""
    rest = {name: value for name, value in document.items() if name != _SUM}
    return zlib.crc32(json.dumps(rest, sort_keys=True).encode("ascii"))


def _bytes_of(path: Path) -> bytes:
    """The bytes of a description, read no further than any is long; a longer one is damaged."""
    with path.open("rb") as source:
        data = source.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise ValueError(path.name)
    return data


def _instant(text: object) -> datetime:
    """An instant; one that names no zone is UTC, and one out of all time is damage."""
    if not isinstance(text, str):
        raise TypeError(text)
    said = datetime.fromisoformat(text)
    instant = said.replace(tzinfo=UTC) if said.tzinfo is None else said.astimezone(UTC)
    if instant.year not in _YEARS:
        raise ValueError(text)
    return instant


def _number(said: object) -> int:
    if not isinstance(said, int | float | str):
        raise TypeError(said)
    number = int(said)
    if not 0 <= number <= _MOST:
        raise ValueError(said)
    return number


def _number_or_none(said: object) -> int | None:
    return None if said is None else _number(said)


def _info_bytes(info: BackupInfo, *, size: int) -> bytes:
    document = {"format": _INFO_FORMAT, **asdict(info), "at": info.at.isoformat(), "size": size}
    document["tried_at"] = info.tried_at.isoformat() if info.tried_at else None
    document[_SUM] = _sum_of(document)
    return json.dumps(document, indent=1, sort_keys=True).encode("ascii") + b"\n"


def side_path(path: Path) -> Path:
    """The side file of a backup; a bare copy of a data folder has it under its own name."""
    named = path.with_name(path.name.removesuffix(STORE_ENDING) + KEY_ENDING)
    plain = path.with_name(KEY_NAME)
    return plain if not named.exists() and plain.exists() else named


def info_path(path: Path) -> Path:
    """The description beside a backup."""
    return path.with_name(path.name.removesuffix(STORE_ENDING) + INFO_ENDING)
