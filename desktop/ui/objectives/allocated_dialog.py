"""The table of allocated targets: typed cell by cell or pasted, summed, the own row chosen."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QWidget

from desktop.actions.allocations import AllocationView, allocation
from desktop.actions.desk import Desk, Outcome
from desktop.actions.plan_settings import PlanInput, enter_plan
from desktop.domain.plan_tables import AllocatedTable, TableRow, share_of_cell
from desktop.domain.problems import Problem, stopping
from desktop.domain.text import tidy
from desktop.i18n import _, format_number, format_percent
from desktop.ui.design.theme import Theme
from desktop.ui.objectives.pasting import problem_lines, read_block, twice
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.buttons import SecondaryButton
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.fields import Labelled, parse_number
from desktop.ui.widgets.side_form import ChoiceField
from desktop.ui.widgets.text import Text
from desktop.wording import problem_text

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class AllocatedModel(QAbstractTableModel):
    """Units × columns; the last line is empty and takes a new unit. Blank stays blank."""

    def __init__(self, table: AllocatedTable, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._rows: list[tuple[str, tuple[int | None, ...]]] = [
            (row.unit, row.cells) for row in table.rows
        ]
        self.refused = ""

    def rows(self) -> tuple[TableRow, ...]:
        """The rows with a unit."""
        return tuple(TableRow(unit, cells) for unit, cells in self._rows if unit)

    def show_rows(self, rows: Sequence[TableRow]) -> None:
        """Put these rows in place of all."""
        self.beginResetModel()
        self._rows = [(row.unit, row.cells) for row in rows]
        self.endResetModel()

    def total(self, column: int) -> int | None:
        """The sum of a column without its blanks; None when every cell is blank."""
        filled = [cell for _unit, cells in self._rows if (cell := cells[column]) is not None]
        return sum(filled) if filled else None

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """The units and the empty line."""
        return 0 if parent.isValid() else len(self._rows) + 1

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """The unit and its cells."""
        return 0 if parent.isValid() else len(self._table.columns) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be written in; without a unit only the first one."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = super().flags(index)
        if index.column() and index.row() >= len(self._rows):
            return usual
        return usual | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A unit's name or its number; a blank cell shows nothing."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() else _LEFT
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        if index.row() >= len(self._rows):
            return ""
        unit, cells = self._rows[index.row()]
        if not index.column():
            return unit
        cell = cells[index.column() - 1]
        return "" if cell is None else format_number(cell)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed; what is no number is refused and said."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        text = tidy(str(value))
        if not index.column():
            return self._name(index.row(), text)
        number = parse_number(text)
        self.refused = ""
        if text and number is None:
            self.refused = _("“{text}” is no whole number; the cell stays as it was.").format(
                text=text
            )
            self.dataChanged.emit(index, index)
            return False
        unit, cells = self._rows[index.row()]
        place = index.column() - 1
        self._rows[index.row()] = (unit, (*cells[:place], number, *cells[place + 1 :]))
        self.dataChanged.emit(index, index)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The labels of the columns with their units; running numbers beside the rows."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return _RIGHT | int(Qt.TextFlag.TextWordWrap)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1) if section < len(self._rows) else ""
        if not section:
            return _("Unit with targets")
        column = self._table.columns[section - 1]
        return f"{column.label} ({column.unit})"

    def _name(self, row: int, text: str) -> bool:
        if row < len(self._rows):
            if not text:
                self.beginRemoveRows(NO_INDEX, row, row)
                del self._rows[row]
                self.endRemoveRows()
                return True
            self._rows[row] = (text, self._rows[row][1])
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
            return True
        if not text:
            return False
        self.beginInsertRows(NO_INDEX, row, row)
        self._rows.append((text, (None,) * len(self._table.columns)))
        self.endInsertRows()
        return True


class AllocatedDialog(FormDialog):
    """The grid with its sums beside the source's printed totals; nothing is stored before "Lưu"."""

    def __init__(self, parent: QWidget | None, view: AllocationView, *, theme: Theme) -> None:
        super().__init__(
            parent, title=view.table.title, do=_("Save the table"), leave=_("Go back"), width=760
        )
        self.resize(min(980, parent.window().width() - 60) if parent else 900, 600)
        self._view = view
        self.model = AllocatedModel(view.table, parent=self)
        self.own = ChoiceField(name=_("Our own row"), theme=theme)
        self.sums = Text("", wrap=True)
        self._said = Text("", look="todo", wrap=True)
        self.body.addWidget(Text(view.table.clause, look="small", wrap=True))
        self.body.addLayout(self._head())
        self.grid = self._grid(theme)
        self.body.addWidget(self.grid, 1)
        self.body.addWidget(self.sums)
        self.body.addWidget(self._said)
        self._said.hide()
        for signal in (self.model.dataChanged, self.model.modelReset, self.model.rowsInserted):
            signal.connect(self._weigh)
        self.model.rowsRemoved.connect(self._weigh)
        self._unit = view.unit or ""
        self._weigh()
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self.grid)
        paste.setContext(Qt.ShortcutContext.WidgetShortcut)
        paste.activated.connect(self.paste)

    @classmethod
    def ask(cls, parent: QWidget | None, view: AllocationView, *, theme: Theme) -> PlanInput | None:
        """Ask; the rows and the own row, none when it was left."""
        dialog = cls(parent, view, theme=theme)
        return dialog.given() if dialog.exec() == cls.DialogCode.Accepted else None

    def given(self) -> PlanInput:
        """What is to be stored."""
        rows = self.model.rows()
        tables = {} if rows == self._view.table.rows else {self._view.table.id: rows}
        unit = str(self.own.currentData() or "")
        return PlanInput(tables=tables, unit=None if unit == (self._view.unit or "") else unit)

    def paste(self) -> None:
        """Take a block copied from a spreadsheet in place of the rows, when all of it is read."""
        text = QGuiApplication.clipboard().text()
        read, problems = read_block(text, columns=len(self._view.table.columns))
        if stopping(problems):
            self._say(_("Nothing was pasted.") + "\n" + problem_lines(problems))
        elif not read.rows:
            self._say(_("Nothing was pasted: the clipboard holds no table."))
        else:
            self.model.show_rows(read.rows)
            said = _("{count} rows pasted. Check the sums below.").format(count=len(read.rows))
            self._say("\n".join(one for one in (said, problem_lines(problems)) if one))

    def accept(self) -> None:
        """Leave only with units that stand once; which one stands twice is said."""
        doubled = twice(self.model.rows())
        if doubled:
            problem = Problem("table_unit_twice", details={"unit": doubled[0]})
            self._say(problem_text(problem))
            return
        super().accept()

    def sums_text(self) -> str:
        """Each column's sum beside the total that the source prints, and its blank cells."""
        return "\n".join(self._sum_text(number) for number in range(len(self._view.columns)))

    def _sum_text(self, number: int) -> str:
        column, total = self._view.columns[number], self.model.total(number)
        blanks = sum(row.cells[number] is None for row in self.model.rows())
        said = _("{label}: adds up to {total}").format(
            label=column.label, total="–" if total is None else format_number(total)
        )
        if column.printed is not None:
            same = (total or 0) == column.printed
            text = _("{text}, as printed") if same else _("{text}, but {printed} is printed")
            said = text.format(text=said, printed=format_number(column.printed))
        if blanks:
            said = _("{text}; {count} blank").format(text=said, count=blanks)
        return said + self._share_text(number, total) + self._own_text(number)

    def _share_text(self, number: int, total: int | None) -> str:
        """The share inside a column, of the sum as it stands."""
        view = self._view.columns[number].share
        if view is None:
            return ""
        part = share_of_cell(total, view.share)
        text = _("; of these {percent} {label}: {count}")
        return text.format(
            percent=format_percent(view.share.percent),
            label=view.share.label[:1].lower() + view.share.label[1:],
            count="–" if part is None else format_number(part),
        )

    def _own_text(self, number: int) -> str:
        column = self._view.columns[number]
        unit = str(self.own.currentData() or "")
        row = next((one for one in self.model.rows() if one.unit == unit), None)
        if row is None:
            return ""
        cell = row.cells[number]
        text = _(". Ours: {own}, reached {reached}")
        return text.format(
            own=_("nothing allocated") if cell is None else format_number(cell),
            reached="–" if column.reached is None else format_number(column.reached),
        )

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Labelled(_("Our own row"), self.own), 1)
        row.addStretch(1)
        button = SecondaryButton(_("Paste from Excel"), self.paste)
        button.setToolTip(_("Unit, then one cell a column; blank cells stay blank. Ctrl+V"))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.own.currentIndexChanged.connect(self._own_chosen)
        return row

    def _grid(self, theme: Theme) -> QTableView:
        grid = QTableView()
        grid.setModel(self.model)
        grid.setAccessibleName(self._view.table.title)
        grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        grid.setWordWrap(False)
        grid.verticalHeader().setDefaultSectionSize(theme.tokens.shape.row_height)
        header = grid.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setFixedHeight(2 * theme.tokens.shape.row_height - 8)
        return grid

    def _weigh(self) -> None:
        units = [row.unit for row in self.model.rows()]
        shown = [self.own.itemData(number) for number in range(1, self.own.count())]
        if units != shown:
            self.own.blockSignals(True)
            self.own.clear()
            self.own.addItem(_("not said: against the totals"), "")
            for unit in units:
                self.own.addItem(unit, unit)
            self.own.setCurrentIndex(max(self.own.findData(self._unit), 0))
            self.own.blockSignals(False)
        self.sums.setText(self.sums_text())
        if self.model.refused:
            self._say(self.model.refused)

    def _own_chosen(self) -> None:
        self._unit = str(self.own.currentData() or "")
        self.sums.setText(self.sums_text())

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))


def edit_table(
    context: ShellContext, *, desk: Desk, plan_id: str, table_id: str, parent: QWidget
) -> None:
    """Read a table, show it, and store what was changed in it."""
    task = partial(allocation, desk, plan_id, table_id, context.month.id)
    context.ask(task, partial(_edit, context, desk, plan_id, parent))


def _edit(
    context: ShellContext, desk: Desk, plan_id: str, parent: QWidget, view: AllocationView | None
) -> None:
    if view is None:
        return
    given = AllocatedDialog.ask(parent, view, theme=context.theme)
    if given is None or given.empty:
        return

    def done(outcome: Outcome[str]) -> None:
        if outcome.done:
            context.note(_("Saved."))
        if outcome.problems:
            context.say(Tone.WARN, problem_lines(outcome.problems))

    task = partial(enter_plan, desk, plan_id, given, action="set_allocated", label=view.table.id)
    context.write(task, done)
