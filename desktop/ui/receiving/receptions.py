"""The receptions as named steps: each can be taken back, weeks later too."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.month_changes import MonthChange
from desktop.actions.reception_states import BroughtFile, StoodReception
from desktop.actions.taking_back import Undone
from desktop.domain.official_days import official_time
from desktop.i18n import _, format_date, format_number, ngettext
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.memory import WindowMemory
from desktop.ui.receiving.content import period_word
from desktop.ui.widgets.buttons import SecondaryButton
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows_model import Column, RowsModel
from desktop.ui.widgets.text import Text
from desktop.wording.receptions import (
    brought_words,
    printed_with_text,
    receipts_stay_text,
    reception_state,
)
from desktop.wording.superior import (
    counts_again_text,
    reception_words,
    report_words,
    standing_word,
    taken_back_text,
)

_MOST_NAMED = 8
"""More reports than these are counted in the question."""
_LEAST_LIST, _LEAST_FILES = 104, 40
"""The list keeps its heading and two lines, whatever is said above; its files give way first."""
_MOST_SAID = 3
"""More months than these are counted above the list, which names them all below."""


class ReceptionsPage(QWidget):
    """``undo_asked`` carries the :class:`StoodReception` that may be taken back, ``undo_wanted``
    the name of the one that is, ``file_wanted`` a :class:`BroughtFile` whose unit and month are to
    be shown."""

    undo_asked = Signal(object)
    undo_wanted = Signal(str)
    file_wanted = Signal(object)

    def __init__(self, *, theme: Theme, memory: WindowMemory) -> None:
        super().__init__()
        self.table: ListTable[StoodReception] = ListTable(
            RowsModel(_columns(), theme=theme),
            theme=theme,
            memory=memory,
            key="receptions",
            identity=lambda one: one.reception.id,
            empty=EmptyState(
                "history",
                _("Nothing has been received yet."),
                theme=theme,
                advice=_("Every stick and folder that is received gets a line here."),
            ),
        )
        self.files: ListTable[BroughtFile] = ListTable(
            RowsModel(_file_columns(), theme=theme),
            theme=theme,
            memory=memory,
            key="reception-files",
            identity=lambda one: one.package.package_id,
        )
        self.files.setMinimumHeight(_LEAST_FILES)
        self.files.opened.connect(self.file_wanted)
        self.table.opened.connect(self._go_down)
        self.table.current_changed.connect(lambda _one: self._weigh())
        self.table.dropped.connect(lambda _one: self.ask_undo())
        self.undo_button = SecondaryButton(_("Take this reception back…"), self.ask_undo).needs(
            "undo_receive"
        )
        self.table.setMinimumHeight(_LEAST_LIST)
        panel = Panel(flush=True)
        panel.body.addWidget(self.table)
        self._files_panel = Panel(_("What the reception brought"), flush=True)
        self.detail = Text("", look="soft", wrap=True)
        self.detail.setContentsMargins(16, 8, 16, 8)
        self._files_panel.body.addWidget(self.detail)
        self._files_panel.body.addWidget(self.files)
        advice = _("Taking back removes nothing from the store: its files count no longer.")
        foot = QHBoxLayout()
        foot.addWidget(Text(advice, look="small", wrap=True), 1)
        foot.addWidget(self.undo_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(panel, 3)
        column.addWidget(self._files_panel, 2)
        column.addLayout(foot)
        self._weigh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where a notice takes room, the reception chosen stays in sight."""
        super().resizeEvent(event)
        self.table.scrollTo(self.table.currentIndex())

    def show_receptions(self, found: tuple[StoodReception, ...]) -> None:
        """Show them, the newest first."""
        self.table.show_rows(found)
        self._weigh()

    def ask_undo(self) -> None:
        """Ask whether the current reception is taken back, once it is known what that changes."""
        one = self.table.current
        if one is not None and one.reception.undone_at is None:
            self.undo_asked.emit(one)

    def confirm_undo(self, one: StoodReception, undone: Undone) -> None:
        """Say what taking back would change, month by month and paper by paper, and ask."""
        instead, papers = _instead_lines(undone.months), _paper_lines(undone)
        detail = "\n".join((*brought_lines(one), *instead, *papers, receipts_stay_text()))
        if ConfirmDialog.ask(
            self,
            question=_("Take back “{name}”?").format(name=reception_words(one.reception.name)),
            detail=detail,
            do=_("Take it back"),
            keep=_("Keep it"),
        ):
            self.undo_wanted.emit(one.reception.name)

    def _go_down(self, _one: object) -> None:
        """Enter on a reception goes to its files."""
        if self.files.model().rowCount():
            self.files.setCurrentIndex(self.files.model().index(0, 0))
            self.files.setFocus(Qt.FocusReason.OtherFocusReason)

    def _weigh(self) -> None:
        one = self.table.current
        self._files_panel.setVisible(one is not None)
        self.detail.setText(_whole(one) if one is not None else "")
        self.files.show_rows(one.files if one is not None else ())
        may = one is not None and one.reception.undone_at is None
        if not may and self.window().focusWidget() is self.undo_button:
            # What is greyed loses the keys: they go on in the list, at the same reception.
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.undo_button.setEnabled(may)


def _whole(one: StoodReception) -> str:
    """The line of a reception once more, where nothing of it is cut."""
    return _("{reception}: {brought}; {state}.").format(
        reception=reception_words(one.reception.name),
        brought=brought_words([file.package for file in one.files]),
        state=reception_state(one),
    )


def brought_lines(one: StoodReception) -> tuple[str, ...]:
    """The reports that a reception brought, one a line; of very many the first, and how many."""
    return _first_of([report_words(file.package) for file in one.files], _MOST_NAMED)


def _instead_lines(months: Sequence[MonthChange]) -> tuple[str, ...]:
    """What would count in place of the reports taken back, or wait."""
    lines = [counts_again_text(one.now) for one in months if one.now is not None]
    return _first_of(lines, _MOST_SAID)


def _paper_lines(undone: Undone) -> tuple[str, ...]:
    """The consolidated reports that were made with what is taken back."""
    lines = [printed_with_text(one.period, one.issued) for one in undone.reports]
    return _first_of(lines, _MOST_SAID)


def undone_lines(done: Undone) -> tuple[str, ...]:
    """What a reception that was taken back changed: how many files, then month by month."""
    back = len(done.packages)
    said = ngettext(
        "Taken back: {count} file counts no longer.",
        "Taken back: {count} files count no longer.",
        back,
    )
    months = [taken_back_text(one.before, one.now, waits=one.waits) for one in done.months]
    return (said.format(count=back), *_first_of(months, _MOST_SAID), *_paper_lines(done))


def _first_of(lines: Sequence[str], most: int) -> tuple[str, ...]:
    """The first of very many lines, and how many more there are."""
    rest = len(lines) - most
    if rest <= 1:
        return tuple(lines)
    more = ngettext("… and {count} more", "… and {count} more", rest).format(count=rest)
    return (*lines[:most], more)


def _columns() -> Sequence[Column[StoodReception]]:
    return (
        Column(
            title=_("Reception"),
            text=lambda one: reception_words(one.reception.name),
            width=210,
            sort=lambda one: one.reception.name,
            role=_faint,
        ),
        Column(
            title=_("What it brought"),
            text=lambda one: brought_words([file.package for file in one.files]),
            width=0,
            role=_faint,
        ),
        Column(
            title=_("At"),
            text=_came_at,
            width=144,
            sort=lambda one: one.reception.at,
            role=_faint,
        ),
        Column(
            title=_("Files"),
            text=lambda one: format_number(one.reception.packages),
            width=56,
            right=True,
            sort=lambda one: one.reception.packages,
            role=_faint,
        ),
        Column(title=_("State"), text=reception_state, width=200, role=_faint),
    )


def _file_columns() -> Sequence[Column[BroughtFile]]:
    return (
        Column(
            title=_("Reporting unit"),
            text=lambda one: one.package.unit_name or one.package.unit_code,
            width=0,
        ),
        Column(
            title=_("Period"),
            text=lambda one: period_word(one.package.period),
            width=150,
            sort=lambda one: one.package.period,
        ),
        Column(
            title=_("File no."),
            text=lambda one: format_number(one.package.sequence),
            width=80,
            right=True,
            sort=lambda one: one.package.sequence,
        ),
        Column(
            title=_("State"),
            text=lambda one: (
                standing_word(one.standing) if one.standing else _("no longer counted")
            ),
            width=240,
        ),
    )


def _came_at(one: StoodReception) -> str:
    at = official_time(one.reception.at)
    return f"{at:%H:%M} {format_date(at)}"


def _faint(one: StoodReception) -> Role | None:
    return Role.HINT if one.reception.undone_at is not None else None
