"""What an entry of the log keeps of the reports that went between offices: codes and numbers."""

from collections.abc import Sequence
from typing import Protocol

from desktop.db.exchange_queries import SentPackage
from desktop.domain.log_names import ReportName

_KEPT = 20
"""More reports than these are counted; the rows of the entry hold the packages' ids."""


class CameFile(Protocol):
    """A file that came from a unit."""

    @property
    def package_id(self) -> str:
        """Its identity."""

    @property
    def unit_code(self) -> str:
        """The code of its unit."""

    @property
    def valid_from(self) -> object:
        """The day from which the code is that unit's."""

    @property
    def period(self) -> str:
        """The period that it reports."""

    @property
    def sequence(self) -> int:
        """Its number among those of its unit."""

    @property
    def correction(self) -> int:
        """Which replacement it is; 0 for the first report."""


def sent_facts(package: SentPackage) -> dict[str, str]:
    """Of a commune's own file: period, number and replacement, by the package's id."""
    told = ReportName(package.period, package.sequence, package.correction)
    return {package.package_id: told.told}


def older_fact(*, older: bool) -> dict[str, int]:
    """Of an answer that changes nothing, for it is not the one that holds."""
    return {"older": 1} if older else {}


def received_facts(packages: Sequence[CameFile]) -> dict[str, str | int]:
    """Of files that came: unit, period, number and replacement, by the packages' ids.

    Of many, how many files, units and periods they are, and the period where it is one.
    """
    if len(packages) <= _KEPT:
        return {
            one.package_id: ReportName(one.period, one.sequence, one.correction, one.unit_code).told
            for one in packages
        }
    periods = {one.period for one in packages}
    units = {(one.unit_code, one.valid_from) for one in packages}
    counted: dict[str, str | int] = {
        "packages": len(packages),
        "units": len(units),
        "periods": len(periods),
    }
    return counted | ({"period": next(iter(periods))} if len(periods) == 1 else {})
