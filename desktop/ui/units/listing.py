"""The units as a table shows them, and what a list of units would bring."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.actions.desk import Desk
from desktop.actions.superior_month import KnownKey, known_unit_keys
from desktop.actions.units import Moved, UnitRehearsal, units
from desktop.domain.expected_units import ExpectedUnit
from desktop.domain.matching import Fate
from desktop.domain.text import fold
from desktop.i18n import _, format_date, format_number, ngettext
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.rows import Mark, WorkItem
from desktop.ui.widgets.rows_model import Column
from desktop.wording import cell_text

_NAMED = 12
"""So many units are named in one sentence."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit of the list with the keys accepted for it; ``ended``: it exists no longer."""

    unit: ExpectedUnit
    keys: tuple[KnownKey, ...]
    ended: bool


def read_units(desk: Desk) -> tuple[UnitLine, ...]:
    """Every unit of the list, those that ended too; runs on the worker."""
    keys = known_unit_keys(desk)
    today = desk.clock.today()
    return tuple(
        UnitLine(
            unit,
            tuple(one for one in keys if one.unit == unit.unit),
            unit.valid_until is not None and unit.valid_until <= today,
        )
        for unit in units(desk)
    )


def lines_shown(lines: Sequence[UnitLine], text: str) -> tuple[UnitLine, ...]:
    """The units whose name or code fits a search."""
    wanted = fold(text)
    return tuple(
        one for one in lines if wanted in fold(one.unit.name) or one.unit.code.startswith(wanted)
    )


def unit_columns() -> Sequence[Column[UnitLine]]:
    """Code, name, kind, the days it is valid, its successor, its key."""
    return (
        Column(title=_("Code"), text=lambda one: one.unit.code, width=80, role=_faint),
        Column(
            title=_("Name of the unit"),
            text=lambda one: one.unit.name,
            width=0,
            bold=True,
            role=_faint,
        ),
        Column(
            title=_("Valid from"),
            text=lambda one: format_date(one.unit.valid_from),
            width=110,
            sort=lambda one: one.unit.valid_from,
            role=_faint,
        ),
        Column(
            title=_("Valid until"),
            text=_until,
            width=110,
            sort=lambda one: one.unit.valid_until,
            role=_faint,
        ),
        Column(
            title=_("Went into"), text=lambda one: one.unit.successor_code, width=90, role=_faint
        ),
        Column(
            title=_("Key"),
            text=_key_word,
            width=130,
            role=lambda one: Role.MET if one.keys else Role.HINT,
        ),
    )


def _until(one: UnitLine) -> str:
    return format_date(one.unit.valid_until) if one.unit.valid_until is not None else ""


def _key_word(one: UnitLine) -> str:
    if not one.keys:
        return _("not accepted yet")
    return _("since {day}").format(day=format_date(one.keys[-1].accepted_on))


def _faint(one: UnitLine) -> Role | None:
    return Role.HINT if one.ended else None


def keys_words(keys: Sequence[KnownKey]) -> str:
    """The keys accepted for a unit, one a line."""
    if not keys:
        return _("No key was accepted yet: that is done when its first file comes.")
    said = _("Accepted on {day}: {fingerprint}")
    return "\n".join(
        said.format(day=format_date(one.accepted_on), fingerprint=one.fingerprint or "–")
        for one in keys
    )


def rehearsal_words(seen: UnitRehearsal) -> str:
    """What taking a list over would do, in one sentence."""
    new, changed, same = (seen.count(one) for one in (Fate.NEW, Fate.CHANGED, Fate.SAME))
    parts = []
    if new:
        parts.append(ngettext("{n} new unit", "{n} new units", new).format(n=new))
    if changed:
        parts.append(_("{n} changed").format(n=changed))
    if same:
        parts.append(_("{n} as they are").format(n=same))
    if seen.ended:
        parts.append(_("{n} end because their code passes on").format(n=len(seen.ended)))
    if problems := seen.count(None):
        parts.append(_("{n} rows with something wrong").format(n=problems))
    return ", ".join(parts) + "." if parts else _("The list holds no unit.")


def rehearsal_items(seen: UnitRehearsal) -> tuple[WorkItem, ...]:
    """What was taken for granted and what is wrong, then what passes on, is new or changed."""
    wrong = tuple(
        WorkItem(
            _("Row {row}: {text}").format(row=one.row, text=cell_text(one.code, one.details)),
            mark=Mark.TROUBLE,
        )
        for one in seen.problems
    )
    said = {Fate.NEW: _("new: {name} ({code})"), Fate.CHANGED: _("changed: {name} ({code})")}
    found = tuple(
        WorkItem(said[one.fate].format(name=one.unit.name, code=one.unit.code), mark=Mark.DONE)
        for one in seen.fates
        if one.unit is not None and one.fate in said
    )
    return (*_assumptions(seen), *wrong, *_passing(seen), *found)


def _assumptions(seen: UnitRehearsal) -> tuple[WorkItem, ...]:
    """The days that no list names, and the units of which a list of mergers says nothing."""
    lines: list[str] = []
    for day, count in seen.assumed.items():
        said = ngettext(
            "The list names no day for {count} unit: it is taken as valid from {date}. Where "
            "that is wrong, add a column “Valid from” to the list.",
            "The list names no day for {count} units: they are taken as valid from {date}. Where "
            "that is wrong, add a column “Valid from” to the list.",
            count,
        )
        lines.append(said.format(count=format_number(count), date=format_date(day)))
    for day, moved in _by_day(seen.moved).items():
        said = ngettext(
            "{count} unit is older than taken before, valid from {date}: {names}.",
            "{count} units are older than taken before, valid from {date}: {names}.",
            len(moved),
        )
        number, names = format_number(len(moved)), _names(moved)
        lines.append(said.format(count=number, date=format_date(day), names=names))
    if seen.left:
        said = _("Named neither as old nor as new, so still expected: {names}.")
        lines.append(said.format(names=_names(seen.left)))
    return tuple(WorkItem(one, mark=Mark.QUESTION) for one in lines)


def _by_day(moved: Sequence[Moved]) -> dict[date, list[ExpectedUnit]]:
    """The units that began earlier than taken before, by their day."""
    found: dict[date, list[ExpectedUnit]] = {}
    for one in moved:
        found.setdefault(one.unit.valid_from, []).append(one.unit)
    return found


def _names(found: Sequence[ExpectedUnit]) -> str:
    """Units by name and code; of many only the first."""
    names = ", ".join(f"{one.name} ({one.code})" for one in found[:_NAMED])
    return f"{names}, …" if len(found) > _NAMED else names


def _passing(seen: UnitRehearsal) -> tuple[WorkItem, ...]:
    """Units that get another name or end, and what of the list was not read."""
    renamed = _(
        "{before} ({code}) gets the name {name}. If the code belongs to another unit from a "
        "later day on, the list needs that day."
    )
    ended = _("{name} ({code}) ends before {date}: its code passes to another unit.")
    lines = [
        renamed.format(before=one.before, code=one.unit.code, name=one.unit.name)
        for one in seen.renamed
    ]
    for unit in seen.ended:
        day = format_date(unit.valid_until) if unit.valid_until is not None else "…"
        lines.append(ended.format(name=unit.name, code=unit.code, date=day))
    if seen.reading.skipped_columns:
        names = ", ".join(seen.reading.skipped_columns)
        lines.append(_("Columns not read: {names}.").format(names=names))
    if seen.reading.total_rows:
        rows = ", ".join(map(str, seen.reading.total_rows))
        lines.append(_("Rows of totals, not read: {rows}.").format(rows=rows))
    return tuple(WorkItem(one, mark=Mark.QUESTION) for one in lines)
