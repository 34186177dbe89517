"""Receipts written anew: a file that waited and counts now is said so where its unit reads it.

The receipt that went with the file at first says that it waits; a unit that is not told otherwise
takes its month for not counted.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from desktop.actions.answers import Answer, Answering, answer_time, manifest_in
from desktop.actions.carriers import Carried, carried_file
from desktop.actions.deciding import Decided
from desktop.actions.desk import Desk, Outcome, refused
from desktop.actions.office_keys import office_keys
from desktop.actions.targets import refuse_wrong_receipt_place
from desktop.actions.verdicts import consolidation_of
from desktop.db.received_queries import (
    ReceivedPackage,
    active_package,
    active_packages,
    last_came,
)
from desktop.exchange.receipt import ReceiptKind


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A file that counts since a decision, and its new receipt; without a file only its digits."""

    package: ReceivedPackage
    receipt: Answer


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision, and the receipts of all files that waited before it and count since."""

    decided: Decided
    told: tuple[Acknowledged, ...] = ()

    @property
    def untold(self) -> tuple[Acknowledged, ...]:
        """The files whose unit still holds a receipt that says that they wait."""
        return tuple(one for one in self.told if one.receipt.path is None)


def settle(
    desk: Desk,
    decision: Callable[[], Outcome[Decided]],
    folders: Sequence[Path] = (),
    *,
    to: Path | None = None,
) -> Outcome[Settled]:
    """Decides, and writes the receipt of every file that counts by it beside the file.

    ``folders`` are looked through for the files; the receipt of one that lies in none of them goes
    into ``to``. A fault of a place is a value: the decision stands.

    Raises:
        TargetMissingError: ``to`` is not there; nothing was decided.
    """
    if wrong_place := refuse_wrong_receipt_place(desk, to):
        return refused(wrong_place)
    before = {one.package.package_id for one in consolidation_of(desk).to_verify}
    outcome = decision()
    if outcome.value is None:
        return Outcome(None, outcome.problems, outcome.changes)
    counting = {one.package.package_id for one in consolidation_of(desk).verdicts if one.counts}
    since = [one for one in active_packages(desk.store) if one.package_id in before & counting]
    told = tuple(_acknowledged(desk, since, folders, to))
    return Outcome(Settled(outcome.value, told), outcome.problems, outcome.changes)


def write_received_again(desk: Desk, package_id: str, to: Path | None) -> Answer:
    """Writes the receipt of a file that counts into a folder; without one only its digits.

    Raises:
        KeyError: no such file is here.
    """
    found = active_package(desk.store, package_id)
    if found is None:
        raise KeyError(package_id)
    return _received(desk, found, to)


def _acknowledged(
    desk: Desk, packages: Sequence[ReceivedPackage], folders: Sequence[Path], to: Path | None
) -> Iterator[Acknowledged]:
    for one in packages:
        file = carried_file(desk, Carried(one.package_id, one.file_name), folders)
        yield Acknowledged(one, _received(desk, one, file.parent if file is not None else to))


def _received(desk: Desk, package: ReceivedPackage, folder: Path | None) -> Answer:
    """The receipt of a file that counts, later than the one that it got when it came."""
    came = last_came(desk.store, package.package_id).replace(microsecond=0) + timedelta(seconds=1)
    at = max(answer_time(desk, package.package_id), came)
    return Answering.of(desk, office_keys(desk), at=at).answer(
        package.package_id,
        manifest_in(desk, package.package_id),
        kind=ReceiptKind.RECEIVED,
        folder=folder,
    )
