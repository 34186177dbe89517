"""Work that comes while the data are locked: it waits until they are open again."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from desktop.ui.work import Executor, Failed, Progress, Step

T = TypeVar("T")


class HeldWork:
    """Takes tasks as a worker does and does none of them before it is released."""

    def __init__(self, work: Executor) -> None:
        self.work = work
        self._held: list[Callable[[], object]] = []

    def call(
        self, task: Callable[[], T], then: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Keep a task."""
        self._held.append(partial(self.work.call, task, then, failed))

    def call_second(
        self, task: Callable[[], T], then: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Keep a task that may come second."""
        self._held.append(partial(self.work.call_second, task, then, failed))

    def call_long(
        self,
        task: Callable[[Progress], T],
        then: Callable[[T], None],
        *,
        step: Callable[[Step], None],
        failed: Failed | None = None,
    ) -> Progress:
        """Keep a long task; whoever holds its progress may stop it before it begins."""
        progress = Progress(step)
        self._held.append(partial(self.work.call, partial(task, progress), then, failed))
        return progress

    def release(self) -> None:
        """Do what was kept, in its order."""
        held, self._held = self._held, []
        for one in held:
            one()
