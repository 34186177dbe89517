"""Where a target leads on the sheet: a session, a group's line, the first that lacks something."""

from collections.abc import Mapping
from datetime import date

from desktop.domain.sessions import SessionStatus
from desktop.ui.sessions.lines import Cell
from desktop.ui.sessions.sheet_cells import Entry
from desktop.ui.sessions.sheet_model import MonthSheetModel


def row_for(model: MonthSheetModel, target: Mapping[str, str]) -> int:
    """The row that the target means; −1 when there is none."""
    for name in ("session", "line"):
        if name in target:
            return model.row_of(target[name])
    rows = (
        row for row, entry in enumerate(model.entries) if _fits(entry, target, model.register.today)
    )
    return next(rows, -1)


def aim_cell(model: MonthSheetModel, target: Mapping[str, str], row: int) -> Cell:
    """The cell of the row that the target means."""
    lacking = target.get("lacking")
    if lacking == "unfinished" or "line" in target:
        return model.first_fault(row)
    return Cell.ATTENDANCE if lacking == "attendance" else Cell.DAY


def _fits(entry: Entry, target: Mapping[str, str], today: date) -> bool:
    """Whether a line names the group, or lacks what the target says is lacking."""
    draft = entry.reading.draft
    if target.get("lacking") == "unfinished":
        return entry.unwritten
    if "group" in target:
        return not entry.line.blank and target["group"] in draft.group_ids
    if entry.line.stored is None:
        return False
    if target.get("lacking") == "attendance":
        return draft.attendance is None and draft.status is SessionStatus.HELD
    past = draft.held_on is not None and draft.held_on <= today
    return target.get("lacking") == "status" and past and draft.status is SessionStatus.PLANNED
