"""The room "Hệ thống": the office, its connection, lists, counting, backups, log, look, about."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.desk import Desk
from desktop.domain.commune import Role
from desktop.domain.periods import Period
from desktop.i18n import _
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room
from desktop.ui.system.about import AboutSection
from desktop.ui.system.backups import BackupsSection, Reopened
from desktop.ui.system.connection import ConnectionSection
from desktop.ui.system.counting import CountingSection
from desktop.ui.system.journal import JournalSection
from desktop.ui.system.lists import ListsSection
from desktop.ui.system.look import LookSection
from desktop.ui.system.merging import MergingSection
from desktop.ui.system.office import OfficeSection
from desktop.ui.system.people import MembersSection, SignersSection
from desktop.ui.system.section import Section
from desktop.ui.widgets.tabs import Tabs


class SystemRoom(Room):
    """Eleven sections; each reads itself when it comes to sight and keeps what was typed."""

    def __init__(
        self, context: ShellContext, *, desk: Desk, reopen: Callable[[Reopened], None]
    ) -> None:
        self._context = context
        named: tuple[tuple[str, Section], ...] = (
            (_("The office"), OfficeSection(context, desk=desk)),
            *_of_communes(desk, _("Connection"), partial(ConnectionSection, context, desk=desk)),
            (_("Committee"), MembersSection(context, desk=desk)),
            (_("Signers"), SignersSection(context, desk=desk)),
            *_of_communes(desk, _("Lists"), partial(ListsSection, context, desk=desk)),
            (_("Counting"), CountingSection(context, desk=desk)),
            (_("Backups"), BackupsSection(context, desk=desk, reopen=reopen)),
            *_of_communes(desk, _("Merging"), partial(MergingSection, context, desk=desk)),
            (_("Log"), JournalSection(context, desk=desk)),
            (_("Appearance"), LookSection(context, desk=desk)),
            (_("About"), AboutSection(context, desk=desk)),
        )
        self.sections = [section for _title, section in named]
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.tabs = Tabs([title for title, _section in named])
        self._stack = QStackedWidget()
        for section in self.sections:
            self._stack.addWidget(section)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self._tab = 0
        self.tabs.chosen.connect(self._turn)
        self._page.setFocusProxy(self.tabs)

    @property
    def current(self) -> Section:
        """The section in sight."""
        return self.sections[self._stack.currentIndex()]

    def widget(self) -> QWidget:
        """Tabs and sections."""
        return self._page

    def section(self, key: str) -> Section:
        """A section by its key."""
        return next(one for one in self.sections if one.key == key)

    def on_shown(self, month: Period) -> None:  # noqa: ARG002  nothing here has a month
        """Read the section in sight."""
        self.current.refresh()

    def on_changes(self, kinds: frozenset[str]) -> None:
        """Read anew what was changed."""
        if self.current.shows(kinds):
            self.current.refresh()

    def on_target(self, target: object) -> None:
        """Another room asks for one section."""
        wanted = target.get("section") if isinstance(target, dict) else target
        for number, section in enumerate(self.sections):
            if section.key == wanted:
                self.tabs.choose(number)

    def help_text(self) -> str:
        """What F1 says."""
        return _(
            "Everything about the office itself: its name and superior, who sits in the"
            " committee and"
            " signs, the lists offered while typing, how months are counted, backups, and the log."
            " Changes are kept when you leave a section; Ctrl+Z takes them back."
        )

    def may_leave(self) -> bool:
        """Keep what was typed; what cannot be kept is asked about."""
        return self.current.may_leave()

    def _turn(self, number: int) -> None:
        if number == self._tab:
            return
        if not self.current.may_leave():
            self.tabs.choose(self._tab)
            return
        self._tab = number
        self._stack.setCurrentIndex(number)
        self.current.refresh()


def _of_communes(
    desk: Desk, title: str, make: Callable[[], Section]
) -> tuple[tuple[str, Section], ...]:
    """A section of a commune's desk: a superior sends nothing and enters no sessions."""
    return ((title, make()),) if desk.role is Role.COMMUNE else ()
