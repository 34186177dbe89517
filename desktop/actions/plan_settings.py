"""What an office sets and answers for its plan: targets, baselines, answers, statuses, its row."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from desktop.actions.closed import told_of_closed
from desktop.actions.desk import ChangeKind, Changes, Desk, Outcome, refused
from desktop.actions.plans import pack_of
from desktop.db import plan_queries
from desktop.db.plan_saving import (
    save_allocated,
    save_answer,
    save_baseline,
    save_status_event,
    save_target,
    save_task,
)
from desktop.db.saving import soft_delete
from desktop.db.writing import Write
from desktop.domain.plan_entries import PlanAnswer, PlanEntries, StatusEvent
from desktop.domain.plan_facts import AnswerState
from desktop.domain.plan_input import (
    AnswerDraft,
    PlanInput,
    StatusDraft,
    check_input,
    known_statuses,
)
from desktop.domain.plans import PlanPack
from desktop.domain.problems import Problem, stopping
from desktop.domain.text import tidy

__all__ = [
    "AnswerDraft",
    "PlanInput",
    "StatusDraft",
    "answer",
    "enter_plan",
    "known_statuses",
    "record_status",
    "set_baselines",
    "set_targets",
    "set_unit",
    "typed_entries",
    "withdraw_answer",
    "withdraw_status",
]


def typed_entries(desk: Desk, plan_id: str) -> PlanEntries:
    """What was typed for a plan, without what follows from other pages (assessments)."""
    return plan_queries.plan_entries(desk.store, plan_id)


def enter_plan(
    desk: Desk,
    plan_id: str,
    given: PlanInput,
    *,
    action: str = "enter_plan",
    label: str | None = None,
) -> Outcome[str]:
    """Stores everything that was entered for a plan in one step, all or none.

    Problems carry key paths ("answers.1.on"). ``action`` and ``label`` name the step for
    undo. The value is the plan's id.
    """
    pack = pack_of(desk, plan_id)
    if pack is None:
        return refused(Problem("plan_unknown", "plan", details={"plan": plan_id}))
    days = [one.on for one in given.answers] + [one.on for one in given.statuses]
    problems = (
        *check_input(given, pack, today=desk.clock.today()),
        *told_of_closed(desk, days, "on"),
    )
    if stopping(problems):
        return refused(*problems)
    named = plan_id if label is None else label
    with desk.writing(action=action, label=named) as write:
        _write(desk, write, pack, given)
    changes = Changes.of_tables(write.changed_tables)
    if given.unit is not None and changes:
        changes = Changes(changes.kinds | {ChangeKind.PLAN})
    return Outcome(plan_id, problems, changes)


def _write(desk: Desk, write: Write, pack: PlanPack, given: PlanInput) -> None:
    for objective, target in given.targets.items():
        save_target(write, plan_id=pack.id, objective=objective, target=target)
    for baseline, value in given.baselines.items():
        save_baseline(write, plan_id=pack.id, baseline=baseline, value=value)
    for answered in given.answers:
        _write_answer(desk, write, pack.id, answered)
    for event in given.statuses:
        _write_status(desk, write, event)
    for entry in given.tasks:
        save_task(write, plan_id=pack.id, entry=entry)
    for table_id, rows in given.tables.items():
        save_allocated(write, plan_id=pack.id, table_id=table_id, rows=rows)
    if given.unit is not None:
        write.set(plan_queries.PLAN_UNIT, tidy(given.unit))


def _write_answer(desk: Desk, write: Write, plan_id: str, draft: AnswerDraft) -> None:
    """One answer a day; one without a day stands for all days, so the dated ones give way."""
    known = [
        one
        for one in plan_queries.plan_answers(desk.store, plan_id)
        if one.objective == draft.objective
    ]
    same = next((one.id for one in known if one.on == draft.on), None)
    answered = PlanAnswer(
        same or desk.ids.new(), draft.objective, draft.state, draft.on, draft.decision
    )
    save_answer(write, plan_id=plan_id, answer=answered)
    for one in known:
        if draft.on is None and one.on is not None:
            soft_delete(write, "plan_answers", one.id, at=desk.clock.now().isoformat())


def _write_status(desk: Desk, write: Write, draft: StatusDraft) -> None:
    """One event of a status a day."""
    same = next(
        (
            one.id
            for one in plan_queries.status_events(desk.store)
            if (one.status, one.on) == (draft.status, draft.on)
        ),
        None,
    )
    event = StatusEvent(same or desk.ids.new(), draft.status, draft.on, draft.holds, draft.decision)
    save_status_event(write, event)


def set_targets(desk: Desk, plan_id: str, targets: Mapping[str, Decimal | None]) -> Outcome[str]:
    """Sets the committee's own targets by objective; None goes back to the plan's."""
    return enter_plan(desk, plan_id, PlanInput(targets=targets), action="set_targets", label="")


def set_baselines(desk: Desk, plan_id: str, values: Mapping[str, int | None]) -> Outcome[str]:
    """Sets the figures of baselines; None goes back to the plan's."""
    return enter_plan(desk, plan_id, PlanInput(baselines=values), action="set_baselines", label="")


def answer(
    desk: Desk,
    plan_id: str,
    objective: str,
    state: AnswerState,
    on: date | None = None,
    decision: str = "",
) -> Outcome[str]:
    """Answers a review or a milestone; the same day's answer is replaced.

    Without a day the answer stands for all days and replaces every earlier one.
    """
    given = PlanInput(answers=(AnswerDraft(objective, state, on, decision),))
    return enter_plan(desk, plan_id, given, action="answer_objective", label=objective)


def withdraw_answer(desk: Desk, plan_id: str, answer_id: str) -> Outcome[str]:
    """Takes one answer back; undo brings it again."""
    known = plan_queries.plan_answers(desk.store, plan_id)
    found = next((one for one in known if one.id == answer_id), None)
    if found is None:
        return refused(Problem("answer_unknown", "id"))
    with desk.writing(action="withdraw_answer", label=found.objective) as write:
        soft_delete(write, "plan_answers", answer_id, at=desk.clock.now().isoformat())
    return Outcome(answer_id, (), Changes.of_tables(write.changed_tables))


def record_status(
    desk: Desk, plan_id: str, status: str, on: date, *, holds: bool, decision: str = ""
) -> Outcome[str]:
    """Stores that a status ("drug_free") holds, or is lost, from a day on."""
    given = PlanInput(statuses=(StatusDraft(status, on, holds, decision),))
    return enter_plan(desk, plan_id, given, action="record_status", label=on.isoformat())


def withdraw_status(desk: Desk, event_id: str) -> Outcome[str]:
    """Takes one typed event of a status back; one from an assessment goes with that."""
    known = plan_queries.status_events(desk.store)
    found = next((one for one in known if one.id == event_id), None)
    if found is None:
        return refused(Problem("status_event_unknown", "id"))
    with desk.writing(action="withdraw_status", label=found.on.isoformat()) as write:
        soft_delete(write, "status_events", event_id, at=desk.clock.now().isoformat())
    return Outcome(event_id, (), Changes.of_tables(write.changed_tables))


def set_unit(desk: Desk, plan_id: str, unit: str) -> Outcome[str]:
    """Says which row of allocated tables is the commune's own; "" takes it back."""
    return enter_plan(desk, plan_id, PlanInput(unit=unit), action="set_plan_unit", label="")
