"""The form beside a list: calm fields, saved when left, problems said below their fields."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence, QPainter, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.personal import personal_warnings
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.rights import Rights, rights_at
from desktop.ui.widgets.buttons import IconButton, LinkButton, PrimaryButton
from desktop.ui.widgets.fields import DayField, Labelled, NumberField
from desktop.ui.widgets.group_picker import GroupPicker
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.suggestions import ComboField
from desktop.ui.widgets.text import Line, Text
from desktop.wording import problem_text

_WIDTH = 372


class SideForm(Panel):
    """A panel with a title, fields that scroll, and a foot with "Lưu".

    ``save_wanted`` is sent by Ctrl+S, by the button and when the focus leaves the form while
    something was changed; ``closed`` by the cross, which saves; ``escaped`` by Esc, which never
    does; ``drop_wanted`` by the delete link.
    """

    save_wanted = Signal()
    closed = Signal()
    escaped = Signal()
    drop_wanted = Signal()

    def __init__(self, *, theme: Theme, drop: str) -> None:
        super().__init__(" ", flush=True)
        self.theme = theme
        self.fields: dict[str, Labelled] = {}
        self._untouched: tuple[object, ...] = ()
        theme.keep(self, self._measure)
        self.add_action(IconButton("x", _("Close the form"), theme=theme, on_click=self.leave))
        content = QWidget()
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(16, 12, 16, 12)
        self.column.setSpacing(8)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        self._content, self._right = content, ""
        scroll.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        self._scroll = scroll
        self.body.addWidget(scroll, 1)
        self.body.addWidget(Line())
        self.body.addLayout(self._foot(drop))
        self._add_keys()
        QApplication.instance().focusChanged.connect(self._weigh_focus)  # type: ignore[union-attr]

    @property
    def dirty(self) -> bool:
        """Whether something was typed since the values were shown."""
        return self.state() != self._untouched

    def add(self, key: str, label: str, field: QWidget, *, advice: str = "") -> Labelled:
        """Put a field below the former ones; ``key`` is the draft's field."""
        labelled = Labelled(label, field, advice=advice)
        self.fields[key] = labelled
        self.column.addWidget(labelled)
        return labelled

    def add_pair(self, *pairs: tuple[str, str, QWidget]) -> None:
        """Put fields beside each other; each is (key, label, field)."""
        row = QHBoxLayout()
        row.setSpacing(10)
        for key, label, field in pairs:
            self.fields[key] = Labelled(label, field)
            row.addWidget(self.fields[key], 1, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)

    def watch(self, key: str, note: "NoteField") -> None:
        """Say below a note, while it is typed, that a person seems to stand in it."""
        note.textChanged.connect(partial(self._weigh_note, key, note))

    def needs(self, action: str) -> None:
        """Serve only who may do an act, by its code: others read what stands in the fields."""
        self._right = action
        for button in (self.save_button, self._drop):
            button.needs(action)

    def heed(self, rights: Rights) -> None:
        """Let the fields be typed in, or only read."""
        if self._right:
            self._content.setEnabled(not rights.refusal(self._right))

    def showEvent(self, event: QShowEvent) -> None:
        """The form comes to sight: it heeds the rights."""
        self.heed(rights_at(self))
        super().showEvent(event)

    def state(self) -> tuple[object, ...]:
        """What stands in the fields, as typed."""
        return tuple(_typed(labelled.field) for labelled in self.fields.values())

    def keep(self) -> None:
        """Take what stands in the fields as saved, and forget the problems."""
        self._untouched = self.state()
        self.say({})

    def wrong(self) -> dict[str, str]:
        """What a field cannot read, by field."""
        found = {}
        for key, labelled in self.fields.items():
            field = labelled.field
            if isinstance(field, NumberField) and not field.sound:
                found[key] = _("Write a whole number in figures, such as 45.")
            elif isinstance(field, DayField) and not field.sound:
                found[key] = _("This is no day. Write it as 5/10 or 05/10/2026.")
        return found

    def say(self, words: Mapping[str, str], *, at_foot: str = "") -> None:
        """Say what is wrong below the fields; the rest above the buttons."""
        for key, labelled in self.fields.items():
            labelled.say(words.get(key, ""))
        stray = [text for key, text in words.items() if key not in self.fields]
        said = " ".join([*stray, at_foot]).strip()
        self._below.setText(said)
        self._below.setVisible(bool(said))

    def say_problems(self, problems: Sequence[Problem]) -> None:
        """Say problems of a draft where they belong, and bring the first one to sight."""
        self.say({problem.field: problem_text(problem) for problem in reversed(problems)})
        first = next((self.fields[p.field] for p in problems if p.field in self.fields), None)
        if first is not None:
            self._scroll.ensureWidgetVisible(first)

    def leave(self) -> None:
        """Close the form; the room saves first."""
        self.closed.emit()

    def allow_drop(self, *, allowed: bool) -> None:
        """Show or hide the link that deletes: a new record has nothing to delete."""
        self._drop.setVisible(allowed)

    def scroll_to_end(self) -> None:
        """Scroll to what stands below the fields."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())

    def to_top(self) -> None:
        """Scroll to the first field."""
        self._scroll.verticalScrollBar().setValue(0)

    def _weigh_note(self, key: str, note: "NoteField") -> None:
        found = personal_warnings(key, note.toPlainText())
        self.fields[key].say(" ".join(map(problem_text, found)))

    def _measure(self) -> None:
        self.setFixedWidth(round(_WIDTH * max(self.theme.tokens.type.text / 13, 1)))

    def _foot(self, drop: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(6)
        self._below = Text("", look="trouble-small", wrap=True)
        self._below.hide()
        column.addWidget(self._below)
        row = QHBoxLayout()
        self._drop = LinkButton(drop, self.drop_wanted.emit, small=True)
        self.save_button = PrimaryButton(_("Save"), self.save_wanted.emit)
        self.save_button.setToolTip("Ctrl+S")
        row.addWidget(self._drop)
        row.addStretch(1)
        row.addWidget(self.save_button)
        column.addLayout(row)
        return column

    def _add_keys(self) -> None:
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, act in (("Ctrl+S", self.save_wanted.emit), ("Esc", self.escaped.emit)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(inside)
            shortcut.activated.connect(act)

    def _weigh_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is None or new is None or not _inside(old, self) or _inside(new, self):
            return
        # A question about the draft, or a drop-down, takes the focus without leaving the form.
        if new.window() is self.window() and self.isVisible() and self.dirty:
            self.save_wanted.emit()


def _inside(widget: QWidget, form: QWidget) -> bool:
    """Whether a widget belongs to the form, through its drop-downs too."""
    current: QWidget | None = widget
    while current is not None and current is not form:
        current = current.parentWidget()
    return current is form


def _typed(field: QWidget) -> object:
    if isinstance(field, GroupPicker):
        return field.ids
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, QCheckBox):
        return field.isChecked()
    return field.currentIndex() if isinstance(field, QComboBox) else None


class NoteField(QPlainTextEdit):
    """A few lines of text; Tab goes on to the next field."""

    def __init__(self, *, name: str, lines: int = 3) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 18)


class ChoiceField(QComboBox):
    """One of a few words, with an arrow that follows the theme."""

    def __init__(self, *, name: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setMaxVisibleItems(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(7)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and its arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        arrow = self._theme.pixmap("chevron-down", Role.SOFT)
        painter.drawPixmap(self.width() - 24, (self.height() - 16) // 2, arrow)
        painter.end()


def add_arrow(field: ComboField, *, theme: Theme) -> None:
    """Give a field with suggestions an arrow that opens the whole list."""
    arrow = QAction(field)
    arrow.setText(_("Show the list"))
    theme.keep(field, lambda: arrow.setIcon(QIcon(theme.pixmap("chevron-down", Role.SOFT))))
    arrow.triggered.connect(lambda: field.suggestions.offer(""))
    field.addAction(arrow, QLineEdit.ActionPosition.TrailingPosition)
