"""A screen in memory, and what is to be seen on it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE = "1366x768"
_PAINTED = 200
_GRAB = """\
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
picture = app.primaryScreen().grabWindow(0).toImage()
found = {picture.pixel(x, y) for x in range(0, picture.width(), 4)
         for y in range(0, picture.height(), 4)}
picture.save(sys.argv[1])
print(len(found))
"""


@contextmanager
def screen() -> Iterator[str]:
    """Start a screen; the value is what DISPLAY is set to.

    Raises:
        FileNotFoundError: Xvfb is not installed.
    """
    call = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{SIZE}x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        call, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            number = server.stdout.readline() if server.stdout is not None else ""
            yield f":{number.strip()}"
        finally:
            server.terminate()


def wait_for_picture(display: str, path: Path, *, seconds: float) -> bool:
    """Write the picture of the screen once something is painted there; False when nothing is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        told = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PATH": "/usr/bin:/bin"}
        done = subprocess.run(
            [sys.executable, "-c", _GRAB, str(path)],
            env=told,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0 and int(done.stdout) >= _PAINTED:
            return True
        time.sleep(0.5)
    return False
