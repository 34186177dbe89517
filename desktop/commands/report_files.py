"""Files of reports as JSON."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.wording.superior import ReportFile


def report_row(one: "ReportFile") -> dict[str, object]:
    """A month of a unit and the file that reports it."""
    return {
        "unit": one.unit_code,
        "name": one.unit_name,
        "period": one.period,
        "file": one.file_name,
        "package_id": one.package_id,
    }
