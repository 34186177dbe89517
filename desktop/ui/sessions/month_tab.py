"""The month sheet with what surrounds it: the missing groups, the details, the calm lines."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.desk import Desk, Outcome
from desktop.actions.overview import MissingGroup
from desktop.actions.sessions import (
    state_not_held,
    withdraw_not_held,
)
from desktop.domain.periods import Period, month_of
from desktop.domain.sessions import SessionDraft
from desktop.i18n import _, format_date
from desktop.ui.design.tokens import Type
from desktop.ui.sessions.aims import aim_cell, row_for
from desktop.ui.sessions.details import DetailsPanel
from desktop.ui.sessions.dropping import Dropping
from desktop.ui.sessions.kept_lines import with_kept
from desktop.ui.sessions.late_offer import LateOffer
from desktop.ui.sessions.lines import Cell, Register, SheetLine, line_of
from desktop.ui.sessions.missing_panel import MissingPanel
from desktop.ui.sessions.month import LastTime, MonthSheet, last_times, read_month
from desktop.ui.sessions.pasting import Pasting
from desktop.ui.sessions.saving import LineSaver
from desktop.ui.sessions.sheet_model import MonthSheetModel
from desktop.ui.sessions.sheet_view import SheetView
from desktop.ui.sessions.sheet_words import ClosedLine, SheetFoot
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.panel import Panel
from desktop.wording import period_name, problem_text

_SIDE_WIDTH = 200
_SIDE_NARROW = 176
_NARROW = 900
_TIGHT = 780
_DETAILS_WIDTH = 300


class MonthTab(QWidget):
    """The sheet of the month that the window shows."""

    shown = Signal(object)
    fitted = Signal(bool)

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        super().__init__()
        self._context, self._desk = context, desk
        self._month: Period = context.month
        self._target: dict[str, str] = {}
        self._fresh = True
        self._arrived = False
        self._side_wanted = False
        self._refusal = ""
        self._nothing_yet = False
        register = Register(period=context.month, today=desk.clock.today())
        self.model = MonthSheetModel(register=register, new_key=desk.ids.new, parent=self)
        self.view = SheetView(self.model, theme=context.theme, memory=context.memory)
        self.view.setAccessibleName(_("Sheet of the month"))
        self.saver = LineSaver(
            self.model, context=context, desk=desk, open_cell=self.view.open_cell, parent=self
        )
        self.pasting = Pasting(
            self.model,
            view=self.view,
            saver=self.saver,
            context=context,
            desk=desk,
            put_away=self.put_away,
            parent=self,
        )
        self.dropping = Dropping(
            self.model, view=self.view, saver=self.saver, context=context, desk=desk, parent=self
        )
        self.missing = MissingPanel(theme=context.theme)
        self.late = LateOffer(context=context, desk=desk, parent=self)
        self._details: DetailsPanel | None = None
        self._lay_out()
        self._connect()

    # -- reading ---------------------------------------------------------------------------------

    def show_month(self, month: Period) -> None:
        """Read a month and show it from its beginning."""
        self.put_away()
        self._fresh = self._fresh or month != self._month
        self._month = month
        self._read()

    def reload(self) -> None:
        """Read the month anew; what is being typed stays."""
        self._read()

    def put_away(self) -> None:
        """Save what was typed: the sheet is about to be left."""
        self.view.end_editing()
        if self._details is not None:
            self._details.end_editing()
        self.saver.leave_all()

    def keep_typed(self) -> None:
        """Keep what was typed as it stands, the half word of an open cell too."""
        if self._details is not None:
            self._details.end_editing()
        self.saver.keep_all()

    def aim_at(self, target: dict[str, str]) -> None:
        """Go to a session, a group's line or the first line that lacks something."""
        self._target = dict(target)
        if not self._fresh:
            self._reach()

    def _read(self) -> None:
        self._context.ask(partial(read_month, self._desk, self._month), self._take)

    def _take(self, sheet: MonthSheet) -> None:
        if sheet.register.period != self._month:
            return
        if self._fresh or sheet.closed != self.model.locked:
            self._show(sheet)
        else:
            self.model.refresh(sheet.sessions, register=sheet.register)
        why, self._refusal = sheet.why_locked, sheet.refusal
        self.missing.show_groups(
            sheet.missing,
            self._month,
            locked=sheet.closed,
            why="" if self._refusal else why,
        )
        self._say_state(sheet)
        self.shown.emit(sheet)
        if self._target:
            self._reach()
        elif self._arrived:
            self._take_focus()
        self._arrived = False

    def showEvent(self, event: QShowEvent) -> None:
        """The officer came here: once the month is read, typing may begin."""
        super().showEvent(event)
        self._arrived = True

    def _take_focus(self) -> None:
        """Typing goes to the sheet, unless the officer is typing elsewhere."""
        now = QApplication.focusWidget()
        typing = isinstance(now, QPlainTextEdit) or (isinstance(now, QLineEdit) and now.text())
        if not typing and self.isVisible():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, sheet: MonthSheet) -> None:
        """Show a month from its beginning; what was typed while it was read is not lost."""
        first = not (sheet.closed or self.model.locked)
        in_place = first and sheet.register.period == self.model.register.period
        if not in_place:
            self.put_away()
            self.dropping.forget()
        self._fresh = False
        lines = tuple(line_of(session, sheet.register) for session in sheet.sessions)
        kept = () if sheet.closed else sheet.kept
        shown, done = with_kept(lines, kept, sheet.register)
        begun = in_place and any(not entry.line.blank for entry in self.model.entries)
        if in_place:
            self.model.refresh(sheet.sessions, register=sheet.register)
            self.model.take_up(shown)
        else:
            self.model.show_lines(
                shown, register=sheet.register, locked=sheet.closed, why=sheet.why_locked
            )
            self.close_details()
        self.saver.know_kept(one.id for one in kept)
        self.saver.forget(done)
        self.saver.write_kept(kept)
        if self.model.rowCount() and not begun and not self.model.typing:
            self.view.go_to(0 if sheet.closed else self.model.rowCount() - 1)

    def _say_state(self, sheet: MonthSheet) -> None:
        self.closed_line.say(sheet)
        self._nothing_yet = not sheet.closed and not sheet.sessions
        self._say_calm()

    def _say_calm(self) -> None:
        """What the current line lacks, and how many lines wait to be written."""
        calm = self.model.waiting_sentence(self.view.current_row)
        if self._nothing_yet and self.model.rowCount() == 1:
            calm = _(
                "No session yet. Type the day, such as 20, then Enter to go on; at the end of "
                "the line it is saved by itself. A block copied from Excel is pasted by Ctrl+V."
            )
        late = self.model.late_at(self.view.current_row)
        self.foot.say(calm, unwritten=len(self.model.unwritten_rows()), late=late)

    def _go_to_unwritten(self) -> None:
        rows = self.model.unwritten_rows()
        if rows:
            self.view.go_to(rows[0], self.model.first_fault(rows[0]))
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reach(self) -> None:
        target, self._target = self._target, {}
        row = row_for(self.model, target)
        if "line" in target and self.model.typing:
            return
        if row >= 0:
            self.view.go_to(row, aim_cell(self.model, target, row))
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        elif "group" in target:
            group = self.missing.model.group(self.missing.model.row_of(target["group"]))
            if group is not None and not self.model.locked:
                self.start_line(group)

    # -- acts of the officer ---------------------------------------------------------------------

    def start_line(self, group: MissingGroup) -> None:
        """Begin a line for a group that is missing, ready for its day to be typed."""
        row = row_for(self.model, {"group": group.id})
        if row < 0:
            row = self.model.add_lines((self.model.start_line({Cell.GROUPS: self._name(group)}),))
        self.view.go_to(row)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer_late(self) -> None:
        """Offer both ways for the current line, or for a slip still to be typed."""
        self.view.end_editing()
        entry = self.model.entry(self.view.current_row)
        if entry is not None and self.model.late_at(self.view.current_row):
            self.late.offer(entry.line, self.model.register)
        elif self.model.locked:
            self.late.offer(self.model.start_line({}), self.model.register)

    def _late_recorded(self, key: str) -> None:
        self.saver.forget((key,))
        entry = self.model.entry(row := self.model.row_of(key))
        if entry is not None and entry.line.stored is None:
            self.model.take_away(row)

    def add_missing_lines(self) -> None:
        """One line for each group still missing, with last time's format and lead body in grey."""
        self.put_away()
        self._context.ask(partial(last_times, self._desk, self._month), self._add_lines)

    def _add_lines(self, last: dict[str, LastTime]) -> None:
        groups = [
            group
            for group in self.missing.model.open_groups
            if row_for(self.model, {"group": group.id}) < 0
        ]
        lines = [self._proposal(group, last.get(group.id, LastTime())) for group in groups]
        if lines:
            row = self.model.add_lines(lines)
            self.view.go_to(row)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _proposal(self, group: MissingGroup, last: LastTime) -> SheetLine:
        offers = {Cell.FORMAT: last.format, Cell.LEAD: last.lead_body}
        said = {cell: word for cell, word in offers.items() if word}
        return self.model.start_line({Cell.GROUPS: self._name(group)}, said)

    def _name(self, group: MissingGroup) -> str:
        known = self.model.register.groups
        return next((one.full_name for one in known if one.id == group.id), group.name)

    def _show_left_over(self, key: str) -> None:
        # Once more when the sheet was read: the new lines above push this one out of sight.
        self._target = {"line": key}
        self.view.go_to(self.model.row_of(key))

    def _state(self, group: MissingGroup, reason: str) -> None:
        self._context.write(
            partial(
                state_not_held, self._desk, group_id=group.id, month=self._month, reason=reason
            ),
            self._told,
        )

    def _withdraw(self, group: MissingGroup) -> None:
        self._context.write(
            partial(withdraw_not_held, self._desk, group_id=group.id, month=self._month),
            self._told,
        )

    def _told(self, outcome: Outcome[str]) -> None:
        if not outcome.done:
            self._context.say(Tone.WARN, "\n".join(problem_text(one) for one in outcome.problems))

    def _moved_away(self, draft: SessionDraft) -> None:
        if draft.held_on is None:
            return
        month = month_of(draft.held_on, self.model.register.rule)
        self._context.say(
            Tone.INFO,
            _("The session of {day} was saved in the sheet of {month}.").format(
                day=format_date(draft.held_on), month=period_name(month.id)
            ),
        )

    def step_back(self) -> bool:
        """Take back what was typed into the current line, else bring back lines taken off.

        False when nothing of this is there, and the store is to undo.
        """
        return self.model.step_back(self.view.current_row) or self.dropping.bring_back()

    def can_step_back(self) -> bool:
        """Whether something was typed or taken off that the store does not know of."""
        typed = self.model.can_step_back(self.view.current_row)
        return typed or self.dropping.can_bring_back

    # -- the details of a line -------------------------------------------------------------------

    @property
    def details(self) -> DetailsPanel:
        """The details beside the sheet; built when they are first wanted."""
        if self._details is None:
            self._details = DetailsPanel(theme=self._context.theme)
            self._details.changed.connect(self._take_details)
            self._details.left.connect(self._leave_details)
            self._side.addWidget(self._details)
        return self._details

    def _shows_details(self) -> bool:
        return self._details is not None and self._side.currentWidget() is self._details

    def open_details(self) -> None:
        """Show the details of the current line beside the sheet."""
        entry = self.model.entry(self.view.current_row)
        if entry is None:
            return
        self.details.show_line(entry, self.model.register, locked=self.model.locked)
        self._side.setCurrentWidget(self.details)
        self._fit_side()
        self.details.take_focus()

    def close_details(self) -> None:
        """Show the missing groups again."""
        self._side.setCurrentWidget(self.missing)
        self._fit_side()

    def _leave_details(self) -> None:
        self.close_details()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_details(self, key: str, details: SessionDraft) -> None:
        self.model.type_details(self.model.row_of(key), details)

    # -- building --------------------------------------------------------------------------------

    def resizeEvent(self, event: object) -> None:
        """Give the side panel what the width allows."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit_side()

    @property
    def tight(self) -> bool:
        """Whether the sheet needs the whole width, and the missing groups open beside it."""
        return self.width() < _TIGHT * self._scale

    @property
    def _scale(self) -> float:
        return self._context.theme.tokens.type.text / Type().text

    def show_missing(self, *, wanted: bool) -> None:
        """Show or hide the missing groups where there is no room for them always."""
        self._side_wanted = wanted
        self._fit_side()

    def _fit_side(self) -> None:
        details = self._shows_details()
        width = _DETAILS_WIDTH if details else _SIDE_WIDTH
        if self.width() < _NARROW and not details:
            width = _SIDE_NARROW
        self._side.setFixedWidth(round(width * min(self._scale, 1.25)))
        self._side.setVisible(details or self._side_wanted or not self.tight)
        self.fitted.emit(self.tight)

    def _lay_out(self) -> None:
        sheet = Panel(flush=True)
        sheet.body.setContentsMargins(0, 0, 0, 0)
        sheet.body.addWidget(self.view)
        self.closed_line = ClosedLine(
            theme=self._context.theme, on_open=self._open_closing, on_late=self.offer_late
        )
        self.foot = SheetFoot(on_unwritten=self._go_to_unwritten, on_late=self.offer_late)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.closed_line)
        left.addWidget(sheet, 1)
        left.addWidget(self.foot)
        self._side = QStackedWidget()
        self._side.addWidget(self.missing)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(self._side)
        self.setFocusProxy(self.view)
        self._fit_side()

    def _open_closing(self) -> None:
        self._context.go_to("reports", {"month": self._month.id, "step": "close"})

    def _connect(self) -> None:
        view, missing = self.view, self.missing
        view.line_left.connect(self.saver.leave)
        view.typing.connect(self.saver.note)
        for told in (
            self.model.dataChanged,
            self.model.rowsInserted,
            self.model.rowsRemoved,
            self.model.modelReset,
        ):
            told.connect(self._say_calm)
        view.details_wanted.connect(self.open_details)
        view.paste_wanted.connect(self.pasting.paste)
        view.drop_wanted.connect(self.dropping.drop)
        view.late_wanted.connect(self.offer_late)
        view.locked_touched.connect(
            lambda: self._context.note(self._refusal or _("This month is closed."))
        )
        self.pasting.left_over.connect(self._show_left_over)
        self.late.recorded.connect(self._late_recorded)
        view.selectionModel().currentChanged.connect(self._current_changed)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open_menu)
        self.saver.moved.connect(self._moved_away)
        self.saver.unwanted.connect(lambda session_id: self.dropping.delete([session_id]))
        missing.started.connect(self.start_line)
        missing.stated.connect(self._state)
        missing.withdrawn.connect(self._withdraw)
        missing.copied.connect(
            lambda name: self._context.note(_("Reminder for {group} copied.").format(group=name))
        )
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)

    def _current_changed(self) -> None:
        self._say_calm()
        if self._shows_details():
            entry = self.model.entry(self.view.current_row)
            if entry is not None:
                self.details.show_line(entry, self.model.register, locked=self.model.locked)

    def _focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        """The sheet is left for another part of the window: its line is saved."""
        if before is None or now is None or not self._inside(before) or self._inside(now):
            return
        entry = self.model.entry(self.view.current_row)
        if entry is not None:
            self.saver.leave(entry.line.key)

    def _inside(self, widget: QWidget) -> bool:
        """Whether a widget belongs to the line being typed: the sheet, its lists, the details."""
        inner: QWidget | None = widget
        while inner is not None:
            if inner is self.view or inner is self._details:
                return True
            inner = inner.parentWidget()
        return False

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        acts = (
            (_("Details of the line"), "Ctrl+Enter", self.open_details, True),
            (_("Copy"), "Ctrl+C", self.view.copy, True),
            (_("Paste"), "Ctrl+V", self.pasting.paste, False),
            (_("Copy from above"), "Ctrl+D", self.view.copy_from_above, False),
            (_("Delete the line"), "Ctrl+Delete", self._drop_selected, False),
            (_("Late slip…"), "Ctrl+L", self.offer_late, True),
        )
        for text, keys, act, always in acts:
            action = QAction(f"{text}\t{keys}", menu)
            action.triggered.connect(act)
            action.setEnabled(always or not self.model.locked)
            menu.addAction(action)
        menu.popup(self.view.viewport().mapToGlobal(place))

    def _drop_selected(self) -> None:
        self.dropping.drop(self.view.selected_rows())
