"""How entries for a plan become rows."""

import json
from collections.abc import Iterable
from decimal import Decimal

from desktop.db.writing import Write
from desktop.domain.plan_entries import PlanAnswer, StatusEvent, TaskEntry
from desktop.domain.plan_facts import CountEntry, EntryState
from desktop.domain.plan_tables import TableRow
from desktop.domain.text import nfc, tidy


def save_count(write: Write, *, category: str, month: str, entry: CountEntry | None) -> bool:
    """Stores a month's figure; none, or a missing one, takes it back. True when it changed."""
    if entry is None or entry.state is EntryState.MISSING:
        return write.remove("monthly_counts", (category, month))
    return write.put(
        "monthly_counts",
        {"category": category, "month": month, "state": entry.state, "value": entry.value},
    )


def save_opening(write: Write, *, category: str, value: int | None) -> bool:
    """Stores a total for the time before tracking; none takes it back."""
    if value is None:
        return write.remove("count_openings", category)
    return write.put("count_openings", {"category": category, "value": value})


def save_target(write: Write, *, plan_id: str, objective: str, target: Decimal | None) -> bool:
    """Stores the committee's own target; none goes back to the plan's."""
    if target is None:
        return write.remove("plan_targets", (plan_id, objective))
    row = {"plan_id": plan_id, "objective": objective, "target": format(target, "f")}
    return write.put("plan_targets", row)


def save_baseline(write: Write, *, plan_id: str, baseline: str, value: int | None) -> bool:
    """Stores the committee's own figure of a baseline; none goes back to the plan's."""
    if value is None:
        return write.remove("plan_baselines", (plan_id, baseline))
    return write.put("plan_baselines", {"plan_id": plan_id, "baseline": baseline, "value": value})


def save_answer(write: Write, *, plan_id: str, answer: PlanAnswer) -> None:
    """Stores an answer to a review or a milestone."""
    write.put(
        "plan_answers",
        {
            "id": answer.id,
            "plan_id": plan_id,
            "objective": answer.objective,
            "state": answer.state,
            "on_date": answer.on,
            "decision": tidy(answer.decision),
        },
    )


def save_status_event(write: Write, event: StatusEvent) -> None:
    """Stores that a status holds, or is lost, from a day on."""
    write.put(
        "status_events",
        {
            "id": event.id,
            "status": event.status,
            "on_date": event.on,
            "holds": event.holds,
            "decision": tidy(event.decision),
        },
    )


def save_task(write: Write, *, plan_id: str, entry: TaskEntry) -> None:
    """Stores how far a task has come."""
    write.put(
        "plan_tasks",
        {
            "plan_id": plan_id,
            "task": entry.task,
            "state": entry.state,
            "body": tidy(entry.body),
            "due": entry.due,
            "on_date": entry.done_on,
            "note": nfc(entry.note).strip(),
        },
    )


def save_allocated(write: Write, *, plan_id: str, table_id: str, rows: Iterable[TableRow]) -> bool:
    """Makes the rows of an allocated table exactly these; none goes back to the plan's own."""
    lines = [
        {"position": place, "unit": tidy(row.unit), "amounts": json.dumps(row.cells)}
        for place, row in enumerate(rows, start=1)
    ]
    return write.replace_rows("allocated_rows", {"plan_id": plan_id, "table_id": table_id}, lines)


def save_choice(write: Write, *, from_month: str, plan_id: str) -> bool:
    """Stores that a plan is followed from a month on; the empty id follows none."""
    return write.put("plan_choices", {"from_month": from_month, "plan_id": plan_id})


def save_plan_file(write: Write, *, plan_id: str, content: str, at: str) -> None:
    """Stores the text of a plan that the committee brought in itself."""
    write.put("plan_files", {"plan_id": plan_id, "content": content, "added_at": at})


def save_addition(
    write: Write, *, addition_id: str, plan_id: str, kind: str, position: int, content: str
) -> None:
    """Stores what the committee adds to a plan; ``content`` is JSON with a plan file's keys."""
    write.put(
        "plan_additions",
        {
            "id": addition_id,
            "plan_id": plan_id,
            "kind": kind,
            "position": position,
            "content": content,
        },
    )
