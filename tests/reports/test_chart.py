"""Charts print in black and grey, and each has a table beside it."""

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart

from desktop.reports.chart import chart_table, chart_with_table
from desktop.reports.excel import write_excel
from desktop.reports.month import month_report
from desktop.reports.pdf import write_pdf
from desktop.reports.tree import (
    Appendix,
    Chart,
    ChartColumn,
    ColumnState,
    Document,
    Orientation,
    Table,
)
from desktop.reports.word import write_word
from tests.reports.made_up import FRAME, snapshot
from tests.reports.office_reading import word_file
from tests.reports.reading import PageRead, read_pdf

MET, NOT_MET = ColumnState.MET, ColumnState.NOT_MET
GROUPS = (21, 22, 23, 20, None, 23, 23, 22, 19, 23, None, None)


def members_text(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def share() -> Chart:
    """Groups met of 23 in twelve months; three months have no figure."""
    columns = tuple(
        ChartColumn(f"T{number}", None, note="")
        if met is None
        else ChartColumn(
            f"T{number}", Decimal(met) / 23, MET if met == 23 else NOT_MET, f"{met}/23"
        )
        for number, met in enumerate(GROUPS, start=1)
    )
    return Chart("Tỷ lệ tổ có buổi tuyên truyền", columns, target=Decimal(1), percent=True)


def counts(*values: str | None, unit: str = "lượt", target: str | None = None) -> Chart:
    columns = tuple(
        ChartColumn(f"T{number}", None if value is None else Decimal(value))
        for number, value in enumerate(values, start=1)
    )
    return Chart("Lượt người tham gia", columns, Decimal(target) if target else None, unit)


def paper(*charts: Chart, orientation: Orientation = Orientation.PORTRAIT) -> Document:
    blocks = tuple(
        block for chart in charts for block in chart_with_table(chart, orientation=orientation)
    )
    whole = month_report(snapshot(3, draft=False), {}, FRAME)
    return replace(whole, appendices=(Appendix("", "Biểu đồ", "(Kèm theo)", blocks, orientation),))


def charted_page(document: Document) -> PageRead:
    return read_pdf(write_pdf(document))[-1]


def words_above_the_table(page: PageRead) -> list[str]:
    texts = [" ".join(words.text.split()) for words in page.words]
    return texts[: texts.index("Kỳ")]


def pixels(document: Document) -> bytes:
    """Red, green and blue of every pixel of the last page."""
    module: Any = pypdfium2
    file = module.PdfDocument(write_pdf(document))
    picture: bytes = file[len(file) - 1].render(scale=1).to_pil().convert("RGB").tobytes()
    return picture


def test_a_chart_comes_with_its_table() -> None:
    chart, table = chart_with_table(share())
    assert isinstance(chart, Chart)
    assert isinstance(table, Table)
    assert table.rows[0][1:] == (
        "91,3%", "95,7%", "100%", "87%", "–", "100%", "100%", "95,7%", "82,6%", "100%", "–", "–",
    )  # fmt: skip


def test_a_table_of_short_cells_lies_and_one_of_long_cells_stands() -> None:
    lying = chart_table(share())
    assert [column.heading for column in lying.columns][:3] == ["Kỳ", "T1", "T2"]
    assert [row[0] for row in lying.rows] == ["Kết quả", "Chỉ tiêu", "Đánh giá", "Thực hiện"]
    standing = chart_table(counts(*["1250000"] * 12))
    assert [column.heading for column in standing.columns] == ["Kỳ", "Kết quả (lượt)"]
    assert standing.rows[0] == ("T1", "1.250.000")


def test_a_lying_sheet_takes_longer_figures_in_a_lying_table() -> None:
    table = chart_table(counts(*["1250000"] * 12), orientation=Orientation.LANDSCAPE)
    assert len(table.columns) == 13


@pytest.mark.parametrize("orientation", list(Orientation))
def test_no_figure_of_a_lying_table_breaks(orientation: Orientation) -> None:
    widest = "888888" if orientation is Orientation.PORTRAIT else "1250000"
    several = 8 if orientation is Orientation.PORTRAIT else 12
    chart = counts(*[widest] * several)
    blocks = chart_with_table(chart, orientation=orientation)
    table = blocks[1]
    assert isinstance(table, Table)
    assert len(table.columns) == several + 1
    document = replace(
        paper(), appendices=(Appendix("", "Biểu đồ", "(Kèm theo)", blocks, orientation),)
    )
    texts = [words.text.strip() for words in charted_page(document).words]
    assert texts.count(table.rows[0][1]) == several


def test_what_lacks_is_a_gap_and_zero_is_a_zero() -> None:
    words = words_above_the_table(charted_page(paper(counts("0", None, "7"))))
    assert words.count("–") == 1
    assert "0" in words
    assert "– Không có số liệu" in words


def test_the_target_is_named_beside_its_line() -> None:
    words = words_above_the_table(charted_page(paper(share())))
    assert words[words.index("Chỉ tiêu") + 1] == "100%"
    without = words_above_the_table(charted_page(paper(counts("3", "4"))))
    assert "Chỉ tiêu" not in without


def test_large_counts_are_written_in_millions_and_none_of_them_reads_zero() -> None:
    words = words_above_the_table(charted_page(paper(counts("1250000", "0", "120"))))
    assert "Đơn vị: triệu lượt" in words
    assert "1,25" in words
    assert "<0,01" in words


def test_no_share_reads_100_percent_by_rounding() -> None:
    almost = Chart(
        "Hồ sơ", (ChartColumn("T1", Decimal("0.9996"), NOT_MET),), Decimal(1), percent=True
    )
    assert chart_table(almost).rows[0][1] == "99,9%"


def test_a_chart_without_any_figure_says_so() -> None:
    words = words_above_the_table(charted_page(paper(counts(None, None))))
    assert "Chưa có số liệu để vẽ biểu đồ." in words


def test_states_are_told_apart_in_black_and_grey() -> None:
    found = pixels(paper(share()))
    assert found[0::3] == found[1::3] == found[2::3]
    halves = [
        replace(share(), columns=(ChartColumn("T1", Decimal("0.5"), one),)) for one in ColumnState
    ]
    met, not_met, plain = (sum(255 - grey for grey in pixels(paper(one))) for one in halves)
    assert met > plain * 1.05
    assert not_met != plain


@pytest.mark.parametrize("orientation", list(Orientation))
def test_a_chart_keeps_to_the_margins(orientation: Orientation) -> None:
    page = charted_page(paper(share(), counts("6", "-12"), orientation=orientation))
    left, right = (30, 17) if orientation is Orientation.PORTRAIT else (20, 20)
    # The bounds of a stroke reach past its ends by its own width.
    slack = 0.35
    assert min(min(rule.x0, rule.x1) for rule in page.rules) >= left - slack
    assert max(max(rule.x0, rule.x1) for rule in page.rules) <= page.width - right + slack


def test_chart_and_table_stay_on_one_page() -> None:
    pages = read_pdf(write_pdf(paper(*(share() for _ in range(7)))))
    for page in pages[-4:]:
        titles = sum("Tỷ lệ tổ có buổi" in words.text for words in page.words)
        tables = sum(words.text.strip() == "Kỳ" for words in page.words)
        assert titles == tables


def test_the_same_chart_gives_the_same_bytes() -> None:
    for write in (write_pdf, write_word, write_excel):
        assert write(paper(share())) == write(paper(share()))


def test_every_face_is_embedded() -> None:
    pdf = write_pdf(paper(share(), counts(None)))
    faces = {words.face for page in read_pdf(pdf) for words in page.words}
    assert all(face.startswith("LiberationSerif") for face in faces)


def test_word_shows_the_chart_as_a_picture_that_is_described() -> None:
    data = write_word(paper(share(), counts("3", None)))
    file = word_file(data)
    assert len(file.inline_shapes) == 2
    body = members_text(data, "word/document.xml")
    assert body.count("Tỷ lệ tổ có buổi tuyên truyền. Số liệu ở bảng ngay bên dưới.") == 1
    assert any(one.text == "Tỷ lệ tổ có buổi tuyên truyền" for one in file.paragraphs)
    section = file.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    assert all(shape.width <= room + 635 for shape in file.inline_shapes)


def test_excel_draws_the_chart_over_the_cells_of_its_table() -> None:
    book = load_workbook(io.BytesIO(write_excel(paper(share(), counts("1250000", "980000")))))
    lying, standing = book.worksheets[-2], book.worksheets[-1]
    for sheet, expected in ((lying, 0.913), (standing, 1_250_000)):
        charts: Any = sheet
        [chart] = charts._charts
        assert isinstance(chart, BarChart)
        place = chart.series[0].val.numRef.f.rpartition("!")[2].replace("$", "")
        first = sheet[place.partition(":")[0]].value
        assert float(first) == pytest.approx(expected)


def test_excel_holds_no_figure_beside_the_cells() -> None:
    data = write_excel(paper(share()))
    drawn = members_text(data, "xl/charts/chart1.xml")
    assert "numCache" not in drawn
    assert "numLit" not in drawn
    assert drawn.count('prst="wdUpDiag"') == sum(one.state is NOT_MET for one in share().columns)
