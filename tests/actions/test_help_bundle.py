"""The help bundle holds versions, codes and reports; no data, no names, no paths of users."""

import getpass
import zipfile
from pathlib import Path

import pytest

from desktop import crash
from desktop.actions.desk import RandomIds, SystemClock
from desktop.actions.help_bundle import Part, bundle_parts, bundle_text, write_bundle
from desktop.actions.setup import Sources, open_desk
from desktop.private import redacted
from tests.cli.conftest import Call, so138

__all__ = ["so138"]


def test_no_name_and_no_path_is_in_a_bundle(so138: Call, tmp_path: Path) -> None:
    data = tmp_path / "so-lieu"
    assert so138("sample", "--months", "2", data=data).code == 0
    logs = tmp_path / "nhat-ky"
    error = OSError(2, "no such file", str(data / "tên người dùng"))
    assert crash.write_report(error, folder=logs, version="0") is not None
    (logs / "so138.log").write_text(f"WARNING at {data} by {getpass.getuser()}\n", "utf-8")
    settings = tmp_path / "window.json"
    settings.write_text('{"recent": ["D:\\\\Lan\\\\so"], "theme": "dark", "scale": 120}', "utf-8")
    with open_desk(data, sources=Sources(SystemClock(), RandomIds())) as desk:
        parts = bundle_parts(folder=data, desk=desk, logs=logs, settings=settings)
        names = [row[0] for row in desk.store.read("SELECT name FROM residential_groups")]
        names += [row[0] for row in desk.store.read("SELECT name FROM committee_members")]
    text = bundle_text(parts)
    assert "theme: dark" in text
    assert "builtins.FileNotFoundError" in text
    private = [str(tmp_path), str(data), "Lan", "window.json", *names]
    assert [word for word in private if word in text] == []


@pytest.mark.parametrize(
    "path",
    [
        r"C:\Users\lan\AppData\x.py",
        "/home/lan/so138/x.db",
        r"\\may-chu\chung\so",
    ],
)
def test_paths_are_taken_out_wherever_they_stand(path: str) -> None:
    assert "lan" not in redacted(f"opening {path} failed", ())


def test_the_file_holds_exactly_what_was_shown(tmp_path: Path) -> None:
    parts = (Part("versions.txt", "so138: 1\n"), Part("check.txt", "ok\n"))
    write_bundle(tmp_path / "a.zip", parts)
    write_bundle(tmp_path / "b.zip", parts)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        held = tuple(Part(name, archive.read(name).decode()) for name in archive.namelist())
    assert held == parts
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_data_that_do_not_open_leave_the_code_of_why(so138: Call, tmp_path: Path) -> None:
    data = tmp_path / "d"
    assert so138("sample", "--months", "1", data=data).code == 0
    (data / "so138.db").write_bytes(b"x" * 9000)
    answer = so138("help-bundle", "--json", "--output", tmp_path / "f.zip", data=data)
    assert answer.code == 0
    assert "could not be opened: store_damaged" in answer.json["parts"]["check.txt"]
    assert (tmp_path / "f.zip").exists()
