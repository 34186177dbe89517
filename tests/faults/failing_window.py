"""The real window on a disk that begins to fail: run in a process of its own, told in lines.

``python -m tests.faults.failing_window FOLDER SCRATCH lasting|once|never``: strace attaches to the
running program and makes its writes fail, then lets go.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

from PySide6.QtWidgets import QApplication

from desktop import i18n
from desktop.actions.sessions import record_session
from desktop.ui.design.theme import Theme, make_application
from desktop.ui.memory import WindowMemory
from desktop.ui.opening import Opening
from desktop.ui.start import WindowSession
from tests.faults.ground import session_draft

_PATIENCE = 40


class FailingDisk:
    """While it is on, every write of this process ends with an I/O error."""

    def __init__(self) -> None:
        self._strace: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        call = ["strace", "-f", "-qq", "-o", os.devnull, "-p", str(os.getpid())]
        call += ["-e", "trace=pwrite64", "-e", "inject=pwrite64:error=EIO"]
        self._strace = subprocess.Popen(call, stderr=subprocess.DEVNULL)
        wait(traced)

    def end(self) -> None:
        if self._strace is not None:
            self._strace.terminate()
            self._strace.wait()
            wait(lambda: not traced())


def traced() -> bool:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return "TracerPid:\t0\n" not in status


def wait(done: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    end = time.monotonic() + _PATIENCE
    while not done():
        if time.monotonic() > end:
            raise TimeoutError
        QApplication.processEvents()
        time.sleep(0.01)


def main(folder: Path, scratch: Path, how: str) -> None:
    i18n.install("vi")
    theme = Theme(make_application(), preference="light")
    session = WindowSession(
        Opening(folder), theme=theme, memory=WindowMemory(None), logs=scratch / "log"
    )
    session.begin()
    wait(lambda: session.window is not None and session.window.isVisible())
    window, context, desk = session.window, session.context, session.desk
    assert window is not None
    assert context is not None
    assert desk is not None
    window.show_room("sessions")
    room = window.room("sessions")
    told: list[str] = []
    context.said.connect(lambda _tone, text: told.append(text))
    dice = Random(138)

    def record() -> bool:
        before = desk.store.head.seq
        answers: list[bool] = []

        def fail(error: Exception) -> None:
            context.failed(error)
            answers.append(False)

        context.write(
            partial(record_session, desk, session_draft(desk, dice)),
            lambda done: answers.append(done.done),
            fail,
        )
        wait(lambda: bool(answers))
        assert not answers[0] or desk.store.head.seq > before
        return answers[0]

    saved = [record()]
    disk = FailingDisk()
    if how != "never":
        disk.begin()
    saved.append(record())
    wait(lambda: len(told) >= (2 if how != "never" else 0))
    wait(lambda: session.mender is not None and not session.mender.mending)
    disk.end()
    saved.append(record())
    print("saved", *saved)
    print("same", window.room("sessions") is room, session.window is window)
    print("told", *(text.partition(".")[0] for text in told), sep="|")
    session.end()
    print("end", flush=True)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
