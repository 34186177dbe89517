"""Classing the area in words: criteria, proposals, steps, and what is wrong with an assessment."""

from collections.abc import Sequence

from desktop.domain.area_gaps import Gaps, gaps
from desktop.domain.area_proposals import (
    CriterionResult,
    CriterionState,
    LevelResult,
    Proposal,
)
from desktop.domain.area_rules import AreaRule, LevelRole, MeasureKind, OpenThreshold, rule_of
from desktop.domain.areas import LevelStep, StepDirection
from desktop.domain.plan_reading import PlanProblem
from desktop.i18n import N_, _, format_date, format_number
from desktop.wording.filling import filled
from desktop.wording.names import joined
from desktop.wording.plans import known_plan_problem, plan_problem_text

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
