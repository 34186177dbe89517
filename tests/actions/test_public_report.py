"""The public variant from the store: two communes that differ in hidden figures print the same.

This is the attack: whoever holds every public paper, in every format, byte by byte, cannot tell
the one from the other, so nothing of what is hidden stands anywhere in them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from desktop.actions.areas import record_assessment
from desktop.actions.closing import close_period, reopen_period
from desktop.actions.counts import set_counts, set_openings
from desktop.actions.desk import Desk
from desktop.actions.papers import paper_document, paper_excel, paper_pdf, paper_word
from desktop.actions.periods import OpenPeriodError, period_named
from desktop.actions.plan_choice import choose_plan
from desktop.actions.reports import record_report_text
from desktop.actions.sessions import record_session
from desktop.actions.setup import Sources, new_commune
from desktop.domain.areas import AssessmentDraft
from desktop.domain.commune import CommuneProfile
from desktop.domain.periods import parse_period
from desktop.domain.plan_facts import MISSING, NIL, CountEntry
from desktop.domain.sessions import SessionDraft
from desktop.reports.tree import Document, Paragraph, Table
from tests.actions.conftest import CountedIds, StandingClock
from tests.reports.office_reading import words_of_tree

MONTHS = ("2026-07", "2026-08", "2026-09")
Row = tuple[int, ...]
PUBLIC: dict[str, Row] = {
    "directives": (2, 1, 3),
    "dependent_persons": (17, 18, 16),
    "illegal_users": (9, 9, 9),
    "counselled": (7, 9, 12),
    "released_prisoners": (8, 8, 8),
    "released_supported": (8, 8, 8),
    "plant_cases": (0, 0, 0),
    "plants": (0, 0, 0),
    "plant_area": (0, 0, 0),
    "served_persons": (26, 27, 25),
}
HIDDEN: dict[str, Row] = {
    "dependent_added": (1, 2, 1),
    "dependent_removed": (0, 1, 3),
    "illegal_users_added": (1, 2, 0),
    "illegal_users_removed": (1, 2, 0),
    "psychosis_persons": (2, 3, 4),
    "psychosis_managed": (1, 3, 4),
    "treated": (4, 3, 2),
    "relapses": (1, 0, 2),
    "use_points": (4, 3, 1),
    "use_points_found": (1, 0, 0),
    "use_points_eliminated": (0, 1, 2),
    "post_rehab_persons": (26, 26, 26),
    "post_rehab_managed": (24, 25, 26),
}
ELSE: dict[str, Row] = {
    **HIDDEN,
    "dependent_added": (3, 5, 2),
    "dependent_removed": (2, 4, 4),
    "illegal_users_added": (4, 3, 0),
    "illegal_users_removed": (4, 3, 0),
    "psychosis_persons": (4, 4, 2),
    "psychosis_managed": (3, 1, 1),
    "treated": (1, 4, 3),
    "relapses": (3, 0, 1),
    "use_points": (2, 4, 3),
    "use_points_found": (3, 5, 1),
    "use_points_eliminated": (0, 3, 2),
    "post_rehab_managed": (22, 23, 26),
}
"""Another commune whose public papers must be the same; its stocks move as they should."""


@dataclass
class World:
    """A commune with closed months, in a folder of its own."""

    desk: Desk

    def enter(self, month: str, figures: Mapping[str, int]) -> None:
        """Figures of a month; 0 is stated as nil."""
        entries = {name: CountEntry(n) if n else NIL for name, n in figures.items()}
        assert set_counts(self.desk, parse_period(month), entries).done

    def close(self, period: str) -> None:
        """Closes a period, whatever there is to confirm."""
        assert close_period(self.desk, period_named(self.desk, period), early=True).done


@contextmanager
def world(
    folder: Path, rows: Mapping[str, Row], openings: Mapping[str, int] | None = None
) -> Iterator[World]:
    """A commune tracked from July on with three closed months and the closed quarter."""
    profile = CommuneProfile(
        name="Phường Hương Trà",
        code="19996",
        valid_from=date(2025, 7, 1),
        superior="Thành phố Huế",
        first_month=MONTHS[0],
    )
    made = new_commune(folder, profile, sources=Sources(StandingClock(), CountedIds())).value
    assert made is not None
    with made as desk:
        found = World(desk)
        if openings:
            assert set_openings(desk, openings).done
        for place, month in enumerate(MONTHS):
            found.enter(month, {name: row[place] for name, row in rows.items()})
            found.close(month)
        found.close("2026-Q3")
        yield found


def public(desk: Desk, period: str) -> Document:
    return paper_document(desk, "public", period_named(desk, period))


def counts(document: Document) -> dict[str, tuple[str, ...]]:
    """Appendix VI by the words of its rows: this period, earlier ones, the year so far."""
    table = next(block for block in document.appendices[-1].blocks if isinstance(block, Table))
    return {row[1].replace("\u00a0", " "): row[3:] for row in table.rows if row[0]}


PERIODS = (*MONTHS, "2026-Q3")
WRITERS = (paper_pdf, paper_word, paper_excel)


@pytest.mark.parametrize("write", WRITERS)
def test_communes_that_differ_in_hidden_figures_print_the_same_bytes(
    tmp_path: Path, write: Callable[..., bytes]
) -> None:
    papers: list[list[bytes]] = []
    for name, hidden in (("one", HIDDEN), ("other", ELSE)):
        openings = {"relapses": 2 if hidden is HIDDEN else 4, "dependent_persons": 16}
        with world(tmp_path / name, PUBLIC | hidden, openings) as made:
            desk = made.desk
            papers.append([write(desk, "public", period_named(desk, one)) for one in PERIODS])
    assert papers[0] == papers[1]


def test_the_control_a_figure_that_is_shown_does_change_the_paper(tmp_path: Path) -> None:
    papers: list[bytes] = []
    for name, counselled in (("one", (7, 9, 12)), ("other", (7, 9, 13))):
        rows = PUBLIC | HIDDEN | {"counselled": counselled}
        with world(tmp_path / name, rows) as made:
            papers.append(paper_pdf(made.desk, "public", period_named(made.desk, "2026-09")))
    assert papers[0] != papers[1]


def test_small_figures_read_under_five_and_large_ones_are_the_closed_reports(
    tmp_path: Path,
) -> None:
    with world(tmp_path / "d", PUBLIC | HIDDEN) as made:
        rows = counts(public(made.desk, "2026-09"))
    assert rows["Người nghiện ma túy có hồ sơ quản lý"][:2] == ("16", "18")
    assert rows["Người được tư vấn"] == ("12", "9", "–", "28*")
    assert rows["Người được điều trị nghiện"][:2] == ("dưới\u00a05", "dưới\u00a05")
    assert rows["Người tái nghiện"] == ("dưới\u00a05", "0", "–", "không nêu")
    assert rows["Người nghiện đưa vào hồ sơ quản lý trong tháng"][0] == "không nêu"
    assert rows["Văn bản chỉ đạo đã ban hành"] == ("3", "1", "–", "6*")


def test_nothing_of_what_is_to_be_nothing_is_shown_as_nothing(tmp_path: Path) -> None:
    with world(tmp_path / "d", PUBLIC | HIDDEN) as made:
        rows = counts(public(made.desk, "2026-09"))
    for label in ("Vụ trồng, tái trồng cây có chứa chất ma túy",):
        assert rows[label][0] == "không phát sinh"


def test_an_objective_behind_which_a_hidden_figure_stands_has_no_result(tmp_path: Path) -> None:
    with world(tmp_path / "d", PUBLIC | HIDDEN) as made:
        first = public(made.desk, "2026-08").appendices[0]
    table = next(block for block in first.blocks if isinstance(block, Table))
    rows = {row[1]: row[2:] for row in table.rows}
    hidden = rows["Quản lý chặt chẽ người sau cai nghiện"]
    assert set(hidden) == {"không nêu"}
    shown = rows["Quản lý, giáo dục, hỗ trợ người chấp hành xong án phạt tù về địa bàn"]
    assert shown == ("100%", "8/8", "100%", "đạt")


def test_an_open_period_has_no_public_report(tmp_path: Path) -> None:
    with world(tmp_path / "d", PUBLIC) as made, pytest.raises(OpenPeriodError, match="2026-10"):
        public(made.desk, "2026-10")


def test_an_earlier_month_that_is_open_is_not_told(tmp_path: Path) -> None:
    with world(tmp_path / "d", PUBLIC | HIDDEN) as made:
        for period in ("2026-Q3", "2026-08"):
            found = period_named(made.desk, period)
            assert reopen_period(made.desk, found, reason="Sửa").done
        rows = counts(public(made.desk, "2026-09"))
    assert rows["Người được tư vấn"] == ("12", "không nêu", "–", "không nêu")


def test_a_movement_that_a_correction_blanks_gives_no_hidden_one_back(tmp_path: Path) -> None:
    with world(tmp_path / "d", PUBLIC | HIDDEN) as made:
        for period in ("2026-Q3", "2026-08"):
            found = period_named(made.desk, period)
            assert reopen_period(made.desk, found, reason="Sửa", correct=True).done
        august = parse_period("2026-08")
        assert set_counts(made.desk, august, {"dependent_added": MISSING}).done
        made.close("2026-08")
        made.close("2026-Q3")
        papers = [counts(public(made.desk, one)) for one in ("2026-08", "2026-09", "2026-Q3")]
    label = "Người nghiện đưa ra khỏi hồ sơ quản lý"
    month, after, quarter = ([row for name, row in one.items() if label in name] for one in papers)
    assert month[0][0] == after[0][1] == quarter[0][0] == "không nêu"


def test_what_is_left_of_a_number_of_the_plan_is_not_told(tmp_path: Path) -> None:
    with world(tmp_path / "d", {}) as made:
        assert choose_plan(made.desk, "hanoi-2021").done
        found = period_named(made.desk, "2026-09")
        for period in ("2026-Q3", "2026-09"):
            assert reopen_period(made.desk, period_named(made.desk, period), reason="Sửa").done
        made.enter("2026-09", {"old_complex_points_eliminated": 5})
        made.close("2026-09")
        words = " ".join(words_of_tree(paper_document(made.desk, "public", found)))
    assert "5/6" not in words
    assert "83,3" not in words


def test_the_words_of_a_decision_on_the_area_are_not_public(tmp_path: Path) -> None:
    with world(tmp_path / "d", PUBLIC) as made:
        draft = AssessmentDraft(
            on=date(2026, 9, 20),
            rule_id="qd-28-2025",
            level="type_3",
            decision="12/QĐ-UBND theo lời Mỹ",
            note="Ghi riêng",
        )
        assert record_assessment(made.desk, draft).done
        assert close_period(made.desk, period_named(made.desk, "2026-10"), early=True).done
        document = public(made.desk, "2026-10")
        words = " ".join(words_of_tree(document))
        said = text_of(made.desk, "2026-10")
    assert "2026" in said
    assert "qd-28-2025" in said or "28/2025/QĐ-TTg" in said
    assert not {"12/qđ-ubnd", "mỹ"} & set(words.casefold().split())
    assert "Ghi riêng" not in said


def test_what_was_small_before_a_correction_stays_hidden(tmp_path: Path) -> None:
    with world(tmp_path / "d", PUBLIC | HIDDEN) as made:
        for period in ("2026-Q3", "2026-09"):
            found = period_named(made.desk, period)
            assert reopen_period(made.desk, found, reason="Sửa", correct=True).done
        made.enter("2026-09", {"dependent_added": 6, "dependent_removed": 8, "treated": 9})
        made.close("2026-09")
        rows = counts(public(made.desk, "2026-09"))
    assert rows["Người được điều trị nghiện"][0] == "không nêu"
    assert rows["Người nghiện đưa vào hồ sơ quản lý trong tháng"][0] == "không nêu"
    assert rows["Người nghiện đưa ra khỏi hồ sơ quản lý trong tháng"][0] == "không nêu"


def test_a_part_that_was_hidden_stays_so_when_its_whole_is_corrected(tmp_path: Path) -> None:
    with world(tmp_path / "d", PUBLIC | HIDDEN) as made:
        for period in ("2026-Q3", "2026-08"):
            found = period_named(made.desk, period)
            assert reopen_period(made.desk, found, reason="Sửa", correct=True).done
        made.enter("2026-08", {"post_rehab_persons": 25})
        made.close("2026-08")
        rows = counts(public(made.desk, "2026-08"))
    assert rows["Người sau cai nghiện được quản lý"][0] == "không nêu"


def test_nothing_that_officers_wrote_by_hand_is_public(tmp_path: Path) -> None:
    with world(tmp_path / "d", PUBLIC | HIDDEN) as made:
        month = period_named(made.desk, "2026-09")
        written = "Riêng tổ 3 có 02 người tái nghiện."
        for key in ("situation", "managed_people", "shortcomings", "proposals"):
            assert record_report_text(made.desk, month, key, written).done
        words = {word.casefold() for word in words_of_tree(public(made.desk, "2026-09"))}
    assert "kỳ" in words
    assert not words & {"riêng", "nghiện."}


def test_labels_that_officers_typed_are_not_printed_in_public(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    draft = SessionDraft(
        held_on=date(2026, 9, 20),
        group_ids=groups[:1],
        topics=("Vụ án của Nguyễn Văn Tèo nghiện ma túy", "Luật Phòng, chống ma túy"),
        audiences=("Gia đình anh Tèo",),
        lead_body="Tổ chị Hoa, 0912345678",
        partner_bodies=("CA xã",),
    )
    done = record_session(desk, draft)
    assert {(one.code, one.field) for one in done.problems} >= {
        ("names_person", "topics"),
        ("looks_personal", "lead_body"),
    }
    month = period_named(desk, "2026-10")
    assert close_period(desk, month, early=True).done
    appendix = paper_document(desk, "public", month).appendices[1]
    table = next(block for block in appendix.blocks if isinstance(block, Table))
    assert table.rows[0][4:] == ("khác; Luật Phòng, chống ma túy", "khác", "khác", "Công an xã")
    words = {word.strip(".,;()").casefold() for word in words_of_tree(public(desk, "2026-10"))}
    assert not words & {"tèo", "hoa", "0912345678"}


def test_who_came_to_one_session_is_not_counted_in_public(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    for day, people in ((date(2026, 9, 20), 3), (date(2026, 9, 21), 61)):
        draft = SessionDraft(
            held_on=day, group_ids=groups[:1], topics=("Tác hại của ma túy",), attendance=people
        )
        assert record_session(desk, draft).done
    month = period_named(desk, "2026-10")
    assert close_period(desk, month, early=True).done
    document = paper_document(desk, "public", month)
    cells = [
        cell
        for appendix in document.appendices
        for block in appendix.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row[1:]
        if appendix.number == "II"
    ]
    assert cells
    assert "61" not in cells
    assert not any(re.fullmatch(r"0?3", cell) for cell in cells)


def test_a_total_of_so_few_is_not_told_nor_had_from_later_papers(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    for day, people in ((date(2026, 8, 20), 3), (date(2026, 9, 21), 61)):
        draft = SessionDraft(
            held_on=day, group_ids=groups[:1], topics=("Tác hại của ma túy",), attendance=people
        )
        assert record_session(desk, draft).done
    said = []
    for month in ("2026-09", "2026-10"):
        period = period_named(desk, month)
        assert close_period(desk, period, early=True).done
        said.append(" ".join(words_of_tree(paper_document(desk, "public", period))))
    assert all("61" not in words and "64" not in words for words in said)
    assert all("không nêu" in text_of(desk, month) for month in ("2026-09", "2026-10"))


def test_two_papers_of_a_corrected_month_do_not_tell_who_came_to_one_session(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    period = period_named(desk, "2026-10")
    said = []
    for day, people in ((date(2026, 9, 20), 33), (date(2026, 9, 21), 2)):
        draft = SessionDraft(
            held_on=day, group_ids=groups[:1], topics=("Tác hại của ma túy",), attendance=people
        )
        assert record_session(desk, draft).done
        assert close_period(desk, period, early=True).done
        said.append(text_of(desk, "2026-10"))
        assert reopen_period(desk, period, reason="Bổ sung", correct=True).done
    assert "33" in said[0]
    assert "35" not in said[1]
    assert "không nêu" in said[1]


def text_of(desk: Desk, period: str) -> str:
    """The paragraphs of a public report."""
    blocks = public(desk, period).blocks
    words = " ".join(block.text for block in blocks if isinstance(block, Paragraph))
    return words.replace("\u00a0", " ")


def test_the_excel_file_holds_values_and_no_formula(tmp_path: Path) -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    with world(tmp_path / "d", PUBLIC | HIDDEN) as made:
        data = paper_excel(made.desk, "public", period_named(made.desk, "2026-Q3"))
    book = load_workbook(BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    assert not book.defined_names
