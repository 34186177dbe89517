"""The area: dated assessments of its level, population, milestones, and being drug-free."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from desktop.actions.area_rules import shipped_rules
from desktop.actions.closed import told_of_closed
from desktop.actions.desk import Changes, Desk, Outcome, only_one, refused
from desktop.db import area_queries, plan_queries
from desktop.db.area_queries import AreaMilestone, PopulationYear
from desktop.db.area_saving import save_assessment, save_milestone, save_population
from desktop.db.saving import soft_delete
from desktop.domain.area_proposals import Proposal, propose
from desktop.domain.area_rules import AreaRule, Level, rule_in_force, rule_of
from desktop.domain.areas import (
    DRUG_FREE,
    POPULATION_LIMIT,
    Assessment,
    AssessmentDraft,
    LevelStep,
    assessment_on,
    check_assessment,
    drug_free_statuses,
    steps,
)
from desktop.domain.periods import EARLIEST_YEAR, Period
from desktop.domain.plan_entries import StatusEvent, check_text
from desktop.domain.problems import Problem, stopping
from desktop.domain.text import identity_key, tidy

__all__ = [
    "AreaMilestone",
    "AreaView",
    "DrugFree",
    "MilestoneLine",
    "PopulationYear",
    "area_rules",
    "area_view",
    "assessments",
    "check_drafts",
    "milestone_titled",
    "population_years",
    "record_assessment",
    "record_assessments",
    "remove_assessment",
    "remove_milestone",
    "remove_population",
    "set_milestone",
    "set_population",
    "statuses_of",
]


def area_rules() -> tuple[AreaRule, ...]:
    """The rules for classing an area, the oldest first."""
    return shipped_rules()


def assessments(desk: Desk) -> tuple[Assessment, ...]:
    """Every assessment of the area, the oldest first."""
    return area_queries.area_assessments(desk.store)


def record_assessment(desk: Desk, draft: AssessmentDraft) -> Outcome[str]:
    """Stores an assessment (a new one when the draft has no id); the value is its id."""
    return only_one(record_assessments(desk, (draft,)))


def record_assessments(desk: Desk, drafts: tuple[AssessmentDraft, ...]) -> Outcome[tuple[str, ...]]:
    """Stores several assessments in one step, all or none.

    A closed period keeps what its snapshot says; later ones show the assessment.
    """
    problems = check_drafts(desk, drafts)
    if stopping(problems):
        return refused(*problems)
    days = sorted(draft.on.isoformat() for draft in drafts if draft.on is not None)
    ids = tuple(draft.id or desk.ids.new() for draft in drafts)
    with desk.writing(action="record_assessment", label=days[0] if days else "") as write:
        for draft, assessment_id in zip(drafts, ids, strict=True):
            save_assessment(write, draft, assessment_id=assessment_id)
    return Outcome(ids, problems, Changes.of_tables(write.changed_tables))


def check_drafts(desk: Desk, drafts: tuple[AssessmentDraft, ...]) -> tuple[Problem, ...]:
    """What recording these would say, without writing anything."""
    return tuple(problem for draft in drafts for problem in _problems(desk, draft))


def _problems(desk: Desk, draft: AssessmentDraft) -> tuple[Problem, ...]:
    rule = rule_of(shipped_rules(), draft.rule_id)
    if rule is None:
        return (Problem("area_rule_unknown", "rule_id", details={"rule": draft.rule_id}),)
    problems = (
        *check_assessment(draft, rule, desk.clock.today()),
        *told_of_closed(desk, (draft.on,), "on"),
    )
    if draft.id is not None and _assessment(desk, draft.id) is None:
        return (*problems, Problem("assessment_unknown", "id"))
    return problems


def _assessment(desk: Desk, assessment_id: str) -> Assessment | None:
    known = area_queries.area_assessments(desk.store)
    return next((one for one in known if one.id == assessment_id), None)


def remove_assessment(desk: Desk, assessment_id: str) -> Outcome[str]:
    """Puts an assessment into the trash; undo brings it back."""
    found = _assessment(desk, assessment_id)
    if found is None:
        return refused(Problem("assessment_unknown", "id"))
    with desk.writing(action="delete_assessment", label=found.on.isoformat()) as write:
        soft_delete(write, "area_assessments", assessment_id, at=desk.clock.now().isoformat())
    return Outcome(assessment_id, (), Changes.of_tables(write.changed_tables))


def statuses_of(desk: Desk) -> tuple[StatusEvent, ...]:
    """The events of every status, oldest first: those typed, and drug-free by the assessments.

    Where an assessment and a typed event speak of the same day, the typed one stands.
    """
    typed = plan_queries.status_events(desk.store)
    assessed = area_queries.area_assessments(desk.store)
    if not assessed:
        return typed
    said = {event.on for event in typed if event.status == DRUG_FREE}
    rules = shipped_rules()
    derived = {
        one.on: StatusEvent(f"assessment:{one.id}", DRUG_FREE, one.on, status.holds, one.decision)
        for one in assessed
        for status in drug_free_statuses((one,), rules)
        if one.on not in said
    }
    return tuple(sorted((*typed, *derived.values()), key=lambda event: event.on))


@dataclass(frozen=True, slots=True)
class DrugFree:
    """Whether the commune is drug-free on a day, and since when.

    ``baseline`` is the first event that says so, ``lost`` the latest that took it away;
    ``holds`` is None when nothing was decided until that day.
    """

    holds: bool | None = None
    since: date | None = None
    baseline: StatusEvent | None = None
    lost: StatusEvent | None = None

    @classmethod
    def on(cls, events: tuple[StatusEvent, ...], day: date) -> "DrugFree":
        """The state on a day by the events until then."""
        past = [event for event in events if event.status == DRUG_FREE and event.on <= day]
        if not past:
            return cls()
        turns = [past[0]] + [two for one, two in pairwise(past) if one.holds != two.holds]
        baseline = next((event for event in turns if event.holds), None)
        lost = [two for one, two in pairwise(turns) if one.holds and not two.holds]
        return cls(turns[-1].holds, turns[-1].on, baseline, lost[-1] if lost else None)


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A milestone, whether it was reached, and whether its day has passed without it."""

    milestone: AreaMilestone
    done: bool
    overdue: bool


@dataclass(frozen=True, slots=True)
class AreaView:
    """The area as it stands on ``on``: the period's last day, today while the period runs.

    ``rule`` and ``level`` are those of the assessment in force, ``proposal`` what that rule
    proposes for its figures, ``rule_today`` the rule for a new one. ``steps`` go up and
    down until that day; population and milestones are all that were entered.
    """

    period: Period
    on: date
    assessment: Assessment | None
    rule: AreaRule | None
    level: Level | None
    proposal: Proposal | None
    rule_today: AreaRule | None
    steps: tuple[LevelStep, ...]
    drug_free: DrugFree
    population: tuple[PopulationYear, ...]
    milestones: tuple[MilestoneLine, ...]


def area_view(desk: Desk, period: Period) -> AreaView:
    """The state and the history of the area at the end of a period."""
    on = min(period.last_day, desk.clock.today())
    rules = shipped_rules()
    known = tuple(one for one in area_queries.area_assessments(desk.store) if one.on <= on)
    current = assessment_on(known, on)
    rule = rule_of(rules, current.rule_id) if current is not None else None
    return AreaView(
        period=period,
        on=on,
        assessment=current,
        rule=rule,
        level=rule.level(current.level) if rule is not None and current is not None else None,
        proposal=propose(rule, current) if rule is not None and current is not None else None,
        rule_today=rule_in_force(rules, on),
        steps=steps(known, rules),
        drug_free=DrugFree.on(statuses_of(desk), on),
        population=area_queries.population_years(desk.store),
        milestones=tuple(_line(one, on) for one in area_queries.area_milestones(desk.store)),
    )


def _line(milestone: AreaMilestone, on: date) -> MilestoneLine:
    done = milestone.done_on is not None and milestone.done_on <= on
    late = not done and milestone.due is not None and milestone.due < on
    return MilestoneLine(milestone, done, late)


def population_years(desk: Desk) -> tuple[PopulationYear, ...]:
    """The population of each year entered, the oldest first."""
    return area_queries.population_years(desk.store)


def set_population(
    desk: Desk, year: int, population: int, counted_on: date | None = None
) -> Outcome[int]:
    """Stores how many persons live in the commune in a year, and the day they were counted."""
    problems: list[Problem] = []
    today = desk.clock.today()
    if not EARLIEST_YEAR <= year <= today.year:
        years = {"first": str(EARLIEST_YEAR), "last": str(today.year)}
        problems.append(Problem("year_out_of_range", "year", details=years))
    if not 1 <= population <= POPULATION_LIMIT:
        limits = {"low": "1", "high": str(POPULATION_LIMIT)}
        problems.append(Problem("number_out_of_range", "population", details=limits))
    if counted_on is not None and counted_on > today:
        details = {"date": counted_on.isoformat()}
        problems.append(Problem("date_in_future", "counted_on", details=details))
    if problems:
        return refused(*problems)
    with desk.writing(action="set_population", label=f"{year}") as write:
        save_population(write, PopulationYear(year, population, counted_on))
    return Outcome(year, (), Changes.of_tables(write.changed_tables))


def remove_population(desk: Desk, year: int) -> Outcome[int]:
    """Takes a year's population back."""
    if all(one.year != year for one in area_queries.population_years(desk.store)):
        return refused(Problem("population_unknown", "year", details={"year": str(year)}))
    with desk.writing(action="set_population", label=f"{year}") as write:
        write.remove("population_years", year)
    return Outcome(year, (), Changes.of_tables(write.changed_tables))


def milestone_titled(desk: Desk, title: str) -> AreaMilestone | None:
    """The milestone of a title, whatever the case and the placement of tones."""
    wanted = identity_key(title)
    known = area_queries.area_milestones(desk.store)
    return next((one for one in known if identity_key(one.title) == wanted), None)


def set_milestone(desk: Desk, milestone: AreaMilestone) -> Outcome[str]:
    """Stores a milestone of changing the area (a new one when its id is empty)."""
    known = area_queries.area_milestones(desk.store)
    problems = _milestone_problems(milestone, known, desk.clock.today())
    if stopping(problems):
        return refused(*problems)
    draft = milestone if milestone.id else replace(milestone, id=desk.ids.new())
    place = next((n for n, one in enumerate(known) if one.id == draft.id), len(known))
    with desk.writing(action="set_milestone", label=draft.title) as write:
        save_milestone(write, draft, position=place)
    return Outcome(draft.id, problems, Changes.of_tables(write.changed_tables))


def _milestone_problems(
    draft: AreaMilestone, known: tuple[AreaMilestone, ...], today: date
) -> tuple[Problem, ...]:
    problems = [*check_text(draft.title, "title", limit=300), *check_text(draft.note, "note")]
    if not tidy(draft.title):
        problems.append(Problem("name_missing", "title"))
    if draft.done_on is not None and draft.done_on > today:
        details = {"date": draft.done_on.isoformat()}
        problems.append(Problem("date_in_future", "done_on", details=details))
    if draft.id and all(one.id != draft.id for one in known):
        problems.append(Problem("milestone_unknown", "id"))
    return tuple(problems)


def remove_milestone(desk: Desk, milestone_id: str) -> Outcome[str]:
    """Puts a milestone into the trash; undo brings it back."""
    known = area_queries.area_milestones(desk.store)
    found = next((one for one in known if one.id == milestone_id), None)
    if found is None:
        return refused(Problem("milestone_unknown", "id"))
    with desk.writing(action="delete_milestone", label=found.title) as write:
        soft_delete(write, "conversion_milestones", milestone_id, at=desk.clock.now().isoformat())
    return Outcome(milestone_id, (), Changes.of_tables(write.changed_tables))
