"""A rehearsal as lines of a table: what each row is, what would happen to it, and why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.actions.desk import Desk
from desktop.actions.groups import groups
from desktop.actions.imports import Rehearsal, RowFate, rehearse
from desktop.actions.periods import month_holding
from desktop.actions.terms import DateOrder, ListKind
from desktop.domain.count_drafts import CountDraft
from desktop.domain.groups import GroupDraft
from desktop.domain.matching import Fate, FieldChange
from desktop.domain.models import ModelDraft
from desktop.domain.plan_facts import EntryState, month_before
from desktop.domain.sessions import SessionDraft
from desktop.i18n import N_, _, format_date, format_number, ngettext
from desktop.ui.design.tokens import Role
from desktop.wording import cell_text, field_word, join_groups, kind_word
from desktop.wording.counts import entry_text, entry_word

_STATES: dict[Fate | None, tuple[str, Role]] = {
    Fate.NEW: (N_("new"), Role.MET),
    Fate.SAME: (N_("as it is"), Role.SOFT),
    Fate.CHANGED: (N_("changed"), Role.ACCENT),
    None: (N_("problem"), Role.TROUBLE),
}
_MONTHS_OFFERED = 36
_LISTS = {
    "format": N_("formats"),
    "topic": N_("topics"),
    "audience": N_("audiences"),
    "body": N_("bodies"),
    "model_kind": N_("kinds of model"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLine:
    """One row of the list: where it stands, what becomes of it, what it says, and the reasons."""

    row: int
    place: str
    state: str
    role: Role
    what: str
    why: str
    problem: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemLine:
    """One thing to be settled: sheet, row and column, and the sentence."""

    row: int
    place: str
    column: str
    sentence: str
    stops: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A rehearsal with all that its screen says, made on the worker.

    ``undated`` are the headings of figures that name no month, ``months`` those they may be of,
    the newest first; ``month`` is the one that the officer chose.
    """

    rehearsal: Rehearsal
    head: str
    kind: str
    rows: tuple[RowLine, ...]
    problems: tuple[ProblemLine, ...]
    notes: tuple[str, ...]
    month: str | None = None
    months: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()

    @property
    def to_write(self) -> int:
        """How many rows would be written."""
        return self.rehearsal.new + self.rehearsal.changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the officer said about a list.

    A field for columns, the order of dates, the kind, the month of figures that name none.
    """

    path: Path
    assigned: Mapping[int, str]
    date_order: DateOrder | None = None
    kind: ListKind | None = None
    month: str | None = None
    undated: tuple[str, ...] = ()


def rehearsed(desk: Desk, wish: Wish) -> Shown:
    """Read the list and word what would happen; runs on the worker, writes nothing."""
    found = rehearse(
        desk,
        wish.path,
        date_order=wish.date_order,
        assigned=wish.assigned or None,
        kind=wish.kind,
        month=wish.month,
    )
    undated = _undated(found) or wish.undated
    names = {group.id: group.name for group in groups(desk)}
    several = len(found.reading.sheets) > 1
    return Shown(
        rehearsal=found,
        head=head_line(found),
        kind=kind_word(found.kind.value),
        rows=tuple(_row_line(row, names, several=several) for row in found.fates),
        problems=_problem_lines(found, several=several),
        notes=_notes(found),
        month=wish.month,
        months=_months(desk, wish.month) if undated else (),
        undated=undated,
    )


def _undated(found: Rehearsal) -> tuple[str, ...]:
    """The headings of figures that do not say of which month they are."""
    problems = (one for one in found.problems if one.code == "month_not_said")
    return tuple(dict.fromkeys(one.details["heading"] for one in problems))


def _months(desk: Desk, chosen: str | None) -> tuple[str, ...]:
    """The months that figures may be of, the newest first: those that have begun."""
    found = [month_holding(desk, desk.clock.today()).id]
    while len(found) < _MONTHS_OFFERED:
        found.append(month_before(found[-1]))
    return tuple(found if chosen is None or chosen in found else [*found, chosen])


def head_line(found: Rehearsal) -> str:
    """ "23 dòng: 20 mới, 2 không đổi, 1 thay đổi, 0 có vấn đề"."""
    said = ngettext(
        "{n} row: {new} new, {same} as it is, {changed} changed, {left} with problems",
        "{n} rows: {new} new, {same} as they are, {changed} changed, {left} with problems",
        found.rows,
    )
    counts = {
        "new": found.new,
        "same": found.same,
        "changed": found.changed,
        "left": found.left_out,
    }
    return said.format(
        n=format_number(found.rows), **{key: format_number(value) for key, value in counts.items()}
    )


def _row_line(row: RowFate, names: Mapping[str, str], *, several: bool) -> RowLine:
    word, role = _STATES[row.fate]
    reasons = [cell_text(one.code, one.details) for one in row.problems]
    changes = [_change(one, names) for one in row.changes]
    return RowLine(
        row=row.row,
        place=_place(row.sheet, row.row, several=several),
        state=_(word),
        role=role,
        what=_what(row, names),
        why=" ".join(reasons) or "; ".join(changes),
        problem=row.fate is None,
    )


def _place(sheet: str, row: int, *, several: bool) -> str:
    if not row:
        return sheet
    return f"{sheet} · {row}" if several else str(row)


def _what(row: RowFate, names: Mapping[str, str]) -> str:
    match row.draft:
        case GroupDraft():
            return row.draft.name
        case CountDraft():
            told = (f"{field_word(month)}: {entry_text(one)}" for month, one in row.draft.entries)
            return " · ".join((row.draft.label, *told))
        case ModelDraft():
            return ", ".join(
                part for part in (row.draft.name, _groups(row.draft.group_ids, names)) if part
            )
        case SessionDraft():
            day = format_date(row.draft.held_on) if row.draft.held_on else ""
            where = _groups(row.draft.group_ids, names)
            return " · ".join(part for part in (day, where, row.draft.format) if part)
        case _:
            return ""


def _groups(ids: tuple[str, ...], names: Mapping[str, str]) -> str:
    return join_groups([names.get(one, "…") for one in ids], 4)


def _change(change: FieldChange, names: Mapping[str, str]) -> str:
    word = field_word(change.field)
    before, after = (_value(one, names) for one in (change.before, change.after))
    if not before:
        return _("{field}: {after}").format(field=word, after=after)
    return _("{field}: {before} → {after}").format(field=word, before=before, after=after)


def _value(value: object, names: Mapping[str, str]) -> str:
    match value:
        case None:
            return ""
        case EntryState():
            return entry_word(value)
        case bool():
            return _("yes") if value else _("no")
        case int():
            return format_number(value)
        case date():
            return format_date(value)
        case tuple():
            return ", ".join(names.get(str(one), str(one)) for one in value)
        case _:
            return str(value)


def _problem_lines(found: Rehearsal, *, several: bool) -> tuple[ProblemLine, ...]:
    return tuple(
        ProblemLine(
            row=one.row,
            place=_place(one.sheet, one.row, several=several),
            column=one.column,
            sentence=cell_text(one.code, one.details),
            stops=one.stops,
        )
        for one in (*found.problems, *found.warnings)
    )


def _notes(found: Rehearsal) -> tuple[str, ...]:
    notes: list[str] = []
    by_list: dict[str, list[str]] = {}
    for name, label in found.new_labels:
        by_list.setdefault(name.value, []).append(label)
    for list_name, labels in by_list.items():
        said = _("New {list} join the lists: {labels}.")
        notes.append(said.format(list=_(_LISTS[list_name]), labels=", ".join(labels)))
    totals = len(found.reading.total_rows)
    if totals:
        said = ngettext(
            "{n} row with totals is skipped.", "{n} rows with totals are skipped.", totals
        )
        notes.append(said.format(n=totals))
    if months := found.reading.months:
        said = _("Figures are read of: {months}.")
        notes.append(said.format(months=", ".join(field_word(one) for one in months)))
    if found.reading.other_sheets:
        said = _("Sheets that are not read: {names}.")
        notes.append(said.format(names=", ".join(found.reading.other_sheets)))
    return tuple(notes)
