"""What a model went through: its states with their days, and notes on what it did."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.models import CommunityModel, ModelStatus
from desktop.domain.periods import Period
from desktop.i18n import _, format_date
from desktop.ui.design.theme import Theme
from desktop.ui.widgets.buttons import LinkButton, SecondaryButton
from desktop.ui.widgets.fields import DayField, Labelled, LineField
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.side_form import ChoiceField
from desktop.ui.widgets.text import Text
from desktop.wording import status_word

_NOTES_SHOWN = 6


class HistoryPart(QWidget):
    """The states, a line for the next one, the notes, a line for the next one.

    ``status_wanted`` carries the state and its day; ``note_wanted`` a day and a text.
    """

    status_wanted = Signal(object, object)
    note_wanted = Signal(object, str)

    def __init__(self, *, theme: Theme, period: Period) -> None:
        super().__init__()
        self.status = ChoiceField(name=_("New state"), theme=theme)
        self.since = DayField(name=_("Since day"), period=period, may_be_empty=False)
        self.change = SecondaryButton(_("Change"), self._ask_status).needs("change_model_status")
        self.day = DayField(name=_("Day of the activity"), period=period, may_be_empty=False)
        self.note = LineField(name=_("Activity"), hint=_("Patrolled 12 evenings…"))
        self.record = SecondaryButton(_("Note it"), self._ask_note).needs("record_model_activity")
        for status in ModelStatus:
            self.status.addItem(status_word(status), status.value)
        self._states, self._notes = _lines(), _lines()
        self._status_row = _entry_row(_("Change the state since day"), self.since, self.status)
        self._note_row = _entry_row(_("Activity on day"), self.day, self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Text(_("States"), look="strong"))
        column.addLayout(self._states)
        column.addLayout(_with_button(self._status_row, self.change))
        column.addWidget(Text(_("Activities"), look="strong"))
        column.addLayout(self._notes)
        column.addLayout(_with_button(self._note_row, self.record))
        self.since.returnPressed.connect(self._ask_status)
        self.note.returnPressed.connect(self._ask_note)

    def set_period(self, period: Period) -> None:
        """Take the month in which short days are understood."""
        self.since.set_period(period)
        self.day.set_period(period)

    def show_model(self, model: CommunityModel) -> None:
        """Show a model's states and notes, the newest last."""
        clear_layout(self._states)
        for change in model.statuses:
            self._states.addWidget(Text(status_line(change.status, change.since), wrap=True))
        current = model.statuses[-1].status if model.statuses else ModelStatus.ACTIVE
        self.status.setCurrentIndex(max(self.status.findData(current.value), 0))
        self._show_notes(model, _NOTES_SHOWN)
        self.clear()

    def clear(self) -> None:
        """Empty the two lines for what comes next."""
        for field in (self.since, self.day):
            field.set_day(None)
        self.note.clear()
        self._status_row.say("")
        self._note_row.say("")

    @property
    def begun(self) -> bool:
        """Whether something stands in the two lines."""
        return any(line.text().strip() for line in (self.since, self.day, self.note))

    def flush(self) -> bool:
        """Record what stands in the two lines; False when one of them is not whole."""
        if self.since.text().strip():
            self._ask_status()
            if self.since.day is None:
                return False
        if self.note.text().strip():
            self._ask_note()
            return self.day.day is not None
        return True

    def say_status(self, problem: str) -> None:
        """Say why a state was refused."""
        self._status_row.say(problem)

    def say_note(self, problem: str) -> None:
        """Say why a note was refused."""
        self._note_row.say(problem)

    def _show_notes(self, model: CommunityModel, most: int) -> None:
        clear_layout(self._notes)
        shown = model.activities[-most:] if most else model.activities
        if len(shown) < len(model.activities):
            older = LinkButton(_("Show older ones"), lambda: self._show_notes(model, 0), small=True)
            self._notes.addWidget(older, 0, Qt.AlignmentFlag.AlignLeft)
        for activity in shown:
            said = _("{date}: {note}").format(date=format_date(activity.on), note=activity.note)
            self._notes.addWidget(Text(said, wrap=True))

    def _ask_status(self) -> None:
        if self.since.day is None:
            self._status_row.say(_("Write the day since which it holds."))
            self.since.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.status_wanted.emit(ModelStatus(self.status.currentData()), self.since.day)

    def _ask_note(self) -> None:
        if self.day.day is None or not self.note.text().strip():
            self._note_row.say(_("Write the day and what was done."))
            return
        self.note_wanted.emit(self.day.day, self.note.text().strip())


def status_line(status: ModelStatus, since: date | None) -> str:
    """ "Đang hoạt động từ ngày 05/10/2019"."""
    word = status_word(status)
    word = word[:1].upper() + word[1:]
    if since is None:
        return _("{state} since the founding").format(state=word)
    return _("{state} since {date}").format(state=word, date=format_date(since))


def _lines() -> QVBoxLayout:
    lines = QVBoxLayout()
    lines.setSpacing(2)
    return lines


def _entry_row(label: str, day: DayField, field: QWidget) -> Labelled:
    """A day and a field beside each other under one label."""
    box = QWidget()
    row = QGridLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setHorizontalSpacing(8)
    day.setFixedWidth(106)
    row.addWidget(day, 0, 0)
    row.addWidget(field, 0, 1)
    row.setColumnStretch(1, 1)
    return Labelled(label, box)


def _with_button(labelled: Labelled, button: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(labelled, 1, Qt.AlignmentFlag.AlignTop)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
    return row
