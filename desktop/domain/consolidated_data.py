"""The consolidated result as open data: one canonical form, so that same packages give same bytes.

Canonical JSON (UTF-8, NFC, sorted keys, integers and strings): null is a figure that nobody gave.
Ratios are numerator and denominator; targets are texts, in per cent for ratios. Neither the day
of reception nor a clock is part of it.
"""

from desktop.domain.canonical import to_bytes
from desktop.domain.consolidated import (
    Compared,
    Consolidated,
    CountTotal,
    Sum,
    UnitLine,
)
from desktop.domain.consolidated_objectives import ObjectiveTotal, UnitResult
from desktop.domain.counting import Share
from desktop.domain.expected_units import UnitId
from desktop.domain.unit_figures import UnitFigures

FORMAT = "so138-consolidated"
VERSION = 1


def consolidated_bytes(one: Consolidated) -> bytes:
    """The canonical bytes of a consolidated period."""
    return to_bytes(consolidated_data(one))


def consolidated_data(one: Consolidated) -> dict[str, object]:
    """A consolidated period as plain values, every unit with its own figures."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "period": {
            "id": one.period.id,
            "from": one.period.start.isoformat(),
            "to": one.period.last_day.isoformat(),
        },
        "plan": one.plan,
        "not_sent": [_unit(unit.unit) for unit in one.not_sent],
        "other_plan": [_unit(unit) for unit in one.other_plan],
        "totals": totals_data(one),
        "units": [_line(line) for line in one.lines],
    }


def totals_data(one: Consolidated) -> dict[str, object]:
    """The totals alone: what a printed table shows, to be compared with later ones."""
    done = one.activity
    return {
        "units": {
            "expected": sum(line.expected for line in one.lines),
            "sent": sum(line.expected for line in one.sent),
        },
        "sessions": _sum(done.sessions),
        "attendance": _sum(done.attendance) | {"sessions_without": done.attendance_missing},
        "joint_sessions": done.joint_sessions,
        "commune_wide_sessions": done.commune_wide_sessions,
        "group_months": _share(done.group_months),
        "groups_with_model": _share(done.groups_with_model),
        "models": _sum(done.models),
        "counts": [_count(count) for count in one.counts],
        "objectives": [_objective(objective) for objective in one.objectives],
    }


def _unit(unit: UnitId) -> dict[str, object]:
    return {"code": unit.code, "valid_from": unit.valid_from.isoformat()}


def _sum(one: Sum) -> dict[str, object]:
    return {"value": one.value, "units": one.units}


def _share(share: Share) -> dict[str, object]:
    return {"numerator": share.met, "denominator": share.due}


def _compared(one: Compared | None) -> dict[str, object] | None:
    return None if one is None else {"now": one.now, "before": one.before, "units": one.units}


def _count(one: CountTotal) -> dict[str, object]:
    return {
        "id": one.category,
        "label": one.label,
        "unit": one.unit,
        "kind": one.kind,
        "section": one.section,
        "total": _sum(one.total),
        "nil": one.nil,
        "not_entered": [_unit(unit) for unit in one.not_entered],
        "cumulative": _sum(one.cumulative),
        "cumulative_complete": one.cumulative_complete,
        "previous": _compared(one.previous),
        "last_year": _compared(one.last_year),
    }


def _objective(one: ObjectiveTotal) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind,
        "title": one.title,
        "state": one.state,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "target": one.target,
        "ratio": one.ratio,
        "reason": one.reason,
        "counts_units": one.counts_units,
        "units": one.given,
        "complete": one.complete,
        "by_state": dict(one.by_state),
        "results": [_result(result) for result in one.units],
        "allocation": [
            {
                "unit": line.unit,
                "target": line.target,
                "reached": line.reached,
                "outside": line.outside,
                "codes": list(line.codes),
            }
            for line in one.allocation
        ],
    }


def _result(one: UnitResult) -> dict[str, object]:
    return _unit(one.unit) | {
        "state": one.state,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "target": one.target,
        "ratio": one.ratio,
        "given": one.given,
    }


def _line(line: UnitLine) -> dict[str, object]:
    head = _unit(line.unit.unit) | {
        "name": line.unit.name,
        "expected": line.expected,
        "sent": line.sent,
    }
    return head | (_figures(line.figures) if line.figures is not None else {})


def _figures(figures: UnitFigures) -> dict[str, object]:
    done = figures.activity
    return {
        "plan": figures.plan,
        "level": figures.level,
        "sessions": done.sessions,
        "attendance": done.attendance if done.attendance_known else None,
        "attendance_missing": done.attendance_missing,
        "joint_sessions": done.joint_sessions,
        "commune_wide_sessions": done.commune_wide_sessions,
        "group_months": _share(figures.group_months),
        "groups_with_model": _share(figures.groups_with_model),
        "models": None if figures.passed_on else figures.models,
        "counts": {line.category: line.known for line in figures.counts},
        "late_named": {
            "sessions": len(figures.late),
            "attendance": sum(slip.attendance or 0 for slip in figures.late),
            "attendance_missing": sum(slip.attendance is None for slip in figures.late),
        },
        "late_included": {
            "sessions": figures.supplement.sessions,
            "attendance": figures.supplement.attendance,
            "attendance_missing": figures.supplement.attendance_missing,
            "group_months": figures.supplement.group_months,
        },
    }
