"""The tables of consolidated papers: by unit, by objective, counts, filing."""

from collections.abc import Iterator, Sequence

from desktop.domain.consolidated import Compared, CountTotal, UnitLine
from desktop.domain.consolidated_objectives import ObjectiveTotal, UnitResult
from desktop.domain.counting import Share
from desktop.domain.objective_results import ObjectiveState
from desktop.domain.plans import CountKind
from desktop.domain.text import nfc
from desktop.domain.unit_figures import UnitFigures
from desktop.reports.administrative import NBSP, bound, decimal_percent, number_text
from desktop.reports.consolidated_words import (
    Gathered,
    column,
    has_figure,
    objective_text,
    ratio_parts,
    sum_text,
    target_text,
    unit_column,
    verdict_text,
)
from desktop.reports.tree import Align, Block, Column, Paragraph, Table

_RESULTS_ACROSS = 8
"""Columns of objectives beside each other; more make another table."""

_SHORT = {
    ObjectiveState.MET: "cell.yes",
    ObjectiveState.NOT_MET: "cell.no",
    ObjectiveState.NOTHING_AROSE: "cell.nothing_short",
    ObjectiveState.NOT_ENTERED: "cell.blank",
    ObjectiveState.NOT_APPLICABLE: "cell.unknown",
}


def by_unit_table(g: Gathered) -> Table:
    """Every unit with its activity, duty and models; units that have not sent stay blank."""
    duty, upkeep = g.say("column.groups_over"), g.say("column.upkeep_over")
    columns = (
        column(g, "number", 10),
        unit_column(g, 46),
        column(g, "state", 27),
        column(g, "sessions", 19, Align.RIGHT, summed=True),
        column(g, "attendance", 24, Align.RIGHT, summed=True),
        column(g, "duty", 26, over=duty),
        column(g, "duty_percent", 20, over=duty),
        column(g, "models", 18, Align.RIGHT, summed=True),
        column(g, "upkeep", 26, over=upkeep),
        column(g, "upkeep_percent", 20, over=upkeep),
    )
    rows = tuple(_unit_row(g, place, line) for place, line in enumerate(g.one.totals.lines, 1))
    return Table(columns, rows, _unit_total(g))


def _unit_row(g: Gathered, place: int, line: UnitLine) -> tuple[str, ...]:
    head = (str(place), bound(nfc(line.unit.name)), g.state(line))
    if line.figures is None:
        return (*head, *(g.say("cell.unknown"),) * 7)
    done = line.figures.activity
    people = number_text(done.attendance)
    if done.attendance_missing:
        people = g.say("cell.part", number=people)
    if not done.attendance_known:
        people = g.say("cell.missing")
    return (
        *head,
        number_text(done.sessions),
        people,
        *_share(g, line.figures.group_months),
        *_models(g, line.figures),
    )


def _models(g: Gathered, figures: UnitFigures) -> tuple[str, ...]:
    """The models and the groups that have one: among the figures of the unit it went into."""
    if figures.passed_on:
        return (g.say("cell.unknown"),) * 3
    return number_text(figures.models), *_share(g, figures.groups_with_model)


def _share(g: Gathered, share: Share) -> tuple[str, str]:
    return ratio_parts(g, share.met, share.due)


def _unit_total(g: Gathered) -> tuple[str, ...]:
    totals = g.one.totals
    done, sent = totals.activity, len(totals.sent)
    expected = sum(line.expected for line in totals.lines)
    sent_now = [line for line in totals.sent if line.unit not in g.one.returned]
    here = sum(line.expected for line in sent_now)
    people = sum_text(g, done.attendance, sent)
    if done.attendance_missing and done.attendance.value is not None:
        people = g.say("cell.part", number=number_text(done.attendance.value))
    shares = (done.group_months, done.groups_with_model)
    duty, upkeep = (_share(g, one) if sent else (g.say("cell.unknown"),) * 2 for one in shares)
    return (
        "",
        g.say("cell.total"),
        f"{number_text(here)}/{number_text(expected)}",
        sum_text(g, done.sessions, sent),
        people,
        *duty,
        sum_text(g, done.models, sent),
        *upkeep,
    )


def unit_notes(g: Gathered) -> Iterator[Block]:
    """What the marks in the table of units say, where they stand."""
    done = g.one.totals.activity
    if done.attendance_missing:
        yield Paragraph.of(g.say("note.part"), small=True)
    if not all(line.sent for line in g.one.totals.lines):
        yield Paragraph.of(g.say("note.blank"), small=True)


def objective_table(g: Gathered) -> Table:
    """Every objective: what is to be reached, what was, over how many units."""
    columns = (
        column(g, "number", 10),
        column(g, "objective", 80, Align.LEFT),
        column(g, "target", 25),
        column(g, "result", 29),
        column(g, "percent", 18),
        column(g, "given", 25),
        column(g, "verdict", 24),
    )
    totals = g.one.totals
    rows = tuple(_objective_row(g, one) for one in totals.objectives)
    return Table(columns, rows)


def _objective_row(g: Gathered, one: ObjectiveTotal) -> tuple[str, ...]:
    result, percent = objective_text(g, one), g.say("cell.unknown")
    if one.percent is not None and has_figure(one):
        before, _space, after = result.partition(f"{NBSP}(")
        result, percent = before, decimal_percent(abs(one.percent))
        result += after.partition(")")[2]
    return (
        one.id,
        bound(nfc(one.title)),
        target_text(one) or g.say("cell.unknown"),
        result,
        percent,
        f"{one.given}/{len(g.one.totals.sent)}",
        verdict_text(g, one),
    )


def result_tables(g: Gathered) -> Iterator[Table]:
    """What every unit gave for every objective, some objectives beside each other."""
    totals = g.one.totals.objectives
    for at in range(0, len(totals), _RESULTS_ACROSS):
        yield _results(g, totals[at : at + _RESULTS_ACROSS])


def _results(g: Gathered, shown: Sequence[ObjectiveTotal]) -> Table:
    over = g.say("column.objectives_over")
    given = [{result.unit: result for result in one.units} for one in shown]
    columns = (
        column(g, "number", 10),
        unit_column(g, 48),
        *(Column(one.id, 22, Align.CENTRE, over) for one in shown),
    )
    rows = tuple(
        (
            str(place),
            bound(nfc(line.unit.name)),
            *(_result_cell(g, line, found.get(line.unit.unit)) for found in given),
        )
        for place, line in enumerate(g.one.totals.lines, 1)
    )
    total = ("", g.say("cell.total"), *(_short(g, one) for one in shown))
    return Table(columns, rows, total)


def _result_cell(g: Gathered, line: UnitLine, result: UnitResult | None) -> str:
    if not line.sent:
        return g.say("cell.to_verify" if line.unit in g.one.waiting else "cell.not_sent")
    if result is None:
        return g.say("cell.unknown")
    judged = result.state in (ObjectiveState.MET, ObjectiveState.NOT_MET)
    if result.numerator is None or not (judged or result.given):
        return g.say(_SHORT[result.state])
    if result.denominator is None:
        return number_text(result.numerator)
    return _ratio(g, result.numerator, result.denominator)


def _short(g: Gathered, one: ObjectiveTotal) -> str:
    """The total in a narrow cell: the parts without the percentage and the words."""
    if not has_figure(one) or one.numerator is None:
        return g.say(_SHORT[one.state])
    if one.denominator is None:
        return number_text(one.numerator)
    return _ratio(g, one.numerator, one.denominator)


def _ratio(g: Gathered, numerator: int, denominator: int) -> str:
    if not denominator:
        return g.say("cell.nothing_short")
    sign = "-" if numerator < 0 else ""
    return f"{sign}{number_text(abs(numerator))}/{number_text(denominator)}"


def counts_table(g: Gathered) -> Table:
    """The counts over all units, beside earlier figures of the same units."""
    columns = (
        column(g, "number", 10),
        column(g, "what", 78, Align.LEFT),
        column(g, "measure_unit", 20),
        column(g, "now", 24, Align.RIGHT),
        column(g, "given", 24),
        column(g, "cumulative", 24, Align.RIGHT),
        column(g, "previous", 34),
        column(g, "last_year", 34),
    )
    rows = tuple(_count_row(g, place, one) for place, one in enumerate(g.one.totals.counts, 1))
    return Table(columns, rows)


def _count_row(g: Gathered, place: int, one: CountTotal) -> tuple[str, ...]:
    total, sent = one.total, len(g.one.totals.sent)
    now = g.say("cell.missing")
    if total.value is not None:
        now = number_text(total.value)
        if one.not_entered:
            now = g.say("cell.part", number=now)
        elif total.value == 0 and one.nil == total.units:
            now = g.say("cell.nothing")
    return (
        str(place),
        bound(nfc(one.label)),
        one.unit,
        now,
        f"{total.units}/{sent}",
        _cumulative(g, one),
        _compared(g, one.previous),
        _compared(g, one.last_year),
    )


def _cumulative(g: Gathered, one: CountTotal) -> str:
    value = one.cumulative.value
    if one.kind is CountKind.STOCK or value is None:
        return g.say("cell.unknown")
    number = number_text(value)
    return number if one.cumulative_complete else g.say("cell.part", number=number)


def _compared(g: Gathered, one: Compared | None) -> str:
    if one is None:
        return g.say("cell.unknown")
    return f"{number_text(one.now)}{NBSP}/{NBSP}{number_text(one.before)}"


def filing_table(g: Gathered) -> Table | None:
    """The units without figures of the period itself: not sent, to verify, or made of months."""
    lines = [line for line in g.one.totals.lines if _is_named(g, line)]
    if not lines:
        return None
    columns = (
        column(g, "number", 12),
        unit_column(g, 78),
        column(g, "code", 26),
        column(g, "state", 50),
    )
    rows = tuple(
        (str(place), bound(nfc(line.unit.name)), line.unit.code, _filed(g, line))
        for place, line in enumerate(lines, 1)
    )
    return Table(columns, rows)


def _is_named(g: Gathered, line: UnitLine) -> bool:
    return not line.sent or g.one.is_composed(line) or line.unit in g.one.waiting


def _filed(g: Gathered, line: UnitLine) -> str:
    if not g.one.is_composed(line):
        return g.state(line) if not line.sent else g.say("state.waiting")
    months = ", ".join(str(int(month[5:])) for month in g.one.composed[line.unit.unit])
    return g.say("state.composed_months", months=months)
