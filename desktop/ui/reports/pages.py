"""The pages of a paper, one below the other; each is drawn on the worker when it comes to sight."""

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.reports.rendering import POINTS_PER_INCH, PageSize, render_page
from desktop.ui.reports.search import Box, Find

_GAP = 12
_SCREEN_DPI = 96.0
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_KEPT_PICTURES = 8
_KEPT_DOTS = 24_000_000
"""Large pictures are dropped earlier: 24 million dots are 96 MB."""
_A4 = PageSize(595.0, 842.0)
_FOUND_STRENGTH, _CURRENT_STRENGTH = 70, 150

Draw = Callable[[Callable[[], QImage], Callable[[QImage], None]], None]


class Fit(StrEnum):
    """Sizes that follow the view."""

    WIDTH = "width"
    PAGE = "page"


class Place(NamedTuple):
    """Where somebody reads in a paper: the size, the page from 0, and how far down that page."""

    zoom: "float | Fit" = Fit.WIDTH
    page: int = 0
    down: float = 0.0


class PagesView(QAbstractScrollArea):
    """Shows a paper. ``moved`` carries the page in sight, from 1, and how many there are.

    ``zoomed`` tells that the size was changed.
    """

    moved = Signal(int, int)
    zoomed = Signal()

    def __init__(self, *, theme: Theme, draw: Draw) -> None:
        super().__init__()
        self._theme, self._draw = theme, draw
        self._data = b""
        self._sizes: tuple[PageSize, ...] = ()
        self._pictures: dict[tuple[int, int], QImage] = {}
        self._asked: set[tuple[int, int]] = set()
        self._zoom: float | Fit = Fit.WIDTH
        self._edition = 0
        self._finds: tuple[Find, ...] = ()
        self._current_find = -1
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

    @property
    def zoom(self) -> float | Fit:
        """The size chosen: 1 is the size on paper."""
        return self._zoom

    @property
    def percent(self) -> int:
        """How large the page in sight is, in per cent of its size on paper."""
        size = self._sizes[self.page] if self._sizes else None
        return round(self._scale(size) * POINTS_PER_INCH / _SCREEN_DPI * 100)

    @property
    def place(self) -> Place:
        """Where somebody reads now."""
        page = self.page
        if not self._sizes:
            return Place(self._zoom)
        height = self._sizes[page].height * self._scale(self._sizes[page])
        down = (self.verticalScrollBar().value() + _GAP - self._tops()[page]) / height
        return Place(self._zoom, page, down)

    def show_paper(
        self, data: bytes, sizes: tuple[PageSize, ...], place: Place | None = None
    ) -> None:
        """Show a paper at a place; without one, it was only drawn anew and the place stays."""
        if data == self._data and place is None:
            return
        keep = place or (self.place if len(sizes) == len(self._sizes) else Place(self._zoom))
        if data != self._data:
            self._data, self._sizes = data, sizes
            self._pictures.clear()
            self._asked.clear()
            self._edition += 1
            self._finds, self._current_find = (), -1
        self._go_back_to(keep)

    def show_finds(self, finds: tuple[Find, ...], current: int = -1) -> None:
        """Mark what a search found, one of them strongly, and bring that one to sight."""
        self._finds, self._current_find = finds, current
        if 0 <= current < len(finds):
            self._bring(finds[current])
        self.viewport().update()

    def set_zoom(self, zoom: float | Fit | None) -> None:
        """Show at ``zoom`` (1 is the size on paper), or as wide as the view when none."""
        place = self.place
        self._go_back_to(place._replace(zoom=Fit.WIDTH if zoom is None else zoom))
        self.zoomed.emit()

    def zoom_in(self) -> None:
        """One step larger."""
        now = self.percent / 100
        self.set_zoom(next((one for one in _ZOOMS if one > now + 0.01), _ZOOMS[-1]))

    def zoom_out(self) -> None:
        """One step smaller."""
        now = self.percent / 100
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
        """Fit anew; the same line stays at the top."""
        place = self.place
        super().resizeEvent(event)
        if isinstance(self._zoom, Fit):
            self._go_back_to(place)
        else:
            self._measure()
        self.zoomed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys go from page to page, + and − change the size, 0 fits the width, 1 the page."""
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
                self.set_zoom(Fit.WIDTH)
            case Qt.Key.Key_1:
                self.set_zoom(Fit.PAGE)
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

    def _go_back_to(self, place: Place) -> None:
        """Take a size, and the place that somebody read."""
        self._zoom = place.zoom
        self._measure()
        if self._sizes:
            page = max(0, min(place.page, len(self._sizes) - 1))
            height = self._sizes[page].height * self._scale(self._sizes[page])
            top = self._tops()[page] - _GAP + place.down * height
            self.verticalScrollBar().setValue(round(top))
        self._scrolled()

    def _bring(self, find: Find) -> None:
        """Scroll so that a find is in sight."""
        scale, box = self._scale(self._sizes[find.page]), find.boxes[0]
        top = self._tops()[find.page] + box.top * scale
        bar = self.verticalScrollBar()
        if not bar.value() + _GAP <= top <= bar.value() + self.viewport().height() * 3 / 4:
            bar.setValue(round(top - self.viewport().height() / 3))
        across = self.horizontalScrollBar()
        left = _GAP + box.left * scale
        if not across.value() <= left <= across.value() + self.viewport().width() - 60:
            across.setValue(round(left - self.viewport().width() / 3))

    def _scale(self, size: PageSize | None = None) -> float:
        """Pixels a point for a page (the first one when none): each page fits by itself."""
        if not isinstance(self._zoom, Fit):
            return self._zoom * _SCREEN_DPI / POINTS_PER_INCH
        page = size or next(iter(self._sizes), _A4)
        wide = (self.viewport().width() - 2 * _GAP) / page.width
        if self._zoom is Fit.PAGE:
            wide = min(wide, (self.viewport().height() - 2 * _GAP) / page.height)
        return max(0.2, wide)

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
        self._paint_finds(painter, number, place)
        painter.setPen(QPen(self._theme.colour(Role.LINE), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _paint_finds(self, painter: QPainter, number: int, place: QRectF) -> None:
        """Mark what was found on a page; the paper is white in every set of colours."""
        scale = place.width() / self._sizes[number].width
        for order, find in enumerate(self._finds):
            if find.page != number:
                continue
            strong = order == self._current_find
            colour = self._theme.colour(Role.DUE)
            colour.setAlpha(_CURRENT_STRENGTH if strong else _FOUND_STRENGTH)
            for box in find.boxes:
                painter.fillRect(_on_page(box, place, scale), colour)

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
        while len(self._pictures) > _KEPT_PICTURES or self._too_many_dots():
            far = max(self._pictures, key=lambda one: abs(one[0] - self.page))
            del self._pictures[far]
            if far == key:
                break
        self.viewport().update()

    def _too_many_dots(self) -> bool:
        dots = sum(one.width() * one.height() for one in self._pictures.values())
        return len(self._pictures) > 2 and dots > _KEPT_DOTS

    def _scrolled(self) -> None:
        self.viewport().update()
        if self._sizes:
            self.moved.emit(self.page + 1, len(self._sizes))

    def _repaint(self) -> None:
        self.viewport().update()


def _on_page(box: Box, place: QRectF, scale: float) -> QRectF:
    """Where a box of a page lies in the view, a little larger than its letters."""
    width, height = (box.right - box.left) * scale, (box.bottom - box.top) * scale
    left, top = place.x() + box.left * scale, place.y() + box.top * scale
    return QRectF(left - 1, top - 1, width + 2, height + 2)
