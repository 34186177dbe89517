"""Made-up communes for tests and pictures: a real data folder and a shell around it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from desktop.actions.desk import Desk, RandomIds
from desktop.actions.groups import groups, record_groups
from desktop.actions.models import record_models
from desktop.actions.sessions import record_sessions
from desktop.actions.setup import Sources, new_commune, open_desk
from desktop.domain.commune import CommuneProfile
from desktop.domain.groups import GroupDraft
from desktop.domain.models import ModelDraft, ModelStatus
from desktop.domain.periods import month_period, year_months
from desktop.domain.sessions import SessionDraft
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.shell.context import ShellContext
from desktop.ui.work import ImmediateExecutor

TODAY = date(2026, 10, 8)
OCTOBER = month_period(2026, 10)
HEADS = ("Nguyễn Văn Hòa", "Trần Thị Lụa", "Lê Đình Ánh", "Phan Thị Ẩn", "Hồ Văn Khuê")
MODELS = (
    ("Tổ tự quản an ninh trật tự", "Tổ tự quản an ninh trật tự", 2019, 12),
    ("Khu dân cư không ma túy", "Khu dân cư không ma túy", 2021, 34),
    ("Tiếng kẻng an ninh", "Tiếng kẻng an ninh", 2020, 9),
    ("Camera an ninh", "Camera an ninh", 2023, None),
    ("Dòng họ Trần tự quản", "Dòng họ tự quản", None, 56),
)


@dataclass(frozen=True)
class FixedClock:
    """8 October 2026, half past ten."""

    day: date = TODAY

    def now(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 3, 30, tzinfo=UTC)

    def today(self) -> date:
        return self.day


def empty_desk(folder: Path, *, today: date = TODAY) -> Desk:
    """A commune at its first day: a profile and the shipped lists."""
    profile = CommuneProfile(
        name="phường Hương Trà",
        code="19774",
        valid_from=date(2025, 7, 1),
        superior="thành phố Huế",
        place_name="Hương Trà",
        first_month="2026-01",
    )
    made = new_commune(folder, profile, sources=Sources(FixedClock(today), RandomIds()))
    assert made.value is not None
    return made.value


def add_groups(desk: Desk, count: int) -> tuple[str, ...]:
    """So many numbered groups with believable numbers."""
    outcome = record_groups(
        desk,
        tuple(
            GroupDraft(
                name=f"Tổ dân phố {number}",
                kind="Tổ dân phố",
                households=118 + number * 37 % 260,
                population=460 + number * 151 % 1100,
                counted_on=date(2026, 6, 30),
                head_name=HEADS[number % len(HEADS)],
                head_telephone=f"0234 3{850000 + number * 137}",
                former_commune="Tứ Hạ" if number % 3 == 0 else "",
            )
            for number in range(1, count + 1)
        ),
    )
    assert outcome.value is not None
    return outcome.value


def busy_desk(folder: Path, count: int = 23) -> Desk:
    """A commune in October: some groups lack a session, some a model."""
    desk = empty_desk(folder)
    ids = add_groups(desk, count)
    add_sessions(desk, ids)
    add_models(desk, ids)
    return desk


@dataclass(frozen=True)
class Copies:
    """Communes that are made once in a run: each test writes into a copy of its own."""

    kept: Path

    def desk(self, make: Callable[[Path, int], Desk], folder: Path, count: int) -> Desk:
        """What ``make`` makes in a folder with so many groups, 8 October 2026."""
        made = self.kept / f"{make.__name__}-{count}"
        if not made.exists():
            make(made, count).close()
        shutil.copytree(made, folder)
        return open_desk(folder, sources=Sources(FixedClock(), RandomIds()))


def add_sessions(desk: Desk, ids: tuple[str, ...]) -> None:
    """One or more sessions a month up to October; every fourth group lacks October's."""
    drafts = []
    for month in year_months(2026)[:10]:
        for number, group_id in enumerate(ids, start=1):
            if (month.number == 10 and number % 4 == 3) or (month.number, number) == (2, 11):
                continue
            for step in range(1 + number * month.number * 7 % 3):
                day = date.fromordinal(month.start.toordinal() + (number + step * 5) % 20)
                drafts.append(
                    SessionDraft(
                        held_on=min(day, TODAY),
                        group_ids=(group_id,),
                        format="Họp tổ dân phố, lồng ghép họp thôn",
                        topics=("Tác hại của ma túy",),
                        lead_body="Công an xã",
                        attendance=None
                        if (number, month.number) == (8, 10)
                        else 29 + number * 13 % 90,
                    )
                )
    assert record_sessions(desk, drafts).done


def add_models(desk: Desk, ids: tuple[str, ...]) -> None:
    """A model for every group but the fifth and the sixteenth, one shared, one commune-wide."""
    drafts = [
        ModelDraft(
            name=f"{MODELS[number % 5][0]} {number}",
            kind=MODELS[number % 5][1],
            group_ids=(group_id,),
            founded_year=MODELS[number % 5][2],
            members=MODELS[number % 5][3],
            status=ModelStatus.WEAK if number == 7 else ModelStatus.ACTIVE,
        )
        for number, group_id in enumerate(ids, start=1)
        if number not in {5, 16}
    ]
    drafts.append(
        ModelDraft(
            name="Cụm liên kết an ninh trật tự chợ Tứ Hạ",
            kind="Tổ đoàn kết",
            group_ids=ids[:3],
            founded_on=date(2024, 5, 20),
            members=18,
        )
    )
    drafts.append(ModelDraft(name="CLB B93", kind="CLB B93", commune_wide=True, members=15))
    drafts.append(
        ModelDraft(
            name="Loa an ninh",
            kind="Tiếng kẻng an ninh",
            group_ids=ids[4:5],
            founded_year=2018,
            status=ModelStatus.PAUSED,
        )
    )
    assert record_models(desk, drafts).done


def context_for(theme: Theme) -> ShellContext:
    """A shell that works at once, in October 2026."""
    return ShellContext(
        work=ImmediateExecutor(),
        theme=theme,
        memory=WindowMemory(None),
        month=OCTOBER,
        explain=lambda _error: None,
    )


def ids_by_name(desk: Desk) -> dict[str, str]:
    """The ids of the groups by their names."""
    return {group.name: group.id for group in groups(desk)}


Going = list[tuple[str, object]]


def goings(context: ShellContext) -> Going:
    """Where the rooms asked the shell to go, filled as they ask."""
    asked: Going = []
    context.going.connect(lambda room, target: asked.append((room, target)))
    return asked
