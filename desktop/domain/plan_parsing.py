"""A plan's file (TOML) into a plan, with every rule of the format.

Limits: 512 KiB, 200 objectives, 300 counts, 600 tasks, 20 tables of 1,000 rows; unknown
keys, ids used twice and names that nothing defines are refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop.domain.plan_checks import check_names, check_twice
from desktop.domain.plan_lines import with_lines
from desktop.domain.plan_reading import (
    LONGEST_TEXT,
    Findings,
    PlanProblem,
    Table,
    read_toml,
)
from desktop.domain.plan_rules import read_rule
from desktop.domain.plan_tables import AllocatedTable, InnerShare, TableColumn, TableRow
from desktop.domain.plans import (
    FORMAT,
    AnsweredBy,
    Baseline,
    CountCategory,
    CountKind,
    EnteredBy,
    Growth,
    Objective,
    ObjectiveKind,
    Parts,
    PlanDay,
    PlanPack,
    Span,
    Task,
)
from desktop.domain.text import identity_key

MOST_OBJECTIVES = 200
MOST_COUNTS = 300
MOST_TASKS = 600
MOST_TABLES = 20
MOST_ROWS = 1000
MOST_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A plan, or what keeps it from being one; a plan may come with warnings."""

    pack: PlanPack | None
    problems: tuple[PlanProblem, ...] = ()


def parse_plan(content: bytes) -> PlanReading:
    """The plan that a file holds. Never raises: whatever is wrong is among the problems."""
    data, unread = read_toml(content)
    if unread:
        return PlanReading(None, unread)
    reading = _checked(data)
    return replace(reading, problems=with_lines(reading.problems, content.decode("utf-8-sig")))


ADDED_TO = {
    "count": "counts",
    "objective": "objectives",
    "baseline": "baselines",
    "table": "tables",
    "task": "tasks",
}
"""Where in a plan's file each kind of addition stands."""


def extend_plan(content: bytes, additions: Sequence[tuple[str, Mapping[str, Any]]]) -> PlanReading:
    """A plan together with what a committee added: (kind, the keys of its table in a file).

    The same rules hold for both. Never raises: whatever is wrong is among the problems.
    """
    data, unread = read_toml(content)
    if unread:
        return PlanReading(None, unread)
    for kind, table in additions:
        listed = data.get(ADDED_TO[kind])
        data[ADDED_TO[kind]] = [*(listed if isinstance(listed, list) else ()), dict(table)]
    return _checked(data)


def _checked(data: dict[str, Any]) -> PlanReading:
    findings = Findings()
    top = Table(data, path="", findings=findings)
    pack = _pack(top)
    top.close()
    if not findings.stopping:
        check_names(pack, findings)
    return PlanReading(None if findings.stopping else pack, tuple(findings.found))


def _pack(top: Table) -> PlanPack:
    if (version := top.whole("format", required=True)) is not None and version != FORMAT:
        top.note("format_unknown", "format", known=str(FORMAT))
    pack = PlanPack(
        id=top.id(),
        title=top.text("title", limit=600, required=True),
        issuer=top.text("issuer", required=True),
        number=top.text("number", limit=40),
        symbol=top.text("symbol", limit=60),
        also_called=top.texts("also_called", limit=60, most=10),
        issued_on=top.day("issued_on"),
        valid_from=top.day("valid_from"),
        valid_to=top.day("valid_to"),
        source=top.text("source", limit=1000),
        notes=top.texts("notes", limit=1000),
        counts=tuple(_count(one) for one in top.tables("counts", most=MOST_COUNTS)),
        baselines=tuple(_baseline(one) for one in top.tables("baselines", most=MOST_COUNTS)),
        tables=tuple(_table(one) for one in top.tables("tables", most=MOST_TABLES)),
        objectives=tuple(
            found
            for one in top.tables("objectives", most=MOST_OBJECTIVES)
            if (found := _objective(one)) is not None
        ),
        tasks=tuple(_task(one) for one in top.tables("tasks", most=MOST_TASKS)),
        parts=tuple(_parts(one) for one in top.tables("parts", most=MOST_COUNTS)),
        growths=tuple(_growth(one) for one in top.tables("growths", most=MOST_COUNTS)),
    )
    if not top.has("objectives") and not top.has("tasks"):
        top.note("empty_plan", "objectives")
    if pack.valid_from and pack.valid_to and _year(pack.valid_from) > _year(pack.valid_to):
        top.note("days_reversed", "valid_to")
    return pack


def _year(day: PlanDay) -> int:
    return day if isinstance(day, int) else day.year if day else 0


def _count(one: Table) -> CountCategory:
    entered_by = one.choice("entered_by", EnteredBy, default=EnteredBy.COMMUNE)
    if entered_by is EnteredBy.COMPUTED:
        one.note("not_choice", "entered_by", choices=f"{EnteredBy.COMMUNE}, {EnteredBy.SUPERIOR}")
    return CountCategory(
        id=one.id(),
        label=one.text("label", required=True),
        unit=one.text("unit", limit=40, required=True),
        kind=one.choice("kind", CountKind, default=CountKind.FLOW),
        section=one.text("section"),
        added_by=one.ids("added_by"),
        reduced_by=one.ids("reduced_by"),
        note=one.text("note", limit=600),
        entered_by=entered_by,
    )


def _parts(one: Table) -> Parts:
    return Parts(_some(one, "parts"), _some(one, "whole"))


def _growth(one: Table) -> Growth:
    return Growth(stock=one.id("stock"), total=one.id("total"), reduced_by=one.ids("reduced_by"))


def _some(one: Table, key: str) -> tuple[str, ...]:
    """Ids of which there has to be one at least."""
    found = one.ids(key)
    if not found:
        one.note("missing", key)
    return found


def _baseline(one: Table) -> Baseline:
    return Baseline(
        id=one.id(),
        label=one.text("label", required=True),
        unit=one.text("unit", limit=40, required=True),
        value=one.whole("value"),
        on=one.day("on"),
        quote=one.text("quote", limit=LONGEST_TEXT),
    )


def _objective(one: Table) -> Objective | None:
    name = one.id()
    kind = one.choice("kind", ObjectiveKind, default=ObjectiveKind.COUNT)
    if not one.has("kind"):
        one.note("missing", "kind")
    computed = kind in (ObjectiveKind.FREQUENCY, ObjectiveKind.UPKEEP)
    rule = read_rule(one, kind)
    common = {
        "title": one.text("title", limit=600, required=True),
        "clause": one.text("clause", required=True),
        "quote": one.text("quote", limit=LONGEST_TEXT, required=True),
        "unit": one.text("unit", limit=40),
        "reading": one.text("reading", limit=600),
        "note": one.text("note", limit=1000),
    }
    number = one.id("number", required=False)
    span = one.choice("period", Span, default=Span.REPORT)
    default = EnteredBy.COMPUTED if computed else EnteredBy.COMMUNE
    entered_by = one.choice("entered_by", EnteredBy, default=default)
    due = one.day("due")
    applies_when = one.expression("applies_when")
    answered_by = AnsweredBy.OFFICER
    if kind is ObjectiveKind.REVIEW:
        answered_by = one.choice("answered_by", AnsweredBy, default=answered_by)
    if rule is None:
        return None
    return Objective(
        id=name,
        number=number or name,
        kind=kind,
        rule=rule,
        span=span,
        entered_by=entered_by,
        answered_by=answered_by,
        due=due,
        applies_when=applies_when,
        **common,
    )


def _task(one: Table) -> Task:
    return Task(
        id=one.id(),
        text=one.text("text", limit=LONGEST_TEXT, required=True),
        clause=one.text("clause", required=True),
        body=one.text("body"),
        due=one.day("due"),
    )


def _table(one: Table) -> AllocatedTable:
    columns = tuple(_column(column) for column in one.tables("columns", most=MOST_COLUMNS))
    if not columns:
        one.note("missing", "columns")
    lines = one.lists("rows", most=MOST_ROWS)
    rows = tuple(_row(one, index, cells, len(columns)) for index, cells in enumerate(lines))
    table = AllocatedTable(
        id=one.id(),
        title=one.text("title", limit=600, required=True),
        clause=one.text("clause", required=True),
        columns=columns,
        rows=tuple(row for row in rows if row is not None),
    )
    _check_table(one, table)
    return table


def _column(one: Table) -> TableColumn:
    share = one.table("share")
    inner = None
    if share is not None:
        inner = InnerShare(share.text("label", limit=600, required=True), share.percent("percent"))
        share.close()
    return TableColumn(
        id=one.id(),
        label=one.text("label", limit=600, required=True),
        unit=one.text("unit", limit=40, required=True),
        total=one.whole("total"),
        share=inner,
    )


def _row(one: Table, index: int, cells: list[Any], columns: int) -> TableRow | None:
    """A row: the unit's name, then a cell for each column; an empty text is a blank cell."""
    key = f"rows[{index}]"
    if len(cells) != columns + 1:
        one.note("row_width", key, expected=str(columns + 1), found=str(len(cells)))
        return None
    unit = cells[0]
    if not isinstance(unit, str) or not unit.strip() or len(unit) > 200:
        one.note("missing", f"{key}[0]")
        return None
    read = tuple(
        None if cell == "" else one.whole_of(cell, f"{key}[{place}]")
        for place, cell in enumerate(cells[1:], start=1)
    )
    return TableRow(" ".join(unit.split()), read)


def _check_table(one: Table, table: AllocatedTable) -> None:
    check_twice((column.id for column in table.columns), "columns", one)
    check_twice((identity_key(row.unit) for row in table.rows), "rows", one)
    for index, column in enumerate(table.columns):
        cells = [cell for row in table.rows if (cell := row.cells[index]) is not None]
        if column.total is not None and sum(cells) != column.total:
            one.note(
                "total_differs",
                f"columns[{index}].total",
                warning=True,
                total=str(column.total),
                found=str(sum(cells)),
            )
