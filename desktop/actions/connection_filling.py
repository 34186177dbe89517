"""What a connection file says about the office's own settings, and filling it in.

What the office never chose itself is filled in by itself: what is empty still, and what the
superior's file before gave.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.actions.deadlines import DEADLINE_DAYS, deadlines
from desktop.actions.desk import Changes, Desk
from desktop.db import queries
from desktop.db.exchange_queries import Superior
from desktop.db.writing import Write
from desktop.domain.commune import lowered_kind
from desktop.domain.problems import Problem, Severity
from desktop.exchange.connection import Connection


class FilledField(StrEnum):
    """What a connection file says about the office's own settings."""

    SUPERIOR = "superior"
    SALUTATION = "salutation"
    DEADLINE = "deadline"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Filling:
    """A setting that the file would change; ``by_itself``: the office never chose it itself."""

    field: FilledField
    before: str
    after: str
    by_itself: bool


def fillings(desk: Desk, found: Connection, known: Superior | None) -> Iterator[Filling]:
    """What taking a file would change; ``known`` is the superior connected so far."""
    profile = queries.profile(desk.store)
    if profile is not None and found.name != profile.superior:
        given = known is not None and profile.superior == known.name
        yield Filling(FilledField.SUPERIOR, profile.superior, found.name, given)
    if profile is not None and found.salutation:
        usual = f"{profile.committee_name} {lowered_kind(found.name)}"
        if found.salutation != (profile.superior_salutation or usual):
            before = profile.superior_salutation
            given = not before or (known is not None and before == known.salutation)
            yield Filling(FilledField.SALUTATION, before, found.salutation, given)
    yield from _deadline_filling(desk, found, known)
    yield from _plan_filling(desk, found)


def _deadline_filling(desk: Desk, found: Connection, known: Superior | None) -> Iterator[Filling]:
    own = {kind.value: days for kind, days in deadlines(desk).days_after.items()}
    said = {kind.value: days for kind, days in found.deadline.items()}
    if said and own != said:
        given = not own or (known is not None and own == dict(known.deadline))
        yield Filling(FilledField.DEADLINE, _days_text(own), _days_text(said), given)


def _days_text(days: dict[str, int]) -> str:
    return ", ".join(f"{kind} {number}" for kind, number in sorted(days.items()))


def _plan_filling(desk: Desk, found: Connection) -> Iterator[Filling]:
    if not found.plan_id:
        return
    from desktop.actions.plan_choice import choices

    followed = followed_plan(desk)
    if followed != found.plan_id:
        yield Filling(FilledField.PLAN, followed, found.plan_id, not choices(desk))


def followed_plan(desk: Desk) -> str:
    """The id of the plan that this office follows in its first open month; empty for none."""
    from desktop.actions.plans import plan_id_of_month

    return plan_id_of_month(desk, _first_open_month(desk))


def _first_open_month(desk: Desk) -> str:
    from desktop.actions.overview import opening_month

    return opening_month(desk).id


def fill_profile(
    desk: Desk, write: Write, found: Connection, fields: Collection[FilledField]
) -> None:
    """Writes the superior and its salutation, where they are among the fields."""
    from desktop.db.saving import save_profile

    known = queries.profile(desk.store)
    if known is None:
        return
    draft = known
    if FilledField.SUPERIOR in fields:
        draft = replace(draft, superior=found.name)
    if FilledField.SALUTATION in fields:
        draft = replace(draft, superior_salutation=found.salutation)
    row_id = queries.profile_row_id(desk.store, code=known.code, valid_from=known.valid_from)
    if draft != known and row_id is not None:
        save_profile(write, draft, row_id=row_id)


def fill_deadline(write: Write, found: Connection) -> None:
    """Writes when reports are due."""
    from desktop.db.saving import save_setting

    days = {kind.value: number for kind, number in found.deadline.items()}
    save_setting(write, DEADLINE_DAYS, json.dumps(days, sort_keys=True))


def follow_plan(desk: Desk, found: Connection) -> tuple[tuple[Problem, ...], Changes]:
    """Follows the superior's plan from the first open month on; brings its file in where needed."""
    from desktop.actions.plan_choice import choose_plan
    from desktop.actions.plan_files import add_plan_content

    changes = Changes()
    if found.plan:
        added = add_plan_content(desk, found.plan.encode(), replacing=False)
        changes = added.changes
    chosen = choose_plan(desk, found.plan_id, _first_open_month(desk))
    if not chosen.done:
        details = {"plan": found.plan_id}
        return (Problem("plan_of_connection", "plan", Severity.WARNING, details),), changes
    return (), Changes(changes.kinds | chosen.changes.kinds)
