"""Closing the month and opening it again: what is missing, who closes, and what each way means."""

from typing import NamedTuple, Protocol, cast

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QRadioButton, QSizePolicy, QWidget

from desktop.actions.month_path import MonthPath
from desktop.actions.period_status import Status
from desktop.domain.periods import Period
from desktop.i18n import _, format_number, ngettext
from desktop.ui.reports.words import carried_sentence, missing_sentences
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.fields import Labelled, LineField
from desktop.ui.widgets.personal import PersonalWarning
from desktop.ui.widgets.text import Text
from desktop.wording import period_dates, period_name, unfinished_lines

_REASON_LIMIT = 500


class Closable(Protocol):
    """What the question before closing speaks of."""

    @property
    def month(self) -> Period:
        """The month."""

    @property
    def status(self) -> Status:
        """What it has and what it lacks."""

    @property
    def unfinished(self) -> int:
        """How many lines of its sheet are not written."""

    @property
    def running(self) -> bool:
        """Whether its last day is still to come."""

    @property
    def carried(self) -> tuple[str, ...]:
        """The paragraphs taken over from the report before that nobody looked at."""


class CloseDialog(FormDialog):
    """Says what closing means before it is done; leaving it is always safe."""

    def __init__(
        self, parent: QWidget | None, *, paper: Closable, officer: str, blank: int = 0
    ) -> None:
        month = period_name(paper.month.id)
        super().__init__(
            parent,
            title=_("Close the figures of {month}").format(month=month),
            do=_("Close the figures"),
            leave=_("Leave open"),
            width=480,
        )
        self.body.addWidget(Text(period_dates(paper.month), look="soft"))
        status = paper.status
        figures = _("{met}/{due} groups with a session · {kept}/{all} with a model").format(
            met=status.sessions.met,
            due=status.sessions.due,
            kept=status.models.met,
            all=status.models.due,
        )
        self.body.addWidget(Text(figures, look="strong", wrap=True))
        missing = missing_sentences(status)
        if blank:
            said = ngettext("{n} figure is blank.", "{n} figures are blank.", blank)
            missing = (*missing, said.format(n=format_number(blank)))
        for sentence in missing:
            self.body.addWidget(Text(sentence, look="todo", wrap=True))
        if not missing and not paper.carried:
            self.body.addWidget(Text(_("Nothing is missing."), look="met"))
        elif missing:
            advice = _("The month may be closed all the same: the report names what is missing.")
            self.body.addWidget(Text(advice, look="small", wrap=True))
        if paper.unfinished:
            lines = unfinished_lines(paper.unfinished)
            self.body.addWidget(Text(lines, look="todo", wrap=True))
        if paper.carried:
            self.body.addWidget(Text(carried_sentence(paper.carried), look="todo", wrap=True))
        if paper.running:
            early = _("The month is not over yet: what is held until its last day is left out.")
            self.body.addWidget(Text(early, look="todo", wrap=True))
        meaning = _(
            "After closing, the report prints without the word draft and its figures no longer"
            " change. Until it has a number, “Reopen” takes the closing back."
        )
        self.body.addWidget(Text(meaning, look="small", wrap=True))
        if officer:
            self.body.addWidget(Text(_("Closed by: {name}").format(name=officer), look="small"))
        self.leave_button.setAutoDefault(True)
        (self.leave_button if missing or paper.carried else self.do_button).setDefault(True)

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words are in its width."""
        super().showEvent(event)
        fit_height(self)

    @classmethod
    def ask(cls, parent: QWidget | None, *, paper: Closable, officer: str, blank: int = 0) -> bool:
        """Whether the officer wants the month closed; ``blank`` figures were not entered."""
        dialog = cls(parent, paper=paper, officer=officer, blank=blank)
        return dialog.exec() == QDialog.DialogCode.Accepted


class Reopening(NamedTuple):
    """The reason for opening a closed month again; ``correct`` asks for a replacement report."""

    reason: str
    correct: bool


class ReopenDialog(FormDialog):
    """Asks for the reason and says what opening means.

    Once the report has a number or was sent only a replacement report is left; before, the
    officer chooses, and taking the closing back is what is proposed.
    """

    def __init__(self, parent: QWidget | None, *, path: MonthPath, correct: bool = False) -> None:
        self._month = period_name(path.period.id)
        self._number, self._issued = path.correction + 1, path.issued
        super().__init__(
            parent,
            title=_reopen_title(path).format(month=self._month),
            do=" ",
            leave=_("Leave closed"),
            width=520,
        )
        self.take_back = QRadioButton(_("Take the closing back"))
        self.replace = QRadioButton(
            _("Make replacement report no. {number}").format(number=self._number)
        )
        if path.issued:
            self._add_issued()
        else:
            self._add_choice()
        self.reason = LineField(name=_("Reason"), hint=_("Reason, without names of people"))
        self.reason.setMaxLength(_REASON_LIMIT)
        self.reason.textChanged.connect(self._weigh)
        self.body.addSpacing(4)
        self.body.addWidget(
            Labelled(_("Reason"), self.reason, advice=_("The reason stays in the log."))
        )
        self._personal = PersonalWarning()
        self.body.addWidget(self._personal)
        self.body.addStretch(1)
        (self.replace if correct or path.issued else self.take_back).setChecked(True)
        self.take_back.toggled.connect(self._weigh)
        self.leave_button.setAutoDefault(False)
        self.do_button.setDefault(True)
        self._weigh()

    @classmethod
    def ask(
        cls, parent: QWidget | None, *, path: MonthPath, correct: bool = False
    ) -> Reopening | None:
        """The reason and the way chosen; none when the month is left closed."""
        dialog = cls(parent, path=path, correct=correct)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return Reopening(dialog.reason.text().strip(), dialog.replace.isChecked())

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words are in its width."""
        super().showEvent(event)
        fit_height(self)

    def _add_issued(self) -> None:
        self.take_back.setParent(self)
        self.replace.setParent(self)
        self.take_back.hide()
        self.replace.hide()
        said = _(
            "The report of {month} has its number or was sent, so it is not taken back: replacement"
            " report no. {number} is made. Both stay readable, with a table of what changed."
        )
        self.body.addWidget(Text(said.format(month=self._month, number=self._number), wrap=True))

    def _add_choice(self) -> None:
        self._add_way(
            self.take_back,
            _("The report has no number and was not sent: no replacement report is made."),
        )
        self._add_way(
            self.replace,
            _(
                "Where the paper has already gone round: both reports stay readable, with a table"
                " of what changed."
            ),
        )

    def _add_way(self, button: QRadioButton, meaning: str) -> None:
        self.body.addWidget(button)
        words = Text(meaning, look="small", wrap=True)
        words.setContentsMargins(24, 0, 0, 4)
        button.setAccessibleDescription(meaning)
        self.body.addWidget(words)

    def _weigh(self) -> None:
        correct = self.replace.isChecked()
        self.do_button.setText(
            _("Make replacement report no. {number}").format(number=self._number)
            if correct
            else _("Take the closing back")
        )
        self.do_button.setEnabled(bool(self.reason.text().strip()))
        self._personal.weigh(self.reason.text())
        if self.isVisible():
            fit_height(self)


def _reopen_title(path: MonthPath) -> str:
    if path.issued:
        return _("Make a replacement report of {month}")
    return _("Take the closing of {month} back, or replace its report")


def fit_height(dialog: QDialog) -> None:
    """Make a dialog as high as its words are in its width; Qt guesses before it knows that."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    for words in cast("list[Text]", dialog.findChildren(Text)):
        if words.wordWrap():
            words.setSizePolicy(policy)
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        dialog.resize(dialog.width(), layout.totalHeightForWidth(dialog.width()))
