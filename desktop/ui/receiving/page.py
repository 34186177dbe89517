"""The page of the room "Nhận tệp": the stage with its pages, the tray, the receptions."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.refused_files import RefusedFile
from desktop.i18n import _
from desktop.ui.receiving.content import Source
from desktop.ui.receiving.done import DonePage
from desktop.ui.receiving.pages import BusyPage, CardPage, WaitPage
from desktop.ui.receiving.receptions import ReceptionsPage
from desktop.ui.receiving.tray import tray_rows
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows import WorkList
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.tabs import Tabs

Act = Callable[[], object]
_TRAY_WIDTH = 320
_TRAY_BESIDE = 820
_ANY = 16_777_215


class Acts(NamedTuple):
    """What the buttons of the page do; ``take`` puts a source in the line."""

    choose_folder: Act
    choose_files: Act
    receive: Act
    leave: Act
    try_passphrase: Act
    go_on: Act
    clear_tray: Act
    take: Callable[[Source], object]


class ReceivingPage(QWidget):
    """The stage with its pages, the tray, and the list of receptions behind a tab."""

    def __init__(self, context: ShellContext, acts: Acts) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._acts = acts
        theme = context.theme
        self.tabs = Tabs((_("One stick after the other"), _("Receptions")))
        self.wait = WaitPage(
            theme=theme,
            on_folder=acts.choose_folder,
            on_files=acts.choose_files,
            on_codes=self.show_codes,
        )
        self.busy = BusyPage()
        self.card = CardPage(
            theme=theme,
            on_receive=acts.receive,
            on_pass=acts.leave,
            on_passphrase=acts.try_passphrase,
        )
        self.done = DonePage(theme=theme, on_next=acts.go_on)
        self.receptions = ReceptionsPage(theme=theme, memory=context.memory)
        self.stage = QStackedWidget()
        for page in (self.wait, self.busy, self.card, self.done):
            self.stage.addWidget(page)
        self.stage.currentChanged.connect(self._weigh_codes)
        self.tray = WorkList(theme=theme)
        self.tray_panel = Panel(_("Not taken in"), flush=True)
        self.tray_panel.body.addWidget(scrolled(self.tray, sideways=False))
        clear = LinkButton(_("Clear"), acts.clear_tray, small=True).needs("clear_refused")
        self.tray_panel.add_action(clear)
        self.tray_panel.hide()
        self._build()

    def show_tray(self, files: tuple[RefusedFile, ...]) -> None:
        """Show the files that were not taken in; none hides the tray."""
        self.tray.show_items(tray_rows(files))
        self.tray_panel.setVisible(bool(files))

    def show_codes(self) -> None:
        """Back to the fields of the codes that are still to be typed."""
        self.stage.setCurrentWidget(self.done)
        self.done.start()

    def _weigh_codes(self) -> None:
        """While the next stick is waited for, whose code is still to be typed is said there."""
        self.wait.show_codes(self.done.asked.names)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders may be dropped anywhere on the page."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self._acts.take(Source.of_paths(paths))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tray stands beside the stage, or below it where there is little width."""
        super().resizeEvent(event)
        beside = event.size().width() >= _TRAY_BESIDE
        side, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(side if beside else below)
        self.tray_panel.setMinimumWidth(_TRAY_WIDTH if beside else 0)
        self.tray_panel.setMaximumWidth(_TRAY_WIDTH if beside else _ANY)
        self.tray_panel.setMaximumHeight(_ANY if beside else event.size().height() // 4)

    def _build(self) -> None:
        panel = Panel(flush=True)
        panel.body.addWidget(self.stage)
        line = QWidget()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, line)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(12)
        self._line.addWidget(panel, 3)
        self._line.addWidget(self.tray_panel, 1)
        self.views = QStackedWidget()
        self.views.addWidget(line)
        self.views.addWidget(self.receptions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.tabs)
        column.addWidget(self.views, 1)
