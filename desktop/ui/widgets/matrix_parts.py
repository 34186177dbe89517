"""What every matrix of discs has: names at the left, keys, the frame of a cell, a legend."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QWidget,
)

from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.text import Text

Index = QModelIndex | QPersistentModelIndex
Sign = Callable[[QPainter, QPointF], None]
"""Paints one sign around a point."""

_SIGN = QSize(30, 30)


class MatrixTable(QTableView):
    """A table of signs with frozen names. Arrow keys move, Enter opens, L or ? shows the legend."""

    def __init__(self, *, theme: Theme, columns_from: int) -> None:
        super().__init__()
        self.theme = theme
        self.setProperty("kind", "matrix")
        self.setVerticalHeader(_NameHeader(theme, self))
        self.corner = QLabel(self)
        self.corner.setProperty("look", "corner")
        self.corner.setIndent(0)
        self.corner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._columns_from = columns_from
        self.doubleClicked.connect(self.open_cell)

    def open_cell(self, index: QModelIndex) -> None:
        """Open a cell."""
        raise TypeError(f"{type(self).__name__} opens nothing in row {index.row()}")

    def meanings(self) -> Sequence[tuple[Sign, str]]:
        """The signs of the legend with what they mean."""
        raise TypeError(f"{type(self).__name__} has no legend")

    def set_up(self) -> None:
        """Give table and headers their ways; after the headers are in place."""
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.horizontalHeader().setMinimumSectionSize(self._columns_from)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current cell; L and ? show the legend."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_cell(self.currentIndex())
        elif event.key() in (Qt.Key.Key_L, Qt.Key.Key_Question):
            self.show_legend()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a cell selects it; the second click opens it."""
        super().mouseReleaseEvent(event)
        self.viewport().update()

    def show_legend(self) -> QWidget:
        """Show what the signs mean, beside the matrix; any key or click puts it away."""
        legend = Legend(self.meanings(), parent=self)
        legend.adjustSize()
        legend.move(self.mapToGlobal(QPoint(self.width() - legend.width() - 16, 40)))
        legend.show()
        return legend

    def place_corner(self) -> None:
        """Lay the title of the names above them, once the table has its size."""
        # The names' width may have changed meanwhile: a wider header resizes the cells in turn.
        names = self.verticalHeader().minimumWidth()
        self.corner.setGeometry(0, 0, names, self.horizontalHeader().height())


def paint_frame(painter: QPainter, area: QRect, theme: Theme) -> None:
    """The frame of the current cell."""
    painter.setPen(QPen(theme.colour(Role.ACCENT), 2))
    painter.setBrush(theme.colour(Role.ACCENT_SOFT))
    painter.drawRoundedRect(area, 6, 6)


def sign_box(centre: QPointF, side: int) -> QRect:
    """The frame of a cell around its sign."""
    return QRect(round(centre.x() - side / 2), round(centre.y() - side / 2), side, side)


class _NameHeader(QHeaderView):
    """The labels at the left: text of the table, not of a header."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._theme = theme
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        """Its width is given by the table: measuring every label would be work for nothing."""
        return QSize(self.minimumWidth(), 0)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Paint one label."""
        model = self.model()
        theme = self._theme
        painter.save()
        painter.fillRect(rect, theme.colour(Role.PAPER))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, theme.colour(Role.LINE))
        painter.setPen(theme.colour(Role.INK))
        painter.setFont(theme.font())
        label = str(model.headerData(logicalIndex, Qt.Orientation.Vertical) or "")
        room = rect.adjusted(10, 0, -6, -1)
        shown = painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class _SignBox(QWidget):
    """One sign of the legend."""

    def __init__(self, sign: Sign) -> None:
        super().__init__()
        self._sign = sign
        self.setFixedSize(_SIGN)

    def paintEvent(self, _event: object) -> None:
        """Paint the sign."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._sign(painter, QPointF(_SIGN.width() / 2, _SIGN.height() / 2 - 1))
        painter.end()


class Legend(QFrame):
    """What the signs of a matrix mean."""

    def __init__(self, meanings: Sequence[tuple[Sign, str]], *, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "popup")
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 10, 18, 12)
        grid.setVerticalSpacing(2)
        grid.addWidget(Text(_("What the signs mean"), look="strong"), 0, 0, 1, 2)
        for number, (sign, meaning) in enumerate(meanings, start=1):
            grid.addWidget(_SignBox(sign), number, 0)
            grid.addWidget(Text(meaning), number, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key puts the legend away."""
        event.accept()
        self.close()
