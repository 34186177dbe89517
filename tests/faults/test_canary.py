"""A name typed by mistake into a note lies readable in no file that the program leaves."""

import logging
import random
import shutil
import sqlite3
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import crash, log
from desktop.actions.desk import Desk
from desktop.actions.periods import period_named
from desktop.actions.safety import back_up, backups, redo, restore, undo
from desktop.actions.sessions import delete_session, record_session
from desktop.actions.unfinished import keep_unfinished
from desktop.domain.text import fold
from tests.faults.ground import found_commune, open_commune, scratch, session_draft, sources

CANARY = "Quách Thị Chim Hoàng Yến"


def spellings(text: str) -> Iterator[bytes]:
    """The forms in which a text could lie in a file."""
    for form in (text, unicodedata.normalize("NFD", text), fold(text)):
        yield form.encode()
        yield form.encode("utf-16-le")
        yield form.encode().hex().encode()
        yield ascii(form)[1:-1].encode()


def files_with(text: str, folder: Path) -> list[str]:
    """The files below a folder in which a text can be read."""
    wanted = set(spellings(text))
    return sorted(
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(one in path.read_bytes() for one in wanted)
    )


@pytest.fixture
def place() -> Iterator[Path]:
    with scratch() as folder:
        yield folder


@pytest.fixture
def logger(place: Path) -> Iterator[logging.Logger]:
    started = log.start(place / "log")
    yield started
    log.stop(started)


def type_the_name(desk: Desk) -> None:
    """Into a session that stays, one that is deleted, and a line that is never finished."""
    dice = random.Random(1)
    note = f"Có {CANARY} dự"
    stays, goes = (record_session(desk, session_draft(desk, dice, note=note)) for _ in range(2))
    assert stays.value is not None
    assert goes.value is not None
    delete_session(desk, goes.value)
    undo(desk)
    redo(desk)
    month = period_named(desk, "2026-10")
    keep_unfinished(desk, month, line_id="line", position=1, cells={"note": CANARY})


def test_a_name_in_a_note_lies_readable_in_no_file(place: Path, logger: logging.Logger) -> None:
    data = place / "data"
    with found_commune(data) as desk:
        type_the_name(desk)
        shutil.copytree(data, place / "as-it-lies-while-open")
        back_up(desk, reason="test")
        back_up(desk, reason="test", to=place / "stick")
        logger.warning("a session of %s was recorded", CANARY)
        error = ValueError(CANARY)
        logger.error("recording failed", exc_info=error)
        assert crash.write_report(error, folder=place / "log", version="test") is not None
    restore(data, backups(data)[0].name, sources=sources())
    left = {path.name for path in place.rglob("*") if path.is_file()}
    assert {"so138.db", "so138.db-wal", "so138.log"} <= left
    assert files_with(CANARY, place) == []
    with open_commune(data) as desk:
        assert CANARY in str(desk.store.read("SELECT note FROM sessions"))


def test_the_same_search_finds_the_name_in_a_plain_store(place: Path) -> None:
    plain = sqlite3.connect(place / "plain.db")
    plain.execute("CREATE TABLE sessions (note TEXT)")
    plain.execute("INSERT INTO sessions VALUES (?)", (CANARY,))
    plain.commit()
    plain.close()
    (place / "log.txt").write_text(f"warning: {CANARY!a}", encoding="ascii")
    assert files_with(CANARY, place) == ["log.txt", "plain.db"]
