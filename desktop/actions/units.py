"""The units that a superior expects: brought in from a list, changed, taken out.

A list only adds and changes; what it does not name stays. A code that is given to a new unit ends
the unit that bore it before on the day from which the new one is valid.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from desktop.actions.backups import BEFORE_IMPORT, back_up_before
from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.actions.unit_rows import (
    CODES_SINCE,
    CODES_SINCE_2004,
    LaidOver,
    Moved,
    Renamed,
    UnitFate,
)
from desktop.db.received_queries import active_packages_of
from desktop.db.received_saving import save_expected_unit
from desktop.db.saving import soft_delete
from desktop.db.unit_queries import expected_units, unit_ids
from desktop.domain.expected_units import ExpectedUnit, UnitId, check_units
from desktop.domain.matching import Fate
from desktop.domain.problems import Problem, Severity, stopping
from desktop.domain.text import identity_key, look_key
from desktop.sheets.results import CellProblem
from desktop.sheets.unit_list import UnitList, read_unit_list
from desktop.sheets.workbook import read_workbook

__all__ = [
    "CODES_SINCE",
    "CODES_SINCE_2004",
    "Moved",
    "Renamed",
    "UnitFate",
    "UnitRehearsal",
    "carry_out_units",
    "delete_unit",
    "is_known",
    "record_unit",
    "rehearse_units",
    "units",
]


@dataclass(frozen=True, slots=True)
class UnitRehearsal:
    """What importing a list would do; ``ended`` are units whose code passes to a new one.

    ``assumed`` counts the units whose list names no day, by the day that they get. ``left`` are
    expected still, though a list of mergers names them neither among the old nor the new.
    """

    path: Path
    reading: UnitList
    fates: tuple[UnitFate, ...]
    ended: tuple[ExpectedUnit, ...]
    head: str
    assumed: Mapping[date, int] = field(default_factory=dict)
    renamed: tuple[Renamed, ...] = ()
    moved: tuple[Moved, ...] = ()
    left: tuple[ExpectedUnit, ...] = ()

    @property
    def problems(self) -> tuple[CellProblem, ...]:
        """What stops rows, in their order."""
        return tuple(problem for one in self.fates for problem in one.problems if problem.stops)

    def count(self, fate: Fate | None) -> int:
        """How many rows have a fate."""
        return sum(one.fate is fate for one in self.fates)


def units(desk: Desk, on: date | None = None) -> tuple[ExpectedUnit, ...]:
    """The units expected on a day, or all that ever were, in the order of the list."""
    return expected_units(desk.store, on)


def is_known(desk: Desk, code: str) -> bool:
    """Whether a code is that of a unit in the list, or of one whose files were received."""
    listed = any(one.code == code for one in expected_units(desk.store))
    return listed or bool(active_packages_of(desk.store, code))


def rehearse_units(desk: Desk, path: Path, *, valid_from: date | None = None) -> UnitRehearsal:
    """Reads a list of units, or of mergers, and compares it with the store; writes nothing.

    ``valid_from`` is the day of units for which the list names none.

    Raises:
        SheetError: the file cannot be read as such a list.
    """
    reading = read_unit_list(read_workbook(path))
    laid = LaidOver(expected_units(desk.store), reading, valid_from)
    fates = tuple(laid.fates())
    return UnitRehearsal(
        path,
        reading,
        fates,
        laid.ended(),
        desk.store.head.hash,
        assumed=dict(Counter(laid.assumed.values())),
        renamed=laid.renamed(),
        moved=tuple(laid.moved.values()),
        left=laid.left(),
    )


def carry_out_units(
    desk: Desk, rehearsal: UnitRehearsal, *, leave_out_problems: bool = False
) -> Outcome[int]:
    """Writes what a rehearsal showed, in one step that undo takes back; the value counts units."""
    if rehearsal.problems and not leave_out_problems:
        return refused(Problem("import_has_problems", "rows"))
    if rehearsal.head != desk.store.head.hash:
        return refused(Problem("rehearsal_outdated", "rows"))
    written = [one.unit for one in rehearsal.fates if one.unit and one.fate is not Fate.SAME]
    found = {one.unit: one for one in (*rehearsal.ended, *written)}
    # Units that move first: others may take the place that they leave.
    moves = [(one.former, found.pop(one.unit.unit, one.unit)) for one in rehearsal.moved]
    desk.require("record_units")
    if moves or found:
        back_up_before(desk, BEFORE_IMPORT)
    return _write(desk, [*moves, *found.items()])


def record_unit(
    desk: Desk, draft: ExpectedUnit, *, replacing: UnitId | None = None
) -> Outcome[int]:
    """Stores one unit; ``replacing`` is its identity before, where code or day were changed."""
    known = {one.unit: one for one in expected_units(desk.store)}
    known.pop(replacing or draft.unit, None)
    if draft.unit in known:
        return refused(Problem("unit_twice", draft.code, details={"name": draft.name}))
    known[draft.unit] = draft
    problems = tuple(one for one in check_units(tuple(known.values())) if one.field == draft.code)
    if stopping(problems):
        return refused(*problems)
    written = _write(desk, [(replacing or draft.unit, draft)])
    return replace(written, problems=_looking_alike(draft, known.values()))


def _looking_alike(draft: ExpectedUnit, known: Iterable[ExpectedUnit]) -> tuple[Problem, ...]:
    """A warning where another unit's name looks the same on paper and is written otherwise."""
    key, look = identity_key(draft.name), look_key(draft.name)
    alike = (one.name for one in known if look_key(one.name) == look)
    return tuple(
        Problem("name_looks_like", "name", Severity.WARNING, {"name": draft.name, "other": other})
        for other in alike
        if identity_key(other) != key
    )[:1]


def delete_unit(desk: Desk, unit: UnitId) -> Outcome[None]:
    """Takes a unit out of the list; what came from it stays, undo brings it back."""
    row_id = unit_ids(desk.store).get(unit)
    if row_id is None:
        return refused(Problem("unit_unknown", "code", details={"unit": unit.code}))
    with desk.writing(action="delete_unit", label=unit.code) as write:
        soft_delete(write, "expected_units", row_id, at=desk.clock.now().isoformat())
    return Outcome(None, (), Changes.of_tables(write.changed_tables))


def _write(desk: Desk, found: Sequence[tuple[UnitId, ExpectedUnit]]) -> Outcome[int]:
    """Stores units by the identity that their rows have now."""
    if not found:
        return Outcome(0)
    ids = unit_ids(desk.store)
    with desk.writing(action="record_units", label="") as write:
        for former, unit in found:
            save_expected_unit(write, unit, unit_id=ids.pop(former, "") or desk.ids.new())
    return Outcome(len(found), (), Changes.of_tables(write.changed_tables))
