"""The rows of a list of units, or of mergers, laid over the units that are known.

Codes were given out to communes by Quyết định 124/2004/QĐ-TTg and again with the communes of 1 July
2025, when most of them passed to other units: the same code from another day is another unit.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.expected_units import ExpectedUnit, UnitId, check_units
from desktop.domain.matching import Fate
from desktop.domain.problems import Problem
from desktop.domain.text import tidy
from desktop.sheets.results import CellProblem
from desktop.sheets.unit_list import UnitList, UnitListKind, UnitRow

CODES_SINCE = date(2025, 7, 1)
"""The official codes in use were given out with the communes of 1 July 2025: the day of a unit
for which a list names none."""
CODES_SINCE_2004 = date(2004, 7, 8)
"""The day of a unit of the codes before for which no list names one (Quyết định
124/2004/QĐ-TTg)."""

_FEW = 3
"""So many known codes at least are compared before a list is said to be of another time."""


@dataclass(frozen=True, slots=True)
class UnitFate:
    """What the import would do with one row; ``fate`` is none where a problem stops it."""

    row: UnitRow
    fate: Fate | None
    unit: ExpectedUnit | None
    problems: tuple[CellProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Renamed:
    """A unit that gets another name, and the one it had."""

    before: str
    unit: ExpectedUnit


@dataclass(frozen=True, slots=True)
class Moved:
    """A known unit whose assumed day was too late; ``by`` is the unit whose row says so."""

    former: UnitId
    unit: ExpectedUnit
    by: UnitId


def name_key(name: str) -> str:
    """A name as two lists of the same units may differ in writing it."""
    return tidy(name).casefold().replace(" ", "")


class LaidOver:
    """A list laid over the units that are known."""

    def __init__(
        self, stored: Sequence[ExpectedUnit], reading: UnitList, valid_from: date | None
    ) -> None:
        self.reading, self.valid_from = reading, valid_from
        self.stored = {one.unit: one for one in stored}
        self.after = dict(self.stored)
        self.place = max((one.position for one in self.stored.values()), default=0)
        self.named: dict[UnitId, UnitRow] = {}
        self.assumed: dict[UnitId, date] = {}
        self.moved: dict[UnitId, Moved] = {}
        self._other_time = reading.kind is UnitListKind.UNITS and self._of_another_time()
        self._old_names = {
            row.text("old_code"): name_key(row.text("old_name")) for row in self._mergers()
        }
        self._new_names = {
            row.text("new_code"): name_key(row.text("new_name")) for row in self._mergers()
        }
        self._into = Counter(row.text("new_code") for row in self._mergers())

    def renamed(self) -> tuple[Renamed, ...]:
        """Units that keep code and day and get another name."""
        return tuple(
            Renamed(self.stored[key].name, unit)
            for key, unit in self.after.items()
            if key in self.named
            and key in self.stored
            and key not in self.moved
            and name_key(self.stored[key].name) != name_key(unit.name)
        )

    def _mergers(self) -> Sequence[UnitRow]:
        return self.reading.rows if self.reading.kind is UnitListKind.MERGERS else ()

    def _of_another_time(self) -> bool:
        """Whether most names of the codes that are in use already are others: not one unit was
        renamed then, the codes passed to other units."""
        in_use = [unit for key, unit in self.stored.items() if key.valid_from >= CODES_SINCE]
        latest = {one.code: one for one in in_use or self.stored.values()}
        met = [
            (row.text("name"), known)
            for row in self.reading.rows
            if (known := self._met(row, latest)) is not None
        ]
        others = sum(name_key(name) != name_key(known.name) for name, known in met)
        return len(met) >= _FEW and 2 * others > len(met)

    def _met(self, row: UnitRow, latest: Mapping[str, ExpectedUnit]) -> ExpectedUnit | None:
        """The known unit that a row would be taken for by its code and day alone."""
        day = row.days.get("valid_from") or self.valid_from
        if day is not None:
            return self.stored.get(UnitId(row.text("code"), day))
        return latest.get(row.text("code"))

    def left(self) -> tuple[ExpectedUnit, ...]:
        """Units that are expected still, though a list of the mergers of 1 July 2025 names them
        neither among the old ones nor among the new."""
        ended = [unit for key, unit in self.after.items() if key in self.named]
        if not any(unit.valid_until == CODES_SINCE for unit in ended):
            return ()
        return tuple(
            unit
            for key, unit in self.after.items()
            if unit.valid_until is None
            and key not in self.named
            and key.code not in self._new_names
            and self._mergers()
        )

    def fates(self) -> Iterator[UnitFate]:
        """What becomes of every row, all rows of the list taken together."""
        drafts = [(row, self._draft(row)) for row in self.reading.rows]
        drafted = {key: self.after[key] for key in self.named}
        self._end_bearers()
        wrong: dict[str, list[Problem]] = {}
        for problem in check_units(tuple(self.after.values())):
            wrong.setdefault(problem.field, []).append(problem)
        bad = {key for key, row in self.named.items() if row.problems or key.code in wrong}
        self.assumed = {key: day for key, day in self.assumed.items() if key not in bad}
        # A row that is left out ends no other unit.
        good = {key: unit for key, unit in drafted.items() if key not in bad}
        self.moved = {key: one for key, one in self.moved.items() if one.by not in bad}
        kept = {key: unit for key, unit in self.stored.items() if key not in self.moved}
        self.after = kept | {one.unit.unit: one.unit for one in self.moved.values()} | good
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
            if key not in self.named
            and key in self.stored
            and self.stored[key] != unit
            and key not in self.moved
        )

    def _fate(self, unit: ExpectedUnit) -> Fate:
        known = self.stored.get(unit.unit)
        if any(one.unit.unit == unit.unit for one in self.moved.values()):
            return Fate.CHANGED
        if known is None or unit.unit in self.moved:
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
        given = row.days.get("valid_from") or self.valid_from
        key = UnitId(code, given or self._since(row))
        if key in self.named:
            return Problem("unit_row_repeated", code, details={"name": row.text("name")})
        if given is None and key not in self.stored:
            self.assumed[key] = key.valid_from
        known = self.after.get(key)
        if known is not None and self._passes_on(known, row):
            self._move(
                known,
                replace(known, valid_from=CODES_SINCE_2004, valid_until=key.valid_from),
                by=key,
            )
            known = None
        if known is None:
            self.place += 1
            known = ExpectedUnit(code, "", key.valid_from, position=self.place)
        self.after[key] = replace(
            known,
            name=row.text("name"),
            kind=row.text("kind") or known.kind,
            valid_until=row.days.get("valid_until", known.valid_until),
            successor_code=row.text("successor_code") or known.successor_code,
        )
        self.named[key] = row
        return key

    def _since(self, row: UnitRow) -> date:
        """The day of a unit where the list names none.

        That of the known unit of the same code and name. A list of another time, by its names,
        is of the codes before, or of those now in use where only older units are known.
        """
        alike = {
            key.valid_from: name_key(unit.name) == name_key(row.text("name"))
            for key, unit in self.stored.items()
            if key.code == row.text("code")
        }
        if any(alike.values()):
            return max(day for day, same in alike.items() if same)
        if self._other_time:
            newer = any(key.valid_from >= CODES_SINCE for key in self.stored)
            return CODES_SINCE_2004 if newer else CODES_SINCE
        return max(alike, default=CODES_SINCE)

    def _passes_on(self, known: ExpectedUnit, row: UnitRow) -> bool:
        """Whether a row is another unit than the known one, whose day was assumed too late."""
        return (
            self._other_time
            and known.valid_from == CODES_SINCE
            and name_key(known.name) != name_key(row.text("name"))
        )

    def _move(self, known: ExpectedUnit, unit: ExpectedUnit, *, by: UnitId) -> None:
        """A known unit gets the day that it must have begun on."""
        del self.after[known.unit]
        self.after[unit.unit] = unit
        self.moved[known.unit] = Moved(known.unit, unit, by)

    def _merger(self, row: UnitRow) -> UnitId | Problem:
        """A unit that went into another: it ends on the day from which that one is valid."""
        new_code, old_code = row.text("new_code"), row.text("old_code")
        name = row.text("old_name") or old_code
        heirs = [unit for key, unit in self.after.items() if self._may_inherit(key, unit, new_code)]
        day = row.days.get("merged_on") or self.valid_from
        day = day or max((unit.valid_from for unit in heirs), default=None)
        heir = next((unit for unit in heirs if day is not None and unit.exists_on(day)), None)
        if day is None or heir is None:
            return Problem(
                "unit_successor_unknown", old_code, details={"name": name, "successor": new_code}
            )
        if self._goes_on(row):
            self.named[heir.unit] = row
            return heir.unit
        known = self._before(old_code, day) or self._moved_back(row, heir, day)
        if known is None:
            details = {"name": name, "code": old_code, "date": day.isoformat()}
            return Problem("unit_not_listed", old_code, details=details)
        self.after[known.unit] = replace(known, valid_until=day, successor_code=new_code)
        self.named[known.unit] = row
        return known.unit

    def _may_inherit(self, key: UnitId, unit: ExpectedUnit, new_code: str) -> bool:
        """Whether a unit is the new one of a code, and not the old one that bore it before."""
        name, before = name_key(unit.name), self._old_names.get(new_code, "")
        now = self._new_names.get(new_code, "")
        return key.code == new_code and not (now and name == before != now)

    def _goes_on(self, row: UnitRow) -> bool:
        """Whether a row only says that a unit stayed as it was."""
        return (
            row.text("old_code") == row.text("new_code")
            and name_key(row.text("old_name")) == name_key(row.text("new_name"))
            and self._into[row.text("new_code")] == 1
        )

    def _before(self, code: str, day: date) -> ExpectedUnit | None:
        """The last unit that bore a code before a day."""
        found = [
            unit for key, unit in self.after.items() if key.code == code and key.valid_from < day
        ]
        return max(found, key=lambda one: one.valid_from, default=None)

    def _moved_back(self, row: UnitRow, heir: ExpectedUnit, day: date) -> ExpectedUnit | None:
        """An old unit whose day was assumed too late, or that no list held, before the codes of
        2025: it ended on their first day, so it began before."""
        code = row.text("old_code")
        if day != CODES_SINCE or not row.text("old_name"):
            return None
        known = self.after.get(UnitId(code, day))
        if known is None or known.unit == heir.unit or code in self._new_names:
            self.place += 1
            return ExpectedUnit(code, row.text("old_name"), CODES_SINCE_2004, position=self.place)
        unit = replace(known, valid_from=CODES_SINCE_2004)
        self._move(known, unit, by=unit.unit)
        return unit

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
