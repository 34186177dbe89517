"""What came from each unit for each period, as the board shows it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from desktop.domain.board import Filing
from desktop.exchange.consolidation import Consolidation
from desktop.exchange.received import Cause, Keys, Received, Standing, Verdict


class Said(NamedTuple):
    """What a person said of a package last: when, and whether it was given back."""

    at: datetime
    returned: bool


def given_back(
    consolidation: Consolidation, *, said: Mapping[str, Said], keys: Keys
) -> frozenset[str]:
    """The packages in force whose period has to come again, since what was said of it last is so.

    Said of the package itself, or of a later one of its chain that was left out: a correction
    that was rejected is returned to its unit, though the report before it counts meanwhile. What
    bears a stranger's key says nothing of others.
    """
    found: set[str] = set()
    if not any(one.returned for one in said.values()):
        return frozenset()
    for verdicts in _places(consolidation):
        best = _in_force(verdicts)
        if best is not None:
            about = [best.package_id, *_left_out_after(best, verdicts, keys)]
            last = max((said[name] for name in about if name in said), default=None)
            if last is not None and last.returned:
                found.add(best.package_id)
    return frozenset(found)


def _left_out_after(best: Received, verdicts: list[Verdict], keys: Keys) -> Iterator[str]:
    """The packages that went on from the one in force and that a person left out."""
    for one in verdicts:
        package = one.package
        later = package.chain == best.chain and package.sequence > best.sequence
        if one.cause is Cause.DECIDED and later and package.signer in keys.get(best.unit, ()):
            yield package.package_id


def filings(
    consolidation: Consolidation,
    *,
    returned: Collection[str] = (),
    clock_suspect: Collection[str] = (),
) -> tuple[Filing, ...]:
    """A filing for every unit and period from which anything came, by unit and period.

    ``returned`` are the packages in force that were :func:`given_back`, ``clock_suspect`` those
    that came while the clock here stood before a day that was seen already.
    """
    return tuple(_filing(one, returned, clock_suspect) for one in _places(consolidation))


def _places(consolidation: Consolidation) -> Iterator[list[Verdict]]:
    """The verdicts of every unit and period from which anything came."""
    places = groupby(consolidation.verdicts, lambda one: (one.package.unit, one.package.period))
    return (list(verdicts) for _place, verdicts in places)


def _in_force(verdicts: list[Verdict]) -> Received | None:
    return next((one.package for one in verdicts if one.standing is Standing.IN_FORCE), None)


def _filing(verdicts: list[Verdict], returned: Collection[str], suspect: Collection[str]) -> Filing:
    waiting = tuple(
        one.package.package_id for one in verdicts if one.standing is Standing.TO_VERIFY
    )
    counted = [one.package for one in verdicts if one.counts]
    first = verdicts[0].package
    best = _in_force(verdicts)
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
