"""What an objective came to, in words: its state, its figure, what it is made of, and why."""

from desktop.domain.objective_figures import Part
from desktop.domain.objective_results import (
    Lacking,
    LackingKind,
    ObjectiveResult,
    ObjectiveState,
    Reason,
)
from desktop.domain.plan_facts import EntryState
from desktop.i18n import N_, _, format_number, format_percent
from desktop.wording.months import period_name
from desktop.wording.names import join_groups
from desktop.wording.plans import fact_name, number_text

_STATES = {
    ObjectiveState.MET: N_("objective met"),
    ObjectiveState.NOT_MET: N_("objective not met"),
    ObjectiveState.NOTHING_AROSE: N_("nothing arose"),
    ObjectiveState.NOT_ENTERED: N_("not entered"),
    ObjectiveState.NOT_APPLICABLE: N_("not applicable"),
}

_REASONS = {
    Reason.NUMERATOR_ABOVE: N_("more were reached than there are: look at both figures again"),
    Reason.NEGATIVE: N_("a difference fell below 0: look at the figures again"),
    Reason.NO_BASELINE: N_("the figure to compare with was not entered"),
    Reason.BASELINE_ZERO: N_("there was nothing to compare with, so no percentage can be given"),
    Reason.BLANK_CELL: N_("nothing was allocated to this unit"),
    Reason.NOT_IN_TABLE: N_("this unit does not stand in the allocated table"),
    Reason.LOST: N_("the status was lost"),
    Reason.NEVER_HELD: N_("the commune has not reached this status yet"),
    Reason.TOO_LATE: N_("done, but after its day"),
    Reason.NOT_DUE_YET: N_("not done, and its day has not come"),
    Reason.NO_GROUPS: N_("there was no group yet"),
}

_LACKING = {
    LackingKind.GROUP: N_("lacking: {names}"),
    LackingKind.FIGURE: N_("not entered: {names}"),
    LackingKind.ANSWER: N_("not answered: {names}"),
    LackingKind.STATUS: N_("not stated: {names}"),
}


def objective_state(state: ObjectiveState) -> str:
    """A state in a word or two."""
    return _(_STATES[state])


def reason_text(reason: Reason) -> str:
    """Why an outcome is what it is; empty where its figures say it."""
    return _(_REASONS[reason]) if reason in _REASONS else ""


def figure_text(result: ObjectiveResult) -> str:
    """The figure reached: "21/23 (91,3 %)", "0 vụ", or the state while there is none."""
    if result.state in (ObjectiveState.NOT_ENTERED, ObjectiveState.NOT_APPLICABLE):
        return objective_state(result.state)
    if result.numerator is None:
        return objective_state(result.state)
    if not result.outcome.ratio:
        return f"{format_number(result.numerator)} {result.unit}".strip()
    if not result.denominator:
        return objective_state(ObjectiveState.NOTHING_AROSE)
    parts = f"{format_number(result.numerator)}/{format_number(result.denominator)}"
    return parts if result.percent is None else f"{parts} ({format_percent(result.percent)})"


def target_of_result(result: ObjectiveResult) -> str:
    """The target in force: "100 %", "900 hồ sơ"; empty where there is none."""
    target = result.outcome.target
    if target is None:
        return ""
    if result.outcome.ratio:
        return format_percent(target)
    return f"{number_text(target)} {result.unit}".strip()


def lacking_text(result: ObjectiveResult) -> str:
    """What is lacking: "thiếu Tổ dân phố 3, Tổ dân phố 9"; empty where nothing is."""
    sentences = []
    for kind, sentence in _LACKING.items():
        found = [_lacking(one) for one in result.outcome.lacking if one.kind is kind]
        if found:
            sentences.append(_(sentence).format(names=_joined(kind, found)))
    return "; ".join(sentences)


def _joined(kind: LackingKind, names: list[str]) -> str:
    return join_groups(names) if kind is LackingKind.GROUP else "; ".join(names)


def _lacking(one: Lacking) -> str:
    if one.kind is not LackingKind.GROUP or len(one.months) < 2:
        return one.name
    return f"{one.name} ({', '.join(period_name(month) for month in one.months)})"


def made_of(result: ObjectiveResult) -> str:
    """The whole of it in one line: figure, what is lacking, and why."""
    said = [lacking_text(result), reason_text(result.outcome.reason)]
    tail = "; ".join(one for one in said if one)
    if tail and result.state in (ObjectiveState.NOT_ENTERED, ObjectiveState.NOT_APPLICABLE):
        return tail
    return f"{figure_text(result)}: {tail}" if tail else figure_text(result)


_ROLES = {
    "numerator": N_("reached"),
    "denominator": N_("of all"),
    "baseline": N_("compared with"),
    "also": N_("also counted"),
    "condition": N_("concerns the commune when there is"),
}


def part_text(part: Part) -> tuple[str, str, str]:
    """One figure that a result is made of: its role, its name, its value with the unit."""
    name = part.label or fact_name(part.name)
    sign = "−" if part.sign < 0 else ""
    return _(_ROLES.get(part.role, part.role)), name, sign + _part_value(part)


def _part_value(part: Part) -> str:
    if part.state is EntryState.MISSING:
        months = ", ".join(period_name(month) for month in part.months)
        missing = objective_state(ObjectiveState.NOT_ENTERED)
        return f"{missing} ({months})" if months else missing
    if part.state is EntryState.NOT_APPLICABLE or part.value is None:
        return objective_state(ObjectiveState.NOT_APPLICABLE)
    if part.state is EntryState.NIL:
        return objective_state(ObjectiveState.NOTHING_AROSE)
    return f"{format_number(part.value)} {part.unit}".strip()
