"""The check before a block is written: what will be written, and what is wrong where."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QScrollArea, QTableView, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.sessions.cell_words import sentence
from desktop.ui.sessions.lines import CELLS, Cell, Register
from desktop.ui.sessions.paste import PastedLine
from desktop.ui.sessions.sheet_cells import heading
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.rows_model import Column, RowsModel
from desktop.ui.widgets.text import Text

_SIDES, _LEAST = 12, 48
_FATE, _MARGINS = 190, 64
"""The room that the last column and the dialog's edges want, in pixels."""
_WIDTHS = {Cell.DAY: 64, Cell.GROUPS: 140, Cell.ATTENDANCE: 96, Cell.NOTE: 80}


class PasteDialog(FormDialog):
    """A table of the lines with what becomes of each; nothing is written before "Ghi n dòng"."""

    def __init__(
        self,
        parent: QWidget | None,
        pasted: Sequence[PastedLine],
        *,
        register: Register,
        theme: Theme,
    ) -> None:
        good = sum(line.complete for line in pasted)
        write = ngettext("Write {count} line", "Write {count} lines", good).format(count=good)
        super().__init__(
            parent,
            title=_("Check before pasting"),
            do=write,
            leave=_("Go back"),
            lead=_summary(pasted),
            width=880,
        )
        self.resize(min(1160, parent.window().width() - 80) if parent else 960, 540)
        self.do_button.setEnabled(bool(good))
        self.model = RowsModel(_columns(register), theme=theme, parent=self)
        self.model.show_rows(pasted)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.tokens.shape.row_height)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(len(CELLS) + 1, QHeaderView.ResizeMode.Stretch)
        self._fit_columns()
        self.body.addWidget(self.table, 1)
        if faults := _faults(pasted, register):
            self.body.addWidget(_listed(faults))

    def _fit_columns(self) -> None:
        """Each column as wide as its texts while there is room; then none wider than its wish."""
        columns = self.model.columns[:-1]
        asked = [max(self.table.sizeHintForColumn(n) + _SIDES, _LEAST) for n in range(len(columns))]
        room = self.width() - _FATE - _MARGINS
        for number, (column, width) in enumerate(zip(columns, asked, strict=True)):
            head = self.table.horizontalHeader().sectionSizeHint(number)
            fits = sum(asked) <= room
            self.table.setColumnWidth(
                number, max(head, width if fits else min(width, column.width))
            )

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        pasted: Sequence[PastedLine],
        *,
        register: Register,
        theme: Theme,
    ) -> bool:
        """Show the check; whether the lines are to be written."""
        dialog = cls(parent, pasted, register=register, theme=theme)
        return dialog.exec() == cls.DialogCode.Accepted


def _summary(pasted: Sequence[PastedLine]) -> str:
    new = sum(line.complete and line.new for line in pasted)
    changed = sum(line.complete and not line.new for line in pasted)
    wrong = len(pasted) - new - changed
    said = _("{new} new lines, {changed} changed lines.").format(new=new, changed=changed)
    if not wrong:
        return said
    left = ngettext(
        "{count} line has a fault: it is not written and stays on the sheet to be mended.",
        "{count} lines have faults: they are not written and stay on the sheet to be mended.",
        wrong,
    )
    return f"{said} {left.format(count=wrong)}"


def _faults(pasted: Sequence[PastedLine], register: Register) -> list[str]:
    """What is wrong, by row and column."""
    return [
        _("Row {row}, {column}: {fault}").format(
            row=one.number,
            column=heading(cell),
            fault=sentence(problem, register.period, register.rule),
        )
        for one in pasted
        for cell, problem in one.reading.problems
        if problem.stops
    ]


def _listed(faults: Sequence[str]) -> QScrollArea:
    text = Text("\n".join(faults), look="trouble", wrap=True)
    text.setAlignment(Qt.AlignmentFlag.AlignTop)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setWidget(text)
    scroll.setMaximumHeight(110)
    return scroll


def _columns(register: Register) -> tuple[Column[PastedLine], ...]:
    number: Column[PastedLine] = Column(
        title=_("Row"), text=lambda one: str(one.number), width=52, right=True
    )
    cells = tuple(_cell_column(cell) for cell in CELLS)
    fate: Column[PastedLine] = Column(
        title=_("What happens"),
        text=lambda one: fate_of(one, register),
        width=0,
        role=lambda one: None if one.complete else Role.TROUBLE,
    )
    return (number, *cells, fate)


def _cell_column(cell: Cell) -> Column[PastedLine]:
    return Column(
        title=heading(cell),
        text=lambda one: one.line.texts[cell],
        width=_WIDTHS.get(cell, 120),
        right=cell is Cell.ATTENDANCE,
        role=lambda one: Role.TROUBLE if any(p.stops for p in one.reading.of(cell)) else None,
    )


def fate_of(one: PastedLine, register: Register) -> str:
    """What becomes of a line; warnings do not keep it from being written."""
    if not one.complete:
        return _("not written yet")
    advice = [
        sentence(problem, register.period, register.rule) for _cell, problem in one.reading.problems
    ]
    state = _("new") if one.new else _("changes a line")
    return " · ".join((state, *advice))
