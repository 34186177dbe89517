"""Files of every kind: old fonts, old formats, and files that are refused in plain words."""

import io
import os
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from desktop.domain.models import ModelDraft
from desktop.domain.sessions import SessionDraft
from desktop.sheets.cells import Cell, CellValue, Limits, Sheet
from desktop.sheets.cells import Workbook as Book
from desktop.sheets.errors import SheetError
from desktop.sheets.legacy_text import draws_capitals, is_legacy_font, sentence_case, to_unicode
from desktop.sheets.reading import Known, SheetReading, read_list
from desktop.sheets.vocabulary import ListKind
from desktop.sheets.workbook import read_workbook

DATA = Path(__file__).parent / "data"
TODAY = date(2026, 11, 22)
Read = Callable[..., SheetReading]
Make = Callable[..., Path]


def sessions(reading: SheetReading) -> list[SessionDraft]:
    return [row.draft for row in reading.rows if isinstance(row.draft, SessionDraft)]


@pytest.mark.parametrize(
    ("typed", "font", "seen"),
    [
        ("Tæ d©n phè", ".VnTime", "Tổ dân phố"),
        ("Khu d©n c\u00ad kh«ng ma tóy", ".VnArial", "Khu dân cư không ma túy"),
        ("Tæ tù qu¶n", ".VnTimeH", "TỔ TỰ QUẢN"),
        ("Toå daân phoá", "VNI-Times", "Tổ dân phố"),
        ("Phaúng", "VNI-Times", "Phẳng"),
        ("Tæ d©n phè", "Times New Roman", "Tæ d©n phè"),
        ("Tổ dân phố", "Times New Roman", "Tổ dân phố"),
        ("To\u0302\u0309", "Arial", "Tổ"),
        ("ê\u0301", "Arial", "ế"),
        ("Ðông", "Arial", "Đông"),
    ],
)
def test_the_font_alone_decides_how_text_is_read(typed: str, font: str, seen: str) -> None:
    assert to_unicode(typed, font) == seen


def test_which_fonts_are_old_and_which_draw_capitals() -> None:
    assert [
        name
        for name in (".VnTime", ".VnTimeH", "VNI-Times", "vni-helve", "Arial")
        if is_legacy_font(name)
    ] == [
        ".VnTime",
        ".VnTimeH",
        "VNI-Times",
        "vni-helve",
    ]
    assert [
        name for name in (".VnTime", ".VnTimeH", ".VnArialH", "VNI-TimesH") if draws_capitals(name)
    ] == [
        ".VnTimeH",
        ".VnArialH",
    ]


def test_names_drawn_in_capitals_are_kept_in_readable_case() -> None:
    assert sentence_case("TỔ DÂN PHỐ 1") == "Tổ dân phố 1"
    assert sentence_case("THÔN A HƯA") == "Thôn A Hưa"
    assert sentence_case("TIẾNG KẺNG AN NINH") == "Tiếng kẻng an ninh"


def test_a_model_in_a_capital_font_is_the_same_model(read: Read) -> None:
    reading = read(
        [
            ("Tªn m« h×nh", "§Þa bµn", "T×nh tr¹ng"),
            ("Tæ tù qu¶n an ninh trËt tù", "Tæ d©n phè 1", "§ang ho¹t ®éng"),
            ("Tæ tù qu¶n an ninh trËt tù", "Tæ d©n phè 2", "T¹m dõng"),
        ],
        book={
            "fonts": {f"{column}{row}": ".VnTime" for column in "ABC" for row in (1, 2, 3)}
            | {"A2": ".VnTimeH"},
        },
    )
    names = [row.draft.name for row in reading.rows if isinstance(row.draft, ModelDraft)]
    kinds = [row.draft.kind for row in reading.rows if isinstance(row.draft, ModelDraft)]
    assert names == kinds == ["Tổ tự quản an ninh trật tự"] * 2


def test_fonts_of_runs_inside_a_cell_count(tmp_path: Path, known: Known) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Ngày", "Tổ dân phố", "Hình thức"])
    old, new = InlineFont(rFont=".VnTime"), InlineFont(rFont="Times New Roman")
    sheet.append(["05/10/2026", "", "Hội nghị"])
    sheet["B2"].value = CellRichText([TextBlock(old, "Tæ d©n phè 1"), TextBlock(new, " và tổ 2")])
    book.save(tmp_path / "runs.xlsx")
    reading = read_list(read_workbook(tmp_path / "runs.xlsx"), known, today=TODAY)
    assert sessions(reading)[0].group_ids == ("Tổ dân phố 1", "Tổ dân phố 2")


def test_an_old_workbook_is_read_with_its_fonts(known: Known) -> None:
    reading = read_list(read_workbook(DATA / "old-fonts.xls"), known, today=TODAY)
    drafts = sessions(reading)
    assert [draft.held_on for draft in drafts] == [
        date(2026, 10, 5),
        date(2026, 10, 6),
        date(2026, 10, 7),
    ]
    assert [draft.group_ids for draft in drafts] == [
        ("Tổ dân phố 1",),
        ("Tổ dân phố 2",),
        ("Tổ dân phố 3",),
    ]
    assert {draft.format for draft in drafts} == {"Hội nghị"}
    assert [draft.topics for draft in drafts] == [
        ("Khu dân cư không ma túy",),
        ("Luật Phòng, chống ma túy",),
        ("Luật Phòng, chống ma túy",),
    ]
    assert [one.use for one in reading.skipped] == ["total"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_list_saved_as_text_is_read(
    tmp_path: Path, known: Known, encoding: str, mark: str
) -> None:
    rows = [("Ngày", "Tổ", "Hình thức", "Số người"), ("05/10/2026", "Tổ 1", "Hội nghị", "45")]
    path = tmp_path / "list.csv"
    path.write_text("\n".join(mark.join(row) for row in rows), encoding=encoding)
    assert sessions(read_list(read_workbook(path), known, today=TODAY))[0].attendance == 45


def code_of(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(SheetError) as caught:
        read_workbook(path, limits=limits)
    assert caught.value.details["file"] == path.name
    return caught.value.code


def test_files_that_are_no_lists_are_refused_in_plain_words(tmp_path: Path) -> None:
    made = {
        "none.xlsx": (b"", "empty"),
        "noise.xlsx": (b"\x00\x01\x02" * 100, "format_unknown"),
        "page.xls": (b"<html><table></table></html>", "format_unknown"),
        "torn.xlsx": (b"PK\x03\x04" + b"\x00" * 200, "unreadable"),
        "torn.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000, "unreadable"),
        "locked.xlsx": (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password_protected",
        ),
    }
    for name, (content, _code) in made.items():
        (tmp_path / name).write_bytes(content)
    assert {name: code_of(tmp_path / name) for name in made} == {
        name: code for name, (_c, code) in made.items()
    }
    assert code_of(tmp_path / "absent.xlsx") == "file_missing"
    assert code_of(tmp_path) == "file_not_readable"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.xlsx"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert code_of(path) == "too_large"


def archive(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return path


def rewritten(source: Path, path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    with zipfile.ZipFile(source) as old:
        return archive(path, {name: change(name, old.read(name)) for name in old.namelist()})


def test_bombs_and_entities_are_refused(tmp_path: Path, make_book: Make) -> None:
    plain = make_book([("Ngày", "Tổ", "Hình thức"), ("05/10/2026", "Tổ 1", "Hội nghị")])
    bomb = archive(
        tmp_path / "bomb.xlsx", {"xl/workbook.xml": b"<workbook/>", "xl/x.xml": b" " * 50_000_000}
    )
    assert code_of(bomb) == "hostile"

    def with_entity(name: str, content: bytes) -> bytes:
        if name != "xl/workbook.xml":
            return content
        return (
            b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + content
        )

    assert code_of(rewritten(plain, tmp_path / "entity.xlsx", with_entity)) == "hostile"
    assert code_of(plain, Limits(unpacked_size=1000)) == "too_large"
    assert code_of(plain, Limits(rows=1)) == "too_many_cells"
    assert code_of(plain, Limits(elements=20)) == "too_many_cells"
    assert (
        code_of(archive(tmp_path / "text.docx", {"word/document.xml": b"<x/>"})) == "format_unknown"
    )


def test_a_file_cut_anywhere_never_crashes_the_reader(tmp_path: Path, make_book: Make) -> None:
    whole = make_book(
        [("Ngày", "Tổ", "Hình thức"), ("05/10/2026", "Tổ 1", "Hội nghị")]
    ).read_bytes()
    cut = tmp_path / "cut.xlsx"
    for size in range(4, len(whole), 200):
        cut.write_bytes(whole[:size])
        assert code_of(cut) in {"unreadable", "hostile", "format_unknown"}


def test_a_file_with_flipped_bytes_reads_or_is_refused(tmp_path: Path) -> None:
    for whole, name in (((DATA / "old-fonts.xls").read_bytes(), "flip.xls"),):
        flipped = tmp_path / name
        outcomes = set()
        for place in range(0, len(whole), 97):
            content = bytearray(whole)
            content[place] ^= 0xFF
            flipped.write_bytes(content)
            try:
                read_workbook(flipped)
                outcomes.add("read")
            except SheetError as error:
                outcomes.add(error.code)
        assert outcomes <= {
            "read",
            "unreadable",
            "hostile",
            "format_unknown",
            "empty",
            "password_protected",
            "too_many_cells",
        }


def test_formulas_give_their_stored_value(tmp_path: Path, make_book: Make, known: Known) -> None:
    plain = make_book(
        [("Ngày", "Tổ", "Hình thức", "Số người"), ("05/10/2026", "Tổ 1", "Hội nghị", "=20+25")]
    )

    def calculated(name: str, content: bytes) -> bytes:
        return (
            content.replace(b"<v />", b"<v>45</v>")
            .replace(b"<v></v>", b"<v>45</v>")
            .replace(b"<v/>", b"<v>45</v>")
        )

    path = rewritten(plain, tmp_path / "calculated.xlsx", calculated)
    assert sessions(read_list(read_workbook(path), known, today=TODAY))[0].attendance == 45


def test_a_sheet_formatted_to_its_last_row_is_read(
    tmp_path: Path, make_book: Make, known: Known
) -> None:
    plain = make_book([("Ngày", "Tổ", "Hình thức"), ("05/10/2026", "Tổ 1", "Hội nghị")])
    empty = "".join(
        f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(3, 100_000)
    ).encode()

    def grown(name: str, content: bytes) -> bytes:
        return content.replace(b"</sheetData>", empty + b"</sheetData>")

    path = rewritten(plain, tmp_path / "grown.xlsx", grown)
    assert len(read_list(read_workbook(path), known, today=TODAY).rows) == 1


def test_the_source_file_is_never_written(make_book: Make) -> None:
    path = make_book([("Ngày", "Tổ", "Hình thức"), ("05/10/2026", "Tổ 1", "Hội nghị")])
    before = path.read_bytes()
    read_workbook(path)
    assert path.read_bytes() == before
    assert io.BytesIO(before).getbuffer().nbytes == path.stat().st_size


VALUES = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.sampled_from(
        [
            "Cộng",
            "Tổ 1-999",
            "1/1",
            "19h30",
            "II",
            "Ví dụ",
            "31/02/2026",
            "Toàn phường",
            "Tổ 3 (x)",
            "(",
        ]
    ),
)


@given(st.lists(st.lists(VALUES, max_size=6), max_size=6), st.sampled_from(list(ListKind)))
def test_whatever_stands_in_the_cells_the_reading_never_crashes(
    rows: list[list[CellValue]], kind: ListKind
) -> None:
    headings: dict[ListKind, tuple[str, ...]] = {
        ListKind.GROUPS: (
            "Tên thôn",
            "Số hộ",
            "Ngày thành lập",
            "Trưởng thôn",
            "Điện thoại trưởng thôn",
            "Ghi chú",
        ),
        ListKind.SESSIONS: ("Ngày", "Giờ", "Tổ", "Hình thức", "Số người", "Trạng thái"),
        ListKind.MODELS: (
            "Tên mô hình",
            "Tổ",
            "Ngày thành lập",
            "Số thành viên",
            "Tình trạng",
            "Tình trạng từ ngày",
        ),
        ListKind.COUNTS: ("Mã", "Số liệu", "Đơn vị tính", "Tháng 9/2026", "Tháng 10/2026"),
    }
    cells = {(1, column): Cell(text) for column, text in enumerate(headings[kind], start=1)}
    for number, row in enumerate(rows, start=2):
        cells |= {
            (number, column): Cell(value)
            for column, value in enumerate(row, start=1)
            if value is not None
        }
    reading = read_list(Book("made", (Sheet("Trang", cells),)), Known(), today=TODAY)
    assert reading.kind is kind
    assert all(
        row.draft is not None or any(one.stops for one in row.problems) for row in reading.rows
    )


def test_unicode_text_in_a_font_of_before_unicode_stays_as_it_is() -> None:
    assert to_unicode("Tổ dân phố 1", ".VnTime") == "Tổ dân phố 1"
    assert to_unicode("Luật Phòng, chống ma túy", "VNI-Times") == "Luật Phòng, chống ma túy"
    assert to_unicode("Tæ d©n phè 1", ".VnTime") == "Tổ dân phố 1"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are of POSIX systems")
def test_what_is_no_file_is_never_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    os.mkfifo(path)
    with pytest.raises(SheetError) as caught:
        read_workbook(path)
    assert caught.value.code == "file_not_readable"
