"""The pages of a paper, one below the other; each is drawn on the worker when it comes to sight."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.reports.rendering import POINTS_PER_INCH, PageSize, render_page

_GAP = 12
_SCREEN_DPI = 96.0
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_KEPT_PICTURES = 8
_A4 = PageSize(595.0, 842.0)

Draw = Callable[[Callable[[], QImage], Callable[[QImage], None]], None]


class PagesView(QAbstractScrollArea):
    """Shows a paper. ``moved`` carries the page in sight, from 1, and how many there are."""

    moved = Signal(int, int)

    def __init__(self, *, theme: Theme, draw: Draw) -> None:
        super().__init__()
        self._theme, self._draw = theme, draw
        self._data = b""
        self._sizes: tuple[PageSize, ...] = ()
        self._pictures: dict[tuple[int, int], QImage] = {}
        self._asked: set[tuple[int, int]] = set()
        self._zoom: float | None = None
        self._edition = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Pages of the paper"))
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme.keep(self, self._repaint)

    @property
    def page_count(self) -> int:
        """How many pages the paper has."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page in the middle of the view, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 3
        tops = self._tops()
        return max((n for n, top in enumerate(tops) if top <= middle), default=0)

    def show_paper(self, data: bytes, sizes: tuple[PageSize, ...]) -> None:
        """Show a paper; the place in it stays when it was only drawn anew."""
        if data == self._data:
            return
        keep = len(sizes) == len(self._sizes)
        self._data, self._sizes = data, sizes
        self._pictures.clear()
        self._asked.clear()
        self._edition += 1
        self._measure()
        if not keep:
            self.verticalScrollBar().setValue(0)
        self._scrolled()

    def set_zoom(self, zoom: float | None) -> None:
        """Show at ``zoom`` (1 is the size on paper), or as wide as the view when none."""
        page = self.page
        self._zoom = zoom
        self._measure()
        self.go_to(page)
        self._repaint()

    def zoom_in(self) -> None:
        """One step larger."""
        now = self._scale() * POINTS_PER_INCH / _SCREEN_DPI
        self.set_zoom(next((one for one in _ZOOMS if one > now + 0.01), _ZOOMS[-1]))

    def zoom_out(self) -> None:
        """One step smaller."""
        now = self._scale() * POINTS_PER_INCH / _SCREEN_DPI
        self.set_zoom(next((one for one in reversed(_ZOOMS) if one < now - 0.01), _ZOOMS[0]))

    def go_to(self, page: int) -> None:
        """Show the top of a page, from 0."""
        tops = self._tops()
        if tops:
            top = tops[max(0, min(page, len(tops) - 1))]
            self.verticalScrollBar().setValue(round(top - _GAP))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pages in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._theme.colour(Role.GROUND))
        offset, height = self.verticalScrollBar().value(), self.viewport().height()
        for number, (size, top) in enumerate(zip(self._sizes, self._tops(), strict=True)):
            scale, y = self._scale(size), top - offset
            if y + size.height * scale < 0 or y > height:
                continue
            width = size.width * scale
            across = self.horizontalScrollBar().value()
            x = max(_GAP, (self.viewport().width() - width) / 2) - across
            self._paint_page(painter, number, QRectF(x, y, width, size.height * scale))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew."""
        page = self.page
        super().resizeEvent(event)
        self._measure()
        if self._zoom is None and event.oldSize().width() != event.size().width():
            self.go_to(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys go from page to page, + and − change the size, 0 fits the width."""
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                self.go_to(self.page + 1)
            case Qt.Key.Key_PageUp:
                self.go_to(self.page - 1)
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_in()
            case Qt.Key.Key_Minus:
                self.zoom_out()
            case Qt.Key.Key_0:
                self.set_zoom(None)
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel change the size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y() > 0:
                self.zoom_in()
            else:
                self.zoom_out()
            event.accept()
        else:
            super().wheelEvent(event)

    def _scale(self, size: PageSize | None = None) -> float:
        """Pixels a point for a page (the first one when none): each page fits by itself."""
        if self._zoom is not None:
            return self._zoom * _SCREEN_DPI / POINTS_PER_INCH
        page = size or next(iter(self._sizes), _A4)
        return max(0.2, (self.viewport().width() - 2 * _GAP) / page.width)

    def _tops(self) -> list[float]:
        y, tops = float(_GAP), []
        for size in self._sizes:
            tops.append(y)
            y += size.height * self._scale(size) + _GAP
        return tops

    def _measure(self) -> None:
        total = sum(size.height * self._scale(size) + _GAP for size in self._sizes) + _GAP
        widths = (size.width * self._scale(size) for size in self._sizes)
        widest = max(widths, default=0.0) + 2 * _GAP
        height, width = self.viewport().height(), self.viewport().width()
        self.verticalScrollBar().setRange(0, max(0, round(total - height)))
        self.verticalScrollBar().setPageStep(height)
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setRange(0, max(0, round(widest - width)))
        self.horizontalScrollBar().setPageStep(width)
        self.viewport().update()

    def _paint_page(self, painter: QPainter, number: int, place: QRectF) -> None:
        painter.fillRect(place, Qt.GlobalColor.white)
        key = (number, round(place.width() * self.devicePixelRatioF()))
        picture = self._pictures.get(key)
        if picture is None:
            self._ask(key)
            older = next((p for (n, _w), p in self._pictures.items() if n == number), None)
            if older is not None:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(place, older)
        else:
            ratio = self.devicePixelRatioF()
            if ratio == 1.0:
                painter.drawImage(QPointF(round(place.x()), round(place.y())), picture)
            else:
                painter.drawImage(place, picture)
        painter.setPen(QPen(self._theme.colour(Role.LINE), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _ask(self, key: tuple[int, int]) -> None:
        if key in self._asked:
            return
        self._asked.add(key)
        number, width = key
        scale = width / self._sizes[number].width
        take = partial(self._take, self._edition, key)
        self._draw(partial(render_page, self._data, number, scale), take)

    def _take(self, edition: int, key: tuple[int, int], picture: QImage) -> None:
        if edition != self._edition:
            return
        self._asked.discard(key)
        self._pictures[key] = picture
        while len(self._pictures) > _KEPT_PICTURES:
            far = max(self._pictures, key=lambda one: abs(one[0] - self.page))
            del self._pictures[far]
            if far == key:
                break
        self.viewport().update()

    def _scrolled(self) -> None:
        self.viewport().update()
        if self._sizes:
            self.moved.emit(self.page + 1, len(self._sizes))

    def _repaint(self) -> None:
        self.viewport().update()
