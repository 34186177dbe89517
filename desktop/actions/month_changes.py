"""Which months count otherwise after something was taken back: fallen out, replaced, put back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.db.received_queries import ReceivedPackage
from desktop.exchange.consolidation import Consolidation
from desktop.exchange.received import Standing


@dataclass(frozen=True, slots=True)
class MonthChange:
    """A period of a unit whose file in force is another now.

    ``before`` is the file that counted, ``now`` the one that counts; none where none did or does.
    ``waits``: the file that counted waits for a decision.
    """

    before: ReceivedPackage | None
    now: ReceivedPackage | None
    waits: bool = False


def month_changes(
    before: Consolidation, after: Consolidation, rows: Iterable[ReceivedPackage]
) -> tuple[MonthChange, ...]:
    """The periods whose file in force differs, by unit and period; ``rows`` are the files."""
    return tuple(_changes(before, after, {one.package_id: one for one in rows}))


def _changes(
    before: Consolidation, after: Consolidation, rows: dict[str, ReceivedPackage]
) -> Iterator[MonthChange]:
    for place in sorted({*before.in_force, *after.in_force}):
        earlier, now = before.in_force.get(place), after.in_force.get(place)
        then, today = (one.package_id if one else "" for one in (earlier, now))
        if then != today:
            verdict = after.of(then) if then else None
            waits = verdict is not None and verdict.standing is Standing.TO_VERIFY
            yield MonthChange(rows.get(then), rows.get(today), waits)
