"""The sheet of a month's objectives as a paper: one table of all, a chart with its table each."""

from desktop.actions.desk import Desk
from desktop.actions.objectives import BoardLine, objective_board
from desktop.actions.reports import paper_frame
from desktop.domain.objective_store import StoredFigure
from desktop.domain.periods import Period
from desktop.domain.plans import Hold, ObjectiveKind
from desktop.reports.objective_sheet import SheetLine, objective_sheet
from desktop.reports.pdf import write_pdf
from desktop.reports.tree import Document


def objective_sheet_document(desk: Desk, month: Period) -> Document:
    """The sheet as a document tree.

    Raises:
        LookupError: the month follows no plan.
    """
    board = objective_board(desk, month)
    if board.plan is None:
        raise LookupError("the month follows no plan")
    return objective_sheet(
        tuple(_line(one) for one in board.lines),
        plan=board.plan,
        month=month,
        frame=paper_frame(desk, month),
        draft=not board.closed,
    )


def objective_sheet_pdf(desk: Desk, month: Period) -> bytes:
    """The sheet as PDF; the same data give the same bytes on any day.

    Raises:
        LookupError: the month follows no plan.
    """
    return write_pdf(objective_sheet_document(desk, month))


def _line(line: BoardLine) -> SheetLine:
    objective = line.objective
    by_status = isinstance(objective.rule, Hold) and bool(objective.rule.status)
    answered = objective.kind in {ObjectiveKind.REVIEW, ObjectiveKind.MILESTONE}
    return SheetLine(
        id=objective.id,
        title=objective.title,
        unit=objective.unit,
        now=line.now.figure,
        before=line.before.figure,
        last_year=line.last_year.figure,
        to_date=StoredFigure.of(line.to_date),
        months=tuple(point.figure for point in line.year),
        stated=answered or by_status,
    )
