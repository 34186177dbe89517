"""What cannot be made or written is told in words with the exit code, and leaves no half file."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.files import ProgramFileError
from desktop.paths import resource
from desktop.reports import faces, forms

Say = Callable[..., tuple[int, str]]


@pytest.fixture(scope="session")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("commune") / "data"
    name = ("--name", "Phường Hương Trà", "--code", "19996", "--superior", "Thành phố Huế")
    assert main(["--data", str(folder), "new", *name, "--no-password"], open_window=_no) == 0
    return folder


def _no(data: Path, language: str) -> int:
    raise AssertionError("no window is asked for")


@pytest.fixture
def report(commune: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Say:
    """Ask for a month's report; the exit code and what was said about what went wrong."""

    def call(output: Path, kind: str = "month") -> tuple[int, str]:
        capfdbinary.readouterr()
        asked = ["report", kind, "--period", "2026-09", "--output", str(output)]
        code = main(["--data", str(commune), *asked], open_window=_no)
        return code, capfdbinary.readouterr().err.decode()

    return call


@pytest.fixture(params=["pdf", "docx", "xlsx"])
def ending(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_folder_is_no_file(report: Say, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"bao-cao.{ending}"
    target.mkdir()
    code, said = report(target)
    assert code == 2
    assert "là thư mục" in said
    assert list(tmp_path.rglob("*.part")) == list(target.iterdir()) == []


def test_a_folder_that_is_not_there(report: Say, tmp_path: Path) -> None:
    code, said = report(tmp_path / "không có" / "bao-cao.pdf")
    assert code == 2
    assert "Chưa có thư mục" in said
    assert str(tmp_path / "không có") in said


def test_a_name_that_is_too_long(report: Say, tmp_path: Path) -> None:
    code, said = report(tmp_path / ("a" * 300 + ".pdf"))
    assert code == 2
    assert "Tên tệp quá dài" in said


def test_an_ending_that_no_writer_has(report: Say, tmp_path: Path) -> None:
    code, said = report(tmp_path / "bao-cao.odt")
    assert code == 2
    assert ".pdf, .docx" in said


@pytest.fixture(params=["rw", "ro"])
def small_disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, bool]]:
    """A disk of its own that holds 32 KB or may not be written to."""
    place = tmp_path / "disk"
    place.mkdir()
    options = f"size=32k,{request.param}"
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    if os.name == "nt" or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a disk can be mounted by root on Linux alone")
    try:
        yield place, request.param == "ro"
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_full_and_a_read_only_disk(
    report: Say, small_disk: tuple[Path, bool], ending: str
) -> None:
    place, read_only = small_disk
    if not read_only:
        (place / "old").write_bytes(b"0" * 20_000)
    code, said = report(place / f"bao-cao.{ending}")
    assert code == 3
    assert ("Không được phép ghi" if read_only else "Ổ đĩa đã đầy") in said
    assert [path.name for path in place.iterdir()] == ([] if read_only else ["old"])


def test_a_file_that_was_there_stays_when_the_disk_is_full(
    report: Say, small_disk: tuple[Path, bool]
) -> None:
    place, read_only = small_disk
    if read_only:
        return
    target = place / "bao-cao.pdf"
    target.write_bytes(b"1" * 20_000)
    assert report(target)[0] == 3
    assert target.read_bytes() == b"1" * 20_000


@pytest.fixture
def resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The forms and fonts of a damaged installation stand here."""
    folder = tmp_path / "resources"
    folder.mkdir()

    def shipped(name: str) -> Path:
        found = folder / Path(name).name
        if not found.exists():
            raise FileNotFoundError(name)
        return found

    monkeypatch.setattr(forms, "resource", shipped)
    monkeypatch.setattr(faces, "resource", shipped)
    forms.load_form.cache_clear()
    faces.face.cache_clear()
    yield folder
    forms.load_form.cache_clear()
    faces.face.cache_clear()


@pytest.mark.parametrize(
    "text", [b'a = "x\n', b"\xff\xfe", b"= =", b"[a\n", b'kind = "ab" ab'], ids=repr
)
def test_a_broken_form_is_called_a_damaged_file_of_the_program(
    resources: Path, text: bytes
) -> None:
    (resources / "month.toml").write_bytes(text)
    with pytest.raises(ProgramFileError, match=r"month\.toml"):
        forms.load_form("month")


@pytest.mark.parametrize(
    "damage",
    ["missing", 'x = "a"\n', 'kind = "BÁO CÁO {perio}"\n', "{perio}", "{", "{0}", "{period.x}"],
)
def test_a_missing_or_broken_form_is_told_in_words(
    resources: Path, report: Say, tmp_path: Path, damage: str
) -> None:
    whole = resource("forms")
    for shipped in whole.glob("*.toml"):
        (resources / shipped.name).write_bytes(shipped.read_bytes())
    month = resources / "month.toml"
    if damage == "missing":
        month.unlink()
    elif damage.startswith("{"):
        month.write_text(month.read_text("utf-8").replace("{period}", damage), "utf-8")
    else:
        month.write_text(damage, "utf-8")
    target = tmp_path / "bao-cao.pdf"
    code, said = report(target)
    assert code == 3
    assert "Hãy cài lại phần mềm" in said
    assert "month.toml" in said
    assert not target.exists()


@pytest.mark.parametrize("damage", ["missing", "empty", "cut"])
def test_a_missing_or_broken_font_is_told_in_words(
    resources: Path, report: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    monkeypatch.undo()
    whole = resource("fonts/liberation-serif/LiberationSerif-Regular.ttf").read_bytes()
    font = resources / "LiberationSerif-Regular.ttf"
    if damage != "missing":
        font.write_bytes(whole[: {"empty": 0, "cut": 5000}[damage]])
    with monkeypatch.context() as patch:
        patch.setattr(faces, "resource", lambda name: resources / Path(name).name)
        target = tmp_path / "bao-cao.pdf"
        code, said = report(target)
    assert code == 3
    assert "Hãy cài lại phần mềm" in said
    assert "LiberationSerif-Regular.ttf" in said
    assert not target.exists()
