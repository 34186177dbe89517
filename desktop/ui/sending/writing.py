"""Files on their way to a stick: written, read back, torn out, resumed, stopped, done.

Each period has its own file; they are written one after the other, and whoever stops in between
keeps those that lie there whole.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.actions.desk import Desk, Outcome
from desktop.actions.sending import SentFile, send_period, write_package
from desktop.actions.sticks import Place, StickCancelledError, StickGoneError, place_again
from desktop.actions.terms import STOPPING
from desktop.domain.periods import Period
from desktop.ui.shell.context import ShellContext
from desktop.ui.work import CancelledError, Progress, Step
from desktop.wording import error_text, problem_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.actions.sticks import Drive


class Phase(StrEnum):
    """How far the writing came; ``GONE`` waits for the stick and goes on by itself."""

    WRITING = "writing"
    READING = "reading"
    GONE = "gone"
    FAILED = "failed"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Job:
    """What is written and where, the periods in this order; an older file of the one period is
    named by ``package_id``."""

    periods: tuple[Period, ...]
    place: Place
    package_id: str = ""


@dataclass(frozen=True, slots=True)
class WritingState:
    """Where a job stands; ``done`` of ``total`` bytes of the file under way are through, written
    and read back. ``written`` are the files before it, which lie on the stick whole."""

    job: Job
    phase: Phase
    done: int = 0
    total: int = 0
    trouble: str = ""
    written: tuple[SentFile, ...] = field(default=(), repr=False)

    @property
    def period(self) -> Period:
        """The period whose file is under way; at the end the last one."""
        return self.job.periods[min(len(self.written), len(self.job.periods) - 1)]

    @property
    def kept(self) -> tuple[Period, ...]:
        """The periods whose files lie on the stick whole."""
        return self.job.periods[: len(self.written)]

    @property
    def missing(self) -> tuple[Period, ...]:
        """The periods whose files do not lie there yet, the one under way first."""
        return self.job.periods[len(self.written) :]

    @property
    def share(self) -> float:
        """How much of the whole job is through, from 0 to 1."""
        here = self.done / self.total if self.total else 0.0
        return min(1.0, (len(self.written) + here) / len(self.job.periods))

    @property
    def under_way(self) -> bool:
        """Whether bytes are on their way: the stick must stay where it is."""
        return self.phase in (Phase.WRITING, Phase.READING)


class Writing(QObject):
    """One job at a time; ``told`` carries every :class:`WritingState`."""

    told = Signal(object)

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        super().__init__()
        self._context, self._desk = context, desk
        self._progress: Progress | None = None
        self._looking = self._stopping = False
        self.state: WritingState | None = None

    @property
    def under_way(self) -> bool:
        """Whether the stick must stay where it is."""
        return self.state is not None and self.state.under_way

    def begin(self, job: Job) -> None:
        """Write; said again for the same periods it writes the same bytes."""
        if not self.under_way:
            self._stopping = False
            self._write(WritingState(job, Phase.WRITING))

    def again(self) -> None:
        """Try the same once more, from the first file: what lies there whole is found so."""
        if self.state is not None:
            self.begin(self.state.job)

    def stop(self) -> None:
        """Stop before the next piece; nothing of the file under way stays on the stick."""
        self._stopping = True
        if self._progress is not None:
            self._progress.cancel()

    def drop(self) -> None:
        """Wait for the stick no longer."""
        if not self.under_way:
            self.state = None

    def look_again(self, drives: "tuple[Drive, ...]") -> None:
        """Go on by itself once the stick that was torn out is there again."""
        state = self.state
        if state is None or state.phase is not Phase.GONE or self._looking:
            return
        self._looking = True
        task = partial(place_again, state.job.place, drives)
        self._context.ask(task, partial(self._found, state))

    def _found(self, state: WritingState, place: Place | None) -> None:
        self._looking = False
        if place is not None and self.state is state:
            self.begin(replace(state.job, place=place))

    def _write(self, state: WritingState) -> None:
        self._tell(state)
        task = partial(write_job, self._desk, state.job, state.period)
        self._progress = self._context.work.call_long(
            task, self._written, step=self._stepped, failed=self._failed
        )

    def _stepped(self, step: Step) -> None:
        state = self.state
        if state is not None and state.under_way:
            reading = step.done > step.total // 2
            phase = Phase.READING if reading else Phase.WRITING
            self._tell(replace(state, phase=phase, done=step.done, total=step.total))

    def _written(self, outcome: Outcome[SentFile]) -> None:
        state = self.state
        if state is None:
            return
        if outcome.value is None:
            said = " ".join(problem_text(one) for one in outcome.problems)
            self._tell(replace(state, phase=Phase.FAILED, trouble=said))
            return
        now = replace(state, done=0, total=0, written=(*state.written, outcome.value))
        if not now.missing:
            self._tell(replace(now, phase=Phase.DONE))
        elif self._stopping:
            self._tell(replace(now, phase=Phase.STOPPED))
        else:
            # Before anybody hears of the file: the stick stays where it is.
            self._tell(replace(now, phase=Phase.WRITING))
        self._context.announce(outcome.changes.kinds)
        if self.under_way:
            self._write(replace(now, phase=Phase.WRITING))

    def _failed(self, error: Exception) -> None:
        state = self.state
        if state is None:
            self._context.failed(error)
        elif isinstance(error, CancelledError | StickCancelledError):
            self._tell(replace(state, phase=Phase.STOPPED))
        elif isinstance(error, StickGoneError):
            self._tell(replace(state, phase=Phase.GONE))
        elif isinstance(error, STOPPING):
            said = error_text(error.code, error.details)
            self._tell(replace(state, phase=Phase.FAILED, trouble=said))
        else:
            self._tell(replace(state, phase=Phase.FAILED))
            self._context.failed(error)

    def _tell(self, state: WritingState) -> None:
        self.state = state
        self.told.emit(state)


def write_job(desk: Desk, job: Job, period: Period, progress: Progress) -> Outcome[SentFile]:
    """Write the file of one period of a job; runs on the worker.

    Raises:
        FileFaultError: the stick is in the way. CancelledError: it was stopped.
    """

    def tell(done: int, total: int) -> None:
        if not progress.cancelled:
            progress.report(done, total)

    write: Callable[..., Outcome[SentFile]]
    if job.package_id:
        write = partial(write_package, desk, job.package_id)
    else:
        write = partial(send_period, desk, period)
    return write(job.place.folder, progress=tell, cancelled=lambda: progress.cancelled)
