"""Files of reports, and what units have in common and should not, as JSON."""

from typing import TYPE_CHECKING

from desktop.wording.superior import across_text

if TYPE_CHECKING:
    from desktop.actions.odd_rows import OddRow
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


def odd_row(one: "OddRow") -> dict[str, object]:
    """A finding on rows or groups of two units."""
    return {
        "unit": one.finding.unit.code,
        "period": one.period,
        "code": one.finding.code.value,
        "other": one.finding.other.code if one.finding.other else None,
        "message": odd_line(one),
    }


def odd_line(one: "OddRow") -> str:
    """The same as a sentence."""
    finding = one.finding
    return across_text(finding.code.value, finding.details, unit=one.unit, other=one.other)
