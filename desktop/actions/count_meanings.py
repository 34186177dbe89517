"""What the id of a count stands for, over all plans: figures are kept by it, month by month.

A figure entered as attendances must never be read as persons of another count. So an id keeps
its unit and its kind in every plan, and what has figures keeps a plan that says what they mean.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.actions.desk import Desk
from desktop.actions.plans import addition_table, shipped_plans
from desktop.db import plan_queries
from desktop.domain.plan_parsing import parse_plan
from desktop.domain.plan_reading import PlanProblem
from desktop.domain.text import identity_key


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a count is called, in which unit, stock or flow."""

    id: str
    label: str
    unit: str
    kind: str

    @classmethod
    def of_table(cls, table: Mapping[str, Any]) -> "Meaning":
        """The meaning that the keys of a count give in a plan's file."""
        id_, label, unit = (str(table.get(key, "")) for key in ("id", "label", "unit"))
        return cls(id_, label, unit, str(table.get("kind", "flow")))

    def same_as(self, other: "Meaning") -> bool:
        """Whether figures of one may stand for the other: same unit, same kind."""
        return self.kind == other.kind and identity_key(self.unit) == identity_key(other.unit)


def months_with_figures(desk: Desk, count: str) -> int:
    """In how many months a figure of a count was entered; an opening total counts as one."""
    months = len(plan_queries.monthly_counts(desk.store).get(count, {}))
    return months + (count in plan_queries.count_openings(desk.store))


def meanings(
    desk: Desk, *, but_plan: str | None = None, but_addition: str | None = None
) -> tuple[Meaning, ...]:
    """What counts stand for in every plan known, one plan's own file or one addition left out."""
    return tuple(_meanings(desk, but_plan, but_addition))


def _meanings(desk: Desk, but_plan: str | None, but_addition: str | None) -> Iterator[Meaning]:
    packs = list(shipped_plans())
    for plan_id, text in plan_queries.plan_files(desk.store).items():
        pack = parse_plan(text.encode()).pack
        if plan_id != but_plan and pack is not None:
            packs.append(pack)
    for pack in packs:
        for one in pack.counts:
            yield Meaning(one.id, one.label, one.unit, one.kind)
    for addition, deleted in plan_queries.added_counts(desk.store):
        if not deleted and addition.id != but_addition:
            yield Meaning.of_table(addition_table(addition.content))


def changed_meanings(
    desk: Desk,
    counts: Iterable[tuple[str, Meaning]],
    *,
    but_plan: str | None = None,
    but_addition: str | None = None,
) -> tuple[PlanProblem, ...]:
    """The counts, each with its key path, whose id stands for another unit or kind already.

    Of one with another label alone it is said that both share their figures (a warning).
    The plan or addition that they come to replace binds them only where it has figures.
    """
    others = meanings(desk, but_plan=but_plan, but_addition=but_addition)
    kept = (*others, *_with_figures(desk))
    return tuple(
        problem
        for path, one in counts
        if (problem := _contrary(path, one, kept) or _other_label(path, one, others)) is not None
    )


def _contrary(path: str, one: Meaning, known: Iterable[Meaning]) -> PlanProblem | None:
    found = next((two for two in known if two.id == one.id and not two.same_as(one)), None)
    if found is None:
        return None
    details = {"id": one.id, "label": found.label, "unit": found.unit}
    return PlanProblem("count_means_other", path, details=details)


def _other_label(path: str, one: Meaning, known: Iterable[Meaning]) -> PlanProblem | None:
    """A warning: the figures of both are the same ones, under two labels."""
    same = [two.label for two in known if two.id == one.id]
    if not same or identity_key(one.label) in {identity_key(label) for label in same}:
        return None
    details = {"id": one.id, "label": same[0]}
    return PlanProblem("count_label_other", path, details=details, warning=True)


def _with_figures(desk: Desk) -> Iterator[Meaning]:
    """What figures were entered for, the trash included where nothing else says it any more."""
    said: set[str] = set()
    for one in meanings(desk):
        said.add(one.id)
        if months_with_figures(desk, one.id):
            yield one
    for addition, _deleted in plan_queries.added_counts(desk.store):
        one = Meaning.of_table(addition_table(addition.content))
        if one.id not in said and months_with_figures(desk, one.id):
            said.add(one.id)
            yield one


def left_without_meaning(
    desk: Desk,
    counts: Iterable[Meaning],
    *,
    but_plan: str | None = None,
    but_addition: str | None = None,
) -> tuple[Meaning, int] | None:
    """The first count with figures that no other plan knows, with the months that it has."""
    known = {one.id for one in meanings(desk, but_plan=but_plan, but_addition=but_addition)}
    for one in counts:
        if one.id not in known and (months := months_with_figures(desk, one.id)):
            return one, months
    return None
