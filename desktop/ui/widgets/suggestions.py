"""Completion without accents: "ho" finds "Họp tổ dân phố", "Hội nghị", "Sinh hoạt chi hội"."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.domain.text import fold
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.fields import LineField

Index = QModelIndex | QPersistentModelIndex
_SHOWN = 8
_NARROWEST = 228
_AROUND_WORD = 12 + 12 + 14  # the gap at either side, and a scroll bar


def matching(words: Sequence[str], typed: str) -> list[str]:
    """The words that hold ``typed``, compared folded: beginnings first, then word beginnings."""
    wanted = fold(typed)
    found = [
        (place, number, word)
        for number, word in enumerate(words)
        if (place := _place(fold(word), wanted)) is not None
    ]
    return [word for _place_, _number, word in sorted(found)]


def _place(text: str, wanted: str) -> int | None:
    at = text.find(wanted)
    if at <= 0:
        return None if at < 0 else 0
    return 1 if f" {wanted}" in text else 2


def marked_part(word: str, typed: str) -> tuple[int, int]:
    """From where to where ``typed`` stands in ``word``, at the beginning of a word if it can."""
    text, wanted = fold(word), fold(typed)
    if not wanted or len(text) != len(word):
        return 0, 0
    inside = f" {text}".find(f" {wanted}")
    at = inside if inside >= 0 else text.find(wanted)
    return (at, at + len(wanted)) if at >= 0 else (0, 0)


class Suggestions(QCompleter):
    """A list below a line edit, for fields and for the editors of table cells.

    It reacts to typed text only, never to letters still being composed, and never changes the
    line by itself: the user picks with ↓ and Enter, or goes on typing.
    """

    def __init__(self, line: QLineEdit, words: Sequence[str], *, theme: Theme) -> None:
        super().__init__(line)
        self._words = tuple(words)
        self._line, self._theme = line, theme
        self.typed = ""
        self._shown = QStringListModel(list(words), self)
        self.setModel(self._shown)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(_SHOWN)
        popup = QListView()
        popup.setProperty("kind", "popup")
        self.setPopup(popup)
        popup.setItemDelegate(_MarkedDelegate(self, theme))
        self.setWidget(line)
        self.activated.connect(self._take)
        line.textEdited.connect(self.offer)

    def set_words(self, words: Sequence[str]) -> None:
        """Offer these words from now on."""
        self._words = tuple(words)

    def offer(self, typed: str) -> None:
        """Show what fits ``typed``; nothing when only the very word itself does."""
        self.typed = typed
        found = matching(self._words, typed)
        self._shown.setStringList(found)
        if not found or found == [typed]:
            self.popup().hide()
            return
        line = self._line
        width = max(line.width(), _NARROWEST, self._widest(found))
        self.complete(QRect(0, 2, width, line.height()))

    def _widest(self, words: Sequence[str]) -> int:
        """The width that cuts none of these words, measured as if all of each were bold."""
        metrics = QFontMetrics(self._theme.font(bold=True))
        return max(metrics.horizontalAdvance(word) for word in words) + _AROUND_WORD

    def _take(self, word: str) -> None:
        self._line.setText(word)
        self._line.setCursorPosition(len(word))


class _MarkedDelegate(QStyledItemDelegate):
    """Paints a word with the typed part bold."""

    def __init__(self, suggestions: Suggestions, theme: Theme) -> None:
        super().__init__(suggestions)
        self._suggestions, self._theme = suggestions, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A comfortable row."""
        return QSize(super().sizeHint(option, index).width(), 30)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one word."""
        area = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        role = Role.ACCENT_SOFT if chosen else Role.PAPER
        painter.fillRect(area, self._theme.colour(role))
        painter.setPen(self._theme.colour(Role.INK))
        word = str(index.data())
        start, end = marked_part(word, self._suggestions.typed)
        left = area.left() + 12
        for part, bold in ((word[:start], False), (word[start:end], True), (word[end:], False)):
            font = self._theme.font(bold=bold)
            painter.setFont(font)
            room = area.adjusted(left - area.left(), 0, 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, part)
            left += QFontMetrics(font).horizontalAdvance(part)


class ComboField(LineField):
    """A line with suggestions; a word that is not among them is a new entry, where allowed."""

    chosen = Signal(str)

    def __init__(
        self,
        *,
        name: str,
        words: Sequence[str],
        theme: Theme,
        hint: str = "",
        new_allowed: bool = True,
    ) -> None:
        super().__init__(name=name, hint=hint)
        self._words, self._new_allowed = tuple(words), new_allowed
        self.suggestions = Suggestions(self, words, theme=theme)
        self.suggestions.activated.connect(self.chosen)

    def set_words(self, words: Sequence[str]) -> None:
        """Offer these words from now on."""
        self._words = tuple(words)
        self.suggestions.set_words(words)

    @property
    def value(self) -> str:
        """The known word that equals what was typed but for accents and case, else the text."""
        typed = self.text().strip()
        same = [word for word in self._words if fold(word) == fold(typed)]
        if typed in same or not same:
            return typed if same or self._new_allowed else ""
        return same[0]

    @property
    def is_new(self) -> bool:
        """Whether the text is none of the known words."""
        return bool(self.value) and self.value not in self._words

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ and Alt+↓ open the whole list."""
        if event.key() == Qt.Key.Key_Down and not self.suggestions.popup().isVisible():
            self.suggestions.offer("" if self.value in self._words else self.text())
        else:
            super().keyPressEvent(event)
