"""What was deleted lies in the trash and comes back without overwriting anything."""

from datetime import date

from desktop.actions.closing import close_period
from desktop.actions.desk import Desk
from desktop.actions.groups import delete_group, groups, record_group
from desktop.actions.models import delete_model, models, record_model
from desktop.actions.periods import period_named
from desktop.actions.safety import redo, steps, undo
from desktop.actions.sessions import (
    delete_session,
    record_session,
    session,
    state_not_held,
    withdraw_not_held,
)
from desktop.actions.trash import bring_back, find_trash
from desktop.domain.groups import GroupDraft
from desktop.domain.models import ModelDraft
from desktop.domain.sessions import SessionDraft
from desktop.wording import undo_label
from desktop.wording.trash import trash_text

MODEL = ModelDraft(name="Câu lạc bộ B93", kind="Câu lạc bộ", commune_wide=True)


def deleted_session(desk: Desk, group_ids: tuple[str, ...]) -> str:
    made = record_session(
        desk,
        SessionDraft(
            held_on=date(2026, 9, 5),
            group_ids=group_ids[:1],
            format="Hội nghị",
            topics=("Luật Phòng, chống ma túy",),
            lead_body="Công an xã",
            attendance=30,
            place="Nhà văn hóa",
        ),
    ).value
    assert made is not None
    delete_session(desk, made)
    return made


def test_the_trash_says_what_was_deleted_and_by_whom(desk: Desk, groups: tuple[str, ...]) -> None:
    gone = deleted_session(desk, groups)
    (line,) = find_trash(desk, "nha van hoa")
    assert (line.id, line.table, line.officer) == (gone, "sessions", desk.officer)
    assert find_trash(desk, "không có") == ()


def test_bringing_back_is_one_step_that_undo_walks(desk: Desk, groups: tuple[str, ...]) -> None:
    gone = deleted_session(desk, groups)
    assert bring_back(desk, [gone]).done
    assert session(desk, gone) is not None
    step = steps(desk).undo
    assert step is not None
    assert undo_label(step.action, step.label) == "đưa 1 dòng ra khỏi thùng rác"
    undo(desk)
    assert [one.id for one in find_trash(desk)] == [gone]
    redo(desk)
    assert find_trash(desk) == ()


def test_a_name_in_use_meanwhile_is_not_overwritten(desk: Desk) -> None:
    for _again in range(2):
        made = record_model(desk, MODEL).value
        assert made is not None
        delete_model(desk, made)
    assert record_model(desk, MODEL).done
    outcome = bring_back(desk, [one.id for one in find_trash(desk) if one.table == "models"])
    assert outcome.done
    assert {one.name for one in models(desk)} == {
        "Câu lạc bộ B93",
        "Câu lạc bộ B93 (khôi phục)",
        "Câu lạc bộ B93 (khôi phục 2)",
    }


def test_a_group_comes_back_beside_its_namesake(desk: Desk) -> None:
    made = record_group(desk, GroupDraft("Tổ 3")).value
    assert made is not None
    assert delete_group(desk, made).done
    assert record_group(desk, GroupDraft("Tổ 3")).done
    done = bring_back(desk, [made]).value
    assert done is not None
    assert done.renamed == (("Tổ 3", "Tổ 3 (khôi phục)"),)
    assert {one.name for one in groups(desk)} == {"Tổ 3", "Tổ 3 (khôi phục)"}


def test_what_a_closed_period_fixes_stays_deleted(desk: Desk, groups: tuple[str, ...]) -> None:
    gone = deleted_session(desk, groups)
    assert close_period(desk, period_named(desk, "2026-09")).done
    refused = bring_back(desk, [gone])
    assert [one.code for one in refused.problems] == ["period_closed"]
    assert len(find_trash(desk)) == 1


def test_an_unknown_line_changes_nothing(desk: Desk) -> None:
    assert bring_back(desk, ["nobody"]).problems[0].code == "record_unknown"


def test_a_line_says_its_month_in_words_and_whose_it_was(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    october = period_named(desk, "2026-10")
    state_not_held(desk, group_id=groups[0], month=october, reason="mưa")
    withdraw_not_held(desk, group_id=groups[0], month=october)
    (line,) = find_trash(desk, "to dan pho 1")
    said = trash_text(line.table, line.row, line.of)
    assert said == "“Không tổ chức” — tháng 10/2026 — Tổ dân phố 1 — mưa"


def test_a_deleted_session_is_told_with_its_groups(desk: Desk, groups: tuple[str, ...]) -> None:
    deleted_session(desk, groups)
    (line,) = find_trash(desk)
    said = trash_text(line.table, line.row, line.of)
    assert said == "Buổi tuyên truyền — 05/09/2026 — Tổ dân phố 1 — Nhà văn hóa"
