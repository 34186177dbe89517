"""The first two steps: which period is sent, and where its file is written."""

from typing import TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.sent_periods import Sendable, SendState
from desktop.actions.sticks import Drive, room_needed
from desktop.domain.periods import Period
from desktop.i18n import _
from desktop.ui.design.tokens import Role
from desktop.ui.sending.content import SendingView
from desktop.ui.sending.words import (
    capital,
    closed_words,
    drive_state,
    in_the_way,
    named,
    room_words,
    state_role,
    state_words,
)
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.rows_model import Column, RowsModel
from desktop.ui.widgets.text import Text
from desktop.wording import period_name

T = TypeVar("T")
_LOWEST = 132
_FEWEST_STICKS = 104
_ROW, _MOST_ROWS = 32, 9


class StepTable(ListTable[T]):
    """Asks for its least height, so that a low window keeps the step's button in sight; where
    there is room, it takes it."""

    def sizeHint(self) -> QSize:
        """As wide as usual, as low as may be."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


class WhatPage(QWidget):
    """The closed periods that the superior has not received; ``chosen`` carries the one to send,
    ``correct_wanted`` a returned one, ``close_wanted`` goes to closing the month in sight."""

    chosen = Signal(object)
    correct_wanted = Signal(str)
    close_wanted = Signal()

    def __init__(self, context: ShellContext) -> None:
        super().__init__()
        empty = EmptyState("send", _("Everything closed has been received."), theme=context.theme)
        columns: tuple[Column[Sendable], ...] = (
            Column(title=_("Period"), text=_period_words, width=130),
            Column(title=_("Closed on"), text=closed_words, width=200,
                   sort=lambda one: one.closed_at),
            Column(title=_("Where it stands"), text=state_words, width=0, role=state_role),
        )  # fmt: skip
        self.table: StepTable[Sendable] = StepTable(
            RowsModel(columns, theme=context.theme),
            theme=context.theme,
            memory=context.memory,
            key="to-send",
            identity=lambda one: one.period.id,
            empty=empty,
        )
        self._empty = empty
        self._unsent: list[Period] = []
        self.table.setMinimumHeight(_LOWEST)
        # A state is read from its beginning; its reasons stand whole above the steps.
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.table.setAccessibleName(_("Periods to send"))
        self.table.opened.connect(self._open)
        self.table.current_changed.connect(self._weigh)
        self.on_button = PrimaryButton(_("Choose where to write"), self._go_on).needs(
            "send_package"
        )
        self.correct_button = PrimaryButton(_("Correct and send again"), self._go_on).needs(
            "reopen_period"
        )
        self.heading = Text(_("Which period is sent?"), look="heading")
        self._open_month = Text("", look="soft", wrap=True)
        self.close_link = LinkButton(_("Close the figures"), self.close_wanted.emit).needs(
            "close_period"
        )
        self._lay_out()
        self._weigh(None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.heading)
        column.addWidget(self.table, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._open_month, 1)
        below.addWidget(self.close_link)
        column.addLayout(below)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.on_button)
        row.addWidget(self.correct_button)
        row.addStretch(1)
        column.addLayout(row)

    def show_view(self, view: SendingView) -> None:
        """Show what can be sent; the month in sight is chosen when it is among them."""
        before = self.table.current
        unsent = [one.period for one in view.waiting if one.waits]
        fresh = [one for one in unsent if one not in self._unsent]
        self._unsent = unsent
        self.table.show_rows(view.waiting)
        # Whole, so that the screen alone scrolls where there is little room.
        rows = min(len(view.waiting) + 1, _MOST_ROWS)
        self.table.setMinimumHeight(rows * _ROW + 4 if view.waiting else _LOWEST)
        if before is not None and fresh:
            # What was closed or corrected since is what Enter sends.
            self.choose(view.month if view.month in fresh else fresh[0])
        if before is None or self.table.current is None:
            self.choose(view.month)
        if self.table.current is None and view.waiting:
            self.table.setCurrentIndex(self.table.model().index(0, 0))
        self._empty.say(
            _("Everything closed has been received."),
            _("The history at the right shows every file; Enter opens one."),
        )
        if not view.periods:
            self._empty.say(
                _("Nothing is closed yet."), _("A period can be sent once its figures are closed.")
            )
        month = period_name(view.month.id)
        self._open_month.setText(
            "" if view.month_closed else _("{month} is not closed yet.").format(month=month)
        )
        self.close_link.setVisible(not view.month_closed)
        self._open_month.setVisible(not view.month_closed)
        self._weigh(self.table.current)

    def choose(self, period: Period) -> None:
        """Make a period current."""
        self.table.go_to(period.id)

    def choose_next(self, view: SendingView) -> None:
        """Go on with the month in sight, or with the oldest one that was never written."""
        current = self.table.current
        if current is not None and current.waits:
            return
        unsent = [one for one in view.waiting if one.waits]
        here = next((one for one in unsent if one.period.id == view.month.id), None)
        following = here or (unsent[-1] if unsent else None)
        if following is not None:
            self.choose(following.period)

    def _open(self, one: Sendable) -> None:
        """A returned file is not sent once more: its figures are corrected first."""
        if one.state is SendState.RETURNED:
            self.correct_wanted.emit(one.period.id)
        else:
            self.chosen.emit(one)

    def _go_on(self) -> None:
        if self.table.current is not None:
            self._open(self.table.current)

    def _weigh(self, one: Sendable | None) -> None:
        self.on_button.setEnabled(one is not None)
        returned = one is not None and one.state is SendState.RETURNED
        again = one is not None and one.state is SendState.WRITTEN
        self.on_button.setVisible(not returned)
        self.on_button.setText(_("Write this file again") if again else _("Choose where to write"))
        self.correct_button.setVisible(returned)


class WherePage(QWidget):
    """The sticks that are plugged in; ``chosen`` carries a drive, ``folder_wanted`` asks for
    another folder, ``look_wanted`` looks at the sticks again, ``back_wanted`` leaves,
    ``compare_wanted`` goes where the superior's fingerprint is compared."""

    chosen = Signal(object)
    look_wanted = Signal()
    folder_wanted = Signal()
    back_wanted = Signal()
    compare_wanted = Signal()

    def __init__(self, context: ShellContext) -> None:
        super().__init__()
        self._needed = room_needed(0)
        columns: tuple[Column[Drive], ...] = (
            Column(title=_("Stick"), text=named, width=0, bold=True),
            Column(title=_("Free"), text=room_words, width=120, sort=lambda one: one.free),
            Column(title=_("File system"), text=lambda one: one.file_system.upper(), width=80),
            Column(title=_("State"), text=lambda one: drive_state(one, self._needed), width=170,
                   role=lambda one: None if self._fits(one) else Role.TROUBLE),
        )  # fmt: skip
        self.table: StepTable[Drive] = StepTable(
            RowsModel(columns, theme=context.theme),
            theme=context.theme,
            memory=context.memory,
            key="sticks",
            identity=_mark,
            empty=EmptyState(
                "usb",
                _("No stick is plugged in"),
                theme=context.theme,
                advice=_("Plug one in: it appears here by itself."),
            ),
        )
        self.table.setMinimumHeight(_FEWEST_STICKS)
        self.table.setAccessibleName(_("Sticks that are plugged in"))
        self.table.opened.connect(self._open)
        self.table.current_changed.connect(self._weigh)
        self._title = Text("", look="heading", wrap=True)
        self._advice = Text("", look="soft", wrap=True)
        self.not_compared = Text("", look="todo", wrap=True)
        self.compare_link = LinkButton(_("Compare…"), self.compare_wanted.emit).needs("connect")
        self.trouble = Text("", look="todo", wrap=True)
        self._again = False
        self.write_button = PrimaryButton(_("Write to this stick"), self._write).needs(
            "send_package"
        )
        self.look_button = PrimaryButton(_("Try again"), self._write)
        self.folder_button = SecondaryButton(_("Another folder…"), self.folder_wanted.emit)
        self.back_button = LinkButton(_("Choose another period"), self.back_wanted.emit)
        self._lay_out()
        self._weigh(None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._advice)
        unsure = QHBoxLayout()
        unsure.setSpacing(8)
        unsure.addWidget(self.not_compared, 1)
        unsure.addWidget(self.compare_link)
        column.addLayout(unsure)
        column.addWidget(self.table, 1)
        column.addWidget(self.trouble)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.write_button)
        row.addWidget(self.look_button)
        row.addWidget(self.folder_button)
        row.addWidget(self.back_button)
        row.addStretch(1)
        column.addLayout(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the periods."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    def ask_for(self, period: str, superior: str, *, compared: bool, waiting: str = "") -> None:
        """Ask where the file of a period is written, for whom, and whether that was compared.

        ``waiting`` is the fingerprint of a connection file with other keys that waits.
        """
        said = _("Where is the file of {period} written?")
        self._title.setText(said.format(period=period_name(period)))
        self._advice.setText(_sealed_words(superior, compared=compared and not waiting))
        said = _("Nobody has compared the fingerprint of {superior} with its paper yet.")
        if waiting:
            said = _(
                "A connection file of {superior} with other keys waits to be compared: {waiting}. "
                "Compare it with the newest paper before sending."
            )
        self.not_compared.setText(said.format(superior=superior, waiting=waiting))
        for part in (self.not_compared, self.compare_link):
            part.setVisible(bool(waiting) or not compared)

    def show_drives(self, drives: tuple[Drive, ...]) -> None:
        """Show the sticks; the chosen one stays, a first one is chosen by itself."""
        self.table.show_rows(drives)
        if self.table.current is None and drives:
            self.table.setCurrentIndex(self.table.model().index(0, 0))
        self._weigh(self.table.current)

    def start(self) -> None:
        """Put the focus on the sticks, or on the other way where there is none."""
        first: QWidget = self.table if self.table.current is not None else self.folder_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fits(self, drive: Drive) -> bool:
        return not drive.read_only and drive.free >= self._needed

    def _open(self, drive: Drive) -> None:
        """What is in the way may have been put right since it was last looked at."""
        if self._fits(drive):
            self.chosen.emit(drive)
            return
        self._again = True
        self._weigh(drive)
        self.look_wanted.emit()

    def _write(self) -> None:
        if self.table.current is not None:
            self._open(self.table.current)

    def _weigh(self, drive: Drive | None) -> None:
        fits = drive is not None and self._fits(drive)
        held = drive if drive is not None and not fits else None
        along = self.write_button.hasFocus() or self.look_button.hasFocus()
        self._again = self._again and held is not None
        self.trouble.setText(in_the_way(held, self._needed) if held is not None else "")
        self.trouble.look_like("trouble" if self._again else "todo")
        self.trouble.setVisible(held is not None)
        self._advice.setVisible(held is None)
        self.look_button.setVisible(held is not None)
        self.write_button.setVisible(held is None)
        self.write_button.setEnabled(fits)
        if along:
            other = self.write_button if held is None else self.look_button
            other.setFocus(Qt.FocusReason.OtherFocusReason)


def _period_words(one: Sendable) -> str:
    return capital(period_name(one.period.id))


def _mark(drive: Drive) -> tuple[str, str, str]:
    return drive.serial, drive.label, str(drive.folder)


def _sealed_words(superior: str, *, compared: bool) -> str:
    """For whom a file is sealed; that nobody else opens it is known once keys were compared."""
    if not superior:
        return _("No superior is connected: the file is locked with digits that stand on the slip.")
    if compared:
        return _("It is sealed for {superior}: nobody else can open it.").format(superior=superior)
    said = _("It is sealed with the keys of the connection file of {superior}.")
    return said.format(superior=superior)
