"""The room "Tổng hợp": papers over all units, looked at, printed, saved, re-issued."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from desktop.actions.consolidated import read_ahead
from desktop.actions.consolidated_letters import standing_letter
from desktop.actions.consolidated_papers import (
    ConsolidatedChoice,
    NobodyLateError,
    UnitNotLateError,
    consolidated_file,
    rows_to_remind,
)
from desktop.actions.consolidated_texts import carry_texts, confirm_text, keep_text
from desktop.actions.desk import ChangeKind, Desk, Outcome
from desktop.actions.issued_papers import papers_of
from desktop.actions.issued_totals import keep_earlier, keep_printed
from desktop.actions.paper_numbers import CONSOLIDATED
from desktop.actions.papers import PaperChoice
from desktop.actions.superior_papers import (
    Offered,
    PagesOf,
    Paragraphs,
    read_offered,
    read_pages,
    read_paragraphs,
)
from desktop.domain.issued import IssuedPaper
from desktop.domain.periods import Period
from desktop.files import write_file
from desktop.i18n import _, ngettext
from desktop.ui.consolidated.letter_numbers import LetterNumbers
from desktop.ui.consolidated.page import Buttons, ConsolidatedPage
from desktop.ui.consolidated.since import read_since
from desktop.ui.consolidated.words import LETTER, REPORT, SERIES, lacking_words
from desktop.ui.reports.file_names import paper_name
from desktop.ui.reports.issued import IssuedPapers
from desktop.ui.reports.paper import SinceIssued
from desktop.ui.reports.paper_printing import print_to_file
from desktop.ui.reports.printing import PrinterChoice, PrintRun, wanted_pages
from desktop.ui.reports.rendering import PageSize, page_sizes
from desktop.ui.reports.saving import SavePlace
from desktop.ui.reports.texts import OwnText
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.work import CancelledError, Progress, Step
from desktop.wording import problem_text
from desktop.wording.consolidated import paper_title
from desktop.wording.issued import issued_words

T = TypeVar("T")
_SHOWS = frozenset({ChangeKind.EXCHANGE, ChangeKind.PROFILE, ChangeKind.PLAN, ChangeKind.PAPERS})
_KINDS = {
    ".pdf": "PDF (*.pdf)",
    ".docx": "Word (*.docx)",
    ".xlsx": "Excel (*.xlsx)",
    ".csv": "CSV (*.csv)",
    ".json": "JSON (*.json)",
}


@dataclass(frozen=True, slots=True)
class _Found:
    """A paper in sight and what stands around it."""

    read: PagesOf
    sizes: tuple[PageSize, ...]
    issued: tuple[IssuedPaper, ...]
    paragraphs: Paragraphs
    since: SinceIssued


class ConsolidatedRoom(Room):
    """Shows one paper of a period; a report that is printed or saved keeps its totals."""

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        self._context, self._desk = context, desk
        self._offered: Offered | None = None
        self._read: PagesOf | None = None
        self._sizes: tuple[PageSize, ...] = ()
        self._issued_lines: tuple[IssuedPaper, ...] = ()
        self._reissue = self._anew = False
        self._wanted: dict[str, object] = {}
        self._asked = self._made = self._keeping = 0
        self._act: Callable[[], object] | None = None
        self._run: PrintRun | None = None
        self._reading: Progress | None = None
        buttons = Buttons(
            on_print=self.print,
            on_save=self.save,
            on_reissue=self.replace_report,
            on_anew=self.begin_anew,
            on_earlier=self.keep_earlier,
            on_text=self.keep_text,
        )
        self.page = ConsolidatedPage(context, buttons)
        self.page.chosen.connect(self._chosen)
        self.issued = IssuedPapers(context, desk=desk, parent=self.page, numbered=self._numbered)
        self.letters = LetterNumbers(
            context, desk=desk, parent=self.page, numbered=self._read_paper
        )
        self.page.issued.number_wanted.connect(self.enter_number)
        self.page.issued.since.renew_wanted.connect(self.issued.renew)
        self.page.preview.stop_wanted.connect(self._stop)
        self.page.texts.carry_wanted.connect(self._carry)
        self.page.texts.living.confirm_wanted.connect(self._confirm)

    def widget(self) -> QWidget:
        """The list of papers and the pages."""
        return self.page

    def on_shown(self, month: Period) -> None:
        """Read what is offered for the month, then the paper chosen."""
        self._context.ask(partial(read_offered, self._desk, month), self._take_offered)

    def on_changes(self, kinds: frozenset[str]) -> None:
        """Read anew when something was received or decided; the paper alone after words in it."""
        if kinds & _SHOWS:
            self.on_shown(self._context.month)
        elif ChangeKind.REPORT_TEXTS in kinds:
            self._read_paper()

    def may_leave(self) -> bool:
        """What was typed is kept."""
        self.page.texts.flush()
        return True

    def on_target(self, target: object) -> None:
        """Another room asks for a paper, for instance a letter to one unit."""
        if isinstance(target, dict):
            self._wanted = dict(target)
            if self._offered is not None:
                self._serve_target()

    def help_text(self) -> str:
        """What F1 says."""
        said = _(
            "Choose the period and the paper at the left; the pages show what will be printed. "
            "Units that have not sent are named in every paper and never count as zero. A total "
            "that changed after printing is said above the pages, with the way to replace the "
            "report. CSV and JSON are for other programs."
        )
        own = _(
            "Your own paragraphs follow the figures of their section; a part of the report that "
            "nobody wrote in is not printed."
        )
        return f"{said} {own}"

    def keep_text(self, own: OwnText) -> None:
        """Keep a paragraph of the report in sight."""
        read = self._read
        if read is None or read.kind != REPORT:
            return
        self._keeping += 1
        task = partial(keep_text, self._desk, read.period, own.key, own.text)
        self._context.write(task, self._text_kept, self._text_lost)

    def print(self) -> None:
        """Ask for the printer and print the paper in sight, with what was typed last."""
        self._when_made(self._print)

    def _print(self) -> None:
        read = self._read
        if read is None or not read.data or self._run is not None:
            return
        if not PrinterChoice.offered():
            said = _("This computer has no printer yet. Save the PDF and print it elsewhere.")
            self._context.say(Tone.WARN, said)
            return
        printer = PrinterChoice.ask(self.page, title=self._name(read), pages=len(self._sizes))
        if printer is None:
            self._context.note(_("Nothing was printed."))
            return
        target = PrinterChoice.file_chosen(printer)
        if target is not None:
            pages = wanted_pages(printer, len(self._sizes))
            task = partial(print_to_file, read.data, pages, target, Progress(lambda _step: None))
            self._context.ask(task, lambda _done: self._saved(target))
            return
        self._run = PrintRun(
            printer,
            read.data,
            self._sizes,
            work=self._context.work,
            done=partial(self._printed, read, printer),
            failed=self._not_printed,
        )
        self._run.start()

    def save(self, ending: str) -> None:
        """Ask for a place and write the paper or its figures there."""
        self.page.texts.flush()
        read = self._read
        if read is None or not read.data:
            return
        memory = self._context.memory
        kept = memory.settings.papers_folder
        target = SavePlace.ask(
            self.page,
            title=_("Save the paper"),
            name=self._name(read) + ending,
            kind=_KINDS[ending],
            folder=Path(kept) if kept else None,
        )
        if target is None:
            return
        self.page.preview.work.begin(_("The file is being written…"))

        def task() -> None:
            made = consolidated_file(self._desk, read.kind, read.period, ending, read.choice)
            write_file(target, made)

        self._context.ask(task, partial(self._written, read, target), self._not_written)

    def enter_number(self) -> None:
        """Ask for number and date of the report in sight, of its replacement, or of the letter."""
        read = self._read
        if read is None or not read.data:
            return
        if read.kind == LETTER:
            self.letters.enter(read.period, read.choice)
        elif read.kind == REPORT:
            anew = read.choice.anew or read.choice.reissue
            self.issued.enter_letter(CONSOLIDATED, read.period, PaperChoice(anew=anew))

    def begin_anew(self) -> None:
        """Show the report of now as the one that counts: what was printed was a working copy.

        One that has a number was signed: that it counts no more is asked about.
        """
        if self._numbers and not ConfirmDialog.ask(
            self.page,
            question=_("The printed report has its number: {number}").format(number=self._numbers),
            detail=_(
                "A report that was signed and went out is replaced, not left aside: make the"
                " replacement, which names it. Only where it never went out does the report of"
                " now take its place, without a number."
            ),
            do=_("It never went out"),
            keep=_("Leave it as it is"),
        ):
            return
        self._reissue, self._anew = False, True
        self.page.choose(REPORT)
        self._read_paper()

    def keep_earlier(self) -> None:
        """One step back: the report printed before counts again."""
        read = self._read
        self._reissue = self._anew = False
        if read is None or not read.instead:
            self._read_paper()
            return
        task = partial(keep_earlier, self._desk, read.period)
        self._context.ask(task, lambda changes: self._context.announce(frozenset(changes.kinds)))

    def replace_report(self) -> None:
        """Show the replacement of the report that was printed with other totals."""
        self._reissue, self._anew = True, False
        self.page.choose(REPORT)
        self._read_paper()

    def _numbered(self) -> None:
        """A report with a number was issued: its totals are kept, and it is shown with it."""
        self._anew = False
        if self._read is not None and self._read.kind == REPORT:
            self._keep(self._read)
        self._read_paper()

    def _when_made(self, act: Callable[[], object]) -> None:
        """Does it at once, or when the paper that is being made is in sight."""
        self.page.texts.flush()
        if self._made == self._asked and not self._keeping:
            act()
        else:
            self._act = act

    def _text_kept(self, outcome: Outcome[None]) -> None:
        self._keeping -= 1
        if not outcome.done:
            self.page.texts.not_kept()
            self._act = None
        self._told(outcome)
        self._act_if_made()

    def _text_lost(self, error: Exception) -> None:
        self._keeping -= 1
        self.page.texts.not_kept()
        self._act = None
        self._context.failed(error)

    def _act_if_made(self) -> None:
        if self._act is not None and self._made == self._asked and not self._keeping:
            act, self._act = self._act, None
            act()

    def _carry(self) -> None:
        """Take the paragraphs of the report before into this one."""
        if self._read is not None:
            self.page.texts.flush()
            self._context.write(partial(carry_texts, self._desk, self._read.period), self._told)

    def _confirm(self, section: str) -> None:
        """A paragraph of the report before holds for this one too."""
        if self._read is not None:
            self.page.texts.flush()
            task = partial(confirm_text, self._desk, self._read.period, section)
            self._context.write(task, self._told)

    def _told(self, outcome: Outcome[T]) -> None:
        for problem in outcome.problems:
            self._context.say(Tone.TROUBLE if problem.stops else Tone.WARN, problem_text(problem))

    def _take_offered(self, offered: Offered) -> None:
        self._offered = offered
        self.page.show_offered(offered, self._context.month)
        if not self._serve_target():
            self._read_paper()

    def _serve_target(self) -> bool:
        wanted, self._wanted = self._wanted, {}
        if not wanted:
            return False
        self._reissue, self._anew = bool(wanted.get("reissue")), False
        self.page.choose(str(wanted.get("paper", REPORT)), str(wanted.get("unit", "")))
        self._read_paper()
        return True

    def _chosen(self) -> None:
        # What was typed belongs to the paper that was in sight.
        self.page.texts.flush()
        self._reissue = self._anew = False
        self._read_paper()

    def _choice(self) -> ConsolidatedChoice:
        page = self.page
        letter = page.kind == LETTER
        series = page.measure.isVisibleTo(page)
        return ConsolidatedChoice(
            measure=str(page.measure.currentData() or "") if series else "",
            unit=str(page.unit.currentData() or "") if letter else "",
            by=page.until.day if letter else None,
            reissue=self._reissue and page.kind == REPORT,
            anew=self._anew and page.kind == REPORT,
        )

    def _read_paper(self) -> None:
        period = self.page.period.currentData()
        if not isinstance(period, Period):
            return
        self._asked += 1
        self.page.preview.work.begin(_("The paper is being made…"))
        asked = self._asked
        if self._reading is not None:
            # Nobody waits for the paper before; what was read of it stays known.
            self._reading.cancel()
        task = partial(_read, self._desk, self.page.kind, period, self._choice())
        self._reading = self._context.work.call_long(
            task,
            partial(self._take, asked),
            step=partial(self._tell_step, asked),
            failed=partial(self._not_read, asked),
        )

    def _tell_step(self, asked: int, step: Step) -> None:
        if asked == self._asked:
            said = _("Reading the units' reports: {done} of {total}…")
            self.page.preview.work.begin(said.format(done=step.done, total=step.total))

    def _not_read(self, asked: int, error: Exception) -> None:
        if asked == self._asked or not isinstance(error, CancelledError):
            self._not_written(error)

    def _take(self, asked: int, found: _Found) -> None:
        if asked != self._asked:
            return
        before = self._read
        if before is not None and _place(before) != _place(found.read):
            self.page.texts.flush()
            if asked != self._asked:
                return
        self._read, self._sizes, self._made = found.read, found.sizes, asked
        self._issued_lines = found.issued
        self.page.show_pages(found.read, found.sizes)
        self.page.show_paragraphs(found.read, found.paragraphs)
        numbered = found.read.kind != REPORT or found.since.line is not None
        lacking = lacking_words(issued=bool(found.issued), numbered=numbered)
        self.page.issued.show_letter(found.issued, lacking=lacking)
        self.page.issued.since.show_since(found.since, whole=False)
        self.page.issued.enter.setEnabled(bool(found.read.data))
        self._act_if_made()

    @property
    def _numbers(self) -> str:
        """The newest number of the report in sight; empty for none."""
        issued = self._issued_lines
        return issued_words(issued[-1].symbol, issued[-1].issued_on) if issued else ""

    def _name(self, read: PagesOf) -> str:
        office = self._offered.office if self._offered is not None else ""
        return paper_name(paper_title(read.kind), read.period, office)

    def _printed(self, read: PagesOf, printer: QPrinter, pages: int) -> None:
        self._run = None
        whole = set(wanted_pages(printer, len(self._sizes))) == set(range(len(self._sizes)))
        if read.kind == REPORT and whole and PrinterChoice.on_paper(printer):
            self._keep(read)
        said = ngettext(
            "{n} page was sent to the printer.", "{n} pages were sent to the printer.", pages
        )
        self._context.note(said.format(n=pages))

    def _keep(self, read: PagesOf) -> None:
        """The totals that went out on paper are kept, to be compared with later ones."""
        choice = read.choice
        task = partial(
            keep_printed, self._desk, read.period, reissue=choice.reissue, anew=choice.anew
        )
        self._context.ask(task, lambda changes: self._context.announce(frozenset(changes.kinds)))

    def _not_printed(self, error: Exception) -> None:
        self._run = None
        self._context.failed(error)

    def _written(self, read: PagesOf, target: Path, _nothing: None) -> None:
        self._saved(target)
        if read.kind == REPORT and target.suffix.lower() in (".pdf", ".docx", ".xlsx"):
            self._context.announce(frozenset({ChangeKind.EXCHANGE}))

    def _saved(self, target: Path) -> None:
        self.page.preview.work.end()
        memory = self._context.memory
        memory.keep(replace(memory.settings, papers_folder=str(target.parent)))
        self._context.say(Tone.INFO, _("Saved: {path}").format(path=target))

    def _not_written(self, error: Exception) -> None:
        self._made, self._act = self._asked, None
        self.page.preview.work.end()
        self._context.failed(error)

    def _stop(self) -> None:
        """A paper that is being made is not waited for any longer."""
        self._asked += 1
        self._made, self._act = self._asked, None
        if self._reading is not None:
            self._reading.cancel()
        self.page.preview.work.end()
        if self._run is not None:
            self._run.cancel()


def _place(read: PagesOf) -> tuple[str, str]:
    return read.kind, read.period.id


def _read(
    desk: Desk, kind: str, period: Period, choice: ConsolidatedChoice, progress: Progress
) -> _Found:
    """Runs on the worker; stopped between the reports of two units."""
    if kind not in SERIES:
        read_ahead(desk, period, progress.report)
    read = read_pages(desk, kind, period, choice)
    issued = _issued(desk, kind, period, choice)
    sizes = page_sizes(read.data) if read.data else ()
    since = read_since(desk, period, choice) if kind == REPORT else SinceIssued()
    return _Found(read, sizes, issued, read_paragraphs(desk, kind, period), since)


def _issued(
    desk: Desk, kind: str, period: Period, choice: ConsolidatedChoice
) -> tuple[IssuedPaper, ...]:
    """The lines of the register for a paper: those of the report, or that of the letter."""
    if kind != LETTER:
        return tuple(one for one in papers_of(desk, period) if one.kind == CONSOLIDATED)
    try:
        rows = rows_to_remind(desk, period, unit=choice.unit)
    except (NobodyLateError, UnitNotLateError):
        return ()
    found = standing_letter(desk, period, choice, rows)
    return () if found is None else (found,)
