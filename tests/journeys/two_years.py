"""A commune over two years as plain facts, and the command line to tell them to.

Tracked from 03/2024 on, in reporting months (15/M-1 to 14/M). The tables hold what happened;
the answers stand in the tests, computed by hand.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from desktop.actions.desk import Desk, RandomIds, SystemClock
from desktop.actions.setup import Sources, open_desk
from tests.cli.conftest import Answer, called

Row = tuple[object, ...]
Figure = int | str | None

DRUGS, ROADS = "Luật Phòng, chống ma túy", "An toàn giao thông"
NIL, NOT_APPLICABLE = "Không phát sinh", "Không áp dụng"

ONE, TWO, THREE, SEVEN = (f"Tổ dân phố {number}" for number in (1, 2, 3, 7))
HUA, HUA_NOW = "Thôn A Hưa", "Thôn A Hưa Thượng"
LOC, LOC_UPPER, LOC_LOWER = "Thôn Bình Lộc", "Thôn Bình Lộc Trên", "Thôn Bình Lộc Dưới"
CHUA, MERGED, EVERYBODY = "Xóm Chùa", "Tổ dân phố 23", "Toàn phường"

GROUPS: tuple[Row, ...] = (
    ("Tên tổ dân phố", "Số hộ", "Ngày thành lập"),
    *((name, 100, None) for name in (ONE, TWO, THREE, HUA, LOC, CHUA)),
    (SEVEN, 80, date(2024, 5, 20)),
)
RENAMED_ON = date(2024, 9, 1)
SPLIT_ON = date(2024, 11, 20)
MERGED_ON = date(2025, 3, 1)
DISSOLVED_ON = date(2025, 6, 15)

_FIRST = (ONE, TWO, THREE, HUA, LOC, CHUA)
_SECOND = (ONE, TWO, THREE, HUA_NOW, LOC_UPPER, LOC_LOWER, CHUA, SEVEN)
_THIRD = (ONE, MERGED, HUA_NOW, LOC_UPPER, LOC_LOWER, CHUA, SEVEN)
_LAST = (ONE, MERGED, HUA_NOW, LOC_UPPER, LOC_LOWER, SEVEN)


def _without(names: tuple[str, ...], *others: str) -> tuple[str, ...]:
    return tuple(name for name in names if name not in others)


# Day, groups named, topic, attendance, status; one row is one session.
SESSIONS: tuple[tuple[date, tuple[str, ...], str, int | None, str], ...] = (
    (date(2024, 3, 5), _FIRST, DRUGS, 120, "Đã tổ chức"),
    (date(2024, 4, 5), _without(_FIRST, THREE), DRUGS, 110, "Đã tổ chức"),
    (date(2024, 5, 5), _FIRST, DRUGS, 125, "Đã tổ chức"),
    (date(2024, 5, 10), (THREE,), DRUGS, 31, "Đã tổ chức"),
    (date(2024, 6, 5), (*_FIRST, SEVEN), DRUGS, 140, "Đã tổ chức"),
    (date(2024, 7, 5), (*_FIRST, SEVEN), DRUGS, 141, "Đã tổ chức"),
    (date(2024, 8, 5), (*_without(_FIRST, CHUA), SEVEN), DRUGS, 128, "Đã tổ chức"),
    (date(2024, 9, 5), (*_without(_FIRST, HUA), SEVEN), DRUGS, 130, "Đã tổ chức"),
    (date(2024, 9, 10), (HUA_NOW,), DRUGS, 22, "Đã tổ chức"),
    (date(2024, 10, 5), (*_without(_FIRST, HUA), SEVEN), DRUGS, 131, "Đã tổ chức"),
    (date(2024, 10, 20), (HUA_NOW,), DRUGS, 24, "Đã tổ chức"),
    (date(2024, 11, 5), (*_without(_FIRST, HUA), SEVEN), DRUGS, 132, "Đã tổ chức"),
    (date(2024, 12, 5), _SECOND, DRUGS, 150, "Đã tổ chức"),
    (date(2025, 1, 5), _without(_SECOND, SEVEN), DRUGS, 142, "Đã tổ chức"),
    (date(2025, 1, 6), (SEVEN,), ROADS, 40, "Đã tổ chức"),
    (date(2025, 1, 7), (SEVEN,), DRUGS, None, "Hoãn"),
    (date(2025, 2, 5), _SECOND, DRUGS, 151, "Đã tổ chức"),
    (date(2025, 2, 20), (TWO,), DRUGS, 28, "Đã tổ chức"),
    (date(2025, 3, 5), _without(_THIRD, MERGED), DRUGS, 144, "Đã tổ chức"),
    (date(2025, 4, 5), _THIRD, DRUGS, 145, "Đã tổ chức"),
    (date(2025, 5, 5), _without(_THIRD, ONE), DRUGS, 129, "Đã tổ chức"),
    (date(2025, 5, 6), (EVERYBODY,), DRUGS, 0, "Đã tổ chức"),
    (date(2025, 6, 5), _THIRD, DRUGS, 146, "Đã tổ chức"),
    (date(2025, 7, 5), _LAST, DRUGS, 121, "Đã tổ chức"),
    (date(2025, 9, 5), _LAST, DRUGS, 122, "Đã tổ chức"),
    (date(2025, 10, 5), _LAST, DRUGS, 123, "Đã tổ chức"),
    (date(2025, 11, 5), _LAST, DRUGS, 124, "Đã tổ chức"),
    (date(2025, 12, 5), _LAST, DRUGS, 127, "Đã tổ chức"),
)
SESSION_HEADINGS = ("Ngày", "Tổ dân phố", "Hình thức", "Nội dung", "Số lượt người", "Trạng thái")

MODELS: tuple[Row, ...] = (
    ("Tên mô hình", "Tổ dân phố", "Năm thành lập", "Tình trạng"),
    ("Tiếng kẻng an ninh", f"{ONE}, {TWO}", 2020, "Đang hoạt động"),
    ("Tổ tự quản 3", THREE, None, "Đang hoạt động"),
    ("Dòng họ tự quản", HUA, None, "Yếu"),
    ("Tổ đoàn kết", LOC, None, "Đang hoạt động"),
    ("Camera an ninh", SEVEN, "20/06/2024", "Mới ra mắt"),
    ("Loa truyền thanh", EVERYBODY, None, "Đang hoạt động"),
)
LATER_MODELS: tuple[Row, ...] = (
    MODELS[0],
    ("Tổ an ninh nhân dân", LOC_UPPER, "10/01/2025", "Đang hoạt động"),
)
PAUSED_ON, RESUMED_ON = date(2024, 7, 1), date(2025, 1, 10)
STATED_NONE = (CHUA, "2024-08", "Lũ lụt")


def session_rows(
    sessions: Iterable[tuple[date, tuple[str, ...], str, int | None, str]] = SESSIONS,
) -> tuple[Row, ...]:
    """The sessions as an Excel list has them."""
    rows = (
        (day, ", ".join(names), "Hội nghị", topic, attendance, status)
        for day, names, topic, attendance, status in sessions
    )
    return (SESSION_HEADINGS, *rows)


def count_rows(months: Iterable[str], figures: Mapping[str, Iterable[Figure]]) -> tuple[Row, ...]:
    """Monthly counts as an Excel list has them: a row a count, a column a month ("2025-03")."""
    heads = (f"Tháng {int(month[5:])}/{month[:4]}" for month in months)
    return (("Mã", "Số liệu", *heads), *((name, name, *row) for name, row in figures.items()))


@dataclass(frozen=True, slots=True)
class Office:
    """An officer at the command line of one data folder; ``desktop`` is where lists are kept."""

    data: Path
    desktop: Path
    capture: pytest.CaptureFixture[bytes]

    def call(self, *arguments: str | Path) -> Answer:
        """Call the command line."""
        return called(self.capture, self.data, arguments)

    def does(self, *arguments: str | Path) -> Answer:
        """A call that has to end with 0."""
        answer = self.call(*arguments)
        assert answer.code == 0, (arguments, answer)
        return answer

    def begins(self, *, first: str, name: str = "Phường Hương Trà") -> None:
        """A new commune, tracked from a month on."""
        self.does(
            "new", "--name", name, "--code", "19996", "--superior", "Thành phố Huế",
            "--from", first, "--no-password",
        )  # fmt: skip

    def imports(self, rows: Iterable[Row], *more: str) -> Answer:
        """Bring a list in; its problems are those of the test."""
        book = Workbook()
        for row in rows:
            book.worksheets[0].append(list(row))
        path = self.desktop / "danh-sach.xlsx"
        book.save(path)
        answer = self.call("import", path, "--json", *more)
        assert answer.code == 0, (answer.json["problems"], answer.err)
        return answer

    def counts(self, months: Iterable[str], figures: Mapping[str, Iterable[Figure]]) -> None:
        """Enter monthly counts by an Excel list."""
        wanted = tuple(months)
        self.imports(count_rows(wanted, figures))

    def types(self, text: str, *arguments: str) -> Answer:
        """Give a small file to a command that reads one."""
        path = self.desktop / "tep.toml"
        path.write_text(text, encoding="utf-8")
        return self.does(*arguments, path)

    def status(self, period: str) -> dict[str, Any]:
        """What the command says of a period; 1 where something is missing."""
        answer = self.call("status", "--period", period, "--json")
        assert answer.code in (0, 1), answer.err
        return answer.json

    def objectives(self, period: str) -> dict[str, dict[str, Any]]:
        """The objectives of a period by id."""
        return {one["id"]: one for one in self.status(period)["objectives"]}

    def states(self, period: str, *ids: str) -> dict[str, str]:
        """The states of some objectives of a period."""
        found = self.objectives(period)
        return {name: found[name]["state"] for name in ids}

    @contextmanager
    def window(self) -> Iterator[Desk]:
        """What only the window can do is done through its actions."""
        with open_desk(self.data, sources=Sources(SystemClock(), RandomIds())) as desk:
            yield desk


def copied(
    shelf: Path,
    *,
    desktop: Path,
    capture: pytest.CaptureFixture[bytes],
    tell: Callable[[Office], None],
) -> Office:
    """An office of the test's own, copied from one that is told once and kept on the shelf."""
    kept = shelf / "data"
    if not kept.exists():
        made = Office(desktop / "told", desktop, capture)
        tell(made)
        shutil.copytree(made.data, kept)
    shutil.copytree(kept, desktop / "data")
    return Office(desktop / "data", desktop, capture)


def ratio(objective: Mapping[str, Any]) -> tuple[int, int, str]:
    """Numerator, denominator and state of an objective."""
    return objective["numerator"], objective["denominator"], objective["state"]
