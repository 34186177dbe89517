"""Printing the paper in sight: from the question for a printer to the words after it."""

from functools import partial

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from desktop.actions.closing import mark_printed
from desktop.actions.desk import Desk, Outcome
from desktop.i18n import _, ngettext
from desktop.ui.reports.paper import MonthPaper
from desktop.ui.reports.preview import WorkLine
from desktop.ui.reports.printing import PrinterChoice, PrintRun
from desktop.ui.reports.rendering import PageSize
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.banner import Tone
from desktop.ui.work import CancelledError
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


class PaperPrinting:
    """One printing at a time; only a closed period's own report on paper is marked as printed."""

    def __init__(
        self, context: ShellContext, *, desk: Desk, parent: QWidget, line: WorkLine
    ) -> None:
        self._context, self._desk, self._parent, self._line = context, desk, parent, line
        self._run: PrintRun | None = None

    @property
    def running(self) -> bool:
        """Whether pages are on their way to the printer."""
        return self._run is not None

    def begin(self, paper: MonthPaper, *, page: int) -> None:
        """Ask for the printer and print; ``page`` is the one in sight, from 1."""
        if self._run is not None:
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

    def _tell(self, done: int, count: int) -> None:
        said = _("Printing page {page} of {count}…")
        self._line.begin(said.format(page=done + 1, count=count), stop=_("Stop printing"))

    def _printed(self, paper: MonthPaper, printer: QPrinter, pages: int) -> None:
        self._end()
        if paper.closed and paper.line.own_report and PrinterChoice.on_paper(printer):
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
        self._run = None
        self._line.end()
