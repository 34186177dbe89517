"""The units that a superior expects: brought in from a list, changed, taken out.

A list only adds and changes; what it does not name stays. A code that is given to a new unit ends
the unit that bore it before on the day from which the new one is valid.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.db.received_queries import active_packages_of
from desktop.db.received_saving import save_expected_unit
from desktop.db.saving import soft_delete
from desktop.db.unit_queries import expected_units, unit_ids
from desktop.domain.expected_units import ExpectedUnit, UnitId, check_units
from desktop.domain.matching import Fate
from desktop.domain.problems import Problem, stopping
from desktop.sheets.results import CellProblem
from desktop.sheets.unit_list import UnitList, UnitListKind, UnitRow, read_unit_list
from desktop.sheets.workbook import read_workbook

CODES_SINCE = date(2025, 7, 1)
"""The official codes in use were given out with the communes of 1 July 2025: the day of a unit
for which a list names none."""


@dataclass(frozen=True, slots=True)
class UnitFate:
    """What the import would do with one row; ``fate`` is none where a problem stops it."""

    row: UnitRow
    fate: Fate | None
    unit: ExpectedUnit | None
    problems: tuple[CellProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitRehearsal:
    """What importing a list would do; ``ended`` are units whose code passes to a new one."""

    path: Path
    reading: UnitList
    fates: tuple[UnitFate, ...]
    ended: tuple[ExpectedUnit, ...]
    head: str

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
    merging = _Merging(desk, reading, valid_from)
    fates = tuple(merging.fates())
    return UnitRehearsal(path, reading, fates, merging.ended(), desk.store.head.hash)


def carry_out_units(
    desk: Desk, rehearsal: UnitRehearsal, *, leave_out_problems: bool = False
) -> Outcome[int]:
    """Writes what a rehearsal showed, in one step that undo takes back; the value counts units."""
    if rehearsal.problems and not leave_out_problems:
        return refused(Problem("import_has_problems", "rows"))
    if rehearsal.head != desk.store.head.hash:
        return refused(Problem("rehearsal_outdated", "rows"))
    written = [one.unit for one in rehearsal.fates if one.unit and one.fate is not Fate.SAME]
    return _write(desk, {one.unit: one for one in (*rehearsal.ended, *written)})


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
    return _write(desk, {replacing or draft.unit: draft})


def delete_unit(desk: Desk, unit: UnitId) -> Outcome[None]:
    """Takes a unit out of the list; what came from it stays, undo brings it back."""
    row_id = unit_ids(desk.store).get(unit)
    if row_id is None:
        return refused(Problem("unit_unknown", "code", details={"unit": unit.code}))
    with desk.writing(action="delete_unit", label=unit.code) as write:
        soft_delete(write, "expected_units", row_id, at=desk.clock.now().isoformat())
    return Outcome(None, (), Changes.of_tables(write.changed_tables))


def _write(desk: Desk, found: Mapping[UnitId, ExpectedUnit]) -> Outcome[int]:
    """Stores units by the identity that their rows have now."""
    if not found:
        return Outcome(0)
    ids = unit_ids(desk.store)
    with desk.writing(action="record_units", label="") as write:
        for former, unit in found.items():
            save_expected_unit(write, unit, unit_id=ids.get(former) or desk.ids.new())
    return Outcome(len(found), (), Changes.of_tables(write.changed_tables))


class _Merging:
    """A list laid over the units that are known."""

    def __init__(self, desk: Desk, reading: UnitList, valid_from: date | None) -> None:
        self.reading, self.valid_from = reading, valid_from
        self.stored = {one.unit: one for one in expected_units(desk.store)}
        self.after = dict(self.stored)
        self.place = max((one.position for one in self.stored.values()), default=0)
        self.named: dict[UnitId, UnitRow] = {}

    def fates(self) -> Iterator[UnitFate]:
        """What becomes of every row, all rows of the list taken together."""
        drafts = [(row, self._draft(row)) for row in self.reading.rows]
        drafted = {key: self.after[key] for key in self.named}
        self._end_bearers()
        wrong: dict[str, list[Problem]] = {}
        for problem in check_units(tuple(self.after.values())):
            wrong.setdefault(problem.field, []).append(problem)
        bad = {key for key, row in self.named.items() if row.problems or key.code in wrong}
        # A row that is left out ends no other unit.
        good = {key: unit for key, unit in drafted.items() if key not in bad}
        self.after = self.stored | good
        self._end_bearers()
        for row, found in drafts:
            if isinstance(found, Problem):
                yield self._refused(row, [found])
            elif found in bad:
                yield self._refused(row, wrong.get(found.code, []))
            else:
                unit = self.after[found]
                yield UnitFate(row, self._fate(unit), unit)

    def ended(self) -> tuple[ExpectedUnit, ...]:
        """Units that no row names and that end all the same."""
        return tuple(
            unit
            for key, unit in self.after.items()
            if key not in self.named and key in self.stored and self.stored[key] != unit
        )

    def _fate(self, unit: ExpectedUnit) -> Fate:
        known = self.stored.get(unit.unit)
        if known is None:
            return Fate.NEW
        return Fate.SAME if known == unit else Fate.CHANGED

    def _refused(self, row: UnitRow, problems: list[Problem]) -> UnitFate:
        found = tuple(
            CellProblem(row.sheet, row.row, self._letter(one), one.code, dict(one.details))
            for one in problems
        )
        return UnitFate(row, None, None, (*row.problems, *found))

    def _letter(self, problem: Problem) -> str:
        columns = self.reading.columns
        if problem.code == "name_missing":
            return columns.get("name", "")
        return columns.get("code") or columns.get("old_code", "")

    def _draft(self, row: UnitRow) -> UnitId | Problem:
        if self.reading.kind is UnitListKind.MERGERS:
            return self._merger(row)
        return self._unit(row)

    def _unit(self, row: UnitRow) -> UnitId | Problem:
        code = row.text("code")
        if not code:
            return Problem("unit_code_wrong", code, details={"name": row.text("name")})
        since = row.days.get("valid_from") or self.valid_from or self._since(code)
        key = UnitId(code, since)
        if key in self.named:
            return Problem("unit_row_repeated", code, details={"name": row.text("name")})
        known = self.after.get(key)
        if known is None:
            self.place += 1
            known = ExpectedUnit(code, "", since, position=self.place)
        self.after[key] = replace(
            known,
            name=row.text("name"),
            kind=row.text("kind") or known.kind,
            valid_until=row.days.get("valid_until", known.valid_until),
            successor_code=row.text("successor_code") or known.successor_code,
        )
        self.named[key] = row
        return key

    def _since(self, code: str) -> date:
        """The day of the unit that bears a code last, where the list names no day."""
        days = [key.valid_from for key in self.stored if key.code == code]
        return max(days, default=CODES_SINCE)

    def _merger(self, row: UnitRow) -> UnitId | Problem:
        """A unit that went into another: it ends on the day from which that one is valid."""
        new_code, old_code = row.text("new_code"), row.text("old_code")
        heirs = [unit for key, unit in self.after.items() if key.code == new_code]
        day = row.days.get("merged_on") or self.valid_from
        day = day or max((unit.valid_from for unit in heirs), default=None)
        if day is None or not any(unit.exists_on(day) for unit in heirs):
            details = {"name": row.text("old_name") or old_code, "successor": new_code}
            return Problem("unit_successor_unknown", old_code, details=details)
        key = max(
            (key for key in self.after if key.code == old_code and key.valid_from < day),
            default=None,
        )
        if key is None:
            name = row.text("old_name") or old_code
            details = {"name": name, "code": old_code, "date": day.isoformat()}
            return Problem("unit_not_listed", old_code, details=details)
        known = self.after[key]
        self.after[key] = replace(known, valid_until=day, successor_code=new_code)
        self.named[key] = row
        return key

    def _end_bearers(self) -> None:
        """Whoever bore a code that passes to a new unit ends on that unit's first day."""
        for key, unit in list(self.after.items()):
            later = [
                other.valid_from
                for other in self.after
                if other.code == key.code and other.valid_from > key.valid_from
            ]
            if later and unit.valid_until is None:
                self.after[key] = replace(unit, valid_until=min(later))
