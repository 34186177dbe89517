"""The self-test: every part is started, and whatever is missing is named and nothing else."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from desktop import own_files
from desktop.own_files import LIST, listed_files, looked_through
from desktop.part_trials import start_every_part
from tests.cli.conftest import Call


def test_the_self_test_starts_every_part(so138: Call) -> None:
    answer = so138("self-test", "--json")
    assert answer.code == 0, answer.out
    assert {part["part"] for part in answer.json["parts"]} >= {"window", "store", "pdf", "excel"}
    assert answer.json["ok"] is True


def test_the_self_test_writes_a_text_that_names_nobody(so138: Call, tmp_path: Path) -> None:
    path = tmp_path / "kiem-tra.txt"
    answer = so138("self-test", "--output", path)
    assert answer.code == 0, answer.out
    text = path.read_text(encoding="utf-8")
    assert "self-test: ok\n" in text
    for word in ("so138: ", "python: ", "PySide6-Essentials: 6.8.3", "system: ", "usable after"):
        assert word in text
    assert len(re.findall(r"^\w+: ok \(\d+\.\d\d s\)$", text, re.MULTILINE)) > 10
    assert str(tmp_path) not in text
    assert str(Path.home()) not in text


def test_the_self_test_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = sorted(tmp_path.iterdir())
    parts = start_every_part(("store", "backup", "keys"))
    assert all(part.started for part in parts), parts
    assert sorted(tmp_path.iterdir()) == before


def broken_library(folder: Path, name: str, said: str) -> None:
    """A library of this name that does not load, found before the real one."""
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.py").write_text(said, encoding="utf-8")


def test_the_control_a_part_that_does_not_start_is_named(
    so138: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = f"raise FileNotFoundError(2, 'No such file', {str(tmp_path / 'report.pdf')!r})\n"
    broken_library(tmp_path / "lib", "pypdfium2", said)
    monkeypatch.syspath_prepend(tmp_path / "lib")
    path = tmp_path / "kiem-tra.txt"
    answer = so138("self-test", "--output", path, "--json")
    assert answer.code == 3
    assert [part["part"] for part in answer.json["parts"] if not part["ok"]] == ["preview"]
    text = path.read_text(encoding="utf-8")
    assert "self-test: FAILED\n" in text
    assert "preview: FAILED FileNotFoundError" in text
    assert "report.pdf" not in text


def test_a_part_that_never_ends_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "import sys, time\nsys.stderr.write('looking for a plugin\\n')\n"
    broken_library(tmp_path / "lib", "rapidfuzz", said + "sys.stderr.flush()\ntime.sleep(600)\n")
    monkeypatch.syspath_prepend(tmp_path / "lib")
    part = start_every_part(("search",), seconds=3)[1]
    assert not part.started
    assert part.reason == "no end after 3 s looking for a plugin"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("sqlcipher3", {"store", "pdf"}),
        ("click", {"commands"}),
    ],
)
def test_the_text_is_written_whatever_library_is_missing(
    tmp_path: Path, name: str, parts: set[str]
) -> None:
    broken_library(tmp_path / "lib", name, f"raise ImportError('{name}.dll', name='{name}')\n")
    path = tmp_path / "kiem-tra.txt"
    # As Windows starts it: no folder of its own is looked into before the libraries.
    code = f"import sys; sys.path.insert(0, {str(tmp_path / 'lib')!r}); "
    code += "from desktop.__main__ import main; sys.exit(main())"
    call = [sys.executable, "-c", code, "self-test", "--output", str(path)]
    done = subprocess.run(call, check=False, capture_output=True, env={**os.environ})
    assert done.returncode == 3
    text = path.read_text(encoding="utf-8")
    assert "self-test: FAILED\n" in text
    failed = set(re.findall(r"^(\w+): FAILED .*ImportError: ", text, re.MULTILINE))
    assert parts <= failed, text
    assert f"{name}.dll" in text
    assert re.search(r"^fonts: ok ", text, re.MULTILINE), "what does without goes on"


def installed(folder: Path, names: dict[str, bytes]) -> Path:
    """A program's folder with a list of its files, as the setup file lays it out."""
    import hashlib

    lines = []
    for name, data in names.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
        lines.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
    (folder / LIST).write_text("".join(lines), encoding="utf-8")
    return folder / "lib"


def test_missing_and_changed_files_of_the_program_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("lib/PySide6/Qt6Svg.dll", "lib/PySide6/Qt6Gui.dll", "lib/a.pyd", "lib/b.pyd")
    room = installed(tmp_path / "app", {name: name.encode() for name in names})
    monkeypatch.setattr(own_files, "_ROOM", room)
    (room / "PySide6/Qt6Svg.dll").unlink()
    (room / "PySide6/Qt6Gui.dll").write_bytes(b"another build")
    (room / "b.pyd").write_bytes(b"cut")
    found = looked_through(listed_files(room))
    assert found.listed == 4
    assert found.missing == ("lib/PySide6/Qt6Svg.dll",)
    assert found.exchanged == ("lib/PySide6/Qt6Gui.dll",)
    assert found.changed == ("lib/b.pyd",)


def test_a_checkout_has_no_list_and_a_damaged_one_names_nothing(tmp_path: Path) -> None:
    assert looked_through().listed == 0
    (tmp_path / LIST).write_bytes(b"\xff\xfe\xff")
    assert list(listed_files(tmp_path / "lib")) == []
