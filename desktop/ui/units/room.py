"""The room "Đơn vị": the units expected, their days and keys, the connection file."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.connecting import (
    ConnectionWords,
    ConnectionWritten,
    change_connection_words,
    connection_words,
    fingerprint_pages,
    write_connection,
)
from desktop.actions.deadlines import deadlines
from desktop.actions.desk import ChangeKind, Desk, Outcome
from desktop.actions.units import (
    CODES_SINCE,
    UnitRehearsal,
    carry_out_units,
    delete_unit,
    record_unit,
    rehearse_units,
)
from desktop.domain.expected_units import ExpectedUnit, UnitId
from desktop.domain.periods import Period
from desktop.i18n import _, ngettext
from desktop.ui.design.tokens import Type
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room
from desktop.ui.units.dialogs import (
    ConnectionDialog,
    ConnectionDone,
    ConnectionWish,
    ImportUnitsDialog,
    ListFile,
)
from desktop.ui.units.form import UnitForm
from desktop.ui.units.listing import UnitLine, lines_shown, read_units, unit_columns
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from desktop.ui.widgets.dialogs import may_drop_draft
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.fields import SearchField
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows_model import RowsModel
from desktop.wording import problem_text

_CODE_WIDTH = 80
_LEAST_ROOM = {2: 420, 3: 700, 4: 780, 5: 540}
"""From which width of the list on a column is shown."""


class UnitsRoom(Room):
    """Lists the units, edits one beside the list, takes lists over, writes the connection file."""

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        self._context, self._desk = context, desk
        self._lines: tuple[UnitLine, ...] = ()
        self._printing: object = None
        self.form = UnitForm(theme=context.theme, period=context.month)
        self.page = UnitsPage(context, room=self)
        self.form.save_wanted.connect(self.save)
        self.form.closed.connect(self._close_form)
        self.form.escaped.connect(self._escape)
        self.form.drop_wanted.connect(self._drop)
        table = self.page.table
        table.opened.connect(self._open)
        table.clicked.connect(lambda index: self._open(table.value_at(index)))
        self.page.search.searched.connect(lambda _text: self._refill())

    def widget(self) -> QWidget:
        """The list and the form."""
        return self.page

    def on_shown(self, month: Period) -> None:
        """Read the units anew."""
        self.form.valid_from.set_period(month)
        self.form.valid_until.set_period(month)
        self._context.ask(partial(read_units, self._desk), self._take)

    def on_changes(self, kinds: frozenset[str]) -> None:
        """Read anew when units or keys were changed."""
        if ChangeKind.EXCHANGE in kinds:
            self._context.ask(partial(read_units, self._desk), self._take)

    def on_target(self, target: object) -> None:
        """The set-up tells why its list was not taken over; a file that waits names its unit."""
        if isinstance(target, dict) and target.get("remark"):
            self._context.say(Tone.WARN, str(target["remark"]))
        if isinstance(target, dict) and target.get("new"):
            code, name, valid_from = target["new"]
            self.new(ExpectedUnit(code, name, date.fromisoformat(valid_from)))

    def help_text(self) -> str:
        """What F1 says."""
        return _(
            "The units that this office expects reports from, each with the days it is valid. "
            "“Take over a list” reads Excel or CSV and shows first what it would do. The "
            "connection file is what communes open once; its fingerprint goes to them on paper."
        )

    def may_leave(self) -> bool:
        """Save what was typed; what cannot be saved, or was only proposed, is asked about."""
        if self.form.isHidden() or not (self.form.dirty or self.form.proposed):
            return True
        if self.form.dirty and self.save():
            return True
        if not may_drop_draft(self.page, wrong=self.form.dirty):
            return False
        self.form.keep()
        self._show_form(shown=False)
        return True

    def new(self, unit: ExpectedUnit | None = None) -> None:
        """Begin a new unit at the end of the list; one that a file names is looked at and saved."""
        if not self.may_leave():
            return
        self.form.show_new(unit or ExpectedUnit("", "", CODES_SINCE))
        self._show_form(shown=True)
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> bool:
        """Store what was typed; False when a field is wrong, which is said below it."""
        wrong = self.form.wrong()
        draft = self.form.draft()
        if wrong or draft is None:
            no_day = _("This is no day. Write it as 5/10 or 05/10/2026.")
            self.form.say(wrong or {"valid_from": no_day})
            return False
        if not draft.name:
            self.form.say({"name": _("Write the name of the unit.")})
            return False
        replacing = self.form.replacing
        if replacing is None:
            place = max((one.unit.position for one in self._lines), default=0) + 1
            draft = replace(draft, position=place)
        self.form.keep()
        self.form.proposed = False
        task = partial(record_unit, self._desk, draft, replacing=replacing)
        self._context.write(task, partial(self._saved, draft))
        return True

    def take_list(self) -> None:
        """Ask for a file and rehearse it."""
        path = ListFile.ask(self.page)
        if path is not None:
            self.rehearse(path)

    def rehearse(self, path: Path) -> None:
        """Read a list and show what it would do."""
        self._context.ask(partial(rehearse_units, self._desk, path), self._rehearsed)

    def connect_units(self) -> None:
        """Ask for the words of the connection file and where it goes."""
        self._context.ask(self._read_connection, self._ask_connection)

    def _take(self, lines: tuple[UnitLine, ...]) -> None:
        self._lines = lines
        self._refill()
        shown = self.form.replacing
        if shown is not None and not self.form.dirty and not self.form.isHidden():
            found = next((one for one in lines if one.unit.unit == shown), None)
            if found is None:
                self._show_form(shown=False)
            else:
                self.form.show_line(found)

    def _refill(self) -> None:
        text = self.page.search.text()
        self.page.table.show_rows(lines_shown(self._lines, text))
        living = sum(not one.ended for one in self._lines)
        said = ngettext("{count} unit expected", "{count} units expected", living)
        self.page.panel.set_title(said.format(count=living))
        if self._lines:
            self.page.empty.say(_("No unit fits “{text}”.").format(text=text.strip()))

    def _open(self, line: object) -> None:
        if isinstance(line, UnitLine) and line.unit.unit != self._open_unit and self.may_leave():
            self.form.show_line(line)
            self._show_form(shown=True)
            self.form.to_top()

    @property
    def _open_unit(self) -> UnitId | None:
        return None if self.form.isHidden() else self.form.replacing

    def _show_form(self, *, shown: bool) -> None:
        self.form.setVisible(shown)
        self.page.weigh_columns()

    def _close_form(self) -> None:
        if self.may_leave():
            self._put_away()

    def _escape(self) -> None:
        self.form.keep()
        self._put_away()

    def _put_away(self) -> None:
        self._show_form(shown=False)
        self.page.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _saved(self, draft: ExpectedUnit, outcome: Outcome[int]) -> None:
        if outcome.value is None:
            words = " ".join(problem_text(one) for one in outcome.problems)
            self._show_form(shown=True)
            self.form.proposed = self.form.replacing is None
            self.form.say({}, at_foot=words)
            return
        self.form.replacing = draft.unit
        self.form.allow_drop(allowed=True)
        if outcome.problems:
            self._context.say(Tone.WARN, " ".join(problem_text(one) for one in outcome.problems))
        else:
            self._context.note(_("Saved"))

    def _drop(self) -> None:
        unit = self.form.replacing
        if unit is not None:
            self.form.keep()
            self._show_form(shown=False)
            self._context.write(partial(delete_unit, self._desk, unit), self._dropped)

    def _dropped(self, outcome: Outcome[None]) -> None:
        if outcome.problems:
            self._context.say(Tone.WARN, " ".join(problem_text(one) for one in outcome.problems))
        else:
            self._context.note(_("Taken out of the list. Ctrl+Z brings it back."))

    def _rehearsed(self, seen: UnitRehearsal) -> None:
        if ImportUnitsDialog.ask(self.page, seen, theme=self._context.theme):
            left_out = bool(seen.problems)
            task = partial(carry_out_units, self._desk, seen, leave_out_problems=left_out)
            self._context.write(task, self._taken_over)

    def _taken_over(self, outcome: Outcome[int]) -> None:
        if outcome.value is None:
            self._context.say(Tone.WARN, " ".join(problem_text(one) for one in outcome.problems))
            return
        said = ngettext(
            "{count} unit was taken over.", "{count} units were taken over.", outcome.value
        )
        self._context.note(said.format(count=outcome.value))

    def _read_connection(self) -> tuple[ConnectionWords, bool]:
        """The words, and whether a deadline is set; runs on the worker."""
        return connection_words(self._desk), bool(deadlines(self._desk).days_after)

    def _ask_connection(self, read: tuple[ConnectionWords, bool]) -> None:
        words, deadline_set = read
        wish = ConnectionDialog.ask(
            self.page,
            words,
            sticks=self._context.sticks.drives,
            theme=self._context.theme,
            deadline_set=deadline_set,
        )
        if wish is not None:
            self._context.write(partial(self._write_connection, wish), self._connected)

    def _write_connection(self, wish: ConnectionWish) -> Outcome[ConnectionWritten]:
        """Runs on the worker."""
        change_connection_words(self._desk, wish.words)
        return write_connection(self._desk, wish.folder, new=wish.new_keys)

    def _connected(self, outcome: Outcome[ConnectionWritten]) -> None:
        written = outcome.value
        if written is None:
            self._context.say(Tone.WARN, " ".join(problem_text(one) for one in outcome.problems))
            return
        if ConnectionDone.ask(self.page, written, name=_("Connection file")):
            self._print(written)

    def _print(self, written: ConnectionWritten) -> None:
        # Typesetting is not small, and asked for once: imported then.
        from desktop.ui.reports.sheet_printing import SheetPrinting

        self._printing = SheetPrinting(
            self._context,
            partial(fingerprint_pages, self._desk, written),
            title=_("Fingerprint of the connection file"),
            file_name=f"Ma-nhan-dang-{written.number}.pdf",
            parent=self.page,
        )
        self._printing.begin()


class UnitsPage(QWidget):
    """Search and buttons above, the list, the form beside it."""

    def __init__(self, context: ShellContext, *, room: UnitsRoom) -> None:
        super().__init__()
        theme = context.theme
        self.search = SearchField(_("Search units"), theme=theme)
        self.empty = EmptyState(
            "building-2",
            _("No unit is expected yet."),
            theme=theme,
            advice=_("Take over a list from Excel or CSV with codes and names, or add them here."),
            button=_("Take over a list"),
            on_click=room.take_list,
        )
        self.table: ListTable[UnitLine] = ListTable(
            RowsModel(unit_columns(), theme=theme),
            theme=theme,
            memory=context.memory,
            key="expected-units",
            identity=lambda one: one.unit.unit,
            empty=self.empty,
        )
        self.panel = Panel(" ", flush=True)
        self.panel.body.addWidget(self.table)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        head.addStretch(1)
        head.addWidget(SecondaryButton(_("Take over a list"), room.take_list).needs("record_units"))
        add = SecondaryButton(_("Add a unit"), room.new).needs("record_units")
        add.setToolTip("Ctrl+N")
        head.addWidget(add)
        head.addWidget(
            PrimaryButton(_("Write the connection file"), room.connect_units).needs(
                "write_connection"
            )
        )
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(room.new)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self.panel, 1)
        body.addWidget(room.form)
        room.form.hide()
        self._theme, self._form = theme, room.form
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(body, 1)

    def weigh_columns(self) -> None:
        """Leave out what there is no room for; the code is never cut."""
        scale = self._theme.tokens.type.text / Type().text
        taken = 0 if self._form.isHidden() else self._form.width() + 12
        room = (self.width() - taken) / scale
        self.table.setColumnWidth(0, round(_CODE_WIDTH * scale))
        for column, least in _LEAST_ROOM.items():
            self.table.setColumnHidden(column, room < least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Weigh the columns anew."""
        super().resizeEvent(event)
        self.weigh_columns()
