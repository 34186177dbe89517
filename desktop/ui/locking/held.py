"""Work of a window: while the data are locked nothing of it begins, and nothing is answered."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from desktop.ui.work import Executor, Failed, Progress, Step

T = TypeVar("T")


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

    def hold(self) -> None:
        """The data are locked from now on."""
        self._holds = True

    def release(self) -> None:
        """The data are open again: what was kept comes, each as the worker's answers come."""
        self._holds = False
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
