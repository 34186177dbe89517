"""The practice commune: made-up, believable data; the same seed gives the same data, ids too."""

import tomllib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeVar
from uuid import UUID

from desktop.actions.closing import close_period
from desktop.actions.connection import connect, practice
from desktop.actions.desk import Desk, Outcome
from desktop.actions.groups import groups as stored_groups
from desktop.actions.groups import record_groups
from desktop.actions.models import record_models
from desktop.actions.office_keys import new_keys
from desktop.actions.profile import record_member, record_signer
from desktop.actions.sample_plan import (
    PlanPractice,
    enter_area,
    enter_inspections,
    enter_milestones,
)
from desktop.actions.sample_sessions import MonthPlan, month_of_practice
from desktop.actions.sessions import write_sessions
from desktop.actions.setup import Sources, new_commune
from desktop.db.saving import save_not_held
from desktop.db.writing import Write
from desktop.domain.commune import CommitteeMember, CommuneProfile, Signer
from desktop.domain.groups import GroupDraft, ResidentialGroup
from desktop.domain.models import ModelDraft, ModelStatus
from desktop.domain.periods import Period, month_period, shifted_month
from desktop.domain.sessions import NotHeldStatement
from desktop.paths import resource

T = TypeVar("T")

LAST_MONTH = (2026, 10)
"""The practice months end here, whatever the machine's clock says."""

_PRACTICE_CODES = 60_000
"""How many codes, from 99999 downwards, are those of practice: real ones are lower."""

_TODAY = date(2026, 10, 12)
"""The day of the practice: the last month is two days from its closing date."""


@dataclass(frozen=True, slots=True)
class SampleSummary:
    """What a practice commune holds."""

    name: str
    groups: int
    sessions: int
    models: int
    months: tuple[str, ...]


@dataclass(slots=True)
class PracticeClock:
    """A clock that stands on a day of the practice until it is put forward."""

    day: date

    def now(self) -> datetime:
        """Eight in the morning, local time of Vietnam."""
        return datetime.combine(self.day, time(1, 0), UTC)

    def today(self) -> date:
        """The day that the practice has reached."""
        return self.day


@dataclass(frozen=True, slots=True)
class SeededIds:
    """UUIDs drawn from a seed: version 4 in form, the same in every run."""

    random: Random

    def new(self) -> str:
        """The next UUID."""
        return str(UUID(int=self.random.getrandbits(128), version=4))


class PracticeDesk(Desk):
    """A desk whose writes leave no steps: a practice commune begins with nothing to take back."""

    def writing(
        self,
        *,
        action: str,
        label: str = "",
        undoable: bool = True,  # noqa: ARG002 - a desk's writes are asked for in this way
    ) -> AbstractContextManager[Write]:
        """One transaction; whatever the action asks, no step to take back is kept."""
        return super().writing(action=action, label=label, undoable=False)


@dataclass(slots=True)
class _Practice:
    desk: Desk
    clock: PracticeClock
    random: Random
    figures: Random
    text: dict[str, Any]
    months: tuple[Period, ...]
    sessions: int = field(default=0)


def make_sample(
    folder: Path, *, groups: int = 23, months: int = 12, seed: int = 1
) -> SampleSummary:
    """Makes a data folder with the practice commune; all months but the last are closed.

    Raises:
        FolderNotEmptyError: the folder holds something already. StoreError.
    """
    text = tomllib.loads((resource("practice") / "commune.toml").read_text("utf-8"))
    last = month_period(*LAST_MONTH)
    tracked = tuple(shifted_month(last, step) for step in range(1 - months, 1))
    clock = PracticeClock(tracked[0].start)
    # Practice data need no strong randomness, they need the same one in every run.
    ids = SeededIds(Random(f"ids {seed}"))  # noqa: S311
    profile = _profile(text, tracked[0], seed)
    outcome = new_commune(folder, profile, sources=Sources(clock, ids))
    with _made(outcome) as opened:
        desk = PracticeDesk(opened.store, opened.clock, opened.ids, opened.officer)
        sessions, figures = Random(f"data {seed}"), Random(f"figures {seed}")  # noqa: S311
        made = _Practice(desk, clock, sessions, figures, text, tracked)
        _enter_committee(made)
        _enter_groups(made, groups)
        models = _enter_models(made)
        _enter_months(made)
        enter_milestones(desk, tracked[0], text["area"])
        enter_inspections(desk, tracked, stored_groups(desk), text["inspections"])
        _connect(desk)
    return SampleSummary(
        profile.name, groups, made.sessions, models, tuple(month.id for month in tracked)
    )


def _made(outcome: Outcome[T]) -> T:
    """The value of a write; practice data that the rules refuse are a fault of the program."""
    if outcome.value is None:
        raise ValueError(", ".join(problem.code for problem in outcome.problems))
    return outcome.value


def _connect(desk: Desk) -> None:
    """The practice superior with its fixed keys, and those of the commune it is connected with."""
    offices = practice()
    new_keys(desk, offices.commune)
    _made(connect(desk, offices.connection))


def _profile(text: dict[str, Any], first: Period, seed: int) -> CommuneProfile:
    """Every seed is a commune of its own: with a number in its name, and a code that no real
    commune has."""
    return CommuneProfile(
        name=text["name"] if seed == 1 else text["numbered"].format(number=seed),
        code=f"{int(text['code']) - (seed - 1) % _PRACTICE_CODES:05d}",
        valid_from=text["valid_from"],
        superior=text["superior"],
        place_name=text["place_name"],
        plan_reference=text["plan_reference"],
        recipients=tuple(text["recipients"]),
        first_month=first.id,
    )


def _enter_committee(made: _Practice) -> None:
    for member in made.text["member"]:
        record_member(made.desk, CommitteeMember("", member["name"], member["post"]))
    signer = made.text["signer"]
    record_signer(
        made.desk, Signer("", signer["name"], office_title=signer["office_title"], default=True)
    )


def _enter_groups(made: _Practice, count: int) -> None:
    text = made.text["groups"]
    villages = text["villages"][: count // 4]
    numbered = [f"{text['kind']} {number}" for number in range(1, count - len(villages) + 1)]
    drafts = [_group(made, name, number) for number, name in enumerate([*numbered, *villages], 1)]
    _made(record_groups(made.desk, drafts))


def _group(made: _Practice, name: str, number: int) -> GroupDraft:
    text = made.text["groups"]
    households = made.random.randint(90, 340)
    villager = name.startswith("Thôn")
    return GroupDraft(
        name=name,
        former_commune=made.random.choice(text["former_communes"]) if villager else "",
        households=households,
        population=households * made.random.randint(34, 44) // 10,
        counted_on=made.months[0].start,
        head_name=f"{'Trưởng' if villager else 'Tổ trưởng'} {name[:1].lower()}{name[1:]}",
        head_telephone=text["telephone"].format(number=number),
    )


def _enter_models(made: _Practice) -> int:
    """Nearly every group has a model; some share one, a few have none or a paused one."""
    everyone = stored_groups(made.desk)
    drafts = [_model(made, group) for number, group in enumerate(everyone, 1) if number % 9 != 4]
    sharing = tuple(group.id for group in everyone[:3])
    text = made.text["models"]
    drafts += [
        ModelDraft(name, kind=name, group_ids=sharing, members=30) for name in text["shared"]
    ]
    drafts += [ModelDraft(name, kind=name, commune_wide=True) for name in text["commune_wide"]]
    return len(_made(record_models(made.desk, drafts)))


def _model(made: _Practice, group: ResidentialGroup) -> ModelDraft:
    text = made.text["models"]
    kind = made.random.choice(text["each"])
    states = [ModelStatus.ACTIVE] * 8 + [ModelStatus.WEAK, ModelStatus.LAUNCHED, ModelStatus.PAUSED]
    founded = made.months[0].start.year - made.random.randint(1, 6)
    return ModelDraft(
        name=f"{kind} {group.name}",
        kind=kind,
        group_ids=(group.id,),
        founded_on=date(founded, made.random.randint(1, 12), made.random.randint(1, 28))
        if made.random.random() < 0.6
        else None,
        founded_year=founded,
        decision=text["decision"].format(number=made.random.randint(1, 99)),
        members=made.random.randint(5, 40),
        status=made.random.choice(states),
    )


def _enter_months(made: _Practice) -> None:
    everyone = stored_groups(made.desk)
    figures = PlanPractice.begun(made.figures, made.text["counts"])
    figures.enter_openings(made.desk, made.months[0])
    for month in made.months:
        last = month is made.months[-1]
        made.clock.day = _TODAY if last else month.end + timedelta(days=1)
        plan = month_of_practice(
            month, everyone, text=made.text["sessions"], random=made.random, today=made.clock.day
        )
        _enter_month(made, plan, everyone)
        figures.enter_month(made.desk, month, whole=not last)
        if month in (made.months[0], *made.months[-9:-8]):
            enter_area(made.desk, month, everyone, made.text["area"])
        if not last:
            _made(close_period(made.desk, month, unanswered=True))


def _enter_month(made: _Practice, plan: MonthPlan, everyone: Sequence[ResidentialGroup]) -> None:
    """One month in one write: the drafts are right by the way they are made."""
    desk = made.desk
    with desk.writing(action="make_sample", label=plan.month.id, undoable=False) as write:
        write_sessions(desk, write, plan.sessions, {group.id: group for group in everyone})
        for group_id, reason in plan.not_held:
            statement = NotHeldStatement(desk.ids.new(), group_id, plan.month.id, reason)
            save_not_held(write, statement)
    made.sessions += len(plan.sessions)
