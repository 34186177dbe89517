"""The real program with every door to a network watched: ``python -m tests.hostile.offline WAY``.

WAY is ``commands``, ``window`` or ``superior``; ``leak`` is the control. Prints what was tried, one
line each.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.ui.shell.main_window import MainWindow

_WATCHED = ("socket.", "ssl.", "http.client.", "urllib.", "ftplib.", "smtplib.", "webbrowser.")
_OPENED: list[str] = []


def watch() -> None:
    """From now on every event of Python that has to do with a network is written down."""

    def heard(event: str, _arguments: Sequence[object]) -> None:
        if event.startswith(_WATCHED):
            _OPENED.append(event)

    sys.addaudithook(heard)


def commands(place: Path) -> None:
    """Every command: its help, and at least one call that does its work."""
    from desktop.cli import COMMAND_PLACES
    from tests.hostile.offline_calls import call_everything

    called = call_everything(place)
    print(f"calls {len(called.done)}")
    print(f"not called: {', '.join(sorted(COMMAND_PLACES.keys() - called.commands)) or 'none'}")
    print(f"wrong: {', '.join(called.wrong) or 'none'}")


def window(place: Path) -> None:
    """The real window on a commune, one room after the other, until it closes by itself."""
    _walk(place / "commune", "sample", "--groups", "3", "--months", "2")


def superior(place: Path) -> None:
    """The real window of a superior, as that of a commune."""
    named = ("--name", "Thành phố Huế", "--code", "46", "--no-password")
    _walk(place / "superior", "new", "--role", "superior", *named)


def _walk(folder: Path, *made_by: str) -> None:
    from desktop.app import main, open_window
    from desktop.ui.design.theme import make_application

    main(["--data", str(folder), *made_by])
    walk = Walk()
    app = make_application()
    timer = QTimer(app)
    timer.timeout.connect(walk.step)
    timer.start(150)
    code = open_window(folder, "vi")
    print(f"rooms {len(walk.seen)}, code {code}")


class Walk:
    """Goes through the rooms of the main window and closes it behind the last."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def step(self) -> None:
        """One room more."""
        shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
        if not shown:
            return
        main = shown[0]
        left = [key for key in main._entries if key not in self.seen]
        if left:
            self.seen.append(left[0])
            main.show_room(left[0])
        else:
            main.close()


def leak(_place: Path) -> None:
    """The control: a program that opens a connection is seen."""
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM):
        pass


WAYS: dict[str, Callable[[Path], None]] = {
    "commands": commands,
    "window": window,
    "superior": superior,
    "leak": leak,
}


def run(way: str) -> int:
    """Try one way in a place of its own; 1 when something was opened."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        for variable in ("SO138_SETTINGS", "SO138_LOGS"):
            os.environ[variable] = str(place / variable.lower())
        WAYS[way](place)
    print(f"opened: {', '.join(sorted(set(_OPENED))) or 'nothing'}")
    return 1 if _OPENED else 0


if __name__ == "__main__":
    watch()
    sys.exit(run(sys.argv[1]))
