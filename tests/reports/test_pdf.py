"""The PDF is measured from its own objects, to the millimetre and the point."""

import shutil
import subprocess
import unicodedata
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from desktop.reports.month import month_report
from desktop.reports.pdf import write_pdf
from desktop.reports.tree import Block, Column, Document, Heading, Paragraph, Table
from tests.reports.made_up import FRAME, snapshot
from tests.reports.reading import PageRead, read_pdf

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LETTERS = "".join(
    unicodedata.normalize("NFC", base + tone)
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    if base not in "aeiouyAEIOUY" or tone
)
VIETNAMESE = LETTERS + "đĐ"


def reader(pdf: bytes) -> Any:
    """The PDF in the words of its reader, which is typed in parts only."""
    module: Any = pypdfium2
    return module.PdfDocument(pdf)


def appendix_of(page: PageRead) -> str:
    """The number of the appendix that begins on a page; empty when none does."""
    first = page.words[0].text.replace("\u00a0", " ").strip()
    return first.removeprefix("Phụ lục ") if first.startswith("Phụ lục ") else ""


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in reader(pdf))


@pytest.fixture(scope="module")
def report() -> Document:
    return month_report(snapshot(23, draft=False), {}, FRAME)


@pytest.fixture(scope="module")
def pages(report: Document) -> list[PageRead]:
    return read_pdf(write_pdf(report))


def test_every_page_is_a4_and_the_wide_appendices_lie(pages: list[PageRead]) -> None:
    sizes = {(round(page.width), round(page.height)) for page in pages}
    assert sizes == {(210, 297), (297, 210)}


def test_margins_are_those_of_the_decree() -> None:
    pdf = write_pdf(month_report(snapshot(60, draft=False, long_names=True), {}, FRAME))
    for page in reader(pdf):
        width, height = (side / 72 * 25.4 for side in page.get_size())
        words = page.get_textpage()
        boxes = [words.get_charbox(index) for index in range(words.count_chars())]
        inked = [[side / 72 * 25.4 for side in box] for box in boxes if box[2] - box[0] > 0.1]
        upright = height > width
        top_edge = 20 if upright else 30
        body = [box for box in inked if height - box[3] > top_edge - 5]
        assert min(box[0] for box in body) >= (29.7 if upright else 19.7)
        assert width - max(box[2] for box in body) >= (15 if upright else 19.7)
        assert min(height - box[3] for box in body) >= top_edge
        assert min(box[1] for box in body) >= (20 if upright else 15)


@pytest.mark.parametrize(
    ("text", "face", "size"),
    [
        (STATE, "Bold", 12),
        (MOTTO, "Bold", 13),
        ("ỦY BAN NHÂN DÂN", "", 12),
        ("BAN CHỈ ĐẠO 138", "Bold", 12),
        ("/BC-BCĐ", "", 13),
        ("Hương Trà, ngày", "Italic", 13),
        ("BÁO CÁO", "Bold", 14),
        ("Kết quả công tác phòng, chống ma túy tháng 10", "Bold", 14),
        ("(Từ ngày 15/9/2026 đến ngày 14/10/2026)", "Italic", 14),
        ("Kính gửi: Ban Chỉ đạo 138 thành phố Huế", "", 14),
        ("I. ĐẶC ĐIỂM, TÌNH HÌNH", "Bold", 14),
        ("3. Công tác tuyên truyền", "Bold", 14),
        ("Trong kỳ, toàn phường", "", 14),
    ],
)
def test_elements_of_the_first_page_have_their_face_and_size(
    pages: list[PageRead], text: str, face: str, size: float
) -> None:
    words = pages[0].find(text)
    assert words.face.partition("-")[2] == face
    assert words.size == pytest.approx(size)


def test_signature_and_recipients_have_their_face_and_size(pages: list[PageRead]) -> None:
    page = next(page for page in pages if "Nơi nhận:" in page.text)
    expected = {
        "Nơi nhận:": ("BoldItalic", 12),
        "- Như trên;": ("", 11),
        "- Lưu: VT, BCĐ.": ("", 11),
        "KT. TRƯỞNG BAN": ("Bold", 14),
        "TRƯỞNG CÔNG AN PHƯỜNG": ("Bold", 14),
        "Nguyễn Văn Hòa": ("Bold", 14),
    }
    for text, (face, size) in expected.items():
        words = page.find(text)
        assert words.face.partition("-")[2] == face
        assert words.size == pytest.approx(size)


def test_the_state_name_stands_on_one_line_above_a_rule_as_long_as_the_motto(
    pages: list[PageRead],
) -> None:
    page = pages[0]
    state, motto = page.find(STATE), page.find(MOTTO)
    assert state.text == STATE
    assert motto.text == MOTTO
    rule = next(rule for rule in page.rules if rule.x0 > 100 and rule.level)
    assert 0 < rule.y0 - motto.y < 4
    assert rule.length == pytest.approx(56.2, abs=0.6)
    assert rule.x0 == pytest.approx(motto.x, abs=0.5)


def test_the_rules_below_body_and_subject_are_a_third_to_a_half_of_the_line(
    pages: list[PageRead],
) -> None:
    page = pages[0]
    left, _right = 30, 193
    body, subject = page.find("BAN CHỈ ĐẠO 138"), page.find("(Từ ngày")
    below_body = next(r for r in page.rules if r.level and r.x1 < 90)
    centre = (below_body.x0 + below_body.x1) / 2
    assert 1 / 3 <= (below_body.length - 0.4) / (2 * (centre - body.x)) <= 1 / 2
    below_subject = next(r for r in page.rules if 0 < r.y0 - subject.y < 5)
    middle = (left + 193) / 2
    assert 1 / 3 <= (below_subject.length - 0.4) / (2 * (middle - subject.x)) <= 1 / 2


def test_number_and_date_share_a_row(pages: list[PageRead]) -> None:
    assert pages[0].find("/BC-BCĐ").y == pytest.approx(pages[0].find("Hương Trà, ngày").y)


def test_pages_are_numbered_in_the_top_margin_but_the_first_of_every_part(
    pages: list[PageRead],
) -> None:
    seen: list[int | None] = []
    for page in pages:
        number = page.page_number()
        seen.append(int(number.text) if number else None)
        if number:
            assert number.size == pytest.approx(13)
            assert number.y < (20 if page.width < page.height else 30)
    starts = [i for i, page in enumerate(pages) if i == 0 or appendix_of(page)]
    expected: list[int | None] = []
    for index in range(len(pages)):
        start = max(one for one in starts if one <= index)
        expected.append(None if start == index else index - start + 1)
    assert seen == expected
    assert len(starts) == 5


def test_body_lines_stand_between_single_and_one_and_a_half(pages: list[PageRead]) -> None:
    lines = [words for words in pages[0].words if words.size == 14 and words.x == pytest.approx(30)]
    steps = {round(b.y - a.y, 2) for a, b in pairwise(lines) if b.y - a.y < 8}
    single = 14 * 1.107 / 72 * 25.4
    assert steps
    assert all(single <= step <= 1.5 * single for step in steps)


def test_first_lines_stand_in_by_12_7_millimetres(pages: list[PageRead]) -> None:
    assert pages[0].find("Trong kỳ, toàn phường").x == pytest.approx(30 + 12.7, abs=0.05)


def test_table_headers_come_back_on_every_page_and_text_is_11_from_seven_columns_on(
    pages: list[PageRead],
) -> None:
    start = next(i for i, page in enumerate(pages) if appendix_of(page) == "II")
    for page in pages[start : start + 2]:
        heading = page.find("Hình thức")
        assert heading.face.endswith("Bold")
        assert heading.size == pytest.approx(11)
        assert page.width > page.height


def test_a_row_is_never_parted_unless_it_is_taller_than_a_page() -> None:
    long = " ".join(["dài"] * 1500)
    table = Table(
        (Column("A", 1), Column("B", 1)),
        (*((f"hàng {n}", "một hai ba bốn năm sáu bảy tám chín mười " * 3) for n in range(40)),
         ("cuối", long)),
    )  # fmt: skip
    document = month_report(snapshot(1), {}, FRAME)
    found = read_pdf(write_pdf(replace(document, blocks=(table,), appendices=())))
    for page in found[:2]:
        lines = [words for words in page.words if words.text.strip().startswith(("một", "bảy"))]
        labels = [words for words in page.words if words.text.startswith("hàng")]
        assert labels
        assert len(lines) >= len(labels)
    assert sum(page.text.count("dài") for page in found) == 1500


def test_the_signature_is_never_alone_on_a_page() -> None:
    document = month_report(snapshot(3), {}, FRAME)
    for filler in range(46):
        blocks: tuple[Block, ...] = (
            *(Paragraph.of(f"dòng {n}") for n in range(filler)),
            Paragraph.of("từ cuối " * 60 + "./."),
        )
        found = read_pdf(write_pdf(replace(document, blocks=blocks, appendices=())))
        page = next(page for page in found if "Nơi nhận:" in page.text)
        assert "./." in page.text
        above = [words for words in page.words if words.size == 14 and "từ cuối" in words.text]
        assert len(above) + ("./." in page.text) >= 2


def test_a_heading_never_ends_a_page() -> None:
    document = month_report(snapshot(3), {}, FRAME)
    for filler in range(20, 40):
        blocks: tuple[Block, ...] = (
            *(Paragraph.of(f"dòng {n}") for n in range(filler)),
            Heading(2, "1. Tiêu đề"),
            Paragraph.of("chữ " * 80),
            Paragraph.of("hết./."),
        )
        found = read_pdf(write_pdf(replace(document, blocks=blocks, appendices=())))
        page = next(page for page in found if "1. Tiêu đề" in page.text)
        assert "chữ" in page.text


def test_all_letters_copy_out_in_nfc() -> None:
    assert len(VIETNAMESE) == 134
    document = month_report(snapshot(3), {}, FRAME)
    spread = " ".join(VIETNAMESE)
    decomposed = unicodedata.normalize("NFD", spread)
    document = replace(document, blocks=(Paragraph.of(decomposed), Heading(2, spread)))
    text = text_of(write_pdf(document))
    assert unicodedata.is_normalized("NFC", text)
    assert "".join(text.split()).count("".join(VIETNAMESE)) == 2


def test_the_same_tree_gives_the_same_bytes(report: Document) -> None:
    assert write_pdf(report) == write_pdf(report)


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler-utils is not installed")
def test_every_font_is_embedded_and_maps_to_letters(report: Document, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(write_pdf(report))
    done = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True)
    fonts = [line.split() for line in done.stdout.splitlines()[2:]]
    assert fonts
    for font in fonts:
        assert "LiberationSerif" in font[0]
        assert font[-5:-2] == ["yes", "yes", "yes"]


def test_the_file_says_what_it_is_and_has_bookmarks(report: Document) -> None:
    pdf = write_pdf(report)
    read = reader(pdf)
    about = read.get_metadata_dict()
    assert about["Title"] == "Báo cáo kết quả công tác phòng, chống ma túy tháng 10 năm 2026"
    assert about["Author"] == "Ban Chỉ đạo 138 phường Hương Trà"
    assert b"/Lang (vi-VN)" in pdf
    titles = [mark.get_title() for mark in read.get_toc()]
    assert titles[0] == "I. Đặc điểm, tình hình"
    assert any(title.startswith("Phụ lục") and "Tổng hợp mô hình" in title for title in titles)


def test_a_draft_says_so_on_every_page_and_a_closed_month_nowhere(report: Document) -> None:
    draft = read_pdf(write_pdf(month_report(snapshot(23, draft=True), {}, FRAME)))
    assert all("DỰ THẢO" in page.text for page in draft)
    assert "DỰ THẢO" not in "".join(page.text for page in read_pdf(write_pdf(report)))


@pytest.mark.parametrize("groups", [0, 1, 60])
def test_any_number_of_groups_makes_a_paper(groups: int) -> None:
    document = month_report(snapshot(groups, long_names=True), {}, FRAME)
    text = " ".join(page.text for page in read_pdf(write_pdf(document)))
    assert "Tổng hợp" not in text
    assert "TỔNG HỢP CÁC BUỔI TUYÊN TRUYỀN" in text


def test_a_date_never_breaks_however_long_its_neighbour_is() -> None:
    table = Table(
        (Column("Ngày", 2), Column("Tên", 98)),
        tuple(("05/09/2026", "tên rất dài " * 20) for _ in range(9)),
    )
    document = month_report(snapshot(1), {}, FRAME)
    found = read_pdf(write_pdf(replace(document, blocks=(table,), appendices=())))
    dates = [words for page in found for words in page.words if words.text.startswith("05/09/2026")]
    assert len(dates) == 9


def _filled(block: Block, *, above: int) -> Document:
    lines = tuple(Paragraph.of(f"Dòng {number}") for number in range(above))
    made = month_report(snapshot(3), {}, FRAME)
    return replace(made, blocks=(*lines, block), appendices=())


@pytest.mark.parametrize("above", range(12, 30))
def test_a_row_that_names_those_below_it_never_ends_a_page(above: int) -> None:
    columns = (Column("TT", 10), Column("Nội dung", 60), Column("Số", 20))
    rows = [("", f"Nhóm {one}", "") for one in range(9)]
    numbered = [(str(one), f"Việc {one}", "1") for one in range(9)]
    table = Table(columns, tuple(row for pair in zip(rows, numbered, strict=True) for row in pair))
    for page in read_pdf(write_pdf(_filled(table, above=above))):
        named = [one for one in page.words if one.text.startswith(("Nhóm", "Việc"))]
        lowest = max(named, key=lambda one: one.y, default=None)
        assert lowest is None or lowest.text.startswith("Việc")


@pytest.mark.parametrize("above", range(12, 30))
def test_a_note_stands_on_the_page_of_the_last_row_of_its_table(above: int) -> None:
    rows = tuple((str(one), f"Việc {one}", "1") for one in range(12))
    table = Table((Column("TT", 10), Column("Nội dung", 60), Column("Số", 20)), rows)
    made = _filled(table, above=above)
    note = Paragraph.of("Chú thích " * 30, small=True)
    made = replace(made, blocks=(*made.blocks, note))
    (page,) = [one for one in read_pdf(write_pdf(made)) if "Chú thích" in one.text]
    assert "Việc 11" in page.text


@pytest.mark.parametrize("above", range(12, 34))
def test_what_leads_in_never_ends_a_page(above: int) -> None:
    made = _filled(Paragraph.of("Người trong diện quản lý:"), above=above)
    made = replace(made, blocks=(*made.blocks, Paragraph.of("- Người nghiện: 03 người.")))
    (page,) = [one for one in read_pdf(write_pdf(made)) if "diện quản lý:" in one.text]
    assert "Người nghiện" in page.text


def test_the_first_page_of_a_second_paper_says_once_that_it_is_a_draft() -> None:
    one = month_report(snapshot(3), {}, FRAME)
    data = write_pdf(replace(one, appendices=(), following=(replace(one, appendices=()),)))
    heads = [page for page in read_pdf(data) if "CỘNG HÒA XÃ HỘI" in page.text]
    assert [page.text.count("DỰ THẢO") for page in heads] == [1, 1]
