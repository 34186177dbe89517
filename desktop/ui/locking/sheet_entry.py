"""The groups of the recovery sheet as they are typed: each is checked at once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.locking import SHEET_GROUP_LENGTH, SHEET_GROUPS, group_fits
from desktop.i18n import _
from desktop.ui.widgets.fields import LineField
from desktop.ui.widgets.text import Text

_IN_A_ROW = 5


class GroupField(LineField):
    """Five digits; ``full`` when the last one was typed, ``back`` when an empty one is deleted."""

    full = Signal()
    back = Signal()
    pasted = Signal(str)

    def __init__(self, place: int) -> None:
        super().__init__(name=_("Group {group}").format(group=place + 1))
        self.place = place
        self.setMaxLength(SHEET_GROUP_LENGTH)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.textEdited.connect(self._edited)

    @property
    def complete(self) -> bool:
        """Whether all digits are there."""
        return len(self.text()) == SHEET_GROUP_LENGTH

    @property
    def fits(self) -> bool:
        """Whether the group may be the one that is printed there."""
        return self.complete and group_fits(self.text(), self.place)

    def weigh(self) -> None:
        """Mark a complete group that cannot be right."""
        wrong = self.complete and not self.fits
        self.mark_wrong(_("This group is mistyped. Look at the sheet again.") if wrong else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A whole sheet may be pasted; Backspace in an empty group goes to the one before."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.back.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _edited(self, text: str) -> None:
        digits = _digits(text)
        if digits != text:
            self.setText(digits)
        self.weigh()
        if self.fits:
            self.full.emit()


class SheetEntry(QWidget):
    """Fields for some or all groups of the sheet; ``weighed`` after every key."""

    weighed = Signal()

    def __init__(self, places: Sequence[int] = tuple(range(SHEET_GROUPS))) -> None:
        super().__init__()
        self.fields = tuple(GroupField(place) for place in places)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        for number, field in enumerate(self.fields):
            cell = QVBoxLayout()
            cell.setSpacing(2)
            caption = Text(_("Group {group}").format(group=field.place + 1), look="small")
            caption.setBuddy(field)
            cell.addWidget(caption)
            cell.addWidget(field)
            grid.addLayout(cell, number // _IN_A_ROW, number % _IN_A_ROW)
            field.setFixedWidth(field.fontMetrics().horizontalAdvance("0" * 8) + 16)
            field.full.connect(lambda number=number: self._go(number + 1))
            field.back.connect(lambda number=number: self._go(number - 1))
            field.pasted.connect(lambda text, number=number: self._spread(number, text))
            field.textChanged.connect(self._weigh)
        row = QHBoxLayout()
        row.addLayout(grid)
        row.addStretch(1)
        self.said = Text("", look="trouble", wrap=True)
        self.said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.said)

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in the fields."""
        return tuple(field.text() for field in self.fields)

    @property
    def fits(self) -> bool:
        """Whether every group may be right."""
        return all(field.fits for field in self.fields)

    def start(self) -> None:
        """Put the focus into the first group that is not right."""
        wanted = next((one for one in self.fields if not one.fits), self.fields[0])
        wanted.setFocus()
        wanted.selectAll()

    def empty(self) -> None:
        """Take away what was typed."""
        for field in self.fields:
            field.clear()
            field.mark_wrong("")

    def mark(self, group: int, words: str) -> None:
        """Mark a group, counted from 1, and go to it."""
        for field in self.fields:
            if field.place == group - 1:
                field.mark_wrong(words)
                field.setFocus()
                field.selectAll()
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _go(self, number: int) -> None:
        if 0 <= number < len(self.fields):
            self.fields[number].setFocus()
            self.fields[number].selectAll()

    def _spread(self, first: int, text: str) -> None:
        digits = _digits(text)
        size = SHEET_GROUP_LENGTH
        parts = [digits[at : at + size] for at in range(0, len(digits), size)]
        for field, part in zip(self.fields[first:], parts, strict=False):
            field.setText(part)
            field.weigh()
        self._go(min(first + len(parts), len(self.fields) - 1))

    def _weigh(self) -> None:
        wrong = [str(one.place + 1) for one in self.fields if one.complete and not one.fits]
        words = _("Group {groups} is not as it is printed on the sheet. Look at it again.")
        self.said.setText(words.format(groups=", ".join(wrong)) if wrong else "")
        self.said.setVisible(bool(wrong))
        self.weighed.emit()


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isascii() and one.isdigit())
