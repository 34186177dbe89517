"""The room "Tuyên truyền": the sheet of the month, and all sessions with filters."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.desk import ChangeKind, Desk
from desktop.domain.periods import Period, month_of, parse_period
from desktop.domain.sessions import OutreachSession
from desktop.i18n import _, ngettext
from desktop.ui.groups.start import FirstGroups
from desktop.ui.sessions.all_tab import AllSessionsTab
from desktop.ui.sessions.missing_panel import missing_title
from desktop.ui.sessions.month import MonthSheet
from desktop.ui.sessions.month_tab import MonthTab
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room
from desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.tabs import Tabs

_SHOWS = frozenset(
    {
        ChangeKind.SESSIONS,
        ChangeKind.GROUPS,
        ChangeKind.LISTS,
        ChangeKind.PERIODS,
        ChangeKind.PROFILE,
    }
)
_MONTH, _ALL = 0, 1


class SessionsRoom(Room):
    """Shows the month of the window; a session of another month brings that month."""

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        self._context, self._desk = context, desk
        self.page = SessionsPage(context, desk=desk)
        self.page.opened.connect(self._open)

    def widget(self) -> QWidget:
        """The two tabs."""
        return self.page

    def on_shown(self, month: Period) -> None:
        """Read the month, and the list when it is in sight."""
        self.page.name_month(month)
        self.page.month.show_month(month)
        self.page.look_again()

    def on_changes(self, kinds: frozenset[str]) -> None:
        """Read anew what was changed elsewhere or by undo."""
        if kinds & _SHOWS:
            self.page.month.reload()
            self.page.look_again()

    def on_target(self, target: object) -> None:
        """Go to a session, a group or a line that lacks something; by way of its month."""
        if not isinstance(target, Mapping):
            return
        wanted = {str(key): str(value) for key, value in target.items() if value is not None}
        self.page.tabs.choose(_MONTH)
        month = wanted.pop("month", "")
        if month and month != self._context.month.id:
            self._context.set_month(parse_period(month, self._context.rule))
        if wanted:
            self.page.month.aim_at(wanted)

    def help_text(self) -> str:
        """What F1 says."""
        return _(
            "Type straight into the sheet. Enter and Tab go on, at the end of a line to the next "
            "one; a line is saved when you leave it. The day alone is enough: 20. A group by its "
            "number: 3, or several: 1, 2, 4; Alt+↓ opens boxes to tick. Ctrl+D copies from above, "
            "Delete empties a cell, Ctrl+Delete deletes the line, Ctrl+Z takes back, Ctrl+Enter "
            "opens the details, Ctrl+V pastes a block copied from Excel, Ctrl+L takes a slip that "
            "came after its month was closed."
        )

    def may_leave(self) -> bool:
        """Save what was typed; a line that cannot be saved yet is kept as it is."""
        self.page.month.put_away()
        return True

    def keep_typed(self) -> bool:
        """Save the lines that were left, keep the one that is being typed."""
        self.page.month.keep_typed()
        return True

    def _open(self, session: OutreachSession) -> None:
        month = month_of(session.held_on, self.page.month.model.register.rule)
        self.on_target({"month": month.id, "session": session.id})


class SessionsPage(QWidget):
    """The tabs, their buttons, and what is said while there are no groups yet.

    The list of all sessions and the advice for an empty register are built at their first
    use, so that the sheet is there at once.
    """

    opened = Signal(object)

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        super().__init__()
        self._context = context
        self.month = MonthTab(context, desk=desk)
        self._desk = desk
        self._all: AllSessionsTab | None = None
        self._empty: QWidget | None = None
        self.tabs = Tabs([" ", _("All sessions")])
        self.tabs.chosen.connect(self._choose)
        self.paste_button = SecondaryButton(_("Paste from Excel"), self.month.pasting.paste_below)
        self.add_button = PrimaryButton("", self.month.add_missing_lines)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.missing_button = SecondaryButton("")
        self.missing_button.setCheckable(True)
        self.missing_button.toggled.connect(lambda wanted: self.month.show_missing(wanted=wanted))
        head.addWidget(self.tabs, 1)
        head.addWidget(self.missing_button)
        head.addWidget(self.paste_button)
        head.addWidget(self.add_button)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.month)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        self._lacking, self._has_groups, self._locked = 0, True, False
        self.month.shown.connect(self._take)
        self.month.fitted.connect(self._dress)
        self.month.view.installEventFilter(self)
        self.setFocusProxy(self.month.view)
        self._dress()

    @property
    def all(self) -> AllSessionsTab:
        """The list of all sessions."""
        if self._all is None:
            self._all = AllSessionsTab(self._context, desk=self._desk)
            self._all.opened.connect(self.opened)
            self._pages.addWidget(self._all)
        return self._all

    def look_again(self) -> None:
        """The list of all sessions may have changed; one that was never seen is not built."""
        if self._all is not None:
            self._all.look_again()

    def name_month(self, month: Period) -> None:
        """Name the first tab after the month."""
        self.tabs.set_title(_MONTH, _("Sheet of month {number}").format(number=month.number))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Z first takes back what was typed into a line and is not saved yet."""
        if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo):
            typed = self.month.can_step_back()
            if event.type() == QEvent.Type.ShortcutOverride and typed:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and typed:
                return self.month.step_back()
        return super().eventFilter(watched, event)

    def _take(self, sheet: MonthSheet) -> None:
        self._has_groups, self._locked = sheet.has_groups, sheet.closed
        self._lacking = len(self.month.missing.model.open_groups)
        self._dress()

    def _choose(self, number: int) -> None:
        if number == _ALL:
            self.month.put_away()
            self.all.look_again(now=True)
        self._dress()
        page = self._pages.currentWidget()
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _page_of(self, *, in_month: bool) -> QWidget:
        if not in_month:
            return self.all
        if self._has_groups:
            return self.month
        if self._empty is None:
            self._empty = self._start()
            self._pages.addWidget(self._empty)
        return self._empty

    def _dress(self) -> None:
        in_month = self.tabs.current == _MONTH
        self._pages.setCurrentWidget(self._page_of(in_month=in_month))
        typing = in_month and self._has_groups and not self._locked
        self.paste_button.setVisible(typing)
        self.add_button.setVisible(typing and bool(self._lacking))
        self.missing_button.setVisible(in_month and self._has_groups and self.month.tight)
        self.missing_button.setText(missing_title(self._lacking))
        said = ngettext(
            "Add a line for {count} missing group",
            "Add lines for {count} missing groups",
            self._lacking,
        )
        short = _("Add missing groups") if self.month.tight else ""
        self.add_button.setText(short or said.format(count=self._lacking))

    def _start(self) -> QWidget:
        panel = Panel()
        panel.body.addWidget(
            FirstGroups(
                theme=self._context.theme,
                on_import=lambda: self._context.go_to("import", {"kind": "groups"}),
                on_add=lambda: self._context.go_to("groups", {"new": "one"}),
            )
        )
        return panel
