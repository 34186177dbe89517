"""What came from each unit for each period, as the board shows it."""

from collections.abc import Collection
from itertools import groupby

from desktop.domain.board import Filing
from desktop.exchange.consolidation import Consolidation, Standing, Verdict


def filings(
    consolidation: Consolidation,
    *,
    returned: Collection[str] = (),
    clock_suspect: Collection[str] = (),
) -> tuple[Filing, ...]:
    """A filing for every unit and period from which anything came, by unit and period.

    ``returned`` are the ids of packages that were given back, ``clock_suspect`` of those that
    came while the clock here stood before a day that was seen already.
    """
    places = groupby(consolidation.verdicts, lambda one: (one.package.unit, one.package.period))
    return tuple(_filing(list(verdicts), returned, clock_suspect) for _place, verdicts in places)


def _filing(verdicts: list[Verdict], returned: Collection[str], suspect: Collection[str]) -> Filing:
    waiting = tuple(
        one.package.package_id for one in verdicts if one.standing is Standing.TO_VERIFY
    )
    counted = [one.package for one in verdicts if one.counts]
    first = verdicts[0].package
    best = next((one.package for one in verdicts if one.standing is Standing.IN_FORCE), None)
    if best is None:
        return Filing(first.unit, first.period, waiting=waiting)
    sure = [one.received_on for one in counted if one.package_id not in suspect]
    return Filing(
        unit=best.unit,
        period=best.period,
        package_id=best.package_id,
        sequence=best.sequence,
        correction=best.correction,
        first_on=min(sure, default=None),
        received_on=best.received_on,
        counted=len(counted),
        waiting=waiting,
        returned=best.package_id in returned,
        clock_suspect=len(sure) < len(counted),
    )
