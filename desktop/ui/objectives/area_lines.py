"""What the tab "Địa bàn" reads, and how it says it."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from desktop.actions.areas import (
    AreaView,
    DrugFree,
    MilestoneLine,
    PopulationYear,
    area_rules,
    area_view,
    assessments,
    statuses_of,
)
from desktop.actions.desk import Desk
from desktop.actions.plans import DEFAULT_PLAN, plan_id_of_month
from desktop.domain.area_rules import AreaRule
from desktop.domain.areas import Assessment, AssessmentDraft, LevelStep, steps
from desktop.domain.periods import Period
from desktop.domain.plan_entries import DRUG_FREE, StatusEvent
from desktop.i18n import _, format_date, format_number
from desktop.ui.objectives.inputs import decision_words
from desktop.wording.areas import level_label, proposal_text, step_text


@dataclass(frozen=True, slots=True)
class AreaRead:
    """The area of a month with everything that its forms begin with."""

    view: AreaView
    rules: tuple[AreaRule, ...]
    assessments: tuple[Assessment, ...]
    events: tuple[StatusEvent, ...]
    plan_id: str
    today: date

    def assessment(self, assessment_id: str) -> Assessment | None:
        """The assessment of an id."""
        return next((one for one in self.assessments if one.id == assessment_id), None)

    def people(self, year: int) -> int | None:
        """The population of a year, else of the latest year before it."""
        known = [one for one in self.view.population if one.year <= year]
        return max(known, key=lambda one: one.year).population if known else None


def read_area(desk: Desk, month: Period) -> AreaRead:
    """Read the area; runs on the worker."""
    return AreaRead(
        view=area_view(desk, month),
        rules=area_rules(),
        assessments=assessments(desk),
        events=tuple(one for one in statuses_of(desk) if one.status == DRUG_FREE),
        plan_id=plan_id_of_month(desk, month.id) or DEFAULT_PLAN,
        today=desk.clock.today(),
    )


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One assessment of the history: its sentence, its decision, whether it is still to come."""

    assessment: Assessment
    sentence: str
    later: bool


def history(read: AreaRead) -> tuple[HistoryLine, ...]:
    """Every assessment, the newest first; those after the month shown are marked."""
    ordered = sorted(read.assessments, key=lambda one: one.on)
    found = steps(ordered, read.rules)
    lines = map(partial(_history_line, read), ordered, found)
    return tuple(lines)[::-1]


def _history_line(read: AreaRead, one: Assessment, step: LevelStep) -> HistoryLine:
    said = step_text(step, read.rules)
    if one.decision:
        words = decision_words(one.decision)
        said = f"{said} {words[:1].upper()}{words[1:]}."
    return HistoryLine(one, said, one.on > read.view.on)


def level_text(read: AreaRead) -> str:
    """The level in force; what to do where none was decided."""
    current = read.view.assessment
    if current is None:
        return _("Not assessed yet")
    return level_label(read.view.rule, current.level)


def since_text(read: AreaRead) -> str:
    """Since when, by which rule and decision."""
    current = read.view.assessment
    if current is None:
        return _("A first assessment gives the level, its rule and its decision.")
    rule = read.view.rule
    said = _("Since {date}, by “{rule}”").format(
        date=format_date(current.on), rule=rule.title if rule is not None else current.rule_id
    )
    if current.decision:
        words = decision_words(current.decision)
        return _("{text}; {decision}.").format(text=said, decision=words)
    return _("{text}; the decision's number is not entered.").format(text=said)


def proposed_text(read: AreaRead) -> str:
    """What the rule proposes for the figures of the assessment in force."""
    proposal, rule = read.view.proposal, read.view.rule
    return proposal_text(proposal, rule) if proposal is not None and rule is not None else ""


def drug_free_text(state: DrugFree) -> str:
    """Whether the commune is without drugs, since when, and when it was lost."""
    if state.holds is None or state.since is None:
        return _("Nothing was decided about being an area without drugs.")
    if state.baseline is None:
        text = _("Not an area without drugs (as assessed on {date}).")
    elif state.holds:
        text = _("An area without drugs since {date}.")
    else:
        text = _("No longer an area without drugs since {date}.")
    said = text.format(date=format_date(state.since))
    if state.baseline is not None and state.baseline.on != state.since:
        first = _("First reached: {date}.").format(date=format_date(state.baseline.on))
        said = f"{said} {first}"
    if state.lost is not None and state.holds:
        lost = _("Lost in between: {date}.").format(date=format_date(state.lost.on))
        said = f"{said} {lost}"
    return said


def population_text(one: PopulationYear) -> str:
    """ "2026: 9.876 người (ngày 30/06/2026)"."""
    said = _("{year}: {count} persons").format(year=one.year, count=format_number(one.population))
    if one.counted_on is None:
        return said
    return _("{text} (counted on {date})").format(text=said, date=format_date(one.counted_on))


def milestone_text(line: MilestoneLine) -> str:
    """By when, and when it was reached."""
    one = line.milestone
    if one.done_on is not None:
        return _("reached on {date}").format(date=format_date(one.done_on))
    if one.due is None:
        return _("no day set")
    if line.overdue:
        return _("late: due by {date}").format(date=format_date(one.due))
    return _("due by {date}").format(date=format_date(one.due))


def draft_of(assessment: Assessment) -> AssessmentDraft:
    """The draft that would change nothing."""
    return AssessmentDraft(
        on=assessment.on,
        rule_id=assessment.rule_id,
        id=assessment.id,
        population=assessment.population,
        measured=assessment.measured,
        ticked=assessment.ticked,
        thresholds=assessment.thresholds,
        level=assessment.level,
        decision=assessment.decision,
        note=assessment.note,
    )


def new_draft(read: AreaRead) -> AssessmentDraft:
    """A new assessment of today by the rule in force; the filled thresholds go along."""
    rule = read.view.rule_today or read.rules[-1]
    same = [one for one in read.assessments if one.rule_id == rule.id]
    last = max(same, key=lambda one: one.on) if same else None
    return AssessmentDraft(
        on=read.today,
        rule_id=rule.id,
        population=read.people(read.today.year),
        thresholds=last.thresholds if last is not None else {},
    )
