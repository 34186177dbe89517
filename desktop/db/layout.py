"""Where the parts of a data folder lie."""

from dataclasses import dataclass
from pathlib import Path

STORE_NAME = "so138.db"
KEY_NAME = "so138.key.json"
OLD_SUFFIX = ".old"
UNFINISHED_NAME = "so138.db.new"
RESTORING_NAME = "so138.db.restoring"
UPGRADING_NAME = "so138.db.upgrading"
JOURNAL_SUFFIXES = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Layout:
    """The names inside one data folder."""

    folder: Path

    @property
    def store(self) -> Path:
        """The encrypted database."""
        return self.folder / STORE_NAME

    @property
    def key(self) -> Path:
        """The side file with the wrapped data key; its previous version ends with ``.old``."""
        return self.folder / KEY_NAME

    @property
    def backups(self) -> Path:
        """The folder of verified backups, each with its side file."""
        return self.folder / "backups"

    @property
    def replaced(self) -> Path:
        """What restores and upgrades replaced, kept."""
        return self.folder / "replaced"

    @property
    def logs(self) -> Path:
        """Technical logs, where they are kept with the data."""
        return self.folder / "log"

    @property
    def unfinished(self) -> Path:
        """A store that is being made; it gets its name when it is whole."""
        return self.folder / UNFINISHED_NAME

    @property
    def restoring(self) -> Path:
        """A copy that is being prepared to become the store."""
        return self.folder / RESTORING_NAME

    @property
    def upgrading(self) -> Path:
        """A copy of an older store that is being brought up to date, to become the store."""
        return self.folder / UPGRADING_NAME


def old_version(path: Path) -> Path:
    """Where the previous version of a side file lies."""
    return path.with_name(path.name + OLD_SUFFIX)


def with_journals(path: Path) -> tuple[Path, ...]:
    """A database file and the journal files that may lie beside it."""
    return path, *(path.with_name(path.name + suffix) for suffix in JOURNAL_SUFFIXES)
