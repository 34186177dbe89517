"""Plans as JSON objects."""

from desktop.domain.plan_parsing import PlanReading
from desktop.domain.plans import Objective, PlanDay, PlanPack
from desktop.wording.plans import plan_problem_text, target_text


def reading_object(reading: PlanReading) -> dict[str, object]:
    """A file checked: the plan, when it can be used, and what was found by line and key path."""
    return {
        "usable": reading.pack is not None,
        "plan": plan_head(reading.pack) if reading.pack is not None else None,
        "problems": [
            {
                "code": one.code,
                "path": one.path,
                "line": one.line,
                "warning": one.warning,
                "message": plan_problem_text(one),
            }
            for one in reading.problems
        ],
    }


def _day(day: PlanDay) -> str | int | None:
    return day if day is None or isinstance(day, int) else day.isoformat()


def plan_head(pack: PlanPack) -> dict[str, object]:
    """What a plan is called, who issued it, and when it holds; null where not known."""
    return {
        "id": pack.id,
        "symbol": pack.symbol,
        "title": pack.title,
        "issuer": pack.issuer,
        "issued_on": _day(pack.issued_on),
        "valid_from": _day(pack.valid_from),
        "valid_to": _day(pack.valid_to),
    }


def plan_object(pack: PlanPack) -> dict[str, object]:
    """A whole plan."""
    return {
        **plan_head(pack),
        "notes": list(pack.notes),
        "objectives": [_objective_row(one, pack) for one in pack.objectives],
        "baselines": [
            {"id": b.id, "label": b.label, "unit": b.unit, "value": b.value, "quote": b.quote}
            for b in pack.baselines
        ],
        "tables": [{"id": one.id, "title": one.title} for one in pack.tables],
        "counts": [
            {
                "id": one.id,
                "label": one.label,
                "unit": one.unit,
                "kind": one.kind,
                "section": one.section,
                "entered_by": one.entered_by,
            }
            for one in pack.counts
        ],
        "tasks": [
            {"id": t.id, "text": t.text, "clause": t.clause, "body": t.body, "due": _day(t.due)}
            for t in pack.tasks
        ],
    }


def _objective_row(one: Objective, pack: PlanPack) -> dict[str, object]:
    return {
        "id": one.id,
        "number": one.number,
        "title": one.title,
        "kind": one.kind,
        "clause": one.clause,
        "quote": one.quote,
        "reading": one.reading,
        "target": target_text(one, pack),
        "unit": one.unit,
        "due": _day(one.due),
        "entered_by": one.entered_by,
        "note": one.note,
    }
