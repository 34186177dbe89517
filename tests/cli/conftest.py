"""The command line called as a program calls it, and a small commune to call it on."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from desktop.cli import main

Row = tuple[object, ...]

GROUP_ROWS: tuple[Row, ...] = (
    ("TT", "Tên tổ dân phố", "Số hộ"),
    (1, "Tổ dân phố 1", 120),
    (2, "Tổ dân phố 2", 98),
    (3, "Thôn A Hưa", 75),
)
SESSION_ROWS: tuple[Row, ...] = (
    ("TT", "Ngày", "Tổ dân phố", "Hình thức", "Nội dung", "Số lượt người"),
    (1, "20/09/2026", "Tổ dân phố 1, 2", "Hội nghị", "Luật Phòng, chống ma túy", 60),
    (2, "05/10/2026", "Tổ dân phố 2", "Họp tổ dân phố", "Luật Phòng, chống ma túy", 30),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """How a call ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object on standard output."""
        found: dict[str, Any] = json.loads(self.out)
        return found


Call = Callable[..., Answer]


def refuse_window(data: Path, language: str) -> int:
    """A call with a command must not open the window."""
    raise AssertionError(f"the window opened on {data} in {language}")


@pytest.fixture
def so138(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Call:
    """Call the command line on the test's own data folder."""

    def call(*arguments: str | Path, data: Path = tmp_path / "data") -> Answer:
        capfdbinary.readouterr()
        argv = ["--data", str(data), *(str(one) for one in arguments)]
        code = main(argv, open_window=refuse_window)
        said = capfdbinary.readouterr()
        return Answer(code, said.out.decode("utf-8"), said.err.decode("utf-8"))

    return call


def write_list(path: Path, rows: tuple[Row, ...]) -> Path:
    """An Excel list as an officer keeps it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Danh sách"
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


@pytest.fixture
def group_list(tmp_path: Path) -> Path:
    """A list of three groups."""
    return write_list(tmp_path / "to.xlsx", GROUP_ROWS)


@pytest.fixture
def session_list(tmp_path: Path) -> Path:
    """A list of two sessions, one of them joint."""
    return write_list(tmp_path / "buoi.xlsx", SESSION_ROWS)


@pytest.fixture
def commune(so138: Call) -> Call:
    """The command line on a new commune without data."""
    answer = so138(
        "new", "--name", "Phường Hương Trà", "--code", "19996", "--superior", "Thành phố Huế",
        "--no-password",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    return so138


@pytest.fixture
def filled(commune: Call, group_list: Path, session_list: Path) -> Call:
    """The command line on a commune with three groups and two sessions."""
    assert commune("import", group_list).code == 0
    assert commune("import", session_list).code == 0
    return commune
