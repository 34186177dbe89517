"""The monthly report says what the snapshot holds, and nothing else."""

import tomllib
from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.commune import CountingSettings, DutyCalendar, Signer
from desktop.domain.counting import CellState
from desktop.domain.groups import GroupState, ResidentialGroup
from desktop.domain.models import CommunityModel, ModelStatus, StatusChange
from desktop.domain.periods import month_period
from desktop.domain.sessions import NotHeldStatement, OutreachSession, SessionStatus
from desktop.domain.snapshot import Snapshot, read_snapshot, snapshot_bytes
from desktop.domain.snapshot_making import Facts, build_snapshot
from desktop.paths import resource
from desktop.reports.frame import PaperFrame, bare_place, committee_of
from desktop.reports.month import SECTION_KEYS, month_report, sections
from desktop.reports.tree import Appendix, Document, Heading, Orientation, Paragraph, Table
from tests.reports.made_up import FRAME, PROFILE, facts, snapshot

OCTOBER = month_period(2026, 10)
GROUPS = tuple(ResidentialGroup(f"g{n}", f"Tổ dân phố {n}", "Tổ dân phố") for n in range(1, 5))


def session(
    number: int, day: date, *groups: str, attendance: int | None = 30, **more: object
) -> OutreachSession:
    made = OutreachSession(f"s{number}", day, groups, format="Hội nghị", attendance=attendance)
    return replace(made, **more)  # type: ignore[arg-type]


def small(
    *sessions: OutreachSession,
    models: tuple[CommunityModel, ...] = (),
    statements: tuple[NotHeldStatement, ...] = (),
    settings: CountingSettings | None = None,
    groups: tuple[ResidentialGroup, ...] = GROUPS,
) -> Snapshot:
    known = Facts(PROFILE, settings or CountingSettings(), groups, sessions, models, statements)
    return build_snapshot(known, OCTOBER, draft=True)


def words(document: Document) -> str:
    """All paragraphs of the body, blanks for no-break spaces."""
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph | Heading)]
    return "\n".join(texts).replace("\u00a0", " ")


def body(known: Snapshot, **texts: str) -> str:
    return words(month_report(known, texts, FRAME))


def appendix(known: Snapshot, number: str) -> Appendix:
    document = month_report(known, {}, FRAME)
    return next(one for one in document.appendices if one.number == number)


def rows(known: Snapshot, number: str) -> list[tuple[str, ...]]:
    tables = [block for block in appendix(known, number).blocks if isinstance(block, Table)]
    return [tuple(cell.replace("\u00a0", " ") for cell in row) for row in tables[0].rows]


def test_the_skeleton_runs_from_situation_to_proposals() -> None:
    document = month_report(snapshot(23), {}, FRAME)
    headings = [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 1]
    assert headings == [
        "I. Đặc điểm, tình hình",
        "II. Kết quả thực hiện",
        "III. Nhận xét, đánh giá",
        "IV. Phương hướng, nhiệm vụ kỳ tới",
        "V. Kiến nghị, đề xuất",
    ]


def test_the_head_shows_both_dates() -> None:
    document = month_report(snapshot(3), {}, FRAME)
    assert document.subject[-1].replace("\u00a0", " ") == "(Từ ngày 15/9/2026 đến ngày 14/10/2026)"
    assert "ngày 15 tháng 9 năm 2026 đến hết ngày 14 tháng 10 năm 2026" in words(document)


def test_the_body_ends_as_a_paper_ends() -> None:
    for known in (snapshot(0), snapshot(23)):
        last = month_report(known, {}, FRAME).blocks[-1]
        assert isinstance(last, Paragraph)
        assert last.text.endswith("./.")
        assert not last.text.endswith("../.")


def test_a_joint_session_credits_each_group_and_counts_its_audience_once() -> None:
    known = small(session(1, date(2026, 10, 1), "g1", "g2", attendance=80))
    text = body(known)
    assert "01 buổi tuyên truyền phòng, chống ma túy với 80 lượt người" in text
    assert "01 buổi tổ chức chung" in text
    assert "2/4 (50%) tổ dân phố" in text
    found = rows(known, "II")
    assert len(found) == 1
    assert found[0][2] == "Tổ dân phố 1; Tổ dân phố 2"


def test_missing_attendance_is_said_and_never_zero() -> None:
    known = small(
        session(1, date(2026, 10, 1), "g1", attendance=None),
        session(2, date(2026, 10, 2), "g2", attendance=40),
    )
    assert "02 buổi tuyên truyền phòng, chống ma túy với 40 lượt người" in body(known)
    assert "01 buổi chưa có số lượt người" in body(known)
    assert [row[-1] for row in rows(known, "II")] == ["chưa có số liệu", "40"]


def test_no_attendance_at_all_gives_no_figure() -> None:
    text = body(small(session(1, date(2026, 10, 1), "g1", attendance=None)))
    assert "chưa có số lượt người tham gia của các buổi này" in text
    assert "0 lượt người" not in text.split("Lũy kế")[0]


def test_groups_without_a_session_are_named() -> None:
    text = body(small(session(1, date(2026, 10, 1), "g1")))
    assert "Còn 03 tổ dân phố chưa tổ chức: Tổ dân phố 2, Tổ dân phố 3, Tổ dân phố 4." in text


def test_many_groups_without_a_session_are_named_in_appendix_five() -> None:
    known = snapshot(60, sessions=False)
    assert "Còn 60 tổ dân phố chưa tổ chức (danh sách tại Phụ lục V)." in body(known)
    assert len(rows(known, "V")) == 60


def test_a_stated_reason_stands_in_appendix_five() -> None:
    known = small(
        session(1, date(2026, 10, 1), "g1"),
        statements=(NotHeldStatement("n", "g2", "2026-10", "nước lụt"),),
    )
    found = {row[1]: row for row in rows(known, "V")}
    assert found["Tổ dân phố 2"][2] == "không tổ chức"
    assert "Không tổ chức, lý do: nước lụt" in found["Tổ dân phố 2"][4]
    assert found["Tổ dân phố 3"][2] == "chưa tổ chức"
    assert "chưa báo lý do" in found["Tổ dân phố 3"][4]
    assert "01 tổ dân phố báo không tổ chức" in body(known)


def test_a_paused_model_says_why_a_group_has_none() -> None:
    paused = CommunityModel(
        "m1",
        "Camera an ninh",
        "Camera an ninh",
        ("g1",),
        statuses=(StatusChange(ModelStatus.PAUSED),),
    )
    known = small(session(1, date(2026, 10, 1), "g1"), models=(paused,))
    found = {row[1]: row for row in rows(known, "V")}
    assert found["Tổ dân phố 1"][2:4] == ("đã tổ chức", "chưa có")
    assert "“Camera an ninh” tạm dừng" in found["Tổ dân phố 1"][4]
    assert "0/4 (0%), chưa đạt mục tiêu" in body(known)


def test_sessions_that_do_not_count_are_said_apart() -> None:
    known = small(
        session(1, date(2026, 10, 1), "g1"),
        session(2, date(2026, 10, 2), "g2", status=SessionStatus.POSTPONED),
        session(3, date(2026, 10, 3), "g2", drug_topic=False),
    )
    text = body(known)
    assert "01 buổi hoãn; 01 buổi có nội dung khác" in text
    assert len(rows(known, "II")) == 1


def test_commune_wide_activity_counts_for_groups_only_where_the_committee_says_so() -> None:
    wide = session(1, date(2026, 10, 1), commune_wide=True)
    assert "không tính là buổi tuyên truyền của riêng tổ dân phố nào" in body(small(wide))
    counted = small(wide, settings=CountingSettings(commune_wide_counts=True))
    assert "4/4 (100%)" in body(counted)
    assert rows(counted, "II")[0][2] == "Toàn phường"


def test_the_other_calendar_is_shown_where_it_differs() -> None:
    # The last day of September's calendar lies inside reporting month 10, that of October not.
    early = session(1, date(2026, 9, 10), "g1")
    said = "theo tháng dương lịch đã hết trong kỳ (tháng 9), kết quả là 1/4"
    assert said in body(small(early))
    calendar = CountingSettings(duty_calendar=DutyCalendar.CALENDAR)
    early = session(1, date(2026, 9, 20), "g1")
    assert "theo tháng báo cáo, kết quả là 1/4" in body(small(early, settings=calendar))
    both = session(1, date(2026, 9, 20), "g1")
    assert "Nếu tính theo" not in body(small(both))


def test_nothing_due_reads_nothing_arose_everywhere() -> None:
    known = small(groups=())
    text = body(known)
    assert "0/0" not in text
    assert "NaN" not in text
    assert "không phát sinh" in text
    for number in ("II", "III", "IV", "V"):
        blocks = appendix(known, number).blocks
        assert [block.text for block in blocks if isinstance(block, Paragraph)] == [
            "Không phát sinh."
        ]


def test_the_matrix_tells_missing_nil_and_not_applicable_apart() -> None:
    merged = replace(
        GROUPS[3],
        active_until=date(2026, 10, 1),
        end=GroupState.MERGED,
        successor_ids=("g1",),
    )
    known = small(
        session(1, date(2026, 10, 1), "g1"),
        statements=(NotHeldStatement("n", "g2", "2026-10", "mưa bão"),),
        groups=(*GROUPS[:3], merged),
    )
    october = [row[2 + 9] for row in rows(known, "IV")]
    assert october[:3] == ["1", "K", "×"]
    november = [row[2 + 10] for row in rows(known, "IV")]
    assert november[:3] == ["", "", ""]
    cells = [row.cells[9].state for row in known.matrix]
    assert cells[:3] == [CellState.MET, CellState.NIL, CellState.MISSING]


def test_figures_of_the_paper_are_those_of_the_snapshot() -> None:
    known = snapshot(40)
    text = body(known)
    totals = known.totals
    assert f"{totals.activity.sessions} buổi tuyên truyền" in text
    assert f"{totals.activity.attendance:,}".replace(",", ".") + " lượt người" in text
    assert f"{totals.group_months.met}/{totals.group_months.due} (" in text
    assert f"{known.upkeep.share.met}/{known.upkeep.share.due} (" in text
    assert len(rows(known, "II")) == totals.activity.sessions


def test_one_more_session_changes_the_report() -> None:
    before = facts(23)
    more = replace(
        before, sessions=(*before.sessions, session(9999, date(2026, 10, 7), "g004", attendance=55))
    )
    old = build_snapshot(before, OCTOBER, draft=True)
    new = build_snapshot(more, OCTOBER, draft=True)
    assert len(rows(new, "II")) == len(rows(old, "II")) + 1
    assert body(new) != body(old)


def test_the_month_before_and_last_year_stand_beside_where_they_are_held() -> None:
    known = replace(snapshot(23), last_year=snapshot(23).previous)
    tables = [b for b in month_report(known, {}, FRAME).blocks if isinstance(b, Table)]
    over = {column.over for column in tables[0].columns}
    assert over == {"", "Tháng trước", "Cùng kỳ năm trước"}
    alone = replace(known, previous=None, last_year=None)
    document = month_report(alone, {}, FRAME)
    assert (
        "Chưa có số liệu tuyên truyền, mô hình tháng trước và cùng kỳ năm trước để so sánh."
        in words(document)
    )


def test_own_words_stand_in_the_place_of_drafted_sentences() -> None:
    known = snapshot(23)
    text = body(
        known,
        outreach="Phường đã tổ chức ngày hội.",
        next_tasks="Tổ chức hội thi.",
        leadership="Ban hành 02 công văn.\nTổ chức 01 cuộc họp.",
    )
    assert "Phường đã tổ chức ngày hội." in text
    assert "Trong kỳ, toàn phường tổ chức được" not in text
    assert "Tổ chức hội thi." in text
    assert "Tiếp tục tổ chức tuyên truyền" not in text
    assert "1. Công tác lãnh đạo, chỉ đạo\nBan hành 02 công văn.\nTổ chức 01 cuộc họp." in text
    assert "3. Công tác tuyên truyền" in text


def test_the_whole_skeleton_stands_and_sections_without_facts_say_so() -> None:
    text = body(snapshot(23))
    unknown = "Chưa có số liệu, nội dung cập nhật trong kỳ."
    assert f"2. Công tác rà soát, phân loại địa bàn\n{unknown}" in text
    assert f"6. Công tác phòng ngừa, đấu tranh\n{unknown}" in text
    assert "3. Công tác tuyên truyền" in text
    assert "7. Kết quả thực hiện các mục tiêu" in text
    assert text.count(unknown) == 4


def test_sections_tell_what_the_officer_may_write() -> None:
    found = sections(snapshot(23), FRAME)
    assert tuple(section.key for section in found) == SECTION_KEYS
    by_key = {section.key: section for section in found}
    assert by_key["managed_people"].generated == ""
    assert "17 buổi" in by_key["outreach"].generated.replace("\u00a0", " ")


def test_appendices_keep_their_numbers_and_wide_ones_lie() -> None:
    document = month_report(snapshot(5), {}, FRAME)
    lying = {one.number: one.orientation is Orientation.LANDSCAPE for one in document.appendices}
    assert lying == {"II": True, "III": True, "IV": True, "V": False}
    assert all("Kèm theo Báo cáo số:" in one.note for one in document.appendices)


def test_the_number_and_date_given_after_signature_reach_the_appendices() -> None:
    signed = replace(FRAME, number="5", signed_on=date(2026, 10, 16))
    document = month_report(snapshot(5), {}, signed)
    note = document.appendices[0].note.replace("\u00a0", " ")
    assert note == (
        "(Kèm theo Báo cáo số: 05/BC-BCĐ ngày 16 tháng 10 năm 2026"
        " của Ban Chỉ đạo 138 phường Hương Trà)"
    )
    assert document.letterhead.number.replace("\u00a0", " ") == "Số: 05/BC-BCĐ"


def test_recipients_begin_with_as_above_and_end_with_the_file_copy() -> None:
    lines = month_report(snapshot(3), {}, FRAME).recipients.lines
    assert [line.replace("\u00a0", " ") for line in lines] == [
        "- Như trên;",
        "- Đảng ủy, UBND phường;",
        "- Thành viên BCĐ 138 phường;",
        "- Lưu: VT, BCĐ.",
    ]


def test_two_addressees_stand_one_per_line() -> None:
    frame = replace(FRAME, salutations=("Công an thành phố Huế", "UBND phường"))
    found = month_report(snapshot(3), {}, frame).salutation
    assert [line.replace("\u00a0", " ") for line in found] == [
        "Kính gửi:",
        "- Công an thành phố Huế;",
        "- UBND phường.",
    ]


def test_the_signature_holds_both_titles_and_the_rank_only_on_wish() -> None:
    signer = Signer("s", "Nguyễn Văn Hòa", office_title="Chủ tịch UBND phường", rank="Thượng tá")
    frame = replace(FRAME, signer=signer)
    block = month_report(snapshot(3), {}, frame).signature
    assert block.above == ("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN")
    assert block.below == ("CHỦ TỊCH UBND PHƯỜNG", "Nguyễn Văn Hòa")
    ranked = month_report(snapshot(3), {}, replace(frame, show_rank=True)).signature
    assert ranked.below[-1] == "Thượng tá Nguyễn Văn Hòa"


@pytest.mark.parametrize(
    ("commune", "place"),
    [
        ("Phường Hương Trà", "Hương Trà"),
        ("Xã A Lưới 1", "A Lưới 1"),
        ("Phường 5", "Phường 5"),
        ("Thành phố Huế", "Huế"),
        ("Tỉnh Nghệ An", "Nghệ An"),
        ("Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    ],
)
def test_the_place_is_the_name_without_its_kind(commune: str, place: str) -> None:
    assert bare_place(commune) == place


def test_the_committee_names_its_commune_once() -> None:
    assert committee_of("Ban Chỉ đạo 138", "Phường Hương Trà") == "Ban Chỉ đạo 138 phường Hương Trà"
    own = "Ban Chỉ đạo 138 phường Hương Trà"
    assert committee_of(own, "Phường Hương Trà") == own


def test_a_closed_month_read_back_from_its_bytes_gives_the_same_paper() -> None:
    known = snapshot(23, draft=False)
    again = read_snapshot(snapshot_bytes(known))
    assert month_report(again, {}, FRAME) == month_report(known, {}, FRAME)


def test_a_frame_needs_no_more_than_a_profile() -> None:
    frame = PaperFrame.of(replace(PROFILE, plan_reference="", recipients=()), year=2026)
    document = month_report(snapshot(3), {}, frame)
    assert "Thực hiện chế độ thông tin, báo cáo định kỳ" in words(document)
    assert document.signature.below == ()


def test_the_forms_hold_texts_alone() -> None:
    for name in ("common", "month"):
        data = tomllib.loads(resource(f"forms/{name}.toml").read_text(encoding="utf-8"))
        stack: list[object] = [data]
        while stack:
            item = stack.pop()
            if isinstance(item, dict):
                stack.extend(item.values())
            else:
                assert isinstance(item, str)
                assert item.strip()


def test_nothing_after_nothing_is_not_compared() -> None:
    text = words(month_report(snapshot(0, month=11), {}, FRAME))
    assert "chưa ghi nhận buổi tuyên truyền" in text
    assert "bằng tháng trước" not in text
