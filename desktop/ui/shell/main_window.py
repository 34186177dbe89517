"""The main window: top bar, rooms at the left, the month's path, the content, the status line."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.periods import Period, shifted_month
from desktop.domain.text import fold
from desktop.i18n import _
from desktop.ui.rights import Rights, grant
from desktop.ui.shell.context import Office, ShellContext
from desktop.ui.shell.focus import RoomFocus
from desktop.ui.shell.help_card import HelpCard
from desktop.ui.shell.navigation import Navigation
from desktop.ui.shell.path_bar import PathBar
from desktop.ui.shell.room import Room, RoomEntry
from desktop.ui.shell.status_line import StatusLine
from desktop.ui.shell.top_bar import TopBar
from desktop.ui.shell.views import Hit, PathView, StepView, Undone
from desktop.ui.widgets.banner import Banner, Tone
from desktop.ui.widgets.text import Line
from desktop.wording.drives import drive_name, size_words

if TYPE_CHECKING:
    from desktop.actions.sticks import Drive

_NARROW = 1100


class MainWindow(QMainWindow):
    """Holds the rooms; each is made at its first visit and read anew whenever it is shown."""

    def __init__(
        self,
        *,
        context: ShellContext,
        office: Office,
        entries: Sequence[RoomEntry],
        name: str,
    ) -> None:
        super().__init__()
        self._context, self._office = context, office
        self._entries = {entry.key: entry for entry in entries}
        self._rooms: dict[str, Room] = {}
        self._pages: dict[str, QWidget] = {}
        self._current = ""
        self._rights = Rights()
        self._troubles: dict[str, str] = {}
        self._shown_month = context.month.id
        self._build(name)
        self._connect()
        self._add_shortcuts()
        self.resize(context.memory.settings.width, context.memory.settings.height)
        self.setWindowTitle(_("{name} - Book 138").format(name=name))

    @property
    def rights(self) -> Rights:
        """What who sits here may do; its controls heed it."""
        return self._rights

    def grant(self, rights: Rights) -> None:
        """Somebody sits here who may do this much."""
        if rights != self._rights:
            self._rights = rights
            grant(self, rights)

    @property
    def current_room(self) -> str:
        """The key of the room in sight; empty before the first."""
        return self._current

    @property
    def path_bar(self) -> PathBar:
        """The month's path."""
        return self._path

    @property
    def status_line(self) -> StatusLine:
        """The status line."""
        return self._status

    @property
    def top_bar(self) -> TopBar:
        """The bar at the top."""
        return self._top

    @property
    def banner(self) -> Banner:
        """The message above the content."""
        return self._banner

    def room(self, key: str) -> Room:
        """The room of that key, made at its first visit."""
        if key not in self._rooms:
            room = self._entries[key].make(self._context)
            self._rooms[key] = room
            self._pages[key] = room.widget()
            self._stack.addWidget(self._pages[key])
        return self._rooms[key]

    def show_room(self, key: str, target: object = None) -> None:
        """Bring a room to sight; unknown keys are those of rooms that do not exist yet."""
        if key not in self._entries:
            return
        if self._current and key != self._current and not self.room(self._current).may_leave():
            self._navigation.mark(self._current)
            return
        room = self.room(key)
        if key != self._current:
            self._change_banner(key)
        self._current = key
        self._navigation.mark(key)
        self._stack.setCurrentWidget(self._pages[key])
        self._help.put_away()
        room.on_shown(self._context.month)
        if target is not None:
            room.on_target(target)

    def refresh(self) -> None:
        """Read the path and the status line anew."""
        month = self._context.month
        self._context.ask(lambda: self._office.path(month), self._take_path)
        self.refresh_status()

    def refresh_status(self) -> None:
        """Read the status line anew."""
        self._context.ask(self._office.status, self._status.show_status)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave only when the room in sight has saved what was typed."""
        if self._current and not self.room(self._current).may_leave():
            event.ignore()
            return
        self._remember_size()
        self._context.memory.save()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the path and narrow the navigation where there is little room."""
        super().resizeEvent(event)
        shape = self._context.theme.tokens.shape
        low = event.size().height() < shape.fold_below
        narrow = event.size().width() < _NARROW
        self._path.fold(low)
        usual = shape.navigation_narrow if narrow else shape.navigation
        self._navigation.setFixedWidth(max(usual, self._navigation.needed_width()))
        side = 12 if narrow else 24
        self._content.setContentsMargins(side, 10 if low else 16, side, 8 if low else 16)

    def _build(self, name: str) -> None:
        theme = self._context.theme
        self._top = TopBar(theme=theme, memory=self._context.memory, name=name)
        self._navigation = Navigation(tuple(self._entries.values()))
        self._path = PathBar(theme=theme)
        self._banner = Banner(theme=theme)
        self._help = HelpCard(theme=theme)
        self._stack = QStackedWidget()
        self._focus = RoomFocus(self, self._stack)
        self._status = StatusLine(theme=theme)
        self._content = QVBoxLayout()
        self._content.setSpacing(12)
        self._content.addWidget(self._banner)
        self._content.addWidget(self._help)
        self._content.addWidget(self._stack, 1)
        right = _stacked(self._path, Line(), self._content)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._navigation)
        middle.addWidget(Line(upright=True))
        middle.addLayout(right, 1)
        centre = QWidget()
        centre.setProperty("kind", "ground")
        centre.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        centre.setLayout(_stacked(self._top, Line(), middle, Line(), self._status))
        self.setCentralWidget(centre)
        self.setMinimumSize(640, 400)

    def _connect(self) -> None:
        context = self._context
        self._navigation.chosen.connect(self.show_room)
        self._path.moved.connect(self._move_month)
        self._path.month_chosen.connect(context.set_month)
        self._path.opened.connect(self._open_step)
        self._status.undo_wanted.connect(self._undo)
        self._top.help_wanted.connect(self._explain)
        self._top.finder.searched.connect(self._search)
        self._top.finder.found.connect(self._open_hit)
        context.month_changed.connect(self._month_changed)
        context.changed.connect(self._changed)
        context.going.connect(self.show_room)
        context.said.connect(self._say)
        context.noted.connect(self._status.note)
        context.name_changed.connect(self._rename)
        context.backed_up.connect(self.refresh_status)
        context.sticks.changed.connect(self._show_sticks)

    def _add_shortcuts(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+K", self._focus_search),
            ("F1", self._explain),
            ("Ctrl+PgUp", lambda: self._move_month(-1)),
            ("Ctrl+PgDown", lambda: self._move_month(1)),
            ("Ctrl+Z", self._undo),
            ("Ctrl+Y", self._redo),
            ("Ctrl+Shift+Z", self._redo),
        ]
        listed = [key for key, entry in self._entries.items() if entry.listed]
        for number, key in enumerate(listed[:9], start=1):
            keys.append((f"Ctrl+{number}", lambda key=key: self.show_room(key)))  # type: ignore[misc]
        for sequence, act in keys:
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.activated.connect(act)

    def _take_path(self, view: PathView) -> None:
        """Show the path; a month that has other days since the rule was changed is read anew."""
        if view.month.id != self._context.month.id:
            return
        self._context.rule = view.rule
        if view.month == self._context.month:
            self._path.show_path(view)
            if view.rest is not None:
                self._context.ask_second(view.rest, self._take_path)
        else:
            self._context.set_month(view.month)

    def _month_changed(self, month: Period) -> None:
        if month.id != self._shown_month:
            # The same month may have got other days: what was said of that stays.
            self._banner.place_left()
        self._shown_month = month.id
        self.refresh()
        if self._current:
            self.room(self._current).on_shown(month)

    def _changed(self, kinds: frozenset[str]) -> None:
        self._status.drop_note()
        self.refresh()
        if self._current:
            self.room(self._current).on_changes(kinds)

    def _move_month(self, step: int) -> None:
        if not self._current or self.room(self._current).may_leave():
            self._context.set_month(shifted_month(self._context.month, step, self._context.rule))

    def _open_step(self, step: StepView) -> None:
        self.show_room(step.room, step.target)

    def _undo(self) -> None:
        self._context.ask(self._office.undo, self._take_undone)

    def _redo(self) -> None:
        self._context.ask(self._office.redo, self._take_undone)

    def _take_undone(self, undone: Undone) -> None:
        if undone.kinds:
            self._banner.place_left()
        self._context.announce(undone.kinds)
        if undone.said:
            self._context.note(undone.said)
        if undone.refusal:
            self._context.say(Tone.WARN, undone.refusal)

    def _say(self, tone: str, text: str) -> None:
        self._banner.say(Tone(tone), text)

    def _change_banner(self, key: str) -> None:
        """A message stands in the room it was said in; trouble is there again, reminders stay."""
        if self._banner.stands:
            return
        if self._banner.troubled:
            self._troubles[self._current] = self._banner.text
        if not self._banner.reminds:
            self._banner.hide()
        if trouble := self._troubles.pop(key, ""):
            self._banner.say(Tone.TROUBLE, trouble)

    def _show_sticks(self, drives: "tuple[Drive, ...]") -> None:
        said = _("USB {name}, {free} free")
        words = (
            said.format(name=drive_name(one.name, one.label), free=size_words(one.free))
            for one in drives
        )
        self._status.show_sticks(" · ".join(words))

    def _rename(self, name: str) -> None:
        self._top.name.setText(name)
        self.setWindowTitle(_("{name} - Book 138").format(name=name))

    def _explain(self) -> None:
        self._help.turn(self.room(self._current).help_text() if self._current else "")

    def _focus_search(self) -> None:
        self._top.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._top.finder.selectAll()

    def _search(self, text: str) -> None:
        if not text.strip():
            self._top.finder.put_away()
            return
        own = self._room_hits(text)
        self._context.ask(
            lambda: self._office.find(text), lambda hits: self._show_hits(text, (*own, *hits))
        )

    def _show_hits(self, text: str, hits: tuple[Hit, ...]) -> None:
        if self._top.finder.text() == text:
            self._top.finder.show_hits(hits)

    def _room_hits(self, text: str) -> tuple[Hit, ...]:
        wanted = fold(text)
        return tuple(
            Hit(title=_(entry.title), detail=_("Screen"), room=entry.key, icon=entry.icon)
            for entry in self._entries.values()
            if entry.listed and wanted in fold(_(entry.title))
        )

    def _open_hit(self, hit: Hit) -> None:
        self.show_room(hit.room, hit.target)

    def _remember_size(self) -> None:
        memory = self._context.memory
        kept = replace(memory.settings, maximized=self.isMaximized())
        if not self.isMaximized():
            kept = replace(kept, width=max(640, self.width()), height=max(400, self.height()))
        memory.keep(kept)


def _stacked(*parts: QWidget | QHBoxLayout | QVBoxLayout) -> QVBoxLayout:
    """Lay parts below one another without gaps; the layouts among them take the free room."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part, 1)
    return column
