"""Names of files that every system takes; others are refused before anything is written."""

from pathlib import Path

import pytest

from desktop.files import FileNameRefusedError, copy_file, write_file
from desktop.paths import takes_any_system
from desktop.wording import error_text

REFUSED = (
    *("CON", "con.pdf", "nul.txt", "Aux", "PRN.xlsx", "com1", "LPT9.pdf", "COM¹.pdf", "conin$"),
    *("nul .txt", "bao-cao.", "bao-cao ", "...", "a:b.pdf", "a?.pdf", "a*.pdf", 'a"b.pdf', "a|b"),
    *("a<b>.pdf", "a\\b.pdf", "a\nb.pdf", "a\x7fb", "bao-cao\u202efdp.exe", "bao\u200bcao.pdf"),
)
TAKEN = (
    *("bao-cao-2026-10.pdf", "Báo cáo tháng 10.docx", "console.pdf", "S138_19996_202610_0001.s138"),
    *(".so138.lock", "com10.pdf", "null.txt", "a.con", "Tổ dân phố 1 (2).xlsx", "so138.keys.old"),
)


@pytest.mark.parametrize("name", REFUSED)
def test_a_name_that_windows_or_the_eye_cannot_take_is_refused(name: str, tmp_path: Path) -> None:
    assert not takes_any_system(name)
    with pytest.raises(FileNameRefusedError) as caught:
        write_file(tmp_path / name, b"x")
    assert "NUL" in error_text(caught.value.code, caught.value.details)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", TAKEN)
def test_an_ordinary_name_is_taken(name: str, tmp_path: Path) -> None:
    assert takes_any_system(name)
    write_file(tmp_path / name, b"x")
    assert (tmp_path / name).read_bytes() == b"x"


def test_a_copy_gets_no_such_name_either(tmp_path: Path) -> None:
    write_file(tmp_path / "a.pdf", b"x")
    with pytest.raises(FileNameRefusedError):
        copy_file(tmp_path / "a.pdf", tmp_path / "nul")
    assert [one.name for one in tmp_path.iterdir()] == ["a.pdf"]
