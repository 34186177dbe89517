"""A consolidated period with everything that a paper says of how it came together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from desktop.domain.canonical import to_bytes
from desktop.domain.consolidated import Consolidated, UnitLine
from desktop.domain.consolidated_data import consolidated_data
from desktop.domain.expected_units import ExpectedUnit, UnitId
from desktop.domain.periods import Period
from desktop.domain.plans import PlanPack
from desktop.domain.shared_groups import SharedGroups


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsolidatedPeriod:
    """The totals of a period and where they come from.

    ``composed`` are the units that sent no report of the period itself, with the months that
    their figures are made of, ``lacking`` those of them that lack months, with these; ``months``
    are all months of the period, empty for a month and a range of days. ``waiting`` are the units
    of which a file waits for a person's decision.
    ``returned`` are those whose report of the period counts on, but was given back and has to
    come again; of figures made of months ``returned_months`` says which months' reports those are.
    ``pack`` is the superior's plan. ``shared`` are units with residential groups in common: what
    these did is in the totals twice.
    """

    totals: Consolidated
    pack: PlanPack | None = None
    months: tuple[str, ...] = ()
    composed: Mapping[UnitId, tuple[str, ...]] = field(default_factory=dict)
    lacking: Mapping[UnitId, tuple[str, ...]] = field(default_factory=dict)
    waiting: tuple[ExpectedUnit, ...] = ()
    returned: tuple[ExpectedUnit, ...] = ()
    returned_months: Mapping[UnitId, tuple[str, ...]] = field(default_factory=dict)
    shared: tuple[SharedGroups, ...] = ()

    @property
    def period(self) -> Period:
        """The period."""
        return self.totals.period

    @property
    def complete(self) -> bool:
        """Whether the report of every unit expected is in, and none of them counts twice: none has
        to come, or to come again."""
        returned = set(self.returned)
        return (
            self.totals.complete
            and not self.shared
            and not any(
                line.expected and (line.unit in returned or self.lacks_months(line))
                for line in self.totals.lines
            )
        )

    def is_composed(self, line: UnitLine) -> bool:
        """Whether a unit's figures are made of its months."""
        return line.unit.unit in self.composed

    def lacks_months(self, line: UnitLine) -> bool:
        """Whether figures made of months lack one."""
        return bool(self.lacking.get(line.unit.unit))

    @property
    def composed_lines(self) -> tuple[UnitLine, ...]:
        """The units whose figures are made of their months, in the order of the list."""
        return tuple(line for line in self.totals.sent if self.is_composed(line))


def period_data(one: ConsolidatedPeriod) -> dict[str, object]:
    """The open data of a period: the totals, and how they came together."""
    return consolidated_data(one.totals) | {
        "complete": one.complete,
        "months": list(one.months),
        "composed": [
            _unit(line.unit.unit) | {"months": list(one.composed[line.unit.unit])}
            for line in one.composed_lines
        ],
        "to_verify": [_unit(unit.unit) | {"name": unit.name} for unit in one.waiting],
        "returned": [
            _unit(unit.unit)
            | {"name": unit.name, "months": list(one.returned_months.get(unit.unit, ()))}
            for unit in one.returned
        ],
        "shared_groups": shared_data(one.shared),
    }


def shared_data(pairs: Iterable[SharedGroups]) -> list[dict[str, object]]:
    """The units that report the same residential groups."""
    return [
        {"unit": _unit(pair.unit), "other": _unit(pair.other), "groups": pair.groups}
        for pair in pairs
    ]


def period_bytes(one: ConsolidatedPeriod) -> bytes:
    """The canonical bytes of the open data: the same packages and decisions, the same bytes."""
    return to_bytes(period_data(one))


def _unit(unit: UnitId) -> dict[str, object]:
    return {"code": unit.code, "valid_from": unit.valid_from.isoformat()}
