"""What lies on a stick: our files are found, junk is passed over, foreign files stay."""

import os
import stat
from pathlib import Path

import pytest

from desktop.exchange import stick_faults, stick_files
from desktop.exchange.stick_faults import StickFullError, StickGoneError
from desktop.exchange.stick_files import (
    FoundFiles,
    StickFile,
    StickFileChangedError,
    StickFileKind,
    clean,
    find_files,
    own_files,
)
from desktop.files import FileFaultError
from desktop.wording.faults import error_text
from desktop.wording.stick import STICK, skipped_text

PACKAGE = b"SO138P\x01\x00sealed"
RECEIPT = b"SO138R\x01\x00sealed"
CONNECTION = b"SO138C\x01\x00signed"
OURS = {
    "S138_19996_202610_0007.s138": PACKAGE,
    "S138_19996_202610_0007_da-nhan.s138r": RECEIPT,
    "S138_ket-noi_46_0001.s138c": CONNECTION,
    "S138_19996_2026Q4_0008.s138.part": b"torn",
}
FOREIGN = {
    "báo cáo tháng 10.docx": b"words",
    "ảnh.jpg": b"picture",
    "S138_19996_202610_0009.s138": b"MZ a program with our name",
    "S138_ghi chú.txt": b"notes",
    "tệp của tôi.s138.part": b"no name of ours",
    "đổi tên.s138": PACKAGE,
}
JUNK = (
    *("S138_19996_202610_0007.s138.lnk", "S138_19996_202610_0007.lnk", "autorun.inf"),
    *("S138_19996_202610_0007.exe", "S138_19996_202610_0007.s138.scr", "AUTORUN.INF"),
)


def laid(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(exist_ok=True, parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def names(found: FoundFiles) -> list[str]:
    return sorted(file.path.name for file in found.files)


def skipped(found: FoundFiles) -> dict[str, str]:
    return {one.path.name: one.code for one in found.skipped}


def test_files_are_found_by_their_ending_in_folders_too(tmp_path: Path) -> None:
    laid(tmp_path, OURS)
    laid(tmp_path / "Phường A" / "tháng 10", {"gửi lại (1).S138": PACKAGE})
    found = find_files(tmp_path)
    assert names(found) == sorted([*OURS, "gửi lại (1).S138"])
    assert found.complete
    assert {file.kind for file in found.files} == set(StickFileKind)
    assert len(found.of_kind(StickFileKind.PACKAGE)) == 2


@pytest.mark.parametrize("name", JUNK)
def test_links_and_programs_with_our_names_are_named_and_not_opened(
    tmp_path: Path, name: str
) -> None:
    laid(tmp_path, {name: PACKAGE})
    found = find_files(tmp_path)
    assert found.files == ()
    assert skipped(found) == {name: "junk"}
    assert name in skipped_text("junk", name)


def test_foreign_programs_are_none_of_our_business(tmp_path: Path) -> None:
    laid(tmp_path, {"setup.exe": b"MZ", "desktop.lnk": b"L"})
    assert find_files(tmp_path) == FoundFiles((), (), complete=True)


@pytest.mark.parametrize("name", ["System Volume Information", "$RECYCLE.BIN", "FOUND.000"])
def test_folders_of_the_system_are_left_out(tmp_path: Path, name: str) -> None:
    laid(tmp_path / name, OURS)
    assert find_files(tmp_path) == FoundFiles((), (), complete=True)


@pytest.mark.parametrize("name", [".Trashes", "\u00a0", "__"])
def test_hidden_copies_are_named_and_left_out_until_chosen(tmp_path: Path, name: str) -> None:
    laid(tmp_path / name, OURS)
    found = find_files(tmp_path)
    assert found.files == ()
    assert skipped(found) == {name: "hidden"}
    assert names(find_files(tmp_path / name)) == sorted(OURS)


def test_leavings_of_other_systems_are_no_packages(tmp_path: Path) -> None:
    laid(tmp_path, {"._S138_19996_202610_0007.s138": b"mac"})
    assert find_files(tmp_path).files == ()


def test_links_are_never_followed(tmp_path: Path) -> None:
    outside = laid(tmp_path / "outside", OURS)
    inside = laid(tmp_path / "stick", {})
    (inside / "loop").symlink_to(inside, target_is_directory=True)
    (inside / "away").symlink_to(outside, target_is_directory=True)
    (inside / "S138_1_202610_0001.s138").symlink_to(outside / "S138_19996_202610_0007.s138")
    os.mkfifo(inside / "S138_1_202610_0002.s138")
    found = find_files(inside)
    assert found.files == ()
    assert set(skipped(found).values()) == {"link"}


def test_a_search_ends_at_its_limits_and_says_so(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*"abcdef")
    laid(deep, OURS)
    assert skipped(find_files(tmp_path, max_depth=3)) == {"d": "too_deep"}
    laid(tmp_path, {f"{number}.txt": b"" for number in range(20)})
    assert not find_files(tmp_path, max_entries=10).complete
    many = laid(tmp_path / "many", {f"{number}.s138": PACKAGE for number in range(9)})
    found = find_files(many, max_files=5)
    assert len(found.files) == 5
    assert not found.complete


def test_an_unreadable_folder_does_not_stop_the_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid(tmp_path / "locked", {})
    laid(tmp_path / "open", OURS)
    scan = os.scandir

    def refusing(folder: Path) -> object:
        if folder.name == "locked":
            raise PermissionError(13, "Permission denied")
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    found = find_files(tmp_path)
    assert skipped(found) == {"locked": "unreadable"}
    assert names(found) == sorted(OURS)


def test_a_stick_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StickGoneError):
        find_files(tmp_path / "none")


def test_only_files_that_the_program_wrote_are_offered_for_cleaning(tmp_path: Path) -> None:
    laid(tmp_path, OURS | FOREIGN)
    assert sorted(file.path.name for file in own_files(tmp_path)) == sorted(OURS)


def test_cleaning_takes_ours_away_and_touches_nothing_else(tmp_path: Path) -> None:
    laid(tmp_path, OURS | FOREIGN)
    cleaned = clean(own_files(tmp_path))
    assert sorted(path.name for path in cleaned.removed) == sorted(OURS)
    assert cleaned.kept == ()
    left = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert left == FOREIGN


def test_a_file_that_changed_since_it_was_listed_stays(tmp_path: Path) -> None:
    laid(tmp_path, OURS)
    listed = own_files(tmp_path)
    for file in listed:
        file.path.write_bytes(b"something of somebody else")
    cleaned = clean(listed)
    assert cleaned.removed == ()
    assert {type(fault) for _, fault in cleaned.kept} == {StickFileChangedError}
    assert len(list(tmp_path.iterdir())) == len(OURS)


def test_a_made_up_entry_takes_no_foreign_file_away(tmp_path: Path) -> None:
    laid(tmp_path, FOREIGN)
    wrong = []
    for path in tmp_path.iterdir():
        found = path.stat()
        wrong += [StickFile(path, kind, found.st_size, found.st_mtime_ns) for kind in StickFileKind]
        assert stat.S_ISREG(found.st_mode)
    assert clean(wrong).removed == ()
    assert len(list(tmp_path.iterdir())) == len(FOREIGN)


def test_every_fault_of_a_stick_has_words_with_what_they_need(tmp_path: Path) -> None:
    faults = [
        kind
        for module in (stick_faults, stick_files)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, FileFaultError)
        if kind.__module__ == module.__name__
    ]
    assert {kind.code for kind in faults} == set(STICK)
    for kind in faults:
        full = kind is StickFullError
        fault = StickFullError(tmp_path, needed=4, free=1) if full else kind(tmp_path)
        assert "{" not in error_text(kind.code, fault.details)


def test_a_stick_that_is_full_with_room_left_is_not_said_to_lack_room(tmp_path: Path) -> None:
    """A full root folder or a quota: the system says full, and the numbers would contradict it."""
    lacking = StickFullError(tmp_path, needed=4 << 20, free=1 << 20)
    assert "4 MB" in error_text(lacking.code, lacking.details)
    full = StickFullError(tmp_path, needed=1 << 20, free=19860 << 20)
    said = error_text(full.code, full.details)
    assert "19860" not in said
    assert str(tmp_path) in said


@pytest.mark.parametrize("code", ["junk", "link", "hidden", "unreadable", "too_deep"])
def test_what_was_passed_over_has_words(code: str) -> None:
    assert "autorun.inf" in skipped_text(code, "autorun.inf")
