"""The editors of the sheet's cells: a line that completes, and one that ticks groups as well."""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget

from desktop.domain.groups import ResidentialGroup
from desktop.domain.text import fold
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.sessions.group_text import groups_text, named_groups
from desktop.ui.widgets.group_picker import Choice, GroupPopup
from desktop.ui.widgets.suggestions import Suggestions


class Move(Enum):
    """Where to go when a cell is done; CANCEL leaves it as it was."""

    NEXT = auto()
    BACK = auto()
    STAY = auto()
    UP = auto()
    DOWN = auto()
    DETAILS = auto()
    CANCEL = auto()


_MOVES = {
    Qt.Key.Key_Return: Move.NEXT,
    Qt.Key.Key_Enter: Move.NEXT,
    Qt.Key.Key_Tab: Move.NEXT,
    Qt.Key.Key_Backtab: Move.BACK,
    Qt.Key.Key_Escape: Move.CANCEL,
    Qt.Key.Key_Up: Move.UP,
    Qt.Key.Key_Down: Move.DOWN,
}
_WIDEST = 800
_BESIDE = 56
"""The margins of a word in the list and its scroll bar, in pixels."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


def is_passing(event: QEvent) -> bool:
    """Whether the focus goes to another window or a list for a while: the cell is being typed."""
    return isinstance(event, QFocusEvent) and event.reason() in _PASSING


def word_meant(typed: str, words: Sequence[str]) -> str:
    """The one word that ``typed`` spells but for accents and case, or alone begins; else none."""
    wanted = fold(typed)
    if not wanted:
        return ""
    same = [word for word in words if fold(word) == wanted]
    found = same or [word for word in words if fold(word).startswith(wanted)]
    return found[0] if len(found) == 1 else ""


class PartSuggestions(Suggestions):
    """Completes the last of several words divided by ";"."""

    def offer(self, typed: str) -> None:
        """Show what fits the word being typed."""
        super().offer(typed.rpartition(";")[2].strip())

    def _take(self, word: str) -> None:
        before = self.line_text.rpartition(";")[0]
        self.put(f"{before.strip()}; {word}" if before.strip() else word)

    @property
    def line_text(self) -> str:
        """What the whole line says."""
        return self._line.text()

    def put(self, text: str) -> None:
        """Make the whole line say ``text``."""
        self._line.setText(text)
        self._line.setCursorPosition(len(text))


class CellLine(QLineEdit):
    """The editor of one cell; ``finished`` carries the move that ends it.

    What is typed stays as it is typed. Enter and Tab take a word of the list in its stead in three
    cases only: it was chosen with ↑ ↓ or by a click; the text spells it but for accents and case;
    the text is the beginning of this one word and of no other. Only such a word is highlighted.
    Esc puts the list away, so that a word shorter than a known one can be entered too. Letters
    still being composed by an input method are finished before the cell is.
    """

    finished = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        *,
        words: Sequence[str],
        theme: Theme,
        several: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "cell")
        self._composing = False
        self._words = tuple(words)
        self._put_away = False
        self._over = False
        self.begun_with: str | None = None
        kind = PartSuggestions if several else Suggestions
        self.suggestions = kind(self, words, theme=theme) if words else None
        if self.suggestions is not None:
            self.textEdited.connect(self._highlight)
            self.suggestions.activated.connect(self._picked)
            self._widen(self.suggestions.popup(), words, theme)

    def begin(self, text: str) -> None:
        """Begin with what the cell says; ``begun_with`` remembers it."""
        self.begun_with = text
        self.setText(text)

    def event(self, event: QEvent) -> bool:
        """Take the keys that end the cell before the line or the list of suggestions does."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if self._over:
                event.accept()
                self._pass_on(event)
                return True
            move = self._move_of(event)
            if move is not None:
                event.accept()
                self._end(move)
                return True
        return super().event(event)

    def linger(self) -> None:
        """The cell is done: stay out of sight until the next one is, and pass on late keys.

        Keys pressed while the list was going away are still addressed to it, and the list hands
        them to its line; they belong to the next cell.
        """
        self._over = True
        self.hide()

    def _pass_on(self, event: QKeyEvent) -> None:
        target = QApplication.focusWidget()
        if target is not None and target is not self:
            late = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
            QApplication.sendEvent(target, late)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether letters are still being composed."""
        super().inputMethodEvent(event)
        self._composing = bool(event.preeditString())

    def names(self, text: str) -> bool:
        """Whether the text is complete as it stands, so that no suggestion is highlighted."""
        return not text.strip()

    def _move_of(self, event: QKeyEvent) -> Move | None:
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ENTER and modifiers == Qt.KeyboardModifier.ControlModifier:
            return Move.DETAILS
        if modifiers & ~Qt.KeyboardModifier.ShiftModifier:
            return None
        move = _MOVES.get(key)
        if move in (Move.UP, Move.DOWN) and (self._listing() or self._composing):
            return None
        if key in _ENTER and modifiers:
            return Move.BACK
        return move

    def _end(self, move: Move) -> None:
        if move is Move.CANCEL and self._listing():
            self._hide_list()
            self._put_away = True
            return
        if self._composing:
            QGuiApplication.inputMethod().commit()
        if move is not Move.CANCEL:
            self._take_word()
        self._hide_list()
        self.finished.emit(move)

    def _listing(self) -> bool:
        return self.suggestions is not None and self.suggestions.popup().isVisible()

    def _hide_list(self) -> None:
        if self.suggestions is not None:
            self.suggestions.popup().hide()

    def _take_word(self) -> None:
        """Put the word that Enter and Tab take in the stead of what was typed."""
        if self.suggestions is None or self._put_away:
            return
        word = self._chosen() if self._listing() else self._meant()
        if word:
            self.suggestions.activated.disconnect(self._picked)
            self.suggestions.activated.emit(word)

    def _chosen(self) -> str:
        """The word that is highlighted: the one meant, or another chosen with the arrows."""
        if self.suggestions is None:
            return ""
        return str(self.suggestions.popup().currentIndex().data() or "")

    def _meant(self) -> str:
        """The word that the typed text means; empty when it stays as it is typed."""
        text = self.text()
        if self.suggestions is None or text == self.begun_with or self.names(text):
            return ""
        return word_meant(self.suggestions.typed, self._words)

    def _picked(self, _word: str) -> None:
        """A suggestion was clicked: the cell is done."""
        self._hide_list()
        self.finished.emit(Move.NEXT)

    def _widen(self, popup: QAbstractItemView, words: Sequence[str], theme: Theme) -> None:
        """Let the list be as wide as its longest word asks; the typed part of it is bold."""
        metrics = QFontMetrics(theme.font(bold=True))
        longest = max(metrics.horizontalAdvance(word) for word in words)
        popup.setMinimumWidth(min(longest + _BESIDE, _WIDEST))
        popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _highlight(self, _text: str) -> None:
        """Highlight the word that Enter and Tab would take; none when the text stays."""
        self._put_away = False
        if self.suggestions is None or not self._listing():
            return
        popup, meant = self.suggestions.popup(), self._meant()
        model = popup.model()
        words = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
        row = words.index(meant) if meant in words else -1
        popup.setCurrentIndex(model.index(row, 0))


class GroupsLine(CellLine):
    """The editor of the groups: takes "3", "1, 2, 4", "1-4"; Alt+↓ opens boxes to tick."""

    def __init__(
        self, parent: QWidget, *, groups: Sequence[ResidentialGroup], theme: Theme
    ) -> None:
        super().__init__(parent, words=[group.full_name for group in groups], theme=theme)
        self._groups, self._theme = tuple(groups), theme
        self.popup: GroupPopup | None = None
        self.setPlaceholderText(_("3 or 1, 2, 4 or Alt+↓"))

    def names(self, text: str) -> bool:
        """Whether the text names groups as it stands ("3" is Tổ 3, not the first of the list)."""
        return not text.strip() or named_groups(text, self._groups).problem is None

    def event(self, event: QEvent) -> bool:
        """Alt+↓ and F4 open the boxes."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and _opens_list(event)
        ):
            event.accept()
            self.open_list()
            return True
        return super().event(event)

    def open_list(self) -> None:
        """Open the boxes with what the text names ticked."""
        self._hide_list()
        choices = [Choice(group.id, group.full_name) for group in self._groups]
        if self.popup is None:
            self.popup = GroupPopup(choices, theme=self._theme, parent=self)
            self.popup.accepted.connect(self._take)
            self.popup.left.connect(self.setFocus)
        ticked = named_groups(self.text(), self._groups).ids if self.text().strip() else ()
        self.popup.open_at(self.mapToGlobal(QPoint(0, self.height())), ticked)

    def _take(self, ids: frozenset[str]) -> None:
        self.setText(groups_text(tuple(ids), self._groups))
        self.finished.emit(Move.STAY)


def _opens_list(event: QKeyEvent) -> bool:
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return event.key() == Qt.Key.Key_F4 or (alt and event.key() == Qt.Key.Key_Down)
