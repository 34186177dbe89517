"""Which plan is followed; with it the plans of the committee's own and its additions."""

from dataclasses import dataclass

from desktop.actions.desk import Desk
from desktop.actions.periods import first_month_tracked, month_holding
from desktop.actions.plan_additions import (
    OWN_CLAUSE,
    Addition,
    add_additions_file,
    add_all_to_plan,
    add_to_plan,
    additions,
    change_addition,
    remove_addition,
)
from desktop.actions.plan_files import (
    PlanOutcome,
    add_plan_content,
    add_plan_file,
    done,
    file_kind,
    not_done,
    read_plan_file,
    remove_plan_file,
)
from desktop.actions.plans import (
    entries_of,
    pack_of,
    plan_content,
    plan_id_of_month,
    reading_of,
    shipped_plans,
)
from desktop.db import plan_queries, queries
from desktop.db.plan_queries import PlanChoice
from desktop.db.plan_saving import save_choice
from desktop.domain.periods import EARLIEST_YEAR, PeriodKind, UnknownPeriodError, parse_period
from desktop.domain.plan_parsing import parse_plan
from desktop.domain.plans import PlanPack
from desktop.domain.problems import Problem
from desktop.domain.text import fold

__all__ = [
    "OWN_CLAUSE",
    "SINCE_ALWAYS",
    "Addition",
    "ChoiceRemarks",
    "KnownPlan",
    "PlanChoice",
    "PlanOutcome",
    "add_additions_file",
    "add_all_to_plan",
    "add_plan_content",
    "add_plan_file",
    "add_to_plan",
    "additions",
    "change_addition",
    "choice_remarks",
    "choices",
    "choose_plan",
    "file_kind",
    "known_plans",
    "plan_id_named",
    "read_plan_file",
    "remove_addition",
    "remove_plan_file",
    "shown_month",
    "withdraw_choice",
]


SINCE_ALWAYS = f"{EARLIEST_YEAR}-01"
"""The month of a choice made while no first month is named: earlier entries follow it too."""


@dataclass(frozen=True, slots=True)
class KnownPlan:
    """A plan that may be followed; ``own`` when the committee brought its file in.

    ``from_months`` are the months from which it is followed, ``followed`` whether the month
    of today follows it.
    """

    pack: PlanPack
    own: bool
    followed: bool
    from_months: tuple[str, ...] = ()


def known_plans(desk: Desk) -> tuple[KnownPlan, ...]:
    """The shipped plans, then the committee's own; an own file stands before a shipped one."""
    own = {
        plan_id: pack
        for plan_id, text in plan_queries.plan_files(desk.store).items()
        if (pack := parse_plan(text.encode()).pack) is not None
    }
    packs = [own.get(pack.id, pack) for pack in shipped_plans()]
    packs += [pack for plan_id, pack in own.items() if plan_id not in {one.id for one in packs}]
    now = plan_id_of_month(desk, _month_of_today(desk))
    months = choices(desk)
    return tuple(
        KnownPlan(
            pack,
            pack.id in own,
            pack.id == now,
            tuple(shown_month(desk, one) for one in months if one.plan_id == pack.id),
        )
        for pack in packs
    )


def plan_id_named(desk: Desk, name: str) -> str | None:
    """The id of the plan of an id, or of a symbol ("302/KH-UBND") that only one has."""
    if plan_content(desk, name) is not None:
        return name
    wanted = fold(name)
    known = [one.pack for one in known_plans(desk)]
    found = [pack.id for pack in known if wanted == fold(pack.id)]
    found = found or [pack.id for pack in known if pack.symbol and fold(pack.symbol) == wanted]
    return found[0] if len(found) == 1 else None


def _month_of_today(desk: Desk) -> str:
    return month_holding(desk, desk.clock.today()).id


def choices(desk: Desk) -> tuple[PlanChoice, ...]:
    """Which plan was chosen from which month on, the earliest first."""
    return plan_queries.plan_choices(desk.store)


def shown_month(desk: Desk, choice: PlanChoice) -> str:
    """The month of a choice as the office sees it: since always is since tracking began."""
    if choice.from_month != SINCE_ALWAYS:
        return choice.from_month
    return first_month_tracked(desk) or _month_of_today(desk)


def choose_plan(desk: Desk, plan_id: str, from_month: str | None = None) -> PlanOutcome[str]:
    """Follows a plan from a month on; the value is that month. The empty id follows none.

    Without a month: from the first month tracked, since always where the office named none.
    Choices of later months give way. Closed periods keep what their snapshots say.
    """
    if plan_id:
        reading = reading_of(desk, plan_id)
        if reading is None:
            return not_done(Problem("plan_unknown", "plan", details={"plan": plan_id}))
        if reading.pack is None:
            return not_done(Problem("plan_not_usable", "plan"), reading=reading.problems)
    found = queries.profile(desk.store)
    month = from_month or (found.first_month if found is not None else None) or SINCE_ALWAYS
    if not _is_month(month):
        return not_done(Problem("month_not_understood", "from", details={"period": month}))
    label = shown_month(desk, PlanChoice(month, plan_id))
    with desk.writing(action="choose_plan", label=label) as write:
        for later in choices(desk):
            if later.from_month > month:
                write.remove("plan_choices", later.from_month)
        save_choice(write, from_month=month, plan_id=plan_id)
    return done(label, write.changed_tables)


@dataclass(frozen=True, slots=True)
class ChoiceRemarks:
    """What an office should know when it follows a plan from a month on.

    ``followed``: every month from then on follows it already. ``over``: the plan's own period
    ended before that month. ``closed``: closed months from then on; they keep the plan that they
    were closed with. ``tracked``: the first month tracked, where the month lies before it.
    ``row_missing``: the plan allocates by a table and the commune's own row is not chosen.
    """

    pack: PlanPack | None
    followed: bool
    over: bool
    closed: tuple[str, ...]
    tracked: str | None
    row_missing: bool


def choice_remarks(desk: Desk, plan_id: str, from_month: str | None = None) -> ChoiceRemarks:
    """What is to be said of following a plan from a month on; asked before it is chosen."""
    tracked = first_month_tracked(desk)
    month = from_month if from_month and _is_month(from_month) else tracked
    month = month or _month_of_today(desk)
    pack = pack_of(desk, plan_id)
    later = [one for one in choices(desk) if one.from_month > month]
    same = plan_id_of_month(desk, month) == plan_id
    return ChoiceRemarks(
        pack=pack,
        followed=same and all(one.plan_id == plan_id for one in later),
        over=pack is not None and _over(pack, month),
        closed=_closed_months(desk, month),
        tracked=tracked if tracked is not None and month < tracked else None,
        row_missing=pack is not None and bool(pack.tables) and not entries_of(desk, plan_id).unit,
    )


def _over(pack: PlanPack, month: str) -> bool:
    """Whether the plan's own period ended before a month begins; a year lasts to its end."""
    until = pack.valid_to
    if until is None:
        return False
    return (f"{until}-12" if isinstance(until, int) else until.isoformat()[:7]) < month


def _closed_months(desk: Desk, month: str) -> tuple[str, ...]:
    closed = (one.period for one in queries.closings(desk.store) if one.in_force)
    return tuple(sorted({one for one in closed if one >= month and _is_month(one)}))


def _is_month(text: str) -> bool:
    try:
        found = parse_period(text)
    except UnknownPeriodError:
        return False
    return found.kind is PeriodKind.MONTH and found.id == text


def withdraw_choice(desk: Desk, from_month: str) -> PlanOutcome[str]:
    """Takes the choice of a month back: the one before it goes on."""
    if all(one.from_month != from_month for one in choices(desk)):
        return not_done(Problem("choice_unknown", "from", details={"period": from_month}))
    with desk.writing(action="withdraw_choice", label=from_month) as write:
        write.remove("plan_choices", from_month)
    return done(from_month, write.changed_tables)
