"""The room "Báo cáo": the month's papers, their pages, and the paragraphs that can be edited."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from desktop.actions.closing import close_period, reopen_period
from desktop.actions.desk import ChangeKind, Desk, Outcome
from desktop.actions.issued_words import ChangedWords
from desktop.actions.papers import PaperChoice
from desktop.actions.report_texts import (
    carry_over,
    confirm_carried,
    keep_figure,
    take_over_figure,
)
from desktop.actions.reports import record_report_text
from desktop.domain.issued import IssuedPaper
from desktop.domain.periods import Period, PeriodKind, month_of, parse_period
from desktop.i18n import _
from desktop.ui.reports.closing import CloseDialog, ReopenDialog
from desktop.ui.reports.issued import IssuedPapers
from desktop.ui.reports.lines import (
    ISSUED_REGISTER,
    MARGINS,
    MONTH,
    Wish,
    issued_wish,
    year_of,
)
from desktop.ui.reports.margins_page import MARGINS_SIZES, margins_page
from desktop.ui.reports.own_forms import OwnFormsDialog
from desktop.ui.reports.page import ReportsPage
from desktop.ui.reports.pages import Place
from desktop.ui.reports.paper import MonthPaper, read_paper
from desktop.ui.reports.paper_printing import PaperPrinting
from desktop.ui.reports.saving import PaperSaving, SavePlace
from desktop.ui.reports.texts import OwnText
from desktop.ui.reports.words import waiting_sentence
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room
from desktop.ui.widgets.banner import Tone
from desktop.ui.work import Progress, Step
from desktop.wording import period_name, period_title, problem_text

__all__ = ["ReportsRoom", "SavePlace"]

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
        ChangeKind.COUNTS,
        ChangeKind.PLAN,
        ChangeKind.AREAS,
        ChangeKind.INSPECTIONS,
    }
)


T = TypeVar("T")
Settle = Callable[..., Outcome[Any]]
"""An action on a figure or section of the paper in sight."""
PaperAct = Callable[[MonthPaper], None]
"""What somebody wants to do with a paper."""


class ReportsRoom(Room):
    """Reads the paper anew whenever something in it was changed."""

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        self._context, self._desk = context, desk
        self._paper: MonthPaper | None = None
        self._wish = Wish()
        self._signer: str | None = None
        self._close_wanted, self._stopped = False, False
        self._progress: Progress | None = None
        self._asked = self._made = self._keeping = 0
        self._act: PaperAct | None = None
        self._places: dict[tuple[object, ...], Place] = {}
        self.page = ReportsPage(
            theme=context.theme, ask=context.ask, keep=self._keep_text, month=context.month
        )
        self._issued = IssuedPapers(
            context, desk=desk, parent=self.page, numbered=self._no_longer_new
        )
        line = self.page.preview.work
        self._printing = PaperPrinting(context, desk=desk, parent=self.page, line=line)
        self._saving = PaperSaving(context, desk=desk, parent=self.page, line=line)
        self._connect()

    def widget(self) -> QWidget:
        """The three parts of the screen."""
        return self.page

    def on_shown(self, month: Period) -> None:
        """Read the month's paper anew."""
        self.page.texts.flush()
        self._act = None
        if self._paper is None or self._paper.of_month != month:
            self.page.wait(period_title(month))
            self._wish = Wish(self._wish.kind)
        self._read(month)

    def on_changes(self, kinds: frozenset[str]) -> None:
        """Typeset anew when something printed was changed."""
        if kinds & _SHOWS:
            self._read(self._context.month)

    def on_target(self, target: object) -> None:
        """A paper by kind and period; the step of closing asks once the month is read."""
        if isinstance(target, Mapping) and "paper" in target:
            period = str(target.get("period", ""))
            named = parse_period(period, self._context.rule) if period else None
            self.open_paper(Wish(str(target["paper"]), named))
            return
        wanted = target.values() if isinstance(target, Mapping) else (target,)
        if any(str(one) in {"close", "closing"} for one in wanted):
            self._close_wanted = True
            if self._wish.kind != MONTH:
                self.open_paper(Wish())
            self._offer_closing()

    def open_paper(self, wish: Wish) -> None:
        """Show another paper of the month."""
        self.page.texts.flush()
        self._wish, self._act = wish, None
        self._read(self._context.month)

    def help_text(self) -> str:
        """What F1 says."""
        pages = _(
            "At the left the month's papers: arrows move, Enter opens, → unfolds the other papers."
            " In the middle the pages: Page Up and Page Down turn them, Ctrl and the wheel change"
            " the size, 0 fits the width and 1 the whole page, Ctrl+F searches, Ctrl+G goes to a"
            " page. At the right the paragraphs that you can write yourself. Ctrl+P prints, Ctrl+S"
            " saves a PDF; Word and Excel save the same paper to edit it."
        )
        seldom = _(
            "The three dots above the papers hold what is seldom needed: the register of issued"
            " papers to print, and the texts of the papers, which the committee may write itself."
        )
        narrow = _(
            "In a narrow window the paragraphs stand in the place of the papers: choose the words"
            " above them."
        )
        return f"{pages}\n\n{narrow}\n\n{seldom}"

    def may_leave(self) -> bool:
        """Nothing typed is lost: it is kept on leaving."""
        self._act = None
        self.page.texts.flush()
        return True

    def close_month(self) -> None:
        """Ask, then close the month's figures."""
        self._when_made(self._close)

    def _close(self, paper: MonthPaper) -> None:
        if paper.closed or paper.not_begun or not paper.tracked:
            return
        if paper.path.waiting:
            self._confirm_first(paper)
            return
        officer = self._desk.own_name
        if CloseDialog.ask(self.page, paper=paper, officer=officer):
            why = _("Closed early on purpose.")
            task = partial(close_period, self._desk, paper.month, early=True, early_answer=why)
            self._context.write(task, partial(self._closed, paper.month))

    def _confirm_first(self, paper: MonthPaper) -> None:
        """Lead to the questions of a month; a longer period waits for its months."""
        if paper.month.kind is PeriodKind.MONTH:
            self._context.go_to("confirm", {"show": "matters"})
            return
        said = _(
            "{period} cannot be closed yet: {waiting} Close its months first; what they left open"
            " is asked there."
        )
        waiting = waiting_sentence(paper.path.waiting)
        period = period_title(paper.month)
        self._context.say(Tone.WARN, said.format(period=period, waiting=waiting))

    def reopen_month(self) -> None:
        """Ask for the reason, then take the closing back or begin a replacement report."""
        self._when_made(self._reopen)

    def _reopen(self, paper: MonthPaper) -> None:
        if not paper.closed:
            return
        wish = ReopenDialog.ask(self.page, path=paper.path)
        if wish is not None:
            task = partial(
                reopen_period, self._desk, paper.month, reason=wish.reason, correct=wish.correct
            )
            self._context.write(task, self._told)

    def print_paper(self) -> None:
        """Ask for the printer and print."""
        self._with_pages(lambda one: self._printing.begin(one, page=self.page.pages.page + 1))

    def save_pdf(self) -> None:
        """Ask for a place and write the PDF there."""
        self._with_pages(self._saving.save_pdf)

    def save_word(self) -> None:
        """Ask for a place and write the paper there as a Word file."""
        self._with_words(self._saving.save_word)

    def save_excel(self) -> None:
        """Ask for a place and write the paper there as an Excel file."""
        self._with_words(self._saving.save_excel)

    def open_elsewhere(self) -> None:
        """Give the PDF to the program that the system opens PDFs with."""
        self._with_pages(self._saving.open_elsewhere)

    def _with_pages(self, act: PaperAct) -> None:
        """Do something with the pages of the paper in sight; nothing where it has none."""
        self._when_made(lambda paper: act(paper) if paper.data else None)

    def _with_words(self, act: Callable[[MonthPaper, PaperChoice], None]) -> None:
        """Do something with a paper that other programs can edit: the test page is none."""
        self._with_pages(
            lambda one: act(one, self._choice(one)) if one.line.kind != MARGINS else None
        )

    def _when_made(self, act: PaperAct) -> None:
        """Do something with the paper in sight as it is with all that was typed until now.

        While it is being made, or another one instead of it, the act waits for that; it is
        forgotten when somebody goes on to another paper or month, or stops the making.
        """
        self.page.texts.flush()
        self._act = act
        if self._stopped:
            self._read(self._context.month)
        self._act_if_made()

    def _act_if_made(self) -> None:
        paper, act = self._paper, self._act
        if act is None or paper is None or self._keeping or self._made != self._asked:
            return
        self._act = None
        act(paper)

    def _choice(self, paper: MonthPaper) -> PaperChoice:
        return replace(paper.wish.choice, signer_id=self._signer)

    def _read(self, month: Period) -> None:
        """Read and typeset on the worker; what was asked for before is given up."""
        self._give_up_reading()
        asked, wish, signer = self._asked, self._wish, self._signer
        self._stopped = False
        if not self._busy:
            self.page.preview.work.begin(_("The paper is being made…"))
        self._progress = self._context.work.call_long(
            lambda progress: read_paper(
                self._desk, month, wish, signer_id=signer, progress=progress
            ),
            partial(self._take, asked),
            step=partial(self._tell, asked),
            failed=partial(self._not_read, asked),
        )

    def _give_up_reading(self) -> None:
        """What is being read is dropped when it comes."""
        if self._progress is not None:
            self._progress.cancel()
        self._asked += 1

    @property
    def _busy(self) -> bool:
        """Whether the line above the pages speaks of something else than the making of them."""
        return self._printing.running or self._saving.running

    def _tell(self, asked: int, step: Step) -> None:
        if asked == self._asked and not self._busy:
            self.page.preview.work.begin(step.text)

    def _not_read(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        self._act, self._stopped = None, True
        if not self._busy:
            self.page.preview.work.end()
        self._context.failed(error)

    def _stop(self) -> None:
        """Stop what is under way, and let go of it at once; what was stopped is begun again."""
        if self._printing.running:
            self._printing.stop()
        elif self._saving.running:
            self._saving.stop()
        elif self._stopped:
            self._read(self._context.month)
        else:
            self._give_up_reading()
            self._act, self._stopped = None, True
            work = self.page.preview.work
            work.tell(_("Stopped: the pages are not up to date."), again=_("Make them"))

    def _connect(self) -> None:
        page = self.page
        bar, closing = page.bar, page.closing
        bar.print_wanted.connect(self.print_paper)
        bar.save_wanted.connect(self.save_pdf)
        bar.word_wanted.connect(self.save_word)
        bar.excel_wanted.connect(self.save_excel)
        bar.open_wanted.connect(self.open_elsewhere)
        closing.close_wanted.connect(self.close_month)
        closing.reopen_wanted.connect(self.reopen_month)
        closing.corrections_wanted.connect(
            lambda: self._context.go_to("confirm", {"show": "corrections"})
        )
        page.signing.signer_chosen.connect(self._choose_signer)
        page.paper_wanted.connect(self.open_paper)
        page.preview.stop_wanted.connect(self._stop)
        page.issued.number_wanted.connect(self._enter_number)
        page.issued.register_wanted.connect(self._show_register)
        texts = page.texts
        texts.carry_wanted.connect(self._carry_over)
        texts.living.take_wanted.connect(partial(self._settle, take_over_figure))
        texts.living.keep_wanted.connect(partial(self._settle, keep_figure))
        texts.living.confirm_wanted.connect(partial(self._settle, confirm_carried))
        texts.issued.back_wanted.connect(self._put_back)
        page.signing.settings_wanted.connect(self._go_to_settings)
        page.renew_wanted.connect(self._renew)
        page.forms_wanted.connect(self.show_forms)

    def _enter_number(self) -> None:
        self._when_made(self._number)

    def _number(self, paper: MonthPaper) -> None:
        line = paper.line
        if line.periodic:
            self._issued.enter(paper.month, line.kind)
        else:
            self._issued.enter_letter(line.kind, line.period, self._choice(paper))

    def _no_longer_new(self) -> None:
        """The paper that was made anew has its number now: it is the one that prints it."""
        if self._wish.choice.anew:
            self._wish = replace(self._wish, choice=replace(self._wish.choice, anew=False))
            self._read(self._context.month)

    def _renew(self, line_id: str) -> None:
        """The paper in sight says what it would say today."""
        self.page.texts.flush()
        self._issued.renew(line_id)

    def show_forms(self) -> None:
        """Show the texts of all papers, ours and the committee's own."""
        self.page.texts.flush()
        OwnFormsDialog.ask(self.page, self._context, desk=self._desk)

    def _show_register(self) -> None:
        """Show the register; its pages, or those of one of its papers, where they are wanted."""
        wanted = self._issued.show_register(self._context.month.year)
        if isinstance(wanted, IssuedPaper):
            self._show_issued(wanted)
        elif wanted is not None:
            self.open_paper(Wish(ISSUED_REGISTER, year_of(wanted)))

    def _show_issued(self, line: IssuedPaper) -> None:
        """A paper of the register in the month that its period ends with."""
        period = parse_period(line.period, self._context.rule)
        self._context.set_month(month_of(period.last_day, self._context.rule))
        self.open_paper(issued_wish(line, period))

    def _take(self, asked: int, paper: MonthPaper) -> None:
        if asked != self._asked or paper.of_month != self._context.month:
            return
        if not self._busy:
            self.page.preview.work.end()
        if paper.line.kind == MARGINS:
            # Its fonts are Qt's: made here, on the thread of the window.
            paper = replace(paper, data=margins_page(), sizes=MARGINS_SIZES)
        before = self._paper
        place = None
        if before is None or _key(before) != _key(paper):
            # What was typed while this paper was being made belongs to the one before.
            self.page.texts.flush()
            if asked != self._asked:
                return
            if before is not None:
                self._places[_key(before)] = self.page.pages.place
            place = self._places.get(_key(paper), Place())
        self._paper, self._wish, self._made = paper, paper.wish, asked
        self.page.show_paper(paper, place)
        self._offer_closing()
        self._act_if_made()

    def _offer_closing(self) -> None:
        paper = self._paper
        if self._close_wanted and paper is not None and paper.month == self._context.month:
            if paper.line.kind != MONTH:
                return
            self._close_wanted = False
            self.page.point_to_closing()

    def _closed(self, month: Period, outcome: Outcome[str]) -> None:
        self._told(outcome)
        if outcome.done:
            self._context.note(
                _("The figures of {month} are closed.").format(month=period_name(month.id))
            )

    def _told(self, outcome: Outcome[T]) -> None:
        for problem in outcome.problems:
            if problem.stops:
                # A refusal is of this month: it goes as the month is left.
                self._context.say(Tone.WARN, problem_text(problem))

    def _keep_text(self, own: OwnText) -> None:
        paper = self._paper
        if paper is None:
            return
        task = partial(
            record_report_text,
            self._desk,
            paper.line.period,
            own.key,
            own.text,
            kind=paper.line.kind,
        )
        # Whatever is being read now was asked for before these words.
        self._give_up_reading()
        self._keeping += 1
        asked = self._asked
        self._context.write(task, partial(self._text_kept, asked), partial(self._not_kept, asked))

    def _carry_over(self) -> None:
        """Take the paragraphs of the report before into this one."""
        paper = self._paper
        if paper is not None:
            self.page.texts.flush()
            line = paper.line
            task = partial(carry_over, self._desk, line.period, line.kind)
            self._context.write(task, self._told)

    def _put_back(self, words: ChangedWords) -> None:
        """The words that the paper was issued with stand in it again."""
        if self._paper is not None:
            self.page.texts.flush()
            self._keep_text(OwnText(words.section, words.issued or None))

    def _settle(self, act: Settle, what: object) -> None:
        """What becomes of a figure that changed, or of a paragraph taken over."""
        paper = self._paper
        if paper is not None:
            self.page.texts.flush()
            self._context.write(partial(act, self._desk, paper.line.period, what), self._told)

    def _text_kept(self, asked: int, outcome: Outcome[None]) -> None:
        if not outcome.done:
            self.page.texts.not_kept()
        for problem in outcome.problems:
            tone = Tone.TROUBLE if problem.stops else Tone.WARN
            self._context.say(tone, problem_text(problem))
        self._kept(asked)

    def _not_kept(self, asked: int, error: Exception) -> None:
        self.page.texts.not_kept()
        self._act = None
        self._kept(asked)
        self._context.failed(error)

    def _kept(self, asked: int) -> None:
        """Words came to the store or did not; the paper is read again where nothing else did."""
        self._keeping -= 1
        if asked == self._asked:
            self._read(self._context.month)
        self._act_if_made()

    def _choose_signer(self, signer_id: str) -> None:
        self._signer = signer_id
        self.on_changes(frozenset({ChangeKind.PROFILE}))

    def _go_to_settings(self, section: str) -> None:
        self._context.go_to("system", {"section": section})


def _key(paper: MonthPaper) -> tuple[object, ...]:
    """What makes a paper the same one: a place in it is kept under this."""
    choice = replace(paper.wish.choice, signer_id=None)
    return paper.line.kind, paper.line.period.id, choice
