"""Beside the three steps: the files that were sent with their answers, and taking answers in."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.sent_periods import SentLine
from desktop.actions.sticks import Waiting
from desktop.i18n import _, ngettext
from desktop.ui.sending.content import RemarkedPeriod
from desktop.ui.sending.words import capital, line_role, line_words, short_month, written_words
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.banner import Banner, Tone
from desktop.ui.widgets.buttons import Button, SecondaryButton
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows import Mark, WorkItem, WorkList
from desktop.ui.widgets.rows_model import Column, RowsModel
from desktop.ui.widgets.text import Text
from desktop.wording import joined, period_name
from desktop.wording.sending import answer_word

if TYPE_CHECKING:
    from desktop.domain.periods import Period

_LOWEST = 150


class HistoryPanel(Panel):
    """Every file that was made, the newest first; ``opened`` carries its line."""

    opened = Signal(object)

    def __init__(self, context: ShellContext) -> None:
        super().__init__(_("Files sent"), flush=True, line=False)
        columns: tuple[Column[SentLine], ...] = (
            Column(title=_("Period"), text=short_month, width=84,
                   sort=lambda one: one.package.period),
            Column(title=_("Which time"), text=_time, width=44,
                   tip=_time_words),
            Column(title=_("Written to a stick"), text=written_words, width=102,
                   sort=lambda one: one.package.made_at),
            Column(title=_("Superior"), text=line_words, width=0, role=line_role, tip=line_words),
        )  # fmt: skip
        self.table: ListTable[SentLine] = ListTable(
            RowsModel(columns, theme=context.theme),
            theme=context.theme,
            memory=context.memory,
            key="sent",
            identity=lambda one: one.package.package_id,
            empty=EmptyState("usb", _("No file was made yet."), theme=context.theme),
        )
        self.table.setMinimumHeight(_LOWEST)
        # An answer is read from its beginning: what it says, of which day, then the reasons.
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.table.setAccessibleName(_("Files sent"))
        self.table.opened.connect(self.opened)
        self.body.addWidget(self.table, 1)


def _time(line: SentLine) -> str:
    return str(line.package.correction + 1)


def _time_words(line: SentLine) -> str:
    if not line.package.correction:
        return _("The first figures of the period.")
    said = _("Replacement no. {number}.")
    return said.format(number=line.package.correction)


class AnswersPanel(Panel):
    """Takes receipts and connection files in: from the stick that was just plugged in, from a
    file, or by the 12 digits over the telephone.

    Each is offered by itself: who leaves the question about a connection takes nothing else in.
    """

    take_wanted = Signal(object)
    connect_wanted = Signal(object)
    file_wanted = Signal()
    code_wanted = Signal()

    def __init__(self, context: ShellContext) -> None:
        super().__init__(_("Receipts of the superior"))
        self._waiting = Waiting()
        self.connection_offer = Banner(theme=context.theme)
        self.offer = Banner(theme=context.theme)
        self.body.addWidget(self.connection_offer)
        self.body.addWidget(self.offer)
        self._advice = Text(
            _("Plug the stick in that came back: a receipt on it is found by itself."),
            look="small",
            wrap=True,
        )
        self.body.addWidget(self._advice)
        self.file_button = SecondaryButton(_("Take a receipt…"), self.file_wanted.emit).needs(
            "record_receipt"
        )
        self.code_button = SecondaryButton(
            _("Code over the telephone…"), self.code_wanted.emit
        ).needs("record_receipt")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.file_button)
        row.addWidget(self.code_button)
        row.addStretch(1)
        self.body.addLayout(row)

    @property
    def waiting(self) -> Waiting:
        """What is offered now."""
        return self._waiting

    @property
    def offers(self) -> bool:
        """Whether what waits is told: a question that was left puts its offer away."""
        told = bool(self._waiting.connections or self._waiting.given_up)
        return self.connection_offer.isHidden() != told and self.offer.isHidden() != bool(
            self._waiting.receipts
        )

    def show_offer(self, waiting: Waiting, stick: str) -> None:
        """Offer what lies on a stick for this office; nothing puts the offer away."""
        self._waiting = waiting
        self.connection_offer.setVisible(bool(waiting.connections or waiting.given_up))
        self.offer.setVisible(bool(waiting.receipts))
        if waiting.connections:
            said = _("On {stick} lies a connection file of {superior}.")
            self.connection_offer.say(
                Tone.INFO,
                said.format(stick=stick, superior=joined(list(waiting.superiors))),
                action=_("Connect…"),
                on_action=lambda: self.connect_wanted.emit(waiting),
            )
        elif waiting.given_up:
            said = _(
                "On {stick} lies a connection file with keys that the superior gave up: {files}."
                " Do not use it; delete it."
            )
            files = joined([one.name for one in waiting.given_up])
            self.connection_offer.say(Tone.WARN, said.format(stick=stick, files=files))
        if waiting.receipts:
            self.offer.say(
                Tone.INFO,
                _receipt_words(waiting, stick),
                action=_("Take it in"),
                on_action=lambda: self.take_wanted.emit(waiting),
            )


def _receipt_words(waiting: Waiting, stick: str) -> str:
    """The receipts that lie there: of several each with its own answer."""
    periods = [period_name(one) for one in dict.fromkeys(waiting.periods)]
    said = ngettext(
        "On {stick} lies a receipt for {periods}.",
        "On {stick} lie {n} receipts for {periods}.",
        len(waiting.receipts),
    )
    lines = [said.format(stick=stick, n=len(waiting.receipts), periods=joined(periods))]
    if len(waiting.receipts) > 1:
        said = _("{period}: {answer}")
        lines += [
            said.format(period=capital(period_name(period)), answer=answer_word(kind))
            for period, kind in zip(waiting.periods, waiting.kinds, strict=True)
        ]
    return "\n".join(lines)


class RemarksPanel(Panel):
    """What the superior returned or remarked on; ``opened`` carries period and room of a remark,
    ``correct_wanted`` a returned period."""

    opened = Signal(object)
    correct_wanted = Signal(str)

    def __init__(self, context: ShellContext) -> None:
        super().__init__(_("The superior asks"), flush=True)
        self._theme = context.theme
        self._box = QVBoxLayout()
        self._box.setSpacing(0)
        self.body.addLayout(self._box)
        self.lists: list[WorkList] = []
        self.buttons: list[SecondaryButton] = []
        self.offers: list[SecondaryButton] = []
        self.shown: tuple[RemarkedPeriod, ...] = ()
        self._made: list[tuple[Period, SecondaryButton]] = []
        self.hide()

    def show_remarks(self, found: tuple[RemarkedPeriod, ...]) -> tuple[RemarkedPeriod, ...]:
        """Show the remarks of every period, with the way to correct it; those that are new."""
        if found == self.shown:
            return ()
        before, self.shown = self.shown, found
        clear_layout(self._box)
        self.lists, self.buttons, self.offers, self._made = [], [], [], []
        for one in found:
            self._box.addWidget(self._heading(one))
            self._box.addWidget(self._remarks(one))
        self.setVisible(bool(found))
        known = {one.said for one in before}
        return tuple(one for one in found if one.said not in known)

    def button_of(self, one: RemarkedPeriod) -> SecondaryButton | None:
        """The button that corrects a returned period."""
        return next((made for period, made in self._made if period == one.period), None)

    def _heading(self, one: RemarkedPeriod) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 8, 12, 4)
        row.setSpacing(8)
        month = period_name(one.period.id)
        said = _("{period} was returned") if one.returned else _("{period}, remarks")
        if one.open:
            said = _("{period} is being corrected")
        elif one.corrected:
            said = _("{period} is corrected: send the new figures")
        words = said.format(period=month)
        done = one.open or one.corrected
        look = "trouble" if one.returned and not done else "strong"
        row.addWidget(Text(capital(words), look=look, wrap=True), 1)
        if not done:
            row.addWidget(self._button(one))
        return head

    def _button(self, one: RemarkedPeriod) -> Button:
        """What was returned must be corrected; what was accepted with remarks may be.

        The one primary button of the room is that of its step.
        """
        period, said = one.period.id, _("Correct and send again")
        button = SecondaryButton(said, lambda: self.correct_wanted.emit(period)).needs(
            "reopen_period"
        )
        if one.returned:
            self.buttons.append(button)
            self._made.append((one.period, button))
        else:
            self.offers.append(button)
        return button

    def _remarks(self, one: RemarkedPeriod) -> WorkList:
        made = WorkList(theme=self._theme)
        mark = Mark.RING if one.returned else Mark.QUESTION
        remarks = one.said.remarks
        items = tuple(
            WorkItem(remark.text, _("Look"), mark, (one.period, remark.where)) for remark in remarks
        )
        if not items:
            said = _("The answer came over the telephone, without reasons: ask the superior.")
            items = (WorkItem(said, "", mark, (one.period, "")),)
        made.show_items(items)
        made.opened.connect(self.opened)
        self.lists.append(made)
        return made
