"""A second start hands its files to the window that is open already."""

import json
import os
import threading
from pathlib import Path

import pytest

from desktop.actions.handing import LetterBox

FILES = (Path("/media/usb/S138_19996_202610_0001.s138"),)


@pytest.fixture
def box(tmp_path: Path) -> LetterBox:
    return LetterBox.of(tmp_path / "data", logs=tmp_path / "logs")


def watched_by(box: LetterBox, process: int) -> None:
    """The box as the window of another process leaves it."""
    assert box.open()
    (box.folder / "window.json").write_text(json.dumps({"process": process}), encoding="utf-8")


def test_without_a_window_nothing_is_handed_over(box: LetterBox) -> None:
    assert not box.hand_over(FILES)
    assert not box.folder.exists()


def test_the_window_takes_what_is_handed_over(box: LetterBox) -> None:
    watched_by(box, os.getppid())
    found: list[tuple[Path, ...]] = []
    put = threading.Event()

    def window() -> None:
        while not found and not put.is_set():
            found.extend(box.taken())

    looking = threading.Thread(target=window)
    looking.start()
    handed = box.hand_over(FILES, wait=10)
    put.set()
    looking.join()
    assert handed
    assert found == [FILES]
    assert box.taken() == ()


def test_a_start_without_files_asks_the_window_to_the_front(box: LetterBox) -> None:
    watched_by(box, os.getppid())
    assert not box.hand_over((), wait=0)
    (box.folder / "a.letter").write_text('{"files": []}', encoding="utf-8")
    assert box.taken() == ((),)


def test_a_letter_that_nobody_takes_is_taken_back(box: LetterBox) -> None:
    watched_by(box, os.getppid())
    assert not box.hand_over(FILES, wait=0)
    assert box.taken() == ()


def test_a_window_that_broke_off_is_not_waited_for(box: LetterBox) -> None:
    gone = 2**22 + 1  # above the highest number that Linux gives
    watched_by(box, gone)
    assert not box.hand_over(FILES, wait=60)


def test_a_window_that_closed_is_not_waited_for(box: LetterBox) -> None:
    watched_by(box, os.getppid())
    box.close()
    assert not box.hand_over(FILES, wait=60)


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b'{"files": 3}', b'{"other": []}'])
def test_a_damaged_letter_names_nothing(box: LetterBox, data: bytes) -> None:
    assert box.open()
    (box.folder / "a.letter").write_bytes(data)
    assert box.taken() == ((),)


def test_every_data_folder_has_a_box_of_its_own(tmp_path: Path) -> None:
    boxes = {LetterBox.of(tmp_path / name, logs=tmp_path) for name in ("a", "b")}
    assert len(boxes) == 2


def test_letters_from_before_are_thrown_away(box: LetterBox) -> None:
    assert box.open()
    (box.folder / "old.letter").write_text('{"files": ["/old"]}', encoding="utf-8")
    assert box.open()
    assert box.taken() == ()
