"""What the shell offers to its rooms, and what it asks of the office behind it."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.domain.periods import Period, PeriodRule
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.locking.held import HeldWork
from desktop.ui.memory import WindowMemory
from desktop.ui.shell.views import Hit, PathView, StatusView, Undone
from desktop.ui.sticks import StickWatch
from desktop.ui.widgets.banner import Tone
from desktop.ui.work import CancelledError, Executor, Failed

T = TypeVar("T")


class Touched(Protocol):
    """The kinds of thing that a write changed."""

    @property
    def kinds(self) -> frozenset[str]:
        """Their codes."""


class Written(Protocol):
    """The outcome of a write."""

    @property
    def changes(self) -> Touched:
        """What it changed."""


W = TypeVar("W", bound=Written)


class Office(Protocol):
    """What the shell itself reads and does; every call runs on the worker."""

    def path(self, month: Period) -> PathView:
        """The path of a month."""

    def status(self) -> StatusView:
        """The status line."""

    def find(self, text: str) -> tuple[Hit, ...]:
        """What fits the text, best first; compared folded."""

    def undo(self) -> Undone:
        """Take the last step back."""

    def redo(self) -> Undone:
        """Do the step again."""


class ShellContext(QObject):
    """The shell as a room sees it.

    A room calls ``work`` (or ``write``) for everything that touches the store. ``explain`` words
    an error of the environment and returns nothing for an error of our own, which is then raised
    on the window's thread, where the crash report is written. ``rule`` makes the months around
    the one in sight; until the path is read, the first day of that month speaks for it.
    While the data are locked it is ``resting``: what is asked, and what was asked before, is
    answered afterwards.
    """

    month_changed = Signal(object)
    changed = Signal(object)
    going = Signal(str, object)
    said = Signal(str, str)
    noted = Signal(str)
    name_changed = Signal(str)
    lock_wanted = Signal()
    backed_up = Signal()

    def __init__(
        self,
        *,
        work: Executor,
        theme: Theme,
        memory: WindowMemory,
        month: Period,
        explain: Callable[[Exception], str | None],
    ) -> None:
        super().__init__()
        self.held = HeldWork(work)
        self.work: Executor = self.held
        self.theme, self.memory = theme, memory
        self._month, self._explain = month, explain
        self.rule = PeriodRule.uniform(month.start.day)
        self.sticks = StickWatch(work=self.work)

    @property
    def resting(self) -> bool:
        """Whether the data are locked."""
        return self.held.holds

    @property
    def month(self) -> Period:
        """The reporting month that the window shows."""
        return self._month

    def set_month(self, month: Period) -> None:
        """Show another month."""
        if month != self._month:
            self._month = month
            self.month_changed.emit(month)

    def go_to(self, room: str, target: object = None) -> None:
        """Show another room; ``target`` is given to it."""
        self.going.emit(room, target)

    def ask(
        self, task: Callable[[], T], then: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Read on the worker; errors that are not taken are told above the content."""
        self.work.call(task, then, failed or self.failed)

    def swap(self, task: Callable[[], T], then: Callable[[T], None]) -> None:
        """Put another store in the place of this one; the window is built anew around it."""
        self.held.call_swap(task, then, self.failed)

    def ask_second(self, task: Callable[[], T], then: Callable[[T], None]) -> None:
        """Read on the worker what may come a little later than the rest of the screen."""
        self.work.call_second(task, then, self.failed)

    def write(
        self, task: Callable[[], W], then: Callable[[W], None], failed: Failed | None = None
    ) -> None:
        """Write on the worker; what it changed is announced to the room in sight, then ``then``."""

        def finish(outcome: W) -> None:
            self.announce(outcome.changes.kinds)
            then(outcome)

        self.work.call(task, finish, failed or self.failed)

    def announce(self, kinds: frozenset[str]) -> None:
        """Tell that these kinds of thing were changed."""
        if kinds:
            self.changed.emit(kinds)

    def say(self, tone: Tone, text: str) -> None:
        """Show a message above the content: what happened, what it means, what to do."""
        self.said.emit(tone.value, text)

    def note(self, text: str) -> None:
        """Show a short word in the status line."""
        self.noted.emit(text)

    def failed(self, error: Exception) -> None:
        """Tell an error of the environment; raise an error of our own where it is reported."""
        if self.resting or isinstance(error, CancelledError):
            return
        words = self._explain(error)
        if words is not None:
            self.say(Tone.TROUBLE, words)
            return
        self.say(
            Tone.TROUBLE,
            _("The program met an error of its own. What was saved before is safe."),
        )
        raise error
