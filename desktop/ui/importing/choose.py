"""Choosing the list: a dialog, dropping a file, or one brought in lately; and templates."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.terms import ListKind
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Icon, Text

_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".csv", ".ods"})


def template_title(kind: ListKind) -> str:
    """What the template of a kind is called."""
    match kind:
        case ListKind.GROUPS:
            return _("Residential groups")
        case ListKind.SESSIONS:
            return _("Outreach sessions")
        case ListKind.COUNTS:
            return _("Monthly counts")
        case _:
            return _("Models")


class ChoosePage(QWidget):
    """``chosen`` carries a path, ``browse`` asks for the dialog, ``template`` names a kind."""

    chosen = Signal(object)
    browse = Signal()
    template = Signal(object)

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self.drop = DropPlace(theme=theme)
        self.drop.dropped.connect(self.chosen)
        self.drop.button.clicked.connect(self.browse)
        row.addWidget(self.drop, 3)
        side = QVBoxLayout()
        side.setSpacing(16)
        side.addWidget(self._templates())
        self._recent = Panel(_("Brought in lately"))
        side.addWidget(self._recent)
        side.addStretch(1)
        row.addLayout(side, 2)
        self.setFocusProxy(self.drop.button)

    def show_recent(self, paths: tuple[Path, ...]) -> None:
        """Offer the files brought in lately."""
        clear_layout(self._recent.body)
        for path in paths:
            link = LinkButton(path.name, partial(self.chosen.emit, path))
            link.setToolTip(str(path))
            self._recent.body.addWidget(link)
        self._recent.setVisible(bool(paths))

    def say(self, trouble: str) -> None:
        """Say why a file could not be read; empty when it could."""
        self.drop.say(trouble)

    def _templates(self) -> Panel:
        panel = Panel(_("Excel templates"))
        panel.body.addWidget(
            Text(
                _(
                    "Empty lists with the right headings and drop-downs. Groups, sessions and"
                    " models come with an example row, which is not read; counts with a row for"
                    " each figure of the plan."
                ),
                look="soft",
                wrap=True,
            )
        )
        for kind in ListKind:
            panel.body.addWidget(
                LinkButton(template_title(kind), partial(self.template.emit, kind))
            )
        return panel


class DropPlace(QFrame):
    """A place that takes one file; the button opens the dialog."""

    dropped = Signal(object)

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setAcceptDrops(True)
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(10)
        column.addStretch(1)
        self._icon = Icon("file-spreadsheet", theme=theme, role=Role.EDGE, size=40)
        column.addWidget(self._icon, 0, middle)
        self._title = Text(_("Drop your Excel list here"), look="heading")
        column.addWidget(self._title, 0, middle)
        words = Text(
            _(
                "Your own list is fine: the columns are recognised by their headings."
                " You see what would be written before anything is."
            ),
            look="soft",
            wrap=True,
        )
        words.setAlignment(middle)
        column.addWidget(words)
        column.addSpacing(6)
        self.button = PrimaryButton(_("Choose a file…")).needs("import_list")
        column.addWidget(self.button, 0, middle)
        self._trouble = Text("", look="trouble", wrap=True)
        self._trouble.setAlignment(middle)
        self._trouble.hide()
        column.addWidget(self._trouble)
        column.addStretch(2)

    def say(self, trouble: str) -> None:
        """Say what was wrong with the last file."""
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file of a kind that can be read."""
        if self._file_of(event) is not None:
            event.acceptProposedAction()
            self._icon.take("file-spreadsheet", Role.ACCENT)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Calm down again."""
        self._icon.take("file-spreadsheet", Role.EDGE)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file."""
        self._icon.take("file-spreadsheet", Role.EDGE)
        path = self._file_of(event)
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def _file_of(self, event: QDropEvent) -> Path | None:
        urls = event.mimeData().urls()
        if len(urls) != 1 or not urls[0].isLocalFile():
            return None
        path = Path(urls[0].toLocalFile())
        return path if path.suffix.lower() in _ENDINGS else None
