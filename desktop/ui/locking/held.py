"""Work of a window: while the data are locked nothing of it begins, and nothing is answered."""

import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from desktop.ui.work import Executor, Failed, Progress, Step

T = TypeVar("T")


class HeldBackError(Exception):
    """A swap came to its turn when the lock was on its way; nothing of it was done."""


class HeldWork(QObject):
    """Gives tasks to a worker; from ``hold`` on it keeps them, and the answers of those before.

    An answer may open a dialog, and a dialog over the log-in shows data. ``release`` brings all
    that was kept, in its order; what belongs to a window that is gone is never released.
    """

    def __init__(self, work: Executor) -> None:
        super().__init__()
        self.work = work
        self._holds = False
        self._held: list[Callable[[], object]] = []
        self._turn = threading.Lock()
        self._locking = self._swapping = False
        self._swaps_held = 0

    @property
    def holds(self) -> bool:
        """Whether the data are locked."""
        return self._holds

    def call(
        self, task: Callable[[], T], then: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Have a task done."""
        told = None if failed is None else partial(self._answer, failed)
        self._when_free(lambda: self.work.call(task, partial(self._answer, then), told))

    def call_second(
        self, task: Callable[[], T], then: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Have a task done that may come second; it may find the data locked by then."""
        self.work.call_second(_wait, lambda _waited: self.call(task, then, failed))

    def call_long(
        self,
        task: Callable[[Progress], T],
        then: Callable[[T], None],
        *,
        step: Callable[[Step], None],
        failed: Failed | None = None,
    ) -> Progress:
        """Have a long task done; whoever holds its progress may stop it before it begins."""
        told = None if failed is None else partial(self._answer, failed)
        mine = Progress(step)

        def through(inner: Progress) -> T:
            mine.tell_through(inner)
            return task(mine)

        self._when_free(
            lambda: self.work.call_long(
                through, partial(self._answer, then), step=step, failed=told
            )
        )
        return mine

    def call_swap(self, task: Callable[[], T], then: Callable[[T], None], failed: Failed) -> None:
        """Have a task done that puts another store in the place of the open one.

        It begins behind no lock: one that waits in the worker's line then is kept as well. Once
        it has begun nothing is locked here any more; a window of its own follows.
        """

        def at_its_turn() -> T:
            self._begin_swap()
            return task()

        def refused(error: Exception) -> None:
            if isinstance(error, HeldBackError):
                self._swaps_held += 1
                self._when_free(partial(self.call_swap, task, then, failed))
                return
            self._swapping = False
            failed(error)

        self._when_free(lambda: self.work.call(at_its_turn, then, refused))

    @property
    def holds_swap(self) -> bool:
        """Whether a swap waits behind the lock; it is given up with this window."""
        return self._swaps_held > 0

    def may_hold(self) -> bool:
        """Whether the data can be locked now: no swap is under way; from here on none begins."""
        with self._turn:
            self._locking = not self._swapping
            return self._locking

    def _begin_swap(self) -> None:
        with self._turn:
            if self._locking:
                raise HeldBackError
            self._swapping = True

    def hold(self) -> None:
        """The data are locked from now on."""
        self._holds = True

    def release(self) -> None:
        """The data are open again: what was kept comes, each as the worker's answers come."""
        self._holds = self._locking = False
        self._swaps_held = 0
        held, self._held = self._held, []
        for one in held:
            QTimer.singleShot(0, self, one)

    def _answer(self, deliver: Callable[[T], None], answer: T) -> None:
        self._when_free(partial(deliver, answer))

    def _when_free(self, job: Callable[[], object]) -> None:
        if self._holds:
            self._held.append(job)
        else:
            job()


def _wait() -> None:
    """A task that only takes its turn."""
