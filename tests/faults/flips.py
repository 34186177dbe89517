"""Single flipped bits: each is either without effect on what is read, or reported."""

import random
import shutil
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop.actions.desk import Desk
from desktop.actions.safety import check
from desktop.db.errors import StoreError
from desktop.db.layout import KEY_NAME, OLD_SUFFIX, STORE_NAME
from tests.faults.ground import add_session, found_commune, open_commune

SIDE_FILES = (KEY_NAME, KEY_NAME + OLD_SUFFIX)
Content = dict[str, list[tuple[object, ...]]]


class Fate(StrEnum):
    """What came of a flipped bit."""

    HARMLESS = "harmless"
    REPORTED = "reported"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Flip:
    """One bit of a file."""

    name: str
    byte: int
    bit: int

    def make(self, folder: Path) -> None:
        """Flip the bit on the disk."""
        with (folder / self.name).open("rb+") as file:
            file.seek(self.byte)
            value = file.read(1)[0]
            file.seek(self.byte)
            file.write(bytes([value ^ (1 << self.bit)]))


def full_commune(folder: Path, *, sessions: int = 60) -> Content:
    """A closed store with sessions; everything that it holds."""
    dice = random.Random(138)
    with found_commune(folder) as desk:
        for _ in range(sessions):
            add_session(desk, dice)
        return content(desk)


def content(desk: Desk) -> Content:
    """All rows of all tables."""
    tables = [
        row[0]
        for row in desk.store.read("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")
    ]
    return {name: desk.store.read(f'SELECT * FROM "{name}" ORDER BY 1, 2') for name in tables}  # noqa: S608


def flips_in(folder: Path, name: str, *, count: int, seed: int) -> list[Flip]:
    """Random bits of a file; every tenth lies in the first hundred bytes, the file's header."""
    dice, size = random.Random(seed), (folder / name).stat().st_size
    return [
        Flip(name, dice.randrange(min(size, 100 if number % 10 == 0 else size)), dice.randrange(8))
        for number in range(count)
    ]


def fate(whole: Path, flip: Flip, expected: Content, *, copy: Path) -> Fate:
    """What the program makes of a data folder with one bit flipped."""
    shutil.copytree(whole, copy)
    try:
        flip.make(copy)
        with open_commune(copy) as desk:
            if desk.store.key_file_fell_back or check(desk, deep=True):
                return Fate.REPORTED
            return Fate.HARMLESS if content(desk) == expected else Fate.SILENT
    except StoreError:
        return Fate.REPORTED
    finally:
        shutil.rmtree(copy)


def data_after_key_flip(whole: Path, flips: Iterable[Flip], *, copy: Path) -> Content | str:
    """What is read after flips in side files: the data, or the code of a typed error."""
    shutil.copytree(whole, copy)
    try:
        for flip in flips:
            flip.make(copy)
        with open_commune(copy) as desk:
            return _before_renewal(content(desk))
    except StoreError as error:
        return error.code
    finally:
        shutil.rmtree(copy)


def _before_renewal(found: Content) -> Content:
    """The data without the log's entry that a damaged side file was written anew."""
    renewed = {row[0] for row in found["audit"] if row[3] == "renew_key_file"}
    logs = ("audit", "audit_salts")
    return found | {name: [row for row in found[name] if row[0] not in renewed] for name in logs}


def plain_store(folder: Path, held: Content) -> None:
    """The control: the same rows in a plain SQLite file, whose pages carry no check."""
    folder.mkdir()
    plain = sqlite3.connect(folder / STORE_NAME)
    for name, rows in held.items():
        if rows:
            places = ", ".join(f"c{number}" for number in range(len(rows[0])))
            marks = ", ".join("?" * len(rows[0]))
            plain.execute(f'CREATE TABLE "{name}" ({places})')
            plain.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)  # noqa: S608
    plain.commit()
    plain.close()


def plain_fate(whole: Path, flip: Flip, held: Content, *, copy: Path) -> Fate:
    """What SQLite's own check makes of the plain file with one bit flipped."""
    shutil.copytree(whole, copy)
    flip.make(copy)
    plain = sqlite3.connect(copy / STORE_NAME)
    try:
        if plain.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return Fate.REPORTED
        same = all(
            plain.execute(f'SELECT * FROM "{name}"').fetchall() == rows  # noqa: S608
            for name, rows in held.items()
            if rows
        )
    except (sqlite3.Error, UnicodeDecodeError):
        return Fate.REPORTED
    finally:
        plain.close()
        shutil.rmtree(copy)
    return Fate.HARMLESS if same else Fate.SILENT
