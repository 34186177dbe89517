"""One start of a window, in a process of its own: ``bare BORN`` or ``ours BORN DATA``.

Prints milliseconds from the moment BORN (seconds since 1970), when the process was asked
for, to the first paint with rows in the table, and the memory then held, in megabytes.
"""

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

MANY_ROWS = 50


def bare() -> None:
    """A plain PySide6 window with a table of a hundred rows and twelve columns."""
    from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    class Numbers(QAbstractTableModel):
        """A hundred rows of twelve numbers."""

        def rowCount(  # noqa: N802 - Qt's name
            self, _parent: QModelIndex | QPersistentModelIndex | None = None
        ) -> int:
            return 100

        def columnCount(  # noqa: N802 - Qt's name
            self, _parent: QModelIndex | QPersistentModelIndex | None = None
        ) -> int:
            return 12

        def data(
            self,
            index: QModelIndex | QPersistentModelIndex,
            role: int = Qt.ItemDataRole.DisplayRole,
        ) -> object:
            return index.row() * index.column() if role == Qt.ItemDataRole.DisplayRole else None

    app = QApplication(["bare"])
    model = Numbers()
    window = QMainWindow()
    view = QTableView()
    view.setModel(model)
    window.setCentralWidget(view)
    window.resize(1366, 768)
    window.show()
    app.processEvents()
    view.viewport().repaint()
    _say()


def ours(data: str) -> None:
    """The program's window on a data folder, until the matrix of the overview is painted.

    In the order of the program's own start; settings and log have places of their own there.
    """
    from pathlib import Path

    from desktop import i18n
    from desktop.ui.opening import Opening

    i18n.install("vi")
    opening = Opening(Path(data))
    opening.begin()

    from PySide6.QtCore import QEventLoop

    from desktop.ui.design.theme import Theme, make_application
    from desktop.ui.memory import WindowMemory
    from desktop.ui.start import WindowSession
    from desktop.ui.widgets.matrix import Matrix

    app = make_application()
    memory = WindowMemory(Path(data).parent / "window.json")
    chosen = memory.settings
    theme = Theme(app, preference=chosen.theme, scale=chosen.scale, row_height=chosen.row_height)
    session = WindowSession(opening, theme=theme, memory=memory)
    session.begin()
    deadline = time.perf_counter() + 30
    while time.perf_counter() < deadline:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        matrix: object = session.window.findChild(Matrix) if session.window else None
        if isinstance(matrix, Matrix) and matrix.isVisible() and _filled(matrix):
            app.processEvents()
            matrix.viewport().repaint()
            break
    _say()
    session.end()


def _filled(table: "QTableView") -> bool:
    return table.model().rowCount() > MANY_ROWS


def _say() -> None:
    now = time.time()
    import psutil

    process = psutil.Process()
    taken = (now - float(sys.argv[2])) * 1000
    print(f"{taken:.1f} {process.memory_info().rss / 2**20:.1f}", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "ours":
        ours(sys.argv[3])
    else:
        bare()
