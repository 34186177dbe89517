"""The sheet of objectives as a paper: its appendix names the paper that it goes with."""

from desktop.actions.desk import Desk
from desktop.actions.objective_sheet import objective_sheet_document
from desktop.actions.periods import period_named


def test_the_appendix_says_what_it_goes_with_number_and_date_open(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    assert groups
    document = objective_sheet_document(desk, period_named(desk, "2026-10"))
    (appendix,) = document.appendices
    note = appendix.note.replace("\u00a0", " ")
    assert note.startswith("(Kèm theo Bảng tổng hợp số:      /BC-")
    assert "ngày      tháng      năm 2026 của Ban Chỉ đạo 138" in note
    assert note.endswith(")")
