"""The room "Hệ thống": the office, its connection, lists, counting, backups, log, look, about."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.desk import Desk
from desktop.actions.timeline import ReadOnlyDesk
from desktop.domain.commune import Role
from desktop.domain.periods import Period
from desktop.i18n import _
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room
from desktop.ui.system.about import AboutSection
from desktop.ui.system.backups import BackupsSection, Reopened
from desktop.ui.system.connection import ConnectionSection
from desktop.ui.system.counting import CountingSection
from desktop.ui.system.help_words import section_help
from desktop.ui.system.journal import JournalSection
from desktop.ui.system.lists import ListsSection
from desktop.ui.system.look import LookSection
from desktop.ui.system.merging import MergingSection
from desktop.ui.system.office import OfficeSection
from desktop.ui.system.officers import OfficersSection
from desktop.ui.system.people import MembersSection, SignersSection
from desktop.ui.system.section import Section, WhyOnlyRead
from desktop.ui.system.trash import TrashSection
from desktop.ui.widgets.tabs import Tabs

_OF_COMMUNES = (ConnectionSection, ListsSection, MergingSection)
_OF_THE_REGISTER = (BackupsSection, MergingSection)
"""What a copy that is looked at has not: it lies in a scratch folder."""


class _Planned(NamedTuple):
    """A section by what names it, and how it is built."""

    key: str
    title: str
    make: Callable[[], Section]


class SystemRoom(Room):
    """Each section is built when it first comes to sight, reads itself, keeps what was typed."""

    def __init__(
        self, context: ShellContext, *, desk: Desk, reopen: Callable[[Reopened], None]
    ) -> None:
        self._planned = _planned(context, desk, reopen)
        self._built: dict[str, Section] = {}
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.tabs = Tabs([one.title for one in self._planned], wrap=True)
        self._stack = QStackedWidget()
        self.why = WhyOnlyRead()
        column.addWidget(self.tabs)
        column.addWidget(self.why)
        column.addWidget(self._stack, 1)
        self._tab = 0
        self.tabs.chosen.connect(self._turn)
        self._page.setFocusProxy(self.tabs)

    @property
    def current(self) -> Section:
        """The section in sight."""
        return self.section(self._planned[self._tab].key)

    @property
    def built(self) -> tuple[str, ...]:
        """The keys of the sections that came to sight, in that order."""
        return tuple(self._built)

    def widget(self) -> QWidget:
        """Tabs and sections."""
        return self._page

    def section(self, key: str) -> Section:
        """A section by its key, built when it is first asked for."""
        if key not in self._built:
            section = next(one for one in self._planned if one.key == key).make()
            self._built[key] = section
            self._stack.addWidget(section)
        return self._built[key]

    def on_shown(self, month: Period) -> None:  # noqa: ARG002  nothing here has a month
        """Read the section in sight."""
        self._bring()

    def on_changes(self, kinds: frozenset[str]) -> None:
        """Read anew what was changed."""
        if self.current.shows(kinds):
            self.current.refresh()

    def on_target(self, target: object) -> None:
        """Another room asks for one section."""
        wanted = target.get("section") if isinstance(target, dict) else target
        for number, one in enumerate(self._planned):
            if one.key == wanted:
                self.tabs.choose(number)
        if isinstance(target, dict) and target.get("do"):
            self.current.do(str(target["do"]))

    def help_text(self) -> str:
        """What F1 says: of the section in sight, or of the room."""
        return section_help(self._planned[self._tab].key) or _(
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
        self._bring()

    def _bring(self) -> None:
        self._stack.setCurrentWidget(self.current)
        self.why.tell(self.current.right)
        self.current.refresh()


def _planned(
    context: ShellContext, desk: Desk, reopen: Callable[[Reopened], None]
) -> tuple[_Planned, ...]:
    """The sections of a desk: a superior sends nothing, enters no sessions and merges nothing."""
    kinds: tuple[tuple[str, type[Section]], ...] = (
        (_("The office"), OfficeSection),
        (_("Officers, password"), OfficersSection),
        (_("Connection"), ConnectionSection),
        (_("Committee"), MembersSection),
        (_("Signers"), SignersSection),
        (_("Lists"), ListsSection),
        (_("Counting"), CountingSection),
        (_("Backups"), BackupsSection),
        (_("Merging"), MergingSection),
        (_("Trash"), TrashSection),
        (_("Log"), JournalSection),
        (_("Appearance"), LookSection),
        (_("About"), AboutSection),
    )
    more = {one.key: {"reopen": reopen} for one in (BackupsSection, MergingSection)}
    return tuple(
        _Planned(kind.key, title, partial(kind, context, desk=desk, **more.get(kind.key, {})))
        for title, kind in kinds
        if desk.role is Role.COMMUNE or kind not in _OF_COMMUNES
        if not (isinstance(desk, ReadOnlyDesk) and kind in _OF_THE_REGISTER)
    )
