"""The slip of a file: its totals are the snapshot's, its codes those of the bytes."""

from collections import Counter
from dataclasses import replace

import pytest

from desktop.domain.check_codes import Block, codes
from desktop.reports.excel import write_excel
from desktop.reports.pdf import write_pdf
from desktop.reports.stick_slip import SlipFile, slip_lines, stick_slip
from desktop.reports.tree import CodeMark, Document, Table
from desktop.reports.word import write_word
from tests.reports.made_up import FRAME, snapshot
from tests.reports.office_reading import (
    tokens,
    words_of_excel,
    words_of_pdf,
    words_of_tree,
    words_of_word,
)
from tests.reports.planned import planned
from tests.reports.reading import read_pdf

PLANNED = replace(planned("2026-10"), draft=False)
SNAPSHOTS = {
    "usual": snapshot(23, draft=False),
    "none": snapshot(0, draft=False),
    "long names": snapshot(60, long_names=True, draft=False),
    "with a plan": PLANNED,
}


@pytest.fixture(params=[*SNAPSHOTS.values()], ids=[*SNAPSHOTS])
def slip(request: pytest.FixtureRequest) -> Document:
    return stick_slip(request.param, FRAME, codes(request.param))


def rows(document: Document) -> dict[str, str]:
    table = next(one for one in document.blocks if isinstance(one, Table))
    return {row[1].replace("\u00a0", " "): row[2] for row in table.rows}


def test_the_same_words_stand_in_all_three_files(slip: Document) -> None:
    words = words_of_tree(slip)
    assert words_of_pdf(write_pdf(slip), slip) == words
    assert words_of_word(write_word(slip)) == words
    assert words_of_excel(write_excel(slip)) == words + Counter(tokens("Bảng 1"))


def test_the_same_closing_gives_the_same_slip(slip: Document) -> None:
    assert write_pdf(slip) == write_pdf(slip)


def test_the_totals_are_those_of_the_snapshot() -> None:
    found = rows(stick_slip(PLANNED, FRAME, codes(PLANNED)))
    held = PLANNED.totals.activity
    assert found["Số buổi tuyên truyền"] == str(held.sessions)
    assert found["Số lượt người tham gia"].replace(".", "") == str(held.attendance)
    share = PLANNED.totals.group_months
    assert found["Số tổ dân phố có tổ chức/phải tổ chức"] == f"{share.met}/{share.due}"
    assert found["Số mô hình đang duy trì"] == str(PLANNED.totals.models)
    counted = [one for one in slip_lines(PLANNED, FRAME) if one.block is Block.COUNTS]
    assert len(counted) == len(PLANNED.counts) > 0


def test_every_block_stands_with_its_code_and_the_whole_with_its_own() -> None:
    known = codes(PLANNED)
    document = stick_slip(PLANNED, FRAME, known)
    table = next(one for one in document.blocks if isinstance(one, Table))
    sections = [one.code for one in known.sections]
    printed = [row[3] for row in table.rows if row[3]]
    assert len(sections) > 1
    assert [one for one in printed if one not in sections] == list(known.blocks.values())
    assert [one for one in printed if one in sections] == sections
    mark = next(one for one in document.blocks if isinstance(one, CodeMark))
    assert mark.code == known.total
    assert known.total in read_pdf(write_pdf(document))[0].text


def test_a_correction_is_said_below_the_subject() -> None:
    document = stick_slip(PLANNED, FRAME, codes(PLANNED), correction=2)
    assert document.subject[1].replace("\u00a0", " ") == "(Số liệu thay thế lần 2)"


def test_giver_and_taker_sign() -> None:
    document = stick_slip(PLANNED, FRAME, codes(PLANNED))
    assert document.signature.above == ("NGƯỜI GIAO",)
    assert [one.above for one in document.cosigners] == [("NGƯỜI NHẬN",)]
    assert document.draft == ""


def test_the_slip_is_one_sheet_with_every_code_and_the_totals() -> None:
    """An officer carries it: what the report's appendices hold has its code alone."""
    locked = stick_slip(PLANNED, FRAME, codes(PLANNED), file=LOCKED)
    assert len(read_pdf(write_pdf(locked))) <= 2
    said = rows(locked)
    assert "Số mục tiêu, chỉ tiêu đạt/đã đánh giá" in said
    assert "Tổng số hộ" in said
    details = [one for one in slip_lines(PLANNED, FRAME) if one.detail]
    assert len(details) == 2 + len(PLANNED.objectives) + len(PLANNED.counts)
    assert not {one.label.replace("\u00a0", " ") for one in details} & said.keys()


def test_every_objective_and_the_households_can_be_compared_by_their_code() -> None:
    lines = slip_lines(PLANNED, FRAME)
    said = {one.label.replace("\u00a0", " "): one.value for one in lines}
    for one in PLANNED.objectives:
        assert f"{one.id}. {one.title}" in said
    people = next(one for one in lines if one.label == "Tổng số hộ")
    assert people.block is Block.LISTS
    total = sum(line.households or 0 for line in PLANNED.groups)
    assert people.value.replace(".", "") == str(total)


SEALED = SlipFile("S138_19996_202610_0003.s138", 3, "12344-23457-34563-45672-56789")
LOCKED = replace(
    SEALED,
    passphrase="98219-34044-07558-69091-69043-21976-29459",  # noqa: S106 - made up
    fingerprint="70846-33302-30171-17957-34223",
)


def test_before_there_is_a_file_the_slip_names_none() -> None:
    text = read_pdf(write_pdf(stick_slip(PLANNED, FRAME, codes(PLANNED))))[0].text
    assert "Tên tệp" not in text


@pytest.mark.parametrize("file", [SEALED, LOCKED], ids=["sealed", "locked"])
def test_the_slip_names_the_file_its_code_and_what_opens_it(file: SlipFile) -> None:
    document = stick_slip(PLANNED, FRAME, codes(PLANNED), file=file)
    marks = [one.code for one in document.blocks if isinstance(one, CodeMark)]
    assert marks[0] == file.code
    assert (file.passphrase in marks) == bool(file.passphrase)
    text = read_pdf(write_pdf(document))[0].text
    for said in (file.name, file.code, file.passphrase, file.fingerprint):
        assert said in text
    words = words_of_tree(document)
    assert words_of_word(write_word(document)) == words
    assert words_of_pdf(write_pdf(document), document) == words


def test_the_slip_asks_for_one_code_only_and_says_what_the_others_are_for() -> None:
    file = SlipFile("S138_19774_202610_0001.s138", 1, "12344-56780-12344-56780-12344", "", "1-2")
    document = stick_slip(PLANNED, FRAME, codes(PLANNED), file=file)
    marks = [one for one in document.blocks if isinstance(one, CodeMark)]
    typed = [one.code for one in marks if one.note.startswith("Chỉ mã này")]
    assert typed == [file.code]
    assert "25 chữ số" in marks[-1].note, "as many as are printed"
    assert len(marks[-1].code.replace("-", "")) == 25


def test_the_counts_name_the_letters_of_their_sections() -> None:
    known = codes(PLANNED)
    letters = [one.letter for one in known.sections]
    table = next(one for one in stick_slip(PLANNED, FRAME, known).blocks if isinstance(one, Table))
    counts = next(row for row in table.rows if row[0] == Block.COUNTS.letter)
    assert f"gồm các nhóm {letters[0]}–{letters[-1]}" in counts[1].replace("\u00a0", " ")
