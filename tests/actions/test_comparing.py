"""A copy beside now: what was entered, changed and deleted since; single records come back."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.actions.backups import back_up
from desktop.actions.closing import close_period
from desktop.actions.comparing import Comparison, Difference, bring_back, choosable, compare
from desktop.actions.desk import Desk
from desktop.actions.groups import delete_group, groups, record_groups
from desktop.actions.models import record_models
from desktop.actions.periods import period_named
from desktop.actions.safety import undo
from desktop.actions.sessions import delete_session, record_session, sessions_of
from desktop.domain.groups import GroupDraft
from desktop.domain.models import ModelDraft
from desktop.domain.periods import Period
from desktop.domain.sessions import SessionDraft
from desktop.wording.backups import compared_text, comparison_lines, thing_words


def october(desk: Desk) -> Period:
    return period_named(desk, "2026-10")


def draft(day: int, groups: tuple[str, ...], attendance: int = 30) -> SessionDraft:
    return SessionDraft(
        held_on=date(2026, 10, day),
        group_ids=groups,
        format="Hội nghị",
        topics=("Luật Phòng, chống ma túy",),
        lead_body="Công an xã",
        attendance=attendance,
    )


def session(desk: Desk, made: SessionDraft, session_id: str | None = None) -> str:
    done = record_session(desk, replace(made, id=session_id))
    assert done.value is not None, done.problems
    return done.value


def copy_of(desk: Desk) -> Path:
    return desk.store.layout.backups / back_up(desk, reason="by_hand").name


def differences(found: Comparison) -> list[tuple[str, str]]:
    return [(one.find.table, one.difference.value) for one in found.compared]


def texts(found: Comparison) -> list[str]:
    return [
        compared_text(one, thing_words(one.find, found.names, one.groups)) for one in found.compared
    ]


def test_a_copy_of_now_differs_in_nothing(desk: Desk, groups: tuple[str, ...]) -> None:
    session(desk, draft(1, groups))
    found = compare(desk, copy_of(desk))
    assert found.compared == ()
    assert comparison_lines([]) == ("Không có gì thay đổi từ bản sao này.",)


def test_entered_changed_and_deleted_are_told_in_sentences(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    gone = session(desk, draft(1, groups[:1]))
    kept = session(desk, draft(2, groups[:1], 30))
    copy = copy_of(desk)
    delete_session(desk, gone)
    session(desk, draft(2, groups[:1], 53), kept)
    session(desk, draft(3, groups[1:2]))
    found = compare(desk, copy)
    assert sorted(texts(found)) == [
        "Buổi tuyên truyền ngày 01/10/2026, Tổ dân phố 1: đã xóa sau bản sao",
        (
            "Buổi tuyên truyền ngày 02/10/2026, Tổ dân phố 1: đã sửa sau bản sao;"
            " lượt người tham gia 30 → 53"
        ),
        "Buổi tuyên truyền ngày 03/10/2026, Tổ dân phố 2: nhập sau bản sao",
    ]
    assert comparison_lines(differences(found)) == ("Số buổi: nhập thêm 1, sửa 1, xóa 1.",)


def test_a_deleted_session_comes_back_alone_and_undo_takes_it_away_again(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    gone = session(desk, draft(1, groups[:1]))
    copy = copy_of(desk)
    delete_session(desk, gone)
    later = session(desk, draft(3, groups[1:2]))
    found = compare(desk, copy)
    (chosen,) = choosable(found.compared)
    done = bring_back(desk, found, {chosen.id})
    assert done.value is not None
    assert {one.id for one in sessions_of(desk, october(desk))} == {gone, later}
    undo(desk)
    assert {one.id for one in sessions_of(desk, october(desk))} == {later}


def test_what_was_entered_since_is_shown_and_cannot_be_chosen(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    copy = copy_of(desk)
    session(desk, draft(3, groups))
    found = compare(desk, copy)
    assert [one.difference for one in found.compared] == [Difference.ADDED]
    assert choosable(found.compared) == ()
    assert not bring_back(desk, found, {found.compared[0].id}).done


def test_a_changed_session_goes_back_to_what_the_copy_says(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    kept = session(desk, draft(2, groups[:2], 30))
    copy = copy_of(desk)
    session(desk, draft(2, groups[2:], 53), kept)
    found = compare(desk, copy)
    assert bring_back(desk, found, {one.id for one in found.compared}).done
    (back,) = sessions_of(desk, october(desk))
    assert (back.attendance, set(back.group_ids)) == (30, set(groups[:2]))
    assert compare(desk, copy).compared == ()


def test_a_record_of_a_closed_month_stays_as_it_is(desk: Desk, groups: tuple[str, ...]) -> None:
    kept = session(desk, draft(2, groups, 30))
    copy = copy_of(desk)
    session(desk, draft(2, groups, 53), kept)
    close_period(desk, period_named(desk, "2026-10"), unanswered=True)
    found = compare(desk, copy)
    (chosen,) = choosable(found.compared)
    done = bring_back(desk, found, {chosen.id})
    assert [one.code for one in done.problems] == ["period_closed"]
    assert sessions_of(desk, october(desk))[0].attendance == 53


def test_a_group_whose_name_is_in_use_comes_back_with_a_number(desk: Desk) -> None:
    (third,) = record_groups(desk, [GroupDraft("Tổ dân phố 3")]).value or ()
    copy = copy_of(desk)
    delete_group(desk, third)
    record_groups(desk, [GroupDraft("Tổ dân phố 3")])
    found = compare(desk, copy)
    (chosen,) = choosable(found.compared)
    done = bring_back(desk, found, {chosen.id}).value
    assert done is not None
    assert done.renamed == (("Tổ dân phố 3", "Tổ dân phố 3 (2)"),)
    assert sorted(one.name for one in groups(desk)) == ["Tổ dân phố 3", "Tổ dân phố 3 (2)"]


def test_a_session_brings_the_group_along_that_it_was_held_for(desk: Desk) -> None:
    (group,) = record_groups(desk, [GroupDraft("Tổ dân phố 9")]).value or ()
    held = session(desk, draft(5, (group,)))
    copy = copy_of(desk)
    delete_session(desk, held)
    delete_group(desk, group)
    found = compare(desk, copy)
    done = bring_back(desk, found, {f"sessions/{held}"}).value
    assert done is not None
    assert {one.table for one in done.brought} >= {"sessions"}
    assert [one.id for one in sessions_of(desk, october(desk))] == [held]


def test_models_and_counts_are_compared_too(desk: Desk) -> None:
    copy = copy_of(desk)
    record_models(desk, [ModelDraft("Tổ tự quản 1", commune_wide=True)])
    found = compare(desk, copy)
    assert ("models", "added") in differences(found)
    assert "Mô hình: nhập thêm 1, sửa 0, xóa 0." in comparison_lines(differences(found))


def test_nothing_unknown_is_brought_back(desk: Desk) -> None:
    found = compare(desk, copy_of(desk))
    done = bring_back(desk, replace(found), {"sessions/khong-co"})
    assert [one.code for one in done.problems] == ["record_unknown"]


@pytest.mark.parametrize("damage", [4096, 20_000])
def test_a_damaged_copy_is_not_compared(desk: Desk, damage: int) -> None:
    from desktop.db.errors import BackupDamagedError

    copy = copy_of(desk)
    data = bytearray(copy.read_bytes())
    data[damage] ^= 1
    copy.write_bytes(bytes(data))
    with pytest.raises(BackupDamagedError):
        compare(desk, copy)
