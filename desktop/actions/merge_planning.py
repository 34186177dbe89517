"""What a merger would come to, before anything is written: who, what lacks, what is in the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.actions.former_communes import Former, LostFolder, described
from desktop.actions.profile import check_profile
from desktop.actions.setup import Sources
from desktop.db import queries
from desktop.db.former_rows import (
    FormerRows,
    chosen,
    collisions,
    count_entries,
    superior_in_force,
)
from desktop.db.rows import Row
from desktop.domain.commune import CommuneProfile
from desktop.domain.merging import Lack, Matter, MergePlan, same_names, summed
from desktop.domain.periods import month_of
from desktop.domain.problems import Problem
from desktop.domain.text import tidy

if TYPE_CHECKING:
    from desktop.actions.passwords import FirstOfficer

CHOICES = {
    "plan_choices": "plans_differ",
    "plan_additions": "additions_differ",
    "plan_files": "plan_files_differ",
    "plan_targets": "targets_differ",
    "allocated_rows": "allocations_differ",
    "own_forms": "forms_differ",
}
SUMS = {
    "count_openings": "openings_blank",
    "population_years": "populations_blank",
    "plan_baselines": "baselines_blank",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeDraft:
    """What the officer says of a merger; what is left empty is as in the first folder.

    Without ``valid_from`` the new commune begins with the month after the last one that any of
    them closed. ``decision`` is the number of the resolution. Months that the superior has not got
    are named first and stand in no way: the former folders stay as they are, and can be gone on
    with.

    The new folder opens with the password of the ``first`` officer. Where a former commune had a
    password, one is wanted unless it was said that the new folder lies ``open``.
    """

    into: Path
    folders: tuple[Path, ...]
    lost: tuple[LostFolder, ...] = ()
    name: str = ""
    code: str = ""
    valid_from: date | None = None
    superior: str = ""
    decision: str = ""
    first: "FirstOfficer | None" = None
    open: bool = False

    @property
    def keeper(self) -> str:
        """Whose password opens the new folder; empty: it opens by itself."""
        return tidy(self.first.name) if self.first else ""


def unprotected(draft: MergeDraft, plan: MergePlan) -> tuple[Problem, ...]:
    """What had a password would lie open, and nobody said that it may."""
    if not plan.locked or draft.first is not None or draft.open:
        return ()
    names = ", ".join(one.name for one in plan.communes if one.locked)
    return (Problem("merge_lies_open", "password", details={"communes": names}),)


def shared_superior(
    draft: MergeDraft, formers: Sequence[Former], rows: Sequence[FormerRows]
) -> Row | None:
    """The connection that the former communes share, unless the new one reports elsewhere."""
    if draft.superior and draft.superior != formers[0].profile.superior:
        return None
    held = [
        superior_in_force(own)
        for former, own in zip(formers, rows, strict=True)
        if not former.received
    ]
    found = [row for row in held if row is not None]
    keys = {(row["signing_public"], row["sealing_public"]) for row in found}
    if len(keys) != 1 or len(found) < len(held):
        return None
    return max(found, key=lambda row: int(row["number"] or 0))


def planned(
    draft: MergeDraft, formers: Sequence[Former], rows: Sequence[FormerRows], sources: Sources
) -> MergePlan:
    """The plan of a merger of these communes, with their rows.

    Raises:
        ValueError: there is none to merge.
    """
    if not formers:
        raise ValueError("a merger of nothing")
    profile = _profile(draft, formers, sources)
    rule = queries.counting_settings(formers[0].desk.store).period_rule
    month = month_of(profile.valid_from, rule).id
    known = [one.first_month for one in formers if one.first_month is not None]
    first_month = max(known, default=None)
    profile = replace(profile, first_month=first_month)
    communes = tuple(described(one, month) for one in formers)
    lacks, figures = _lacks(formers, rows, first_month or "", month)
    password = draft.first.problems() if draft.first else ()
    return MergePlan(
        profile=profile,
        month=month,
        first_month=first_month,
        communes=communes,
        same_names=_same_names(formers, profile.valid_from),
        figures=figures,
        lacks=lacks,
        matters=tuple(_matters(draft, formers, rows, month)),
        problems=(*check_profile(profile), *password, *_problems(draft, profile, formers, rows)),
        keeper=draft.keeper,
        open=draft.open,
    )


def _profile(draft: MergeDraft, formers: Sequence[Former], sources: Sources) -> CommuneProfile:
    """Who the new commune is: what the officer says, and the rest as in the first folder."""
    first = formers[0].profile
    ends = [one.end_day for former in formers for one in former.month_closings]
    valid_from = draft.valid_from or max(ends, default=sources.clock.today())
    name, superior = tidy(draft.name) or first.name, tidy(draft.superior) or first.superior
    renamed = name != first.name
    return replace(
        first,
        name=name,
        code=draft.code or first.code,
        valid_from=valid_from,
        superior=superior,
        superior_salutation=first.superior_salutation if superior == first.superior else "",
        # These speak of the first commune by its name.
        parent_body="" if renamed else first.parent_body,
        place_name="" if renamed else first.place_name,
    )


def _problems(
    draft: MergeDraft,
    profile: CommuneProfile,
    formers: Sequence[Former],
    rows: Sequence[FormerRows],
) -> Iterator[Problem]:
    if len(formers) < 2:
        yield Problem("merge_needs_two", "folders")
    yield from inside(draft)
    yield from _twice(formers, rows)
    for former in formers:
        known = former.profile
        details = {"name": known.name, "code": known.code, "date": known.valid_from.isoformat()}
        if known.valid_from >= profile.valid_from:
            yield Problem("merge_begins_before", "valid_from", details=details)


def inside(draft: MergeDraft) -> Iterator[Problem]:
    """A target inside a folder that is only read."""
    target = draft.into.resolve()
    for folder in draft.folders:
        if folder.resolve() in (target, *target.parents):
            yield Problem("merge_target_inside", "into", details={"folder": str(folder)})


def _twice(formers: Sequence[Former], rows: Sequence[FormerRows]) -> Iterator[Problem]:
    """A commune that would be counted twice: two folders of one, or a copy of a folder."""
    seen: dict[tuple[str, date], Former] = {}
    for former in formers:
        unit = (former.profile.code, former.profile.valid_from)
        if unit in seen:
            details = {
                "name": former.profile.name,
                "folder": former.source,
                "other": seen[unit].source,
            }
            yield Problem("merge_same_commune", "folders", details=details)
        seen[unit] = former
    for number, later in enumerate(rows):
        for other, earlier in enumerate(rows[:number]):
            found = sum(collisions((earlier, later)).values())
            if found:
                details = {
                    "count": str(found),
                    "folder": formers[number].source,
                    "other": formers[other].source,
                }
                yield Problem("merge_copied", "folders", details=details)


def _same_names(formers: Sequence[Former], day: date) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return same_names(
        (group.name, former.profile.name)
        for former in formers
        for group in queries.groups(former.desk.store)
        if group.active_on(day)
    )


def _lacks(
    formers: Sequence[Former], rows: Sequence[FormerRows], first: str, month: str
) -> tuple[tuple[Lack, ...], int]:
    """Who has not entered which figures of the months tracked, and how many could be summed."""
    labels = _labels(formers, month)
    found: dict[tuple[int, str], list[str]] = {}
    figures = 0
    for (category, of_month), entries in sorted(count_entries(rows).items()):
        if of_month < first:
            continue
        figures += summed(entries) is not None
        for index, entry in enumerate(entries):
            if entry is None:
                found.setdefault((index, of_month), []).append(labels.get(category, category))
    return tuple(
        Lack(formers[index].profile.name, of_month, tuple(names))
        for (index, of_month), names in sorted(found.items())
    ), figures


def _labels(formers: Sequence[Former], month: str) -> dict[str, str]:
    """What the figures are called in the plans that the communes follow."""
    from desktop.actions.plans import plan_of_month

    found: dict[str, str] = {}
    for former in formers:
        pack = plan_of_month(former.desk, month)
        for one in pack.counts if pack is not None else ():
            found.setdefault(one.id, one.label)
    return found


def _matters(
    draft: MergeDraft, formers: Sequence[Former], rows: Sequence[FormerRows], month: str
) -> Iterator[Matter]:
    """What a person must decide or look at after the merger."""
    first = formers[0].profile.name
    for table, code in CHOICES.items():
        if not chosen(rows, table)[1]:
            yield Matter(code, {"commune": first})
    for table, code in SUMS.items():
        if _partly(rows, table):
            yield Matter(code)
    rules = [queries.counting_settings(one.desk.store) for one in formers]
    if any(
        (one.period_rule, one.duty_calendar) != (rules[0].period_rule, rules[0].duty_calendar)
        for one in rules
    ):
        yield Matter("rules_differ", {"commune": first})
    if len({one.commune_wide_counts for one in rules}) > 1:
        yield Matter("commune_wide_differs")
    if len({one.first_month for one in formers}) > 1:
        yield Matter("first_months_differ")
    for own in rows:
        slips = [row for row in own.living("sessions") if str(row["reported_in"] or "") >= month]
        if slips:
            yield Matter("late_slips", {"commune": own.commune, "count": str(len(slips))})
    if shared_superior(draft, formers, rows) is None:
        yield Matter("connect_anew")


def _partly(rows: Sequence[FormerRows], table: str) -> bool:
    """Whether some but not all communes have totals of a kind, so that sums stay blank."""
    column = {"count_openings": "value", "population_years": "population"}.get(table, "value")
    own = [
        {tuple(value for name, value in row.items() if name not in {column, "counted_on"})
         for row in one.of(table)}
        for one in rows
    ]  # fmt: skip
    if table == "count_openings" and len({one.first_month for one in rows}) > 1:
        return any(own)
    return any(one != own[0] for one in own)
