"""Classing the area in words: criteria, proposals, steps, and what is wrong with an assessment."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from desktop.domain.area_gaps import Gaps, gaps
from desktop.domain.area_proposals import (
    CriterionResult,
    CriterionState,
    LevelResult,
    MeasureResult,
    Proposal,
)
from desktop.domain.area_rules import AreaRule, LevelRole, MeasureKind, OpenThreshold, rule_of
from desktop.domain.areas import LevelStep, StepDirection
from desktop.domain.plan_reading import PlanProblem
from desktop.i18n import N_, _, format_date, format_number
from desktop.wording.filling import filled
from desktop.wording.names import joined
from desktop.wording.plans import known_plan_problem, number_text, plan_problem_text

_SMALLEST = Decimal("0.0001")

_FILE_PROBLEMS = {
    "format_unknown": N_("this version reads rules of format {known}"),
    "days_reversed": N_("the rule ends before it begins"),
    "name_unknown": N_("“{id}” is not defined in this rule"),
    "at_least_range": N_("must be a number from 1 to the number of criteria ({count})"),
    "other_has_criteria": N_("the level that is left when no other fits has no criteria"),
    "other_missing": N_("a rule with criteria needs a level for what reaches none of them"),
    "role_twice": N_("only one level may have the role “{role}”"),
    "level_not_below": N_("“{id}” is no level further down in this rule"),
    "two_measures": N_("needs at least two measures"),
    "bound_said": N_("a bound that is unknown cannot be written as well"),
    "bound_not_positive": N_("must be above 0"),
    "bounds_crossed": N_("must be above the lower bound"),
}

_STATES = {
    CriterionState.MET: N_("criterion met"),
    CriterionState.NOT_MET: N_("criterion not met"),
    CriterionState.NOT_ENTERED: N_("not entered"),
    CriterionState.THRESHOLD_UNKNOWN: N_("threshold not known"),
}
_STEPS = {
    StepDirection.UP: N_("from {date}: {level}, up from “{before}”"),
    StepDirection.DOWN: N_("from {date}: {level}, down from “{before}”"),
    StepDirection.SAME: N_("from {date}: {level}, as before"),
    StepDirection.UNKNOWN: N_("from {date}: {level}, before that “{before}”, not comparable"),
}


def known_area_rule_problem(code: str) -> bool:
    """Whether a problem of a rule's file has a sentence."""
    return code in _FILE_PROBLEMS or known_plan_problem(code)


def area_rule_problem_text(problem: PlanProblem) -> str:
    """What is wrong with a rule's file: line, key path, sentence."""
    sentence = _FILE_PROBLEMS.get(problem.code)
    if sentence is None:
        return plan_problem_text(problem)
    text = filled(_(sentence), problem.details)
    if problem.path:
        text = f"{problem.path}: {text}"
    if problem.line:
        return _("line {line}: {text}").format(line=problem.line, text=text)
    return text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def level_label(rule: AreaRule | None, level: str) -> str:
    """A level by the words of its rule; its id where the rule is not known."""
    found = rule.level(level) if rule is not None else None
    return found.label if found is not None else level


def _in_sentence(label: str) -> str:
    return label[:1].lower() + label[1:]


def criterion_state(state: CriterionState) -> str:
    """Met, not met, not entered, threshold not known."""
    return _(_STATES[state])


def percent_text(percent: Decimal) -> str:
    """A ratio cut after four decimals, so that it never reads as a bound it does not reach."""
    cut = percent.quantize(_SMALLEST, ROUND_DOWN)
    if percent and not cut:
        return _("under {value}").format(value=f"{number_text(_SMALLEST)}\N{NO-BREAK SPACE}%")
    return f"{number_text(cut)}\N{NO-BREAK SPACE}%"


def _bound(value: Decimal, kind: MeasureKind, unit: str) -> str:
    return f"{number_text(value)}\N{NO-BREAK SPACE}{'%' if kind is MeasureKind.RATIO else unit}"


def bounds_text(measure: MeasureResult, rule: AreaRule) -> str:
    """The thresholds of a measure: "từ 125 m² đến dưới 750 m²"."""
    figure = rule.figure(measure.figure)
    unit = figure.unit if figure is not None else ""
    lower, upper = (
        _bound(value, measure.kind, unit) if value is not None else ""
        for value in (measure.lower, measure.upper)
    )
    if measure.lower is not None and _only_one(measure, rule):
        return _("exactly {value}").format(value=lower)
    if lower and upper:
        return _("from {lower} to below {upper}").format(lower=lower, upper=upper)
    if lower:
        return _("from {lower} on").format(lower=lower)
    if upper:
        return _("below {upper}, lower threshold not known").format(upper=upper)
    return _("threshold not known")


def _only_one(measure: MeasureResult, rule: AreaRule) -> bool:
    """Whether a band of whole numbers holds one number alone."""
    figure = rule.figure(measure.figure)
    whole = figure is not None and figure.whole and measure.kind is MeasureKind.COUNT
    return whole and measure.lower is not None and measure.upper == measure.lower + 1


def measure_text(measure: MeasureResult, rule: AreaRule, *, population: int | None = None) -> str:
    """A figure beside its thresholds: "12 người / 2.345 nhân khẩu = 0,5117 % (từ 0,5 % …)"."""
    figure = rule.figure(measure.figure)
    bounds = bounds_text(measure, rule)
    if measure.beyond:
        bounds = _("{bounds}; reaches the class above and counts here too").format(bounds=bounds)
    if measure.value is None or figure is None:
        label = figure.label if figure is not None else measure.figure
        return _("{figure}: not entered ({bounds})").format(figure=label, bounds=bounds)
    value = f"{number_text(measure.value)}\N{NO-BREAK SPACE}{figure.unit}"
    if measure.kind is MeasureKind.COUNT:
        return f"{value} ({bounds})"
    if measure.percent is None:
        return _("{value}, population not entered ({bounds})").format(value=value, bounds=bounds)
    share = percent_text(measure.percent)
    if population is None:
        return f"{value} = {share} ({bounds})"
    text = _("{value} / {population} inhabitants = {share} ({bounds})")
    people = format_number(population)
    return text.format(value=value, population=people, share=share, bounds=bounds)


def criterion_text(
    result: CriterionResult, rule: AreaRule, *, population: int | None = None
) -> str:
    """What a criterion was judged by; empty for one that is only ticked."""
    if result.measures:
        measured = [measure_text(one, rule, population=population) for one in result.measures]
        return "; ".join(measured)
    if result.counted is None or result.needed is None:
        return ""
    question = rule.question(result.question)
    answer = {None: _("not entered"), True: _("answered yes"), False: _("answered no")}
    text = _("{met} criteria of {needed} needed; {question}: {answer}")
    return text.format(
        met=format_number(result.counted),
        needed=format_number(result.needed),
        question=_in_sentence(question.label) if question is not None else result.question,
        answer=answer[result.ticked],
    )


def proposal_text(proposal: Proposal, rule: AreaRule) -> str:
    """The proposal in a sentence, with what it rests on or what it waits for."""
    if not proposal.computed:
        return _(
            "No criteria of this rule are known here: choose the level that the decision says."
        )
    if proposal.level is None:
        return _waiting_text(proposal, rule)
    label = _in_sentence(level_label(rule, proposal.level))
    found = proposal.result(proposal.level)
    if found is None:
        return _("Proposed: {level}: no other level has enough criteria met.").format(level=label)
    return _reached_text(found, label)


def _marks(results: Sequence[CriterionResult], state: CriterionState) -> str:
    return ", ".join(one.mark for one in results if one.state is state)


def _reached_text(found: LevelResult, label: str) -> str:
    """ "Đề xuất trọng điểm loại II: đạt 3/5 tiêu chí (a, b, d); tiêu chí khác chưa nhập."."""
    text = _("Proposed: {level}: {met}/{total} criteria met ({marks})").format(
        level=label,
        met=format_number(found.met),
        total=format_number(len(found.criteria)),
        marks=_marks(found.criteria, CriterionState.MET),
    )
    if missing := _marks(found.criteria, CriterionState.NOT_ENTERED):
        text += _("; criterion {marks} not entered").format(marks=missing)
    if unknown := _marks(found.criteria, CriterionState.THRESHOLD_UNKNOWN):
        text += _("; criterion {marks} without a known threshold").format(marks=unknown)
    return f"{text}."


def _waiting_text(proposal: Proposal, rule: AreaRule) -> str:
    """What has to be entered first, and the class that is reached whatever it will be."""
    found = rule.level(proposal.at_least or "")
    if found is not None and found.role is LevelRole.KEY:
        text = _("At least {level}; whether it is more serious cannot be said yet")
        text = text.format(level=_in_sentence(found.label))
    else:
        text = _("No level can be proposed yet")
    return f"{_capital(text)}: {gaps_text(gaps(rule, proposal), rule)}."


def gaps_text(waiting: Gaps, rule: AreaRule) -> str:
    """What is not entered, and which thresholds are not known."""
    missing = [_("population")] if waiting.population else []
    missing += [_in_sentence(one.label) for one in rule.figures if one.id in waiting.figures]
    missing += [f"“{one.label}”" for one in rule.questions if one.id in waiting.questions]
    open_ones = [one for one in rule.open_thresholds() if one.key in waiting.thresholds]
    said: list[str] = []
    if missing:
        said.append(_("not entered: {things}").format(things="; ".join(missing)))
    if open_ones:
        named = joined([threshold_text(one, rule) for one in open_ones])
        said.append(_("threshold not known: {things}").format(things=named))
    return ". ".join([*said[:1], *(_capital(one) for one in said[1:])])


def threshold_text(threshold: OpenThreshold, rule: AreaRule) -> str:
    """Which bound is meant: "tiêu chí d trọng điểm loại II, cây"."""
    figure = rule.figure(threshold.measure.figure)
    percent = threshold.measure.kind is MeasureKind.RATIO
    unit = "%" if percent or figure is None else figure.unit
    text = _("criterion {mark} of {level} ({unit})")
    label = _in_sentence(threshold.level.label)
    return text.format(mark=threshold.criterion.mark, level=label, unit=unit)


def step_text(step: LevelStep, rules: Sequence[AreaRule]) -> str:
    """One step of the history in a sentence."""
    level = _in_sentence(level_label(rule_of(rules, step.rule_id), step.to_level))
    if step.from_level is None:
        text = _("from {date}: {level}").format(date=format_date(step.on), level=level)
        return f"{_capital(text)}."
    before = _in_sentence(level_label(rule_of(rules, step.from_rule_id or ""), step.from_level))
    text = _(_STEPS[step.direction])
    text = text.format(date=format_date(step.on), level=level, before=before)
    if step.rule_changed:
        text = _("{text} (classed by another rule)").format(text=text)
    return f"{_capital(text)}."
