"""Printing: each page is drawn at the printer's size on the worker, one after the other."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui.reports.rendering import PageSize, render_for_print
from desktop.ui.work import Executor, Failed

_DPI = 300


class PrinterChoice:
    """The system's own dialog; tests replace ``ask``."""

    @classmethod
    def ask(cls, parent: QWidget, *, title: str, pages: int) -> QPrinter | None:
        """Ask for a printer, copies and pages; none when it was left."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setFullPage(True)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle(_("Print the report"))
        dialog.setMinMax(1, pages)
        accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
        return printer if accepted else None


class PrintRun:
    """Prints a paper page by page, portrait and landscape as they come; ``done`` gets the count."""

    def __init__(
        self,
        printer: QPrinter,
        data: bytes,
        sizes: tuple[PageSize, ...],
        *,
        work: Executor,
        done: Callable[[int], None],
        failed: Failed,
    ) -> None:
        self._printer, self._data, self._sizes = printer, data, sizes
        self._work, self._done, self._failed = work, done, failed
        first, last = printer.fromPage() or 1, printer.toPage() or len(sizes)
        self._pages = list(range(first - 1, min(last, len(sizes))))
        self._painter = QPainter()

    def start(self) -> None:
        """Begin; a printer that refuses is told to ``failed``."""
        self._turn(self._pages[0])
        if not self._painter.begin(self._printer):
            self._failed(OSError(_("The printer did not accept the work.")))
            return
        self._ask(0)

    def _ask(self, place: int) -> None:
        task = partial(render_for_print, self._data, self._pages[place], _DPI)
        self._work.call(task, partial(self._draw, place), self._stop)

    def _draw(self, place: int, picture: QImage) -> None:
        if place:
            self._turn(self._pages[place])
            self._printer.newPage()
        self._painter.drawImage(self._painter.viewport(), picture)
        if place + 1 < len(self._pages):
            self._ask(place + 1)
            return
        self._painter.end()
        self._done(len(self._pages))

    def _turn(self, page: int) -> None:
        lying = self._sizes[page].landscape
        orientation = (
            QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
        )
        size = QPageSize(QPageSize.PageSizeId.A4)
        self._printer.setPageLayout(QPageLayout(size, orientation, QMarginsF(0, 0, 0, 0)))
        self._printer.setFullPage(True)

    def _stop(self, error: Exception) -> None:
        self._printer.abort()
        self._painter.end()
        self._failed(error)
