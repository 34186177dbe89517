"""Sticks: which came back, what of ours lies on them, and what waits on them for this office."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.actions.connection import connect
from desktop.actions.desk import Desk
from desktop.actions.first_connection import first_connection
from desktop.actions.receipts import receive_files
from desktop.actions.sent_contents import contents_of
from desktop.actions.sticks import (
    Drive,
    Place,
    Waiting,
    answers_on,
    old_files,
    place_again,
    place_of,
)
from desktop.actions.terms import ExchangeError
from desktop.exchange.receipt import ReceiptKind
from desktop.wording.drives import drive_name, size_words
from tests.actions.sending_making import Office, closed_months, put, sent


def drive(folder: Path, *, label: str = "KINGSTON", serial: str = "1A2B") -> Drive:
    """A stick of eight gibibytes."""
    return Drive(
        folder=folder,
        name=folder.name,
        label=label,
        file_system="exfat",
        free=6 << 30,
        total=8 << 30,
        read_only=False,
        removable=True,
        serial=serial,
    )


def test_a_stick_is_known_again_under_another_letter(tmp_path: Path) -> None:
    before = Place(tmp_path / "E" / "bao-cao", drive(tmp_path / "E"))
    now = drive(tmp_path / "F")
    again = place_again(before, [drive(tmp_path / "G", serial="other"), now])
    assert again == Place(tmp_path / "F" / "bao-cao", now)


def test_the_folder_that_a_pulled_stick_left_behind_is_not_the_stick(tmp_path: Path) -> None:
    (tmp_path / "E").mkdir()
    before = Place(tmp_path / "E", drive(tmp_path / "E"))
    assert place_again(before, []) is None
    assert place_again(before, [drive(tmp_path / "E", serial="other")]) is None


def test_two_sticks_that_are_alike_are_neither_taken_for_the_one(tmp_path: Path) -> None:
    before = Place(tmp_path / "E", drive(tmp_path / "E"))
    assert place_again(before, [drive(tmp_path / "F"), drive(tmp_path / "G")]) is None


def test_a_folder_on_a_stick_knows_its_stick(tmp_path: Path) -> None:
    stick = drive(tmp_path / "E")
    assert place_of(tmp_path / "E" / "2026", [stick]).stick == stick
    elsewhere = place_of(tmp_path / "may-tinh", [stick])
    assert elsewhere.stick is None
    assert place_again(elsewhere, [stick]) is None
    elsewhere.folder.mkdir()
    assert place_again(elsewhere, []) == elsewhere


@pytest.fixture
def office(desk: Desk) -> Office:
    """The superior that the commune is connected with."""
    made = Office.new()
    assert connect(desk, made.connection()).done
    return made


def test_a_receipt_for_us_waits_until_it_is_taken(
    desk: Desk, office: Office, tmp_path: Path
) -> None:
    august, _september = closed_months(desk)
    stick = tmp_path / "usb"
    package = office.read(sent(desk, august, stick).path)
    assert not answers_on(desk, stick), "our own file is no answer"
    file = put(stick, "S138_1.s138r", office.answer(package, ReceiptKind.RECEIVED))
    put(stick, "S138_2.s138r", b"SO138R\x01\x00somebody else's")
    waiting = answers_on(desk, stick)
    assert waiting == Waiting((file,), periods=(august.id,), kinds=("received",))
    receive_files(desk, waiting.receipts)
    assert not answers_on(desk, stick)


def test_a_connection_file_waits_while_it_says_something_new(
    desk: Desk, office: Office, tmp_path: Path
) -> None:
    stick = tmp_path / "usb"
    put(stick, "moi.s138c", office.connection())
    assert answers_on(desk, stick).superiors == ("Thành phố Huế",)
    receive_files(desk, [stick])
    assert not answers_on(desk, stick)
    put(stick, "khac.s138c", Office.new("Tỉnh khác").connection())
    assert answers_on(desk, stick).superiors == ("Tỉnh khác",)


def test_old_files_are_told_apart_by_who_made_them(
    desk: Desk, office: Office, tmp_path: Path
) -> None:
    august, september = closed_months(desk)
    stick = tmp_path / "usb"
    first = sent(desk, august, stick)
    second = sent(desk, september, stick)
    other = stick / first.path.name.replace("_0001", "_0777")
    other.write_bytes(first.path.read_bytes())
    (stick / "giao-an.docx").write_bytes(b"foreign")
    leftover = stick / f"{first.path.name}.part"
    leftover.write_bytes(b"torn")
    found = {one.name: one.made_here for one in old_files(desk, stick, but=second.path)}
    assert found == {other.name: False, leftover.name: True}, "the first one is on its way"
    answer = office.answer(office.read(first.path), ReceiptKind.RECEIVED)
    receive_files(desk, [put(tmp_path, "tra-loi.s138r", answer)])
    found = {one.name: one.made_here for one in old_files(desk, stick, but=second.path)}
    assert found == {first.path.name: True, other.name: False, leftover.name: True}


def test_a_file_says_what_it_holds(desk: Desk, office: Office, tmp_path: Path) -> None:
    _august, september = closed_months(desk)
    package = sent(desk, september, tmp_path / "usb").package
    found = contents_of(desk, package.closing_id)
    assert (found.groups, found.sessions, found.models) == (1, 1, 0)
    with pytest.raises(KeyError):
        contents_of(desk, "no such closing")


def test_a_connection_file_opens_before_there_is_a_data_folder(tmp_path: Path) -> None:
    office = Office.new()
    file = put(tmp_path, "hue.s138c", office.connection())
    found = first_connection(file)
    assert (found.name, found.fingerprint) == (office.name, office.keys.public.fingerprint)
    with pytest.raises(ExchangeError):
        first_connection(b"nothing of ours")


def test_drives_are_called_as_people_call_them() -> None:
    assert drive_name("E:", "KINGSTON") == "KINGSTON (E:)"
    assert drive_name("E:", "") == "E:"
    assert drive_name("KINGSTON1", "KINGSTON") == "KINGSTON"
    sizes = (0, 1, 41 << 10, 3 << 20, int(6.2 * (1 << 30)))
    assert [size_words(one) for one in sizes] == ["0 KB", "1 KB", "41 KB", "3,0 MB", "6,2 GB"]


def test_a_stick_with_less_room_is_still_the_same(tmp_path: Path) -> None:
    before = Place(tmp_path / "E", drive(tmp_path / "E"))
    now = replace(drive(tmp_path / "E"), free=1)
    assert place_again(before, [now]) == Place(tmp_path / "E", now)
