"""Printing: each page is drawn at the printer's size on the worker, one after the other."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRect
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui.reports.rendering import PageSize, bands, render_for_print
from desktop.ui.work import CancelledError, Executor, Failed

_DPI = 300
_BAND = 256
"""Rows of a page that are drawn in one piece: the window waits no longer than for one of them."""
_INTO_FILES = ("pdf", "xps", "onenote", "fax")
"""Words in the names of printers that give no paper."""


class PrinterError(OSError):
    """The printer or its queue refused; ``args[0]`` says where."""


class PrinterChoice:
    """The system's own dialog; tests replace its methods."""

    @classmethod
    def offered(cls) -> bool:
        """Whether this computer has a printer at all."""
        return bool(QPrinterInfo.availablePrinterNames())

    @classmethod
    def ask(cls, parent: QWidget, *, title: str, pages: int, current: int = 0) -> QPrinter | None:
        """Ask for a printer, copies and pages; none when it was left.

        ``current`` is the page in sight, from 1; 0 offers no printing of it alone.
        """
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setFullPage(True)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        dialog = cls.dialog(printer, parent, pages=pages, current=current)
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return None
        if printer.printRange() is QPrinter.PrintRange.CurrentPage and current:
            printer.setFromTo(current, current)
        return printer

    @classmethod
    def dialog(
        cls, printer: QPrinter, parent: QWidget, *, pages: int, current: int = 0
    ) -> QPrintDialog:
        """The question for a printer, about to be asked."""
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle(_("Print the report"))
        dialog.setMinMax(1, pages)
        # What "pages from … to …" begins with: without it, "from 1 to 1".
        dialog.setFromTo(1, pages)
        if current:
            dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintCurrentPage)
        return dialog

    @classmethod
    def file_chosen(cls, printer: QPrinter) -> Path | None:
        """The PDF that "print to a file" was given; none where the pages go to a printer.

        Windows' own print to a file is the printer's: it holds what the printer would have got.
        """
        name = printer.outputFileName()
        ours = printer.outputFormat() is QPrinter.OutputFormat.PdfFormat
        return Path(name) if name and ours else None

    @classmethod
    def on_paper(cls, printer: QPrinter) -> bool:
        """Whether a printer gives paper, and not a file that somebody may throw away."""
        name = printer.printerName().casefold()
        native = printer.outputFormat() is QPrinter.OutputFormat.NativeFormat
        return native and not printer.outputFileName() and not _names(name, _INTO_FILES)


def _names(name: str, words: Sequence[str]) -> bool:
    return any(word in name for word in words)


def wanted_pages(printer: QPrinter, count: int) -> tuple[int, ...]:
    """The pages to be printed, from 0, in the order chosen; each copy one after the other.

    Copies are asked of the printer's driver; where it makes none, they are made here.
    """
    pages = [page for page in range(count) if _within(printer, page + 1)]
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if printer.collateCopies():
        return tuple(pages * copies)
    return tuple(page for page in pages for _copy in range(copies))


def _within(printer: QPrinter, page: int) -> bool:
    ranges = printer.pageRanges()
    if not ranges.isEmpty():
        return ranges.contains(page)
    first, last = printer.fromPage(), printer.toPage()
    return (not first or page >= first) and (not last or page <= last)


def _place(sheet: QRect, first: int, end: int, height: int) -> QRect:
    """Where the rows from ``first`` to before ``end`` of a picture go: whole dots, no seam."""
    top, bottom = (sheet.top() + round(sheet.height() * row / height) for row in (first, end))
    return QRect(sheet.left(), top, sheet.width(), bottom - top)


class PrintRun:
    """Prints a paper page by page, portrait and landscape as they come.

    Everything that touches the printer runs on the worker: a page at 300 dots an inch takes a
    tenth of a second, and Qt keeps Python from running meanwhile, so it is drawn in bands.
    ``done`` gets the count of pages, ``step`` how many are at the printer and of how many.
    """

    def __init__(
        self,
        printer: QPrinter,
        data: bytes,
        sizes: tuple[PageSize, ...],
        *,
        work: Executor,
        done: Callable[[int], None],
        failed: Failed,
        step: Callable[[int, int], None] | None = None,
    ) -> None:
        self._printer, self._data, self._sizes = printer, data, sizes
        self._work, self._done, self._failed = work, done, failed
        self._step = step
        self._pages = wanted_pages(printer, len(sizes))
        self._painter = QPainter()
        self._cancelled = False

    def start(self) -> None:
        """Begin; a printer that refuses is told to ``failed``."""
        if not self._pages:
            self._failed(PrinterError(_("There is no page between those numbers.")))
            return
        self._ask(0)

    def cancel(self) -> None:
        """Stop before the next page; what is at the printer already comes out."""
        self._cancelled = True

    def _ask(self, place: int) -> None:
        if self._step is not None:
            self._step(place, len(self._pages))
        self._work.call(
            partial(self._print_page, place), lambda _page: self._printed(place), self._failed
        )

    def _printed(self, place: int) -> None:
        if place + 1 < len(self._pages):
            self._ask(place + 1)
        else:
            self._done(len(self._pages))

    def _print_page(self, place: int) -> None:
        """Bring one page to the printer; runs on the worker.

        Raises:
            PrinterError: the printer or its queue refused.
            CancelledError: it was stopped.
        """
        try:
            self._open_page(place)
            picture = render_for_print(self._data, self._pages[place], _DPI)
            self._draw(picture)
            if place + 1 == len(self._pages):
                self._finish()
        except Exception:
            if self._painter.isActive():
                self._printer.abort()
                self._painter.end()
            raise

    def _draw(self, picture: QImage) -> None:
        """Draw a page over the whole sheet, in bands: nothing else runs while one is drawn.

        The painter's own viewport keeps the shape of the first page: a landscape one drawn there
        would be squeezed.
        """
        sheet = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        for first, end in bands(picture, _BAND):
            band = picture.copy(0, first, picture.width(), end - first)
            self._painter.drawImage(_place(sheet, first, end, picture.height()), band)

    def _open_page(self, place: int) -> None:
        if self._cancelled:
            raise CancelledError
        self._turn(self._pages[place])
        if not place:
            if not self._painter.begin(self._printer):
                raise PrinterError(_("The printer did not accept the work."))
        elif not self._printer.newPage():
            raise PrinterError(_("The printer stopped in the middle."))

    def _finish(self) -> None:
        ended = self._painter.end()
        if not ended or self._printer.printerState() is QPrinter.PrinterState.Error:
            raise PrinterError(_("The queue of the printer did not take the paper."))

    def _turn(self, page: int) -> None:
        lying = self._sizes[page].landscape
        orientation = (
            QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
        )
        size = QPageSize(QPageSize.PageSizeId.A4)
        self._printer.setPageLayout(QPageLayout(size, orientation, QMarginsF(0, 0, 0, 0)))
        self._printer.setFullPage(True)
