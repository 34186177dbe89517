"""The groups that miss a session this month: whom to call, what to send, why there is none."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.overview import MissingGroup
from desktop.domain.periods import Period
from desktop.i18n import _, ngettext
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.buttons import LinkButton, SecondaryButton
from desktop.ui.widgets.fields import LineField
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows import Mark, paint_mark
from desktop.ui.widgets.text import Text

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
GROUP_ROLE = Qt.ItemDataRole.UserRole + 1
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def reminder(group: MissingGroup, month: Period) -> str:
    """A polite message to a group's head, to be sent by Zalo."""
    text = _(
        "Dear {head}, for month {month}/{year} ({first} to {last}) we have no outreach session of "
        "{group} yet. Please tell us the day, the format, the topic and the attendance, or the "
        "reason if none could be held. Thank you."
    )
    head = group.head_name or _("head of {group}").format(group=group.name)
    first, last = month.start, month.last_day
    return text.format(
        head=head,
        month=month.number,
        year=month.year,
        first=f"{first.day}/{first.month}",
        last=f"{last.day}/{last.month}",
        group=group.name,
    )


def missing_title(count: int) -> str:
    """ "Còn thiếu 4 tổ"."""
    title = ngettext("{count} group missing", "{count} groups missing", count)
    return title.format(count=count) if count else _("No group missing")


class MissingModel(QAbstractListModel):
    """The groups without a session: first those still open, then those with a stated reason."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: list[MissingGroup] = []

    def show_groups(self, groups: Sequence[MissingGroup]) -> None:
        """Show these groups."""
        self.beginResetModel()
        self._groups = sorted(groups, key=lambda group: bool(group.reason))
        self.endResetModel()

    def group(self, row: int) -> MissingGroup | None:
        """The group in a row."""
        return self._groups[row] if 0 <= row < len(self._groups) else None

    def row_of(self, group_id: str) -> int:
        """The row of a group; −1 when it misses nothing."""
        return next((row for row, one in enumerate(self._groups) if one.id == group_id), -1)

    @property
    def open_groups(self) -> tuple[MissingGroup, ...]:
        """Those without a stated reason."""
        return tuple(group for group in self._groups if not group.reason)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """The number of groups."""
        return 0 if parent.isValid() else len(self._groups)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name, or the whole group for the painter."""
        group = self.group(index.row()) if index.isValid() else None
        if group is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return group.name
            case Qt.ItemDataRole.ToolTipRole:
                return _second_line(group) or group.name
            case _ if role == GROUP_ROLE:
                return group
        return None


def _second_line(group: MissingGroup) -> str:
    if group.reason:
        return _("Not held: {reason}").format(reason=group.reason)
    return " · ".join(part for part in (group.head_telephone, group.head_name) if part)


class _MissingDelegate(QStyledItemDelegate):
    """A ring and the name; below it the telephone of the group's head, or the reason."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line, or two where there is something to say below the name."""
        group = index.data(GROUP_ROLE)
        tall = isinstance(group, MissingGroup) and bool(_second_line(group))
        height = self._theme.tokens.shape.row_height
        return QSize(120, height + (self._theme.tokens.type.small + 4 if tall else 1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one group."""
        area: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        group = index.data(GROUP_ROLE)
        if not isinstance(group, MissingGroup):
            return
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour(Role.ACCENT_SOFT))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, theme.colour(Role.LINE))
        second, middle = _second_line(group), area.top() + theme.tokens.shape.row_height / 2
        if group.reason:
            painter.drawPixmap(
                QPointF(area.left() + 12, middle - 7), theme.pixmap("minus", Role.SOFT, 14)
            )
        else:
            paint_mark(painter, QPointF(area.left() + 19, middle), Mark.RING, theme)
        room = QRect(area.left() + 34, round(middle) - 15, area.width() - 40, 30)
        self._line(painter, room, group.name, theme.tokens.type.text, Role.INK)
        if second:
            room.translate(0, theme.tokens.type.small + 6)
            # The telephone stands first: what is cut is the name behind it, never the number.
            end = Qt.TextElideMode.ElideRight
            self._line(painter, room, second, theme.tokens.type.small, Role.SOFT, elide=end)
        painter.restore()

    def _line(
        self,
        painter: QPainter,
        room: QRect,
        text: str,
        size: int,
        role: Role,
        *,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
    ) -> None:
        font = self._theme.font(size)
        painter.setFont(font)
        painter.setPen(self._theme.colour(role))
        shown = QFontMetrics(font).elidedText(text, elide, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)


class MissingList(QListView):
    """Enter starts a line for the current group."""

    started = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter starts a line."""
        group = self.currentIndex().data(GROUP_ROLE)
        if event.key() in _ENTER and group is not None:
            self.started.emit(group)
        else:
            super().keyPressEvent(event)


class MissingPanel(Panel):
    """``started`` carries the group that wants a line; ``stated`` a group and its reason."""

    started = Signal(object)
    stated = Signal(object, str)
    withdrawn = Signal(object)
    copied = Signal(str)

    def __init__(self, *, theme: Theme) -> None:
        super().__init__(" ", flush=True)
        self._month: Period | None = None
        self.model = MissingModel(self)
        self.list = MissingList()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_MissingDelegate(theme, self.list))
        self.list.setAccessibleName(_("Groups still missing"))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.started.connect(self.started)
        self.list.doubleClicked.connect(lambda index: self.started.emit(index.data(GROUP_ROLE)))
        self.list.selectionModel().currentChanged.connect(self._weigh)
        self.body.addWidget(self.list, 1)
        self._all_there = Text(_("Every group has a session this month."), look="soft", wrap=True)
        self._all_there.setContentsMargins(16, 10, 16, 10)
        self.body.addWidget(self._all_there)
        self.body.addWidget(self._foot())

    def show_groups(
        self, groups: Sequence[MissingGroup], month: Period, *, locked: bool, why: str = ""
    ) -> None:
        """Show who is missing; the current group stays current when it still is.

        ``why`` says what locked the month and what opens it; empty where it is not the month.
        """
        self._locked_words.setVisible(locked and bool(why))
        self._locked_words.setToolTip(why)
        self._locked_words.setAccessibleDescription(why)
        before = self.current
        self._month, self._locked = month, locked
        self.model.show_groups(groups)
        self.set_title(missing_title(len(self.model.open_groups)))
        self._all_there.setVisible(not groups)
        self.list.setVisible(bool(groups))
        self._tools.setVisible(bool(groups))
        row = self.model.row_of(before.id) if before else 0
        if groups:
            self.list.setCurrentIndex(self.model.index(max(row, 0)))
        self._weigh()

    @property
    def current(self) -> MissingGroup | None:
        """The group that the buttons speak of."""
        return self.model.group(self.list.currentIndex().row())

    def ask_reason(self) -> None:
        """Open the line in which the reason is written."""
        group = self.current
        if group is None:
            return
        self.reason.setText(group.reason)
        self._reason_box.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _foot(self) -> QWidget:
        self._tools = QWidget()
        column = QVBoxLayout(self._tools)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(2)
        self.copy_link = LinkButton(_("Copy a reminder"), self._copy)
        self.reason_link = LinkButton(_("Not held, reason…"), self.ask_reason)
        self.back_link = LinkButton(_("Take the reason back"), self._withdraw)
        for link in (self.copy_link, self.reason_link, self.back_link):
            column.addWidget(link)
        self._locked_words = Text(
            _("Reasons are locked with the month that is closed."), look="small", wrap=True
        )
        self._locked_words.hide()
        column.addWidget(self._locked_words)
        column.addWidget(self._reason_line())
        return self._tools

    def _reason_line(self) -> QWidget:
        self._reason_box = QWidget()
        column = QVBoxLayout(self._reason_box)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        self.reason = _ReasonField(
            name=_("Reason why no session was held"), hint=_("Reason, without names")
        )
        self.reason.setMaxLength(500)
        self.reason.returnPressed.connect(self._state)
        self.reason.left.connect(self._close_reason)
        column.addWidget(self.reason)
        row = QHBoxLayout()
        row.addWidget(SecondaryButton(_("Record the reason"), self._state))
        row.addStretch(1)
        column.addLayout(row)
        self._reason_box.hide()
        return self._reason_box

    def _weigh(self) -> None:
        group = self.current
        stated = group is not None and bool(group.reason)
        self._reason_box.hide()
        self.copy_link.setVisible(group is not None and not stated)
        self.reason_link.setVisible(group is not None and not stated and not self._locked)
        self.back_link.setVisible(stated and not self._locked)

    def _copy(self) -> None:
        if self.current is not None and self._month is not None:
            QGuiApplication.clipboard().setText(reminder(self.current, self._month))
            self.copied.emit(self.current.name)

    def _state(self) -> None:
        reason = self.reason.text().strip()
        if self.current is not None and reason:
            self.stated.emit(self.current, reason)
            self._close_reason()

    def _withdraw(self) -> None:
        if self.current is not None:
            self.withdrawn.emit(self.current)

    def _close_reason(self) -> None:
        self._reason_box.hide()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    _locked = False


class _ReasonField(LineField):
    """Esc leaves it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the field as it was."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
