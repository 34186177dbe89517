"""What an objective came to, in words: its state, its figure, what it is made of, and why."""

from collections.abc import Sequence
from decimal import Decimal

from desktop.domain.objective_figures import Part
from desktop.domain.objective_results import (
    Lacking,
    LackingKind,
    ObjectiveResult,
    ObjectiveState,
    Reason,
)
from desktop.domain.plan_expressions import TermKind
from desktop.domain.plan_facts import EntryState
from desktop.domain.plans import Direction, Objective, ObjectiveKind
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
    Reason.NO_UNIT: N_("the own row of the allocated table is not chosen"),
    Reason.NOT_OVER: N_("its time is not over"),
    Reason.SUPERIOR: N_("the superior keeps its figures"),
}

_WAITING = frozenset({ObjectiveState.NOT_ENTERED, ObjectiveState.NOT_APPLICABLE})
_SILENT = _WAITING | {ObjectiveState.NOTHING_AROSE}
_LACKING = {
    LackingKind.GROUP: N_("lacking: {names}"),
    LackingKind.FIGURE: N_("not entered: {names}"),
    LackingKind.ANSWER: N_("not answered: {names}"),
    LackingKind.STATUS: N_("not stated: {names}"),
}


# The title stands beside it already.
_UNANSWERED = {
    LackingKind.ANSWER: N_("not answered yet"),
    LackingKind.STATUS: N_("not stated yet"),
}


def objective_state(state: ObjectiveState, kind: ObjectiveKind | None = None) -> str:
    """A state in a word or two; a figure without a target ``kind`` is neither met nor missed."""
    if kind is ObjectiveKind.COUNT and state is ObjectiveState.MET:
        return _("something arose")
    return _(_STATES[state])


def reason_text(reason: Reason) -> str:
    """Why an outcome is what it is; empty where its figures say it."""
    return _(_REASONS[reason]) if reason in _REASONS else ""


def figure_text(result: ObjectiveResult) -> str:
    """The figure reached: "21/23 (91,3 %)", "0 vụ", or the state while there is none."""
    if result.state in _SILENT or _is_answer(result):
        return objective_state(result.state, result.kind)
    if events := _events(result):
        return "; ".join(events)
    if result.numerator is None:
        return objective_state(result.state, result.kind)
    if result.kind is ObjectiveKind.REDUCE:
        return _reduced(result, result.numerator, result.denominator or 0)
    if not result.outcome.ratio:
        return _beside_target(result, f"{format_number(result.numerator)} {result.unit}".strip())
    return _ratio_text(result, result.numerator, result.denominator or 0)


def _is_answer(result: ObjectiveResult) -> bool:
    """Whether somebody answers or states it, so that there is no figure to be said."""
    stated = result.kind is ObjectiveKind.HOLD and result.outcome.ratio
    return stated or result.kind in (ObjectiveKind.REVIEW, ObjectiveKind.MILESTONE)


def _ratio_text(result: ObjectiveResult, numerator: int, denominator: int) -> str:
    parts = f"{format_number(numerator)}/{format_number(denominator)}"
    return parts if result.percent is None else f"{parts} ({format_percent(result.percent)})"


def _beside_target(result: ObjectiveResult, figure: str) -> str:
    """A number that has to be reached or held, with what it is held against."""
    target = target_of_result(result)
    if not target or result.kind is ObjectiveKind.ZERO:
        return figure
    held = result.kind is ObjectiveKind.HOLD
    text = _("{figure}, against {target}") if held else _("{figure}, target {target}")
    return text.format(figure=figure, target=target)


def _events(result: ObjectiveResult) -> list[str]:
    """What happened where nothing may: "1 vụ gây án", "Cây cần sa: 3 cây"."""
    named = [one.id for one in result.outcome.lacking if one.kind is LackingKind.EVENT]
    parts = {part.name: part for part in result.outcome.parts}
    return [_event(parts[name]) for name in named if name in parts]


def _event(part: Part) -> str:
    number, label = format_number(part.known), part.label
    if part.unit and label.casefold().startswith(f"{part.unit.casefold()} "):
        return f"{number} {label[:1].lower()}{label[1:]}"
    return f"{label}: {number} {part.unit}".strip()


def _reduced(result: ObjectiveResult, fall: int, before: int) -> str:
    """From what to what a figure went; a rate beside the one that it is compared with."""
    if any(part.role == "denominator" for part in result.outcome.parts):
        rate, target = _ratio_text(result, fall, before), target_of_result(result)
        text = _("{figure}, against {target}")
        return text.format(figure=rate, target=target) if target else rate
    return _change(before, before - fall, result.percent, state=result.state)


def _change(before: int, now: int, percent: Decimal | None, *, state: ObjectiveState) -> str:
    if now == before:
        same = _("{now}, no higher than {before}")
        text = same if state is ObjectiveState.MET else _("{now}, no lower than {before}")
    elif percent is None:
        text = _("from {before} up to {now}")
    elif now < before:
        text = _("from {before} down to {now}, a fall of {percent}")
    else:
        text = _("from {before} up to {now}, a rise of {percent}")
    share = "" if percent is None else format_percent(abs(percent))
    return text.format(before=format_number(before), now=format_number(now), percent=share)


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
        found = [_lacking(one, result) for one in result.outcome.lacking if one.kind is kind]
        if found == [result.title] and kind in _UNANSWERED:
            sentences.append(_(_UNANSWERED[kind]))
        elif found:
            sentences.append(_(sentence).format(names=_joined(kind, found)))
    return "; ".join(sentences)


def _joined(kind: LackingKind, names: list[str]) -> str:
    return join_groups(names) if kind is LackingKind.GROUP else "; ".join(names)


def _lacking(one: Lacking, result: ObjectiveResult) -> str:
    if one.kind is LackingKind.GROUP:
        several = one.months and len(result.months) > 1
        return f"{one.name} ({months_text(one.months)})" if several else one.name
    if _is_opening(one, result):
        text = _("the opening figure of {label} (end of {month})")
        return text.format(label=_lower(one.name), month=period_name(one.months[-1]))
    own = len(result.months) == 1 and one.months == result.months
    return one.name if own or not one.months else f"{one.name} ({months_text(one.months)})"


def _is_opening(one: Lacking, result: ObjectiveResult) -> bool:
    """Whether it is the total before the months that nobody entered."""
    return bool(one.months) and any(
        part.kind is TermKind.OPENING and part.name == one.id and part.months == one.months
        for part in result.outcome.parts
    )


def _lower(label: str) -> str:
    """A label inside a sentence; one that begins with a capital word or number stays."""
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"


def months_text(months: Sequence[str]) -> str:
    """Months ("2026-10") in few words: "tháng 10/2026", those that follow one another as a run."""
    runs: list[list[str]] = []
    for month in months:
        follows = bool(runs) and month == _month_after(runs[-1][-1])
        if follows and month[:4] == runs[-1][0][:4]:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(_run(run) for run in runs)


def _month_after(month: str) -> str:
    year, index = divmod(int(month[:4]) * 12 + int(month[5:]), 12)
    return f"{year:04d}-{index + 1:02d}"


def _run(months: Sequence[str]) -> str:
    first, last = months[0], months[-1]
    if first == last:
        return period_name(first)
    text = _("months {first}–{last}/{year}")
    return text.format(first=int(first[5:]), last=int(last[5:]), year=last[:4])


def made_of(result: ObjectiveResult) -> str:
    """The whole of it in one line: figure, what is lacking, and why."""
    tail = _tail(result)
    if tail and (result.state in _WAITING or figure_text(result) == _word(result)):
        return tail
    return f"{figure_text(result)}: {tail}" if tail else figure_text(result)


def _tail(result: ObjectiveResult) -> str:
    """What is lacking and why; a baseline that is lacking needs no reason beside its name."""
    lacking, reason = lacking_text(result), result.outcome.reason
    said = "" if lacking and reason is Reason.NO_BASELINE else reason_text(reason)
    return "; ".join(one for one in (lacking, said) if one)


def _word(result: ObjectiveResult) -> str:
    return objective_state(result.state, result.kind)


def result_line(result: ObjectiveResult) -> str:
    """State and figures of a result, neither said twice: "chưa đạt – 21/23 (91,3 %): thiếu …"."""
    state, figures, tail = _word(result), made_of(result), _tail(result)
    if result.state is ObjectiveState.NOT_ENTERED and tail:
        if lacking_text(result):
            return tail
        state = _("cannot be computed yet")
    return state if figures == state else f"{state} – {figures}"


_REACHING = frozenset(
    {
        ObjectiveKind.FREQUENCY,
        ObjectiveKind.UPKEEP,
        ObjectiveKind.COVERAGE,
        ObjectiveKind.SHARE,
        ObjectiveKind.ALLOCATED,
    }
)
"""Kinds whose numerator is to be reached, unless it must stay below a target."""
_ROLES = {
    "numerator": N_("reached"),
    "denominator": N_("of all"),
    "baseline": N_("compared with"),
    "also": N_("also counted"),
    "condition": N_("concerns the commune when there is"),
}


def part_text(part: Part, objective: Objective) -> tuple[str, str, str]:
    """One figure that a result is made of: its role, its name, its value with the unit.

    Only what is to be covered is "reached"; relapses, offences and plain counts are figures.
    """
    name = part.label or fact_name(part.name)
    sign = "−" if part.sign < 0 else ""
    return _role_of(part, objective), name, sign + _part_value(part)


def _role_of(part: Part, objective: Objective) -> str:
    limited = getattr(objective.rule, "direction", None) is Direction.AT_MOST
    if part.role == "numerator" and (limited or objective.kind not in _REACHING):
        return _("figure")
    return _(_ROLES.get(part.role, part.role))


def _part_value(part: Part) -> str:
    if part.state is EntryState.MISSING:
        months = months_text(part.months)
        missing = objective_state(ObjectiveState.NOT_ENTERED)
        return f"{missing} ({months})" if months else missing
    if part.state is EntryState.NOT_APPLICABLE or part.value is None:
        return objective_state(ObjectiveState.NOT_APPLICABLE)
    if part.state is EntryState.NIL:
        return objective_state(ObjectiveState.NOTHING_AROSE)
    return f"{format_number(part.value)} {part.unit}".strip()
