"""The second step: the stick or folder that the files are written to."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.sticks import Drive, room_needed
from desktop.i18n import _, ngettext
from desktop.ui.design.tokens import Role
from desktop.ui.sending.step_table import StepTable
from desktop.ui.sending.words import drive_state, in_the_way, named, room_words
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.rows_model import Column, RowsModel
from desktop.ui.widgets.text import Text
from desktop.wording import joined, period_name

_FEWEST_STICKS = 104


class WherePage(QWidget):
    """The sticks that are plugged in; ``chosen`` carries a drive, ``folder_wanted`` asks for
    another folder, ``look_wanted`` looks at the sticks again, ``back_wanted`` leaves,
    ``compare_wanted`` goes where the superior's fingerprint is compared."""

    chosen = Signal(object)
    look_wanted = Signal()
    folder_wanted = Signal()
    back_wanted = Signal()
    compare_wanted = Signal()

    def __init__(self, context: ShellContext) -> None:
        super().__init__()
        self._needed = room_needed(0)
        columns: tuple[Column[Drive], ...] = (
            Column(title=_("Stick"), text=named, width=0, bold=True),
            Column(title=_("Free"), text=room_words, width=120, sort=lambda one: one.free),
            Column(title=_("File system"), text=lambda one: one.file_system.upper(), width=80),
            Column(title=_("State"), text=lambda one: drive_state(one, self._needed), width=170,
                   role=lambda one: None if self._fits(one) else Role.TROUBLE),
        )  # fmt: skip
        self.table: StepTable[Drive] = StepTable(
            RowsModel(columns, theme=context.theme),
            theme=context.theme,
            memory=context.memory,
            key="sticks",
            identity=_mark,
            empty=EmptyState(
                "usb",
                _("No stick is plugged in"),
                theme=context.theme,
                advice=_("Plug one in: it appears here by itself."),
            ),
        )
        self.table.setMinimumHeight(_FEWEST_STICKS)
        self.table.setAccessibleName(_("Sticks that are plugged in"))
        self.table.opened.connect(self._open)
        self.table.current_changed.connect(self._weigh)
        self._title = Text("", look="heading", wrap=True)
        self._advice = Text("", look="soft", wrap=True)
        self.not_compared = Text("", look="todo", wrap=True)
        self.compare_link = LinkButton(_("Compare…"), self.compare_wanted.emit).needs("connect")
        self.trouble = Text("", look="todo", wrap=True)
        self._again = False
        self.write_button = PrimaryButton(_("Write to this stick"), self._write).needs(
            "send_package"
        )
        self.look_button = PrimaryButton(_("Try again"), self._write)
        self.folder_button = SecondaryButton(_("Another folder…"), self.folder_wanted.emit)
        self.back_button = LinkButton(_("Choose another period"), self.back_wanted.emit)
        self._lay_out()
        self._weigh(None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._advice)
        unsure = QHBoxLayout()
        unsure.setSpacing(8)
        unsure.addWidget(self.not_compared, 1)
        unsure.addWidget(self.compare_link)
        column.addLayout(unsure)
        column.addWidget(self.table, 1)
        column.addWidget(self.trouble)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.write_button)
        row.addWidget(self.look_button)
        row.addWidget(self.folder_button)
        row.addWidget(self.back_button)
        row.addStretch(1)
        column.addLayout(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the periods."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    def ask_for(
        self, periods: Sequence[str], superior: str, *, compared: bool, waiting: str = ""
    ) -> None:
        """Ask where the files of periods are written, for whom, and whether that was compared.

        ``waiting`` is the fingerprint of a connection file with other keys that waits.
        """
        self._title.setText(_title_words(periods))
        self._advice.setText(_sealed_words(superior, compared=compared and not waiting))
        said = _("Nobody has compared the fingerprint of {superior} with its paper yet.")
        if waiting:
            said = _(
                "A connection file of {superior} with other keys waits to be compared: {waiting}. "
                "Compare it with the newest paper before sending."
            )
        self.not_compared.setText(said.format(superior=superior, waiting=waiting))
        for part in (self.not_compared, self.compare_link):
            part.setVisible(bool(waiting) or not compared)

    def show_drives(self, drives: tuple[Drive, ...]) -> None:
        """Show the sticks; the chosen one stays, a first one is chosen by itself."""
        self.table.show_rows(drives)
        if self.table.current is None and drives:
            self.table.setCurrentIndex(self.table.model().index(0, 0))
        self._weigh(self.table.current)

    def start(self) -> None:
        """Put the focus on the sticks, or on the other way where there is none."""
        first: QWidget = self.table if self.table.current is not None else self.folder_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fits(self, drive: Drive) -> bool:
        return not drive.read_only and drive.free >= self._needed

    def _open(self, drive: Drive) -> None:
        """What is in the way may have been put right since it was last looked at."""
        if self._fits(drive):
            self.chosen.emit(drive)
            return
        self._again = True
        self._weigh(drive)
        self.look_wanted.emit()

    def _write(self) -> None:
        if self.table.current is not None:
            self._open(self.table.current)

    def _weigh(self, drive: Drive | None) -> None:
        fits = drive is not None and self._fits(drive)
        held = drive if drive is not None and not fits else None
        along = self.write_button.hasFocus() or self.look_button.hasFocus()
        self._again = self._again and held is not None
        self.trouble.setText(in_the_way(held, self._needed) if held is not None else "")
        self.trouble.look_like("trouble" if self._again else "todo")
        self.trouble.setVisible(held is not None)
        self._advice.setVisible(held is None)
        self.look_button.setVisible(held is not None)
        self.write_button.setVisible(held is None)
        self.write_button.setEnabled(fits)
        if along:
            other = self.write_button if held is None else self.look_button
            other.setFocus(Qt.FocusReason.OtherFocusReason)


def _title_words(periods: Sequence[str]) -> str:
    names = joined([period_name(one) for one in periods])
    if len(periods) == 1:
        return _("Where is the file of {period} written?").format(period=names)
    said = ngettext(
        "Where is {n} file written: {periods}?",
        "Where are {n} files written: {periods}?",
        len(periods),
    )
    return said.format(n=len(periods), periods=names)


def _mark(drive: Drive) -> tuple[str, str, str]:
    return drive.serial, drive.label, str(drive.folder)


def _sealed_words(superior: str, *, compared: bool) -> str:
    """For whom a file is sealed; that nobody else opens it is known once keys were compared."""
    if not superior:
        return _("No superior is connected: the file is locked with digits that stand on the slip.")
    if compared:
        return _("It is sealed for {superior}: nobody else can open it.").format(superior=superior)
    said = _("It is sealed with the keys of the connection file of {superior}.")
    return said.format(superior=superior)
