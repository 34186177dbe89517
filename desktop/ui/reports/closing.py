"""Closing the month: what is still missing, who closes, and that it can be taken back."""

from PySide6.QtWidgets import QDialog, QWidget

from desktop.i18n import _
from desktop.ui.reports.paper import MonthPaper, missing_sentences
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.text import Text
from desktop.wording import period_dates, period_name, unfinished_lines


class CloseDialog(FormDialog):
    """Says what closing means before it is done; leaving it is always safe."""

    def __init__(self, parent: QWidget | None, *, paper: MonthPaper, officer: str) -> None:
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
        for sentence in missing:
            self.body.addWidget(Text(sentence, look="todo", wrap=True))
        if not missing:
            self.body.addWidget(Text(_("Nothing is missing."), look="met"))
        else:
            advice = _("The month may be closed all the same: the report names what is missing.")
            self.body.addWidget(Text(advice, look="small", wrap=True))
        if paper.unfinished:
            lines = unfinished_lines(paper.unfinished)
            self.body.addWidget(Text(lines, look="todo", wrap=True))
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
        (self.leave_button if missing else self.do_button).setDefault(True)

    @classmethod
    def ask(cls, parent: QWidget | None, *, paper: MonthPaper, officer: str) -> bool:
        """Whether the officer wants the month closed."""
        dialog = cls(parent, paper=paper, officer=officer)
        return dialog.exec() == QDialog.DialogCode.Accepted
