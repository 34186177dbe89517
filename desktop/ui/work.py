"""Background work: one worker thread owns the store, and answers arrive on the window's thread.

The store allows one connection, used by one thread; tasks run one after another in the order in
which they were asked for. A task is a plain function; it never touches a widget.
"""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

T = TypeVar("T")

Failed = Callable[[Exception], None]
Job = Callable[[], None]


_SECOND_MS = 250


class CancelledError(Exception):
    """The user stopped a long task; nothing went wrong."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a long task came: ``done`` of ``total`` parts (0: not known), and what it does."""

    done: int
    total: int
    text: str = ""


class Progress:
    """Given to a long task: it reports its steps here and learns whether to stop."""

    def __init__(self, tell: Callable[[Step], None]) -> None:
        self._tell = tell
        self._stop = threading.Event()

    def report(self, done: int, total: int, text: str = "") -> None:
        """Tell how far the task came.

        Raises:
            CancelledError: the user asked to stop.
        """
        if self._stop.is_set():
            raise CancelledError
        self._tell(Step(done, total, text))

    def tell_through(self, other: "Progress") -> None:
        """Tell further steps through the progress of the task that came to do this one."""
        self._tell = lambda one: other.report(one.done, one.total, one.text)

    @property
    def cancelled(self) -> bool:
        """Whether the user asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the task to stop at its next step."""
        self._stop.set()


class Executor(Protocol):
    """Runs tasks one after another and delivers their results."""

    def call(
        self, task: Callable[[], T], then: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Run ``task``; give its result to ``then`` or its error to ``failed``."""

    def call_second(
        self, task: Callable[[], T], then: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Run ``task`` once what was asked before has been painted: it may come second."""

    def call_long(
        self,
        task: Callable[[Progress], T],
        then: Callable[[T], None],
        *,
        step: Callable[[Step], None],
        failed: Failed | None = None,
    ) -> Progress:
        """Run a task that reports its steps; cancel it through the returned progress."""


class ImmediateExecutor:
    """Runs every task at once, on the calling thread: for tests."""

    def __init__(self, failed: Failed | None = None) -> None:
        self._failed = failed

    def call(
        self, task: Callable[[], T], then: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Run ``task`` now; an error nobody takes is raised."""
        take = failed or self._failed
        try:
            result = task()
        except Exception as error:
            if take is None:
                raise
            take(error)
            return
        then(result)

    call_second = call

    def call_long(
        self,
        task: Callable[[Progress], T],
        then: Callable[[T], None],
        *,
        step: Callable[[Step], None],
        failed: Failed | None = None,
    ) -> Progress:
        """Run a long task now."""
        progress = Progress(step)
        self.call(lambda: task(progress), then, failed)
        return progress


class Worker(QObject):
    """The one worker thread. ``failed`` takes the errors that a call does not take itself.

    Results and errors are delivered on the thread that made the worker (the window's), in order;
    ``waiting`` carries the number of tasks not yet delivered.
    """

    waiting = Signal(int)
    _arrived = Signal()

    def __init__(self, *, failed: Failed) -> None:
        super().__init__()
        self._failed = failed
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._deliveries: deque[Job] = deque()
        self._waiting = 0
        self._closed = False
        self._arrived.connect(self._deliver)
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)
        self._thread.start()

    def call(
        self, task: Callable[[], T], then: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Queue ``task``; ``then`` or ``failed`` is called later, on the window's thread."""
        if self._closed:
            return
        self._waiting += 1
        self.waiting.emit(self._waiting)
        self._jobs.put(partial(self._do, task, then, failed or self._failed))

    def call_second(
        self, task: Callable[[], T], then: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Queue ``task`` a little later: one thread runs at a time, and the paint comes first."""
        QTimer.singleShot(_SECOND_MS, self, lambda: self.call(task, then, failed))

    def call_long(
        self,
        task: Callable[[Progress], T],
        then: Callable[[T], None],
        *,
        step: Callable[[Step], None],
        failed: Failed | None = None,
    ) -> Progress:
        """Queue a task that reports its steps; ``step`` is called on the window's thread."""
        progress = Progress(lambda one: self._post(partial(step, one)))
        self.call(lambda: task(progress), then, failed)
        return progress

    def close(self, last: Callable[[], None] | None = None, *, seconds: float = 60.0) -> bool:
        """Finish what is queued, run ``last`` on the worker, end; False when it took too long.

        Results that arrive after this call are dropped: the window is gone.
        """
        self._closed = True
        if last is not None:
            self._jobs.put(partial(self._do, last, _drop, self._failed))
        self._jobs.put(None)
        self._thread.join(timeout=seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()

    def _do(self, task: Callable[[], T], then: Callable[[T], None], failed: Failed) -> None:
        try:
            result = task()
        except Exception as error:  # noqa: BLE001  told apart by explain(), on the window's side
            self._post(partial(self._finish, partial(failed, error)))
        else:
            self._post(partial(self._finish, partial(then, result)))

    def _finish(self, deliver: Job) -> None:
        self._waiting -= 1
        self.waiting.emit(self._waiting)
        deliver()

    def _post(self, delivery: Job) -> None:
        self._deliveries.append(delivery)
        if not self._closed:
            self._arrived.emit()

    @Slot()
    def _deliver(self) -> None:
        # What was on its way when the worker was closed would reach widgets that are gone.
        if self._deliveries and not self._closed:
            self._deliveries.popleft()()


def _drop(_result: object) -> None:
    """Nobody waits for this result."""
