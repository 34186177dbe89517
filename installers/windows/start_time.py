"""How long the installed program takes to a usable window, beside a bare PySide6 window."""

import time
from dataclasses import dataclass
from pathlib import Path

from installers.windows.wine import BrokenProgramError, Desk

_ROUNDS = 5
_BARE_TITLE = "trang tinh"
_BARE = (
    "from PySide6.QtWidgets import QApplication, QMainWindow, QTableView; "
    f"a = QApplication([]); w = QMainWindow(); w.setWindowTitle('{_BARE_TITLE}'); "
    "w.setCentralWidget(QTableView()); w.show(); a.exec()"
)


class NoWindowError(OSError):
    """No window came; the message says which."""


@dataclass(frozen=True, slots=True)
class StartTimes:
    """Seconds from the start of the process to the window on the screen, the fastest of
    each: what else the machine does only adds."""

    bare: float
    ours: float


def start_times(desk: Desk, *, home: Path, picture: str) -> StartTimes:
    """Measure both through the same launcher, turn about; the first round only warms up.

    Raises:
        NoWindowError: a window did not come in a minute.
        BrokenProgramError: a window that was closed did not end well.
    """
    program = desk.inside(home / "So138.exe")
    bare, ours = [], []
    for number in range(_ROUNDS + 1):
        bare.append(_one(desk, program, "-c", _BARE, title=_BARE_TITLE))
        last = picture if number == _ROUNDS else ""
        ours.append(_one(desk, program, title="138", picture=last))
    return StartTimes(min(bare[1:]), min(ours[1:]))


def _one(desk: Desk, *call: str, title: str, picture: str = "") -> float:
    begun = time.monotonic()
    with desk.start("wine", *call) as process:
        came = desk.until_window(title)
        took = time.monotonic() - begun
        if picture:
            time.sleep(5)
            desk.picture(picture)
        # Closed as a person closes it: after a kill the next start would check everything first.
        desk.wine("taskkill", "/im", "So138.exe")
        said, _ = process.communicate(b"", timeout=60)
    if not came:
        raise NoWindowError(title)
    if process.returncode:
        raise BrokenProgramError(f"{title}: closed with {process.returncode}\n{said[-2000:]!r}")
    return took
