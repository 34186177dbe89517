"""Bringing in an officer's own list: a rehearsal first, then all or nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from desktop.actions.backups import BEFORE_IMPORT, back_up_before
from desktop.actions.closed import told_of_closed
from desktop.actions.counts import (
    count_problems,
    known_categories,
    write_counts,
)
from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.actions.groups import born_problems, write_groups
from desktop.actions.models import write_models
from desktop.actions.periods import month_holding, neighbour_month
from desktop.actions.plans import DEFAULT_PLAN, pack_of, plan_id_of_month, plan_named
from desktop.actions.sessions import lock_problems, reported, write_sessions
from desktop.db import plan_queries, queries
from desktop.domain.commune import ListName
from desktop.domain.count_drafts import CountDraft
from desktop.domain.count_lines import asked_of_commune
from desktop.domain.count_matching import match_counts
from desktop.domain.groups import GroupDraft, check_group
from desktop.domain.matching import (
    Fate,
    FieldChange,
    Match,
    match_groups,
    match_models,
    match_sessions,
)
from desktop.domain.models import ModelDraft, check_model
from desktop.domain.periods import parse_period
from desktop.domain.plans import PlanPack
from desktop.domain.problems import Problem
from desktop.domain.sessions import SessionDraft, check_session
from desktop.domain.text import identity_key
from desktop.files import fault_of
from desktop.sheets.dates import DateOrder
from desktop.sheets.layout import ColumnUse
from desktop.sheets.reading import CellProblem, Draft, Known, SheetReading, SheetRow, read_list
from desktop.sheets.summary import sum_up
from desktop.sheets.vocabulary import ListKind
from desktop.sheets.workbook import read_workbook

# What writes Excel files is imported where it is asked for: reading lists does without.

AnyMatch = Match[GroupDraft] | Match[SessionDraft] | Match[ModelDraft] | Match[CountDraft]

_WRITTEN = (Fate.NEW, Fate.CHANGED)
_HEADING_OF = {
    "held_on": ("date", "when"),
    "start_time": ("time", "when"),
    "group_ids": ("groups",),
    "founded_on": ("founded",),
    "founded_year": ("founded",),
}


@dataclass(frozen=True, slots=True)
class RowFate:
    """What the import would do with one row: ``fate`` none where a problem stops it."""

    sheet: str
    row: int
    fate: Fate | None
    draft: Draft | None
    changes: tuple[FieldChange, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    new_labels: tuple[tuple[ListName, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What importing a list would do; nothing is written yet.

    ``head`` names the state of the store that the rehearsal was made against.
    """

    path: Path
    reading: SheetReading
    fates: tuple[RowFate, ...]
    head: str

    @property
    def kind(self) -> ListKind:
        """What the list holds."""
        return self.reading.kind

    @property
    def rows(self) -> int:
        """How many rows of data the list has."""
        return len(self.fates)

    @property
    def new(self) -> int:
        """How many rows the store does not hold yet."""
        return self._count(Fate.NEW)

    @property
    def same(self) -> int:
        """How many rows change nothing."""
        return self._count(Fate.SAME)

    @property
    def changed(self) -> int:
        """How many rows change something stored."""
        return self._count(Fate.CHANGED)

    @property
    def left_out(self) -> int:
        """How many rows a problem stops; they can only be left out on purpose."""
        return self._count(None)

    @property
    def problems(self) -> tuple[CellProblem, ...]:
        """What stops the list as a whole, then what stops rows."""
        found = (
            *self.reading.list_problems,
            *(problem for row in self.fates for problem in row.problems),
        )
        return tuple(problem for problem in found if problem.stops)

    @property
    def warnings(self) -> tuple[CellProblem, ...]:
        """What only wants to be seen."""
        found = (
            *self.reading.list_problems,
            *(problem for row in self.fates for problem in row.problems),
        )
        return sum_up(problem for problem in found if not problem.stops)

    @property
    def stopped(self) -> bool:
        """Whether the list as a whole cannot be read before a question is answered."""
        return any(problem.stops for problem in self.reading.list_problems)

    @property
    def skipped_columns(self) -> tuple[ColumnUse, ...]:
        """The columns that are not read."""
        return self.reading.skipped_columns

    @property
    def date_order_needed(self) -> tuple[str, ...]:
        """The columns whose order of day and month must be said."""
        return self.reading.date_order_needed

    @property
    def new_labels(self) -> tuple[tuple[ListName, str], ...]:
        """The labels that would join the editable lists with the rows that can be written."""
        written = (row for row in self.fates if row.fate in _WRITTEN)
        return tuple(dict.fromkeys(label for row in written for label in row.new_labels))

    def _count(self, fate: Fate | None) -> int:
        return sum(row.fate is fate for row in self.fates)


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import wrote."""

    new: int
    same: int
    changed: int
    left_out: int


def rehearse(
    desk: Desk,
    path: Path,
    *,
    date_order: DateOrder | None = None,
    assigned: Mapping[int, str] | None = None,
    kind: ListKind | None = None,
    month: str | None = None,
    late: bool = False,
) -> Rehearsal:
    """Reads a list and compares it with the store; writes nothing.

    ``month`` ("2026-10") is that of figures whose own heading names none ("Tháng này").
    New sessions dated in a closed period are problems, unless ``late`` takes them into the
    "số bổ sung" of the next report.

    Raises:
        SheetError: the file cannot be read as a list.
    """
    reading = read_list(
        read_workbook(path),
        known_names(desk, month=month),
        today=desk.clock.today(),
        date_order=date_order,
        assigned=assigned,
        kind=kind,
    )
    usable = [row for row in reading.rows if row.draft is not None and _free(row.problems)]
    found = _matches(desk, reading, usable)
    if late:
        found = tuple(_reported(desk, match) for match in found)
    matches = dict(zip(map(id, usable), found, strict=True))
    fates = tuple(_fate(desk, reading, row, matches.get(id(row))) for row in reading.rows)
    return Rehearsal(path, reading, fates, desk.store.head.hash)


def _reported(desk: Desk, match: AnyMatch) -> AnyMatch:
    """A new session of a closed period with the month whose report names it."""
    if match.fate is not Fate.NEW or not isinstance(match.draft, SessionDraft):
        return match
    return Match(match.fate, reported(desk, match.draft, late=True), match.changes)


def known_names(desk: Desk, *, month: str | None = None) -> Known:
    """What the names in a list are resolved against."""
    profile = queries.profile(desk.store)
    entries = queries.list_entries(desk.store)
    return Known(
        groups=queries.groups(desk.store),
        labels={
            name: tuple(entry.label for entry in entries if entry.list is name) for name in ListName
        },
        commune=profile.name if profile else "",
        sensitive_kinds=frozenset(
            entry.label
            for entry in entries
            if entry.list is ListName.MODEL_KIND and entry.sensitive
        ),
        other_topics=frozenset(
            entry.label
            for entry in entries
            if entry.list is ListName.TOPIC and not entry.drug_prevention
        ),
        categories=tuple(known_categories(desk).values()),
        month=month,
    )


def _free(problems: Iterable[CellProblem]) -> bool:
    return not any(problem.stops for problem in problems)


def _matches(desk: Desk, reading: SheetReading, rows: Sequence[SheetRow]) -> Sequence[AnyMatch]:
    drafts = [row.draft for row in rows]
    groups = [draft for draft in drafts if isinstance(draft, GroupDraft)]
    models = [draft for draft in drafts if isinstance(draft, ModelDraft)]
    sessions = [draft for draft in drafts if isinstance(draft, SessionDraft)]
    if reading.kind is ListKind.GROUPS:
        return match_groups(queries.groups(desk.store), groups, said=reading.fields)
    if reading.kind is ListKind.COUNTS:
        counts = [draft for draft in drafts if isinstance(draft, CountDraft)]
        return match_counts(plan_queries.monthly_counts(desk.store), counts)
    if reading.kind is ListKind.MODELS:
        return match_models(queries.models(desk.store), models, said=reading.fields)
    days = [draft.held_on for draft in sessions if draft.held_on is not None]
    stored = (
        queries.sessions(desk.store, start=min(days), end=max(days) + timedelta(days=1))
        if days
        else ()
    )
    return match_sessions(stored, sessions, said=reading.fields)


def _fate(
    desk: Desk,
    reading: SheetReading,
    row: SheetRow,
    match: AnyMatch | None,
) -> RowFate:
    if match is None:
        return RowFate(row.sheet, row.row_number, None, row.draft, (), row.problems)
    found = row.problems
    if match.fate is not Fate.SAME:
        said = {(problem.code, problem.column) for problem in found}
        checked = (_placed(reading, row, problem) for problem in _check(desk, match.draft))
        found = (*found, *(one for one in checked if (one.code, one.column) not in said))
    fate = match.fate if _free(found) else None
    return RowFate(
        row.sheet, row.row_number, fate, match.draft, match.changes, found, row.new_labels
    )


def _check(desk: Desk, draft: Draft) -> tuple[Problem, ...]:
    today = desk.clock.today()
    if isinstance(draft, CountDraft):
        return _check_counts(desk, draft)
    if isinstance(draft, GroupDraft):
        return (*check_group(draft), *born_problems(desk, draft))
    if isinstance(draft, SessionDraft):
        return (*check_session(draft, today=today), *lock_problems(desk, draft))
    sensitive = {
        identity_key(label) for label in queries.sensitive_labels(desk.store, ListName.MODEL_KIND)
    }
    keys = {identity_key(draft.kind), identity_key(draft.name)}
    days = (draft.status_since, draft.founded_on)
    return (
        *check_model(draft, today=today, sensitive=bool(keys & sensitive)),
        *told_of_closed(desk, days, "status_since"),
    )


def _check_counts(desk: Desk, draft: CountDraft) -> tuple[Problem, ...]:
    """What keeps the figures from their months; the field of a problem is the month."""
    rule = queries.counting_settings(desk.store).period_rule
    found: list[Problem] = []
    for name, entry in draft.entries:
        month = parse_period(name, rule)
        problems = count_problems(desk, month, {draft.category: entry})
        # The officer knows the count by its wording, the list may hold no code.
        named = {"category": draft.label}
        found.extend(replace(one, field=name, details={**one.details, **named}) for one in problems)
    return tuple(found)


def _placed(reading: SheetReading, row: SheetRow, problem: Problem) -> CellProblem:
    wanted = _HEADING_OF.get(problem.field, (problem.field,))
    letter = next((use.letter for use in reading.columns if use.field in wanted), "")
    letter = reading.month_columns.get((row.sheet, problem.field), letter)
    return CellProblem(
        row.sheet, row.row_number, letter, problem.code, problem.details, problem.severity
    )


def carry_out(
    desk: Desk, rehearsal: Rehearsal, *, leave_out_problems: bool = False
) -> Outcome[ImportSummary]:
    """Writes what a rehearsal showed, in one step that undo takes back.

    With problems nothing is written, unless their rows are left out on purpose. A
    question about the list as a whole always stops it. A backup is made before.

    Raises:
        StoreError: no backup could be made; nothing was written.
    """
    if rehearsal.stopped or (rehearsal.problems and not leave_out_problems):
        return refused(Problem("import_has_problems", "rows"))
    if rehearsal.head != desk.store.head.hash:
        return refused(Problem("rehearsal_outdated", "rows"))
    summary = ImportSummary(rehearsal.new, rehearsal.same, rehearsal.changed, rehearsal.left_out)
    drafts = [
        row.draft for row in rehearsal.fates if row.fate in _WRITTEN and row.draft is not None
    ]
    if not drafts:
        return Outcome(summary)
    label = f"{rehearsal.kind.value}|{len(drafts)}"
    desk.require("import_list")
    back_up_before(desk, BEFORE_IMPORT)
    with desk.writing(action="import_list", label=label) as write:
        groups = queries.groups_by_id(desk.store)
        write_groups(desk, write, [one for one in drafts if isinstance(one, GroupDraft)])
        models = [one for one in drafts if isinstance(one, ModelDraft)]
        write_models(desk, write, models, from_list=True)
        sessions = [one for one in drafts if isinstance(one, SessionDraft)]
        write_sessions(desk, write, sessions, groups)
        for one in drafts:
            if isinstance(one, CountDraft):
                for month, entry in one.entries:
                    write_counts(write, month, {one.category: entry})
    return Outcome(summary, (), Changes.of_tables(write.changed_tables))


def template(kind: ListKind, *, month: str | None = None) -> bytes:
    """Our own list to fill in, as an Excel file; counts are those of the shipped plan.

    Raises:
        FileFaultError: the place for temporary files is full or fails.
    """
    if kind is ListKind.COUNTS:
        return _count_template(plan_named(DEFAULT_PLAN), month)
    from desktop.sheets.templates import write_template

    return _written(lambda: write_template(kind))


def count_template(desk: Desk, month: str | None = None) -> bytes:
    """The counts that the commune's plan asks for in a month, by default the last that is over.

    Raises:
        FileFaultError: the place for temporary files is full or fails.
    """
    named = month or neighbour_month(desk, month_holding(desk, desk.clock.today()), -1).id
    return _count_template(pack_of(desk, plan_id_of_month(desk, named)), named)


def _count_template(pack: PlanPack | None, month: str | None) -> bytes:
    from desktop.sheets.count_template import write_count_template

    asked = asked_of_commune(pack) if pack else ()
    return _written(lambda: write_count_template(asked, month=month))


def _written(write: Callable[[], bytes]) -> bytes:
    try:
        return write()
    except OSError as error:
        raise fault_of(error, Path(error.filename or "xlsx")) from error
