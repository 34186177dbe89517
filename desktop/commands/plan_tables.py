"""Allocated tables of a plan: shown with their sums, or filled from a list."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import Call, CallEndedError, ExitCode, known_period, say, say_json
from desktop.commands.entry_files import end_on_keyed_problems
from desktop.commands.listing import JSON_HELP
from desktop.commands.plan_entries import PLAN_HELP, month_named, plan_meant
from desktop.commands.plan_listing import plain, row_cells
from desktop.commands.worded import argument, option, worded
from desktop.i18n import N_, _, format_number, format_percent

if TYPE_CHECKING:
    from desktop.actions.allocations import AllocationView, ColumnView, ShareView

STDIN = "-"


@worded(
    "table",
    help=N_(
        "Show an allocated table with its sums, the own row and what was reached; --set puts the "
        "rows of a list into it: unit, then a cell a column. A blank cell stays blank."
    ),
    example="so138 --data D plan table bieu --set chi-tieu.xlsx",
)
@argument("table")
@option("--set", "source", metavar="F", help=N_("An .xlsx, .csv or .tsv list, or - for input."))
@option("--period", metavar="M", help=N_("The month; by default that of today."))
@option("--plan", metavar="ID", help=PLAN_HELP)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def plan_table(
    call: Call,
    *,
    table: str,
    source: str | None,
    period: str | None,
    plan: str | None,
    as_json: bool,
) -> int:
    """Show or fill an allocated table."""
    from desktop.actions.allocations import allocation, paste_allocated

    if period is not None:
        known_period(period)
    text = _cells_of(source) if source is not None else None
    with call.desk() as desk:
        month = month_named(desk, period).id if period else None
        plan_id = plan_meant(desk, plan, month=month)
        if text is not None:
            outcome = paste_allocated(desk, plan_id, table, text)
            end_on_keyed_problems(source or "", outcome.problems)
        view = allocation(desk, plan_id, table, month)
    if view is None:
        message = _("The plan {plan} has no table “{table}”.").format(plan=plan_id, table=table)
        raise CallEndedError(ExitCode.WRONG_CALL, message)
    if as_json:
        say_json(_as_object(view, plan_id))
    else:
        for line in _lines(view):
            say(line)
    return ExitCode.DONE


def _cells_of(source: str) -> str:
    """The cells of a list as pasted text; what is on the input for "-"."""
    from desktop.actions.allocations import read_table_file

    if source != STDIN:
        return read_table_file(Path(source))
    try:
        return sys.stdin.buffer.read(4_000_000).decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _("The input is no UTF-8 text.")
        raise CallEndedError(ExitCode.WRONG_CALL, text) from None


def _as_object(view: "AllocationView", plan_id: str) -> dict[str, object]:
    return {
        "plan": plan_id,
        "table": view.table.id,
        "title": view.table.title,
        "clause": view.table.clause,
        "month": view.month,
        "unit": view.unit,
        "own_rows": view.own_rows,
        "columns": [_column(one) for one in view.columns],
        "rows": [row_cells(row) for row in view.table.rows],
    }


def _column(column: "ColumnView") -> dict[str, object]:
    share = column.share
    return {
        "id": column.id,
        "label": column.label,
        "unit": column.unit,
        "total": column.total,
        "printed": column.printed,
        "differs": column.differs,
        "blanks": column.blanks,
        "own": column.own,
        "reached": column.reached,
        "share": None
        if share is None
        else {
            "label": share.share.label,
            "percent": plain(share.share.percent),
            "of_total": share.of_total,
            "of_own": share.of_own,
            "reached": share.reached,
        },
    }


def _lines(view: "AllocationView") -> Iterator[str]:
    yield view.table.title
    heads = [f"{one.label} ({one.unit})" for one in view.columns]
    yield "\t".join((_("Unit"), *heads))
    for row in view.table.rows:
        yield "\t".join((row.unit, *(_cell(cell) for cell in row.cells)))
    yield "\t".join((_("Total"), *(_cell(one.total) for one in view.columns)))
    own = view.own_row
    if view.unit and own is None:
        yield _("The own row “{unit}” is not in this table.").format(unit=view.unit)
    for column in view.columns:
        yield from _column_lines(column, own.unit if own is not None else None)


def _cell(cell: int | None) -> str:
    return _("empty cell") if cell is None else format_number(cell)


def _column_lines(column: "ColumnView", unit: str | None) -> Iterator[str]:
    yield f"{column.label}:"
    if column.printed is not None:
        text = _("the cells differ from it") if column.differs else _("the cells agree with it")
        printed = _("Total printed in the plan: {total}").format(total=_cell(column.printed))
        yield f"   {printed}; {text}"
    if unit:
        yield "   " + _("{unit}: {cell}").format(unit=unit, cell=_cell(column.own))
    reached = _("not entered") if column.reached is None else format_number(column.reached)
    yield "   " + _("Reached in the year to date: {value}").format(value=reached)
    if column.share is not None:
        yield "   " + _share_text(column.share)


def _share_text(share: "ShareView") -> str:
    text = _("Of these {percent} {label}: {total}")
    if share.of_own is not None:
        text = _("Of these {percent} {label}: {total} of the total, {own} of the own row")
    return text.format(
        percent=format_percent(share.share.percent),
        label=share.share.label,
        total=_cell(share.of_total),
        own=_cell(share.of_own),
    )
