"""The window's program: the application, and one session after another until the user ends it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop import __version__, crash, paths
from desktop.actions.handing import LetterBox
from desktop.i18n import _
from desktop.ui.design.theme import Theme, make_application
from desktop.ui.handed import HandedFiles
from desktop.ui.memory import WindowMemory
from desktop.ui.opening import Opening
from desktop.ui.shell.qt_words import speak_for_qt
from desktop.ui.start import WindowSession


def run_window(opening: Opening, *, files: Sequence[Path] = ()) -> int:
    """Show the window of a data folder that is being opened; return the exit code.

    ``files`` were opened with the program; the window that stands takes them. Another session
    follows where the last one asks for it, as after a program error.

    The code is 3 when the folder could not be opened: in use, damaged, no data folder.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = make_application()
    speak_for_qt(app)
    app.setApplicationName("so138")
    app.setApplicationDisplayName(_("Book 138"))
    app.setDesktopFileName("so138")
    app.setWindowIcon(QIcon(str(paths.resource("desktop/so138.png"))))
    memory = WindowMemory(paths.settings_file())
    chosen = memory.settings
    theme = Theme(app, preference=chosen.theme, scale=chosen.scale, row_height=chosen.row_height)
    box = LetterBox.of(opening.data, logs=paths.log_folder())
    handed = HandedFiles(box=box, files=files)
    handed.begin()
    while True:
        session = WindowSession(
            opening, theme=theme, memory=memory, logs=paths.log_folder(), handed=handed
        )
        session.finished.connect(app.exit)
        undo = crash.install(
            folder=paths.log_folder(), version=__version__, show=session.crashes.take
        )
        session.begin()
        code = app.exec()
        session.end()
        undo()
        if not session.again:
            handed.stop()
            return session.code or code
        opening = Opening(opening.data)
