"""The first step: which closed periods are sent."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.sent_periods import Sendable, SendState
from desktop.domain.periods import Period
from desktop.i18n import _, ngettext
from desktop.ui.sending.content import SendingView
from desktop.ui.sending.step_table import StepTable
from desktop.ui.sending.words import capital, closed_words, state_role, state_words
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.rows_model import Column
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.ticked_rows import TickedRows
from desktop.wording import period_name

_LOWEST = 132
_ROW, _MOST_ROWS = 32, 9


class PeriodTable(StepTable[Sendable]):
    """Space ticks the current period, wherever in its row the cursor stands."""

    def __init__(
        self, rows: TickedRows[Sendable], context: ShellContext, empty: EmptyState
    ) -> None:
        super().__init__(
            rows,
            theme=context.theme,
            memory=context.memory,
            key="periods-to-send",
            identity=_name,
            empty=empty,
        )
        self._rows = rows

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks; Enter opens as everywhere."""
        if event.key() == Qt.Key.Key_Space and self.current is not None:
            self._rows.turn(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class WhatPage(QWidget):
    """The closed periods that the superior has not received; ``chosen`` carries those to send,
    ``correct_wanted`` a returned one, ``close_wanted`` goes to closing the month in sight.

    All of them are ticked until somebody unticks one: they go onto one stick.
    """

    chosen = Signal(object)
    correct_wanted = Signal(str)
    close_wanted = Signal()

    def __init__(self, context: ShellContext) -> None:
        super().__init__()
        empty = EmptyState("send", _("Everything closed has been received."), theme=context.theme)
        columns: tuple[Column[Sendable], ...] = (
            Column(title=_("Period"), text=_period_words, width=190),
            Column(title=_("Closed on"), text=closed_words, width=200,
                   sort=lambda one: one.closed_at),
            Column(title=_("Where it stands"), text=state_words, width=0, role=state_role),
        )  # fmt: skip
        self._rows = TickedRows(columns, theme=context.theme, identity=_name, may_tick=_may_be_sent)
        self.table = PeriodTable(self._rows, context, empty)
        self._left: set[str] = set()
        self._rows.ticks_changed.connect(self._keep_ticks)
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
        self.heading = Text(_("Which periods are sent?"), look="heading")
        self._ticking = Text(
            _("The ticked periods go onto one stick. Space ticks and unticks."),
            look="small",
            wrap=True,
        )
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
        column.addWidget(self._ticking)
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
        self._left -= {one.id for one in fresh}
        self._tick()
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

    def leave_out(self, periods: Collection[str]) -> None:
        """These lie on a stick now: they are sent once more only where somebody ticks them."""
        self._left |= set(periods)
        self._tick()

    @property
    def wanted(self) -> tuple[Sendable, ...]:
        """The ticked periods, the oldest first; the current one where none is ticked."""
        found = list(self._rows.ticked)
        if not found and self.table.current is not None:
            found = [one for one in (self.table.current,) if _may_be_sent(one)]
        # A longer period comes after the months that it holds.
        return tuple(sorted(found, key=lambda one: (one.period.end, -one.period.start.toordinal())))

    def _tick(self) -> None:
        able = [one.period.id for one in self._rows.rows if _may_be_sent(one)]
        self._rows.tick([one for one in able if one not in self._left])
        self._ticking.setVisible(len(able) > 1)
        self._weigh(self.table.current)

    def _keep_ticks(self) -> None:
        """What somebody unticked stays so while the list is read anew."""
        ticked = {one.period.id for one in self._rows.ticked}
        self._left = {one.period.id for one in self._rows.rows} - ticked
        self._weigh(self.table.current)

    def _open(self, one: Sendable) -> None:
        """A returned file is not sent once more: its figures are corrected first."""
        if not _may_be_sent(one):
            self.correct_wanted.emit(one.period.id)
        elif self.wanted:
            self.chosen.emit(self.wanted)

    def _go_on(self) -> None:
        if self.table.current is not None:
            self._open(self.table.current)

    def _weigh(self, one: Sendable | None) -> None:
        returned = one is not None and not _may_be_sent(one)
        self.on_button.setEnabled(bool(self.wanted))
        self.on_button.setVisible(not returned)
        self.on_button.setText(_button_words(self.wanted))
        self.correct_button.setVisible(returned)


def _button_words(wanted: tuple[Sendable, ...]) -> str:
    """What comes next, with the number of files where there are several."""
    again = bool(wanted) and all(one.state is SendState.WRITTEN for one in wanted)
    if len(wanted) < 2:
        return _("Write this file again") if again else _("Choose where to write")
    said = (
        ngettext("Write {n} file again", "Write {n} files again", len(wanted))
        if again
        else ngettext(
            "Choose where to write {n} file", "Choose where to write {n} files", len(wanted)
        )
    )
    return said.format(n=len(wanted))


def _may_be_sent(one: Sendable) -> bool:
    """What was returned is corrected first."""
    return one.state is not SendState.RETURNED


def _name(one: Sendable) -> str:
    return one.period.id


def _period_words(one: Sendable) -> str:
    return capital(period_name(one.period.id))
