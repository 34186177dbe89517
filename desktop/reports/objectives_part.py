"""The plan's objectives in a report: how many are met, what is lacking, and appendix I."""

from collections.abc import Iterator, Mapping, Sequence

from desktop.domain.objective_figures import Part
from desktop.domain.objective_results import (
    Lacking,
    LackingKind,
    ObjectiveResult,
    ObjectiveState,
    Reason,
    percent_of,
)
from desktop.domain.objective_store import StoredFigure
from desktop.domain.plans import ObjectiveKind
from desktop.reports.administrative import (
    NBSP,
    amount,
    decimal_number,
    decimal_percent,
    number_text,
    share_text,
)
from desktop.reports.figures import Figures
from desktop.reports.said import inside, words_fit
from desktop.reports.tree import Align, Block, Column, Paragraph, Table

_JUDGED = (ObjectiveState.MET, ObjectiveState.NOT_MET)
_TITLES_LIMIT = 6
"""Up to so many objectives without figures are named in the text; more stand in appendix I."""

Figure = ObjectiveResult | StoredFigure


def title_of(f: Figures, result: ObjectiveResult) -> str:
    """An objective's title, with the reading where its sentence can be read in two ways."""
    title = result.title or result.id
    if not result.reading:
        return title
    return f.say("objectives.reading", title=title, reading=result.reading)


def judged(f: Figures) -> tuple[ObjectiveResult, ...]:
    """The objectives that are met or not met; a figure without a target is neither."""
    return tuple(
        one
        for one in f.snapshot.objectives
        if one.state in _JUDGED and one.kind is not ObjectiveKind.COUNT
    )


def in_state(f: Figures, state: ObjectiveState) -> tuple[ObjectiveResult, ...]:
    """The objectives in a state, in the plan's order."""
    found = judged(f) if state in _JUDGED else f.snapshot.objectives
    return tuple(one for one in found if one.state is state)


def titles(f: Figures, results: Sequence[ObjectiveResult]) -> str:
    """The titles of objectives one after the other in a sentence."""
    return "; ".join(inside(title_of(f, one)) for one in results)


def objective_lines(f: Figures) -> Iterator[str]:
    """How many objectives are met, those that are not with what is lacking, and the others."""
    yield _opening(f)
    missed = in_state(f, ObjectiveState.NOT_MET)
    if missed:
        yield f.say("objectives.not_met_opening", count=amount(len(missed)))
        yield from (_missed(f, one) for one in missed)
    for one in f.snapshot.objectives:
        if one.kind is ObjectiveKind.COUNT and one.state is ObjectiveState.MET:
            figure = figure_words(f, one, _parts(one), unit=one.unit)
            yield f.say("objectives.counted_line", title=title_of(f, one), figure=figure)
    for state in (
        ObjectiveState.NOTHING_AROSE,
        ObjectiveState.NOT_APPLICABLE,
        ObjectiveState.NOT_ENTERED,
    ):
        if found := in_state(f, state):
            yield _together(f, state, found)


def _opening(f: Figures) -> str:
    plan = f.snapshot.plan
    symbol = plan.symbol if plan is not None else ""
    title = plan.title if plan is not None else ""
    words = f.say("objectives.plan", symbol=symbol) if symbol else title
    total, found = amount(len(f.snapshot.objectives)), judged(f)
    if not found:
        return f.say("objectives.plan_opening_none", plan=words, total=total)
    met = sum(one.state is ObjectiveState.MET for one in found)
    share = share_text(met, len(found))
    return f.say("objectives.plan_opening", plan=words, total=total, share=share)


def _together(f: Figures, state: ObjectiveState, found: Sequence[ObjectiveResult]) -> str:
    count = amount(len(found))
    if state is ObjectiveState.NOT_ENTERED and len(found) > _TITLES_LIMIT:
        return f.say("objectives.not_entered_many", count=count)
    return f.say(f"objectives.{state}", count=count, titles=titles(f, found))


def _missed(f: Figures, one: ObjectiveResult) -> str:
    target = target_words(one)
    return f.say(
        "objectives.not_met_line",
        title=title_of(f, one),
        figure=figure_words(f, one, _parts(one), unit=one.unit),
        target=f.say("objectives.target", target=target) if target else "",
        lacking=_lacking(f, one) + _events(f, one),
    )


def _events(f: Figures, result: ObjectiveResult) -> str:
    """What happened where nothing should have: every figure of it above 0."""
    if result.kind is not ObjectiveKind.ZERO:
        return ""
    words = [
        f.say(
            "objectives.event",
            label=inside(part.label),
            number=amount(part.known),
            unit=part.unit,
        )
        for part in result.outcome.parts
        if part.known > 0
    ]
    return f.say("objectives.events", list=", ".join(words)) if words else ""


def _lacking(f: Figures, result: ObjectiveResult) -> str:
    """The groups that are lacking, with their months in a longer period."""
    found = [one for one in result.outcome.lacking if one.kind is LackingKind.GROUP]
    if not found:
        return ""
    names = [_name_of(f, result, one) for one in found]
    groups = [f.name(one.id) if one.id in f.lines else one.name for one in found]
    if not words_fit(groups):
        return f.say("objectives.lacking_many", count=amount(len(found)))
    return f.say("objectives.lacking", count=amount(len(found)), names=", ".join(names))


def _name_of(f: Figures, result: ObjectiveResult, one: Lacking) -> str:
    name = f.name(one.id) if one.id in f.lines else one.name
    if len(result.months) < 2 or not one.months:
        return name
    return f.say("objectives.months", name=name, months=_month_numbers(one.months))


def _month_numbers(months: Sequence[str]) -> str:
    return ", ".join(str(int(month[5:])) for month in months)


def _parts(result: ObjectiveResult) -> tuple[Part, ...]:
    return result.outcome.parts


def target_words(result: ObjectiveResult) -> str:
    """The target: "100%", "900 hồ sơ"; empty where there is none."""
    target = result.outcome.target
    if target is None:
        return ""
    if result.outcome.ratio:
        return decimal_percent(target)
    return f"{decimal_number(target)}{NBSP}{result.unit}".strip()


def figure_words(
    f: Figures, figure: Figure, parts: tuple[Part, ...] | None = None, *, unit: str
) -> str:
    """ "18/23 (78,3%)", "02 vụ", or the state while there is no figure.

    ``parts`` tell a rate that has to fall from the fall itself.
    """
    if figure.numerator is None or not _has_figure(figure):
        return f.say(f"appendix.objectives.{figure.state}")
    if figure.denominator is None:
        return f"{amount(figure.numerator)}{NBSP}{unit}".strip()
    if not figure.denominator:
        return _without_base(f, figure)
    if figure.kind is ObjectiveKind.REDUCE and _is_fall(figure, parts):
        key = "rise" if figure.numerator < 0 else "fall"
        ratio = _ratio(abs(figure.numerator), figure.denominator)
        return f.say(f"objectives.{key}", share=ratio)
    return _ratio(figure.numerator, figure.denominator)


def _ratio(numerator: int, denominator: int) -> str:
    percent = percent_of(numerator, denominator)
    if percent is None:
        return share_text(numerator, denominator)
    return f"{number_text(numerator)}/{number_text(denominator)}{NBSP}({decimal_percent(percent)})"


def _has_figure(figure: Figure) -> bool:
    silent = (ObjectiveState.NOT_ENTERED, ObjectiveState.NOT_APPLICABLE)
    return figure.state not in silent


def _without_base(f: Figures, figure: Figure) -> str:
    """Nothing to hold it against: nothing arose, or a rise from nothing."""
    reason = figure.reason if isinstance(figure, StoredFigure) else figure.outcome.reason
    if reason is Reason.BASELINE_ZERO and figure.numerator:
        return f.say("objectives.no_baseline", count=amount(abs(figure.numerator)))
    return f.say(f"appendix.objectives.{ObjectiveState.NOTHING_AROSE}")


def _is_fall(figure: Figure, parts: tuple[Part, ...] | None) -> bool:
    """Whether the figure is a fall against a baseline; a stored one that rose is surely one."""
    if parts is None:
        return bool(figure.numerator and figure.numerator < 0)
    return not any(part.role == "denominator" for part in parts)


def area_lines(f: Figures) -> list[str]:
    """II: the level of the area with its decision, and the answers to the plan's questions."""
    lines: list[str] = []
    area = f.snapshot.area
    if area is not None:
        decision = f.say("area_review.decision", decision=area.decision) if area.decision else ""
        lines.append(
            f.say(
                "area_review.level",
                level=area.level_name,
                day=f.day_words(area.on),
                rule=area.rule,
                decision=decision,
            )
        )
    lines.extend(
        f.say("area_review.conversion", title=title_of(f, one), verdict=_verdict(f, one))
        for one in f.snapshot.objectives
        if one.kind in _ASKED and one.state in _ANSWERED
    )
    return lines


_ASKED = {
    ObjectiveKind.REVIEW: "review",
    ObjectiveKind.HOLD: "hold",
    ObjectiveKind.MILESTONE: "milestone",
}
_ANSWERED = (*_JUDGED, ObjectiveState.NOT_APPLICABLE)


def _verdict(f: Figures, one: ObjectiveResult) -> str:
    return f.say(f"area_review.{_ASKED[one.kind]}_{one.state}")


def objectives_appendix(f: Figures) -> tuple[Block, ...]:
    """Appendix I: target, result, share and verdict of every objective, beside earlier ones."""
    if not f.snapshot.objectives:
        return ()
    columns = (
        _column(f, "number", 10, Align.CENTRE),
        _column(f, "what", 98),
        _column(f, "target", 24, Align.CENTRE),
        _column(f, "result", 26, Align.CENTRE),
        _column(f, "percent", 17, Align.CENTRE),
        *(Column(one.heading, 29, Align.CENTRE) for one in f.compared),
        _column(f, "verdict", 26, Align.CENTRE),
    )
    rows = tuple(_row(f, place, one) for place, one in enumerate(f.snapshot.objectives, start=1))
    note = Paragraph.of(f.say("appendix.objectives.note"), small=True)
    return Table(columns, rows), note, *_month_by_month(f)


def _column(f: Figures, key: str, width: float, align: Align = Align.LEFT) -> Column:
    return Column(f.say(f"appendix.objectives.{key}"), width, align)


def _row(f: Figures, place: int, one: ObjectiveResult) -> tuple[str, ...]:
    unknown = f.say("appendix.objectives.unknown")
    result, percent = figure_words(f, one, _parts(one), unit=one.unit), unknown
    if one.percent is not None and _has_figure(one):
        result, percent = result.partition(f"{NBSP}(")[0], decimal_percent(one.percent)
    counted = one.kind is ObjectiveKind.COUNT and one.state is ObjectiveState.MET
    return (
        str(place),
        title_of(f, one),
        target_words(one) or unknown,
        result,
        percent,
        *(_earlier(f, one, compared.figures) for compared in f.compared),
        f.say(f"appendix.objectives.{'counted' if counted else one.state}"),
    )


def _earlier(f: Figures, one: ObjectiveResult, figures: Mapping[str, StoredFigure]) -> str:
    """The figure of an earlier period; only one of the same kind is the same objective's."""
    found = figures.get(one.id)
    if found is None or found.kind is not one.kind or not _has_figure(found):
        return f.say("appendix.objectives.unknown")
    return figure_words(f, found, _parts(one) if one.outcome.parts else None, unit=one.unit)


def _month_by_month(f: Figures) -> Iterator[Block]:
    """Every objective month after month, for a period of several months."""
    months = f.beside.months
    if len(months) < 2:
        return
    over = f.say("appendix.objectives.month_over")
    columns = (
        _column(f, "number", 10, Align.CENTRE),
        _column(f, "what", 64),
        *(Column(str(int(one.month[5:])), 15, Align.CENTRE, over) for one in months),
    )
    rows = tuple(
        (
            str(place),
            title_of(f, one),
            *(_month_cell(f, one, month.figures.get(one.id)) for month in months),
        )
        for place, one in enumerate(f.snapshot.objectives, start=1)
    )
    yield Paragraph.of(f.say("appendix.objectives.months"), small=True)
    yield Table(columns, rows)
    yield Paragraph.of(f.say("appendix.objectives.month_legend"), small=True)


def _month_cell(f: Figures, one: ObjectiveResult, figure: StoredFigure | None) -> str:
    if figure is None or figure.kind is not one.kind:
        return ""
    if figure.numerator is None or not _has_figure(figure):
        short = {
            ObjectiveState.NOT_ENTERED,
            ObjectiveState.NOT_APPLICABLE,
            ObjectiveState.NOT_MET,
        }
        state = figure.state if figure.state in short else ObjectiveState.NOTHING_AROSE
        return f.say(f"appendix.objectives.month_{state}")
    if figure.denominator is None:
        return number_text(figure.numerator)
    if not figure.denominator:
        return f.say(f"appendix.objectives.month_{ObjectiveState.NOTHING_AROSE}")
    return f"{number_text(figure.numerator)}/{number_text(figure.denominator)}"
