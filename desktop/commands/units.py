"""The units that a superior expects: the list, and bringing one in."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import (
    Call,
    ExitCode,
    end_on_problems,
    say,
    say_json,
    tell,
)
from desktop.commands.listing import JSON_HELP
from desktop.commands.named_paths import NamedPath
from desktop.commands.worded import WordedGroup, WordedOption, alone, argument, option, worded
from desktop.i18n import N_, _, format_date, format_number, ngettext
from desktop.wording import cell_text

if TYPE_CHECKING:
    from desktop.actions.units import UnitRehearsal
    from desktop.domain.expected_units import ExpectedUnit


_SHOWN = 3
"""Rows of one kind of problem that are told one by one."""


@alone
def _show(call: Call, *, as_json: bool) -> int:
    """List the units."""
    from desktop.actions.units import units as known_units

    with call.desk() as desk:
        found = known_units(desk)
    if as_json:
        say_json({"units": [_row(unit) for unit in found]})
        return ExitCode.DONE
    for unit in found:
        say(_line(unit))
    if not found:
        say(_("No units yet. Bring in a list: so138 units import F.xlsx"))
    return ExitCode.DONE


units = WordedGroup(
    "units",
    callback=_show,
    invoke_without_command=True,
    params=[WordedOption(["--json", "as_json"], is_flag=True, help=JSON_HELP)],
    help=N_("List the units whose reports are expected, those of the past too."),
    subcommand_metavar="[import …]",
)
units.places = {"import": "desktop.commands.units:units_import"}
units.example = "so138 --data D units --json"


def _row(unit: "ExpectedUnit") -> dict[str, object]:
    return {
        "code": unit.code,
        "name": unit.name,
        "valid_from": unit.valid_from.isoformat(),
        "valid_until": unit.valid_until.isoformat() if unit.valid_until else None,
        "successor": unit.successor_code or None,
        "kind": unit.kind,
    }


def _line(unit: "ExpectedUnit") -> str:
    parts = [unit.code, unit.name, _("from {date}").format(date=format_date(unit.valid_from))]
    if unit.valid_until is not None:
        parts.append(_("until before {date}").format(date=format_date(unit.valid_until)))
    if unit.successor_code:
        parts.append(_("went into {code}").format(code=unit.successor_code))
    return "\t".join(parts)


@worded(
    "import",
    help=N_(
        "Bring in a list of units (code, name, valid from), or of units that went into others "
        "(new code, old code), from Excel or CSV. All or nothing: with a problem nothing is "
        "written, and the command ends with 2."
    ),
    example="so138 --data D units import don-vi.csv --dry-run",
)
@argument("path", type=NamedPath(), metavar="F.xlsx|.csv")
@option("--dry-run", is_flag=True, help=N_("Only show what would be written."))
@option("--leave-out-problems", is_flag=True, help=N_("Leave out the rows that have problems."))
@option(
    "--valid-from",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help=N_("The day of units for which the list names none; by default 2025-07-01."),
)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def units_import(
    call: Call,
    *,
    path: Path,
    dry_run: bool,
    leave_out_problems: bool,
    valid_from: date | None,
    as_json: bool,
) -> int:
    """Rehearse a list of units, then write it whole."""
    from desktop.actions.units import carry_out_units, rehearse_units

    day = date(valid_from.year, valid_from.month, valid_from.day) if valid_from else None
    with call.desk() as desk:
        seen = rehearse_units(desk, path, valid_from=day)
        stopped = bool(seen.problems) and not leave_out_problems
        write = not dry_run and not stopped
        if write:
            outcome = carry_out_units(desk, seen, leave_out_problems=leave_out_problems)
            end_on_problems(outcome.problems)
    if as_json:
        say_json(_as_object(seen, written=write))
    else:
        _say(seen, written=write)
    return ExitCode.WRONG_CALL if stopped else ExitCode.DONE


def _as_object(seen: "UnitRehearsal", *, written: bool) -> dict[str, object]:
    from desktop.actions.terms import Fate

    return {
        "kind": seen.reading.kind.value,
        "rows": len(seen.fates),
        "new": seen.count(Fate.NEW),
        "same": seen.count(Fate.SAME),
        "changed": seen.count(Fate.CHANGED),
        "left_out": seen.count(None),
        "ended": [_row(unit) for unit in seen.ended],
        "moved": [_row(one.unit) for one in seen.moved],
        "left": [_row(one) for one in seen.left],
        "renamed": [{**_row(one.unit), "before": one.before} for one in seen.renamed],
        "assumed_valid_from": {day.isoformat(): count for day, count in seen.assumed.items()},
        "written": written,
        "skipped_columns": list(seen.reading.skipped_columns),
        "total_rows": list(seen.reading.total_rows),
        "problems": [
            {
                "sheet": one.sheet,
                "row": one.row,
                "column": one.column,
                "code": one.code,
                "message": cell_text(one.code, one.details),
            }
            for one in seen.problems
        ],
    }


def _say_days(seen: "UnitRehearsal") -> None:
    """The days that no list named."""
    for day, count in seen.assumed.items():
        text = ngettext(
            "The list names no day for {count} unit: taken as valid from {date}. "
            "Say --valid-from for another day.",
            "The list names no day for {count} units: taken as valid from {date}. "
            "Say --valid-from for another day.",
            count,
        )
        say(text.format(count=format_number(count), date=format_date(day)))
    for day, count in Counter(one.unit.valid_from for one in seen.moved).items():
        text = ngettext(
            "{count} unit is older than the list before said: taken as valid from {date}.",
            "{count} units are older than the list before said: taken as valid from {date}.",
            count,
        )
        say(text.format(count=format_number(count), date=format_date(day)))
    if seen.left:
        names = ", ".join(f"{one.code} {one.name}" for one in seen.left)
        text = _("Named neither as old nor as new, so still expected: {names}.")
        tell(text.format(names=names))


def _tell_problems(seen: "UnitRehearsal") -> None:
    """Every kind of problem: its first rows, and how many more there are of it."""
    for code in dict.fromkeys(one.code for one in seen.problems):
        alike = [one for one in seen.problems if one.code == code]
        for one in alike[:_SHOWN]:
            text = cell_text(one.code, one.details)
            tell(_("{sheet}, row {row}: {text}").format(sheet=one.sheet, row=one.row, text=text))
        more = len(alike) - _SHOWN
        if more > 0:
            text = ngettext(
                "{count} more row has the same problem.",
                "{count} more rows have the same problem.",
                more,
            )
            tell(text.format(count=format_number(more)))


def _say(seen: "UnitRehearsal", *, written: bool) -> None:
    from desktop.actions.terms import Fate

    text = _(
        "{file}: {rows} rows: {new} new, {same} unchanged, {changed} changed, "
        "{problem} with problems."
    )
    counts = {
        "rows": len(seen.fates),
        "new": seen.count(Fate.NEW),
        "same": seen.count(Fate.SAME),
        "changed": seen.count(Fate.CHANGED),
        "problem": seen.count(None),
    }
    numbers = {name: format_number(count) for name, count in counts.items()}
    say(text.format(file=seen.path.name, **numbers))
    if seen.reading.skipped_columns:
        names = ", ".join(seen.reading.skipped_columns)
        say(_("Columns not read: {names}.").format(names=names))
    if seen.reading.total_rows:
        rows = ", ".join(map(str, seen.reading.total_rows))
        say(_("Rows of totals, not read: {rows}.").format(rows=rows))
    _say_days(seen)
    for unit in seen.ended:
        say(_("Its code passes to a new unit: {unit}").format(unit=_line(unit)))
    for renamed in seen.renamed:
        text = _("Renamed: {before} → {unit}")
        tell(text.format(before=renamed.before, unit=_line(renamed.unit)))
    if seen.renamed:
        tell(
            _(
                "If such a code belongs to another unit from another day on, the list needs that "
                "day: so138 units import F.csv --valid-from DAY"
            )
        )
    _tell_problems(seen)
    say(_("The list was brought in.") if written else _("Nothing was written."))
