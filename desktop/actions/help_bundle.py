"""What whoever helps is given: versions, settings, findings, log and crash reports; no data.

Each part is a text that is shown before anything is saved. Names of the office and its people,
paths of the user and the names of the machine are not in it: a last pass takes out whatever of
them a text might have brought along.
"""

import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db.schema import SCHEMA_VERSION
from desktop.files import write_file
from desktop.private import private_words, redacted

if TYPE_CHECKING:
    from desktop.actions.desk import Desk

_SETTINGS = frozenset({"width", "height", "maximized", "row_height", "theme", "scale", "language"})
"""The others name folders."""
_SAFE_DETAILS = frozenset({"seq", "free", "needed", "seen"})
_MOST_LOG = 200_000
_ZIP_DATE = (2026, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the bundle."""

    name: str
    text: str


def bundle_parts(
    *,
    folder: Path,
    desk: "Desk | None" = None,
    trouble: str = "",
    logs: Path,
    settings: Path,
    more: Mapping[str, str] | None = None,
) -> tuple[Part, ...]:
    """The texts of a bundle; ``desk`` is none where the data could not be opened.

    ``trouble`` is the code of why; ``more`` are versions that only the window knows. Never raises:
    what cannot be read is named so.
    """
    parts = [
        Part("versions.txt", versions_text(more or {})),
        Part("settings.txt", _settings(settings)),
        Part("check.txt", _check(folder, desk, trouble)),
        *_log_parts(logs),
    ]
    hide = _private(folder, desk)
    return tuple(Part(one.name, redacted(one.text, hide)) for one in parts)


def write_bundle(path: Path, parts: Iterable[Part]) -> None:
    """Write the parts as one .zip.

    Raises:
        FileFaultError: nothing was written.
    """
    write_file(path, bundle_of(parts))


def bundle_of(parts: Iterable[Part]) -> bytes:
    """The parts as one .zip: the same parts give the same bytes."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            entry = zipfile.ZipInfo(part.name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, part.text.encode())
    return held.getvalue()


def versions_text(more: Mapping[str, str]) -> str:
    """The versions of program, system and libraries, one a line; no name of a machine."""
    from desktop.db import engine
    from desktop.part_trials import versions

    own = {"schema": str(SCHEMA_VERSION), "sqlite": engine.engine_version()}
    return "".join(f"{name}: {value}\n" for name, value in {**versions(), **own, **more}.items())


def _settings(path: Path) -> str:
    from desktop.settings import remembered

    found = remembered(path)
    kept = found if isinstance(found, dict) else {}
    return "".join(f"{name}: {kept[name]}\n" for name in sorted(kept.keys() & _SETTINGS)) or "-\n"


def _check(folder: Path, desk: "Desk | None", trouble: str) -> str:
    lines = [f"could not be opened: {trouble}"] if desk is None else []
    try:
        lines += _findings(folder, desk)
    except Exception as error:  # noqa: BLE001 - a check that fails is itself what is to be told
        lines.append(f"the check failed: {type(error).__name__}")
    return "".join(f"{line}\n" for line in lines or ["ok"])


def _findings(folder: Path, desk: "Desk | None") -> list[str]:
    from desktop.actions.places import place_findings
    from desktop.actions.safety import check
    from desktop.db.backups import list_backups
    from desktop.db.layout import Layout

    found = (*(check(desk) if desk is not None else ()), *place_findings(folder))
    said = [
        " ".join((one.code, *(f"{k}={v}" for k, v in one.details.items() if k in _SAFE_DETAILS)))
        for one in found
    ]
    backups = list_backups(folder)
    store = Layout(folder).store
    size = store.stat().st_size // 1024 if store.exists() else 0
    facts = [f"store: {size} KiB", f"backups: {len(backups)}"]
    if desk is not None:
        facts.append(f"log entries: {desk.store.head.seq}")
        facts.append(f"role: {desk.role.value}")
    return [*facts, *said]


def _log_parts(logs: Path) -> Iterable[Part]:
    names = ("so138.log*", "crash-*.txt")
    for path in sorted(one for name in names for one in logs.glob(name)):
        try:
            yield Part(path.name, path.read_text("utf-8", errors="replace")[-_MOST_LOG:])
        except OSError as error:
            yield Part(path.name, f"could not be read: {type(error).__name__}\n")


def _private(folder: Path, desk: "Desk | None") -> set[str]:
    """Words that must not leave: of the user, the machine, the office and its people."""
    words = {str(folder), str(folder.absolute())}
    if desk is not None:
        words |= {value for row in _names(desk) for value in row}
    return {word for word in words if len(word) > 2} | private_words()


def _names(desk: "Desk") -> Iterable[tuple[str, ...]]:
    """Names of the office, its groups, models and people, as the store has them."""
    tables = ("commune_profiles", "residential_groups", "models", "committee_members", "signers")
    for table in tables:
        # Names of tables are the schema's own, never a user's.
        for row in desk.store.read(f"SELECT name FROM {table}"):  # noqa: S608
            yield (str(row[0]),)


def bundle_text(parts: Iterable[Part]) -> str:
    """All that a bundle holds, one part below the other, as it is shown before it is saved."""
    return "\n".join(f"=== {part.name} ===\n{part.text}" for part in parts)
