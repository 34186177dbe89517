"""A reports room on a made-up commune, for tests: how it is asked and answered."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtPrintSupport import QPrinter

from desktop.actions.desk import Desk
from desktop.domain.periods import Period
from desktop.ui.reports.paper import MonthPaper
from desktop.ui.reports.printing import PrinterChoice
from desktop.ui.reports.room import ReportsRoom
from desktop.ui.shell.context import ShellContext
from desktop.ui.work import CancelledError, Failed, Progress, Step

T = TypeVar("T")


def shown_room(context: ShellContext, desk: Desk, month: Period | None = None) -> ReportsRoom:
    """The room in sight, as large as in a window of 1366 × 768."""
    if month is not None:
        context.set_month(month)
    made = ReportsRoom(context, desk=desk)
    context.changed.connect(made.on_changes)
    made.page.resize(1150, 560)
    made.page.show()
    made.on_shown(context.month)
    return made


def paper_of(room: ReportsRoom) -> MonthPaper:
    """The paper in sight."""
    assert room._paper is not None
    return room._paper


def titles(room: ReportsRoom) -> list[str]:
    """The titles in the list of papers."""
    return [row.title for row in room.page.papers.papers.rows]


def file_printer(path: Path) -> QPrinter:
    """A printer whose pages land in a file."""
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def answer_printer(
    monkeypatch: pytest.MonkeyPatch, printer: QPrinter | None, *, on_paper: bool = True
) -> None:
    """There is a printer, and it is chosen; none: the dialog was left.

    A printer whose pages land in a file stands for one that gives paper.
    """
    monkeypatch.setattr(PrinterChoice, "file_chosen", lambda _printer: None)
    monkeypatch.setattr(PrinterChoice, "offered", lambda: True)
    monkeypatch.setattr(PrinterChoice, "ask", lambda _parent, **_words: printer)
    monkeypatch.setattr(PrinterChoice, "on_paper", lambda _printer: on_paper)


class HeldExecutor:
    """Keeps tasks until they are let go: a worker that is busy."""

    def __init__(self) -> None:
        self.held: list[Callable[[], None]] = []

    def call(
        self, task: Callable[[], T], then: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Keep a task."""

        def run() -> None:
            try:
                result = task()
            except CancelledError as error:
                assert failed is not None
                failed(error)
                return
            then(result)

        self.held.append(run)

    call_second = call

    def call_long(
        self,
        task: Callable[[Progress], T],
        then: Callable[[T], None],
        *,
        step: Callable[[Step], None],
        failed: Failed | None = None,
    ) -> Progress:
        """Keep a long task."""
        progress = Progress(step)
        self.call(lambda: task(progress), then, failed)
        return progress

    def let_go(self) -> None:
        """Run everything, what comes of it too."""
        while self.held:
            self.held.pop(0)()
