"""What the practice commune enters for its plan: counts that follow from each other month by
month, an assessment of the area with milestones, and a few inspections of groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from desktop.actions.areas import record_assessment, set_milestone, set_population
from desktop.actions.counts import set_counts, set_openings
from desktop.actions.desk import Desk
from desktop.actions.inspections import record_inspection
from desktop.actions.plan_settings import answer
from desktop.actions.plans import plan_of_month
from desktop.db.area_queries import AreaMilestone
from desktop.domain.areas import AssessmentDraft
from desktop.domain.groups import ResidentialGroup
from desktop.domain.inspections import InspectionDraft
from desktop.domain.periods import Period
from desktop.domain.plan_facts import NIL, AnswerState, CountEntry
from desktop.domain.plans import CountKind, PlanPack

UNENTERED = 0.3
"""The part of the last month's figures that nobody entered yet."""


@dataclass(slots=True)
class PlanPractice:
    """The figures of the practice commune as they stand, month after month."""

    random: Random
    text: Mapping[str, Any]
    stocks: dict[str, int] = field(default_factory=dict)

    @classmethod
    def begun(cls, random: Random, text: Mapping[str, Any]) -> "PlanPractice":
        """What stood before the first month, the opening totals."""
        return cls(random, text, dict(text["stocks"]))

    def enter_openings(self, desk: Desk, month: Period) -> None:
        """Type the stocks that stood before tracking began."""
        pack = plan_of_month(desk, month.id)
        known = {one.id for one in pack.counts} if pack is not None else set()
        set_openings(desk, {name: value for name, value in self.stocks.items() if name in known})

    def enter_month(self, desk: Desk, month: Period, *, whole: bool) -> None:
        """A month's figures: stocks follow from what came and went; nothing that arose is nil."""
        pack = plan_of_month(desk, month.id)
        if pack is None:
            return
        flows = {one.id: self._flow(one.id) for one in pack.counts if one.kind is CountKind.FLOW}
        stocks = self._moved(pack, flows)
        entries: dict[str, CountEntry | None] = {
            name: CountEntry(number) if number else NIL for name, number in flows.items()
        }
        entries |= {name: CountEntry(value) for name, value in stocks.items()}
        if not whole:
            kept = [name for name in entries if self.random.random() >= UNENTERED]
            entries = {name: entries[name] for name in kept}
        set_counts(desk, month, entries)

    def _flow(self, name: str) -> int:
        low, high = self.text["flows"].get(name, (0, 0))
        return self.random.randint(low, high)

    def _moved(self, pack: PlanPack, flows: dict[str, int]) -> dict[str, int]:
        """The stocks at the month's end; flows that take more than there was are cut down."""
        for one in pack.counts:
            if one.kind is not CountKind.STOCK:
                continue
            before = self.stocks.get(one.id, 0)
            come = sum(flows[name] for name in one.added_by)
            for name in one.reduced_by:
                flows[name] = min(flows[name], before + come)
            gone = sum(flows[name] for name in one.reduced_by)
            self.stocks[one.id] = before + come - gone
        self._keep_parts_within()
        return {one.id: self.stocks[one.id] for one in pack.counts if one.id in self.stocks}

    def _keep_parts_within(self) -> None:
        """Whoever was reached is among those who are there."""
        for part, wholes in self.text["parts"].items():
            most = sum(self.stocks.get(name, 0) for name in wholes)
            lacking = self.random.choice((0, 0, 1))
            self.stocks[part] = max(most - lacking, 0)


def enter_area(desk: Desk, month: Period, groups: Sequence[ResidentialGroup], text: Any) -> None:
    """The area was assessed, and the committee set about changing it."""
    people = sum(group.population or 0 for group in groups)
    set_population(desk, month.last_day.year, people, month.start)
    record_assessment(
        desk,
        AssessmentDraft(
            on=month.last_day,
            rule_id=text["rule"],
            population=people,
            measured={name: Decimal(value) for name, value in text["measured"].items()},
            ticked=dict(text["ticked"]),
            level=text["level"],
            decision=text["decision"],
        ),
    )
    plan = plan_of_month(desk, month.id)
    if plan is not None and plan.objective("3") is not None:
        answer(desk, plan.id, "3", AnswerState.YES, month.last_day, text["conversion"])


def enter_milestones(desk: Desk, first: Period, text: Any) -> None:
    """The steps of changing the area; those whose day has passed were reached in time."""
    for title, days in text["milestones"]:
        due = first.last_day + timedelta(days=days)
        done = due - timedelta(days=6)
        reached = done if done <= desk.clock.today() else None
        set_milestone(desk, AreaMilestone("", title, due=due, done_on=reached))


def enter_inspections(
    desk: Desk, months: Sequence[Period], groups: Sequence[ResidentialGroup], text: Any
) -> None:
    """A few groups were inspected; the last one's follow-up is still open."""
    for number, (findings, follow_up) in enumerate(text["found"]):
        month = months[-1 - number] if number < len(months) else None
        if month is None or not groups:
            return
        day = min(month.start + timedelta(days=9), desk.clock.today())
        record_inspection(
            desk,
            InspectionDraft(
                on=day,
                group_id=groups[(5 * number) % len(groups)].id,
                findings=findings,
                follow_up=follow_up,
                due=day + timedelta(days=30),
                followed_up_on=_done(day, number, desk.clock.today()),
            ),
        )


def _done(day: date, number: int, today: date) -> date | None:
    return min(day + timedelta(days=14), today) if number else None
