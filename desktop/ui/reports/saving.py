"""Saving the paper in sight as PDF, Word or Excel, and opening it in another program."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.actions.desk import Desk
from desktop.actions.papers import PaperChoice
from desktop.files import FileMissingError, with_ending, write_file
from desktop.i18n import _
from desktop.ui.reports.making import paper_file
from desktop.ui.reports.opened_files import OpenedFiles
from desktop.ui.reports.paper import MonthPaper
from desktop.ui.reports.preview import WorkLine
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.start_folder import start_folder
from desktop.ui.work import CancelledError, Progress, Step


class SavePlace:
    """The system's own dialog for a file to write; tests replace ``ask``."""

    @classmethod
    def ask(
        cls, parent: QWidget, *, title: str, name: str, kind: str, folder: Path | None = None
    ) -> Path | None:
        """Ask where to save, beginning in ``folder``; none when it was left.

        The place ends as ``name`` does, whatever was typed.
        """
        begin = folder if folder is not None and folder.is_dir() else start_folder()
        chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(begin / name), kind)
        return with_ending(Path(chosen), Path(name).suffix) if chosen else None


class PaperSaving:
    """Writes whole files or none; the folder is that of the file before, days ago too.

    One file at a time: ``running`` while one is made, which ``stop`` gives up.
    """

    def __init__(
        self, context: ShellContext, *, desk: Desk, parent: QWidget, line: WorkLine
    ) -> None:
        self._context, self._desk, self._parent, self._line = context, desk, parent, line
        self._progress: Progress | None = None
        self._number, self._ended = 0, 0
        self.opened = OpenedFiles()
        self._context.ask_second(self.opened.clear_earlier, _nothing_to_say)
        program = QCoreApplication.instance()
        if program is not None:
            program.aboutToQuit.connect(self.opened.clear)

    @property
    def running(self) -> bool:
        """Whether a file is being made."""
        return self._number != self._ended

    def stop(self) -> None:
        """Give up the file that is being made: the window goes on at once."""
        if self._progress is not None:
            self._progress.cancel()
        self._end(self._number)
        self._context.note(_("Saving was stopped."))

    def save_pdf(self, paper: MonthPaper) -> None:
        """Ask for a place and write the PDF there."""
        target = self._place(paper, _("Save the paper as PDF"), ".pdf", "PDF (*.pdf)")
        if target is not None:
            self._write(target, lambda: paper.data, _("The file is being written…"))

    def save_word(self, paper: MonthPaper, choice: PaperChoice) -> None:
        """Ask for a place and write the paper there as a Word file."""
        title = _("Save the paper as a Word file")
        target = self._place(paper, title, ".docx", "Word (*.docx)")
        if target is not None:
            make = self._made(paper, choice, ".docx")
            self._write(target, make, _("The Word file is being made…"))

    def save_excel(self, paper: MonthPaper, choice: PaperChoice) -> None:
        """Ask for a place and write the paper there as an Excel file."""
        title = _("Save the paper as an Excel file")
        target = self._place(paper, title, ".xlsx", "Excel (*.xlsx)")
        if target is not None:
            make = self._made(paper, choice, ".xlsx")
            self._write(target, make, _("The Excel file is being made…"))

    def open_elsewhere(self, paper: MonthPaper) -> None:
        """Give the PDF to the program that the system opens PDFs with."""

        def task() -> Path:
            target = self.opened.place(paper.name)
            write_file(target, paper.data)
            return target

        self._context.ask(task, self._open)

    def _made(self, paper: MonthPaper, choice: PaperChoice, ending: str) -> Callable[[], bytes]:
        return lambda: paper_file(self._desk, paper.line, choice, ending)

    def _place(self, paper: MonthPaper, title: str, ending: str, kind: str) -> Path | None:
        """Ask where to save."""
        kept = self._context.memory.settings.papers_folder
        return SavePlace.ask(
            self._parent,
            title=title,
            name=paper.name + ending,
            kind=kind,
            folder=Path(kept) if kept else None,
        )

    def _write(self, target: Path, make: Callable[[], bytes], said: str) -> None:
        """Make a file and write it, both on the worker; what stops it is told in words."""
        if self.running:
            return
        self._number += 1
        number = self._number
        self._line.begin(said, stop=_("Stop saving"))

        def task(progress: Progress) -> None:
            progress.report(0, 2, said)
            data = make()
            progress.report(1, 2, _("The file is being written…"))
            write_file(target, data)

        progress = self._context.work.call_long(
            task,
            lambda _done: self._saved(number, target),
            step=partial(self._tell, number),
            failed=partial(self._not_saved, number, target),
        )
        self._progress = progress if number != self._ended else None

    def _tell(self, number: int, step: Step) -> None:
        if self.running and number == self._number:
            self._line.begin(step.text, stop=_("Stop saving"))

    def _saved(self, number: int, target: Path) -> None:
        self._end(number)
        memory = self._context.memory
        memory.keep(replace(memory.settings, papers_folder=str(target.parent)))
        self._context.say(Tone.INFO, _("Saved: {path}").format(path=target))

    def _not_saved(self, number: int, target: Path, error: Exception) -> None:
        self._end(number)
        if isinstance(error, CancelledError):
            self._context.say(Tone.INFO, _("Saving was stopped: no file was written."))
        elif isinstance(error, FileMissingError):
            said = _(
                "The folder {folder} is not there any more, so nothing was saved. Put the stick"
                " back in, or save again and choose another folder."
            )
            self._context.say(Tone.WARN, said.format(folder=target.parent))
        else:
            self._context.failed(error)

    def _end(self, number: int) -> None:
        """A file is done or given up; one that was given up before ends nothing more."""
        if self.running and number == self._number:
            self._ended, self._progress = number, None
            self._line.end()

    def _open(self, target: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(target))):
            self._context.say(
                Tone.WARN,
                _("No program for PDF files answered. The file lies here: {path}").format(
                    path=target
                ),
            )


def _nothing_to_say(_gone: int) -> None:
    """What was left behind is gone; nobody needs to know."""
