"""Content that scrolls where there is little room."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

_LOWEST, _FRAME = 160, 40


class WrappingArea(QScrollArea):
    """Scrolls no further than its content reaches at the width it has.

    Of words that wrap Qt keeps the height free that they would have at their narrowest.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The content is laid anew."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self._weigh()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another height."""
        self._weigh()
        super().resizeEvent(event)

    def _weigh(self) -> None:
        layout = self.widget().layout() if self.widget() is not None else None
        if layout is not None:
            # Any height that is said stands for the narrowest one; the height for the width stays.
            self.widget().setMinimumHeight(1 if layout.hasHeightForWidth() else 0)


def scrolled(content: QWidget, *, sideways: bool = True) -> QScrollArea:
    """A frameless area around ``content``; without ``sideways`` it never scrolls to the side."""
    area = WrappingArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    # A scroll area paints its content in the window's grey unless told otherwise.
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area


class ScrolledColumn(QScrollArea):
    """The fields of a long form: as high as they are, and scrolled where the screen is lower."""

    def __init__(self) -> None:
        super().__init__()
        content = QWidget()
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """The whole content."""
        return self.widget().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As wide as the content, with room for a scroll bar; as low as need be."""
        wide = self.widget().minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(wide, _LOWEST)


def fit_screen(dialog: QDialog, scrolled_part: ScrolledColumn) -> None:
    """Make a dialog as high as its content is, and never higher than its screen."""
    scrolled_part.column.activate()
    scrolled_part.updateGeometry()
    layout = dialog.layout()
    if layout is None:
        return
    layout.activate()
    wide = max(dialog.width(), layout.sizeHint().width())
    high = layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else 0
    room = dialog.screen().availableGeometry().height() - _FRAME
    dialog.resize(wide, min(max(high, layout.sizeHint().height()), room))
