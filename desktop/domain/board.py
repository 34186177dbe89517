"""The board of a superior: units × periods, who has sent, who is late, what waits.

The rules:

- A report is due when its period is over and the unit existed on the closing date; a merger
  inside a period makes the successor report it. A report that came before that is due as well.
  What comes from a unit that is not to report the period is shown and is in no denominator.
- Reports are expected from the first month on that the office named at set-up: an earlier period
  owes nothing. What came of it all the same is shown, and no deadline is held against it.
- What has not come is missing until the deadline and late after it; without a deadline nobody
  is late.
- What waits for a person is the state of a report only while nothing counts. Beside a report
  that counts it is told apart: anybody can send a file that waits, and it must not hide one
  that is in.
- A report that was given back counts on in the totals, but is not in: it has to come again.
- In time is what came first of what counts, held against the deadline; a correction afterwards
  does not make it late. What came while this office's clock stood before a day that it had
  seen already proves no day: by it alone nothing is judged to be in time or late.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from desktop.domain.deadlines import Deadlines
from desktop.domain.expected_units import ExpectedUnit, UnitId, list_order
from desktop.domain.periods import Period


class CellState(StrEnum):
    """How the report of a unit and a period stands."""

    NOT_EXPECTED = "not_expected"
    """The unit did not exist on the closing date: another one reports, or none."""
    NOT_DUE = "not_due"
    MISSING = "missing"
    LATE = "late"
    IN = "in"
    CORRECTED = "corrected"
    TO_VERIFY = "to_verify"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Filing:
    """What came from a unit for a period.

    ``package_id`` is the package in force, empty where none is; ``first_on`` the day on which the
    first one that counts was received, none where the clock was wrong each time, and
    ``clock_suspect`` says that it was for one of them; ``counted`` how many count; ``waiting``
    are the packages that a person must decide on; ``returned`` says that the one in force was
    given back.
    """

    unit: UnitId
    period: str
    package_id: str = ""
    sequence: int = 0
    correction: int = 0
    first_on: date | None = None
    received_on: date | None = None
    counted: int = 0
    waiting: tuple[str, ...] = ()
    returned: bool = False
    clock_suspect: bool = False

    @property
    def in_force(self) -> bool:
        """Whether a package counts."""
        return bool(self.package_id)


@dataclass(frozen=True, slots=True)
class BoardCell:
    """One unit's period.

    ``in_time`` is None while nothing came, no deadline is set or the clock was wrong;
    ``expected``: the report of the period is this unit's to send.
    """

    state: CellState
    filing: Filing | None = None
    due_on: date | None = None
    in_time: bool | None = None
    expected: bool = True

    @property
    def due(self) -> bool:
        """Whether the report of a unit that sends the period is to be there, or is there."""
        return self.expected and self.state not in (CellState.NOT_DUE, CellState.NOT_EXPECTED)

    @property
    def is_in(self) -> bool:
        """Whether a report counts that was not given back."""
        return self.filing is not None and self.filing.in_force and not self.filing.returned

    @property
    def waits(self) -> bool:
        """Whether a package waits for a person, beside one that counts or alone."""
        return self.filing is not None and bool(self.filing.waiting)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A unit with its cells in the order of the periods; ``expected``: it is in the list."""

    unit: ExpectedUnit
    cells: tuple[BoardCell, ...]
    expected: bool = True


@dataclass(frozen=True, slots=True)
class Tally:
    """How many reports of a period are due, in, late, and so on.

    ``due``, ``in_`` and ``came_late`` are of the units that the period is to come from: one outside
    the list, or one that another stands for by then, owes nothing.
    ``late`` have not come although the deadline is past, ``came_late`` are in but came after it.
    ``to_verify`` counts wherever something waits, also beside a report that is in.
    """

    due: int = 0
    in_: int = 0
    late: int = 0
    missing: int = 0
    to_verify: int = 0
    returned: int = 0
    came_late: int = 0

    @property
    def complete(self) -> bool:
        """Whether every report that is due is in."""
        return self.in_ == self.due


@dataclass(frozen=True, slots=True)
class Board:
    """Rows of units in the order of the list, and the tally of each period."""

    periods: tuple[Period, ...]
    rows: tuple[BoardRow, ...]
    tallies: tuple[Tally, ...]

    def late(self, period_id: str) -> tuple[ExpectedUnit, ...]:
        """The units whose report of a period is late: those that a reminder goes to."""
        return self.units_in(period_id, CellState.LATE)

    def units_in(self, period_id: str, *states: CellState) -> tuple[ExpectedUnit, ...]:
        """The units whose report of a period is in one of some states."""
        column = [period.id for period in self.periods].index(period_id)
        return tuple(row.unit for row in self.rows if row.cells[column].state in states)


def board(
    units: Sequence[ExpectedUnit],
    periods: Sequence[Period],
    filings: Iterable[Filing],
    *,
    today: date,
    deadlines: Deadlines | None = None,
    since: date | None = None,
) -> Board:
    """The board of some periods on a day; ``since`` is the first day of which reports are expected.

    Units that existed in none of the periods are left out, unless something came from them;
    units that are not in the list stand at the end where something came from them.
    """
    set_days = deadlines or Deadlines()
    due_on = [set_days.due(period) if is_asked(period, since) else None for period in periods]
    by_unit: dict[UnitId, dict[str, Filing]] = {}
    for one in filings:
        by_unit.setdefault(one.unit, {})[one.period] = one
    shown = {period.id for period in periods}
    rows: list[BoardRow] = []
    for unit in sorted(units, key=list_order):
        found = by_unit.pop(unit.unit, {})
        if found.keys() & shown or any(unit.reports(period) for period in periods):
            absent = [
                _absent(unit, period, due, today)
                if is_asked(period, since)
                else CellState.NOT_EXPECTED
                for period, due in zip(periods, due_on, strict=True)
            ]
            owed = [unit.reports(period) for period in periods]
            cells = _cells(periods, due_on, found, absent, owed)
            rows.append(BoardRow(unit, cells))
    nobody, nothing = [CellState.NOT_EXPECTED] * len(periods), [False] * len(periods)
    rows += [
        BoardRow(_unlisted(unit), _cells(periods, due_on, found, nobody, nothing), expected=False)
        for unit, found in sorted(by_unit.items())
        if found.keys() & shown
    ]
    return Board(
        tuple(periods),
        tuple(rows),
        tuple(_tally(rows, place) for place in range(len(periods))),
    )


def is_asked(period: Period, since: date | None) -> bool:
    """Whether reports of a period are expected at all."""
    return since is None or period.last_day >= since


def _cells(
    periods: Sequence[Period],
    due_on: Sequence[date | None],
    found: Mapping[str, Filing],
    absent: Sequence[CellState],
    owed: Sequence[bool],
) -> tuple[BoardCell, ...]:
    """The cells of a unit; ``absent`` are their states where nothing came, ``owed`` tells which
    periods are its own to report."""
    return tuple(
        replace(_cell(filing, due, state), expected=own and (_asked(state) or _counts(filing)))
        for due, state, own, filing in zip(
            due_on, absent, owed, (found.get(period.id) for period in periods), strict=True
        )
    )


def _asked(absent: CellState) -> bool:
    return absent is not CellState.NOT_EXPECTED


def _counts(filing: Filing | None) -> bool:
    return filing is not None and filing.in_force


def _absent(unit: ExpectedUnit, period: Period, due: date | None, today: date) -> CellState:
    """The state of a report that has not come."""
    if not unit.reports(period):
        return CellState.NOT_EXPECTED
    if today <= period.last_day:
        return CellState.NOT_DUE
    return CellState.MISSING if due is None or today <= due else CellState.LATE


def _cell(filing: Filing | None, due: date | None, absent: CellState) -> BoardCell:
    if filing is None or not (filing.in_force or filing.waiting):
        return BoardCell(absent, filing, due)
    return BoardCell(_state(filing), filing, due, _in_time(filing, due))


def _in_time(filing: Filing, due: date | None) -> bool | None:
    if filing.first_on is None or due is None:
        return None
    if filing.first_on <= due:
        return True
    # What came on a day that nobody knows may have come before the deadline.
    return None if filing.clock_suspect else False


def _state(filing: Filing) -> CellState:
    if not filing.in_force:
        return CellState.TO_VERIFY
    if filing.returned:
        return CellState.RETURNED
    return CellState.CORRECTED if filing.correction or filing.counted > 1 else CellState.IN


def _unlisted(unit: UnitId) -> ExpectedUnit:
    return ExpectedUnit(unit.code, unit.code, unit.valid_from)


def _tally(rows: Sequence[BoardRow], place: int) -> Tally:
    cells = [row.cells[place] for row in rows]
    states = [cell.state for cell in cells]
    return Tally(
        due=sum(cell.due for cell in cells),
        in_=sum(cell.is_in and cell.expected for cell in cells),
        late=states.count(CellState.LATE),
        missing=states.count(CellState.MISSING),
        to_verify=sum(cell.waits for cell in cells),
        returned=states.count(CellState.RETURNED),
        came_late=sum(cell.expected and cell.is_in and cell.in_time is False for cell in cells),
    )
