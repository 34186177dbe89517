"""Saving the paper in sight as PDF, Word or Excel, and opening it in another program."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.actions.desk import Desk
from desktop.actions.papers import PaperChoice
from desktop.files import write_file
from desktop.i18n import _
from desktop.ui.reports.making import paper_file
from desktop.ui.reports.paper import MonthPaper
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.start_folder import start_folder


class SavePlace:
    """The system's own dialog for a file to write; tests replace ``ask``."""

    @classmethod
    def ask(
        cls, parent: QWidget, *, title: str, name: str, kind: str, folder: Path | None = None
    ) -> Path | None:
        """Ask where to save, beginning in ``folder``; none when it was left."""
        begin = folder if folder is not None and folder.is_dir() else start_folder()
        chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(begin / name), kind)
        return Path(chosen) if chosen else None


class PaperSaving:
    """Writes whole files or none; the folder is that of the file before, days ago too."""

    def __init__(self, context: ShellContext, *, desk: Desk, parent: QWidget) -> None:
        self._context, self._desk, self._parent = context, desk, parent

    def save_pdf(self, paper: MonthPaper) -> None:
        """Ask for a place and write the PDF there."""
        target = self._place(paper, _("Save the paper as PDF"), ".pdf", "PDF (*.pdf)")
        if target is not None:
            self._write(target, lambda: paper.data)

    def save_word(self, paper: MonthPaper, choice: PaperChoice) -> None:
        """Ask for a place and write the paper there as a Word file."""
        title = _("Save the paper as a Word file")
        target = self._place(paper, title, ".docx", "Word (*.docx)")
        if target is not None:
            self._write(target, self._made(paper, choice, ".docx"))

    def save_excel(self, paper: MonthPaper, choice: PaperChoice) -> None:
        """Ask for a place and write the paper there as an Excel file."""
        title = _("Save the paper as an Excel file")
        target = self._place(paper, title, ".xlsx", "Excel (*.xlsx)")
        if target is not None:
            self._write(target, self._made(paper, choice, ".xlsx"))

    def open_elsewhere(self, paper: MonthPaper) -> None:
        """Give the PDF to the program that the system opens PDFs with."""
        target = Path(tempfile.mkdtemp(prefix="so138-")) / f"{paper.name}.pdf"
        task = partial(write_file, target, paper.data)
        self._context.ask(task, lambda _done: self._open(target))

    def _made(self, paper: MonthPaper, choice: PaperChoice, ending: str) -> Callable[[], bytes]:
        return lambda: paper_file(self._desk, paper.line, choice, ending)

    def _place(self, paper: MonthPaper, title: str, ending: str, kind: str) -> Path | None:
        """Ask where to save; the name ends as its kind does."""
        kept = self._context.memory.settings.papers_folder
        place = SavePlace.ask(
            self._parent,
            title=title,
            name=paper.name + ending,
            kind=kind,
            folder=Path(kept) if kept else None,
        )
        if place is None or place.suffix.lower() == ending:
            return place
        return _free(place.with_name(f"{place.name}{ending}"))

    def _write(self, target: Path, make: Callable[[], bytes]) -> None:
        """Make a file and write it, both on the worker; what stops it is told in words."""

        def task() -> None:
            write_file(target, make())

        self._context.ask(task, lambda _done: self._saved(target))

    def _saved(self, target: Path) -> None:
        memory = self._context.memory
        memory.keep(replace(memory.settings, papers_folder=str(target.parent)))
        self._context.say(Tone.INFO, _("Saved: {path}").format(path=target))

    def _open(self, target: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(target))):
            self._context.say(
                Tone.WARN,
                _("No program for PDF files answered. The file lies here: {path}").format(
                    path=target
                ),
            )


def _free(place: Path) -> Path:
    """A place that no file has: nobody was asked whether that one may be replaced."""
    number, found = 2, place
    while found.exists():
        found = place.with_name(f"{place.stem} ({number}){place.suffix}")
        number += 1
    return found
