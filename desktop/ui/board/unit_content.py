"""One unit's month: what came, what counts, its groups and their sessions."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.actions.board import (
    GroupReport,
    UnitReport,
    group_reports,
    snapshot_in_force,
    unit_report,
)
from desktop.actions.desk import Desk
from desktop.actions.superior_month import Standing, Verdict, year_board
from desktop.domain.board import BoardCell, CellState
from desktop.domain.expected_units import ExpectedUnit, UnitId
from desktop.domain.official_days import official_day
from desktop.domain.periods import Period
from desktop.domain.sessions import OutreachSession
from desktop.i18n import _, format_date, format_number
from desktop.ui.board.causes import cause_words
from desktop.ui.board.content import NOTHING
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.rows import Figure, Mark, WorkItem
from desktop.ui.widgets.rows_model import Column
from desktop.wording import period_name
from desktop.wording.superior import cell_word, oddity_text, standing_word


@dataclass(frozen=True, slots=True)
class UnitRead:
    """A unit's month as the page shows it; without a report there are no groups."""

    unit: ExpectedUnit
    month: Period
    cell: BoardCell
    report: UnitReport
    groups: tuple[GroupReport, ...] = ()

    @property
    def title(self) -> str:
        """ "Phường Phú Xuân · tháng 10/2026"."""
        return _("{unit} · {month}").format(unit=self.unit.name, month=period_name(self.month.id))

    @property
    def state(self) -> str:
        """How the report stands, with its day."""
        parts = [cell_word(self.cell.state.value)]
        filing = self.cell.filing
        if filing is not None and filing.received_on is not None:
            parts.append(_("received on {day}").format(day=format_date(filing.received_on)))
            if self.cell.in_time is False:
                parts.append(_("after the deadline"))
            if filing.returned:
                parts.append(_("its figures count until the report is replaced"))
        elif self.cell.due_on is not None and self.cell.due:
            parts.append(_("was due on {day}").format(day=format_date(self.cell.due_on)))
        return " · ".join(parts)

    @property
    def lacking(self) -> bool:
        """Whether the report is wanted and has not come."""
        return self.cell.state in (CellState.LATE, CellState.MISSING)


def read_unit(desk: Desk, unit: UnitId, month: Period) -> UnitRead | None:
    """Read one unit's month; none for a unit that the board does not know; runs on the worker."""
    board = year_board(desk, month)
    row = next((one for one in board.rows if one.unit.unit == unit), None)
    if row is None:
        return None
    place = [one.id for one in board.periods].index(month.id)
    snapshot = snapshot_in_force(desk, unit, month.id)
    groups = group_reports(snapshot) if snapshot is not None else ()
    return UnitRead(row.unit, month, row.cells[place], unit_report(desk, unit, month.id), groups)


def unit_figures_shown(read: UnitRead) -> tuple[Figure, ...]:
    """The totals of the report that counts."""
    totals = read.report.totals
    if totals is None:
        return ()
    return (
        Figure(value=f"{totals.met}/{totals.due}", label=_("groups met their duty of the month")),
        Figure(
            value=format_number(totals.sessions),
            label=_("sessions"),
            note=_("{count} attendances").format(count=format_number(totals.attendance)),
        ),
        Figure(value=format_number(totals.models), label=_("live models")),
        Figure(
            value=f"{totals.objectives_met}/{totals.objectives_due}"
            if totals.objectives_due
            else NOTHING,
            label=_("objectives met"),
        ),
    )


def file_lines(read: UnitRead) -> tuple[WorkItem, ...]:
    """The files of the unit's month and what was answered to them, the latest first."""
    lines: list[WorkItem] = []
    for verdict in reversed(read.report.verdicts):
        lines.append(_file_line(read, verdict))
        lines += [
            _reply_line(read, one.id)
            for one in reversed(read.report.replies)
            if one.package_id == verdict.package.package_id
        ]
    return tuple(lines)


def _file_line(read: UnitRead, verdict: Verdict) -> WorkItem:
    package = read.report.packages[verdict.package.package_id]
    named = _("File no. {number}, received on {day}: {standing}.").format(
        number=package.sequence,
        day=format_date(official_day(package.at)),
        standing=standing_word(verdict.standing.value),
    )
    parts = [named]
    if package.correction:
        parts.append(_("Replacement report no. {number}.").format(number=package.correction))
    parts.append(cause_words(verdict.cause.value, verdict.details, code=package.unit_code))
    if verdict.oddities:
        odd = "; ".join(oddity_text(one.value) for one in verdict.oddities)
        parts.append(_("To look at: {odd}.").format(odd=odd))
    if package.clock_suspect:
        parts.append(_("The sender's clock was wrong when it was written."))
    action, room = {
        Standing.TO_VERIFY: (_("Decide"), "verify"),
        Standing.REJECTED: (_("Accept after all…"), "accept"),
    }.get(verdict.standing, ("", ""))
    answered = {one.package_id for one in read.report.replies}
    if verdict.counts and verdict.package.package_id not in answered:
        action, room = _("Write the receipt again"), "received"
    return WorkItem(
        sentence=" ".join(filter(None, parts)),
        action=action,
        mark=_MARKS[verdict.standing],
        target=(room, verdict.package.package_id) if room else None,
    )


_MARKS = {
    Standing.IN_FORCE: Mark.DONE,
    Standing.SUPERSEDED: Mark.RING,
    Standing.TO_VERIFY: Mark.QUESTION,
    Standing.REJECTED: Mark.TROUBLE,
}


def _reply_line(read: UnitRead, reply_id: str) -> WorkItem:
    reply = next(one for one in read.report.replies if one.id == reply_id)
    said = _("Accepted on {day}.") if reply.kind == "accepted" else _("Returned on {day}.")
    day = said.format(day=format_date(official_day(reply.at)))
    words = f"{day} {'; '.join(one.text for one in reply.remarks)}".strip()
    mark = Mark.DONE if reply.kind == "accepted" else Mark.TROUBLE
    return WorkItem(
        sentence=words, action=_("Write the receipt again"), mark=mark, target=("reply", reply.id)
    )


def group_columns() -> Sequence[Column[GroupReport]]:
    """The groups of a report: those that missed their duty stand out."""
    return (
        Column(title=_("Residential group"), text=lambda one: one.group.full_name, width=0),
        Column(
            title=_("Duty"),
            text=_duty_word,
            width=96,
            role=lambda one: Role.DUE if one.met < one.due else Role.MET,
            sort=lambda one: one.met - one.due,
        ),
        Column(
            title=_("Sessions"),
            text=lambda one: format_number(len(one.sessions)),
            width=70,
            right=True,
            sort=lambda one: len(one.sessions),
        ),
        Column(
            title=_("Attendance"),
            text=lambda one: format_number(_attendance(one)),
            width=84,
            right=True,
            sort=_attendance,
        ),
    )


def _duty_word(one: GroupReport) -> str:
    if not one.due:
        return _("not due")
    return _("met") if one.met >= one.due else _("not met")


def _attendance(one: GroupReport) -> int:
    return sum(session.attendance or 0 for session in one.sessions)


def session_columns() -> Sequence[Column[OutreachSession]]:
    """The sessions of one group as they were sent."""
    return (
        Column(
            title=_("Day"),
            text=lambda one: format_date(one.held_on),
            width=108,
            sort=lambda one: one.held_on,
        ),
        Column(title=_("Format"), text=lambda one: one.format or NOTHING, width=150),
        Column(title=_("Topic"), text=lambda one: ", ".join(one.topics) or NOTHING, width=0),
        Column(
            title=_("Attendance"),
            text=lambda one: NOTHING if one.attendance is None else format_number(one.attendance),
            width=84,
            right=True,
            sort=lambda one: one.attendance,
        ),
    )
