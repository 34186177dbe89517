"""Entries for a plan written in a small TOML file.

``[targets]`` and ``[baselines]`` give numbers by id ("" goes back to the plan's own);
``[answers]`` a word by objective ("yes", "no", "n/a") or a table with state, on and decision;
``[[statuses]]`` say that a status holds or is lost from a day on; ``unit`` names the commune's
own row; ``[[tasks]]`` how far a task has come; ``[tables.ID]`` the rows of an allocated table.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from desktop.domain.plan_entries import TaskEntry
from desktop.domain.plan_facts import AnswerState
from desktop.domain.plan_input import MOST_ROWS, AnswerDraft, PlanInput, StatusDraft
from desktop.domain.plan_lines import with_lines
from desktop.domain.plan_reading import Findings, PlanProblem, Table, read_toml
from desktop.domain.plan_tables import TableRow
from desktop.domain.plans import TaskState
from desktop.domain.text import fold

MOST_ENTRIES = 600
ANSWER_WORDS: Mapping[str, AnswerState] = {
    "yes": AnswerState.YES,
    "co": AnswerState.YES,
    "dat": AnswerState.YES,
    "no": AnswerState.NO,
    "khong": AnswerState.NO,
    "chua": AnswerState.NO,
    "n/a": AnswerState.NOT_APPLICABLE,
    "not_applicable": AnswerState.NOT_APPLICABLE,
    "khong ap dung": AnswerState.NOT_APPLICABLE,
}
_ANSWERS_OFFERED = "yes, no, n/a"


@dataclass(frozen=True, slots=True)
class InputReading:
    """What a file holds, or what is wrong with it by key path and, where found, line."""

    given: PlanInput = field(default_factory=PlanInput)
    problems: tuple[PlanProblem, ...] = ()


def parse_input(content: bytes, *, tasks: Mapping[str, TaskEntry]) -> InputReading:
    """The entries of a file; keys that a task does not name stay as in ``tasks``.

    Never raises: whatever is wrong is among the problems.
    """
    data, unread = read_toml(content)
    if unread:
        return InputReading(problems=unread)
    findings = Findings()
    top = Table(data, path="", findings=findings)
    given = PlanInput(
        targets=dict(_targets(top)),
        baselines=dict(_baselines(top)),
        answers=tuple(_answers(top)),
        statuses=tuple(_statuses(top)),
        unit=top.text("unit", limit=200) if top.has("unit") else None,
        tasks=tuple(_tasks(top, tasks)),
        tables=dict(_tables(top)),
    )
    top.close()
    if not findings.stopping:
        return InputReading(given)
    return InputReading(problems=with_lines(findings.found, content.decode("utf-8-sig")))


def _keyed(top: Table, name: str) -> Iterator[tuple[Table, str]]:
    """Each key of a table of the file."""
    table = top.table(name)
    if table is None:
        return
    for key in table.keys()[:MOST_ENTRIES]:
        yield table, key
    table.close()


def _targets(top: Table) -> Iterator[tuple[str, Decimal | None]]:
    for table, key in _keyed(top, "targets"):
        yield key, None if table.blank(key) else table.number(key)


def _baselines(top: Table) -> Iterator[tuple[str, int | None]]:
    for table, key in _keyed(top, "baselines"):
        yield key, None if table.blank(key) else table.whole(key)


def _answers(top: Table) -> Iterator[AnswerDraft]:
    for table, key in _keyed(top, "answers"):
        if (found := _answer(table, key)) is not None:
            yield found


def _answer(table: Table, key: str) -> AnswerDraft | None:
    """A word alone, or a table with the day and the decision."""
    if not table.holds_table(key):
        state = _answer_state(table, key)
        return AnswerDraft(key, state) if state is not None else None
    inner = table.table(key)
    if inner is None:
        return None
    state, on = _answer_state(inner, "state"), inner.whole_day("on")
    decision = inner.text("decision")
    inner.close()
    return AnswerDraft(key, state, on, decision) if state is not None else None


def _answer_state(table: Table, key: str) -> AnswerState | None:
    text = table.text(key, required=True)
    state = ANSWER_WORDS.get(fold(text))
    if text and state is None:
        table.note("not_choice", key, choices=_ANSWERS_OFFERED)
    return state


def _statuses(top: Table) -> Iterator[StatusDraft]:
    for one in top.tables("statuses", most=MOST_ENTRIES):
        status, on = one.id("status"), one.whole_day("on", required=True)
        holds, decision = one.flag("holds", required=True), one.text("decision")
        if status and on is not None and holds is not None:
            yield StatusDraft(status, on, holds, decision)


def _tasks(top: Table, known: Mapping[str, TaskEntry]) -> Iterator[TaskEntry]:
    for one in top.tables("tasks", most=MOST_ENTRIES):
        name = one.id()
        entry = known.get(name, TaskEntry(name))
        done_on = _optional_day(one, "done_on", entry.done_on)
        default = TaskState.DONE if one.has("done_on") and done_on else entry.state
        state = one.choice("state", TaskState, default=default)
        if state is not TaskState.DONE and not one.has("done_on"):
            done_on = None
        yield replace(
            entry,
            state=state,
            body=one.text("body") if one.has("body") else entry.body,
            due=_optional_day(one, "due", entry.due),
            done_on=done_on,
            note=one.text("note", limit=2000) if one.has("note") else entry.note,
        )


def _optional_day(table: Table, key: str, known: date | None) -> date | None:
    """A day, none for "" (taken back), what is known for an absent key."""
    if not table.has(key):
        return known
    return None if table.blank(key) else table.whole_day(key)


def _tables(top: Table) -> Iterator[tuple[str, tuple[TableRow, ...]]]:
    for table, key in _keyed(top, "tables"):
        inner = table.table(key)
        if inner is None:
            continue
        lines = inner.lists("rows", most=MOST_ROWS)
        if not inner.has("rows"):
            inner.note("missing", "rows")
        rows = tuple(_row(inner, index, cells) for index, cells in enumerate(lines))
        inner.close()
        yield key, tuple(row for row in rows if row is not None)


def _row(table: Table, index: int, cells: list[Any]) -> TableRow | None:
    """A row: the unit's name, then its cells; an empty text is a blank cell, not zero."""
    key = f"rows[{index}]"
    if not cells or not isinstance(cells[0], str):
        table.note("missing", f"{key}[0]")
        return None
    read = tuple(
        None if cell == "" else table.whole_of(cell, f"{key}[{place}]")
        for place, cell in enumerate(cells[1:], start=1)
    )
    return TableRow(cells[0], read)
