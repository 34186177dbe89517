"""A chart and the table of its figures, always side by side."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QWidget

from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.chart_view import (
    ChartView,
    MonthColumn,
    Standing,
    sentence,
    standing_text,
    value_text,
)
from desktop.ui.widgets.charts import ColumnChart
from desktop.ui.widgets.rows_model import Column, RowsModel

_STATE_WIDTH = 104
_USUAL_LETTERS = 12
"""The widths of the columns are meant for letters of so many pixels."""

_MADE_OF = 1


class ChartPanel(QWidget):
    """A chart and its table side by side; the current month is the same in both.

    ``opened`` carries the id of the column that was opened in either of them.
    """

    opened = Signal(str)

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.chart = ColumnChart(theme=theme)
        self.model: RowsModel[MonthColumn] = RowsModel(self._columns(), theme=theme, parent=self)
        self.table = QTableView()
        self._set_up()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.tokens.space.outer)
        row.addWidget(self.chart, 1)
        row.addWidget(self.table)
        theme.keep(self, self._measure)
        self.chart.chosen.connect(self._follow_chart)
        self.chart.opened.connect(self.opened)
        self.table.selectionModel().currentRowChanged.connect(self._follow_table)
        self.table.doubleClicked.connect(self._open)

    def show_view(self, view: ChartView) -> None:
        """Show this chart and its figures."""
        self.chart.show_view(view)
        self.model.show_rows(view.columns)
        self.table.setAccessibleName(_("Figures of the chart: {title}").format(title=view.title))
        if self.chart.current:
            self._follow_chart(self.chart.current.id)
        self._measure()

    def _columns(self) -> tuple[Column[MonthColumn], ...]:
        return (
            Column(title=_("Month"), text=lambda one: one.label, width=56),
            Column(
                title=_("Made of"),
                text=lambda one: one.note,
                width=76,
                right=True,
                role=lambda _one: Role.SOFT,
                tip=self._tip,
            ),
            Column(title=_("Figure"), text=self._figure, width=82, right=True, tip=self._tip),
            Column(
                title=_("State"),
                text=lambda one: standing_text(one.standing),
                width=_STATE_WIDTH,
                role=_role,
                tip=self._tip,
            ),
        )

    def _figure(self, column: MonthColumn) -> str:
        return "–" if column.value is None else value_text(self.chart.view, column.value)

    def _tip(self, column: MonthColumn) -> str:
        return sentence(self.chart.view, column)

    def _set_up(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setShowGrid(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(True)

    def _measure(self) -> None:
        """Rows close together, so that twelve months stand beside the chart without scrolling."""
        size = self._theme.tokens.type.small
        high = size + 10
        self.table.setFont(self._theme.font(size))
        upright = self.table.verticalHeader()
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setMinimumSectionSize(high)
        upright.setDefaultSectionSize(high)
        self.table.horizontalHeader().setFixedHeight(high + 4)
        self.table.setColumnHidden(_MADE_OF, not any(one.note for one in self.model.rows))
        wide = 0
        for number, column in enumerate(self.model.columns):
            width = round(column.width * size / _USUAL_LETTERS)
            self.table.setColumnWidth(number, width)
            wide += 0 if self.table.isColumnHidden(number) else width
        self.table.setFixedWidth(wide)

    def _follow_chart(self, wanted: str) -> None:
        for number, column in enumerate(self.model.rows):
            if column.id == wanted and self.table.currentIndex().row() != number:
                self.table.setCurrentIndex(self.model.index(number, 0))

    def _follow_table(self, index: QModelIndex) -> None:
        if index.isValid():
            wanted = self.model.row(index.row()).id
            ids = [column.id for column in self.chart.view.columns]
            self.chart.go_to(ids.index(wanted))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.model.row(index.row()).id)


def _role(column: MonthColumn) -> Role | None:
    roles = {
        Standing.MET: Role.MET,
        Standing.NOT_MET: Role.DUE,
        Standing.NOT_ENTERED: Role.DUE,
        Standing.NOTHING_AROSE: Role.SOFT,
        Standing.NOT_APPLICABLE: Role.HINT,
        Standing.TO_COME: Role.HINT,
    }
    return roles.get(column.standing)
