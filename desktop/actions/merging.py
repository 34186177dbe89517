"""Merging communes: a rehearsal that says what would come, and the merger, whole or not at all.

The folders of the former communes are only read; going back is going on with them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.actions.desk import UNNAMED_OFFICER, Desk, Outcome, refused
from desktop.actions.former_communes import Former, LostFolder, described, opened_formers
from desktop.actions.merged import MERGED_FROM, MERGED_ON, FormerUnit, former_units_text
from desktop.actions.profile import check_profile
from desktop.actions.setup import Sources
from desktop.db import plan_queries, queries
from desktop.db.former_rows import (
    FormerRows,
    Tables,
    chosen,
    collisions,
    count_entries,
    joined,
    settings_of,
    superior_in_force,
)
from desktop.db.merged_store import (
    archive,
    build_store,
    building_place,
    finish,
    put_rows,
    refuse_difference,
    refuse_held,
)
from desktop.db.profile_queries import RULE_CHANGES
from desktop.db.rows import Row
from desktop.db.store import Store
from desktop.db.writing import Write
from desktop.domain.commune import CommuneProfile
from desktop.domain.merging import Lack, Matter, MergePlan, same_names, summed
from desktop.domain.periods import month_of
from desktop.domain.problems import Problem, stopping

_RULE_SETTINGS = (queries.START_DAYS, RULE_CHANGES, queries.DUTY_CALENDAR)
_OWN_SETTINGS = frozenset(
    {queries.FIRST_MONTH, queries.COMMUNE_WIDE_COUNTS, plan_queries.PLAN_UNIT}
)
_CHOICES = {
    "plan_choices": "plans_differ",
    "plan_additions": "additions_differ",
    "plan_files": "plan_files_differ",
    "plan_targets": "targets_differ",
    "allocated_rows": "allocations_differ",
    "own_forms": "forms_differ",
}
_SUMS = {
    "count_openings": "openings_blank",
    "population_years": "populations_blank",
    "plan_baselines": "baselines_blank",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeDraft:
    """What the officer says of a merger; what is left empty is as in the first folder.

    Without ``valid_from`` the new commune begins with the month after the last one that any of
    them closed. ``decision`` is the number of the resolution. ``unsent_known`` says that months
    which the superior has not got are known and stay so.
    """

    into: Path
    folders: tuple[Path, ...]
    lost: tuple[LostFolder, ...] = ()
    name: str = ""
    code: str = ""
    valid_from: date | None = None
    superior: str = ""
    decision: str = ""
    unsent_known: bool = False


def rehearse_merge(draft: MergeDraft, *, sources: Sources, own: Desk | None = None) -> MergePlan:
    """What a merger would come to; nothing is written. ``own`` is as in :func:`merge`.

    Raises:
        StoreError: a folder cannot be read, or the target holds something.
        NotACommuneError, LostCommuneError: a source is no commune, or nothing was received.
    """
    refuse_held(draft.into)
    with (
        TemporaryDirectory(prefix="so138-", ignore_cleanup_errors=True) as scratch,
        opened_formers(
            draft.folders, draft.lost, Path(scratch), sources=sources, own=own
        ) as formers,
    ):
        return _planned(draft, formers, [one.rows() for one in formers], sources)


def merge(
    draft: MergeDraft,
    *,
    sources: Sources,
    report: Callable[[MergePlan], str],
    officer: str = UNNAMED_OFFICER,
    own: Desk | None = None,
) -> Outcome[MergePlan]:
    """Makes the new commune's folder: built beside its place, compared, then put there.

    ``own`` is the desk that this program has open: its folder may be one of the former ones.
    ``report`` words what was done; it is kept beside the archives of the former communes.

    Raises:
        StoreError: nothing was written; typed after what stood in the way.
        NotACommuneError, LostCommuneError: a source is no commune, or nothing was received.
    """
    refuse_held(draft.into)
    if inside := tuple(_inside(draft)):
        return refused(*inside)
    with (
        building_place(draft.into) as building,
        opened_formers(
            draft.folders, draft.lost, building.copies, sources=sources, own=own
        ) as formers,
    ):
        rows = [one.rows() for one in formers]
        plan = _planned(draft, formers, rows, sources)
        problems = (*plan.problems, *_unsent_problems(draft, plan))
        if stopping(problems):
            return Outcome(plan, problems)
        tables = joined(
            rows,
            valid_from=plan.profile.valid_from,
            decision=draft.decision,
            new_id=sources.ids.new,
        )
        fill = _filling(
            plan, rows, tables, superior=_superior(draft, formers, rows), sources=sources
        )
        _build(building.store, tables, fill, sources=sources, officer=officer)
        for former in formers:
            name = f"{former.profile.code}-{former.profile.valid_from.isoformat()}"
            archive(former.desk.store, building.store, name)
        finish(building.store, draft.into, report=report(plan))
    return Outcome(plan, problems)


def _unsent_problems(draft: MergeDraft, plan: MergePlan) -> tuple[Problem, ...]:
    if not plan.unsent or draft.unsent_known:
        return ()
    count = sum(len(one.unsent) for one in plan.communes)
    return (Problem("merge_unsent", "folders", details={"count": str(count)}),)


def _filling(
    plan: MergePlan,
    rows: Sequence[FormerRows],
    tables: Tables,
    *,
    superior: Row | None,
    sources: Sources,
) -> Callable[[Write], None]:
    """What writes the whole merger into the new store."""

    def fill(write: Write) -> None:
        from desktop.db.saving import save_profile

        save_profile(write, plan.profile, row_id=sources.ids.new())
        put_rows(write, tables)
        for name, value in _settings(plan, rows).items():
            write.set(name, value)
        if superior is not None:
            write.put("superiors", superior)
        write.say(**_said(plan))

    return fill


def _build(
    building: Path,
    tables: Tables,
    fill: Callable[[Write], None],
    *,
    sources: Sources,
    officer: str,
) -> None:
    """Make the store in its building place and compare it with what was joined."""

    def whole(store: Store) -> None:
        with store.writing(action="merge_communes", undoable=False, officer=officer) as write:
            fill(write)

    with build_store(building, clock=sources.clock, ids=sources.ids, fill=whole) as store:
        refuse_difference(store, tables)


def _said(plan: MergePlan) -> dict[str, str | int | None]:
    """What the log keeps of a merger: numbers, and each former commune with its log's head."""
    counts = {name: plan.total(name) for name in ("groups", "sessions", "models")}
    heads = {
        f"former_{number}": f"{one.code} {one.valid_from.isoformat()} {one.audit_head}"
        for number, one in enumerate(plan.communes, 1)
    }
    return {"communes": len(plan.communes), **counts, **heads}


def _settings(plan: MergePlan, rows: Sequence[FormerRows]) -> dict[str, str]:
    """The settings of the new folder: the first one's counting rules, and what all share."""
    known = [settings_of(one) for one in rows]
    shared = {
        name: value
        for name, value in known[0].items()
        if name not in _OWN_SETTINGS
        and (name in _RULE_SETTINGS or all(one.get(name) == value for one in known))
    }
    wide = all(one.commune_wide_counts for one in rows)
    formers = tuple(FormerUnit(one.code, one.name, one.valid_from) for one in plan.communes)
    return {
        **shared,
        queries.FIRST_MONTH: plan.first_month or "",
        queries.COMMUNE_WIDE_COUNTS: str(int(wide)),
        MERGED_ON: plan.profile.valid_from.isoformat(),
        MERGED_FROM: former_units_text(formers),
    }


def _superior(
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


def _planned(
    draft: MergeDraft, formers: Sequence[Former], rows: Sequence[FormerRows], sources: Sources
) -> MergePlan:
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
    return MergePlan(
        profile=profile,
        month=month,
        first_month=first_month,
        communes=communes,
        same_names=_same_names(formers, profile.valid_from),
        figures=figures,
        lacks=lacks,
        matters=tuple(_matters(draft, formers, rows, month)),
        problems=(*check_profile(profile), *_problems(draft, profile, formers, rows)),
    )


def _profile(draft: MergeDraft, formers: Sequence[Former], sources: Sources) -> CommuneProfile:
    """Who the new commune is: what the officer says, and the rest as in the first folder."""
    first = formers[0].profile
    ends = [one.end_day for former in formers for one in former.month_closings]
    valid_from = draft.valid_from or max(ends, default=sources.clock.today())
    name, superior = draft.name or first.name, draft.superior or first.superior
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
    yield from _inside(draft)
    yield from _twice(formers, rows)
    for former in formers:
        known = former.profile
        details = {"name": known.name, "code": known.code, "date": known.valid_from.isoformat()}
        if known.valid_from >= profile.valid_from:
            yield Problem("merge_begins_before", "valid_from", details=details)


def _inside(draft: MergeDraft) -> Iterator[Problem]:
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
    for table, code in _CHOICES.items():
        if not chosen(rows, table)[1]:
            yield Matter(code, {"commune": first})
    for table, code in _SUMS.items():
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
    if _superior(draft, formers, rows) is None:
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
