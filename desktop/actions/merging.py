"""Merging communes: a rehearsal that says what would come, and the merger, whole or not at all.

The folders of the former communes are only read; going back is going on with them.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from desktop.actions.backups import BEFORE_MERGE, back_up_before
from desktop.actions.desk import UNNAMED_OFFICER, Desk, Outcome, refused
from desktop.actions.former_communes import NO_PASSWORDS, NotACommuneError, opened_formers
from desktop.actions.lost_communes import LostCommuneError
from desktop.actions.merge_planning import (
    MergeDraft,
    inside,
    planned,
    shared_superior,
    unprotected,
)
from desktop.actions.merged import MERGED_FROM, MERGED_ON, FormerUnit, former_units_text
from desktop.actions.setup import Sources
from desktop.db import plan_queries, queries
from desktop.db.backup_copy import scratch_folder
from desktop.db.errors import MovedAwayError, NotAllowedError, WrongPasswordError
from desktop.db.former_rows import (
    FormerRows,
    Tables,
    joined,
    settings_of,
)
from desktop.db.group_queries import UNKNOWN_DAYS, unknown_days_text
from desktop.db.keys import SideFile
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
from desktop.domain.merging import MergePlan
from desktop.domain.officers import OfficerRole
from desktop.domain.problems import stopping
from desktop.domain.text import tidy

MERGE_REFUSALS = (
    *(NotACommuneError, LostCommuneError),
    *(WrongPasswordError, NotAllowedError, MovedAwayError),
)
"""Folders that cannot go in; their ``code`` and ``details`` have words for a merger."""

_RULE_SETTINGS = (queries.START_DAYS, RULE_CHANGES, queries.DUTY_CALENDAR)
_OWN_SETTINGS = frozenset(
    {queries.FIRST_MONTH, queries.COMMUNE_WIDE_COUNTS, plan_queries.PLAN_UNIT}
)


def rehearse_merge(
    draft: MergeDraft,
    *,
    sources: Sources,
    own: Desk | None = None,
    passwords: Mapping[Path, str] = NO_PASSWORDS,
) -> MergePlan:
    """What a merger would come to; nothing is written. The rest is as in :func:`merge`.

    Raises:
        StoreError: a folder cannot be read, or the target holds something.
        NotAllowedError: an officer who opened one of them does not hold all rights there.
        MovedAwayError: the data of one of them went on to another machine.
        NotACommuneError, LostCommuneError: a source is no commune, or nothing was received.
    """
    refuse_held(draft.into)
    with (
        scratch_folder() as scratch,
        opened_formers(
            draft.folders,
            draft.lost,
            Path(scratch),
            sources=sources,
            own=own,
            passwords=passwords,
        ) as formers,
    ):
        return planned(draft, formers, [one.rows() for one in formers], sources)


def merge(
    draft: MergeDraft,
    *,
    sources: Sources,
    report: Callable[[MergePlan], str],
    officer: str = UNNAMED_OFFICER,
    own: Desk | None = None,
    passwords: Mapping[Path, str] = NO_PASSWORDS,
) -> Outcome[MergePlan]:
    """Makes the new commune's folder: built beside its place, compared, then put there.

    ``own`` is the desk that this program has open: its folder may be one of the former ones.
    ``passwords`` are those of folders that need one; the new folder has none of them, but that of
    the draft's first officer. One that would lie open unasked is not made.
    ``report`` words what was done; it is kept beside the archives of the former communes.

    Raises:
        StoreError: nothing was written; typed after what stood in the way.
        NotAllowedError: an officer who opened one of them does not hold all rights there.
        MovedAwayError: the data of one of them went on to another machine.
        NotACommuneError, LostCommuneError: a source is no commune, or nothing was received.
    """
    refuse_held(draft.into)
    if wrong := tuple(inside(draft)):
        return refused(*wrong)
    if own is not None:
        back_up_before(own, BEFORE_MERGE)
    with (
        building_place(draft.into) as building,
        opened_formers(
            draft.folders,
            draft.lost,
            building.copies,
            sources=sources,
            own=own,
            passwords=passwords,
            first=draft.first,
        ) as formers,
    ):
        rows = [one.rows() for one in formers]
        plan = planned(draft, formers, rows, sources)
        problems = (*plan.problems, *unprotected(draft, plan))
        if stopping(problems):
            return Outcome(plan, problems)
        keeper = sources.ids.new() if draft.first else officer
        known = [group for former in formers for group in former.groups(plan.month)]
        _put_together(
            building.store,
            draft,
            plan,
            rows,
            unknown=unknown_days_text(known),
            superior=shared_superior(draft, formers, rows),
            keeper=keeper,
            sources=sources,
        )
        for former in formers:
            name = f"{former.profile.code}-{former.profile.valid_from.isoformat()}"
            archive(former.desk.store, building.store, name)
        finish(building.store, draft.into, report=report(plan))
    return Outcome(plan, plan.problems)


def _put_together(
    building: Path,
    draft: MergeDraft,
    plan: MergePlan,
    rows: Sequence[FormerRows],
    *,
    unknown: str,
    superior: Row | None,
    keeper: str,
    sources: Sources,
) -> None:
    """Make the new store of what the former ones hold; ``keeper`` is who signs its first entry.

    ``unknown`` is the text of the days of which nothing comes over.
    """
    tables = joined(
        rows,
        valid_from=plan.profile.valid_from,
        decision=tidy(draft.decision),
        new_id=sources.ids.new,
    )
    settings = _settings(plan, rows) | ({UNKNOWN_DAYS: unknown} if unknown else {})
    _build(
        building,
        tables,
        _filling(plan, settings, tables, superior=superior, keeper=keeper, sources=sources),
        sources=sources,
        officer=keeper,
        protect=_protecting(draft, keeper),
    )


def _filling(
    plan: MergePlan,
    settings: Mapping[str, str],
    tables: Tables,
    *,
    superior: Row | None,
    keeper: str,
    sources: Sources,
) -> Callable[[Write], None]:
    """What writes the whole merger into the new store; ``keeper`` is the id of its first officer.

    A folder that opens by itself names no officer.
    """

    def fill(write: Write) -> None:
        from desktop.db.saving import save_profile

        save_profile(write, plan.profile, row_id=sources.ids.new())
        put_rows(write, tables)
        for name, value in settings.items():
            write.set(name, value)
        if superior is not None:
            write.put("superiors", superior)
        if plan.keeper:
            row = {"id": keeper, "name": plan.keeper, "role": OfficerRole.ALL}
            write.put("officers", {**row, "created_at": sources.clock.now()})
        write.say(**_said(plan))

    return fill


def _build(
    building: Path,
    tables: Tables,
    fill: Callable[[Write], None],
    *,
    sources: Sources,
    officer: str,
    protect: Callable[[bytes], SideFile] | None,
) -> None:
    """Make the store in its building place and compare it with what was joined."""

    def whole(store: Store) -> None:
        with store.writing(action="merge_communes", undoable=False, officer=officer) as write:
            fill(write)

    with build_store(
        building, clock=sources.clock, ids=sources.ids, fill=whole, protect=protect
    ) as store:
        refuse_difference(store, tables)


def _protecting(draft: MergeDraft, keeper: str) -> Callable[[bytes], SideFile] | None:
    """What locks the new store with its first officer's password; nothing where it lies open."""
    first = draft.first
    return (lambda key: first.side_file(key, officer_id=keeper)) if first is not None else None


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
