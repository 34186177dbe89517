"""What is secret lies readable in no file that the program leaves, scratch files included.

A name typed by mistake into a note; the password and its former one; the digits of the recovery
sheet; the names of officers and groups; figures.
"""

import logging
import random
import shutil
import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop import crash, log, settings
from desktop.actions.backups import change_mirror
from desktop.actions.closing import close_period
from desktop.actions.desk import Desk
from desktop.actions.groups import record_group
from desktop.actions.passwords import FirstOfficer, change_password
from desktop.actions.periods import period_named
from desktop.actions.safety import back_up, backups, redo, restore, undo
from desktop.actions.secrets import NewSheet, confirm_sheet, new_sheet
from desktop.actions.sending import send_period
from desktop.actions.sessions import delete_session, record_session
from desktop.actions.setup import new_commune, open_desk
from desktop.actions.timeline import view_copy
from desktop.actions.unfinished import keep_unfinished
from desktop.db.errors import WrongPasswordError
from desktop.db.slots import FLOOR, Password
from desktop.domain.groups import GroupDraft
from desktop.domain.text import fold
from tests.faults.ground import (
    PROFILE,
    found_commune,
    open_commune,
    scratch,
    session_draft,
    sources,
)

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


OFFICER, PASSWORD, FORMER = "Tôn Nữ Hoàng Oanh", "bí-mật-chim-oanh", "bí-mật-chim-sẻ"
GROUP, FIGURE = "Tổ dân phố Bồ Câu Trắng", 98_765


def locked_office(place: Path) -> tuple[Desk, NewSheet]:
    """A locked folder in which everything secret was typed; its desk is open."""
    made = new_commune(
        place / "data", PROFILE, sources=sources(), first=FirstOfficer(OFFICER, FORMER, FLOOR)
    ).value
    assert made is not None
    change_mirror(made, folder=place)
    assert record_group(made, GroupDraft(GROUP, population=FIGURE)).done
    draft = replace(session_draft(made, random.Random(1), note=CANARY), attendance=FIGURE)
    assert record_session(made, draft).done
    sheet = new_sheet(made).value
    assert sheet is not None
    assert change_password(made, current=FORMER, new=PASSWORD, hardness=FLOOR).done
    return made, sheet


def secrets_of(sheet: NewSheet) -> list[str]:
    """All that must not be found; a name at the door is no secret and stands in the side file."""
    joined = ("", " ", "-")
    return [
        CANARY,
        PASSWORD,
        FORMER,
        GROUP,
        str(FIGURE),
        *(one.join(sheet.groups) for one in joined),
    ]


def test_no_password_sheet_name_or_figure_lies_readable_in_any_file(
    place: Path, logger: logging.Logger
) -> None:
    desk, sheet = locked_office(place)
    with desk:
        assert confirm_sheet(desk, [sheet.groups[one - 1] for one in sheet.asked]).done
        month = period_named(desk, "2026-10")
        assert close_period(desk, month, early=True, unanswered=True).done
        (place / "stick").mkdir()
        assert send_period(desk, month, place / "stick").done
        back_up(desk, reason="test")
        back_up(desk, reason="test", to=place / "stick")
        shutil.copytree(place / "data", place / "as-it-lies-while-open")
        logger.warning("the password of %s is %s", OFFICER, PASSWORD)
        crash.write_report(ValueError(sheet.groups), folder=place / "log", version="test")
        settings.save(settings.Settings(), place / "window.json")
        key = desk.store.data_key
    for wrong in ("sai một", "sai hai"):
        with pytest.raises(WrongPasswordError):
            open_desk(place / "data", sources=sources(), secret=Password(wrong))
    (copy, *_more) = backups(place / "data")
    restore(place / "data", copy.name, sources=sources(), data_key=key)
    viewed = view_copy(
        place / "data", place / "data" / "backups" / copy.name, sources=sources(), data_key=key
    )
    # The copy that is looked at lies in a scratch folder below the place.
    searched = {one: files_with(one, place) for one in secrets_of(sheet)}
    viewed.close()
    left = {path.name for path in place.rglob("*") if path.is_file()}
    assert {"so138.db", "so138.key.json", "so138.key.json.old", "so138.tries.json"} <= left
    assert any(name.endswith(".s138") for name in left)
    assert [one for one, names in searched.items() if names] == []
    assert key.hex().encode() not in b"".join(
        path.read_bytes() for path in place.rglob("*") if path.is_file()
    )


def test_the_same_search_finds_a_password_and_digits_in_a_careless_file(place: Path) -> None:
    with locked_office(place)[0] as desk:
        sheet = new_sheet(desk).value
    assert sheet is not None
    for number, secret in enumerate(secrets_of(sheet)):
        (place / f"{number}.tmp").write_text(f"remember: {secret}", encoding="utf-8")
        assert files_with(secret, place) == [f"{number}.tmp"]


def test_the_same_search_finds_the_name_in_a_plain_store(place: Path) -> None:
    plain = sqlite3.connect(place / "plain.db")
    plain.execute("CREATE TABLE sessions (note TEXT)")
    plain.execute("INSERT INTO sessions VALUES (?)", (CANARY,))
    plain.commit()
    plain.close()
    (place / "log.txt").write_text(f"warning: {CANARY!a}", encoding="ascii")
    assert files_with(CANARY, place) == ["log.txt", "plain.db"]
