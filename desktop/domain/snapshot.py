"""The snapshot of a period: what it holds, and its one canonical form.

Closing stores its bytes; reports, packages and correction tables of a closed period
read them. ``snapshot_making`` makes one; that of an open period is marked draft.
"""

from dataclasses import dataclass
from datetime import date

from desktop.domain.canonical import MalformedError, build, parse, plain, to_bytes
from desktop.domain.commune import DutyCalendar
from desktop.domain.confirmations import AnsweredConfirmation
from desktop.domain.count_lines import CountLine
from desktop.domain.counting import (
    ActivityTotals,
    Cell,
    MonthDuty,
    Share,
    Upkeep,
)
from desktop.domain.groups import told_name
from desktop.domain.objective_results import ObjectiveResult
from desktop.domain.objective_store import StoredFigure
from desktop.domain.periods import (
    Period,
)
from desktop.domain.plans import PlanDay, TaskState
from desktop.domain.sessions import OutreachSession

FORMAT = "so138-snapshot"
VERSION = 2


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of one period: activity, group-months, and upkeep on its closing date."""

    period: str
    activity: ActivityTotals
    group_months: Share
    groups_with_model: Share
    models: int


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group as it stood on the closing date."""

    id: str
    name: str
    kind: str = ""
    former_commune: str = ""
    households: int | None = None
    population: int | None = None
    state: str = "active"

    @property
    def full_name(self) -> str:
        """The name, followed by "(… cũ)" when the group came from a former commune."""
        return told_name(self.name, self.former_commune)


@dataclass(frozen=True, slots=True)
class ModelLine:
    """A model as it stood on the closing date; ``founded`` is a day, a year or empty (unknown)."""

    id: str
    name: str
    kind: str
    group_ids: tuple[str, ...]
    commune_wide: bool
    founded: str
    decision: str
    members: int | None
    status: str
    since: str
    note: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One group's cells over the months of the matrix."""

    group_id: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """The plan that a period followed.

    ``row`` is the unit's own row in the plan's allocated tables, as it chose it; empty for none.
    """

    id: str
    symbol: str
    title: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """What the objectives of a month came to."""

    month: str
    figures: tuple[StoredFigure, ...]


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task of the plan as it stood on the closing date."""

    id: str
    text: str
    clause: str
    body: str
    due: PlanDay
    state: TaskState
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class AreaLine:
    """The level of the area on the closing date, since when, by which rule and decision."""

    level: str
    level_name: str
    on: date
    rule: str
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A period's facts and figures. Names of groups are looked up in ``groups`` by id.

    What the plan asks for stands at the end; a period closed before plans were kept has none.
    """

    draft: bool
    period: Period
    code: str
    valid_from: date
    commune: str
    superior: str
    committee: str
    start_day: int
    duty_calendar: DutyCalendar
    commune_wide_counts: bool
    first_month: str | None
    groups: tuple[GroupLine, ...]
    sessions: tuple[OutreachSession, ...]
    models: tuple[ModelLine, ...]
    duty: tuple[MonthDuty, ...]
    other_duty: tuple[MonthDuty, ...]
    """The duty under the other calendar, where it gives another answer; else empty."""
    upkeep: Upkeep
    totals: Totals
    previous: Totals | None
    last_year: Totals | None
    cumulative: Totals | None
    matrix_months: tuple[str, ...]
    matrix: tuple[MatrixRow, ...]
    late: tuple[OutreachSession, ...] = ()
    """Slips of earlier, closed periods: "số bổ sung" of this report."""
    plan: PlanLine | None = None
    objectives: tuple[ObjectiveResult, ...] = ()
    counts: tuple[CountLine, ...] = ()
    confirmations: tuple[AnsweredConfirmation, ...] = ()
    tasks: tuple[TaskLine, ...] = ()
    area: AreaLine | None = None
    inspections: int = 0
    objectives_before: tuple[StoredFigure, ...] = ()
    """The objectives of the period before, as they stood when this one was closed."""
    objectives_last_year: tuple[StoredFigure, ...] = ()
    objectives_by_month: tuple[MonthFigures, ...] = ()
    """Of a period of several months, what each of them came to."""

    def name_of(self, group_id: str) -> str:
        """The name of a group on the closing date."""
        return next((line.name for line in self.groups if line.id == group_id), group_id)


def snapshot_bytes(snapshot: Snapshot) -> bytes:
    """The canonical bytes of a snapshot: the same figures, the same bytes."""
    return to_bytes({"format": FORMAT, "version": VERSION, "snapshot": plain(snapshot)})


def read_snapshot(data: bytes) -> Snapshot:
    """The snapshot that canonical bytes hold, of this version or the one before.

    Raises:
        MalformedError: the bytes are no such snapshot.
    """
    return build(Snapshot, snapshot_content(parse(data)))


def snapshot_content(content: object) -> object:
    """The plain snapshot of what canonical bytes hold, as this version would have written it.

    Raises:
        MalformedError: it is no such snapshot.
    """
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise MalformedError("snapshot")
    match content.get("version"):
        case 2:
            return _as_of_now(content.get("snapshot"))
        case 1:
            return _from_version_1(content.get("snapshot"))
        case _:
            raise MalformedError("snapshot")


def _as_of_now(value: object) -> object:
    """A snapshot in which every count says how its figures of earlier periods stand, and the plan
    which row the unit chose.

    Those kept before that was told apart say that it is not known.
    """
    if not isinstance(value, dict):
        return value
    counts, plan = value.get("counts"), value.get("plan")
    if isinstance(counts, list):
        unknown = {"previous_state": None, "last_year_state": None}
        lines = [{**unknown, **one} if isinstance(one, dict) else one for one in counts]
        value = {**value, "counts": lines}
    return {**value, "plan": {"row": "", **plan}} if isinstance(plan, dict) else value


def _from_version_1(value: object) -> object:
    """A snapshot of version 1 with what version 2 added left empty."""
    sessions = value.get("sessions") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(sessions, list):
        raise MalformedError("snapshot")
    if not all(isinstance(one, dict) for one in sessions):
        raise MalformedError("snapshot")
    added = (
        *("late", "objectives", "counts", "confirmations", "tasks"),
        *("objectives_before", "objectives_last_year", "objectives_by_month"),
    )
    return {
        **{key: [] for key in added},
        "plan": None,
        "area": None,
        "inspections": 0,
        **value,
        "sessions": [{"reported_in": None, **one} for one in sessions],
    }
