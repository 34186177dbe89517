"""Write a picture of every screen: ``python -m tests.screens [NAME-PART ...] [--to FOLDER]``.

``--readme`` writes the few pictures that README.md shows, instead. With a screen (or Xvfb) the
picture is that of the whole screen, drop-downs included.
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desktop import i18n
from desktop.ui.design.theme import Theme
from tests.screens import readme
from tests.screens.registry import SCREENS, Build, Stage

_SETTLE_MS = 250


def main(argv: Sequence[str]) -> int:
    """Write the pictures asked for; return the exit code."""
    parser = argparse.ArgumentParser(prog="tests.screens")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--to", type=Path, default=Path("build/screens"))
    parser.add_argument("--readme", action="store_true")
    asked = parser.parse_args(argv)
    i18n.install("vi")
    os.environ["TZ"] = "Asia/Ho_Chi_Minh"  # the hours in the status line, wherever this runs
    time.tzset()
    app = QApplication(["so138"])
    theme = Theme(app, preference="light")
    if asked.readme:
        for path in readme.write_pictures(app, theme, grab=grab, folder=readme.FOLDER):
            print(path)
        return 0
    asked.to.mkdir(parents=True, exist_ok=True)
    for name, build in SCREENS.items():
        if not asked.names or any(part in name for part in asked.names):
            theme.choose(preference="light", scale=100, row_height=32)
            path = picture(name, build, Stage(app, theme), asked.to)
            print(path)
    return 0


def picture(name: str, build: Build, stage: Stage, folder: Path) -> Path:
    """Build one screen, let it settle, and write its picture."""
    widget = build(stage)
    settle()
    path = folder / f"{name}.png"
    grab(stage.app, widget).save(str(path))
    for window in stage.app.topLevelWidgets():
        window.hide()
    widget.deleteLater()
    stage.kept.clear()
    settle()
    return path


def grab(app: QApplication, widget: QWidget) -> QPixmap:
    """The screen where there is one, so that drop-downs are in the picture."""
    if app.platformName() == "xcb":
        return app.primaryScreen().grabWindow(0)
    return widget.grab()


def settle() -> None:
    """Let Qt paint."""
    end = QDeadlineTimer(_SETTLE_MS)
    while not end.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
