"""The register of issued papers ("Sổ văn bản đi"): the papers of a year, searched and changed."""

import re
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.desk import Desk, Outcome
from desktop.actions.issued_papers import change_paper, papers, withdraw_paper
from desktop.actions.safety import undo
from desktop.domain.issued import IssuedPaper
from desktop.domain.text import fold, sort_key
from desktop.i18n import _, format_date
from desktop.ui.reports.issue_dialog import IssueDialog, Issuing, read_line
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.buttons import Button, LinkButton, SecondaryButton
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.fields import SearchField
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows_model import Column, RowsModel
from desktop.ui.widgets.side_form import ChoiceField
from desktop.ui.widgets.text import Text
from desktop.wording import problem_text
from desktop.wording.issued import paper_kind, taken_out

_WIDTH, _HEIGHT = 1060, 560
_PARTS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class RegisterRead:
    """Every line of the register, and the years that can be looked at, the newest first."""

    lines: tuple[IssuedPaper, ...]
    years: tuple[int, ...]


def read_register(desk: Desk) -> RegisterRead:
    """Read the register; runs on the worker."""
    lines = papers(desk)
    years = {one.year for one in lines} | {desk.clock.today().year}
    return RegisterRead(lines, tuple(sorted(years, reverse=True)))


def register_columns(scale: float) -> tuple[Column[IssuedPaper], ...]:
    """Number and symbol, date, paper, subject, signer, recipients."""
    return (
        Column(
            title=_("Number, symbol"),
            text=lambda one: one.symbol,
            width=round(124 * scale),
            sort=lambda one: (sort_key(one.series), one.number),
            bold=True,
        ),
        Column(
            title=_("Date"),
            text=lambda one: format_date(one.issued_on),
            width=round(104 * scale),
            sort=lambda one: (one.issued_on, one.number),
        ),
        Column(title=_("Subject"), text=subject_of, width=0),
        Column(title=_("Signed by"), text=lambda one: one.signer, width=round(160 * scale)),
        Column(
            title=_("Recipients"),
            text=lambda one: "; ".join(one.recipients),
            width=round(240 * scale),
            tip=lambda one: "\n".join(one.recipients),
        ),
    )


def subject_of(line: IssuedPaper) -> str:
    """What a paper is about; its kind where that was left blank."""
    return line.subject or paper_kind(line.kind)


def fitting(lines: tuple[IssuedPaper, ...], typed: str) -> tuple[IssuedPaper, ...]:
    """The lines in which words begin with every word typed, compared without accents.

    "thang 9" finds September and not the 9th; "5/bc", "05" and "bcd" find number 05/BC-BCĐ.
    """
    wanted = [f" {word}" for word in fold(typed).split()]
    return tuple(one for one in lines if all(word in _searched(one) for word in wanted))


def _searched(line: IssuedPaper) -> str:
    numbers = (line.symbol, f"{line.number}/{line.series}", format_date(line.issued_on))
    said = (*numbers, subject_of(line), line.signer, line.note, *line.recipients)
    text = fold(" ".join(said))
    return f" {text} {_PARTS.sub(' ', text)}"


def _undone(desk: Desk) -> Outcome[None]:
    """Take the last step back; nothing else is written while the register is open."""
    done = undo(desk)
    return Outcome(None, done.problems, done.changes)


class RegisterDialog(QDialog):
    """The register of a year; Enter changes a line, Delete takes it out."""

    def __init__(
        self, parent: QWidget | None, context: ShellContext, *, desk: Desk, year: int
    ) -> None:
        super().__init__(parent)
        self._context, self._desk = context, desk
        self._read, self._wanted_year = RegisterRead((), ()), year
        self.wanted: int | IssuedPaper | None = None
        self.setWindowTitle(_("Register of issued papers"))
        self.resize(_WIDTH, _HEIGHT)
        self._make(context)
        self._lay()
        self.reload()

    @classmethod
    def ask(
        cls, parent: QWidget | None, context: ShellContext, *, desk: Desk, year: int
    ) -> int | IssuedPaper | None:
        """Show the register until it is left; the year or line whose pages are wanted, if any."""
        dialog = cls(parent, context, desk=desk, year=year)
        dialog.exec()
        return dialog.wanted

    def reload(self) -> None:
        """Read the register anew."""
        self._context.ask(partial(read_register, self._desk), self._take)

    def change(self, line: IssuedPaper | None) -> None:
        """Open the form of a line."""
        if line is not None:
            self._context.ask(partial(read_line, self._desk, line), self._ask)

    def withdraw(self, line: IssuedPaper | None) -> None:
        """Take a line out of the register; it can be brought back."""
        if line is not None:
            task = partial(withdraw_paper, self._desk, line.id)
            self._context.write(task, partial(self._withdrawn, line))

    def make_paper(self) -> None:
        """Leave for the pages of the year in sight: there it is looked at, printed and saved."""
        self.wanted = int(self.year.currentData())
        self.accept()

    def see_issued(self) -> None:
        """Leave for the pages of the line chosen, as they went out."""
        self.wanted = self.table.current
        if self.wanted is not None:
            self.accept()

    def bring_back(self) -> None:
        """Undo the withdrawal."""
        self._context.write(partial(_undone, self._desk), self._brought_back)

    def _make(self, context: ShellContext) -> None:
        theme = context.theme
        self.year = ChoiceField(name=_("Year"), theme=theme)
        self.year.currentIndexChanged.connect(self._refill)
        self.search = SearchField(_("Search number, subject, recipient"), theme=theme)
        self.search.searched.connect(self._refill)
        self.empty = EmptyState("file-text", "", theme=theme)
        scale = max(theme.tokens.type.text / 13, 1)
        self.table: ListTable[IssuedPaper] = ListTable(
            RowsModel(register_columns(scale), theme=theme),
            theme=theme,
            memory=context.memory,
            key="issued papers",
            identity=lambda one: one.id,
            empty=self.empty,
        )
        self.table.setAccessibleName(_("Register of issued papers"))
        self.table.opened.connect(self.change)
        self.table.dropped.connect(self.withdraw)
        self.table.current_changed.connect(self._weigh)
        self.said = Text("", look="soft")
        self.back: Button = LinkButton(_("Bring it back"), self.bring_back).needs("change_paper")
        self.back.hide()
        self.edit: Button = SecondaryButton(
            _("Change…"), lambda: self.change(self.table.current)
        ).needs("change_paper")
        self.drop: Button = SecondaryButton(
            _("Take out of the register"), lambda: self.withdraw(self.table.current)
        ).needs("withdraw_paper")
        self.see: Button = SecondaryButton(_("See or print the issued paper"), self.see_issued)
        self.pages: Button = SecondaryButton(_("Print or save the register…"), self.make_paper)
        self.leave: Button = SecondaryButton(_("Close the register"), self.accept)

    def _lay(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Text(_("Register of issued papers"), look="heading"))
        head.addStretch(1)
        head.addWidget(self.search, 1)
        head.addWidget(self.year)
        outer.addLayout(head)
        frame = Panel(flush=True)
        frame.body.addWidget(self.table)
        outer.addWidget(frame, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.said)
        foot.addWidget(self.back)
        foot.addStretch(1)
        for button in (self.see, self.edit, self.drop, self.pages, self.leave):
            # Enter belongs to the table and to the search.
            button.setAutoDefault(False)
            foot.addWidget(button)
        outer.addLayout(foot)
        self.table.setFocus()

    def _take(self, read: RegisterRead) -> None:
        chosen = self.year.currentData() or self._wanted_year
        self._read = read
        self.year.blockSignals(True)
        self.year.clear()
        for year in read.years:
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(max(self.year.findData(chosen), 0))
        self.year.blockSignals(False)
        self._refill()

    def _refill(self) -> None:
        year, typed = self.year.currentData(), self.search.text()
        of_year = tuple(one for one in self._read.lines if one.year == year)
        place = max(self.table.currentIndex().row(), 0)
        self.table.show_rows(fitting(of_year, typed))
        if self.table.current is None and (count := self.table.model().rowCount()):
            self.table.selectRow(min(place, count - 1))
        if of_year:
            self.empty.say(_("No paper fits what is searched for."))
        else:
            self.empty.say(
                _("No paper of {year} is in the register yet.").format(year=year),
                _("Close a month, then enter number and date of its report once it is signed."),
            )
        self._weigh()

    def _weigh(self) -> None:
        for button in (self.see, self.edit, self.drop):
            button.setEnabled(self.table.current is not None)

    def _ask(self, issuing: Issuing) -> None:
        draft = IssueDialog.ask(self, issuing, theme=self._context.theme)
        if draft is not None:
            self._context.write(partial(change_paper, self._desk, draft), self._changed)

    def _changed(self, outcome: Outcome[str]) -> None:
        stopping = [problem_text(one) for one in outcome.problems if one.stops]
        self._tell(" ".join(stopping) or _("The line is changed."))
        self.reload()

    def _withdrawn(self, line: IssuedPaper, outcome: Outcome[str]) -> None:
        self._tell(taken_out(line.symbol, line.issued_on))
        self.back.setVisible(outcome.done)
        self.reload()

    def _brought_back(self, outcome: Outcome[None]) -> None:
        stopping = [problem_text(one) for one in outcome.problems if one.stops]
        self._tell(" ".join(stopping) or _("The line is back."))
        self.reload()

    def _tell(self, words: str) -> None:
        self.said.setText(words)
        self.back.hide()
