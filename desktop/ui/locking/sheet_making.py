"""Making the recovery sheet: print it or copy it by hand, then type two groups back."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.desk import Desk, Outcome
from desktop.actions.locking import sheet_pages
from desktop.actions.secrets import (
    NewSheet,
    SheetStatus,
    confirm_sheet,
    new_sheet,
    postpone_sheet,
    withdraw_sheet,
    write_sheet,
)
from desktop.actions.terms import STOPPING
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.locking.sheet_entry import SheetEntry
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.text import Text
from desktop.ui.work import Executor, Failed
from desktop.wording import error_text, problem_text

_IN_A_ROW = 5


class SheetMaking(QWidget):
    """``ended`` says whether the sheet was typed back; put off, the reminder stays.

    The digits are on the screen only while they are copied by hand, never while they are typed
    back: what is typed back is read from the paper.
    """

    ended = Signal(bool)

    def __init__(self, desk: Desk, *, theme: Theme, work: Executor, failed: Failed) -> None:
        super().__init__()
        self._desk, self._theme, self._work, self._failed = desk, theme, work, failed
        self.sheet: NewSheet | None = None
        self._seen = False
        self.entry: SheetEntry | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._build()

    def begin(self) -> None:
        """Make the sheet; the former one is valid until this one was typed back."""
        if self.sheet is not None:
            return
        self._say(_("The sheet is being made…"), look="soft")
        self._work.call(partial(new_sheet, self._desk), self._made, self._not_made)

    def print_sheet(self) -> None:
        """Send the sheet to a printer; without one it is copied by hand."""
        # Printing is not small, and asked for once: imported then.
        from desktop.ui.reports.printing import PrinterChoice

        sheet = self.sheet
        if sheet is None:
            return
        if not PrinterChoice.offered():
            self._say(
                _("This computer has no printer. Copy the digits by hand, or save a PDF."),
                look="todo",
            )
            self.copy_button.setFocus()
            return
        printer = PrinterChoice.ask(self, title=_("Recovery sheet"), pages=1)
        if printer is not None:
            self._seen = True
            self._say(_("The sheet is on its way to the printer…"), look="soft")
            self._work.call(partial(sheet_pages, self._desk, sheet), partial(self._print, printer))

    def save_sheet(self) -> None:
        """Save the sheet as a PDF to print elsewhere; never into the data folder."""
        from desktop.ui.reports.saving import SavePlace

        sheet = self.sheet
        if sheet is None:
            return
        title, name = _("Save the recovery sheet to print it"), _("Recovery sheet") + ".pdf"
        target = SavePlace.ask(self, title=title, name=name, kind="PDF (*.pdf)")
        if target is not None:
            task = partial(write_sheet, self._desk, sheet, target)
            self._work.call(task, partial(self._saved, target), self._refused)

    def show_digits(self) -> None:
        """Show the digits to copy them by hand, or hide them."""
        self._seen = True
        self._digits.setVisible(self._digits.isHidden())
        shown = not self._digits.isHidden()
        self.copy_button.setText(_("Hide the digits") if shown else _("Copy by hand"))

    def confirm(self) -> None:
        """Two groups were typed back."""
        if self.entry is not None and self.entry.fits:
            self._hide_digits()
            task = partial(confirm_sheet, self._desk, self.entry.texts)
            self._work.call(task, self._confirmed, self._refused)

    def put_off(self) -> None:
        """Later: the reminder stays in the status line and on the first screen.

        A sheet that was neither printed nor copied nor saved is withdrawn: nobody has its digits.
        """
        task = partial(_put_off, self._desk, unseen=self.sheet is not None and not self._seen)
        self._work.call(task, lambda _outcome: self.ended.emit(False), self._refused)

    def _build(self) -> None:
        self._lead = Text(
            _(
                "If the password is forgotten, only this sheet opens the data: nobody else can,"
                " the makers of the program neither. Print it or copy it by hand, and keep it"
                " locked away, not beside the PC."
            ),
            look="soft",
            wrap=True,
        )
        self.print_button = PrimaryButton(_("Print the sheet"), self.print_sheet)
        self.copy_button = SecondaryButton(_("Copy by hand"), self.show_digits)
        self.save_button = LinkButton(_("Save as PDF…"), self.save_sheet)
        ways = QHBoxLayout()
        ways.setSpacing(8)
        for button in (self.print_button, self.copy_button, self.save_button):
            button.setEnabled(False)
            ways.addWidget(button)
        ways.addStretch(1)
        self._digits = QWidget()
        self._digits.hide()
        self._groups = QGridLayout(self._digits)
        self._groups.setContentsMargins(0, 0, 0, 0)
        self._groups.setHorizontalSpacing(24)
        self._back = QVBoxLayout()
        self._back.setSpacing(6)
        self._said = Text("", look="soft", wrap=True)
        self._said.hide()
        self.later_button = LinkButton(_("Later"), self.put_off)
        self.done_button = PrimaryButton(_("The sheet is right"), self.confirm)
        self.done_button.setEnabled(False)
        foot = QHBoxLayout()
        foot.addWidget(self.later_button)
        foot.addStretch(1)
        foot.addWidget(self.done_button)
        self._column.addWidget(self._lead)
        self._column.addLayout(ways)
        self._column.addWidget(self._digits)
        self._column.addLayout(self._back)
        self._column.addWidget(self._said)
        self._column.addLayout(foot)

    def _made(self, outcome: Outcome[NewSheet]) -> None:
        sheet = outcome.value
        if sheet is None:
            self._say(" ".join(problem_text(one) for one in outcome.problems), look="trouble")
            return
        self.sheet = sheet
        self._say("", look="soft")
        for button in (self.print_button, self.copy_button, self.save_button):
            button.setEnabled(True)
        for number, group in enumerate(sheet.groups):
            self._groups.addLayout(
                _group(number + 1, group), number // _IN_A_ROW, number % _IN_A_ROW
            )
        self._groups.setColumnStretch(_IN_A_ROW, 1)
        clear_layout(self._back)
        said = _("Type groups {groups} back from the paper:")
        groups = _(" and ").join(str(one) for one in sheet.asked)
        self._back.addWidget(Text(said.format(groups=groups), look="strong", wrap=True))
        self.entry = SheetEntry([one - 1 for one in sheet.asked])
        self.entry.weighed.connect(self._weigh)
        self._back.addWidget(self.entry)
        self.setTabOrder(self.entry.fields[-1], self.done_button)
        self.print_button.setFocus()

    def _weigh(self) -> None:
        if self.entry is None:
            return
        if any(self.entry.texts):
            self._hide_digits()
        self.done_button.setEnabled(self.entry.fits)
        if self.entry.fits:
            self.done_button.setFocus()

    def _hide_digits(self) -> None:
        if not self._digits.isHidden():
            self.show_digits()

    def _print(self, printer: object, data: bytes) -> None:
        from PySide6.QtPrintSupport import QPrinter

        from desktop.ui.reports.printing import PrintRun
        from desktop.ui.reports.rendering import page_sizes

        if isinstance(printer, QPrinter):
            self._run = PrintRun(
                printer,
                data,
                page_sizes(data),
                work=self._work,
                done=lambda _pages: self._printed(),
                failed=self._not_printed,
            )
            self._run.start()

    def _printed(self) -> None:
        self._say(_("The sheet is at the printer. Take it, then type the two groups."), look="soft")
        if self.entry is not None:
            self.entry.start()

    def _not_printed(self, _error: Exception) -> None:
        self._say(
            _("The printer did not take the sheet. Try again, or copy it by hand."), look="trouble"
        )

    def _saved(self, target: Path, problems: tuple[Problem, ...]) -> None:
        if problems:
            self._say(" ".join(problem_text(one) for one in problems), look="trouble")
            return
        self._seen = True
        said = _("The sheet is in {path}. Print it, then delete the file.")
        self._say(said.format(path=target), look="todo")

    def _confirmed(self, outcome: Outcome[SheetStatus]) -> None:
        if outcome.value is not None:
            self.ended.emit(True)
            return
        for problem in outcome.problems:
            group = problem.details.get("group", "")
            if self.entry is not None and str(group).isdigit():
                self.entry.mark(int(str(group)), problem_text(problem))

    def _not_made(self, error: Exception) -> None:
        self._refused(error)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, STOPPING):
            self._say(error_text(error.code, error.details), look="trouble")
        else:
            self._failed(error)

    def _say(self, words: str, *, look: str) -> None:
        self._said.setText(words)
        self._said.look_like(look)
        self._said.setVisible(bool(words))


def _put_off(desk: Desk, *, unseen: bool) -> Outcome[SheetStatus]:
    if unseen:
        withdraw_sheet(desk)
    return postpone_sheet(desk)


def _group(number: int, digits: str) -> QVBoxLayout:
    cell = QVBoxLayout()
    cell.setSpacing(0)
    cell.addWidget(Text(str(number), look="small"))
    shown = Text(digits, look="heading")
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    cell.addWidget(shown)
    return cell


class SheetPage(QWidget):
    """The recovery sheet as the last page of set-up; ``ended`` as that of the making."""

    ended = Signal(bool)

    def __init__(self, desk: Desk, *, theme: Theme, work: Executor, failed: Failed) -> None:
        super().__init__()
        self.making = SheetMaking(desk, theme=theme, work=work, failed=failed)
        self.making.ended.connect(self.ended)
        panel = Panel()
        panel.body.setContentsMargins(28, 24, 28, 20)
        panel.body.addWidget(Text(_("The recovery sheet"), look="title"))
        panel.body.addWidget(self.making)
        panel.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(panel, sideways=False))
