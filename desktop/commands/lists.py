"""Excel lists: our templates out, the officers' own lists in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    known_folder_of,
    known_month,
    say,
    say_json,
    tell,
)
from desktop.commands.listing import JSON_HELP
from desktop.commands.named_paths import NamedPath
from desktop.commands.outputs import may_overwrite, write_output
from desktop.commands.worded import argument, option, worded
from desktop.domain.plan_facts import EntryState
from desktop.i18n import N_, _, format_number, ngettext
from desktop.wording import cell_text, column_word, field_word, kind_word, list_word, problem_text
from desktop.wording.counts import entry_word

if TYPE_CHECKING:
    from desktop.actions.imports import Rehearsal

TEMPLATES = ("groups", "sessions", "models", "counts")
_OF_CLOSED = frozenset({"period_closed", "group_needs_day"})
_NO_FOLDER = frozenset({"not_a_store"})


@worded(
    "template",
    help=N_("Write an Excel list to fill in: groups, sessions, models or counts."),
    example="so138 template sessions --output so-tuyen-truyen.xlsx",
)
@argument("kind", type=click.Choice(TEMPLATES))
@option(
    "--output",
    required=True,
    type=NamedPath(),
    metavar="F.xlsx",
    help=N_("The file to write."),
)
@option(
    "--period",
    metavar="P",
    help=N_("The month of counts; by default the last one that is over."),
)
@may_overwrite
@click.pass_obj
def template(call: Call, *, kind: str, output: Path, period: str | None) -> int:
    """Write a template."""
    from desktop.actions.imports import template as template_of
    from desktop.actions.terms import ListKind

    month = known_month(period) if period is not None else None
    if output.suffix.lower() != ".xlsx":
        message = _("The template is an Excel file: the name must end in .xlsx.")
        raise CallEndedError(ExitCode.WRONG_CALL, message)
    known_folder_of(output)
    if ListKind(kind) is ListKind.COUNTS:
        write_output(output, _count_template(call, month))
    else:
        write_output(output, template_of(ListKind(kind)))
    say(_("The template is in {path}.").format(path=output))
    return ExitCode.DONE


def _count_template(call: Call, month: str | None) -> bytes:
    """The counts that the commune's plan asks for; without a data folder those of the shipped one.

    A folder that holds data and cannot be opened is a fault as in every other command.
    """
    from desktop.actions.imports import count_template, template
    from desktop.actions.terms import ListKind, StoreError

    try:
        with call.desk() as desk:
            return count_template(desk, month)
    except StoreError as error:
        if error.code not in _NO_FOLDER:
            raise
        return template(ListKind.COUNTS, month=month)


@worded(
    "import",
    help=N_(
        "Bring in a list of groups, sessions, models or monthly counts from Excel. All or nothing: "
        "while there are problems nothing is written, and the command ends with 1."
    ),
    example="so138 --data D import danh-sach.xlsx --dry-run",
)
@argument("path", type=NamedPath(), metavar="F.xlsx")
@option("--dry-run", is_flag=True, help=N_("Only show what would be written."))
@option("--leave-out-problems", is_flag=True, help=N_("Leave out the rows that have problems."))
@option(
    "--date-order",
    type=click.Choice(["dmy", "mdy"]),
    help=N_("What dates begin with: the day (dmy) or the month (mdy)."),
)
@option(
    "--period",
    metavar="P",
    help=N_("The month of figures whose heading names none, like Tháng này."),
)
@option(
    "--late",
    is_flag=True,
    help=N_(
        "Take new sessions dated in a closed period into the next report, which names them; "
        "without it such rows are refused, with 4 when nothing else is wrong."
    ),
)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def import_list(
    call: Call,
    *,
    path: Path,
    dry_run: bool,
    leave_out_problems: bool,
    date_order: str | None,
    period: str | None,
    late: bool,
    as_json: bool,
) -> int:
    """Rehearse a list, then write it whole."""
    from desktop.actions.imports import carry_out, rehearse
    from desktop.actions.terms import DateOrder

    month = known_month(period) if period is not None else None
    with call.desk() as desk:
        order = DateOrder(date_order) if date_order else None
        seen = rehearse(desk, path, date_order=order, month=month, late=late)
        stopped = seen.stopped or (bool(seen.problems) and not leave_out_problems)
        write = not dry_run and not stopped
        if write:
            outcome = carry_out(desk, seen, leave_out_problems=leave_out_problems)
            problems = "\n".join(problem_text(one) for one in outcome.problems if one.stops)
            if problems:
                raise CallEndedError(ExitCode.WRONG_CALL, problems)
    if as_json:
        say_json(_as_object(seen, written=write))
    else:
        _say_rehearsal(seen, rows=dry_run, written=write)
    if not stopped:
        return ExitCode.DONE
    closed = not seen.stopped and all(one.code in _OF_CLOSED for one in seen.problems)
    return ExitCode.REFUSED if closed and not dry_run else ExitCode.LOOK


def _as_object(seen: "Rehearsal", *, written: bool) -> dict[str, object]:
    return {
        "kind": seen.kind.value,
        "rows": seen.rows,
        "new": seen.new,
        "same": seen.same,
        "changed": seen.changed,
        "left_out": seen.left_out,
        "written": written,
        "months": list(seen.reading.months),
        "skipped_columns": [use.heading or use.letter for use in seen.skipped_columns],
        "new_labels": [{"list": name.value, "label": label} for name, label in seen.new_labels],
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
        "warnings": [
            {
                "sheet": one.sheet,
                "row": one.row,
                "column": one.column,
                "code": one.code,
                "message": cell_text(one.code, one.details),
            }
            for one in seen.warnings
        ],
    }


def _say_rehearsal(seen: "Rehearsal", *, rows: bool, written: bool) -> None:
    counts = {
        "new": seen.new,
        "same": seen.same,
        "changed": seen.changed,
        "problem": seen.left_out,
    }
    say(
        _(
            "{file}: {kind}, {rows} rows: {new} new, {same} unchanged, {changed} changed, "
            "{problem} with problems."
        ).format(
            file=seen.path.name,
            kind=kind_word(seen.kind.value),
            rows=format_number(seen.rows),
            **{name: format_number(count) for name, count in counts.items()},
        )
    )
    if rows:
        _say_rows(seen)
    for problem in seen.problems:
        say(_place(problem.sheet, problem.row, problem.column, problem.code, problem.details))
    for warning in seen.warnings:
        tell(_place(warning.sheet, warning.row, warning.column, warning.code, warning.details))
    _tell_beside(seen, written=written)
    say(_ending(seen, written=written, rehearsed=rows))


def _say_rows(seen: "Rehearsal") -> None:
    """Which rows are new, unchanged, changed, by sheet; of changed ones every field."""
    fates: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for row in seen.fates:
        if row.fate is not None:
            fates[row.fate.value, row.sheet].append(row.row)
    words = {
        "new": N_("New: sheet “{sheet}”, rows {rows}."),
        "same": N_("Unchanged: sheet “{sheet}”, rows {rows}."),
        "changed": N_("Changed: sheet “{sheet}”, rows {rows}."),
    }
    for (fate, sheet), numbers in fates.items():
        say(_(words[fate]).format(sheet=sheet, rows=_ranges(numbers)))
    for row in seen.fates:
        for change in row.changes:
            text = _("Row {row}: {field} from “{before}” to “{after}”.")
            say(
                text.format(
                    row=row.row,
                    field=field_word(change.field),
                    before=_value(change.before),
                    after=_value(change.after),
                )
            )


def _value(value: object) -> str:
    if value is None or value == "":
        return _("blank")
    if isinstance(value, EntryState):
        return entry_word(value)
    if isinstance(value, tuple | list | frozenset):
        return ", ".join(str(one) for one in value)
    return str(value)


def _ranges(numbers: Iterable[int]) -> str:
    """ "5–27, 30"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in spans)


def _place(sheet: str, row: int, column: str, code: str, details: Mapping[str, str]) -> str:
    text = cell_text(code, details)
    if not column:
        return _("Sheet “{sheet}”, row {row}: {text}").format(sheet=sheet, row=row, text=text)
    place = _("Sheet “{sheet}”, row {row}, column {column}: {text}")
    return place.format(sheet=sheet, row=row, column=column, text=text)


def _tell_beside(seen: "Rehearsal", *, written: bool) -> None:
    """What is not read and what joins the lists: said, no problem."""
    for use in seen.skipped_columns:
        why = column_word(use.reason)
        text = _("Column {letter} “{heading}” is not read: {why}.")
        tell(text.format(letter=use.letter, heading=use.heading, why=why))
    if totals := [row.row_number for row in seen.reading.total_rows]:
        tell(_("Total rows are not read: {rows}.").format(rows=_ranges(totals)))
    if months := seen.reading.months:
        text = _("Figures are read of: {months}.")
        tell(text.format(months=", ".join(field_word(one) for one in months)))
    for name, label in seen.new_labels:
        text = (
            _("“{label}” joins the list: {list}.")
            if written
            else _("“{label}” would join the list: {list}.")
        )
        tell(text.format(label=label, list=list_word(name.value)))


def _ending(seen: "Rehearsal", *, written: bool, rehearsed: bool) -> str:
    if written and seen.left_out:
        return ngettext(
            "Written; {n} row was left out.", "Written; {n} rows were left out.", seen.left_out
        ).format(n=format_number(seen.left_out))
    if written and not (seen.new or seen.changed):
        return _("Nothing new to write.")
    if written:
        return _("Written.")
    if seen.date_order_needed:
        return _("Nothing was written. Read it again with --date-order dmy or --date-order mdy.")
    if any(problem.code == "counts_by_group" for problem in seen.problems):
        return _("Nothing was written.")
    if any(problem.code == "month_not_said" for problem in seen.problems):
        return _("Nothing was written. Read it again with the month, like --period 2026-10.")
    if seen.problems and not rehearsed:
        return _(
            "Nothing was written. Mend the list, or leave the rows with problems out "
            "with --leave-out-problems."
        )
    return _("A rehearsal: nothing was written.")
