"""The page "Xác nhận": cards that want an answer, what is only told, and closing below."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.closing.cards import MatterCard, ToldLine
from desktop.ui.closing.matters import Matters
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role, Type
from desktop.ui.reports.words import (
    closed_words,
    missing_sentences,
    reopen_words,
    waiting_sentence,
)
from desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Icon, Text
from desktop.wording import period_name, unfinished_lines

_WIDEST = 860


class MattersPage(QScrollArea):
    """``answered`` carries a question's id and its answer, ``fix_wanted`` a question."""

    answered = Signal(str, str)
    fix_wanted = Signal(object)
    close_wanted = Signal()
    reopen_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._matters: Matters | None = None
        self.cards: list[MatterCard] = []
        self.told: list[ToldLine] = []
        self._closing_next = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._column = QWidget()
        self._column.setAutoFillBackground(False)
        self._body = QVBoxLayout(self._column)
        self._body.setContentsMargins(0, 0, 8, 0)
        self._body.setSpacing(12)
        self._build()
        outer = QWidget()
        outer.setAutoFillBackground(False)
        row = QHBoxLayout(outer)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._column, 100)
        row.addStretch(1)
        self.setWidget(outer)
        theme.keep(self, self._measure)

    def show_matters(self, matters: Matters) -> None:
        """Show a month; what is being typed stays, and so does the focus."""
        before, self._matters = self._matters, matters
        if before is not None and _same_cards(before, matters):
            for card, asked in zip(self.cards, matters.asked, strict=True):
                card.show_asked(asked)
        else:
            self._make_cards(matters)
        self._make_told(matters)
        self._order_tabs()
        self._dress(matters)
        if self._closing_next and not matters.waiting:
            self._closing_next = False
            self.point_to_closing()

    def flush(self) -> None:
        """Save what is being typed."""
        for card in self.cards:
            card.flush()

    def refused(self, question: str) -> None:
        """The store did not take the answer to a question."""
        for card in self.cards:
            if card.asked.confirmation.id == question:
                card.field.refused()

    def begin(self) -> None:
        """Put the focus on the first question without an answer, else on closing."""
        for card in self.cards:
            if card.waits:
                self._go_to(card)
                return
        self.point_to_closing()

    def point_to_personal(self) -> None:
        """Put the focus on the first answer that seems to name a person."""
        card = next((one for one in self.cards if one.personal), None)
        if card is not None:
            self._go_to(card)

    def point_to_closing(self) -> None:
        """Put the focus on the button that closes the month, or on what it waits for."""
        buttons = (self.close_button, self.print_button)
        for button in buttons:
            if button.isVisibleTo(self) and button.isEnabled():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                self.ensureWidgetVisible(self.closing)
                return
        waiting = next((one for one in self.cards if one.waits), None)
        if waiting is not None:
            self._go_to(waiting)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the top."""
        super().showEvent(event)
        self.verticalScrollBar().setValue(0)

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        self._title = Text("", look="heading", wrap=True)
        self._advice = Text("", look="soft", wrap=True)
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._title)
        head.addWidget(self._advice)
        self._body.addLayout(head)
        self._nothing = self._nothing_panel()
        self._body.addWidget(self._nothing)
        self._cards_box = QVBoxLayout()
        self._cards_box.setSpacing(12)
        self._body.addLayout(self._cards_box)
        self._told_panel = Panel(_("Only to be known, closing does not wait for it"))
        self._told_box = QVBoxLayout()
        self._told_box.setSpacing(8)
        self._told_panel.body.addLayout(self._told_box)
        self._body.addWidget(self._told_panel)
        self._body.addWidget(self._closing_panel())
        self._body.addStretch(1)

    def _nothing_panel(self) -> Panel:
        panel = Panel()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Icon("circle-check", theme=self._theme, role=Role.MET))
        self._nothing_words = Text("", wrap=True)
        row.addWidget(self._nothing_words, 1)
        panel.body.addLayout(row)
        return panel

    def _closing_panel(self) -> Panel:
        self.closing = Panel(" ")
        self._lacking = Text("", look="todo", wrap=True)
        self._meaning = Text("", look="soft", wrap=True)
        self.close_button = PrimaryButton("", self.close_wanted.emit).needs("close_period")
        self.print_button = PrimaryButton(_("Print the report"), self.print_wanted.emit)
        self.reopen_button = SecondaryButton("", self.reopen_wanted.emit).needs("reopen_period")
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.close_button, self.print_button, self.reopen_button):
            row.addWidget(button)
        row.addStretch(1)
        self.closing.body.addWidget(self._lacking)
        self.closing.body.addWidget(self._meaning)
        self.closing.body.addLayout(row)
        return self.closing

    def _make_cards(self, matters: Matters) -> None:
        held = next((c.asked.confirmation.id for c in self.cards if c.field.hasFocus()), "")
        clear_layout(self._cards_box)
        self.cards = [
            MatterCard(asked, theme=self._theme, locked=matters.closed) for asked in matters.asked
        ]
        for card in self.cards:
            card.answered.connect(self.answered)
            card.fix_wanted.connect(self.fix_wanted)
            card.done_with.connect(self._after)
            self._cards_box.addWidget(card)
            card.show()  # now, so that it can have the focus
            if card.asked.confirmation.id == held:
                card.take_focus()

    def _order_tabs(self) -> None:
        """Cards made anew stand last of the whole window: bring them before closing."""
        order = [part for card in self.cards for part in card.tab_order]
        order += [line.fix for line in self.told]
        if not order:
            return
        QWidget.setTabOrder(self.close_button, order[0])
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        QWidget.setTabOrder(order[-1], self.close_button)

    def _make_told(self, matters: Matters) -> None:
        shown = () if matters.closed else matters.told
        clear_layout(self._told_box)
        self.told = [ToldLine(one, theme=self._theme) for one in shown]
        for line in self.told:
            line.fix_wanted.connect(self.fix_wanted)
            self._told_box.addWidget(line)
            line.show()  # now, so that Tab finds it
        self._told_panel.setVisible(bool(shown))

    # -- dressing --------------------------------------------------------------------------------

    def _dress(self, matters: Matters) -> None:
        month = period_name(matters.month.id)
        self._title.setText(_("To be confirmed, {month}").format(month=month))
        self._advice.setText(_advice(matters))
        self._advice.setVisible(bool(matters.asked))
        self._nothing.setVisible(not matters.asked)
        self._nothing_words.setText(_nothing(matters))
        self._dress_closing(matters)

    def _dress_closing(self, matters: Matters) -> None:
        closed, name = matters.closed, period_name(matters.month.id)
        self.closing.set_title(
            _("The figures of {month} are closed").format(month=name)
            if closed
            else _("Close the figures of {month}").format(month=name)
        )
        lacking = () if closed else lacking_sentences(matters)
        self._lacking.setText("\n".join(lacking))
        self._lacking.setVisible(bool(lacking))
        due = closed or matters.tracked
        self._lacking.look_like("todo" if due else "soft")
        self._meaning.setVisible(due)
        self._meaning.setText(closed_words(matters.path) if closed else _meaning(matters))
        self.close_button.setText(
            _("Close the figures of month {n}").format(n=matters.month.number)
        )
        self.close_button.setVisible(not closed and due)
        self.close_button.setEnabled(matters.closable)
        self.print_button.setVisible(closed)
        self.reopen_button.setVisible(closed)
        self.reopen_button.setText(reopen_words(issued=matters.path.issued))

    def _after(self, card: MatterCard) -> None:
        """Go on to the next card; after the last one to what still waits, else to closing.

        Closing waits until the last answer is written.
        """
        later = self.cards[self.cards.index(card) + 1 :] if card in self.cards else []
        if later:
            self._go_to(later[0])
            return
        self._closing_next = not any(one.waits for one in self.cards)
        self.begin()

    def _go_to(self, card: MatterCard) -> None:
        card.take_focus()
        self.ensureWidgetVisible(card)

    def _measure(self) -> None:
        scale = self._theme.tokens.type.text / Type().text
        self._column.setMaximumWidth(round(_WIDEST * scale))


def lacking_sentences(matters: Matters) -> tuple[str, ...]:
    """What the month lacks before it is closed, the questions first."""
    found: list[str] = []
    if matters.not_begun:
        return (_("The month has not begun yet."),)
    if not matters.tracked:
        return (_("The month lies before the first one tracked: nothing is closed."),)
    if matters.waiting:
        found.append(waiting_sentence(matters.waiting))
    found.extend(missing_sentences(matters.status))
    if matters.unfinished:
        found.append(unfinished_lines(matters.unfinished))
    return tuple(found)


def _meaning(matters: Matters) -> str:
    if matters.path.correcting:
        return _(
            "Closing finishes replacement report no. {number}; the report before it stays readable."
        ).format(number=matters.path.correcting)
    return _(
        "After closing the figures no longer change and the report prints without the word draft."
    )


def _advice(matters: Matters) -> str:
    if matters.closed:
        return _("The answers went with the report.")
    return _("Answer each, or mend the figures. The answers are kept and go with the report.")


def _nothing(matters: Matters) -> str:
    if matters.closed:
        return _("Nothing had to be confirmed.")
    return _("There is nothing to confirm.")


def _same_cards(before: Matters, now: Matters) -> bool:
    def ids(matters: Matters) -> list[str]:
        return [one.confirmation.id for one in matters.asked]

    same = before.month == now.month and before.closed == now.closed
    return same and ids(before) == ids(now)
