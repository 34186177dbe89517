"""The time line as a table: one line a copy, the day said once, what it holds and why."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from desktop.actions.timeline import TimedCopy
from desktop.domain.official_days import official_time
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.memory import WindowMemory
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.rows_model import Column, RowsModel
from desktop.wording import backup_reason
from desktop.wording.backups import (
    copy_day,
    copy_holds,
    copy_places,
    copy_state,
    day_and_time,
    lowered,
)


class CopyTable(ListTable[TimedCopy]):
    """Stands in the order of time: it cannot be sorted otherwise, so that days stay together."""

    def __init__(self, *, theme: Theme, memory: WindowMemory, today: Callable[[], date]) -> None:
        self._today = today
        self._first_of_day: frozenset[Path] = frozenset()
        columns: tuple[Column[TimedCopy], ...] = (
            Column(title=_("Day"), text=self._day, width=160, bold=True),
            Column(title=_("Time"), text=_time, width=60),
            Column(title=_("Holds"), text=lambda one: copy_holds(one.info), width=270),
            Column(title=_("Why"), text=lambda one: backup_reason(one.info.reason), width=0),
            Column(
                title=_("Where"),
                text=lambda one: copy_places(place.value for place in one.places),
                width=170,
                tip=lambda one: "\n".join(str(path) for path in one.paths),
            ),
            Column(
                title=_("Checked"),
                text=self._checked,
                width=190,
                role=lambda one: Role.MET if one.info.verified and not one.foreign else Role.DUE,
            ),
        )
        empty = EmptyState(
            "archive-restore",
            _("There is no backup yet."),
            theme=theme,
            advice=_("One is made whenever the program closes."),
        )
        super().__init__(
            RowsModel(columns, theme=theme),
            theme=theme,
            memory=memory,
            key="system-copies",
            identity=lambda one: one.path,
            empty=empty,
        )
        self.setSortingEnabled(False)

    @property
    def path(self) -> Path | None:
        """The file of the chosen copy; none without any."""
        return self.current.path if self.current is not None else None

    def show_copies(self, found: tuple[TimedCopy, ...]) -> None:
        """Show the time line; the newest is chosen where none was."""
        # Where the clock was behind once, a day comes up again below another: it is said again.
        before = (None, *(one.day for one in found))
        firsts = (one.path for one, day in zip(found, before, strict=False) if one.day != day)
        self._first_of_day = frozenset(firsts)
        self.show_rows(found)
        if found and self.current is None:
            self.go_to(found[0].path)

    def _day(self, one: TimedCopy) -> str:
        said = copy_day(one.day, today=self._today())
        return said if one.path in self._first_of_day else ""

    def _checked(self, one: TimedCopy) -> str:
        if one.info.tried_at is not None and not one.info.damaged and not one.foreign:
            when = day_and_time(one.info.tried_at, today=self._today())
            return _("tried {when}").format(when=lowered(when))
        return copy_state(one.info, foreign=one.foreign)


def _time(one: TimedCopy) -> str:
    return f"{official_time(one.info.at):%H:%M}"
