"""A report that follows a plan: objectives, counts, what was confirmed and what came late."""

import re
from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.counting import CellState
from desktop.domain.objective_results import ObjectiveState
from desktop.domain.objective_store import StoredFigure
from desktop.domain.plan_entries import PlanEntries
from desktop.domain.plan_facts import CountEntry, EntryState
from desktop.domain.plans import ObjectiveKind
from desktop.domain.sessions import OutreachSession
from desktop.domain.snapshot import read_snapshot, snapshot_bytes
from desktop.reports.beside import Beside
from desktop.reports.month import month_report
from desktop.reports.tree import Document, Heading, Paragraph, Table
from tests.reports.made_up import FRAME, facts, snapshot
from tests.reports.planned import (
    CONFIRMED,
    OCTOBER,
    SEPTEMBER,
    USUAL,
    YEAR_BEFORE,
    appendix,
    counts,
    entries,
    line_of,
    plan,
    planned,
    section,
    table,
    words,
)

KNOWN = planned()
REPORT = month_report(KNOWN, {}, FRAME)
MISSING = "Chưa có số liệu, nội dung cập nhật trong kỳ."


def test_with_a_plan_the_appendices_run_from_one_to_six() -> None:
    assert [one.number for one in REPORT.appendices] == ["I", "II", "III", "IV", "V", "VI"]
    without = month_report(snapshot(23), {}, FRAME)
    assert [one.number for one in without.appendices] == ["II", "III", "IV", "V"]


def test_an_appendix_without_anything_says_that_nothing_arose() -> None:
    for number, bare in (("I", {"objectives": ()}), ("VI", {"counts": ()})):
        pack = replace(plan(), **bare)  # type: ignore[arg-type]
        document = month_report(planned(pack=pack, given=PlanEntries()), {}, FRAME)
        (only,) = appendix(document, number).blocks
        assert isinstance(only, Paragraph)
        assert only.text == "Không phát sinh."


def test_a_figure_is_compared_with_the_month_before_and_with_last_year() -> None:
    text = section(REPORT, "lãnh đạo, chỉ đạo")
    assert (
        "Văn bản chỉ đạo đã ban hành: 03 văn bản"
        " (tăng 01 văn bản so với tháng trước, bằng cùng kỳ năm trước)."
    ) in text
    people = section(REPORT, "quản lý người nghiện")
    assert "hồ sơ quản lý: 14 người (giảm 02 người so với tháng trước, bằng cùng kỳ" in people


def test_no_comparison_where_one_side_is_not_known() -> None:
    alone = counts({"2026-10": OCTOBER})
    document = month_report(planned(given=entries(alone)), {}, FRAME)
    text = section(document, "lãnh đạo, chỉ đạo")
    assert "Văn bản chỉ đạo đã ban hành: 03 văn bản." in text
    assert "so với" not in text
    assert "bằng" not in text


def test_blank_nil_and_nought_are_three_things() -> None:
    text = section(REPORT, "phòng ngừa, đấu tranh")
    assert "xử lý hình sự: không phát sinh (giảm 02 vụ so với tháng trước, bằng cùng kỳ" in text
    assert "Chưa có số liệu: người bị bắt giữ về tội phạm ma túy." in text
    people = section(REPORT, "quản lý người nghiện")
    assert "Người được tư vấn: 0 người (bằng tháng trước, bằng cùng kỳ năm trước)." in people
    assert re.search(r"Không phát sinh: .*người tái nghiện", people)
    now = {row["Nội dung"]: row["Kỳ này"] for row in table(REPORT, "VI")}
    assert now["Người bị bắt giữ về tội phạm ma túy"] == "chưa có số liệu"
    assert now["Vụ phạm tội về ma túy đã phát hiện, xử lý hình sự"] == "không phát sinh"
    assert now["Người được tư vấn"] == "0"


def test_a_section_without_any_figure_says_so_and_no_more() -> None:
    document = month_report(planned(given=PlanEntries()), {}, FRAME)
    for heading in ("quản lý người nghiện", "phòng ngừa, đấu tranh"):
        assert section(document, heading) == MISSING


def test_what_does_not_apply_is_left_out_of_the_sentences() -> None:
    gone = [
        replace(line, value=0, state=EntryState.NOT_APPLICABLE)
        if line.category == "meetings"
        else line
        for line in KNOWN.counts
    ]
    document = month_report(replace(KNOWN, counts=tuple(gone)), {}, FRAME)
    assert "Cuộc họp" not in section(document, "lãnh đạo, chỉ đạo")
    row = next(row for row in table(document, "VI") if row["Nội dung"].startswith("Cuộc họp"))
    assert row["Kỳ này"] == "không áp dụng"


def test_appendix_six_holds_every_count_of_the_plan_as_it_was_entered() -> None:
    rows = {row["Nội dung"]: row for row in table(REPORT, "VI") if row["TT"]}
    assert len(rows) == len(plan().counts)
    for category in plan().counts:
        row = rows[category.label]
        shown = {"nil": "không phát sinh", None: "chưa có số liệu"}
        value = OCTOBER.get(category.id)
        assert row["Kỳ này"] == shown.get(value, str(value)), category.id  # type: ignore[arg-type]
        for heading, month in (("Tháng trước", SEPTEMBER), ("Cùng kỳ năm trước", YEAR_BEFORE)):
            before = month.get(category.id)
            wanted = shown.get(before, str(before))  # type: ignore[arg-type]
            assert row[heading] == wanted, (category.id, heading)


def test_each_section_of_the_counts_stands_once() -> None:
    sections = [row["Nội dung"] for row in table(REPORT, "VI") if not row["TT"]]
    assert sorted(sections) == sorted({category.section for category in plan().counts})
    numbered = [row["TT"] for row in table(REPORT, "VI") if row["TT"]]
    assert numbered == [str(place) for place in range(1, len(numbered) + 1)]


def test_a_sum_that_lacks_a_month_is_marked() -> None:
    rows = {row["Nội dung"]: row for row in table(REPORT, "VI")}
    assert rows["Văn bản chỉ đạo đã ban hành"]["Lũy kế năm"] == "5*"
    notes = [block.text for block in appendix(REPORT, "VI").blocks if isinstance(block, Paragraph)]
    assert any("lũy kế chưa đủ" in note for note in notes)
    all_year = counts({f"2026-{month:02d}": OCTOBER for month in range(1, 11)})
    whole = month_report(planned(given=entries(all_year)), {}, FRAME)
    rows = {row["Nội dung"]: row for row in table(whole, "VI")}
    assert rows["Văn bản chỉ đạo đã ban hành"]["Lũy kế năm"] == "30"


def test_a_count_per_group_is_never_printed() -> None:
    names = {line.name for line in KNOWN.groups}
    cells = [cell for row in table(REPORT, "VI") for cell in row.values()]
    assert not any(name in cell for name in names for cell in cells)


def test_so_many_of_so_many_objectives_are_met() -> None:
    judged = [
        one
        for one in KNOWN.objectives
        if one.state in (ObjectiveState.MET, ObjectiveState.NOT_MET)
        and one.kind is not ObjectiveKind.COUNT
    ]
    met = [one for one in judged if one.state is ObjectiveState.MET]
    text = section(REPORT, "các mục tiêu")
    assert f"có {len(KNOWN.objectives)} mục tiêu, chỉ tiêu được theo dõi" in text
    assert f"đạt {len(met)}/{len(judged)} (" in text
    for one in judged:
        assert (f"- {one.title}: " in text) == (one.state is ObjectiveState.NOT_MET), one.id


def test_an_objective_not_met_says_what_is_lacking() -> None:
    text = section(REPORT, "các mục tiêu")
    lacking = KNOWN.upkeep.lacking
    names = ", ".join(KNOWN.name_of(group) for group in lacking)
    assert f"còn {len(lacking):02d} tổ dân phố: {names}." in text
    assert "17/21 (81%), chỉ tiêu 100%." in text
    assert "phát sinh người tái sử dụng trái phép: 01 người" in text


def test_a_figure_without_a_target_is_told_and_not_judged() -> None:
    text = section(REPORT, "các mục tiêu")
    assert "01 đường dây (kế hoạch không giao chỉ tiêu)." in text
    row = next(row for row in table(REPORT, "I") if "đường dây" in row["Mục tiêu, chỉ tiêu"])
    assert row["Đánh giá"] == "không giao chỉ tiêu"


def test_appendix_one_shows_every_objective_beside_earlier_ones() -> None:
    served = StoredFigure("7", ObjectiveKind.COVERAGE, ObjectiveState.NOT_MET, 15, 19, ratio=True)
    other = replace(served, id="8a", kind=ObjectiveKind.ZERO)
    beside = Beside(
        previous={"7": served, "8a": other}, last_year={"7": replace(served, numerator=19)}
    )
    rows = table(month_report(KNOWN, {}, FRAME, beside), "I")
    assert len(rows) == len(KNOWN.objectives)
    by_title = {row["Mục tiêu, chỉ tiêu"]: row for row in rows}
    for one in KNOWN.objectives:
        row = by_title[one.title]
        if one.outcome.ratio and one.denominator:
            assert row["Kết quả"] == f"{one.numerator}/{one.denominator}"
            assert row["Tỷ lệ"].endswith("%")
    reached = by_title[next(one.title for one in KNOWN.objectives if one.id == "7")]
    assert reached["Tháng trước"] == "15/19 (78,9%)"
    assert reached["Cùng kỳ năm trước"] == "19/19 (100%)"
    # Another plan's objective of the same id is another objective.
    managed = by_title[next(one.title for one in KNOWN.objectives if one.id == "8a")]
    assert managed["Tháng trước"] == "–"


def test_both_readings_of_a_sentence_are_shown() -> None:
    document = month_report(planned(pack=plan("hanoi-2021"), given=PlanEntries()), {}, FRAME)
    titles = [row["Mục tiêu, chỉ tiêu"] for row in table(document, "I")]
    assert sum("cách hiểu:" in title for title in titles) >= 2


def test_the_level_of_the_area_and_the_answers_stand_in_their_section() -> None:
    text = section(REPORT, "phân loại địa bàn")
    assert "Địa bàn trọng điểm loại II" in text
    assert "ngày 02 tháng 3 năm 2026" in text
    assert "QĐ 28/2025/QĐ-TTg; QĐ 15" in text
    assert "Rà soát địa bàn, xác định cấp độ trọng điểm về ma túy: đã thực hiện." in text
    assert "chưa thuộc diện giữ vững" in text
    none = month_report(replace(planned(given=PlanEntries()), area=None), {}, FRAME)
    assert section(none, "phân loại địa bàn") == MISSING


def test_inspections_and_tasks_stand_with_the_leadership() -> None:
    text = section(REPORT, "lãnh đạo, chỉ đạo")
    assert "Tổ chức 02 cuộc kiểm tra" in text
    assert "01 nhiệm vụ đã hoàn thành, 10 nhiệm vụ chưa thực hiện" in text


def test_what_was_confirmed_travels_with_its_answer() -> None:
    text = section(REPORT, "các mục tiêu")
    assert "Tháng 10 năm 2026, Người nghiện ma túy có hồ sơ quản lý: trước đó 16 người" in text
    assert "số đã ghi 14 người; ý kiến xác nhận: 04 người chuyển đi nơi khác." in text
    silent = month_report(replace(KNOWN, confirmations=()), {}, FRAME)
    assert "ý kiến xác nhận" not in words(silent)


def test_every_kind_of_confirmation_has_a_statement() -> None:
    from desktop.domain.confirmations import ConfirmationCode
    from desktop.reports.confirmed_part import statement_of
    from desktop.reports.forms import load_form

    everything = dict(CONFIRMED.confirmation.details) | {
        "number": "4",
        "total": "41",
        "before": "2026-09",
        "title": "Quản lý",
        "numerator": "5",
        "denominator": "4",
        "largest": "2",
        "attendance": "30",
        "body": "Công an phường",
        "time": "19:30",
        "day": "2026-10-02",
        "groups": "Tổ 1\nTổ 2",
        "format": "",
        "months": "2026-10\n2026-11",
        "last_day": "2026-10-14",
    }
    for code in ConfirmationCode:
        asked = replace(CONFIRMED.confirmation, code=code, details=everything)
        text = statement_of(load_form("confirmations"), asked)
        assert text[0] == text[0].upper(), code
        assert "{" not in text, code
    since = replace(
        CONFIRMED.confirmation,
        code=ConfirmationCode.PART_ABOVE_WHOLE,
        details=everything | {"since": "2026-01"},
    )
    told = statement_of(load_form("confirmations"), since).replace("\u00a0", " ")
    assert told.startswith("Từ tháng 01 năm 2026 đến tháng 10 năm 2026")


def late(number: int, day: date, *, attendance: int | None = 31) -> OutreachSession:
    return OutreachSession(
        f"late{number}", day, ("g001",), format="Hội nghị", attendance=attendance
    )


def test_late_slips_are_named_with_their_real_dates_and_months() -> None:
    known = planned(
        known=replace(
            facts(23),
            late=(late(1, date(2026, 9, 2)), late(2, date(2025, 12, 14), attendance=None)),
        )
    )
    text = section(month_report(known, {}, FRAME), "Công tác tuyên truyền")
    assert "Số bổ sung: có 02 buổi" in text
    assert (
        "- ngày 02 tháng 9 năm 2026 (thuộc kỳ báo cáo tháng 9 năm 2026), Tổ dân phố 1:"
        " 31 lượt người tham gia."
    ) in text
    assert "(thuộc kỳ báo cáo tháng 12 năm 2025), Tổ dân phố 1: chưa có số lượt người" in text
    assert "Trong số bổ sung, 01 buổi thuộc năm báo cáo này" in text
    assert known.totals == KNOWN.totals


def test_the_assessment_names_objectives_and_causes() -> None:
    strengths = section(REPORT, "Ưu điểm")
    assert "không để trồng và tái trồng cây có chứa chất ma túy" in strengths
    wanting = section(REPORT, "Tồn tại, hạn chế")
    assert "phấn đấu không để tái nghiện, tái sử dụng, gây án" in wanting
    assert "Nguyên nhân: nước lụt, cả tổ di dời (Tổ dân phố 4)" in wanting
    blank = sum(line.state is EntryState.MISSING for line in KNOWN.counts)
    assert f"Còn {blank} số liệu kế hoạch yêu cầu theo dõi chưa có trong kỳ." in wanting
    tasks = section(REPORT, "Phương hướng")
    missing = ", ".join(KNOWN.name_of(group) for month in KNOWN.duty for group in month.missing)
    assert missing in tasks


def test_groups_without_a_session_in_two_months_are_named() -> None:
    both = [
        row.group_id
        for row in KNOWN.matrix
        if row.cells[9].state in (CellState.MISSING, CellState.NIL)
        and row.cells[8].state in (CellState.MISSING, CellState.NIL)
    ]
    assert both
    names = ", ".join(KNOWN.name_of(group) for group in both)
    wanting = section(REPORT, "Tồn tại, hạn chế")
    assert (
        f"Có {len(both):02d} tổ dân phố chưa tổ chức tuyên truyền trong hai tháng liền: {names}."
        in wanting
    )
    january = month_report(planned("2026-01"), {}, FRAME)
    assert "hai tháng liền" not in words(january)


def test_the_officers_words_stand_in_the_place_of_drafted_sentences() -> None:
    texts = {
        "prevention": "Lực lượng Công an phường tuần tra 12 đêm.",
        "strengths": "Cấp ủy quan tâm chỉ đạo.",
        "area_review": "Đã rà soát 23 tổ.",
    }
    for known in (KNOWN, planned(given=entries(counts({"2026-10": SEPTEMBER})))):
        document = month_report(known, texts, FRAME)
        prevention = section(document, "phòng ngừa, đấu tranh")
        assert prevention == "Lực lượng Công an phường tuần tra 12 đêm."
        assert section(document, "Ưu điểm") == "Cấp ủy quan tâm chỉ đạo."
        assert "Đã rà soát 23 tổ." in section(document, "phân loại địa bàn")


def test_own_words_replace_sentences_and_leave_tables() -> None:
    document = month_report(KNOWN, {"objectives": "Các mục tiêu cơ bản đạt."}, FRAME)
    said = section(document, "các mục tiêu")
    assert said.startswith("Các mục tiêu cơ bản đạt.")
    assert "mục tiêu, chỉ tiêu được theo dõi" not in said
    assert any(isinstance(block, Table) for block in document.blocks)


def test_a_closed_period_read_back_gives_the_same_paper() -> None:
    again = read_snapshot(snapshot_bytes(KNOWN))
    assert month_report(again, {}, FRAME) == REPORT


_NUMBER = re.compile(r"\d+(?:\.\d{3})*")


def numbers(document: Document) -> set[int]:
    """The numbers of the two sections that hold nothing but counts, and of appendix VI."""
    texts = [section(document, "quản lý người nghiện"), section(document, "phòng ngừa, đấu tranh")]
    texts += [
        cell
        for row in table(document, "VI")
        for key, cell in row.items()
        if key not in {"TT", "Nội dung"}
    ]
    said = " ".join(texts).replace("\u201c", "").replace("Phụ lục VI", "")
    return {int(found.replace(".", "")) for found in _NUMBER.findall(said.replace("m²", ""))}


@pytest.mark.parametrize("shift", [0, 100, 4321])
def test_every_number_of_the_counts_is_entered_or_follows_from_two_that_are(shift: int) -> None:
    given = {
        category: {
            month: CountEntry(one.value + shift, one.state)
            if one.state is EntryState.ENTERED
            else one
            for month, one in months.items()
        }
        for category, months in USUAL.items()
    }
    known = planned(given=entries(given))
    allowed = {0}
    for months in given.values():
        values = [one.value for one in months.values()]
        allowed |= {*values, sum(values)}
        allowed |= {abs(a - b) for a in values for b in values}
        in_year = [one.value for month, one in months.items() if month.startswith("2026")]
        allowed.add(sum(in_year))
    assert numbers(month_report(known, {}, FRAME)) <= allowed
    assert line_of(known, "directives").value == 3 + shift


def test_the_headings_keep_their_order() -> None:
    inner = [b.text for b in REPORT.blocks if isinstance(b, Heading) and b.level == 2]
    assert [text[:2] for text in inner] == [f"{n}." for n in (1, 2, 3, 4, 5, 6, 7, 1, 2)]
    assert any(isinstance(block, Table) for block in REPORT.blocks)


def test_the_opening_names_the_plan_that_is_followed_where_the_profile_names_none() -> None:
    bare = month_report(KNOWN, {}, replace(FRAME, plan_reference=""))
    first = next(one for one in bare.blocks if isinstance(one, Paragraph))
    assert first.text.replace("\u00a0", " ").startswith("Thực hiện Kế hoạch số 302/KH-UBND, ")


def test_groups_too_many_to_name_are_named_in_no_section() -> None:
    long = planned(known=facts(40, long_names=True))
    assert 5 < len(long.upkeep.lacking) <= 12
    document = month_report(long, {}, FRAME)
    names = [line.name for line in long.groups if line.id in long.upkeep.lacking]
    assert not any(name in words(document) for name in names)
    assert "(danh sách tại Phụ lục V)" in section(document, "các mục tiêu")
