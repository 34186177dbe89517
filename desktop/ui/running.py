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
from desktop.ui.office import explain
from desktop.ui.opening import Opening
from desktop.ui.shell.qt_words import speak_for_qt
from desktop.ui.start import WindowSession


def opens_again(left_without: Exception | None) -> bool:
    """Say that the program was left without a backup, why, and what to do.

    Whether it opens once more, to make up for it at once; nothing is asked where all went well.
    """
    if left_without is None:
        return False
    # Seldom needed: imported then, so that the window opens quickly.
    from desktop.ui.widgets.dialogs import NoticeDialog

    told = _("What was saved is in the data folder, but there is no backup of it yet.")
    more = _("Opened again, the program makes it; otherwise at its next start.")
    return NoticeDialog.ask(
        None,
        title=_("The backup at closing could not be made"),
        detail=f"{explain(left_without) or ''}\n\n{told} {more}",
        do=_("Open again"),
        leave=_("Close the program"),
    )


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
        if not session.again and not opens_again(session.left_without):
            handed.stop()
            return session.code or code
        opening = Opening(opening.data)
