"""The recovery sheet: made, typed back, put off, used; its digits live on paper alone."""

from datetime import date
from pathlib import Path

import pytest

from desktop.actions.desk import UNNAMED_OFFICER
from desktop.actions.locking import desk_view
from desktop.actions.officers import hand_over, officer_leaves
from desktop.actions.passwords import change_password, turn_password_on
from desktop.actions.safety import back_up, log, restore
from desktop.actions.secrets import (
    NewSheet,
    SheetState,
    confirm_sheet,
    new_sheet,
    postpone_sheet,
    sheet_document,
    sheet_place_problems,
    sheet_status,
    use_sheet,
    withdraw_sheet,
    write_sheet,
)
from desktop.actions.setup import open_desk
from desktop.db.errors import SheetMistypedError, TooSoonError, WrongSheetError
from desktop.db.slots import FLOOR, Password, Sheet
from desktop.reports.pdf import write_pdf
from tests.actions.locked_making import AN, SECOND, THIRD, WORD, Place, first_officer, joined
from tests.reports.reading import read_pdf


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path / "data")
    made.make(first_officer()).close()
    return made


def made_sheet(place: Place, word: str = WORD) -> NewSheet:
    with place.desk(word) as desk:
        sheet = new_sheet(desk).value
    assert sheet is not None
    return sheet


def typed_back(sheet: NewSheet) -> list[str]:
    return [sheet.groups[one - 1] for one in sheet.asked]


def used(place: Place, sheet: NewSheet, new: str = THIRD, officer_id: str = "") -> str:
    outcome = use_sheet(
        place.folder,
        "-".join(sheet.groups),
        new_password=new,
        sources=place.sources,
        officer_id=officer_id,
        hardness=FLOOR,
    )
    assert outcome.value is not None, outcome.problems
    with outcome.value as desk:
        return desk.officer


def test_a_forgotten_password_is_replaced_by_the_sheet(place: Place) -> None:
    sheet = made_sheet(place)
    with place.desk() as desk:
        own = desk.officer
    assert used(place, sheet) == own
    assert (place.opens(WORD), place.opens(THIRD)) == (False, True)
    with place.desk(THIRD) as desk:
        assert (log(desk)[0].action, log(desk)[0].officer) == ("use_sheet", own)
    assert used(place, sheet, new=SECOND) == own


def test_the_sheet_sets_the_password_of_the_officer_that_is_named(place: Place) -> None:
    with place.desk() as desk:
        other = joined(desk)
    sheet = made_sheet(place)
    assert used(place, sheet, officer_id=other) == other
    assert (place.opens(WORD), place.opens(SECOND), place.opens(THIRD)) == (True, False, True)


def test_a_password_that_is_none_leaves_the_former_one(place: Place) -> None:
    sheet, short = made_sheet(place), "kém"
    outcome = use_sheet(
        place.folder, "".join(sheet.groups), new_password=short, sources=place.sources
    )
    assert [one.code for one in outcome.problems] == ["password_short"]
    assert place.opens(WORD)


def test_it_is_made_only_once_there_is_a_password_and_then_reminded_of(tmp_path: Path) -> None:
    place = Place(tmp_path / "open")
    with place.make(None) as desk:
        assert new_sheet(desk).problems[0].code == "password_off_already"
        assert not sheet_status(desk).reminds
        turn_password_on(desk, first_officer())
        assert sheet_status(desk).state is SheetState.NONE
        assert sheet_status(desk).reminds


def test_it_is_done_when_two_groups_were_typed_back_in_another_opening(place: Place) -> None:
    sheet = made_sheet(place)
    with place.desk() as desk:
        status = sheet_status(desk)
        assert (status.state, status.number, status.asked) == (SheetState.MADE, 1, sheet.asked)
        assert status.reminds
        assert confirm_sheet(desk, typed_back(sheet)).done
        status = sheet_status(desk)
        assert (status.state, status.reminds, status.asked) == (SheetState.CONFIRMED, False, ())
        again = confirm_sheet(desk, typed_back(sheet))
        assert again.problems[0].code == "sheet_confirmed_already"
        assert not desk.store.fact("recovery_sheet_proof")


def test_groups_typed_wrong_are_named_and_nothing_is_confirmed(place: Place) -> None:
    sheet = made_sheet(place)
    first, second = typed_back(sheet)
    others = [one for place, one in enumerate(sheet.groups, 1) if place not in sheet.asked]
    with place.desk() as desk:
        assert confirm_sheet(desk, [first]).problems[0].details == {"group": str(sheet.asked[1])}
        for typed in ([second, first], [first[:-1], second], others[:2], []):
            assert confirm_sheet(desk, typed).problems[0].code == "sheet_group_mistyped"
        assert sheet_status(desk).state is SheetState.MADE


def test_it_can_be_put_off_and_the_reminder_stays(place: Place) -> None:
    with place.desk() as desk:
        assert postpone_sheet(desk).done
        status = sheet_status(desk)
        assert (status.later_on, status.reminds) == (place.clock.today(), True)


def test_a_new_sheet_voids_the_former_one_in_backups_too(place: Place) -> None:
    with place.desk() as desk:
        first = new_sheet(desk).value
        assert first is not None
        made = back_up(desk, reason="by_hand")
        second = new_sheet(desk).value
        assert second is not None
        assert second.change.copies.rewritten == 1
    assert (first.number, second.number) == (1, 2)
    with pytest.raises(WrongSheetError):
        restore(place.folder, made.name, sources=place.sources, secret=Sheet("".join(first.groups)))
    with pytest.raises(WrongSheetError):
        open_desk(place.folder, sources=place.sources, secret=Sheet("".join(first.groups)))
    assert used(place, second)


def confirmed_sheet(place: Place) -> NewSheet:
    sheet = made_sheet(place)
    with place.desk() as desk:
        assert confirm_sheet(desk, typed_back(sheet)).done
    return sheet


def test_the_sheet_that_was_typed_back_stays_valid_until_the_new_one_was(place: Place) -> None:
    first = confirmed_sheet(place)
    with place.desk() as desk:
        made = back_up(desk, reason="by_hand")
        second = new_sheet(desk).value
        assert second is not None
        status = sheet_status(desk)
        assert (status.state, status.number, status.valid) == (SheetState.MADE, 2, 1)
        assert not status.reminds
    assert used(place, first, new=SECOND)
    assert used(place, second, new=WORD)
    with place.desk() as desk:
        done = confirm_sheet(desk, typed_back(second)).value
        assert done is not None
        assert (done.state, done.valid) == (SheetState.CONFIRMED, 2)
    void = Sheet("".join(first.groups))
    with pytest.raises(WrongSheetError):
        open_desk(place.folder, sources=place.sources, secret=void)
    with pytest.raises(WrongSheetError):
        restore(place.folder, made.name, sources=place.sources, secret=void)
    assert used(place, second)


def test_of_new_sheets_that_were_not_typed_back_the_newest_counts(place: Place) -> None:
    first, second, third = confirmed_sheet(place), made_sheet(place), made_sheet(place)
    with pytest.raises(WrongSheetError):
        open_desk(place.folder, sources=place.sources, secret=Sheet("".join(second.groups)))
    assert used(place, first)
    assert used(place, third, new=WORD)


@pytest.mark.parametrize("goes", ["hands over", "leaves"])
def test_a_sheet_that_an_officer_who_left_may_know_is_reminded_of(place: Place, goes: str) -> None:
    sheet = confirmed_sheet(place)
    with place.desk() as desk:
        if goes == "hands over":
            assert hand_over(desk, AN, password=SECOND, hardness=FLOOR).done
        else:
            other = joined(desk, word=SECOND, role="all")
            assert officer_leaves(desk, desk.officer).done
            assert other in {one.id for one in desk.officers}
    with place.desk(SECOND) as desk:
        status = sheet_status(desk)
        assert (status.valid, status.seen, status.reminds) == (1, True, True)
        assert desk_view(desk).sheet_seen
        made = back_up(desk, reason="by_hand")
        second = new_sheet(desk).value
        assert second is not None
        assert sheet_status(desk).seen
    restore(place.folder, made.name, sources=place.sources, secret=Password(SECOND))
    with place.desk(SECOND) as desk:
        assert confirm_sheet(desk, typed_back(second)).done
        status = sheet_status(desk)
        assert (status.valid, status.seen, status.reminds) == (2, False, False)
        assert not desk_view(desk).sheet_seen
    with pytest.raises(WrongSheetError):
        open_desk(place.folder, sources=place.sources, secret=Sheet("".join(sheet.groups)))


def test_a_sheet_made_before_somebody_left_is_seen_though_typed_back_after(place: Place) -> None:
    sheet = made_sheet(place)
    with place.desk() as desk:
        assert not sheet_status(desk).newest_seen
        assert hand_over(desk, AN, password=SECOND, hardness=FLOOR).done
    with place.desk(SECOND) as desk:
        # It opens the data, typed back or not: whoever left may know it from the first day on.
        status = sheet_status(desk)
        assert (status.state, status.seen, status.newest_seen) == (SheetState.MADE, True, True)
        assert desk_view(desk).sheet_seen
        done = confirm_sheet(desk, typed_back(sheet)).value
        assert done is not None
        assert done.reminds
        assert new_sheet(desk).done
        assert (sheet_status(desk).seen, sheet_status(desk).newest_seen) == (True, False)


def test_a_sheet_that_nobody_saw_is_withdrawn_and_the_former_one_is_valid(place: Place) -> None:
    first, unseen = confirmed_sheet(place), made_sheet(place)
    with place.desk() as desk:
        assert withdraw_sheet(desk).done
        status = sheet_status(desk)
        assert (status.state, status.number, status.valid) == (SheetState.CONFIRMED, 1, 1)
        assert withdraw_sheet(desk).problems[0].code == "no_sheet"
        assert log(desk)[0].action == "withdraw_sheet"
    with pytest.raises(WrongSheetError):
        open_desk(place.folder, sources=place.sources, secret=Sheet("".join(unseen.groups)))
    assert used(place, first)
    assert made_sheet(place, THIRD).number == 3


def test_a_sheet_typed_back_in_a_former_program_is_valid(place: Place) -> None:
    first = confirmed_sheet(place)
    with place.desk() as desk:
        desk.store.set_fact("recovery_sheet_valid", "")
        assert sheet_status(desk).state is SheetState.CONFIRMED
    made_sheet(place)
    assert used(place, first)


def test_a_mistyped_sheet_names_its_group_and_counts_as_no_wrong_try(place: Place) -> None:
    sheet = made_sheet(place)
    typed = list(sheet.groups)
    typed[3] = str((int(typed[3][0]) + 1) % 10) + typed[3][1:]
    for _ in range(9):
        with pytest.raises(SheetMistypedError) as caught:
            open_desk(place.folder, sources=place.sources, secret=Sheet("".join(typed)))
        assert caught.value.details["group"] == "4"
    assert place.opens(WORD)


def test_wrong_sheets_wait_like_wrong_passwords(place: Place) -> None:
    void, _valid = made_sheet(place), made_sheet(place)
    for _ in range(4):
        with pytest.raises(WrongSheetError):
            open_desk(place.folder, sources=place.sources, secret=Sheet("".join(void.groups)))
    with pytest.raises(TooSoonError):
        open_desk(place.folder, sources=place.sources, secret=Sheet("".join(void.groups)))


def test_the_machine_burnt_a_stick_and_the_sheet_are_left(place: Place, tmp_path: Path) -> None:
    sheet = made_sheet(place)
    with place.desk() as desk:
        made = back_up(desk, reason="copy", to=tmp_path / "stick")
    other = Place(tmp_path / "other")
    copy, secret = str(tmp_path / "stick" / made.name), Sheet(" ".join(sheet.groups))
    restore(other.folder, copy, sources=other.sources, secret=secret)
    assert used(other, sheet)
    assert (other.opens(WORD), other.opens(THIRD)) == (False, True)


def test_a_restore_keeps_the_sheet_of_today(place: Place) -> None:
    with place.desk() as desk:
        made = back_up(desk, reason="by_hand")
    sheet = made_sheet(place)
    with place.desk() as desk:
        confirm_sheet(desk, typed_back(sheet))
        key = desk.store.data_key
    restore(place.folder, made.name, sources=place.sources, data_key=key)
    with place.desk() as desk:
        assert sheet_status(desk).state is SheetState.CONFIRMED
    assert used(place, sheet)


def test_every_act_with_the_sheet_is_logged_without_digits(place: Place) -> None:
    sheet = made_sheet(place)
    with place.desk() as desk:
        postpone_sheet(desk)
        confirm_sheet(desk, typed_back(sheet))
        entries = log(desk)[:3]
    assert [one.action for one in entries] == ["confirm_sheet", "postpone_sheet", "new_sheet"]
    said = "".join(str(one.details) for one in entries)
    assert not [group for group in sheet.groups if group in said]


def test_desk_opened_by_the_sheet_names_nobody(place: Place) -> None:
    sheet = made_sheet(place)
    secret = Sheet("".join(sheet.groups))
    with open_desk(place.folder, sources=place.sources, secret=secret) as desk:
        assert desk.officer == UNNAMED_OFFICER


def test_the_sheet_is_one_official_page_with_all_that_is_needed(place: Place) -> None:
    with place.desk() as desk:
        sheet = new_sheet(desk).value
        assert sheet is not None
        pages = read_pdf(write_pdf(sheet_document(desk, sheet)))
    assert len(pages) == 1
    text = " ".join(pages[0].text.split())
    for group in sheet.groups:
        assert group in text
    for words in (
        *("PHIẾU KHÔI PHỤC", "Phiếu số 1, lập ngày", "BAN CHỈ ĐẠO 138 PHƯỜNG HƯƠNG TRÀ"),
        *("NGƯỜI LẬP PHIẾU", "NGƯỜI GIỮ PHIẾU", "Cách dùng", "Cách giữ", "Nhóm 10"),
    ):
        assert words in text, words


def test_the_file_of_the_sheet_never_lies_with_the_data(place: Place, tmp_path: Path) -> None:
    inside = place.folder / "backups" / ".." / "phieu.pdf"
    assert sheet_place_problems(place.folder, inside)[0].code == "sheet_in_data_folder"
    assert sheet_place_problems(place.folder, tmp_path / "phieu.txt")[0].code == "sheet_not_pdf"
    with place.desk() as desk:
        sheet = new_sheet(desk).value
        assert sheet is not None
        assert write_sheet(desk, sheet, inside)[0].code == "sheet_in_data_folder"
        assert write_sheet(desk, sheet, tmp_path / "phieu.PDF") == ()
    assert (tmp_path / "phieu.PDF").read_bytes().startswith(b"%PDF")
    assert not list(place.folder.rglob("*.pdf"))


def test_no_file_left_behind_holds_a_password_or_the_digits(place: Place) -> None:
    with place.desk() as desk:
        joined(desk)
        back_up(desk, reason="by_hand")
        sheet = new_sheet(desk).value
        assert sheet is not None
        confirm_sheet(desk, typed_back(sheet))
        change_password(desk, current=WORD, new=THIRD, hardness=FLOOR)
        officer_leaves(desk, next(one.id for one in desk.officers if one.name == AN))
        made = back_up(desk, reason="by_hand")
        # The open folder, its log of writes included.
        _refuse_traces(place.folder, sheet)
        key = desk.store.data_key
    restore(place.folder, made.name, sources=place.sources, data_key=key)
    _refuse_traces(place.folder, sheet)


def _refuse_traces(folder: Path, sheet: NewSheet) -> None:
    digits = "".join(group[:-1] for group in sheet.groups)
    secrets = [WORD, SECOND, THIRD, digits, "".join(sheet.groups), "-".join(sheet.groups)]
    secrets += [" ".join(sheet.groups)]
    wanted = [one.encode(form) for one in secrets for form in ("utf-8", "utf-16-le")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 5
    for path in files:
        data = path.read_bytes()
        assert not [one for one in wanted if one in data], path.name


def test_the_control_a_file_with_the_digits_is_found(place: Place) -> None:
    sheet = made_sheet(place)
    for number in range(6):
        (place.folder / f"x{number}").write_text("-".join(sheet.groups), encoding="ascii")
    with pytest.raises(AssertionError):
        _refuse_traces(place.folder, sheet)


def test_the_day_of_the_sheet_is_that_of_its_making(place: Place) -> None:
    sheet = made_sheet(place)
    assert sheet.made_on == place.clock.today() == date(2026, 10, 1)
