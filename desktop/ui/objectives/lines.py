"""What the board reads of a month, and what a line of it says: figures, comparisons, charts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from desktop.actions.areas import assessments
from desktop.actions.desk import Desk
from desktop.actions.objectives import BoardLine, ObjectiveBoard, ObjectivePoint, objective_board
from desktop.actions.plan_choice import Addition, additions
from desktop.actions.plans import entries_of, plan_id_of_month
from desktop.domain.objective_results import ObjectiveState
from desktop.domain.periods import Period
from desktop.domain.plan_entries import PlanEntries
from desktop.domain.plans import (
    AnsweredBy,
    EnteredBy,
    Hold,
    Objective,
    ObjectiveKind,
    PlanPack,
)
from desktop.i18n import _, format_number
from desktop.ui.objectives.figure_words import (
    fraction,
    goal,
    is_stated,
    point_text,
    state_of,
)
from desktop.ui.widgets.chart_view import ChartView, MonthColumn, Standing
from desktop.wording import join_groups, period_name
from desktop.wording.objectives import (
    figure_text,
)

_TITLE_LIMIT = 64


@dataclass(frozen=True, slots=True)
class BoardRead:
    """Everything that the board of a month shows and its forms begin with."""

    board: ObjectiveBoard
    plan_id: str = ""
    entries: PlanEntries = field(default_factory=PlanEntries)
    today: date = date.min
    assessed: bool = False
    """Whether the area was ever assessed."""
    own: Mapping[str, Addition] = field(default_factory=dict)
    """What the committee added itself, by the name that each addition bears."""

    @property
    def pack(self) -> PlanPack | None:
        """The plan that the month follows."""
        return self.board.plan

    def line(self, objective_id: str) -> BoardLine | None:
        """The line of an objective."""
        return next((one for one in self.board.lines if one.objective.id == objective_id), None)

    @property
    def asks_area(self) -> bool:
        """Whether the plan speaks of the area: its level, or of being without drugs."""
        return self.assessed or any(
            one.objective.answered_by is AnsweredBy.ASSESSMENT
            or (isinstance(one.objective.rule, Hold) and one.objective.rule.status)
            for one in self.board.lines
        )


def read_board(desk: Desk, month: Period) -> BoardRead:
    """Read the board of a month; runs on the worker."""
    plan_id = plan_id_of_month(desk, month.id)
    return BoardRead(
        board=objective_board(desk, month),
        plan_id=plan_id,
        entries=entries_of(desk, plan_id),
        today=desk.clock.today(),
        assessed=bool(assessments(desk)),
        own={one.name: one for one in additions(desk, plan_id)},
    )


def year_chart(line: BoardLine, month: Period) -> ChartView:
    """The twelve months of an objective as a chart."""
    figures = [point.figure for point in line.year if point.figure is not None]
    ratio = any(figure.ratio for figure in figures)
    now = line.now.figure or (figures[-1] if figures else None)
    stated = is_stated(line.objective)
    return ChartView(
        title=line.objective.title,
        columns=tuple(_column(point, month, stated=stated) for point in line.year),
        target=None if stated else goal(now),
        unit="" if ratio else line.objective.unit,
        percent=ratio,
        current=month.id,
    )


def _column(point: ObjectivePoint, month: Period, *, stated: bool) -> MonthColumn:
    figure, number = point.figure, int(point.month[5:])
    standing = Standing(figure.state.value) if figure is not None else Standing.NOT_APPLICABLE
    if figure is None and point.month > month.id:
        standing = Standing.TO_COME
    value = fraction(figure)
    if stated and value is not None:
        # A full column in the look of its state: nothing is measured.
        value = Decimal(1)
    counted = figure is not None and figure.ratio and value is not None and not stated
    return MonthColumn(
        id=point.month,
        label=_("M{month}").format(month=number),
        name=period_name(point.month),
        value=value,
        standing=standing,
        note=f"{figure.numerator}/{figure.denominator}" if figure and counted else "",
    )


def comparisons(line: BoardLine, month: Period) -> tuple[tuple[str, str], ...]:
    """This month, last month, the same month last year, the year to date."""
    return (
        (_("This month"), point_text(line.objective, line.now)),
        (_("Last month"), point_text(line.objective, line.before)),
        (_("Same month last year"), point_text(line.objective, line.last_year)),
        (
            _("Year to date, until {month}").format(month=period_name(month.id)),
            figure_text(line.to_date),
        ),
    )


def way_text(line: BoardLine) -> str:
    """What would make this one met, in a sentence or two; empty where nothing is to be said."""
    way, kind = line.way, line.objective.kind
    said: list[str] = []
    names = join_groups([one.name for one in way.groups])
    if way.groups and kind is ObjectiveKind.FREQUENCY:
        said.append(_groups_text(_("A session is still needed in: {names}."), way.needed, names))
    elif way.groups:
        said.append(_groups_text(_("A model kept up is still needed in: {names}."), None, names))
    elif way.needed and (unit := _counted_unit(line)):
        text = _("{count} {unit} fewer needed.") if way.fewer else _("{count} {unit} more needed.")
        said.append(text.format(count=format_number(way.needed), unit=unit))
    elif way.needed:
        text = _("{count} fewer needed.") if way.fewer else _("{count} more needed.")
        said.append(text.format(count=format_number(way.needed)))
    if way.figures:
        above = line.objective.entered_by is EnteredBy.SUPERIOR
        text = _("Figures of the superior: {names}.") if above else _("To be entered: {names}.")
        said.append(text.format(names=_named(way.figures)))
    if way.asked:
        by_assessment = line.objective.answered_by is AnsweredBy.ASSESSMENT
        assess = _("An assessment of the area in this time answers it (tab “The area”).")
        said.append(assess if by_assessment else _("The answer is to be given below."))
    return " ".join(said)


def _counted_unit(line: BoardLine) -> str:
    """What is counted above the line of a share, else the objective's own unit."""
    if line.objective.unit not in {"", "%"}:
        return line.objective.unit
    parts = line.result.outcome.parts if line.result is not None else ()
    return next((part.unit for part in parts if part.role == "numerator"), "")


def _groups_text(text: str, needed: int | None, names: str) -> str:
    said = text.format(names=names)
    if needed is None or not needed:
        return said
    return _("{text} With {count} more the objective is met.").format(
        text=said, count=format_number(needed)
    )


def _named(lacking: Sequence[object]) -> str:
    return "; ".join(str(getattr(one, "name", "")) for one in lacking)


def readings_beside(pack: PlanPack, objective: Objective) -> tuple[Objective, ...]:
    """The other ways in which the same sentence of the plan is understood."""
    if not objective.reading:
        return ()
    return tuple(
        one
        for one in pack.objectives
        if one.id != objective.id and one.reading and one.quote == objective.quote
    )


def lacks_own_row(read: BoardRead) -> bool:
    """Whether the plan allocates by a table in which the commune's own row is not chosen."""
    return read.pack is not None and bool(read.pack.tables) and not read.entries.unit


def plan_name(pack: PlanPack) -> str:
    """ "Kế hoạch 302/KH-UBND", the title where it has no number."""
    if pack.symbol:
        return _("Plan {symbol}").format(symbol=pack.symbol)
    title = pack.title
    return title if len(title) <= _TITLE_LIMIT else f"{title[:_TITLE_LIMIT].rsplit(' ', 1)[0]}…"


def summary_text(board: ObjectiveBoard) -> str:
    """How many objectives are met, not met, and wait for figures."""
    states = [state_of(line) for line in board.lines]
    met, failed = states.count(ObjectiveState.MET), states.count(ObjectiveState.NOT_MET)
    waiting = states.count(ObjectiveState.NOT_ENTERED)
    text = _("{met} of {all} met, {failed} not met, {waiting} not entered")
    return text.format(met=met, all=len(states), failed=failed, waiting=waiting)
