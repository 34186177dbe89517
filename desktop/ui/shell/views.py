"""What the shell shows, as frozen values: the month's path, the status line, search results."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.periods import Period, PeriodRule

if TYPE_CHECKING:
    from collections.abc import Callable


class StepState(StrEnum):
    """Where a step of the month's path stands."""

    DUE = "todo"
    CURRENT = "current"
    DONE = "done"
    LATER = "later"


class StepTone(StrEnum):
    """How the line below a step reads: plain, something is missing, or trouble."""

    PLAIN = "plain"
    DUE = "todo"
    TROUBLE = "trouble"


class StepView(NamedTuple):
    """One step: the room it opens, its title, and in one line what is still missing.

    ``target`` goes to that room with the step.
    """

    key: str
    number: int
    title: str
    detail: str
    state: StepState
    room: str
    tone: StepTone = StepTone.PLAIN
    target: object = None


class NoticeView(NamedTuple):
    """A sentence about the whole month, and the place that its link opens."""

    text: str
    action: str
    room: str
    target: object = None


class DotState(StrEnum):
    """How far a month came: closed, begun, nothing yet, still to come, before tracking began."""

    DONE = "done"
    BEGUN = "begun"
    OPEN = "open"
    COMING = "coming"
    BEFORE = "before"


class DotView(NamedTuple):
    """One month of the strip; ``sentence`` is its tooltip ("Tháng 9/2026: đã chốt 15/9")."""

    month: Period
    sentence: str
    state: DotState


class PathView(NamedTuple):
    """The path of one month: its title, its dates, its steps, and the twelve months around.

    ``rest`` gives the same path with what takes longer to find out; it runs on the worker.
    ``notice`` is said below the steps in every room: a correction is under way. ``rule`` makes
    the months before and after this one.
    """

    month: Period
    title: str
    dates: str
    steps: tuple[StepView, ...] = ()
    dots: tuple[DotView, ...] = ()
    notice: NoticeView | None = None
    rule: PeriodRule = PeriodRule()
    rest: "Callable[[], PathView] | None" = None


class StatusView(NamedTuple):
    """The status line: what was saved, how old the copy outside is, what undo would take back."""

    saved: str = ""
    outside_copy: str = ""
    copy_is_old: bool = False
    note: str = ""
    undo: str = ""
    redo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing found: its name, what it is, and the place that shows it."""

    title: str
    detail: str
    room: str
    icon: str = "search"
    target: object = None


class Undone(NamedTuple):
    """What undo or redo came to: the kinds of thing it touched, and why it could not, if so.

    ``said`` names the step: it may be an older one, where what was done last is no step of undo.
    """

    kinds: frozenset[str] = frozenset()
    refusal: str = ""
    said: str = ""
