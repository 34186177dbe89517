"""Fields for one value each: text searched, a day, a whole number."""

import re
from datetime import date

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QIcon, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.days import day_in_period
from desktop.domain.periods import Period
from desktop.i18n import _, format_date, format_number
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.text import Text

_SEARCH_PAUSE_MS = 150
_NUMBER = re.compile(r"\d{1,9}|\d{1,3}(?:[. ]\d{3}){1,2}")


def parse_number(text: str) -> int | None:
    """The whole number that a text names ("1234", "1.234"); none when it names none."""
    plain = text.strip()
    if not plain.isascii() or not _NUMBER.fullmatch(plain):
        return None
    return int(plain.replace(".", "").replace(" ", ""))


class LineField(QLineEdit):
    """A line of text; a wrong one has a red frame, and its tooltip says why."""

    def __init__(self, *, name: str, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)

    def mark_wrong(self, reason: str) -> None:
        """Frame the field in red with this reason; an empty reason takes the frame away."""
        self.setProperty("wrong", bool(reason))
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)
        self.style().unpolish(self)
        self.style().polish(self)


class SearchField(QLineEdit):
    """Sends ``searched`` a moment after the last key; half-composed letters send nothing.

    The text is to be compared folded (:func:`desktop.domain.text.fold`). Esc clears it.
    """

    searched = Signal(str)

    def __init__(self, hint: str, *, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "search")
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self._lens = QAction(self)
        self.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        theme.keep(self, lambda: self._lens.setIcon(QIcon(theme.pixmap("search", Role.HINT))))
        self._pause = QTimer(self, singleShot=True, interval=_SEARCH_PAUSE_MS)
        self._pause.timeout.connect(self._send)
        self.textChanged.connect(self._wait)

    def event(self, event: QEvent) -> bool:
        """With nothing typed to take back, undo and redo are the register's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter searches at once; Esc clears what is there, else it is left to the screen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pause.stop()
            self._send()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _wait(self) -> None:
        self._pause.start()

    def _send(self) -> None:
        self.searched.emit(self.text())


class DayField(LineField):
    """A day typed short ("5/10", "051026"; "20" is the 20th inside the month of entry)."""

    day_changed = Signal()

    def __init__(self, *, name: str, period: Period, may_be_empty: bool = True) -> None:
        super().__init__(name=name, hint=_("day/month/year"))
        self._period, self._may_be_empty = period, may_be_empty
        self.textEdited.connect(self._edited)

    def set_period(self, period: Period) -> None:
        """Take the month in which short days are understood."""
        self._period = period

    @property
    def day(self) -> date | None:
        """The day named; none when the field is empty or names no day."""
        return day_in_period(self.text(), self._period)

    @property
    def sound(self) -> bool:
        """Whether the field names a day, or is empty where it may be."""
        return self.day is not None or (self._may_be_empty and not self.text().strip())

    def set_day(self, day: date | None) -> None:
        """Show a day, or nothing."""
        self.setText(format_date(day) if day else "")
        self.mark_wrong("")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write the day out in full when the field is left."""
        if self.day is not None:
            self.setText(format_date(self.day))
        self.mark_wrong("" if self.sound else _("This is no day. Write it as 5/10 or 05/10/2026."))
        super().focusOutEvent(event)

    def _edited(self) -> None:
        self.mark_wrong("")
        self.day_changed.emit()


class NumberField(LineField):
    """A whole number, zero or more; blank stays blank and is not zero."""

    def __init__(self, *, name: str, hint: str = "", largest: int = 999_999_999) -> None:
        super().__init__(name=name, hint=hint)
        self._largest = largest
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.textEdited.connect(lambda: self.mark_wrong(""))

    @property
    def value(self) -> int | None:
        """The number; none when the field is blank or holds no number."""
        number = parse_number(self.text())
        return number if number is not None and number <= self._largest else None

    @property
    def sound(self) -> bool:
        """Whether the field is blank or holds a number."""
        return self.value is not None or not self.text().strip()

    def set_value(self, value: int | None) -> None:
        """Show a number, or blank."""
        self.setText("" if value is None else format_number(value))
        self.mark_wrong("")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Group the thousands when the field is left."""
        if self.value is not None:
            self.setText(format_number(self.value))
        self.mark_wrong("" if self.sound else _("Write a whole number in figures, such as 45."))
        super().focusOutEvent(event)


class Labelled(QWidget):
    """A field with its label above and its problem or advice below."""

    def __init__(self, label: str, field: QWidget, *, advice: str = "") -> None:
        super().__init__()
        self.field = field
        self._advice = advice
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        caption = Text(label, look="small")
        caption.setBuddy(field)
        layout.addWidget(caption)
        layout.addWidget(field)
        self._below = Text(advice, look="small", wrap=True)
        layout.addWidget(self._below)
        self._below.setVisible(bool(advice))

    def say(self, problem: str) -> None:
        """Show a problem below the field; an empty one brings the advice back."""
        self._below.setText(problem or self._advice)
        self._below.look_like("trouble-small" if problem else "small")
        self._below.setVisible(bool(problem or self._advice))
        if isinstance(self.field, LineField):
            self.field.mark_wrong(problem)
