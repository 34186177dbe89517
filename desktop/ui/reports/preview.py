"""The middle of the room: the pages, the strip of small pages, the search, and the foot."""

from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Type
from desktop.ui.reports.pages import Fit, PagesView, Place
from desktop.ui.reports.rendering import PageSize
from desktop.ui.reports.search import Find, PaperText
from desktop.ui.reports.search_bar import SearchBar
from desktop.ui.reports.thumbnails import Thumbnails
from desktop.ui.widgets.buttons import IconButton, LinkButton
from desktop.ui.widgets.text import Line, Text

T = TypeVar("T")
_PATIENCE_MS = 250
"""Shorter work is not spoken of: a line that comes and goes at once only flickers."""
_ROOM_FOR_STRIP = 640
_ROOM_FOR_FITS = 400


class Ask(Protocol):
    """Runs a task on the worker and gives its result to ``then``."""

    def __call__(self, task: Callable[[], T], then: Callable[[T], None]) -> None:
        """Run it."""


class Preview(QWidget):
    """Pages as they will be. ``stop_wanted`` tells that work under way shall be stopped."""

    stop_wanted = Signal()

    def __init__(self, *, theme: Theme, ask: Ask) -> None:
        super().__init__()
        self._theme, self._ask = theme, ask
        self._text = PaperText(b"")
        self._data = b""
        self._strip_chosen: bool | None = None
        self.pages = PagesView(theme=theme, draw=ask)
        self.strip = Thumbnails(theme=theme, draw=ask)
        self.search = SearchBar(theme=theme)
        self.work = WorkLine()
        self.foot = Foot(theme=theme)
        self._nothing = Text("", look="soft", wrap=True)
        self._build()
        self._connect()
        self.setFocusProxy(self.pages)

    def show_paper(
        self, data: bytes, sizes: tuple[PageSize, ...], place: Place | None = None
    ) -> None:
        """Show a paper; a search goes on in it."""
        fresh = data != self._data
        self._data = data
        self._stack.setCurrentWidget(self.pages)
        self.strip.show_paper(data, sizes)
        self.pages.show_paper(data, sizes, place)
        self._weigh_strip()
        if fresh:
            self._text = PaperText(data)
            if self.search.isVisible():
                self._find(self.search.words)

    def show_nothing(self, why: str) -> None:
        """Show a sentence in the place of the pages."""
        self.show_paper(b"", ())
        self._nothing.setText(why)
        self._stack.setCurrentWidget(self._nothing_page)
        self.foot.show_page(0, 0)

    def open_search(self) -> None:
        """Begin to search."""
        self.search.show()
        self.search.field.selectAll()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find(self.search.words)

    def close_search(self) -> None:
        """Take the search away with its marks."""
        self.search.hide()
        self.pages.show_finds(())
        self.pages.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Small views show the pages alone."""
        super().resizeEvent(event)
        self._weigh_strip()
        self.foot.show_fits(shown=event.size().width() >= _ROOM_FOR_FITS * self._text_scale)

    @property
    def _text_scale(self) -> float:
        """How much larger than usual the text is."""
        return self._theme.tokens.type.text / Type().text

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._nothing_page = QWidget()
        inner = QVBoxLayout(self._nothing_page)
        inner.setContentsMargins(32, 32, 32, 32)
        inner.addWidget(self._nothing)
        inner.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.pages)
        self._stack.addWidget(self._nothing_page)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.strip)
        middle.addWidget(self._stack, 1)
        column.addWidget(self.work)
        column.addWidget(self.search)
        column.addLayout(middle, 1)
        column.addWidget(Line())
        column.addWidget(self.foot)
        self.search.hide()

    def _connect(self) -> None:
        self.pages.moved.connect(self._moved)
        self.pages.zoomed.connect(lambda: self.foot.show_percent(self.pages.percent))
        self.strip.chosen.connect(self.pages.go_to)
        self.search.wanted.connect(self._find)
        self.search.stepped.connect(lambda n: self.pages.show_finds(self._finds, n))
        self.search.left.connect(self.close_search)
        self.work.stop_wanted.connect(self.stop_wanted)
        foot = self.foot
        foot.strip_wanted.connect(self._turn_strip)
        foot.search_wanted.connect(self.open_search)
        foot.page_wanted.connect(lambda page: self.pages.go_to(page - 1))
        foot.smaller.connect(self.pages.zoom_out)
        foot.larger.connect(self.pages.zoom_in)
        foot.fitted.connect(self.pages.set_zoom)
        self._finds: tuple[Find, ...] = ()
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Find), self.open_search),
            (QKeySequence("Ctrl++"), self.pages.zoom_in),
            (QKeySequence("Ctrl+="), self.pages.zoom_in),
            (QKeySequence("Ctrl+-"), self.pages.zoom_out),
            (QKeySequence("Ctrl+0"), partial(self.pages.set_zoom, Fit.WIDTH)),
            (QKeySequence("Ctrl+G"), self.foot.ask_page),
            (QKeySequence("F3"), lambda: self._step(1)),
            (QKeySequence("Shift+F3"), lambda: self._step(-1)),
        ):
            shortcut = QShortcut(keys, self)
            # Of the whole window, but only while this page is in sight.
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)

    def _step(self, by: int) -> None:
        if self.search.isVisible():
            self.search.step(by)
        else:
            self.open_search()

    def _find(self, words: str) -> None:
        text = self._text
        if not words or not self._data:
            self._take_finds(text, words, ())
            return
        self._ask(partial(text.find, words), partial(self._take_finds, text, words))

    def _take_finds(self, text: PaperText, words: str, finds: tuple[Find, ...]) -> None:
        if text is not self._text or words != self.search.words:
            return
        self._finds = finds
        self.search.show_finds(finds, page=self.pages.page)
        self.pages.show_finds(finds, self.search.current)

    def _moved(self, page: int, count: int) -> None:
        self.foot.show_page(page, count)
        self.foot.show_percent(self.pages.percent)
        self.strip.mark(page - 1)

    def _turn_strip(self) -> None:
        self._strip_chosen = not self.strip.isVisible()
        self._weigh_strip()

    def _weigh_strip(self) -> None:
        """The strip stands where there is room, unless somebody chose otherwise."""
        room = self.width() >= _ROOM_FOR_STRIP * self._text_scale and self.pages.page_count > 1
        shown = room if self._strip_chosen is None else self._strip_chosen
        self.strip.setVisible(shown and self.pages.page_count > 0)


class WorkLine(QWidget):
    """What is being done, and the way to stop it; in sight only when it takes a moment."""

    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._said = Text("", look="soft")
        self.stop = LinkButton(_("Stop"), self.stop_wanted.emit, small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(self._said, 1)
        row.addWidget(self.stop)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        self.hide()

    @property
    def said(self) -> str:
        """The sentence in sight or about to be."""
        return self._said.text()

    def begin(self, text: str, *, stop: str = "") -> None:
        """Say what is done, if it is not done at once."""
        self._said.setText(text)
        self.stop.setText(stop or _("Stop"))
        if not self.isVisible() and not self._patience.isActive():
            self._patience.start()

    def tell(self, text: str, *, again: str) -> None:
        """Say at once what came of it, with the way to try again."""
        self._patience.stop()
        self._said.setText(text)
        self.stop.setText(again)
        self.show()

    def end(self) -> None:
        """It is done."""
        self._patience.stop()
        self._said.setText("")
        self.hide()


class Foot(QWidget):
    """Which page is in sight, how large, and the ways to another."""

    strip_wanted = Signal()
    search_wanted = Signal()
    page_wanted = Signal(int)
    smaller = Signal()
    larger = Signal()
    fitted = Signal(object)

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        row.setSpacing(4)
        self.page = _PageField()
        self.page.returnPressed.connect(self._go)
        self._of = Text("", look="small")
        self._percent = Text("", look="small")
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._fits = [
            LinkButton(text, partial(self.fitted.emit, fit), small=True)
            for text, fit in ((_("Fit width"), Fit.WIDTH), (_("Whole page"), Fit.PAGE))
        ]

        def icon(name: str, tip: str, act: Callable[[], object]) -> IconButton:
            return IconButton(name, tip, theme=theme, on_click=act)

        self.strip = icon("layers", _("Small pages"), self.strip_wanted.emit)
        self.lens = icon("search", _("Search in the paper (Ctrl+F)"), self.search_wanted.emit)
        row.addWidget(self.strip)
        row.addWidget(self.lens)
        row.addStretch(1)
        row.addWidget(self.page)
        row.addWidget(self._of)
        row.addStretch(1)
        for fit in self._fits:
            row.addWidget(fit)
        row.addWidget(icon("zoom-out", _("Smaller (Ctrl+−)"), self.smaller.emit))
        row.addWidget(self._percent)
        row.addWidget(icon("zoom-in", _("Larger (Ctrl++)"), self.larger.emit))
        theme.keep(self, self._measure)

    def show_page(self, page: int, count: int) -> None:
        """Say which page is in sight, from 1."""
        self.page.show_page(page, count)
        self._of.setText(_("of {count} pages").format(count=count) if count else "")

    def show_percent(self, percent: int) -> None:
        """Say how large the pages are."""
        self._percent.setText(f"{percent} %")

    def show_fits(self, *, shown: bool) -> None:
        """Show or hide the words that fit the pages to the view."""
        for fit in self._fits:
            fit.setVisible(shown)

    def ask_page(self) -> None:
        """Let a page be typed."""
        self.page.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.page.selectAll()

    def _go(self) -> None:
        page = self.page.wanted
        if page is not None:
            self.page_wanted.emit(page)
        self.page.show_true()

    def _measure(self) -> None:
        metrics = self.fontMetrics()
        self._percent.setMinimumWidth(metrics.horizontalAdvance("300 %"))
        self.page.setFixedWidth(metrics.horizontalAdvance("888") + 22)


class _PageField(QLineEdit):
    """The number of the page; Esc puts back the one in sight."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = 0
        self._count = 0
        self.setMaxLength(6)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(_("Page"))
        self.setToolTip(_("Go to a page (Ctrl+G)"))

    def show_page(self, page: int, count: int) -> None:
        """Show the page in sight; what is being typed stays."""
        self._shown = page
        self._count = count
        self.setEnabled(count > 0)
        if not (self.hasFocus() and self.isModified()):
            self.setText(str(page) if page else "")

    @property
    def wanted(self) -> int | None:
        """The page typed: past the ends the first or the last one; none where it is no number."""
        typed = self.text().strip()
        if not typed.isdecimal() or not self._count:
            return None
        return min(max(int(typed), 1), self._count)

    def show_true(self) -> None:
        """Show the page that is in sight, whatever was typed."""
        self.setText(str(self._shown or ""))
        self.setModified(False)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up what was typed."""
        if event.key() == Qt.Key.Key_Escape:
            self.show_true()
            return
        super().keyPressEvent(event)
