"""The superior's first room: the board, what is odd across units, one unit's month."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.acknowledging import write_received_again
from desktop.actions.answers import Answer
from desktop.actions.carriers import Carried, answer_place, carrier_of
from desktop.actions.deciding import Decided, decide
from desktop.actions.desk import ChangeKind, Desk, Outcome
from desktop.actions.replies import (
    Replied,
    ReplyKind,
    answer_report,
    remarks_of,
    write_reply_again,
)
from desktop.domain.expected_units import UnitId
from desktop.domain.periods import Period, parse_period
from desktop.i18n import _
from desktop.ui.board.content import (
    BoardRead,
    Shown,
    board_title,
    filter_titles,
    read_board,
    read_findings,
    rows_shown,
)
from desktop.ui.board.grid import BoardGrid
from desktop.ui.board.reply_dialog import AnswerGiven, ReceiptPlace, ReplyDialog
from desktop.ui.board.unit_content import UnitRead, read_unit
from desktop.ui.board.unit_page import UnitPage
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room
from desktop.ui.verifying.others import after_words
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.dialogs import ReasonDialog
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.fields import SearchField
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows import WorkItem
from desktop.ui.widgets.rows_model import Column, RowsModel
from desktop.ui.widgets.tabs import Tabs
from desktop.wording import problem_text

_SHOWS = frozenset({ChangeKind.EXCHANGE, ChangeKind.PROFILE, ChangeKind.PLAN})
_FILTERS = tuple(Shown)
_BOARD, _FINDINGS = 0, 1
_FRONT, _UNIT = 0, 1
_SEARCH_WIDTH = 200
_ROOM_FOR_SEARCH = 440


class BoardRoom(Room):
    """The board of the year around the month in sight, and the way down to one session."""

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        self._context, self._desk = context, desk
        self._read: BoardRead | None = None
        self._unit: UnitId | None = None
        self._found_for = ""
        self.page = BoardPage(context, room=self)
        self.page.grid.opened.connect(self._open_cell)
        self.page.search.searched.connect(lambda _text: self._refill())
        self.page.filter.chosen.connect(lambda _number: self._refill())
        self.page.tabs.chosen.connect(self._turn)
        self.page.findings.opened.connect(self._open_finding)
        self.page.unit.files.opened.connect(self._open_file)

    def widget(self) -> QWidget:
        """The board and the page of a unit."""
        return self.page

    def on_shown(self, month: Period) -> None:
        """Read the month anew."""
        self._context.ask(partial(read_board, self._desk, month), self._take)
        if self._unit is not None:
            self._read_unit(self._unit)

    def on_changes(self, kinds: frozenset[str]) -> None:
        """Read anew when something was received, decided or set."""
        if kinds & _SHOWS:
            self._found_for = ""
            self.on_shown(self._context.month)

    def on_target(self, target: object) -> None:
        """Open a unit's month."""
        wanted = target.get("unit") if isinstance(target, dict) else None
        if isinstance(wanted, UnitId):
            self._show_unit(wanted)

    def help_text(self) -> str:
        """What F1 says."""
        if self._unit is not None:
            return _(
                "Above stands how the report stands. At the left the figures that count, every "
                "file that came and what was answered; at the right the groups and the sessions "
                "of the one chosen. Accept and Return write a receipt for the unit. Esc goes back."
            )
        if self.page.tabs.current == _FINDINGS:
            return _(
                "Each line is a sentence about figures of the month in sight that look odd: copied "
                "from another unit or month, or a jump that hardly can be. They count all the "
                "same; Enter opens the unit's month, where it can be asked, accepted or returned."
            )
        return _(
            "Each line is a unit, each column a month. Arrow keys move, Enter opens the unit's "
            "month, L says what the signs mean. A unit that has not sent shows a dash and never "
            "counts as zero. The filters speak of the month in sight."
        )

    def remind(self) -> None:
        """Go to the letter for those that are late."""
        self._context.go_to("consolidated", {"paper": "reminder"})

    def receive(self) -> None:
        """Go to the receiving."""
        self._context.go_to("receiving")

    def back(self) -> None:
        """From a unit to the board."""
        self._unit = None
        self.page.stack.setCurrentIndex(_FRONT)
        self.page.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def remind_unit(self) -> None:
        """Go to the letter for the unit in sight."""
        read = self.page.unit.read
        if read is not None:
            wanted = {"paper": "reminder", "unit": read.unit.code}
            self._context.go_to("consolidated", wanted)

    def accept(self) -> None:
        """Accept the report in sight, with remarks if there are any."""
        self._answer("accepted", _("Accept the report of {report}"))

    def give_back(self) -> None:
        """Return the report in sight with its reasons."""
        self._answer("returned", _("Return the report of {report}"))

    def _take(self, read: BoardRead) -> None:
        if read.stand.month != self._context.month:
            return
        self._read = read
        self._refill()
        if self.page.tabs.current == _FINDINGS:
            self._turn(_FINDINGS)

    def _refill(self) -> None:
        if self._read is not None:
            self.page.show_board(self._read)

    def _turn(self, number: int) -> None:
        month = self._context.month
        if number == _FINDINGS and self._found_for != month.id:
            self.page.findings.show_rows(())
            self.page.no_findings.say(_("The figures are being compared…"))
            self._context.ask(
                partial(read_findings, self._desk, month), partial(self._take_findings, month)
            )

    def _take_findings(self, month: Period, found: tuple[WorkItem, ...]) -> None:
        if month == self._context.month:
            self._found_for = month.id
            self.page.findings.show_rows(found)
            self.page.no_findings.say(_("Nothing odd was found in this month's figures."))

    def _open_cell(self, unit: UnitId, month_id: str) -> None:
        if month_id != self._context.month.id:
            self._context.set_month(parse_period(month_id, self._context.rule))
        self._show_unit(unit)

    def _open_finding(self, found: object) -> None:
        if isinstance(found, WorkItem) and isinstance(found.target, UnitId):
            self._show_unit(found.target)

    def _show_unit(self, unit: UnitId) -> None:
        self._unit = unit
        self._read_unit(unit)

    def _read_unit(self, unit: UnitId) -> None:
        task = partial(read_unit, self._desk, unit, self._context.month)
        self._context.ask(task, self._take_unit)

    def _take_unit(self, read: UnitRead | None) -> None:
        if read is None:
            self.back()
            return
        if read.unit.unit != self._unit or read.month != self._context.month:
            return
        fresh = self.page.stack.currentIndex() == _FRONT
        self.page.unit.show_unit(read)
        self.page.stack.setCurrentIndex(_UNIT)
        self.page.weigh_focus()
        if fresh:
            self.page.unit.start()

    def _answer(self, kind: ReplyKind, title: str) -> None:
        read = self.page.unit.read
        if read is None or read.report.in_force is None:
            return
        package = read.report.in_force
        carried = (Carried(package.package_id, package.file_name),)
        then = partial(self._ask_answer, read, kind, title)
        self._context.ask(
            partial(answer_place, self._desk, carried, self._context.sticks.writable), then
        )

    def _ask_answer(self, read: UnitRead, kind: ReplyKind, title: str, home: Path | None) -> None:
        wish = ReplyDialog.ask(
            self.page,
            kind=kind,
            title=title.format(report=read.title),
            sticks=self._context.sticks.drives,
            theme=self._context.theme,
            home=home,
        )
        if wish is None:
            return
        places = [wish.where] * len(wish.remarks)
        task = partial(
            answer_report,
            self._desk,
            read.unit.code,
            read.month,
            kind=kind,
            remarks=remarks_of(wish.remarks, places),
            to=wish.folder,
        )
        self._context.write(task, partial(self._answered, kind))

    def _answered(self, kind: ReplyKind, outcome: Outcome[Replied]) -> None:
        if outcome.value is None:
            words = " ".join(problem_text(one) for one in outcome.problems)
            self._context.say(Tone.WARN, words)
            return
        title = _("The report was returned") if kind == "returned" else _("The report was accepted")
        AnswerGiven.ask(self.page, title=title, answer=outcome.value.receipt)

    def _open_file(self, target: object) -> None:
        if not isinstance(target, tuple):
            return
        what, name = target
        if what == "verify":
            self._context.go_to("verifying", {"package": name})
        elif what == "accept":
            self._accept_after_all(str(name))
        elif what == "received":
            again = partial(write_received_again, self._desk, str(name))
            self._find_home(str(name), again)
        else:
            self._write_again(str(name))

    def _accept_after_all(self, package_id: str) -> None:
        """A file that was left out counts after all: a new decision, with its reason."""
        title = _("Accept this file after all")
        reason = ReasonDialog.ask(
            self.page,
            title=title,
            detail=_("The decision to leave it out stays in the record; the new one holds."),
            do=title,
            leave=_("Leave it out"),
        )
        if reason:
            task = partial(decide, self._desk, package_id, accept=True, reason=reason)
            self._context.write(task, self._accepted_after_all)

    def _accepted_after_all(self, outcome: Outcome[Decided]) -> None:
        if outcome.value is None:
            words = " ".join(problem_text(one) for one in outcome.problems)
            self._context.say(Tone.WARN, words)
            return
        self._context.note(_("Decided; the record is signed."))
        if words := after_words(outcome.value):
            self._context.say(Tone.WARN, words)

    def _write_again(self, reply_id: str) -> None:
        read = self.page.unit.read
        answered = () if read is None else read.report.replies
        package = next((one.package_id for one in answered if one.id == reply_id), "")
        self._find_home(package, partial(write_reply_again, self._desk, reply_id))

    def _find_home(self, package_id: str, write: Callable[[Path | None], Answer]) -> None:
        """Write a receipt on the stick that brought its file, else where the officer says."""
        read = self.page.unit.read
        found = read.report.packages.get(package_id) if read is not None else None
        if found is None:
            return
        task = partial(
            carrier_of,
            self._desk,
            Carried(package_id, found.file_name),
            self._context.sticks.writable,
        )
        self._context.ask(task, partial(self._write_to, write))

    def _write_to(self, write: Callable[[Path | None], Answer], home: Path | None) -> None:
        if home is None:
            wish = ReceiptPlace.ask(
                self.page, sticks=self._context.sticks.drives, theme=self._context.theme
            )
            if wish is None:
                return
            home = wish.folder
        self._context.ask(partial(write, home), self._written_again)

    def _written_again(self, answer: Answer) -> None:
        AnswerGiven.ask(self.page, title=_("The receipt, written again"), answer=answer)


class BoardPage(QWidget):
    """Filters, the table, the sentences about odd figures; behind them the page of a unit."""

    def __init__(self, context: ShellContext, *, room: BoardRoom) -> None:
        super().__init__()
        theme = context.theme
        self.grid = BoardGrid(theme=theme)
        self.search = SearchField(_("Search units"), theme=theme)
        self.filter = Tabs(("",) * len(_FILTERS))
        self.tabs = Tabs((_("Board"), _("Odd figures")))
        self.no_findings = EmptyState("circle-check", "", theme=theme)
        self.findings: ListTable[WorkItem] = ListTable(
            RowsModel(
                (Column(title=_("To ask the unit"), text=lambda one: one.sentence, width=0),),
                theme=theme,
            ),
            theme=theme,
            memory=context.memory,
            key="board-findings",
            empty=self.no_findings,
        )
        self.empty = EmptyState(
            "building-2",
            _("No unit is expected yet."),
            theme=theme,
            advice=_("Bring in the list of units from Excel or CSV, or add them one by one."),
            button=_("Go to the units"),
            on_click=lambda: context.go_to("units"),
        )
        self.none_fits = EmptyState("filter", "", theme=theme)
        self.unit = UnitPage(
            theme=theme,
            memory=context.memory,
            on_back=room.back,
            on_accept=room.accept,
            on_return=room.give_back,
            on_remind=room.remind_unit,
        )
        self._build(room)

    @property
    def shown(self) -> Shown:
        """The filter chosen."""
        return _FILTERS[max(self.filter.current, 0)]

    def show_board(self, read: BoardRead) -> None:
        """Show the rows that filter and search let through."""
        self._panel.set_title(board_title(read))
        for number, title in enumerate(filter_titles(read)):
            self.filter.set_title(number, title)
        rows = rows_shown(read, shown=self.shown, text=self.search.text())
        self.grid.show_board(read, rows)
        if self.window().focusWidget() is None:
            # The window has just been opened: the arrow keys begin on the board.
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        if not read.board.rows:
            self._table.setCurrentWidget(self.empty)
        elif rows:
            self._table.setCurrentWidget(self.grid)
        else:
            self.none_fits.say(_("No unit is in this state."), _("Choose another filter."))
            self._table.setCurrentWidget(self.none_fits)
        self.weigh_focus()

    def weigh_focus(self) -> None:
        """What is in sight takes the keys when the room is shown: never a board that is hidden."""
        if self.stack.currentIndex() != _FRONT:
            part: QWidget = self.unit.first
        elif self.tabs.current == _FINDINGS:
            part = self.findings
        else:
            part = self.grid if self._table.currentWidget() is self.grid else self.filter
        self.setFocusProxy(part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The search has its own line where there is little width; a low window has none."""
        super().resizeEvent(event)
        beside = event.size().width() > self.filter.sizeHint().width() + _SEARCH_WIDTH + 40
        side, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._bar.setDirection(side if beside else below)
        self.search.setVisible(beside or event.size().height() >= _ROOM_FOR_SEARCH)

    def _build(self, room: BoardRoom) -> None:
        self._panel = Panel(" ", flush=True)
        self._panel.add_action(LinkButton(_("Legend (L)"), self.grid.show_legend, small=True))
        self._panel.add_action(SecondaryButton(_("Print reminders"), room.remind))
        self._panel.add_action(PrimaryButton(_("Receive from USB"), room.receive))
        bar = self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        bar.setContentsMargins(16, 6, 12, 6)
        bar.setSpacing(8)
        bar.addWidget(self.filter, 1)
        bar.addWidget(self.search)
        self.search.setFixedWidth(_SEARCH_WIDTH)
        self._table = QStackedWidget()
        for part in (self.grid, self.empty, self.none_fits):
            self._table.addWidget(part)
        self._panel.body.addLayout(bar)
        self._panel.body.addWidget(self._table, 1)
        odd = Panel(flush=True)
        odd.body.addWidget(self.findings)
        views = QStackedWidget()
        views.addWidget(self._panel)
        views.addWidget(odd)
        self.tabs.chosen.connect(views.setCurrentIndex)
        front = QWidget()
        column = QVBoxLayout(front)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.tabs)
        column.addWidget(views, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(front)
        self.stack.addWidget(self.unit)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self.stack.currentChanged.connect(self.weigh_focus)
        views.currentChanged.connect(self.weigh_focus)
        self.weigh_focus()
