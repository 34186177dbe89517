"""The register of issued papers as a paper: what it lists, and that three writers say the same."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document as WordFile
from openpyxl import load_workbook

from desktop.actions.closing import close_period
from desktop.actions.desk import Desk
from desktop.actions.issued_papers import IssuedDraft, issue_paper, papers, withdraw_paper
from desktop.actions.issued_register import register_document, register_file
from desktop.actions.periods import period_named
from desktop.reports.tree import Document, Orientation, Paragraph, Table


@pytest.fixture
def numbered(desk: Desk, groups: tuple[str, ...]) -> Desk:
    """September's report 5/BC-BCĐ, a reminder 4/BCĐ-PCMT, and one of the year before."""
    assert groups
    assert close_period(desk, period_named(desk, "2026-09"), unanswered=True).done
    for kind, period, number, day in (
        ("month", "2026-09", 5, date(2026, 10, 5)),
        ("reminder", "2026-09", 4, date(2026, 9, 10)),
        ("reminder", "2025-11", 31, date(2025, 11, 20)),
    ):
        draft = IssuedDraft(kind=kind, period=period, number=number, issued_on=day)
        assert issue_paper(desk, draft).done
    return desk


def table(document: Document) -> Table:
    return next(one for one in document.blocks if isinstance(one, Table))


def closing(document: Document) -> str:
    last = document.blocks[-1]
    assert isinstance(last, Paragraph)
    return last.text.replace("\u00a0", " ")


def test_a_year_is_listed_by_date_with_everything_that_its_lines_say(numbered: Desk) -> None:
    document = register_document(numbered, 2026)
    stored = [one for one in papers(numbered) if one.year == 2026]
    rows = table(document).rows
    assert [row[0] for row in rows] == ["04/BCĐ-PCMT", "05/BC-BCĐ"]
    assert [row[1] for row in rows] == ["10/09/2026", "05/10/2026"]
    for row, line in zip(rows, stored, strict=True):
        said = [cell.replace("\u00a0", " ") for cell in row]
        assert said[2:5] == [line.subject, line.signer, "; ".join(line.recipients)]


def test_a_register_addresses_nobody_so_nobody_is_the_one_above(numbered: Desk) -> None:
    document = register_document(numbered, 2026)
    assert document.salutation == ()
    assert not any("Như trên" in line for line in document.recipients.lines)
    assert "Lưu" in document.recipients.lines[-1]


@pytest.mark.parametrize(("count", "rest"), [(8, ""), (9, "; và 04 nơi nhận khác")])
def test_a_long_list_of_recipients_is_cut_and_counted(
    numbered: Desk, count: int, rest: str
) -> None:
    names = tuple(f"Tổ dân phố {number}" for number in range(1, count + 1))
    draft = IssuedDraft(
        kind="reminder",
        period="2026-09",
        number=50,
        issued_on=date(2026, 10, 6),
        recipients=names,
    )
    assert issue_paper(numbered, draft).done
    said = table(register_document(numbered, 2026)).rows[-1][4].replace("\u00a0", " ")
    assert said == "; ".join(names[:5] if rest else names) + rest


def test_it_has_the_eight_columns_of_the_decree_and_leaves_the_registrys_own_blank(
    numbered: Desk,
) -> None:
    found = table(register_document(numbered, 2026))
    assert [one.heading[-3:] for one in found.columns] == [f"({n})" for n in range(1, 9)]
    assert {row[5:7] for row in found.rows} == {("", "")}


def test_it_lies_has_no_number_of_its_own_and_two_signatures(numbered: Desk) -> None:
    document = register_document(numbered, 2026)
    assert document.orientation is Orientation.LANDSCAPE
    assert document.letterhead.number == ""
    assert [one.above for one in document.cosigners] == [("NGƯỜI LẬP SỔ",)]
    assert document.draft == ""


def test_its_last_sentence_counts_each_series(numbered: Desk) -> None:
    assert closing(register_document(numbered, 2026)) == (
        "Sổ này có 02 văn bản: BCĐ-PCMT 01 văn bản, số 04; BC-BCĐ 01 văn bản, số 05./."
    )


def test_all_years_follow_each_other_each_from_a_new_page(numbered: Desk) -> None:
    document = register_document(numbered)
    assert [one.subject[0] for one in document.papers] == ["Năm\u00a02025", "Năm\u00a02026"]
    assert document.file_metadata.title == "Sổ đăng ký văn bản đi các năm 2025-2026"


def test_a_year_without_papers_says_that_nothing_arose(numbered: Desk) -> None:
    document = register_document(numbered, 2024)
    assert closing(document) == "Không phát sinh văn bản đi trong năm 2024./."
    assert len(document.subject) == 1


def test_a_line_that_was_taken_out_is_not_printed(numbered: Desk) -> None:
    reminder = next(one for one in papers(numbered) if one.number == 4)
    assert withdraw_paper(numbered, reminder.id).done
    assert [row[0] for row in table(register_document(numbered, 2026)).rows] == ["05/BC-BCĐ"]


def test_word_and_excel_hold_every_cell_of_the_register(numbered: Desk) -> None:
    rows = table(register_document(numbered, 2026)).rows
    word = WordFile(BytesIO(register_file(numbered, ".docx", 2026)))
    written = {cell.text for one in word.tables for row in one.rows for cell in row.cells}
    book = load_workbook(BytesIO(register_file(numbered, ".xlsx", 2026)))
    cells = {
        value.strftime("%d/%m/%Y") if hasattr(value, "strftime") else str(value)
        for sheet in book
        for line in sheet.iter_rows(values_only=True)
        for value in line
        if value is not None
    }
    for row in rows:
        for cell in filter(None, row):
            assert cell in written
            assert cell in cells or cell.replace("\u00a0", " ") in cells


def test_the_same_lines_give_the_same_pages(numbered: Desk) -> None:
    assert register_file(numbered, ".pdf", 2026) == register_file(numbered, ".pdf", 2026)
    with pytest.raises(KeyError):
        register_file(numbered, ".txt")
