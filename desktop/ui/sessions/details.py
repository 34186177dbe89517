"""The details of one line: what the seven cells have no room for."""

import re
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.sessions import SessionDraft, SessionStatus
from desktop.domain.text import looks_personal, nfc, tidy
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.sessions.editors import PartSuggestions
from desktop.ui.sessions.lines import Cell, Register, known_word
from desktop.ui.sessions.sheet_cells import Entry
from desktop.ui.widgets.buttons import IconButton
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.fields import Labelled, LineField
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Text
from desktop.wording import status_word

_TIME = re.compile(r"(\d{1,2})(?:[:hg.](\d{1,2})?)?")


def written_time(text: str) -> str | None:
    """ "19h30", "19:30", "7" as "19:30", "07:00"; none when it is no time of day."""
    match = _TIME.fullmatch(tidy(text).lower().replace(" ", ""))
    if match is None:
        return None if tidy(text) else ""
    hour, minute = int(match[1]), int(match[2] or 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def words_of(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """The words of a line divided by ";", each as the list spells it."""
    parts = (tidy(part) for part in text.split(";"))
    return tuple(dict.fromkeys(known_word(part, known) for part in parts if part))


class ManyField(LineField):
    """Several words of a list, divided by ";", completed as they are typed."""

    def __init__(self, *, name: str, theme: Theme) -> None:
        super().__init__(name=name, hint=_("several are divided by ;"))
        self.suggestions = PartSuggestions(self, (), theme=theme)


class DetailsPanel(Panel):
    """``changed`` carries the key of the line and its details; ``left`` is sent by Esc."""

    changed = Signal(str, object)
    left = Signal()

    def __init__(self, *, theme: Theme) -> None:
        super().__init__(_("Details of the line"), flush=True)
        self.add_action(
            IconButton("x", _("Close the details (Esc)"), theme=theme, on_click=self._leave)
        )
        self._key = ""
        self._shown = SessionDraft(held_on=None)
        self._register: Register | None = None
        self._filling = False
        self.time = LineField(name=_("Time"), hint="19:30")
        self.place = LineField(name=_("Place"))
        self.audiences = ManyField(name=_("Audiences"), theme=theme)
        self.partners = ManyField(name=_("Partner bodies"), theme=theme)
        self.materials = LineField(name=_("Materials handed out"))
        self.status = ChoiceBox()
        self.status.setAccessibleName(_("Status"))
        for status in SessionStatus:
            self.status.addItem(_capital(status_word(status)), status)
        self.note = QPlainTextEdit()
        self.note.setAccessibleName(_("Note"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(72)
        self._warning = Text("", look="todo", wrap=True)
        self._lay_out()
        self._watch()

    def show_line(self, entry: Entry, register: Register, *, locked: bool) -> None:
        """Show the details of a line."""
        self.end_editing()
        self._filling = True
        draft = entry.reading.draft
        self._key, self._shown, self._register = entry.line.key, draft, register
        self.set_title(_title(entry))
        self.time.setText(draft.start_time)
        self.time.mark_wrong("")
        self.place.setText(draft.place)
        self.audiences.setText("; ".join(draft.audiences))
        self.audiences.suggestions.set_words(register.audiences)
        self.partners.setText("; ".join(draft.partner_bodies))
        self.partners.suggestions.set_words(register.bodies)
        self.materials.setText(draft.materials)
        self.status.setCurrentIndex(self.status.findData(draft.status))
        self.note.setPlainText(draft.note)
        self._content.setEnabled(not locked)
        self._filling = False
        self._warn()

    def take_focus(self) -> None:
        """Begin with the time."""
        self.time.setFocus(Qt.FocusReason.OtherFocusReason)
        self.time.selectAll()

    def end_editing(self) -> None:
        """Give the sheet what was typed."""
        if self._filling or not self._key or self._register is None:
            return
        details = self._typed(self._register)
        if details != self._shown:
            self._shown = details
            self.changed.emit(self._key, details)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc closes; leaving a field gives the sheet what was typed."""
        if event.type() == QEvent.Type.FocusOut:
            self.end_editing()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() == Qt.Key.Key_Escape or (
                control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            ):
                self._leave()
                return True
        return super().eventFilter(watched, event)

    def _typed(self, register: Register) -> SessionDraft:
        time = written_time(self.time.text())
        self.time.mark_wrong("" if time is not None else _("Write the time as 19:30 or 19h30."))
        return replace(
            self._shown,
            start_time=self._shown.start_time if time is None else time,
            place=nfc(self.place.text()).strip(),
            audiences=words_of(self.audiences.text(), register.audiences),
            partner_bodies=words_of(self.partners.text(), register.bodies),
            materials=nfc(self.materials.text()).strip(),
            status=SessionStatus(self.status.currentData()),
            note=nfc(self.note.toPlainText()).strip(),
        )

    def _leave(self) -> None:
        self.end_editing()
        self.left.emit()

    def _warn(self) -> None:
        texts = (self.place.text(), self.materials.text(), self.note.toPlainText())
        personal = any(looks_personal(text) for text in texts)
        self._warning.setText(
            _(
                "This looks like a telephone or a citizen's number. "
                "Only counts are kept here: please take it out."
            )
            if personal
            else ""
        )
        self._warning.setVisible(personal)

    def _lay_out(self) -> None:
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(10)
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(Labelled(_("Time"), self.time), 2)
        first.addWidget(Labelled(_("Status"), self.status), 3)
        column.addLayout(first)
        fields: tuple[tuple[str, QWidget], ...] = (
            (_("Place"), self.place),
            (_("Audiences"), self.audiences),
            (_("Partner bodies"), self.partners),
            (_("Materials handed out"), self.materials),
            (_("Note"), self.note),
        )
        for label, field in fields:
            column.addWidget(Labelled(label, field))
        column.addWidget(self._warning)
        column.addWidget(
            Text(_("No names of people; attendance is a number."), look="small", wrap=True)
        )
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._content)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(scroll, 1)

    def _watch(self) -> None:
        lines: tuple[QLineEdit, ...] = (
            self.time,
            self.place,
            self.audiences,
            self.partners,
            self.materials,
        )
        for field in (*lines, self.status, self.note):
            field.installEventFilter(self)
        for line in lines:
            line.textEdited.connect(self._warn)
        self.note.textChanged.connect(self._warn)
        self.status.activated.connect(self.end_editing)


def _title(entry: Entry) -> str:
    texts = entry.line.texts
    said = " · ".join(part for part in (texts[Cell.DAY], texts[Cell.GROUPS]) if part)
    return said or _("Details of the line")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
