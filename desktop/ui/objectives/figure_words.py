"""What an objective's figure says in few words: the same words as the papers and the command."""

from decimal import Decimal

from desktop.actions.objectives import BoardLine, ObjectivePoint
from desktop.domain.objective_figures import Part
from desktop.domain.objective_results import ObjectiveResult, ObjectiveState, Outcome, Reason
from desktop.domain.objective_store import StoredFigure
from desktop.domain.plan_expressions import TermKind
from desktop.domain.plan_facts import EntryState
from desktop.domain.plans import Direction, Hold, Objective, ObjectiveKind, Reduce
from desktop.i18n import _, format_number, format_percent
from desktop.wording.objectives import (
    figure_text,
    objective_state,
    reason_text,
    target_of_result,
)

_STATED = frozenset({ObjectiveKind.REVIEW, ObjectiveKind.MILESTONE})
_TOLD = frozenset({ObjectiveKind.ZERO, ObjectiveKind.COUNT})
"""Kinds whose figure is told in words and held against no bar, beside plain falls and rises."""

_WITHOUT_FIGURE = frozenset(
    {ObjectiveState.NOT_ENTERED, ObjectiveState.NOT_APPLICABLE, ObjectiveState.NOTHING_AROSE}
)
_WITH_TARGET = frozenset({ObjectiveKind.HOLD, ObjectiveKind.ALLOCATED})
"""Kinds whose words name what the number is held against."""

_RATE = Part("denominator", TermKind.NUMBER, "", "", "", None, EntryState.ENTERED)
"""Says of a stored figure that it is a rate of two numbers and not a fall."""

_PERCENT = 100


def is_stated(objective: Objective) -> bool:
    """Whether it is answered or stated, so that no figure says it."""
    by_status = isinstance(objective.rule, Hold) and bool(objective.rule.status)
    return objective.kind in _STATED or by_status


def state_of(line: BoardLine) -> ObjectiveState:
    """The state of the month shown; not applicable where the month has none."""
    figure = line.now.figure
    return figure.state if figure is not None else ObjectiveState.NOT_APPLICABLE


def kind_word(line: BoardLine) -> str:
    """The state in a word or two; a figure without a target says whether something arose."""
    return objective_state(state_of(line), line.objective.kind)


def result_of(line: BoardLine) -> ObjectiveResult | None:
    """What the month came to: what it is made of, or no more than the stored figure."""
    figure = line.now.figure
    if line.result is not None or figure is None:
        return line.result
    return as_result(line.objective, figure)


def as_result(objective: Objective, figure: StoredFigure) -> ObjectiveResult:
    """A stored figure as a result, so that the same words are found for both."""
    rule = objective.rule
    rate = isinstance(rule, Reduce) and rule.denominator is not None
    outcome = Outcome(
        figure.state,
        figure.numerator,
        figure.denominator,
        target=figure.target,
        ratio=figure.ratio,
        reason=figure.reason,
        parts=(_RATE,) if rate else (),
    )
    return ObjectiveResult.of(objective, outcome, months=(), due=None)


def point_text(objective: Objective, point: ObjectivePoint) -> str:
    """A month's figure in a few words; a dash where the month has none."""
    return figure_text(as_result(objective, point.figure)) if point.figure is not None else "–"


def now_text(line: BoardLine) -> str:
    """The figure of the month shown in the words of every paper; empty where its state says it."""
    result = result_of(line)
    text = figure_text(result) if result is not None else ""
    return "" if text == kind_word(line) else text


def is_measured(line: BoardLine) -> bool:
    """Whether a figure stands against a whole or a target, so that a bar can show it."""
    figure, kind = line.now.figure, line.objective.kind
    if figure is None or figure.numerator is None or is_stated(line.objective):
        return False
    if figure.state in _WITHOUT_FIGURE or kind in _TOLD or _is_fall(line.objective):
        return False
    target = goal(figure)
    return figure.ratio or (target is not None and target > 0)


def _is_fall(objective: Objective) -> bool:
    """Whether a number went from one to another; a rate is a figure like any share."""
    return isinstance(objective.rule, Reduce) and objective.rule.denominator is None


def short_figure(line: BoardLine) -> str:
    """ "21/23"; all its words where no bar stands beside it; empty where the state says it."""
    figure = line.now.figure
    if figure is None or not is_measured(line):
        return now_text(line)
    if not figure.ratio:
        return f"{format_number(figure.numerator or 0)} {line.objective.unit}".strip()
    return f"{format_number(figure.numerator or 0)}/{format_number(figure.denominator or 0)}"


def percent_note(line: BoardLine) -> str:
    """The figure in per cent; empty where it is no ratio or stands in the words already."""
    figure = line.now.figure
    if figure is None or figure.percent is None or not is_measured(line):
        return ""
    return format_percent(figure.percent)


def says_target(line: BoardLine) -> bool:
    """Whether the figure's words name its target already."""
    return line.objective.kind in _WITH_TARGET and bool(now_text(line))


def why_text(line: BoardLine) -> str:
    """Why there is no figure, or why it is what it is; empty where the figures say it."""
    reason = line.now.figure.reason if line.now.figure is not None else Reason.NONE
    if reason is Reason.NO_BASELINE and line.way.figures:
        return ""
    return reason_text(reason)


def target_note(line: BoardLine) -> str:
    """ "chỉ tiêu 100 %"; empty where nothing is to be reached."""
    figure = line.now.figure
    if figure is None or figure.target is None or is_stated(line.objective):
        return ""
    if figure.state is ObjectiveState.NOT_APPLICABLE:
        return ""
    target = goal_text(line.objective, figure)
    return _("target {target}").format(target=target) if target else ""


def goal_text(objective: Objective, figure: StoredFigure) -> str:
    """The target of a figure: "100 %", "900 hồ sơ", "giảm 5 %"; empty where no number says it."""
    said, rule = target_of_result(as_result(objective, figure)), objective.rule
    if not said:
        return ""
    if _is_fall(objective):
        return _("down by {percent}").format(percent=said) if figure.target else ""
    most = isinstance(rule, Reduce) or getattr(rule, "direction", None) is Direction.AT_MOST
    return _("at most {value}").format(value=said) if most else said


def fraction(figure: StoredFigure | None) -> Decimal | None:
    """The exact figure: a fraction for ratios, else the number; none where there is none."""
    waiting = (ObjectiveState.NOT_ENTERED, ObjectiveState.NOT_APPLICABLE)
    if figure is None or figure.numerator is None or figure.state in waiting:
        return None
    if not figure.ratio:
        return Decimal(figure.numerator)
    return Decimal(figure.numerator) / figure.denominator if figure.denominator else None


def goal(figure: StoredFigure | None) -> Decimal | None:
    """The target as the chart draws it: a fraction for ratios."""
    if figure is None or figure.target is None:
        return None
    return figure.target / _PERCENT if figure.ratio else figure.target
