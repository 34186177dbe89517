"""The command line called as a program calls it, on a small commune, or on two desks."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
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
UNITS = (
    "\ufeffMã;Tên đơn vị;Hiệu lực từ\n"
    "19996;Phường Hương Trà;01/07/2025\n20001;Xã A;2025-07-01\n20002;Xã B;\n"
)
CODES = ("19996", "20001", "20002")
MONTHS = ("2026-08", "2026-09")
LATE: Row = (1, "26/08/2026", "Tổ dân phố 1", "Hội nghị", "Luật Phòng, chống ma túy", 5)
SESSIONS: tuple[Row, ...] = (
    ("TT", "Ngày", "Tổ dân phố", "Hình thức", "Nội dung", "Số lượt người"),
    (1, "20/07/2026", "Tổ dân phố 1, 2", "Hội nghị", "Luật Phòng, chống ma túy", 60),
    (2, "25/08/2026", "Tổ dân phố 2", "Họp tổ dân phố", "Luật Phòng, chống ma túy", 30),
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


def called(
    capture: pytest.CaptureFixture[bytes], data: Path, arguments: Iterable[str | Path]
) -> Answer:
    """What a call on a data folder came to."""
    capture.readouterr()
    argv = ["--data", str(data), *(str(one) for one in arguments)]
    code = main(argv, open_window=refuse_window)
    said = capture.readouterr()
    return Answer(code, said.out.decode("utf-8"), said.err.decode("utf-8"))


@pytest.fixture
def so138(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Call:
    """Call the command line on the test's own data folder."""

    def call(*arguments: str | Path, data: Path = tmp_path / "data") -> Answer:
        return called(capfdbinary, data, arguments)

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


@dataclass
class Desks:
    """A superior, its communes, and the stick between them."""

    call: Call
    root: Path
    codes: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def stick(self) -> Path:
        """Where files lie on their way."""
        return self.root / "KINGSTON"

    def at_superior(self, *arguments: str | Path) -> Answer:
        """A call at the superior."""
        return self.call(*arguments, data=self.root / "superior")

    def at(self, unit: str, *arguments: str | Path) -> Answer:
        """A call at a commune."""
        return self.call(*arguments, data=self.root / unit)

    def begin(self) -> None:
        """A superior with a list and a deadline, and its connection file on the stick."""
        made = self.at_superior(
            "new", "--role", "superior", "--name", "Thành phố Huế", "--code", "46",
            "--no-password",
        )  # fmt: skip
        assert made.code == 0, made.err
        units = self.root / "don-vi.csv"
        units.write_text(UNITS, encoding="utf-8")
        assert self.at_superior("units", "import", units).code == 0
        assert self.at_superior("settings", "deadline.month=3").code == 0
        self.stick.mkdir()
        assert self.at_superior("connect", "--out", self.stick).code == 0

    def commune(self, unit: str) -> None:
        """A commune with data, connected, its two months closed."""
        made = self.at(
            unit, "new", "--name", f"Phường {unit}", "--code", unit, "--superior", "Huế",
            "--from", "2026-08", "--no-password",
        )  # fmt: skip
        assert made.code == 0, made.err
        assert self.at(unit, "import", write_list(self.root / "to.xlsx", GROUP_ROWS)).code == 0
        assert self.at(unit, "import", write_list(self.root / "buoi.xlsx", SESSIONS)).code == 0
        assert self.at(unit, "receive", self.stick).code == 0
        for month in MONTHS:
            self.close(unit, month)

    def close(self, unit: str, month: str) -> None:
        """A month is closed whatever it asks."""
        done = self.at(unit, "close", "--period", month, "--accept-confirmations")
        assert done.code == 0, done.err

    def send(self, unit: str, month: str, to: Path | None = None) -> Path:
        """The file of a month, written and verified."""
        folder = to or self.stick
        folder.mkdir(exist_ok=True)
        done = self.at(unit, "send", "--period", month, "--to", folder, "--json")
        assert done.code == 0, done.err
        self.codes[unit, month] = done.json["check_code"]
        return Path(done.json["file"])

    def receive(self, *paths: Path) -> Answer:
        """Files come in at the superior."""
        return self.at_superior("receive", *paths, "--json")

    def accept(self, unit: str, month: str = MONTHS[0]) -> None:
        """The first file of a unit is accepted by its slip."""
        done = self.at_superior("accept", unit, "--code", self.codes[unit, month])
        assert done.code == 0, done.err

    def board(self, month: str) -> dict[str, str]:
        """How each unit's month stands."""
        return {
            one["code"]: one["state"]
            for one in self.at_superior("board", "--period", month, "--json").json["units"]
        }


@pytest.fixture
def desks(so138: Call, tmp_path: Path) -> Desks:
    """A superior that waits for its communes."""
    made = Desks(so138, tmp_path)
    made.begin()
    return made


@pytest.fixture
def connected(desks: Desks) -> Desks:
    """The superior with one commune whose key it accepted."""
    desks.commune("19996")
    desks.send("19996", MONTHS[0])
    assert desks.receive(desks.stick).code == 1
    desks.accept("19996")
    return desks


def causes(answer: Answer) -> Sequence[str]:
    """Why packages wait."""
    return [one["code"] for one in answer.json["to_verify"]]
