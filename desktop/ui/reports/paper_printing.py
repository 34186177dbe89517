"""Printing the paper in sight: from the question for a printer to the words after it."""

from functools import partial
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from desktop.actions.closing import mark_printed
from desktop.actions.desk import Desk, Outcome
from desktop.files import FileMissingError, FileUnverifiedError, write_file
from desktop.i18n import _, ngettext
from desktop.ui.reports.chosen_pages import some_pages
from desktop.ui.reports.paper import MonthPaper
from desktop.ui.reports.preview import WorkLine
from desktop.ui.reports.printing import PrinterChoice, PrinterError, PrintRun, wanted_pages
from desktop.ui.reports.rendering import PageSize, page_sizes
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.banner import Tone
from desktop.ui.work import CancelledError, Progress, Step
from desktop.wording import problem_text


def pages_hint(sizes: tuple[PageSize, ...]) -> str:
    """How many pages, which of them lie, and how both sides of a sheet are printed: two lines."""
    if not sizes:
        return ""
    parts = [ngettext("{n} page", "{n} pages", len(sizes)).format(n=len(sizes))]
    lying = [number for number, one in enumerate(sizes, 1) if one.landscape]
    if lying:
        parts.append(_("landscape: {pages}").format(pages=_ranges(lying)))
    said = " · ".join(parts)
    both = _("two sides: flip on long edge")
    return f"{said}\n{both}" if len(sizes) > 1 else said


def _ranges(numbers: list[int]) -> str:
    """ "5–9, 12": neighbours in one."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def print_to_file(data: bytes, pages: tuple[int, ...], target: Path, progress: Progress) -> None:
    """Write pages of a paper (from 0) to a file, whole or not at all; runs on the worker.

    The pages are those of the paper, with text as text: a printer's pictures of them would be
    twenty times as large, and Qt tells nobody that the disk was full.

    Raises:
        FileFaultError: the file could not be written; nothing is left of it.
        CancelledError: it was stopped; there is no file.
    """
    progress.report(0, 2)
    made = some_pages(data, pages)
    if len(page_sizes(made)) != len(pages):
        raise FileUnverifiedError(target)
    progress.report(1, 2)
    write_file(target, made)


class PaperPrinting:
    """One printing at a time; only a closed period's own report on paper is marked as printed.

    What is printed to a file is written as one, without the printer's pictures of the pages.
    """

    def __init__(
        self, context: ShellContext, *, desk: Desk, parent: QWidget, line: WorkLine
    ) -> None:
        self._context, self._desk, self._parent, self._line = context, desk, parent, line
        self._run: PrintRun | None = None
        self._filing: Progress | None = None

    @property
    def running(self) -> bool:
        """Whether pages are on their way to the printer or into a file."""
        return self._run is not None or self._filing is not None

    def begin(self, paper: MonthPaper, *, page: int) -> None:
        """Ask for the printer and print; ``page`` is the one in sight, from 1."""
        if self.running:
            return
        if not PrinterChoice.offered():
            self._context.say(
                Tone.WARN,
                _(
                    "This computer has no printer yet. Add one in the system's settings and print"
                    " again; or save the PDF and print it elsewhere."
                ),
            )
            return
        printer = PrinterChoice.ask(
            self._parent, title=paper.name, pages=len(paper.sizes), current=page
        )
        if printer is None:
            self._context.note(_("Nothing was printed."))
            return
        target = PrinterChoice.file_chosen(printer)
        if target is not None:
            self._print_to_file(paper, wanted_pages(printer, len(paper.sizes)), target)
            return
        self._run = PrintRun(
            printer,
            paper.data,
            paper.sizes,
            work=self._context.work,
            done=partial(self._printed, paper, printer),
            failed=self._not_printed,
            step=self._tell,
        )
        self._run.start()

    def stop(self) -> None:
        """Stop before the next page."""
        if self._run is not None:
            self._run.cancel()
        if self._filing is not None:
            self._filing.cancel()

    def _print_to_file(self, paper: MonthPaper, pages: tuple[int, ...], target: Path) -> None:
        if not pages:
            self._not_printed(PrinterError(_("There is no page between those numbers.")))
            return
        self._line.begin(_("The file is being written…"), stop=_("Stop printing"))
        self._filing = Progress(_nothing_to_say)
        progress = self._filing
        self._context.work.call(
            lambda: print_to_file(paper.data, pages, target, progress),
            lambda _written: self._filed(len(pages), target),
            partial(self._not_filed, target),
        )

    def _filed(self, pages: int, target: Path) -> None:
        self._end()
        said = ngettext(
            "{n} page was written to the file {path}.",
            "{n} pages were written to the file {path}.",
            pages,
        )
        self._context.say(Tone.INFO, said.format(n=pages, path=target))

    def _not_filed(self, target: Path, error: Exception) -> None:
        self._end()
        if isinstance(error, CancelledError):
            self._context.say(Tone.INFO, _("Printing was stopped: no file was written."))
        elif isinstance(error, FileMissingError):
            said = _(
                "The folder {folder} is not there, so nothing was written. Print again and choose"
                " another folder."
            )
            self._context.say(Tone.WARN, said.format(folder=target.parent))
        else:
            self._context.failed(error)

    def _tell(self, done: int, count: int) -> None:
        said = _("Printing page {page} of {count}…")
        self._line.begin(said.format(page=done + 1, count=count), stop=_("Stop printing"))

    def _printed(self, paper: MonthPaper, printer: QPrinter, pages: int) -> None:
        self._end()
        whole = set(wanted_pages(printer, len(paper.sizes))) == set(range(len(paper.sizes)))
        own = paper.closed and paper.line.own_report
        # A few pages printed anew are no paper that can be signed.
        if own and whole and PrinterChoice.on_paper(printer):
            self._context.write(partial(mark_printed, self._desk, paper.line.period), self._told)
        said = ngettext(
            "{n} page was sent to the printer.", "{n} pages were sent to the printer.", pages
        )
        self._context.note(said.format(n=pages))

    def _not_printed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, CancelledError):
            said = _("Printing was stopped. Pages that are at the printer already may come out.")
            self._context.say(Tone.INFO, said)
            return
        advice = _(
            "The printer did not take the report. Check that it is on and has paper, then print"
            " again; or save the PDF and print it from another program."
        )
        reason = str(error) if isinstance(error, OSError) else ""
        self._context.say(Tone.TROUBLE, f"{reason} {advice}".strip())

    def _told(self, outcome: Outcome[str]) -> None:
        for problem in outcome.problems:
            if problem.stops:
                self._context.say(Tone.TROUBLE, problem_text(problem))

    def _end(self) -> None:
        self._run = self._filing = None
        self._line.end()


def _nothing_to_say(_step: Step) -> None:
    """A file is there at once: only whether to stop is asked."""
