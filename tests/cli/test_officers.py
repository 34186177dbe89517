"""Passwords on the command line: from a file, the environment or a prompt, never an argument."""

from pathlib import Path

import click
import pytest

from desktop.actions.desk import RandomIds, SystemClock
from desktop.actions.groups import delete_group, record_group
from desktop.actions.setup import Sources, open_desk
from desktop.actions.terms import Password
from desktop.commands import calling
from desktop.db.slots import FLOOR
from desktop.domain.groups import GroupDraft
from tests.cli.conftest import Answer, Call

WORD, SECOND, THIRD = "mật-khẩu-một", "mật-khẩu-hai", "mật-khẩu-ba"
BINH, AN = "Lê Thị Bình", "Trần Văn An"
NEW = ("new", "--name", "Phường Hương Trà", "--code", "19996", "--superior", "Thành phố Huế")


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    """A file as an editor of Windows writes it."""
    path = tmp_path / "word.txt"
    path.write_bytes(f"\ufeff{WORD}\r\nkhông phải mật khẩu\r\n".encode())
    return path


@pytest.fixture(autouse=True)
def _no_passwords_around(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SO138_PASSWORD", "SO138_NEW_PASSWORD", "SO138_SHEET", "SO138_PASSWORD_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _quick_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    """The floor: how hard a machine bears is tested where it is measured."""
    for room in ("passwords", "officer_checks"):
        monkeypatch.setattr(f"desktop.actions.{room}.calibrated", lambda: FLOOR)


@pytest.fixture
def locked(so138: Call, word_file: Path) -> Call:
    """A locked commune, called with the file of its password."""
    assert so138("--password-file", word_file, *NEW, "--officer", BINH).code == 0

    def call(*arguments: str | Path) -> Answer:
        return so138("--password-file", word_file, *arguments)

    return call


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, *typed: str) -> list[str]:
    """Somebody types these; the list fills with what was asked."""
    asked: list[str] = []
    left = list(typed)

    def prompt(text: str, **settings: object) -> str:
        assert settings["hide_input"] is True
        asked.append(text)
        return left.pop(0)

    monkeypatch.setattr(calling, "asks", lambda: True)
    monkeypatch.setattr(click, "prompt", prompt)
    return asked


def test_new_data_are_locked_with_the_password_of_the_file(locked: Call, so138: Call) -> None:
    answer = so138("groups", "--json")
    assert (answer.code, answer.out) == (4, "")
    assert answer.err == "Dữ liệu có mật khẩu. Chưa mở gì.\n"
    assert locked("groups", "--json").json == {"groups": []}


def test_a_wrong_password_ends_with_4_and_says_so(
    locked: Call, so138: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert locked("groups").code == 0
    monkeypatch.setenv("SO138_PASSWORD", "sai-mật-khẩu")
    answer = so138("groups")
    assert (answer.code, answer.out) == (4, "")
    assert answer.err == "Mật khẩu không đúng. Chưa mở được dữ liệu.\n"
    monkeypatch.setenv("SO138_PASSWORD", WORD)
    assert so138("groups").code == 0


def test_a_password_opens_data_that_ask_for_none(
    commune: Call, so138: Call, word_file: Path
) -> None:
    assert commune("groups").code == 0
    assert so138("--password-file", word_file, "groups").code == 0


def test_at_a_terminal_the_password_is_asked_for_and_not_shown(
    locked: Call, so138: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert locked("groups").code == 0
    asked = at_a_terminal(monkeypatch, WORD)
    assert so138("groups").code == 0
    assert asked == ["Mật khẩu"]


def test_at_a_terminal_new_data_get_a_password_typed_twice(
    so138: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = at_a_terminal(monkeypatch, WORD, "khác")
    monkeypatch.setattr("desktop.commands.commune.asks", lambda: True)
    answer = so138(*NEW)
    assert (answer.code, len(asked)) == (2, 2)
    at_a_terminal(monkeypatch, WORD, WORD)
    assert so138(*NEW).code == 0
    at_a_terminal(monkeypatch, WORD)
    assert so138("officers", "--json").json["officers"][0]["name"] == "Người phụ trách"


def test_new_without_a_password_stays_open_and_says_so(so138: Call) -> None:
    assert so138(*NEW, "--no-password").code == 0
    assert so138("officers", "--json").json == {"locked": False, "officers": []}


def test_no_password_wins_over_a_password_that_lies_around(
    so138: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SO138_PASSWORD", WORD)
    assert so138(*NEW, "--no-password").code == 0
    monkeypatch.delenv("SO138_PASSWORD")
    assert so138("groups").code == 0


def test_a_password_too_short_makes_no_data(so138: Call, tmp_path: Path) -> None:
    short = tmp_path / "short"
    short.write_text("abc", encoding="utf-8")
    answer = so138("--password-file", short, *NEW)
    assert (answer.code, answer.err) == (2, "Mật khẩu cần ít nhất 8 ký tự.\n")
    assert not (tmp_path / "data").exists()


def test_officers_join_change_and_leave(
    locked: Call, so138: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SO138_NEW_PASSWORD", SECOND)
    assert locked("officers", "add", AN, "--role", "closes").code == 0
    assert locked("backup").code == 0
    found = {one["name"]: one for one in locked("officers", "--json").json["officers"]}
    assert (found[AN]["role"], found[BINH]["here"]) == ("closes", True)
    monkeypatch.setenv("SO138_PASSWORD", SECOND)
    assert so138("groups").code == 0
    refused = so138("officers", "leave", BINH)
    assert (refused.code, "Quyền của bạn" in refused.err) == (4, True)
    answer = locked("officers", "leave", AN)
    assert answer.code == 0
    assert "1 bản sao lưu" in answer.err
    assert "USB" in answer.err
    assert so138("groups").code == 4


def test_the_officer_may_be_named_beside_the_password(
    locked: Call, so138: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SO138_NEW_PASSWORD", SECOND)
    assert locked("officers", "add", AN, "--role", "enters").code == 0
    monkeypatch.setenv("SO138_PASSWORD", SECOND)
    assert so138("--officer", "tran van an", "groups").code == 0
    assert so138("--officer", BINH, "groups").code == 4
    unknown = so138("--officer", "Ai đó", "groups")
    assert (unknown.code, "Ai đó" in unknown.err) == (2, True)
    found = so138("--officer", AN, "officers", "--json").json["officers"]
    assert [one["here"] for one in found] == [False, True]


def test_the_last_one_who_holds_all_rights_does_not_leave(locked: Call) -> None:
    assert locked("officers", "leave", BINH).code == 4
    assert locked("officers", "leave", "Không ai").code == 2


def test_the_password_is_changed_and_the_former_one_opens_nothing(
    locked: Call, so138: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = tmp_path / "fresh"
    fresh.write_text(SECOND + "\n", encoding="utf-8")
    assert locked("password", "change", "--new-password-file", fresh).code == 0
    assert locked("groups").code == 4
    monkeypatch.setenv("SO138_PASSWORD", SECOND)
    assert so138("groups").code == 0


def test_without_a_new_password_nothing_is_changed(locked: Call) -> None:
    answer = locked("password", "change")
    assert answer.code == 2
    assert "SO138_NEW_PASSWORD" in answer.err
    assert locked("groups").code == 0


def test_a_password_is_set_and_removed_on_data_that_had_none(
    commune: Call, so138: Call, word_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SO138_NEW_PASSWORD", WORD)
    assert commune("password", "set", "--officer", BINH).code == 0
    assert so138("groups").code == 4
    assert so138("--password-file", word_file, "password", "set", "--officer", AN).code == 4
    assert so138("--password-file", word_file, "password", "remove").code == 0
    assert so138("groups").code == 0


def test_an_office_is_handed_over(
    locked: Call, so138: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SO138_NEW_PASSWORD", SECOND)
    assert locked("officers", "hand-over", AN).code == 0
    assert locked("groups").code == 4
    monkeypatch.setenv("SO138_PASSWORD", SECOND)
    found = so138("officers", "--json").json["officers"]
    assert [(one["name"], one["left"] is None) for one in found] == [(BINH, False), (AN, True)]


def test_after_a_hand_over_the_sheet_of_before_is_reminded_of(
    locked: Call, so138: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = tmp_path / "sheet.txt"
    lines = locked("recovery", "new").out.splitlines()
    sheet.write_text("\n".join(line.split("\t")[1] for line in lines), encoding="utf-8")
    assert locked("recovery", "confirm", "--sheet-file", sheet).code == 0
    monkeypatch.setenv("SO138_NEW_PASSWORD", SECOND)
    assert "phiếu khôi phục" in locked("officers", "hand-over", AN).err
    monkeypatch.setenv("SO138_PASSWORD", SECOND)
    status = so138("recovery", "--json").json
    assert (status["state"], status["seen"], status["reminds"]) == ("confirmed", True, True)
    assert "Lập phiếu mới" in so138("recovery").out


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (THIRD.encode("utf-16"), 0),
        ("\ufeffmật-khẩu-ba\r\nsecond line".encode("utf-16-be"), 0),
        (b"x" * 201, 2),
        (b" " * 9, 2),
        (b"tab\tinside-it", 2),
        (b"form\x0cfeed-in-it", 2),
        (b"half-a-letter" + b"\xff\xfe", 2),
        (b"good-enough\n" + b"x" * (1 << 16), 2),
    ],
    ids=["UTF-16", "UTF-16 BE", "201", "blanks", "tab", "form feed", "no text", "too long"],
)
def test_what_a_field_would_not_take_is_refused_on_the_command_line_too(
    locked: Call, so138: Call, tmp_path: Path, data: bytes, code: int
) -> None:
    new = tmp_path / "new.txt"
    new.write_bytes(data)
    assert locked("password", "change", "--new-password-file", new).code == code
    if code == 0:
        (tmp_path / "plain.txt").write_text(THIRD, encoding="utf-8")
        assert so138("--password-file", tmp_path / "plain.txt", "groups").code == 0
    else:
        assert locked("groups").code == 0


def test_the_recovery_sheet_from_making_to_use(
    locked: Call, so138: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert locked("recovery", "--json").json["state"] == "none"
    answer = locked("recovery", "new")
    assert answer.code == 0
    groups = [line.split("\t")[1] for line in answer.out.splitlines()]
    assert len(groups) == 10
    status = locked("recovery", "--json").json
    assert (status["state"], status["reminds"]) == ("made", True)
    asked = status["asked"]
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(" ".join(groups[one - 1] for one in reversed(asked)), encoding="utf-8")
    assert locked("recovery", "confirm", "--sheet-file", sheet).code == 2
    sheet.write_text("\n".join(groups), encoding="utf-8")
    assert locked("recovery", "confirm", "--sheet-file", sheet).code == 0
    assert locked("recovery", "--json").json["reminds"] is False
    monkeypatch.setenv("SO138_NEW_PASSWORD", THIRD)
    assert so138("recovery", "use", "--sheet-file", sheet).code == 0
    assert locked("groups").code == 4
    monkeypatch.setenv("SO138_PASSWORD", THIRD)
    assert so138("groups").code == 0


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_sheet_that_an_editor_of_windows_wrote_is_read(
    encoding: str, locked: Call, tmp_path: Path
) -> None:
    lines = locked("recovery", "new").out.splitlines()
    sheet = tmp_path / "sheet.txt"
    sheet.write_text("\r\n".join(line.split("\t")[1] for line in lines), encoding=encoding)
    assert locked("recovery", "confirm", "--sheet-file", sheet).code == 0


def test_a_mistyped_group_is_named_and_a_void_sheet_is_told_apart(
    locked: Call, so138: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = [line.split("\t")[1] for line in locked("recovery", "new").out.splitlines()]
    monkeypatch.setenv("SO138_NEW_PASSWORD", THIRD)
    wrong = str((int(groups[2][0]) + 1) % 10) + groups[2][1:]
    monkeypatch.setenv("SO138_SHEET", " ".join([*groups[:2], wrong, *groups[3:]]))
    answer = so138("recovery", "use")
    assert (answer.code, "Nhóm 3" in answer.err) == (2, True)
    assert locked("recovery", "new").code == 0
    monkeypatch.setenv("SO138_SHEET", " ".join(groups))
    answer = so138("recovery", "use")
    assert (answer.code, "phiếu đang dùng" in answer.err) == (4, True)
    assert locked("groups").code == 0


def test_the_sheet_is_written_as_pdf_outside_the_data(locked: Call, tmp_path: Path) -> None:
    inside = locked("recovery", "new", "--output", tmp_path / "data" / "phieu.pdf")
    assert inside.code == 2
    assert locked("recovery", "--json").json["state"] == "none"
    path = tmp_path / "phieu.pdf"
    answer = locked("recovery", "new", "--output", path)
    assert answer.code == 0
    assert path.read_bytes().startswith(b"%PDF")


def test_a_sheet_that_cannot_be_written_leaves_the_one_that_was_typed_back(
    locked: Call, so138: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = [line.split("\t")[1] for line in locked("recovery", "new").out.splitlines()]
    monkeypatch.setenv("SO138_SHEET", " ".join(groups))
    assert locked("recovery", "confirm").code == 0
    before = locked("recovery", "--json").json
    assert (before["state"], before["valid"]) == ("confirmed", 1)
    (tmp_path / "folder.pdf").mkdir()
    missing = tmp_path / "missing" / "x.pdf"
    assert locked("recovery", "new", "--output", missing).code == 2
    assert locked("recovery", "new", "--output", tmp_path / "folder.pdf").code != 0
    assert locked("recovery", "--json").json == before
    assert locked("recovery", "new", "--output", tmp_path / "x.pdf").code == 0
    status = locked("recovery", "--json").json
    assert (status["state"], status["number"], status["valid"]) == ("made", 3, 1)
    monkeypatch.setenv("SO138_NEW_PASSWORD", THIRD)
    assert so138("recovery", "use").code == 0


def test_a_copy_that_leaves_reminds_of_the_sheet_until_it_was_typed_back(
    locked: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "phiếu khôi phục" in locked("backup", "--to", tmp_path / "stick").err
    assert locked("backup").err == ""
    groups = [line.split("\t")[1] for line in locked("recovery", "new").out.splitlines()]
    monkeypatch.setenv("SO138_SHEET", " ".join(groups))
    assert locked("recovery", "confirm").code == 0
    assert locked("backup", "--to", tmp_path / "stick").err == ""


def test_locked_data_are_restored_with_the_password_of_today(
    locked: Call, so138: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert locked("backup", "--to", tmp_path / "stick").code == 0
    (copy,) = (tmp_path / "stick").glob("*.db")
    assert so138("restore", copy, "--dry-run").code == 4
    assert locked("restore", copy, "--dry-run").code == 0
    monkeypatch.setenv("SO138_NEW_PASSWORD", SECOND)
    assert locked("password", "change").code == 0
    assert locked("restore", copy).code == 4
    monkeypatch.setenv("SO138_PASSWORD", SECOND)
    assert so138("restore", copy).code == 0
    assert so138("groups").code == 0
    assert so138("restore", copy, data=tmp_path / "empty").code == 4
    monkeypatch.setenv("SO138_PASSWORD", WORD)
    assert so138("restore", copy, data=tmp_path / "empty").code == 0


def test_without_any_sheet_the_command_asks_for_no_digits(
    locked: Call, so138: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert locked("groups").code == 0
    asked = at_a_terminal(monkeypatch)
    answer = so138("recovery", "use")
    assert (answer.code, asked) == (4, [])
    assert "chưa lập phiếu khôi phục" in answer.err


def test_the_machine_burnt_a_stick_and_the_sheet_are_left(
    locked: Call, so138: Call, tmp_path: Path, group_list: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert locked("import", group_list).code == 0
    lines = locked("recovery", "new").out.splitlines()
    sheet, stick, new = tmp_path / "sheet.txt", tmp_path / "stick", tmp_path / "new-machine"
    sheet.write_text("\n".join(line.split("\t")[1] for line in lines), encoding="utf-8")
    assert locked("backup", "--to", stick).code == 0
    assert so138("restore", stick, data=new).code == 4
    mistyped = tmp_path / "mistyped.txt"
    mistyped.write_text("12345 " * 10, encoding="utf-8")
    assert so138("restore", stick, "--sheet-file", mistyped, data=new).code == 2
    assert so138("restore", stick, "--sheet-file", sheet, "--dry-run", data=new).code == 0
    assert not new.exists()
    answer = so138("restore", stick, "--sheet-file", sheet, data=new)
    assert (answer.code, "recovery use" in answer.err) == (0, True)
    assert so138("groups", data=new).code == 4
    monkeypatch.setenv("SO138_SHEET", sheet.read_text(encoding="utf-8"))
    monkeypatch.setenv("SO138_NEW_PASSWORD", THIRD)
    assert so138("recovery", "use", data=new).code == 0
    monkeypatch.setenv("SO138_PASSWORD", THIRD)
    assert len(so138("groups", "--json", data=new).json["groups"]) == 3
    monkeypatch.delenv("SO138_PASSWORD")
    # Without an option the variable serves too.
    assert so138("restore", stick, data=tmp_path / "third").code == 0


def test_after_several_wrong_tries_the_call_waits_and_goes_on(
    locked: Call, so138: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[int] = []
    monkeypatch.setattr(calling, "pause", waited.append)
    monkeypatch.setenv("SO138_PASSWORD", "sai-mật-khẩu")
    answers = [so138("groups") for _ in range(5)]
    assert {one.code for one in answers} == {4}
    assert waited == [1]
    assert "phải chờ 1 giây" in answers[4].err
    assert not locked("groups").out.startswith("{")


def test_a_moved_copy_is_only_read(locked: Call, group_list: Path) -> None:
    assert locked("moved", "--to", "Máy mới").code == 0
    answer = locked("import", group_list)
    assert (answer.code, "Máy mới" in answer.err) == (4, True)
    assert locked("groups").code == 0
    assert locked("moved", "--back").code == 0
    assert locked("import", group_list).code == 0


def test_a_full_check_passes_on_locked_data_with_backups(locked: Call) -> None:
    assert locked("backup").code == 0
    answer = locked("check", "--deep", "--json")
    assert (answer.code, answer.json["findings"]) == (0, [])


@pytest.mark.parametrize(
    "call",
    [
        *(("officers", "add", "X"), ("officers", "leave", "X"), ("officers", "rename", "X", "Y")),
        *(("officers", "role", "X", "reads"), ("officers", "reset", "X"), ("moved",)),
        *(("password", "remove"), ("recovery",), ("recovery", "later"), ("log",), ("status",)),
        *(("check",), ("backup",), ("settings",), ("papers",), ("undo",), ("connection",)),
    ],
)
def test_no_command_opens_locked_data_without_the_password(
    locked: Call, so138: Call, call: tuple[str, ...]
) -> None:
    assert locked("groups").code == 0
    arguments = ("--period", "2026-10") if call == ("status",) else ()
    answer = so138(*call, *arguments)
    assert (answer.code, answer.out) == (4, "")


def test_the_trash_says_who_deleted_a_line(locked: Call, tmp_path: Path) -> None:
    sources = Sources(SystemClock(), RandomIds())
    with open_desk(tmp_path / "data", sources=sources, secret=Password(WORD)) as desk:
        made = record_group(desk, GroupDraft("Thôn A Hưa")).value
        assert made is not None
        assert delete_group(desk, made).done
    assert locked("trash").out.rstrip().endswith(f"\t{BINH}")
    assert [one["officer"] for one in locked("trash", "--json").json["trash"]] == [BINH]
