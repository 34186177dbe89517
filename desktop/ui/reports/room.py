"""The room "Báo cáo": the month's papers, their pages, and the paragraphs that can be edited."""

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.actions.closing import close_period, mark_printed, reopen_period
from desktop.actions.desk import ChangeKind, Desk, Outcome
from desktop.actions.month_path import officer_name
from desktop.actions.reports import (
    month_report_excel,
    month_report_word,
    record_report_text,
)
from desktop.domain.periods import Period
from desktop.files import write_file
from desktop.i18n import _, ngettext
from desktop.ui.reports.closing import CloseDialog, ReopenDialog
from desktop.ui.reports.issued import IssuedPapers
from desktop.ui.reports.page import ReportsPage
from desktop.ui.reports.paper import MonthPaper, read_paper
from desktop.ui.reports.printing import PrinterChoice, PrintRun
from desktop.ui.reports.texts import OwnText
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.start_folder import start_folder
from desktop.wording import period_name, period_title, problem_text

_SHOWS = frozenset(
    {
        ChangeKind.GROUPS,
        ChangeKind.SESSIONS,
        ChangeKind.MODELS,
        ChangeKind.PERIODS,
        ChangeKind.PROFILE,
        ChangeKind.REPORT_TEXTS,
        ChangeKind.LISTS,
        ChangeKind.PAPERS,
    }
)


class MakeReport(Protocol):
    """An action that makes a file of the month's report."""

    def __call__(self, desk: Desk, period: Period, *, signer_id: str | None = None) -> bytes:
        """The bytes of the file."""


class SavePlace:
    """The system's own dialog for a file to write; tests replace ``ask``."""

    @classmethod
    def ask(cls, parent: QWidget, *, title: str, name: str, kind: str) -> Path | None:
        """Ask where to save; none when it was left."""
        start = start_folder() / name
        chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(start), kind)
        return Path(chosen) if chosen else None


class ReportsRoom(Room):
    """Reads the paper anew whenever something in it was changed."""

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        self._context, self._desk = context, desk
        self._paper: MonthPaper | None = None
        self._signer: str | None = None
        self._close_wanted = False
        self._print_run: PrintRun | None = None
        self.page = ReportsPage(theme=context.theme, draw=self._draw, keep=self._keep_text)
        self._issued = IssuedPapers(context, desk=desk, parent=self.page)
        self._connect()

    def widget(self) -> QWidget:
        """The three parts of the screen."""
        return self.page

    def on_shown(self, month: Period) -> None:
        """Read the month's paper anew."""
        self.page.texts.flush()
        if self._paper is None or self._paper.month != month:
            self.page.wait(period_title(month))
        task = partial(read_paper, self._desk, month, signer_id=self._signer)
        self._context.ask(task, self._take)

    def on_changes(self, kinds: frozenset[str]) -> None:
        """Typeset anew when something printed was changed."""
        if kinds & _SHOWS:
            task = partial(read_paper, self._desk, self._context.month, signer_id=self._signer)
            self._context.ask(task, self._take)

    def on_target(self, target: object) -> None:
        """The step of closing opens the question once the month is read."""
        wanted = target.values() if isinstance(target, dict) else (target,)
        if any(str(one) in {"close", "closing"} for one in wanted):
            self._close_wanted = True
            self._offer_closing()

    def help_text(self) -> str:
        """What F1 says."""
        return _(
            "At the left the month's papers, who signs, and closing the figures; in the middle the"
            " pages: Page Up and Page Down turn them, + and − change the size, 0 fits the width; at"
            " the right the paragraphs that you can write yourself. Ctrl+P prints, Ctrl+S saves"
            " a PDF; Word and Excel save the same report to edit it."
        )

    def may_leave(self) -> bool:
        """Nothing typed is lost: it is kept on leaving."""
        self.page.texts.flush()
        return True

    def close_month(self) -> None:
        """Ask, then close the month's figures."""
        paper = self._paper
        if paper is None or paper.closed or paper.not_begun:
            return
        self.page.texts.flush()
        if paper.path.waiting:
            self._context.go_to("confirm", {"show": "matters"})
            return
        officer = officer_name(self._desk.officer)
        if CloseDialog.ask(self.page, paper=paper, officer=officer):
            task = partial(close_period, self._desk, paper.month, early=True)
            self._context.write(task, partial(self._closed, paper.month))

    def reopen_month(self) -> None:
        """Ask for the reason, then take the closing back or begin a replacement report."""
        paper = self._paper
        if paper is None or not paper.closed:
            return
        wish = ReopenDialog.ask(self.page, path=paper.path)
        if wish is not None:
            task = partial(
                reopen_period, self._desk, paper.month, reason=wish.reason, correct=wish.correct
            )
            self._context.write(task, self._told)

    def print_paper(self) -> None:
        """Ask for the printer and print."""
        paper = self._paper
        if paper is None:
            return
        printer = PrinterChoice.ask(
            self.page, title=paper.file_name.removesuffix(".pdf"), pages=len(paper.sizes)
        )
        if printer is None:
            return
        self._context.note(_("Printing…"))
        self._print_run = PrintRun(
            printer,
            paper.data,
            paper.sizes,
            work=self._context.work,
            done=partial(self._printed, paper),
            failed=self._not_printed,
        )
        self._print_run.start()

    def save_pdf(self) -> None:
        """Ask for a place and write the PDF there."""
        paper = self._paper
        target = self._place(_("Save the report as PDF"), ".pdf", "PDF (*.pdf)")
        if paper is None or target is None:
            return
        task = partial(write_file, target, paper.data)
        self._context.ask(task, lambda _done: self._saved(target))

    def save_word(self) -> None:
        """Ask for a place and write the report there as a Word file."""
        title = _("Save the report as a Word file")
        self._save_made(month_report_word, title, ".docx", "Word (*.docx)")

    def save_excel(self) -> None:
        """Ask for a place and write the report there as an Excel file."""
        title = _("Save the report as an Excel file")
        self._save_made(month_report_excel, title, ".xlsx", "Excel (*.xlsx)")

    def open_elsewhere(self) -> None:
        """Give the PDF to the program that the system opens PDFs with."""
        paper = self._paper
        if paper is None:
            return
        target = Path(tempfile.mkdtemp(prefix="so138-")) / paper.file_name
        task = partial(write_file, target, paper.data)
        self._context.ask(task, lambda _done: self._open(target))

    def _place(self, title: str, ending: str, kind: str) -> Path | None:
        """Ask where to save; the name ends as its kind does."""
        paper = self._paper
        if paper is None:
            return None
        name = paper.file_name.removesuffix(".pdf") + ending
        place = SavePlace.ask(self.page, title=title, name=name, kind=kind)
        if place is None or place.suffix.lower() == ending:
            return place
        return place.with_name(f"{place.name}{ending}")

    def _save_made(self, make: MakeReport, title: str, ending: str, kind: str) -> None:
        """Make a file of the report and write it, both on the worker."""
        paper = self._paper
        target = self._place(title, ending, kind)
        if paper is None or target is None:
            return
        self.page.texts.flush()
        desk, month, signer = self._desk, paper.month, self._signer

        def task() -> None:
            write_file(target, make(desk, month, signer_id=signer))

        self._context.ask(task, lambda _done: self._saved(target))

    def _connect(self) -> None:
        page = self.page
        page.print_wanted.connect(self.print_paper)
        page.save_wanted.connect(self.save_pdf)
        page.word_wanted.connect(self.save_word)
        page.excel_wanted.connect(self.save_excel)
        page.open_wanted.connect(self.open_elsewhere)
        page.close_wanted.connect(self.close_month)
        page.reopen_wanted.connect(self.reopen_month)
        page.corrections_wanted.connect(
            lambda: self._context.go_to("confirm", {"show": "corrections"})
        )
        page.signer_chosen.connect(self._choose_signer)
        page.issued.number_wanted.connect(lambda: self._issued.enter(self._context.month))
        page.issued.register_wanted.connect(
            lambda: self._issued.show_register(self._context.month.year)
        )
        page.settings_wanted.connect(self._go_to_settings)

    def _draw(self, task: Callable[[], QImage], then: Callable[[QImage], None]) -> None:
        self._context.ask(task, then)

    def _take(self, paper: MonthPaper) -> None:
        if paper.month != self._context.month:
            return
        self._paper = paper
        self.page.show_paper(paper)
        self._offer_closing()

    def _offer_closing(self) -> None:
        paper = self._paper
        if self._close_wanted and paper is not None and paper.month == self._context.month:
            self._close_wanted = False
            self.page.point_to_closing()

    def _closed(self, month: Period, outcome: Outcome[str]) -> None:
        self._told(outcome)
        if outcome.done:
            self._context.note(
                _("The figures of {month} are closed.").format(month=period_name(month.id))
            )

    def _told(self, outcome: Outcome[str]) -> None:
        for problem in outcome.problems:
            if problem.stops:
                self._context.say(Tone.TROUBLE, problem_text(problem))

    def _keep_text(self, own: OwnText) -> None:
        paper = self._paper
        if paper is None:
            return
        task = partial(record_report_text, self._desk, paper.month, own.key, own.text)
        self._context.write(task, self._text_kept)

    def _text_kept(self, outcome: Outcome[None]) -> None:
        for problem in outcome.problems:
            tone = Tone.TROUBLE if problem.stops else Tone.WARN
            self._context.say(tone, problem_text(problem))

    def _choose_signer(self, signer_id: str) -> None:
        self._signer = signer_id
        self.on_changes(frozenset({ChangeKind.PROFILE}))

    def _go_to_settings(self, section: str) -> None:
        self._context.go_to("system", {"section": section})

    def _printed(self, paper: MonthPaper, pages: int) -> None:
        self._print_run = None
        if paper.closed:
            self._context.write(partial(mark_printed, self._desk, paper.month), self._told)
        said = ngettext(
            "{n} page was sent to the printer.", "{n} pages were sent to the printer.", pages
        )
        self._context.note(said.format(n=pages))

    def _not_printed(self, _error: Exception) -> None:
        self._print_run = None
        self._context.say(
            Tone.TROUBLE,
            _(
                "The printer did not take the report. Check that it is on and has paper, then print"
                " again; or save the PDF and print it from another program."
            ),
        )

    def _saved(self, target: Path) -> None:
        self._context.say(Tone.INFO, _("Saved: {path}").format(path=target))

    def _open(self, target: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(target))):
            self._context.say(
                Tone.WARN,
                _("No program for PDF files answered. The file lies here: {path}").format(
                    path=target
                ),
            )
