"""The report of a correction: its number, its reason, and the figures before and after."""

from dataclasses import fields, replace
from datetime import date

from desktop.domain.differences import DifferenceKind, compare_snapshots
from desktop.domain.groups import GroupState
from desktop.domain.models import ModelStatus
from desktop.domain.objective_results import ObjectiveState
from desktop.domain.plans import TaskState
from desktop.domain.sessions import OutreachSession, SessionStatus
from desktop.domain.snapshot import GroupLine, ModelLine, Snapshot
from desktop.reports.correction import CorrectedPeriod, correction_report
from desktop.reports.excel import write_excel
from desktop.reports.forms import load_form
from desktop.reports.pdf import write_pdf
from desktop.reports.tree import Document, Table
from desktop.reports.word import write_word
from tests.reports.made_up import FRAME, facts
from tests.reports.office_reading import words_of_pdf, words_of_tree, words_of_word
from tests.reports.planned import OCTOBER, SEPTEMBER, counts, entries, planned, words

BEFORE = planned()
MORE = OutreachSession("more", date(2026, 10, 3), ("g004",), format="Hội nghị", attendance=77)
AFTER = planned(
    given=entries(counts({"2026-09": SEPTEMBER, "2026-10": {**OCTOBER, "arrests": 4, "cases": 5}})),
    known=replace(facts(23), sessions=(*facts(23).sessions, MORE)),
)


def corrected(
    before: Snapshot = BEFORE, after: Snapshot = AFTER, **more: object
) -> CorrectedPeriod:
    made = CorrectedPeriod(
        period=after.period,
        commune=after.commune,
        number=2,
        reason="Bổ sung phiếu của Tổ dân phố 4",
        differences=compare_snapshots(before, after),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def rows(document: Document) -> list[tuple[str, ...]]:
    blocks = [*document.blocks, *(b for one in document.appendices for b in one.blocks)]
    return [
        tuple(cell.replace("\u00a0", " ") for cell in row)
        for block in blocks
        if isinstance(block, Table)
        for row in block.rows
    ]


REPORT = correction_report(corrected(), FRAME)


def test_it_says_which_time_of_which_period_and_why() -> None:
    assert REPORT.subject[0].replace("\u00a0", " ") == (
        "Thay thế (bổ sung) lần 2 Báo cáo kết quả công tác phòng, chống ma túy tháng 10 năm 2026"
    )
    text = words(REPORT)
    assert "Bổ sung phiếu của Tổ dân phố 4." in text
    assert text.endswith("./.")


def test_the_figures_stand_before_and_after() -> None:
    # The period comes first, the year to date has the same words after it.
    found = {row[1]: row[2:] for row in reversed(rows(REPORT))}
    before, after = BEFORE.totals.activity, AFTER.totals.activity
    assert found["Số buổi tuyên truyền"] == (str(before.sessions), str(after.sessions))
    assert found["Người bị bắt giữ về tội phạm ma túy"] == ("chưa có số liệu", "4")
    assert found["Vụ phạm tội về ma túy đã phát hiện, xử lý hình sự"] == ("không phát sinh", "5")
    assert found["Buổi ngày 03 tháng 10 năm 2026, Tổ dân phố 4"] == (
        "không có",
        "Hội nghị, 77 lượt người",
    )


def test_every_difference_has_its_line_and_no_line_is_besides() -> None:
    differences = compare_snapshots(BEFORE, AFTER)
    assert len(differences) > 8
    numbered = [row for row in rows(REPORT) if row[0]]
    assert len(numbered) == len(differences)


def test_what_concerns_groups_and_sessions_stands_in_its_only_appendix() -> None:
    (only,) = REPORT.appendices
    assert only.number == ""
    inside = " ".join(
        row[1] for block in REPORT.blocks if isinstance(block, Table) for row in block.rows
    )
    assert "Tổ dân phố 4" not in inside
    small = correction_report(corrected(BEFORE, replace(BEFORE, inspections=9)), FRAME)
    assert small.appendices == ()


def test_the_paper_that_is_replaced_is_named_by_number_and_day() -> None:
    named = correction_report(corrected(paper=("05/BC-BCĐ", date(2026, 10, 16))), FRAME)
    assert "Báo cáo số 05/BC-BCĐ ngày 16 tháng 10 năm 2026" in words(named)
    assert "Báo cáo số" not in words(REPORT)


def test_it_is_a_draft_until_the_correction_is_closed() -> None:
    assert REPORT.draft == ""
    assert correction_report(corrected(draft=True), FRAME).draft == "DỰ THẢO"


def test_an_explanation_of_the_officer_follows() -> None:
    text = words(correction_report(corrected(), FRAME, "Đã đối chiếu với tổ trưởng."))
    assert "III. Giải trình\nĐã đối chiếu với tổ trưởng." in text


def test_without_any_difference_it_says_so() -> None:
    text = words(correction_report(corrected(BEFORE, BEFORE), FRAME))
    assert "Không có số liệu nào thay đổi." in text


def test_every_field_and_state_that_can_differ_has_words() -> None:
    form = load_form("correction")
    for kind in (OutreachSession, ModelLine, GroupLine):
        for item in fields(kind):
            assert item.name == "id" or form.has(f"field.{item.name}"), item.name
    for states in (SessionStatus, ModelStatus, GroupState, ObjectiveState, TaskState):
        for state in states:
            assert form.has(f"value.{state}"), state
    for group in DifferenceKind:
        assert form.has(f"groups.{group}")


def test_no_code_is_printed_in_the_place_of_a_word() -> None:
    said = " ".join(cell for row in rows(REPORT) for cell in row)
    for code in ("not_met", "missing", "not_entered", "group_months", "nil"):
        assert code not in said


def test_the_three_files_say_the_same() -> None:
    assert words_of_pdf(write_pdf(REPORT), REPORT) == words_of_tree(REPORT)
    assert words_of_word(write_word(REPORT)) == words_of_tree(REPORT)
    assert write_excel(REPORT) == write_excel(REPORT)


def test_the_share_of_objectives_met_and_sums_of_the_text_are_among_the_differences() -> None:
    households = facts(23).groups[0].households
    assert households is not None
    groups = (replace(facts(23).groups[0], households=households + 1), *facts(23).groups[1:])
    answered = replace(entries(), answers=())
    after = planned(known=replace(facts(23), groups=groups), given=answered)
    found = {row[1]: row[2:] for row in rows(correction_report(corrected(after=after), FRAME))}
    before, now = found["Số mục tiêu, chỉ tiêu đạt/đã đánh giá"]
    assert before != now
    assert "/" in before
    total = sum(one.households or 0 for one in facts(23).groups)
    sums = tuple(f"{number:,}".replace(",", ".") for number in (total, total + 1))
    assert found["Tổng số hộ"] == sums


def test_the_other_calendar_is_named() -> None:
    moved = replace(MORE, id="moved", held_on=date(2026, 9, 3))
    after = planned(known=replace(facts(23), sessions=(*facts(23).sessions, moved)))
    said = [row[1] for row in rows(correction_report(corrected(after=after), FRAME))]
    assert any(one.endswith("nếu tính theo tháng dương lịch") for one in said)
