"""The plan's tasks with who does them and by when; the inspections; a blank inspection form.

Findings speak of a group's work: the papers say "không ghi tên người".
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.plans import PlanDay, TaskState
from desktop.domain.snapshot import GroupLine, Snapshot, TaskLine
from desktop.reports.administrative import amount, bound, table_date
from desktop.reports.figures import Figures
from desktop.reports.frame import PaperFrame
from desktop.reports.office_paper import (
    Content,
    group_column,
    paper_form,
    put_together,
    say,
    unnamed,
)
from desktop.reports.tree import (
    Align,
    Blank,
    Block,
    Column,
    Document,
    Orientation,
    Paragraph,
    Run,
    Table,
)

TASKS = "tasks"
_INSPECTIONS = "inspections"
_INSPECTION_FORM = "inspection-form"
_ROW_HEIGHT = 30.0
"""Points of a row that is written in by hand."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """An inspection as its sheet shows it; without a group it looked at the whole commune."""

    on: date
    group: str
    findings: str
    follow_up: str
    due: date | None
    done_on: date | None
    overdue: bool


def tasks_sheet(
    snapshot: Snapshot,
    frame: PaperFrame,
    inspected: Sequence[Inspected],
    open_before: Sequence[Inspected],
) -> Document:
    """The sheet of tasks, and after it that of inspections, in one file.

    ``open_before``: inspections of earlier periods that something still has to follow.
    """
    f = Figures(snapshot, frame, paper_form(TASKS, frame))
    tasks = put_together(f, _landscape(f, tuple(_tasks(f)), "compiler"))
    named = replace(tasks, subject=(_subject(f), *tasks.subject))
    second = Figures(snapshot, frame, paper_form(_INSPECTIONS, frame))
    blocks = tuple(_inspections(second, inspected, open_before))
    following = put_together(second, _landscape(second, blocks, "compiler"))
    title = say(f, "title_all").replace("\u00a0", " ")
    return replace(named, following=(following,), file_title=title)


def _landscape(f: Figures, blocks: tuple[Block, ...], compiler: str) -> Content:
    return Content(
        blocks=blocks,
        title=say(f, "title"),
        cosigners=(unnamed(f.form.text(compiler)),),
        orientation=Orientation.LANDSCAPE,
        draft=True,
    )


def _subject(f: Figures) -> str:
    plan = f.snapshot.plan
    if plan is None:
        return say(f, "about_plan", plan=say(f, "no_plan"))
    name = say(f, "plan", symbol=plan.symbol) if plan.symbol else plan.title
    return say(f, "about_plan", plan=name)


def _column(f: Figures, key: str, width: float, align: Align = Align.LEFT) -> Column:
    return Column(say(f, f"column.{key}"), width, align)


def _tasks(f: Figures) -> Iterator[Block]:
    tasks = f.snapshot.tasks
    if not tasks:
        yield Paragraph.of(say(f, "text.none" if f.snapshot.plan else "text.without_plan"))
        return
    columns = (
        _column(f, "number", 10, Align.CENTRE),
        _column(f, "what", 108),
        _column(f, "clause", 40),
        _column(f, "body", 44),
        _column(f, "due", 26, Align.CENTRE),
        _column(f, "state", 28, Align.CENTRE),
    )
    rows = tuple(_task(f, place, one) for place, one in enumerate(tasks, start=1))
    yield Table(columns, rows)
    yield Paragraph.of(_summary(f, tasks))


def _task(f: Figures, place: int, one: TaskLine) -> tuple[str, ...]:
    state = say(f, f"state.{one.state}")
    if one.overdue:
        state = say(f, "state.overdue", state=state)
    unknown = say(f, "cell.unknown")
    due = _due(f, one.due)
    return str(place), bound(_begun(one.text)), bound(one.clause), one.body or unknown, due, state


def _begun(text: str) -> str:
    """A task as a line of its own: it begins with a capital."""
    return text[:1].upper() + text[1:]


def _due(f: Figures, due: PlanDay) -> str:
    if due is None:
        return say(f, "cell.unknown")
    return say(f, "cell.year", year=due) if isinstance(due, int) else table_date(due)


def _summary(f: Figures, tasks: Sequence[TaskLine]) -> str:
    states = Counter(one.state for one in tasks)
    words = [
        say(f, f"text.{state}", count=amount(states[state]))
        for state in (
            TaskState.DONE,
            TaskState.UNDER_WAY,
            TaskState.OPEN,
            TaskState.NOT_APPLICABLE,
        )
        if states[state]
    ]
    overdue = sum(one.overdue for one in tasks)
    if overdue:
        words.append(say(f, "text.overdue", count=amount(overdue)))
    return say(f, "text.summary", count=amount(len(tasks)), list=", ".join(words))


def _inspections(
    f: Figures, inspected: Sequence[Inspected], open_before: Sequence[Inspected]
) -> Iterator[Block]:
    if inspected:
        yield Paragraph.of(say(f, "text.held", count=amount(len(inspected))))
        yield _inspection_table(f, inspected)
    else:
        yield Paragraph.of(say(f, "text.none"))
    if open_before:
        yield Paragraph.of(say(f, "text.before"))
        yield _inspection_table(f, open_before)
    yield Paragraph.of(say(f, "text.names"), small=True)


def _inspection_table(f: Figures, inspected: Sequence[Inspected]) -> Table:
    columns = (
        _column(f, "number", 10, Align.CENTRE),
        _column(f, "date", 24, Align.CENTRE),
        replace(group_column(f, 40), heading=say(f, "column.group")),
        _column(f, "findings", 70),
        _column(f, "follow_up", 60),
        _column(f, "due", 24, Align.CENTRE),
        _column(f, "done", 24, Align.CENTRE),
    )
    rows = tuple(_inspection(f, place, one) for place, one in enumerate(inspected, start=1))
    return Table(columns, rows)


def _inspection(f: Figures, place: int, one: Inspected) -> tuple[str, ...]:
    group = bound(one.group) or say(f, "cell.commune_wide")
    first = (str(place), table_date(one.on), group, bound(one.findings))
    if not one.follow_up:
        return (*first, say(f, "cell.nothing"), "", "")
    due = table_date(one.due) if one.due else say(f, "cell.no_day")
    if one.done_on is not None:
        return (*first, bound(one.follow_up), due, table_date(one.done_on))
    done = say(f, "cell.overdue" if one.overdue else "cell.open")
    return (*first, bound(one.follow_up), due, done)


def inspection_forms(snapshot: Snapshot, frame: PaperFrame) -> Document:
    """A blank form for every active group, all in one file; one without a group when none is."""
    f = Figures(snapshot, frame, paper_form(_INSPECTION_FORM, frame))
    lines: list[GroupLine | None] = [*f.active_groups]
    forms = [_form(f, line) for line in lines or [None]]
    if len(forms) == 1:
        return forms[0]
    title = say(f, "title_all").replace("\u00a0", " ")
    return replace(forms[0], following=tuple(forms[1:]), file_title=title)


def _form(f: Figures, line: GroupLine | None) -> Document:
    name = bound(f.name(line.id)) if line is not None else ""
    content = Content(
        blocks=tuple(_form_blocks(f, name)),
        title=say(f, "title", group=name) if name else say(f, "title_all"),
        cosigners=(unnamed(f.form.text("inspector")),),
        signature=unnamed(f.form.text("head")),
    )
    return put_together(f, content)


def _form_blocks(f: Figures, group: str) -> Iterator[Block]:
    if group:
        yield _flush(say(f, "text.group", group=group))
    else:
        yield Blank(say(f, "label.group"))
    for key in ("date", "team"):
        yield Blank(say(f, f"label.{key}"))
    yield _flush(say(f, "text.findings"))
    columns = (
        _column(f, "number", 10, Align.CENTRE),
        _column(f, "what", 66),
        _column(f, "found", 60),
        _column(f, "note", 40),
    )
    items = [key for key in f.form.texts if key.startswith("item.")]
    rows = tuple((str(n), say(f, key), "", "") for n, key in enumerate(items, start=1))
    yield Table(columns, rows, row_height=_ROW_HEIGHT)
    for key, lines in (("other", 1), ("follow_up", 2), ("due", 1), ("done", 1)):
        yield Blank(say(f, f"label.{key}"), lines)
    yield Paragraph.of(say(f, "text.names"), small=True)


def _flush(text: str) -> Paragraph:
    return Paragraph((Run(text),), indent=False)
