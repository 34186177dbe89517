"""Papers, pages and paragraphs side by side: as many at once as the window has room for."""

from enum import StrEnum, auto

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Type
from desktop.ui.widgets.tabs import Tabs

_GAP = 16
_SCROLL_BAR = 14
_LEAST_PAGES = 520
"""Pixels that show an A4 page at 60 % of its size on paper: three parts leave it these."""
_LEAST_BESIDE = 420
"""Pixels for the pages with one part beside them; below, each part stands alone."""
_USUAL_PAGES = 560
_LEAST_PAPERS, _MOST_PAPERS = 208, 240
_LEAST_BOTH, _MOST_BOTH = 228, 264
_LEAST_PARAGRAPHS, _MOST_PARAGRAPHS = 232, 304
_ANY_WIDTH = 16_777_215  # what Qt takes for "no limit"


class Part(StrEnum):
    """The three parts of the room."""

    PAPERS = auto()
    PAGES = auto()
    PARAGRAPHS = auto()


class Shape(StrEnum):
    """How many parts are in sight: all three, the pages with one beside them, one alone."""

    THREE = auto()
    TWO = auto()
    ONE = auto()


_BESIDE: tuple[Part, ...] = (Part.PAPERS, Part.PARAGRAPHS)
_WITHOUT: tuple[Part, ...] = (Part.PAPERS, Part.PAGES)
_ALL: tuple[Part, ...] = (Part.PAPERS, Part.PAGES, Part.PARAGRAPHS)


def shape_of(width: int, scale: float) -> Shape:
    """What a width has room for, whatever the paper in sight; ``scale`` is that of the text."""
    papers, paragraphs = _papers_width(width, scale), _paragraphs_width(width, scale)
    if width - papers - paragraphs - 2 * _GAP >= _LEAST_PAGES:
        return Shape.THREE
    if width - _both_width(width, scale) - _GAP >= _LEAST_BESIDE:
        return Shape.TWO
    return Shape.ONE


class Parts(QWidget):
    """Lays the three parts out; ``arranged`` tells that widths were shared out anew.

    A paper without paragraphs leaves their room to the pages.
    """

    arranged = Signal()

    def __init__(
        self, *, theme: Theme, papers: QWidget, pages: QWidget, paragraphs: QWidget
    ) -> None:
        super().__init__()
        self._theme = theme
        self._papers, self._pages, self._paragraphs = papers, pages, paragraphs
        self._chosen = Part.PAPERS
        self._shape = Shape.THREE
        self._has_paragraphs, self._waiting = True, 0
        self.tabs = {parts: self._tabs(parts) for parts in (_BESIDE, _WITHOUT, _ALL)}
        self._side = QWidget()
        side = self._side_column = _column(self._side)
        side.addWidget(self.tabs[_BESIDE])
        side.addWidget(papers, 1)
        row = self._row = QHBoxLayout()
        row.setSpacing(_GAP)
        row.addWidget(self._side)
        row.addWidget(pages, 1)
        row.addWidget(paragraphs)
        outer = self._outer = _column(self)
        outer.addWidget(self.tabs[_WITHOUT])
        outer.addWidget(self.tabs[_ALL])
        outer.addLayout(row, 1)

    @property
    def shape(self) -> Shape:
        """How many parts are in sight."""
        return self._shape

    @property
    def in_sight(self) -> frozenset[Part]:
        """The parts that are shown."""
        part = self._part
        if self._shape is Shape.ONE:
            return frozenset({part})
        if self._shape is Shape.TWO:
            return frozenset({Part.PAGES, part})
        return frozenset(_ALL if self._has_paragraphs else _WITHOUT)

    @property
    def pages_width(self) -> int:
        """The width that the pages have, in pixels."""
        if self._shape is Shape.ONE:
            return self.width()
        width = self.width() - self._side.maximumWidth() - _GAP
        if self._shape is Shape.THREE and self._has_paragraphs:
            width -= self._paragraphs.maximumWidth() + _GAP
        return width

    def show_part(self, part: Part) -> None:
        """Bring a part to sight, unless it is."""
        if part is not self._chosen:
            self._chosen = part
            self._arrange()

    def show_paragraphs(self, *, there: bool, waiting: int = 0) -> None:
        """Whether the paper has paragraphs, and how many of them wait to be looked at."""
        self._has_paragraphs, self._waiting = there, waiting
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """What the largest part needs alone: narrower windows show one after the other."""
        parts = (self._papers, self._pages, self._paragraphs)
        needed = [one.minimumSizeHint() for one in parts]
        return QSize(max(one.width() for one in needed), max(one.height() for one in needed))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._arrange()

    @property
    def _scale(self) -> float:
        return self._theme.tokens.type.text / Type().text

    @property
    def _part(self) -> Part:
        """The part that is chosen, or what stands for it where it is not to be had."""
        none = self._chosen is Part.PARAGRAPHS and not self._has_paragraphs
        if self._shape is Shape.TWO and (none or self._chosen is Part.PAGES):
            return Part.PAPERS
        return Part.PAGES if none else self._chosen

    def _arrange(self) -> None:
        width, scale = self.width(), self._scale
        self._shape = shape_of(width, scale)
        self._place_paragraphs()
        shown = self.in_sight
        for part, widget in (
            (Part.PAGES, self._pages),
            (Part.PAPERS, self._papers),
            (Part.PARAGRAPHS, self._paragraphs),
        ):
            widget.setVisible(part in shown)
        self._show_tabs()
        self._share(width, scale)
        # At once: what the pages do with their width shall not be done for another one first.
        self._outer.activate()
        self.arranged.emit()

    def _share(self, width: int, scale: float) -> None:
        if self._shape is Shape.ONE:
            self._side.setVisible(self._part is not Part.PAGES)
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(_ANY_WIDTH)
            return
        self._side.show()
        three = self._shape is Shape.THREE
        usual = _papers_width(width, scale) if three else _both_width(width, scale)
        needed = self._papers.minimumSizeHint().width()
        self._side.setFixedWidth(max(usual, needed))
        if three:
            self._paragraphs.setFixedWidth(_paragraphs_width(width, scale))

    def _place_paragraphs(self) -> None:
        """At the right where all three have room, else in the place of the papers."""
        beside = self._shape is Shape.THREE
        if beside == (self._row.indexOf(self._paragraphs) >= 0):
            return
        if beside:
            self._side_column.removeWidget(self._paragraphs)
            self._row.addWidget(self._paragraphs)
        else:
            self._row.removeWidget(self._paragraphs)
            self._side_column.addWidget(self._paragraphs, 1)
            self._paragraphs.setMinimumWidth(0)
            self._paragraphs.setMaximumWidth(_ANY_WIDTH)

    def _show_tabs(self) -> None:
        wanted: tuple[Part, ...] = ()
        if self._shape is Shape.ONE:
            wanted = _ALL if self._has_paragraphs else _WITHOUT
        elif self._shape is Shape.TWO and self._has_paragraphs:
            wanted = _BESIDE
        for parts, tabs in self.tabs.items():
            tabs.setVisible(parts == wanted)
            if Part.PARAGRAPHS in parts:
                tabs.set_title(parts.index(Part.PARAGRAPHS), self._paragraphs_title())
        if wanted and self.tabs[wanted].current != wanted.index(self._part):
            self.tabs[wanted].choose(wanted.index(self._part))

    def _paragraphs_title(self) -> str:
        if not self._waiting:
            return _("Paragraphs")
        return _("Paragraphs ({n})").format(n=self._waiting)

    def _tabs(self, parts: tuple[Part, ...]) -> Tabs:
        titles = {
            Part.PAPERS: _("Papers"),
            Part.PAGES: _("Pages"),
            Part.PARAGRAPHS: _("Paragraphs"),
        }
        tabs = Tabs([titles[one] for one in parts])
        tabs.chosen.connect(lambda number: self.show_part(parts[number]))
        tabs.hide()
        return tabs


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    return column


def _papers_width(width: int, scale: float) -> int:
    return _part(width, 0.21, round(_LEAST_PAPERS * scale), round(_MOST_PAPERS * scale))


def _paragraphs_width(width: int, scale: float) -> int:
    return _part(width, 0.27, round(_LEAST_PARAGRAPHS * scale), round(_MOST_PARAGRAPHS * scale))


def _both_width(width: int, scale: float) -> int:
    """The width of papers or paragraphs beside the pages: what these leave, within bounds."""
    left = width - _GAP - _USUAL_PAGES
    return max(round(_LEAST_BOTH * scale), min(round(_MOST_BOTH * scale), left))


def _part(width: int, share: float, least: int, most: int) -> int:
    return max(least, min(most, round(width * share)))
