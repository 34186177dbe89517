"""Choosing one or several residential groups: boxes to tick, found by typing without accents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.text import fold
from desktop.i18n import _, ngettext
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.text import Line, Text
from desktop.wording import join_groups

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be ticked: its id and its name on screen."""

    id: str
    label: str


def fitting(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices that hold ``typed``, compared folded: whole words first ("3" before "13")."""
    wanted = fold(typed)
    found = []
    for number, choice in enumerate(choices):
        text = fold(choice.label)
        if wanted in text:
            whole = f" {wanted} " in f" {text} "
            found.append((not whole, f" {wanted}" not in f" {text}", number, choice))
    return [one[-1] for one in sorted(found, key=lambda one: one[:3])]


def named_ids(choices: Sequence[Choice], typed: str) -> frozenset[str]:
    """The choices that a list such as "1, 2, 4" names; empty unless each part names one."""
    parts = [part for part in typed.replace(";", ",").split(",") if part.strip()]
    ids = set()
    for part in parts:
        wanted = fold(part)
        exact = [one for one in choices if f" {fold(one.label)} ".endswith(f" {wanted} ")]
        if len(exact) != 1:
            return frozenset()
        ids.add(exact[0].id)
    return frozenset(ids)


def summary(choices: Sequence[Choice], ticked: Iterable[str]) -> str:
    """What is ticked in one line: "Tổ dân phố 1, 2, 4"."""
    chosen = frozenset(ticked)
    return join_groups([one.label for one in choices if one.id in chosen])


class TickModel(QAbstractListModel):
    """The choices that fit the filter, with what is ticked."""

    ticks_changed = Signal()

    def __init__(self, choices: Sequence[Choice], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices = tuple(choices)
        self._shown = list(choices)
        self.ticked: frozenset[str] = frozenset()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All choices, whatever the filter."""
        return self._choices

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """The number of choices that fit."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name or the tick of one choice."""
        if not index.isValid():
            return None
        choice = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return choice.label
        if role == Qt.ItemDataRole.CheckStateRole:
            ticked = choice.id in self.ticked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return None

    def filter(self, typed: str) -> None:
        """Show the choices that fit ``typed``."""
        self.beginResetModel()
        last = typed.rsplit(",", 1)[-1]
        self._shown = fitting(self._choices, last)
        self.endResetModel()

    def set_ticked(self, ids: Iterable[str]) -> None:
        """Tick exactly these."""
        self.ticked = frozenset(ids)
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))
        self.ticks_changed.emit()

    def turn(self, row: int) -> None:
        """Tick or untick the choice shown in a row."""
        self.set_ticked(self.ticked ^ {self._shown[row].id})

    def tick_all(self) -> None:
        """Tick every choice that fits the filter."""
        self.set_ticked(self.ticked | {one.id for one in self._shown})


class GroupPopup(QFrame):
    """The drop-down: a filter, the list, what is ticked.

    Enter ticks what was typed ("1, 2, 4" too) and empties the filter; on an empty filter it is
    done. Space ticks the current line while the filter is empty; Esc leaves all as it was.
    """

    accepted = Signal(object)
    left = Signal()

    def __init__(
        self, choices: Sequence[Choice], *, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "popup")
        self.model = TickModel(choices, self)
        self._answered = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        self.filter = QLineEdit()
        self.filter.setProperty("kind", "search")
        self.filter.setPlaceholderText(_("Type a name or numbers: 1, 2, 4"))
        self.filter.setAccessibleName(_("Find a group"))
        self.filter.textEdited.connect(self._narrow)
        self.filter.installEventFilter(self)
        layout.addWidget(self.filter)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_TickDelegate(theme, self))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.clicked.connect(lambda index: self.model.turn(index.row()))
        layout.addWidget(self.list, 1)
        layout.addWidget(Line())
        layout.addLayout(self._foot())
        self.model.ticks_changed.connect(self._count)
        self.resize(300, 340)

    def open_at(self, corner: QPoint, ticked: Iterable[str], *, typed: str = "") -> None:
        """Open below ``corner`` (on screen) with these ticked and ``typed`` in the filter."""
        self._answered = False
        self.filter.setText(typed)
        self._narrow(typed)
        self.model.set_ticked(ticked)
        screen = self.screen().availableGeometry()
        left = min(corner.x(), screen.right() - self.width())
        top = min(corner.y(), screen.bottom() - self.height())
        self.move(max(left, screen.left()), max(top, screen.top()))
        self.show()
        self.filter.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that mean something to the list; the rest is typing."""
        if watched is self.filter and isinstance(event, QKeyEvent) and _pressed(event):
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QEvent) -> None:
        """Closing the list by a click beside it keeps what was ticked."""
        if not self._answered:
            self._answer()
        super().hideEvent(event)  # type: ignore[arg-type]

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._counted = Text("", look="small")
        row.addWidget(self._counted, 1)
        for text, act in ((_("Tick all"), self.model.tick_all), (_("None"), self._tick_none)):
            link = LinkButton(text, act, small=True)
            link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(link)
        done = LinkButton(_("Done"), self._answer, small=True)
        done.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(done)
        return row

    def _take_key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up | Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                self._move(event.key())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._enter()
            case Qt.Key.Key_Space if not self.filter.text():
                self._turn_current()
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                self._tick_typed()
                self._answer()
            case Qt.Key.Key_Escape:
                self._leave()
            case _:
                return False
        return True

    def _move(self, key: int) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8}
        step = steps.get(Qt.Key(key), -8)
        row = max(0, min(self.list.currentIndex().row() + step, self.model.rowCount() - 1))
        self.list.setCurrentIndex(self.model.index(row))

    def _enter(self) -> None:
        if self.filter.text().strip():
            self._tick_typed()
            return
        if not self.model.ticked:
            self._turn_current()
        self._answer()

    def _tick_typed(self) -> None:
        typed = self.filter.text().strip()
        if not typed:
            return
        named = named_ids(self.model.choices, typed)
        if named and "," in typed:
            self.model.set_ticked(self.model.ticked | named)
        else:
            self._turn_current()
        self.filter.clear()
        self._narrow("")

    def _turn_current(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < self.model.rowCount():
            self.model.turn(row)

    def _tick_none(self) -> None:
        self.model.set_ticked(())

    def _narrow(self, typed: str) -> None:
        self.model.filter(typed)
        self.list.setCurrentIndex(self.model.index(0))

    def _count(self) -> None:
        count = len(self.model.ticked)
        said = ngettext("{count} group ticked", "{count} groups ticked", count)
        self._counted.setText(said.format(count=count))

    def _answer(self) -> None:
        self._answered = True
        self.hide()
        self.accepted.emit(self.model.ticked)

    def _leave(self) -> None:
        self._answered = True
        self.hide()
        self.left.emit()


def _pressed(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress


class _TickDelegate(QStyledItemDelegate):
    """Paints a box and a name."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row of 28 pixels."""
        return QSize(super().sizeHint(option, index).width(), 28)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one choice."""
        area = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour(Role.ACCENT_SOFT))
        box = QRectF(area.left() + 8.5, area.center().y() - 7.5, 16, 16)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        painter.setPen(QPen(theme.colour(Role.ACCENT if ticked else Role.EDGE), 1))
        painter.setBrush(theme.colour(Role.ACCENT if ticked else Role.PAPER))
        painter.drawRoundedRect(box, 4, 4)
        if ticked:
            painter.drawPixmap(box.topLeft(), theme.pixmap("check", Role.ON_ACCENT, 16))
        painter.setPen(theme.colour(Role.INK))
        painter.setFont(theme.font())
        text = area.adjusted(34, 0, -4, 0)
        shown = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideMiddle, text.width()
        )
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class GroupPicker(Button):
    """A field that shows the groups chosen and opens the drop-down; ``picked`` carries the ids."""

    picked = Signal(object)

    def __init__(self, choices: Sequence[Choice], *, theme: Theme, name: str = "") -> None:
        super().__init__("", kind="field", on_click=self._open)
        self._theme, self._name = theme, name or _("Groups")
        self._choices = tuple(choices)
        self._ids: frozenset[str] = frozenset()
        self.popup = GroupPopup(choices, theme=theme, parent=self)
        self.popup.accepted.connect(self._take)
        self.popup.left.connect(self.setFocus)
        self.set_ids(())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cut a long list of names with an ellipsis, and paint the arrow of a drop-down."""
        super().paintEvent(event)
        painter = QPainter(self)
        arrow = self._theme.pixmap("chevron-down", Role.SOFT, 16)
        painter.drawPixmap(self.width() - 24, (self.height() - 16) // 2, arrow)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the names anew."""
        super().resizeEvent(event)
        self._write()

    def sizeHint(self) -> QSize:
        """Room for two or three names."""
        return QSize(240, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Names are cut where there is little room."""
        return QSize(120, super().minimumSizeHint().height())

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the groups chosen."""
        return self._ids

    def set_ids(self, ids: Iterable[str]) -> None:
        """Choose exactly these groups."""
        self._ids = frozenset(ids)
        said = summary(self._choices, self._ids)
        self._write()
        self.setToolTip(said)
        self.setAccessibleName(f"{self._name}: {said}" if said else self._name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ opens the list; a letter or figure opens it with the filter begun."""
        if event.key() == Qt.Key.Key_Down:
            self._open()
        elif event.text().strip() and event.text().isprintable():
            self._open(event.text())
        else:
            super().keyPressEvent(event)

    def _write(self) -> None:
        said = summary(self._choices, self._ids) or _("Choose groups…")
        room = self.width() - 40
        self.setText(self.fontMetrics().elidedText(said, Qt.TextElideMode.ElideMiddle, room))

    def _open(self, typed: str = "") -> None:
        self.popup.open_at(self.mapToGlobal(QPoint(0, self.height() + 2)), self._ids, typed=typed)

    def _take(self, ids: frozenset[str]) -> None:
        self.set_ids(ids)
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.picked.emit(ids)
