"""The strip of small pages beside a paper: a click goes to a page."""

from functools import partial

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.reports.pages import Draw
from desktop.ui.reports.rendering import PageSize, render_page

_WIDTH = 112
_PAGE = 62
"""How wide an upright A4 page is, in pixels; a lying one is 88."""
_GAP = 10
_NUMBER = 18
_A4_WIDTH = 595.0


class Thumbnails(QAbstractScrollArea):
    """Small pages, one below the other, each with its number; ``chosen`` carries a page from 0."""

    chosen = Signal(int)

    def __init__(self, *, theme: Theme, draw: Draw) -> None:
        super().__init__()
        self._theme, self._draw = theme, draw
        self._data = b""
        self._sizes: tuple[PageSize, ...] = ()
        self._pictures: dict[int, QImage] = {}
        self._asked: set[int] = set()
        self._edition, self._current = 0, 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Small pages"))
        self.setFixedWidth(_WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)
        theme.keep(self, self.viewport().update)

    @property
    def current(self) -> int:
        """The page that is marked, from 0."""
        return self._current

    def show_paper(self, data: bytes, sizes: tuple[PageSize, ...]) -> None:
        """Show the pages of a paper."""
        if data == self._data:
            return
        self._data, self._sizes = data, sizes
        self._edition += 1
        self._pictures.clear()
        self._asked.clear()
        self._current = min(self._current, max(0, len(sizes) - 1))
        self._measure()

    def mark(self, page: int) -> None:
        """Mark the page in sight, from 0, and bring it into the strip."""
        if page == self._current or not 0 <= page < len(self._sizes):
            return
        self._current = page
        top, bar = self._tops()[page], self.verticalScrollBar()
        bottom = top + self._size(page)[1] + _NUMBER
        if top < bar.value():
            bar.setValue(round(top - _GAP))
        elif bottom > bar.value() + self.viewport().height():
            bar.setValue(round(bottom - self.viewport().height() + _GAP))
        self.viewport().update()

    def page_at(self, point: QPoint) -> int:
        """The page under a point of the view; −1 when there is none."""
        y = point.y() + self.verticalScrollBar().value()
        for page, top in enumerate(self._tops()):
            if top - _GAP / 2 <= y < top + self._size(page)[1] + _NUMBER:
                return page
        return -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the page clicked."""
        page = self.page_at(event.position().toPoint())
        if page >= 0:
            self._choose(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from page to page."""
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Right:
                self._choose(self._current + 1)
            case Qt.Key.Key_Up | Qt.Key.Key_Left:
                self._choose(self._current - 1)
            case Qt.Key.Key_Home:
                self._choose(0)
            case Qt.Key.Key_End:
                self._choose(len(self._sizes) - 1)
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure anew."""
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the small pages in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._theme.colour(Role.HEAD))
        painter.setFont(self._theme.font(self._theme.tokens.type.small))
        offset = self.verticalScrollBar().value()
        for page, top in enumerate(self._tops()):
            width, height = self._size(page)
            y = top - offset
            if -height - _NUMBER < y < self.viewport().height():
                left = (self.viewport().width() - width) / 2
                self._paint_page(painter, page, QRectF(round(left), round(y), width, height))
        painter.end()

    def _paint_page(self, painter: QPainter, page: int, place: QRectF) -> None:
        marked = page == self._current
        painter.fillRect(place, Qt.GlobalColor.white)
        picture = self._pictures.get(page)
        if picture is None:
            self._ask(page)
        else:
            painter.drawImage(place, picture)
        role = Role.ACCENT if marked else Role.EDGE
        painter.setPen(QPen(self._theme.colour(role), 2 if marked else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place)
        painter.setPen(self._theme.colour(Role.ACCENT if marked else Role.SOFT))
        below = QRectF(0, place.bottom() + 1, self.viewport().width(), _NUMBER)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(page + 1))

    def _ask(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        scale = self._size(page)[0] * self.devicePixelRatioF() / self._sizes[page].width
        take = partial(self._take, self._edition, page)
        self._draw(partial(render_page, self._data, page, scale), take)

    def _take(self, edition: int, page: int, picture: QImage) -> None:
        if edition == self._edition:
            self._pictures[page] = picture
            self.viewport().update()

    def _choose(self, page: int) -> None:
        if 0 <= page < len(self._sizes):
            self.mark(page)
            self.chosen.emit(page)

    def _size(self, page: int) -> tuple[float, float]:
        """Width and height of a small page; all have one scale."""
        size, scale = self._sizes[page], _PAGE / _A4_WIDTH
        return round(size.width * scale), round(size.height * scale)

    def _tops(self) -> list[float]:
        y, tops = float(_GAP), []
        for page in range(len(self._sizes)):
            tops.append(y)
            y += self._size(page)[1] + _NUMBER + _GAP
        return tops

    def _measure(self) -> None:
        last = len(self._sizes) - 1
        total = self._tops()[last] + self._size(last)[1] + _NUMBER + _GAP if last >= 0 else 0
        height = self.viewport().height()
        self.verticalScrollBar().setRange(0, max(0, round(total - height)))
        self.verticalScrollBar().setPageStep(height)
        self.verticalScrollBar().setSingleStep(40)
        self.viewport().update()
