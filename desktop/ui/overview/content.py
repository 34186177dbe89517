"""What the overview says of a month: sentences, figures and the matrix, from frozen values."""

from dataclasses import dataclass, field

from desktop.actions.overview import MonthOverview, WorkItem, WorkKind
from desktop.actions.period_status import Status
from desktop.actions.periods import PeriodState
from desktop.actions.year_matrix import YearMatrix
from desktop.domain.counting import Share
from desktop.domain.periods import Period
from desktop.i18n import _, format_date, format_number, format_percent, ngettext
from desktop.ui.overview.figures import MonthFigure
from desktop.ui.widgets.matrix_model import MatrixColumn, MatrixRow, MatrixView
from desktop.ui.widgets.rows import Mark
from desktop.ui.widgets.rows import WorkItem as WorkLine
from desktop.wording import period_name, work_sentence


@dataclass(frozen=True, slots=True)
class Place:
    """A room of the window and what it is to show there."""

    room: str
    at: dict[str, str] = field(default_factory=dict)

    @property
    def month(self) -> str:
        """The month that the window is to show; empty for the one it shows already."""
        return self.at.get("month", "")


@dataclass(frozen=True, slots=True)
class MissingOf:
    """The list of what a figure lacks: "sessions" or "models"."""

    kind: str


def work_lines(overview: MonthOverview, more: tuple[WorkItem, ...] = ()) -> tuple[WorkLine, ...]:
    """The work list of a month, the most urgent line first; one calm line when all is done.

    ``more`` is what the plan asks for beside sessions and models; reports due come first.
    """
    first = tuple(item for item in more if item.kind in _REPORTS)
    steps = tuple(item for item in overview.work if item.kind in _STEPS)
    entries = tuple(item for item in overview.work if item.kind not in _STEPS)
    plan = tuple(item for item in more if item.kind not in _REPORTS | _OF_OFFICE)
    office = tuple(item for item in more if item.kind in _OF_OFFICE)
    items = (*first, *entries, *plan, *office, *steps)
    lines = tuple(_work_line(item, overview.month) for item in items)
    if entries or plan:
        return lines
    return (WorkLine(sentence=all_done(overview), mark=Mark.DONE), *lines)


_REPORTS = frozenset({WorkKind.REPORT_LATE, WorkKind.REPORT_DUE, WorkKind.CORRECTION})
_STEPS = frozenset({WorkKind.READY_TO_CLOSE, WorkKind.READY_TO_PRINT})
_OF_OFFICE = frozenset({WorkKind.RECOVERY_SHEET, WorkKind.SHEET_SEEN})


def all_done(overview: MonthOverview) -> str:
    """The sentence for a month that lacks nothing, or that is closed."""
    month = period_name(overview.month.id)
    if overview.state is PeriodState.RECEIVED:
        return _("{month} is done: the superior received it.").format(
            month=month[:1].upper() + month[1:]
        )
    if overview.state is not PeriodState.OPEN:
        return _("The figures of {month} are closed.").format(month=month)
    if not overview.sessions.due:
        return _("No group is due in {month}.").format(month=month)
    if overview.days_left < 0:
        return _("Everything for {month} is there.").format(month=month)
    said = _("Everything for {month} is there. It can be closed after {date}.")
    return said.format(month=month, date=format_date(overview.month.last_day))


def _work_line(item: WorkItem, month: Period) -> WorkLine:
    mark = Mark.QUESTION if item.kind in _QUESTIONS else Mark.RING
    return WorkLine(
        sentence=work_sentence(
            item.kind,
            [group.name for group in item.groups],
            item.count,
            item.period,
            text=item.text,
        ),
        action=_action(item.kind),
        mark=mark,
        target=place_of(item, month),
    )


_QUESTIONS = frozenset(
    {
        WorkKind.UNFINISHED,
        WorkKind.ATTENDANCE_MISSING,
        WorkKind.PLANNED_PAST,
        WorkKind.CONFIRMATIONS,
    }
)


def _action(kind: WorkKind) -> str:
    match kind:
        case WorkKind.NO_GROUPS | WorkKind.SESSIONS_MISSING | WorkKind.COUNTS_MISSING:
            return _("Enter")
        case WorkKind.READY_TO_CLOSE:
            return _("Close the figures")
        case WorkKind.READY_TO_PRINT:
            return _("Print")
    return _("Look")


_PLACES: dict[WorkKind, tuple[str, dict[str, str]]] = {
    WorkKind.RETURNED: ("send", {}),
    WorkKind.REMARK: ("send", {}),
    WorkKind.REPORT_LATE: ("reports", {}),
    WorkKind.REPORT_DUE: ("reports", {}),
    WorkKind.CORRECTION: ("confirm", {"step": "close"}),
    WorkKind.COUNTS_MISSING: ("counts", {}),
    WorkKind.CONFIRMATIONS: ("confirm", {}),
    WorkKind.READY_TO_CLOSE: ("confirm", {"step": "close"}),
    WorkKind.READY_TO_PRINT: ("reports", {}),
    WorkKind.UNFINISHED: ("sessions", {"lacking": "unfinished"}),
    WorkKind.ATTENDANCE_MISSING: ("sessions", {"lacking": "attendance"}),
    WorkKind.PLANNED_PAST: ("sessions", {"lacking": "status"}),
    WorkKind.TASKS_LATE: ("objectives", {"tab": "tasks"}),
    WorkKind.FOLLOW_UPS_LATE: ("objectives", {"tab": "inspections"}),
}


_BLOCKS = {
    "activity": "sessions",
    "duty": "sessions",
    "models": "models",
    "counts": "counts",
    "objectives": "objectives",
}
"""The rooms of the blocks of figures that a remark may speak of."""


def place_of(item: WorkItem, month: Period) -> Place:
    """The very place where a line of the work list is done."""
    if item.kind is WorkKind.RETURNED:
        # Where the correction begins, with all that the superior asks side by side.
        return Place("send", {"month": item.period})
    if item.kind is WorkKind.REMARK and item.where in _BLOCKS:
        return Place(_BLOCKS[item.where], {"month": item.period})
    if item.kind in _OF_OFFICE or item.kind is WorkKind.MOVED_AWAY:
        return Place("system", {"section": "officers"})
    first = {"group": item.groups[0].id} if item.groups else {}
    if item.kind in _PLACES:
        room, at = _PLACES[item.kind]
        return Place(room, {"month": month.id, **at})
    if item.kind is WorkKind.NO_GROUPS:
        return Place("groups")
    if item.kind is WorkKind.MODELS_MISSING:
        return Place("models", first)
    return Place("sessions", {"month": month.id, **first})


def month_figures(overview: MonthOverview) -> tuple[MonthFigure, ...]:
    """The three figures of a month with last month's and the same month's of last year."""
    month = overview.month
    return (
        MonthFigure(
            value=ratio(overview.sessions),
            label=_("groups with at least one session"),
            notes=_compared(overview.sessions_before, overview.sessions_last_year),
            tip=_share_tip(overview.sessions),
            target=MissingOf("sessions"),
        ),
        MonthFigure(
            value=ratio(overview.models),
            label=_("groups keeping up a model"),
            notes=_compared(overview.models_before, None),
            tip=_share_tip(overview.models),
            target=MissingOf("models"),
        ),
        MonthFigure(
            value=format_number(overview.held),
            label=_("sessions held"),
            notes=(
                ngettext("{count} attendance", "{count} attendances", overview.attendance).format(
                    count=format_number(overview.attendance)
                ),
            ),
            tip=_("Enter opens the sessions of the month."),
            target=Place("sessions", {"month": month.id}),
        ),
    )


def ratio(share: Share) -> str:
    """ "19/23"; a dash when nobody is due, which is neither 0 % nor 100 %."""
    return f"{share.met}/{share.due}" if share.due else "–"


def _compared(before: Share | None, last_year: Share | None) -> tuple[str, ...]:
    notes = []
    if before is not None and before.due:
        notes.append(_("last month {ratio}").format(ratio=ratio(before)))
    if last_year is not None and last_year.due:
        notes.append(_("a year ago {ratio}").format(ratio=ratio(last_year)))
    return tuple(notes)


def _share_tip(share: Share) -> str:
    if share.percent is None:
        return _("Nobody is due.")
    lacking = share.due - share.met
    if not lacking:
        return _("{ratio}, {percent}: nothing is missing.").format(
            ratio=ratio(share), percent=format_percent(share.percent)
        )
    return ngettext(
        "{ratio}, {percent}; {count} still missing. Enter lists it.",
        "{ratio}, {percent}; {count} still missing. Enter lists them.",
        lacking,
    ).format(ratio=ratio(share), percent=format_percent(share.percent), count=lacking)


def matrix_view(matrix: YearMatrix, *, current: Period, row_title: str) -> MatrixView:
    """The matrix groups × twelve months as the widget shows it."""
    columns = tuple(
        MatrixColumn(month.id, _("M{number}").format(number=month.number), period_name(month.id))
        for month in matrix.months
    )
    rows = tuple(MatrixRow(line.id, line.name, line.cells) for line in matrix.lines)
    return MatrixView(row_title, columns, rows, current.id)


def sessions_missing_lines(overview: MonthOverview) -> tuple[WorkLine, ...]:
    """The groups that still owe a session, with the telephone of the head's office."""
    month = overview.month.id
    return tuple(
        WorkLine(
            sentence=" · ".join(
                filter(None, (one.name, one.head_name, one.head_telephone, one.reason))
            ),
            action="" if one.reason else _("Enter"),
            mark=Mark.QUESTION if one.reason else Mark.RING,
            target=Place("sessions", {"month": month, "group": one.id}),
        )
        for one in overview.missing
    )


def models_missing_lines(status: Status) -> tuple[WorkLine, ...]:
    """The groups without a model kept up on the closing date."""
    return tuple(
        WorkLine(
            sentence=one.name, action=_("Start one"), target=Place("models", {"group": one.id})
        )
        for one in status.models_missing
    )
