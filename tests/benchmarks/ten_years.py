"""A store of ten years: 100 groups, 24,000 sessions, 120 models; made through the actions."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from desktop.actions.desk import Desk
from desktop.actions.groups import record_groups
from desktop.actions.models import record_models
from desktop.actions.sessions import record_sessions
from desktop.actions.setup import Sources, new_commune
from desktop.domain.commune import CommuneProfile
from desktop.domain.groups import GroupDraft
from desktop.domain.models import ModelDraft
from desktop.domain.sessions import SessionDraft

GROUPS = 100
SESSIONS_A_MONTH = 200
FIRST_YEAR = 2017
LAST_DAY = date(2026, 12, 14)
FORMATS = ("Hội nghị", "Truyền thanh cơ sở", "Đến từng hộ", "Tờ rơi", "Zalo, Facebook")
TOPICS = ("Luật Phòng, chống ma túy", "Tác hại của ma túy tổng hợp")
BODIES = ("Công an xã", "UBMTTQ", "Hội LHPN", "Đoàn TN")


class FixedClock:
    """Always the same instant."""

    def now(self) -> datetime:
        """14 December 2026, in the morning."""
        return datetime(2026, 12, 14, 1, tzinfo=UTC)

    def today(self) -> date:
        """14 December 2026."""
        return LAST_DAY


class SeededIds:
    """The same identities every time."""

    def __init__(self, seed: int = 1) -> None:
        self._random = Random(seed)

    def new(self) -> str:
        """A UUID from the seed."""
        return str(UUID(int=self._random.getrandbits(128), version=4))


def make_ten_years(
    folder: Path, *, groups: int = GROUPS, sessions_a_month: int = SESSIONS_A_MONTH, years: int = 10
) -> Desk:
    """Makes the store in an empty folder and returns its desk."""
    profile = CommuneProfile(
        name="Phường Mười Năm",
        code="19996",
        valid_from=date(2017, 1, 1),
        superior="Thành phố Huế",
        first_month=f"{FIRST_YEAR + 10 - years}-01",
    )
    desk = new_commune(folder, profile, sources=Sources(FixedClock(), SeededIds())).value
    if desk is None:
        raise RuntimeError("the profile was refused")
    ids = record_groups(desk, [GroupDraft(f"Tổ dân phố {n}") for n in range(1, groups + 1)]).value
    names = ids or ()
    record_models(
        desk,
        [ModelDraft(f"Tổ tự quản {n}", group_ids=(one,)) for n, one in enumerate(names, start=1)],
    )
    random = Random(1)
    for month in range(years * 12):
        start = date(FIRST_YEAR + 10 - years, 1, 1) + timedelta(days=30 * month)
        drafts = [_draft(random, names, start) for _ in range(sessions_a_month)]
        record_sessions(desk, drafts)
    return desk


def _draft(random: Random, groups: tuple[str, ...], start: date) -> SessionDraft:
    return SessionDraft(
        held_on=start + timedelta(days=random.randrange(30)),
        group_ids=tuple(random.sample(groups, 2 if random.random() < 0.1 else 1)),
        format=random.choice(FORMATS),
        topics=(random.choice(TOPICS),),
        lead_body=random.choice(BODIES),
        attendance=random.randrange(10, 200),
    )
