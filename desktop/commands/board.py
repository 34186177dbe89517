"""The superior's board: who has sent, who is late, what waits."""

from typing import TYPE_CHECKING

import click

from desktop.commands.calling import Call, ExitCode, known_period, period_of, say, say_json, tell
from desktop.commands.listing import JSON_HELP
from desktop.commands.worded import option, worded
from desktop.domain.across_units import Finding, FindingCode
from desktop.domain.consolidated_period import shared_data
from desktop.i18n import N_, _, format_date, format_number, ngettext
from desktop.wording import finding_text, period_title
from desktop.wording.months import period_name
from desktop.wording.superior import across_text, cell_sign, cell_word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from desktop.actions.desk import Desk
    from desktop.actions.issued_totals import Reissue
    from desktop.domain.board import Board, BoardCell, BoardRow
    from desktop.domain.printed_totals import PrintedTotal
    from desktop.domain.shared_groups import SharedGroups


@worded(
    "board",
    help=N_(
        "Show which units have sent a period, which are late and what waits; without a period the "
        "last twelve months. It ends with 1 when something is missing or waits."
    ),
    example="so138 --data D board --period 2026-10",
)
@option("--period", metavar="P", help=N_("The period: 2026-10, 2026-Q4, 2026-H1, 2026-9M, 2026."))
@option("--odd", is_flag=True, help=N_("Also say what is odd about the figures."))
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def board(call: Call, *, period: str | None, odd: bool, as_json: bool) -> int:
    """Show the board."""
    from desktop.actions.board import board_of, findings_of, list_begins, received_at
    from desktop.actions.consolidated import consolidated_of
    from desktop.actions.issued_totals import changed_papers
    from desktop.actions.verdicts import clock_doubted

    if period is None:
        return _months(call, as_json=as_json)
    known_period(period)
    with call.desk() as desk:
        named = period_of(desk, period)
        made, times = board_of(desk, named), received_at(desk)
        findings = findings_of(desk, named) if odd else ()
        changed = changed_papers(desk)
        shared = consolidated_of(desk, named).shared
        begins = list_begins(desk)
        doubted = clock_doubted(desk)
        _tell_clock(desk)
    if as_json:
        found = _as_object(made, times, findings, odd=odd)
        found["shared_groups"] = shared_data(shared)
        say_json(found | {"changed_papers": _changed_objects(changed), "clock_suspect": doubted})
    else:
        say(period_title(named))
        _say_board(made, begins)
        doubled = () if odd else _shared_lines(made, shared)
        for line in (*_finding_lines(made, findings), *doubled, *_changed_lines(changed)):
            say(line)
    return _ending(made, changed, shared)


def _months(call: Call, *, as_json: bool) -> int:
    """The last twelve months as a table."""
    from desktop.actions.board import last_months, received_at, series_of
    from desktop.actions.issued_totals import changed_papers
    from desktop.actions.verdicts import clock_doubted

    with call.desk() as desk:
        months = last_months(desk)
        made, times = series_of(desk, months), received_at(desk)
        changed = changed_papers(desk)
        doubted = clock_doubted(desk)
        _tell_clock(desk)
    if as_json:
        found = _months_object(made, times)
        say_json(found | {"changed_papers": _changed_objects(changed), "clock_suspect": doubted})
    else:
        _say_months(made)
        for line in _changed_lines(changed):
            say(line)
    return _ending(made, changed)


def _ending(
    made: "Board", changed: "tuple[Reissue, ...]", shared: "tuple[SharedGroups, ...]" = ()
) -> ExitCode:
    """With 1 when a report that is due is missing, a file waits, a printed total changed or groups
    count twice."""
    calm = all(tally.complete and not tally.to_verify for tally in made.tallies)
    return ExitCode.DONE if calm and not changed and not shared else ExitCode.LOOK


def _tell_clock(desk: "Desk") -> None:
    """Say that the clock is wrong: what is due and late today is judged by it."""
    from desktop.actions.verdicts import CLOCK_BEHIND, clock_details, clock_doubted

    if clock_doubted(desk):
        tell(finding_text(CLOCK_BEHIND, clock_details(desk)))


def _cell_object(cell: "BoardCell", times: "Mapping[str, datetime]") -> dict[str, object]:
    filing = cell.filing
    shown = filing.package_id or next(iter(filing.waiting), "") if filing else ""
    at = times.get(shown)
    return {
        "state": cell.state.value,
        "sequence": filing.sequence or None if filing else None,
        "received_at": at.isoformat() if at else None,
        "due_on": cell.due_on.isoformat() if cell.due_on else None,
        "in_time": cell.in_time,
        "correction": filing.correction if filing else 0,
        "waiting": list(filing.waiting) if filing else [],
        "clock_suspect": bool(filing and filing.clock_suspect),
        "expected": cell.expected,
    }


def _unit_object(row: "BoardRow") -> dict[str, object]:
    return {
        "code": row.unit.code,
        "valid_from": row.unit.valid_from.isoformat(),
        "name": row.unit.name,
        "expected": row.expected,
    }


def _as_object(
    made: "Board", times: "Mapping[str, datetime]", findings: "tuple[Finding, ...]", *, odd: bool
) -> dict[str, object]:
    tally = made.tallies[0]
    units = [{**_unit_object(row), **_cell_object(row.cells[0], times)} for row in made.rows]
    result: dict[str, object] = {
        "period": made.periods[0].id,
        "units": units,
        "due": tally.due,
        "in": tally.in_,
        "late": tally.late,
        "missing": tally.missing,
        "to_verify": tally.to_verify,
        "returned": tally.returned,
        "came_late": tally.came_late,
    }
    if odd:
        result["findings"] = [
            {
                "unit": one.unit.code,
                "code": one.code.value,
                "other": one.other.code if one.other else None,
                "details": dict(one.details),
                "message": line,
            }
            for one, line in zip(findings, _finding_lines(made, findings), strict=True)
        ]
    return result


def _months_object(made: "Board", times: "Mapping[str, datetime]") -> dict[str, object]:
    names = [period.id for period in made.periods]
    return {
        "periods": names,
        "units": [
            {
                **_unit_object(row),
                "periods": {
                    name: _cell_object(cell, times)
                    for name, cell in zip(names, row.cells, strict=True)
                },
            }
            for row in made.rows
        ],
        "due": [tally.due for tally in made.tallies],
        "in": [tally.in_ for tally in made.tallies],
        "late": [tally.late for tally in made.tallies],
    }


def _say_board(made: "Board", begins: "date | None") -> None:
    tally = made.tallies[0]
    for row in made.rows:
        say("\t".join((row.unit.code, row.unit.name, *_cell_words(row.cells[0]))))
    if not made.rows and begins is not None:
        text = _(
            "No unit of the list was expected in {period}, and nothing came in. The list begins "
            "on {date}."
        )
        say(text.format(period=period_name(made.periods[0].id), date=format_date(begins)))
        return
    if not made.rows:
        say(_("No unit is expected and nothing came in. Bring in the list: so138 units import."))
        return
    text = _("Due: {due}, in: {in_}, late: {late}, to be verified: {waiting}, returned: {back}.")
    say(
        text.format(
            due=format_number(tally.due),
            in_=format_number(tally.in_),
            late=format_number(tally.late),
            waiting=format_number(tally.to_verify),
            back=format_number(tally.returned),
        )
    )


def _cell_words(cell: "BoardCell") -> list[str]:
    words = [cell_word(cell.state.value)]
    if cell.filing is not None and cell.filing.received_on is not None:
        words.append(format_date(cell.filing.received_on))
    elif cell.due_on is not None and cell.due:
        words.append(_("due on {date}").format(date=format_date(cell.due_on)))
    if cell.in_time is False:
        words.append(_("after the deadline"))
    if cell.waits and cell.state.value != "to_verify":
        words.append(_waiting_words(cell))
    return words


def _waiting_words(cell: "BoardCell") -> str:
    count = len(cell.filing.waiting) if cell.filing is not None else 0
    text = ngettext("{count} file to be verified", "{count} files to be verified", count)
    return text.format(count=format_number(count))


def _say_months(made: "Board") -> None:
    say("\t".join(("", "", *(period.id[2:] for period in made.periods))))
    for row in made.rows:
        signs = (_sign(cell) for cell in row.cells)
        say("\t".join((row.unit.code, row.unit.name, *signs)))
    totals = (f"{tally.in_}/{tally.due}" for tally in made.tallies)
    say("\t".join(("", _("in / due"), *totals)))
    states = ("in", "corrected", "missing", "late", "to_verify", "returned", "not_due")
    say("; ".join(f"{cell_sign(state)} {cell_word(state)}" for state in states))


def _sign(cell: "BoardCell") -> str:
    beside = cell.waits and cell.state.value != "to_verify"
    return cell_sign(cell.state.value) + (cell_sign("to_verify") if beside else "")


def _shared_lines(made: "Board", shared: "tuple[SharedGroups, ...]") -> list[str]:
    """That groups are in the totals twice, with what to do; of several pairs of units the first."""
    findings = tuple(
        Finding(FindingCode.SAME_GROUPS, one.unit, {"groups": str(one.groups)}, one.other)
        for one in shared
    )
    more = len(findings) - 1
    if more < 1:
        return _finding_lines(made, findings)
    text = ngettext(
        "{count} more pair of units has groups in common; to see all: so138 board --period "
        "{period} --odd",
        "{count} more pairs of units have groups in common; to see all: so138 board --period "
        "{period} --odd",
        more,
    )
    said = text.format(count=format_number(more), period=made.periods[0].id)
    return [" ".join((*_finding_lines(made, findings[:1]), said))]


def _finding_lines(made: "Board", findings: "tuple[Finding, ...]") -> list[str]:
    names = {row.unit.unit: row.unit.name for row in made.rows}
    return [
        across_text(
            one.code.value,
            one.details,
            unit=names.get(one.unit, one.unit.code),
            other=names.get(one.other, one.other.code) if one.other else "",
        )
        for one in findings
    ]


def _changed_objects(changed: "tuple[Reissue, ...]") -> list[dict[str, object]]:
    """Issued reports whose totals are others now; null is a total that was not, or is no more."""
    return [
        {
            "kind": one.kind,
            "period": one.period,
            "replacement": one.number,
            "number": one.issued.number if one.issued is not None else None,
            "symbol": one.issued.symbol if one.issued is not None else None,
            "date": one.issued.issued_on.isoformat() if one.issued is not None else None,
            "changes": [
                {
                    "measure": change.measure,
                    "label": change.label,
                    "issued": _total_object(change.printed),
                    "now": _total_object(change.now),
                }
                for change in one.changes
            ],
        }
        for one in changed
    ]


def _total_object(one: "PrintedTotal | None") -> dict[str, int | None] | None:
    if one is None:
        return None
    return {"numerator": one.numerator, "denominator": one.denominator}


def _changed_lines(changed: "tuple[Reissue, ...]") -> list[str]:
    """Which issued reports no longer hold, and how to make the one that replaces each."""
    lines = []
    for one in changed:
        count = len(one.changes)
        text = ngettext(
            "The issued consolidated report of {period}: {count} total is another now. A report "
            "that replaces it: so138 consolidate report --period {id} --changes --output F.pdf",
            "The issued consolidated report of {period}: {count} totals are others now. A report "
            "that replaces it: so138 consolidate report --period {id} --changes --output F.pdf",
            count,
        )
        lines.append(
            text.format(period=period_name(one.period), count=format_number(count), id=one.period)
        )
    return lines
