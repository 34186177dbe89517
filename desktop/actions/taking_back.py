"""Taking one reception back, weeks later too: what would come of it, and the act itself."""

from dataclasses import dataclass

from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.actions.issued_totals import PrintedReport, printed_reports_with
from desktop.actions.log_facts import received_facts
from desktop.actions.month_changes import MonthChange, month_changes
from desktop.actions.verdicts import consolidation_of, consolidation_without
from desktop.db.received_queries import (
    ReceivedPackage,
    Reception,
    active_packages,
    packages_of,
    reception_named,
)
from desktop.db.received_saving import undo_reception
from desktop.domain.official_days import official_day
from desktop.domain.problems import Problem


@dataclass(frozen=True, slots=True)
class Undone:
    """A reception that was, or would be, taken back and what it brought.

    ``months`` are those that count otherwise by it, ``reports`` the printed consolidated reports
    whose totals hold one of them. The receipts that units have stay with them.
    """

    name: str
    packages: tuple[ReceivedPackage, ...]
    months: tuple[MonthChange, ...] = ()
    reports: tuple[PrintedReport, ...] = ()


def undo_forecast(desk: Desk, name: str) -> Outcome[Undone]:
    """What would come of taking a reception back; nothing is written."""
    found = _standing(desk, name)
    return refused(found) if isinstance(found, Problem) else Outcome(_forecast(desk, found))


def undo_receive(desk: Desk, name: str) -> Outcome[Undone]:
    """Takes one reception back, whenever it was; nothing is removed from the store.

    Its files come in again as new ones, should they be received once more.
    """
    found = _standing(desk, name)
    if isinstance(found, Problem):
        return refused(found)
    undone = _forecast(desk, found)
    with desk.writing(action="undo_receive", label=name, undoable=False) as write:
        undo_reception(write, found.id, at=desk.clock.now(), officer=desk.officer)
        write.say(**received_facts(undone.packages))
    return Outcome(undone, (), Changes.of_tables(write.changed_tables))


def _standing(desk: Desk, name: str) -> Reception | Problem:
    """The reception of a name, while it stands."""
    found = reception_named(desk.store, name)
    if found is None:
        return Problem("reception_unknown", "name", details={"name": name})
    if found.undone_at is not None:
        day = official_day(found.undone_at).isoformat()
        return Problem("reception_undone", "name", details={"name": name, "date": day})
    return found


def _forecast(desk: Desk, found: Reception) -> Undone:
    brought = packages_of(desk.store, found.id)
    without = consolidation_without(desk, found.id)
    rows = (*brought, *active_packages(desk.store))
    months = month_changes(consolidation_of(desk), without, rows)
    changed = frozenset(one.period for month in months for one in (month.before, month.now) if one)
    return Undone(found.name, brought, months, printed_reports_with(desk, changed))
